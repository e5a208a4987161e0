#!/bin/sh
# --watch: changes reach the index; a signal ends it with status 0.
. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1
mkdir -p news/sub
printf 'Rain in Oslo.\n' >news/a.txt

# Until the index has N paragraphs for a word, at most a minute.
until_count() {
	n=0
	while [ "$("$searcher" -i ix --count "$1" 2>/dev/null)" != "$2" ] &&
	    [ "$n" -lt 600 ]; do
		sleep 0.1
		n=$((n + 1))
	done
	[ "$n" -lt 600 ]
	ok $? "$3"
}

"$indexer" -i ix --watch news >watched 2>err &
watcher=$!
until_count rain 1 'the first run'
printf 'Snow in Bergen.\n' >news/sub/b.txt
until_count snow 1 'a new file in a directory below'
mkdir -p news/later
printf 'Fog in Narvik.\n' >news/later/c.txt
until_count fog 1 'a file in a new directory'
printf 'Hail in Oslo.\n' >news/a.txt
until_count rain 0 'a change takes the old words out'
rm news/sub/b.txt
until_count snow 0 'a file that is gone leaves'
run "$indexer" -i ix --status
exits 0 'others use the index meanwhile'
printf 'Wind in Moss.\n' >d.txt
run "$indexer" -i ix d.txt
exits 0 'another indexer may write between two bursts'
printf 'Dew in Vang.\n' >e.txt
mv e.txt news/e.txt && kill -TERM "$watcher"
wait "$watcher"
is "$?" 0 'SIGTERM ends it with status 0'
is "$("$searcher" -i ix --count dew)" 1 'what changed before the signal is in'
is "$(head -1 watched | sed 's/ in .*//')" \
    'indexed 1 articles, 1 paragraphs: 1 new, 0 changed, 0 removed, 0 unchanged, 0 skipped' \
    'the first summary'
is "$(grep -c '^indexed' watched)" "$(grep -c '' watched)" \
    'a summary for each burst and nothing else'
is "$("$searcher" -i ix --count in)" 4 'nothing is lost'

run "$indexer" -i ix --watch --extract news
exits 2 'not with --extract'
plan_done
