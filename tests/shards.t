#!/bin/sh
# --shards: parts of an index, on disk and behind servers, answer as one does.
. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1
"$indexer" -q -i ix "$corpus" >out 2>&1 || cat out
run "$indexer" -q --shards 3 -i parts "$corpus"
exits 0 'three parts'
is "$(grep -c '^indexed ' out)" 3 'a summary of each'
is "$(awk '{ a += $2; p += $4 } END { print a, p }' out)" \
    "$("$searcher" -i ix --group --format json | perl -ne \
    'print "$2 $1\n" if /"total":(\d+).*"articles":(\d+)/')" \
    'every article is in one of them'

# hits of the same score and date in the order of their ids
order='my $j = JSON::PP->new->canonical; my $d = $j->decode($_);
    my @h = @{$d->{hits}}; delete $_->{rank} for @h;
    $d->{hits} = [ sort { $b->{score} <=> $a->{score} ||
	$a->{id} cmp $b->{id} } @h ] if !grep { $_->{score} == 0 } @h;
    print $j->encode($d)'

# same NAME INDEX... -- ARG...: as one index, but for the order of equals
same() {
	name=$1 parts=
	shift
	while [ "$1" != -- ]; do
		parts="$parts -i $1"
		shift
	done
	shift
	"$searcher" -i ix --format json --facets all "$@" >one 2>one.err
	"$searcher" $parts --format json --facets all "$@" >many 2>many.err
	for f in one many; do
		perl -MJSON::PP -0777 -ne "$order" "$f" >"$f.ordered"
	done
	[ -s one ] && cmp one.ordered many.ordered
	ok $? "$name" || tap_show 'standard error' many.err
}
all='parts/1 parts/2 parts/3'
same 'words' $all -- government talks
same 'any of the words' $all -- --any ceasefire army river
same 'a phrase' $all -- '"prime minister"'
same 'two facets selected' $all -- -l Iraq -l Kenya -o 'armed group' attack
same 'articles' $all -- --group --any ceasefire army
same 'by date' $all -- --sort oldest --offset 20 police
same 'no words' $all --
same 'dates' $all -- --since 1990 --until 1999 -n 100 --any government army
is "$("$searcher" -i parts/1 -i parts/2 -i parts/3 --values location Ir)" \
    "$("$searcher" -i ix --values location Ir)" 'values'
run "$indexer" -q --shards 3 -i parts "$corpus"
is "$(grep -c ' 0 new, 0 changed, 0 removed' out)" 3 'again: nothing to do'
run "$indexer" --shards 0 -i parts "$corpus"
exits 2 'none at all'
run "$indexer" --shards 2 -i parts -
exits 2 'standard input can be read only once'

# ---- behind servers
if ! command -v xapian-tcpsrv >/dev/null; then
	skip 'servers' 'no xapian-tcpsrv'
	plan_done
fi
# serve PART: start a server on a port that is free, set $port and $server
next=$((21000 + $$ % 20000))
serve() {
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		port=$next next=$((next + 1))
		# it ends its whole process group: give it one of its own
		setsid xapian-tcpsrv --quiet --interface 127.0.0.1 \
		    --port "$port" "$1" >server.err 2>&1 &
		server=$!
		for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
			kill -0 "$server" 2>/dev/null || continue 2
			"$searcher" -i "tcp://127.0.0.1:$port" --count \
			    >count 2>/dev/null && return
			sleep 0.1
		done
	done
}
serve parts/2; port2=$port server2=$server
serve parts/3; port3=$port server3=$server
two="tcp://127.0.0.1:$port2" three="tcp://127.0.0.1:$port3"
same 'one part on disk, two behind servers: words' parts/1 $two $three -- \
    government talks
same '... two facets selected' parts/1 $two $three -- -l Iraq -l Kenya \
    -o 'armed group' attack
same '... articles' parts/1 $two $three -- --group --any ceasefire army
same '... by date' parts/1 $two $three -- --sort newest police
same '... no words' parts/1 $two $three --
kill "$server3"
wait "$server3" 2>/dev/null
run "$searcher" -i parts/1 -i "$two" -i "$three" government
exits 2 'a part that is gone is an error, not half an answer'
warns "^searcher: $three: " '... and named'
kill "$server2"
wait "$server2" 2>/dev/null

# a server that accepts and says nothing
perl -MIO::Socket::INET -e '$| = 1; my $s = IO::Socket::INET->new(Listen => 5,
    LocalAddr => "127.0.0.1") or die; print $s->sockport, "\n"; sleep 60' \
    >silent &
silent=$!
while [ ! -s silent ]; do sleep 0.05; done
run "$searcher" --timeout 1 -i "tcp://127.0.0.1:$(cat silent)" government
exits 2 'a server that says nothing'
warns "^searcher: tcp://127.0.0.1:$(cat silent): " '... is given up and named'
kill "$silent"
run "$searcher" --timeout 0 -i ix government
exits 2 '--timeout 0'
plan_done
