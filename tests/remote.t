#!/bin/sh
# An index behind Xapian's own server answers as one on disk does.
. "$(dirname "$0")/tap.sh"
command -v xapian-tcpsrv >/dev/null ||
    { echo '1..0 # SKIP no xapian-tcpsrv'; exit 0; }
cd "$T" || exit 1
"$indexer" -q -i ix "$corpus" >out 2>&1 || cat out

# A port that is free: the server says so by staying.
port=$((20000 + $$ % 20000))
for _ in 1 2 3 4 5 6 7 8 9 10; do
	# it ends its whole process group: give it one of its own
	setsid xapian-tcpsrv --quiet --interface 127.0.0.1 --port "$port" ix \
	    >server 2>&1 &
	server=$!
	n=0
	while kill -0 "$server" 2>/dev/null && [ "$n" -lt 50 ]; do
		"$searcher" -i "tcp://127.0.0.1:$port" --count >count 2>/dev/null &&
		    break 2
		sleep 0.1
		n=$((n + 1))
	done
	port=$((port + 1))
done

same() {
	name=$1
	shift
	"$searcher" -i ix --format json --facets all "$@" >local 2>err.local
	"$searcher" -i "tcp://127.0.0.1:$port" --format json --facets all "$@" \
	    >remote 2>err.remote
	[ -s local ] && cmp local remote
	ok $? "$name" || tap_show 'standard error' err.remote
}
is "$(cat count)" "$("$searcher" -i ix --count)" 'the server answers'
same 'words' government talks
same 'drill-down' -l Iraq -o 'armed group'
same 'a phrase' '"prime minister"'
same 'articles' --group --any ceasefire army
same 'newer ones lifted' --recent=3650 government talks
same 'newer articles lifted' --recent=3650 --group government talks
same 'by date' --sort oldest --since 1990 --until 1999 police
same 'pairs of values' --cooccur location -l Iraq
same 'pairs of two facets' --cooccur actor,location talks
same 'two answers' --compare date:..1995 date:1996..
same 'with context' --context 1 ceasefire
same 'like an article' --similar 'w90-02'
same 'by date, past those that have one' --sort oldest --offset 5 -n 3
run "$searcher" -i "tcp://127.0.0.1:$port" 'govern*'
exits 2 'a wildcard'
warns 'a server does not expand wildcards' 'says so'
run "$searcher" -i "tcp://127.0.0.1:$port" =talks
exits 2 'an exact word'
warns 'a server does not look for words as they are written; leave out the "="' \
    'says so'
run "$searcher" -i "tcp://127.0.0.1:$port" --new-since seen talks
exits 2 'what is new'
warns '--new-since: a server does not look for what is new; search on its' \
    'says so'
ok "$([ ! -e seen ]; echo $?)" 'and remembers nothing'
run "$searcher" -i "tcp://127.0.0.1:$port" --similar w90-02#7
exits 2 'like a paragraph'
warns '--similar: a server cannot leave out one paragraph; give its article, "w90-02"' \
    'says so'
run "$indexer" -i "tcp://127.0.0.1:$port" "$corpus"
exits 2 'a server is not written to'
warns 'a server can be searched, not written; run indexer on its machine' \
    'says so'
kill "$server"
wait "$server" 2>/dev/null
run "$searcher" -i "tcp://127.0.0.1:$port" government
exits 2 'a server that is gone'
warns "^searcher: tcp://127.0.0.1:$port: " 'is named'
run "$searcher" -i tcp://nowhere government
exits 2 'no port'
warns 'a server is written tcp://HOST:PORT' 'the form is named'
plan_done
