#!/bin/sh
# --recent: newer paragraphs are lifted, by what the manual says.
. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1
cat >r.jsonl <<'X'
{"id":"old","date":"2020-01-01","text":"The dam broke, the dam."}
{"id":"month","date":"2023-12","text":"The dam broke."}
{"id":"year","date":"2023","text":"The dam broke."}
{"id":"new","date":"2023-12-31","text":"The dam broke."}
{"id":"half","date":"2023-12-01","text":"The dam broke."}
{"id":"none","text":"The dam broke."}
{"id":"rain","date":"2023-12-31","text":"It rained."}
X
"$indexer" -q -i ix --no-extract r.jsonl >out || cat out
s() { run "$searcher" -i ix --format tsv --fields id "$@"; }
s dam
is "$(tr '\n' ' ' <out)" 'old#1 month#1 year#1 new#1 half#1 none#1 ' 'by the words alone'
s --recent dam
is "$(tr '\n' ' ' <out)" 'old#1 new#1 month#1 half#1 year#1 none#1 ' \
    'what is as good comes in order of time; a month is its first day'
s --recent=3650 dam
is "$(tr '\n' ' ' <out)" 'old#1 new#1 month#1 half#1 year#1 none#1 ' 'ten years and more'
s --recent --any dam rained -n 1
is "$(cat out)" 'rain#1' 'what is as good as the best'
s --count --recent dam
is "$(cat out)" 6 'counts stay'
run "$searcher" -i ix --recent --explain -n 2 --facets 0 dam
warns '^searcher: hit 2: ([0-9.]+) = dam [0-9.]+ \+ --recent [0-9.]+$' 'what it adds'
s --recent=1 --until 2020-01-01 dam
is "$(cat out)" 'old#1' 'only --until'
"$searcher" -i ix --recent --until 2020-01 --format json --explain dam >out
# 30 days before the end of the month: half of a quarter of its own
is "$(jq -c '.explain.scores[0] | .[1].paragraph / .[0].paragraph * 1000 | round' out)" 125 \
    'counted from --until'
for bad in 0 -1 3651 x '' 1.5; do
	s "--recent=$bad" dam
	exits 2 "--recent=$bad"
	warns "^searcher: --recent=$bad: .*; give a number of days from 1 to 3650\$" 'says what to give'
done
s --recent --sort newest dam
exits 2 'not by date'
warns '^searcher: --recent: not with --sort newest, which goes by date alone$' 'says why'

# Against every score by hand.
"$indexer" -q -i cx "$corpus" >out || cat out
"$indexer" -q -i parts --shards 2 "$corpus" >out 2>&1 || cat out
cp -r cx nocolumn
rm nocolumn/gen.*/facets.column
cat >check.pl <<'X'
use strict; use warnings;
use JSON::PP; use Time::Local 'timegm';
my ($days, $newest, $plain, $lifted) = @ARGV;
sub hits { open my $in, '<', $_[0] or die; @{ decode_json(join '', <$in>)->{hits} } }
sub day { my ($y, $m, $d) = split /-/, $_[0]; timegm(0, 0, 0, $d // 1, ($m // 1) - 1, $y) / 86400 }
my ($best, $bad, %score) = (0, 0);
for (hits($plain)) {
	$score{$_->{id}} = $_->{score};
	$best = $_->{score} if $_->{score} > $best;
}
my ($last, $n, $moved) = (9e9, 0, 0);
for my $hit (hits($lifted)) {
	my $age = $hit->{date} ? day($newest) - day($hit->{date}) : 9e9;
	my $lift = $age > 10 * $days ? 0 : $best / 4 / 2 ** ($age / $days);
	my $want = $score{$hit->{id}} + $lift;
	$n++;
	$moved++ if $lift > 0;
	$bad++ if abs($want - $hit->{score}) > 2e-4 || $hit->{score} > $last + 1e-4;
	$last = $hit->{score};
}
$bad++ if $n != keys %score;
print $bad ? "$bad of $n bad\n" : $moved ? "ok\n" : "none lifted\n";
X
newest=$("$searcher" -i cx --sort newest -n 1 --facets 0 --format json | jq -r '.hits[0].date')
# by_hand NAME INDEXES DAYS ARG...
by_hand() {
	name=$1 where=$2 days=$3
	shift 3
	# shellcheck disable=SC2086 # one option or two
	"$searcher" $where --format json -n 100000 --facets 0 "$@" >plain
	# shellcheck disable=SC2086
	"$searcher" $where --format json -n 100000 --facets 0 "--recent=$days" "$@" >lifted
	is "$(perl check.pl "$days" "$newest" plain lifted)" ok "by hand: $name"
}
by_hand 'a word' '-i cx' 3650 government
by_hand 'any of the words' '-i cx' 1000 --any embassy attack peace talks
by_hand 'a phrase' '-i cx' 3650 '"prime minister"'
by_hand 'a wildcard' '-i cx' 365 'peac*'
by_hand 'two parts' '-i parts/1 -i parts/2' 3650 --any government army
by_hand 'no column' '-i nocolumn' 3650 government
by_hand 'a filter' '-i cx' 3650 -l 'United States' government
by_hand 'words of the best' '-i cx' 3650 --expand government

# A word so frequent that its best are known beforehand.
perl -e 'for my $i (1 .. 1500) {
	printf qq({"id":"%d","date":"2020-%02d-%02d","text":"Rain fell%s."}\n), $i,
	    1 + $i * 7 % 12, 1 + $i * 5 % 28, " on it" x ($i % 9) }' >many.jsonl
"$indexer" -q -i many --no-extract many.jsonl >out || cat out
ls many/gen.*/frequent.words >out 2>&1
ok $? 'it is one'
newest=2020-12-28
by_hand 'a frequent word' '-i many' 20 rain
"$searcher" -i many --recent=20 --format jsonl rain | grep '"id"' >page
"$searcher" -i many --recent=20 --format jsonl -n 1500 rain | grep '"id"' >all
head -10 all | cmp - page
ok $? 'a page of it'

# Grouped and without twins: the parts add up, and the order is theirs.
for how in --group --unique '--group --any'; do
	for where in '-i cx' '-i parts/1 -i parts/2' '-i nocolumn'; do
		# shellcheck disable=SC2086
		"$searcher" $where $how --format json --explain -n 1000 \
		    --recent=3650 government army >out 2>err
		is "$(perl "$tests/sums.pl" 2 <out)" ok "sums: $how $where"
		is "$(jq '[.hits[].score] as $s | $s == ($s | sort | reverse)' out)" true 'in order'
		is "$(jq '[.explain.scores[][] | select(.text == "--recent")] | length > 1' out)" \
		    true 'lifted'
	done
done
# a page is a part of the whole
"$searcher" -i cx --recent=3650 --any --format jsonl -n 40 government army | grep '"id"' >all
"$searcher" -i cx --recent=3650 --any --format jsonl -n 10 --offset 20 government army |
    grep '"id"' >page
sed -n 21,30p all | cmp - page
ok $? 'a page'
printf 'q\tgovernment army\n' | "$searcher" -i cx --recent=3650 --any --batch - --format trec \
    --facets 0 -n 40 | cut -d' ' -f3 >batch
jq -r .id all | cmp - batch
ok $? 'in a batch'
plan_done
