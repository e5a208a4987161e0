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

# --- what moves, leaves and comes back ---
rm -rf ix news
mkdir -p news/west news/east away
echo 'Rain in Oslo.' >news/west/1.txt
echo 'Snow in Bergen.' >news/east/2.txt
"$indexer" -i ix --watch news >watched 2>err &
watcher=$!
until_count rain 1 'two directories'
mv news/west away/west
until_count rain 0 'a directory that is moved out leaves'
mv away/west news/east/west
until_count rain 1 'and comes back, below another'
echo 'Fog in Narvik.' >news/east/west/3.txt
until_count fog 1 'where it is watched, too'
rm -r news/east
until_count snow 0 'directories that are removed leave'
until_count fog 0 'with all below them'
echo 'Hail in Oslo.' >news/4.txt
until_count hail 1 'one more'
run "$indexer" -q -i ix --rebuild news
exits 0 'the index is made anew by another indexer'
echo 'Wind in Moss.' >news/5.txt
until_count wind 1 'and followed'
rm -r ix
echo 'Mist in Vang.' >news/6.txt
until_count mist 1 'an index that vanished is made anew'
until_count hail 1 'of all that is there'
mv news gone
n=0
until grep -q 'news: No such file' err || [ $n -gt 600 ]; do
	sleep 0.1
	n=$((n + 1))
done
is "$(sort -u err)" 'indexer: news: No such file or directory' 'a source that is gone is named'
is "$("$searcher" -i ix --count mist)" 1 'and keeps its articles'
mv gone news
echo 'Dew in Voss.' >news/7.txt
until_count dew 1 'when it is back, it is watched again'
kill -TERM "$watcher"
wait "$watcher"
is "$?" 0 'and all is well'

# --- dictionaries ---
mkdir talks
echo 'The KNB denied it to the HRW.' >talks/a.txt
row() { printf '%s\t%s\torganization\tstate/intelligence\n' "$1" "$2"; }
actors() { "$searcher" -i ix --values actor 2>/dev/null | tr '\n' ' '; }
# until_actors VALUES NAME: at most a minute
until_actors() {
	n=0
	while [ "$(actors)" != "$1" ] && [ "$n" -lt 600 ]; do
		sleep 0.1
		n=$((n + 1))
	done
	is "$(actors)" "$1" "$2"
}
tab=$(printf '\t')
rm -r ix
row 'Kazakh secret service' KNB >own.tsv
"$indexer" -i ix --dictionary own.tsv talks >out
"$indexer" -i ix --watch >watched 2>err &
watcher=$!
until_actors "Human Rights Watch${tab}1 Kazakh secret service${tab}1 " 'a dictionary that the index records'
row 'Committee for National Security' KNB >own.tsv
until_actors "Committee for National Security${tab}1 Human Rights Watch${tab}1 " 'is read again where it changes'
row 'Secret service' KNB >next.tsv && mv next.tsv own.tsv
until_actors "Human Rights Watch${tab}1 Secret service${tab}1 " 'and where another takes its place'
printf 'Secret service\tKNB\tno such kind\n' >own.tsv
n=0
until grep -q 'own.tsv:1: ' err || [ $n -gt 600 ]; do
	sleep 0.1
	n=$((n + 1))
done
warns 'own.tsv:1: .*; until that is mended, the dictionaries stay as they were$' 'a fault in it is told'
echo 'The KNB did not.' >talks/b.txt
until_actors "Secret service${tab}2 Human Rights Watch${tab}1 " 'and the index goes on without'
row 'Kazakh secret service' KNB >other.tsv
"$indexer" -q -i ix --dictionary other.tsv >out
is "$(actors)" "Kazakh secret service${tab}2 Human Rights Watch${tab}1 " 'another indexer names another one'
echo 'The KNB may.' >talks/c.txt
until_actors "Kazakh secret service${tab}3 Human Rights Watch${tab}1 " 'which is followed'
kill -TERM "$watcher"
wait "$watcher"
is "$?" 0 'all the same it ends well'

run "$indexer" -i ix --watch --extract news
exits 2 'not with --extract'
plan_done
