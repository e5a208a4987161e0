#!/bin/sh
# Searching an index that a Xapian server serves.
. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1

if ! command -v xapian-tcpsrv >out; then
	skip 'a server' 'no xapian-tcpsrv'
	plan_done
fi
"$indexer" -q -i ix "$corpus" >out || exit 1
# A port that is free, or nearly surely so.
port=$((20000 + $$ % 20000))
xapian-tcpsrv --quiet --interface 127.0.0.1 --port $port ix >log 2>&1 &
server=$!
far=tcp://127.0.0.1:$port
for i in 1 2 3 4 5 6 7 8 9; do
	"$searcher" -i $far --count >out 2>err && break
	sleep 0.2
done
if ! [ -s out ] && ! kill -0 $server 2>err; then
	skip 'a server' "$(head -n 1 log)"
	plan_done
fi

for q in government '"prime minister"' 'police -l Kenya' 'location:Iraq' \
    'government --sort newest -n 30' 'government --sort oldest -n 30' \
    '--sort oldest --offset 5 -n 3' '--since 2001 --until 2010' '' \
    'nothingness'; do
	# shellcheck disable=SC2086 # words and options
	"$searcher" -i ix --format json $q >near 2>err
	# shellcheck disable=SC2086
	"$searcher" -i $far --format json $q >got 2>err
	cmp near got
	ok $? "the same answer: $q"
done
is "$("$searcher" -i $far --values location | sort)" \
    "$("$searcher" -i ix --values location | sort)" 'the same values'
is "$("$searcher" -i ix -i $far --count police)" \
    $(($("$searcher" -i ix --count police) * 2)) 'beside an index of our own'
run "$searcher" -i $far 'govern*'
exits 2 'a wildcard'
warns 'a server does not expand wildcards' 'says so'
run "$searcher" -i $far --group police
exits 2 '--group'
warns 'a server cannot group hits by article' 'says so'
kill $server
wait $server
run "$searcher" -i $far police
exits 2 'a server that is gone'
warns "^searcher: $far: .*Connection refused" 'says so'
run "$indexer" -i $far "$corpus"
exits 2 'a server is not written to'
warns 'a server can be searched, not written; run indexer on its machine' 'says so'
plan_done
