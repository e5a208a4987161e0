#!/bin/sh
# --compare: which values are more frequent in one answer than in another.
. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1
cat >c.jsonl <<'X'
{"id":"1","date":"2023-01","text":"Rain.","actor":["Ann","Bob"],"location":["Iraq/Baghdad"]}
{"id":"2","date":"2023-02","text":"Rain.","actor":["Ann"]}
{"id":"3","date":"2023","text":"Rain.","actor":["Ann"],"location":["Syria"]}
{"id":"4","date":"2023","text":"Snow."}
{"id":"5","date":"2024","text":"Snow.","actor":["Bob"],"location":["Syria"]}
{"id":"6","date":"2024-05-06","text":"Rain.","actor":["Eve"],"location":["Syria"]}
{"id":"7","text":"Snow.","actor":["Eve"]}
X
"$indexer" -q -i ix --no-extract c.jsonl >out || cat out
s() { run "$searcher" -i ix "$@"; }

s --compare date:2023 date:2024
exits 0 'two years'
prints 'what tells them apart, for people' <<'X'
A         2 paragraphs  date:2024
B         4 paragraphs  date:2023

Actors                                  A       B  A/1000  B/1000   log2      G2
  - Ann                                 0       3     0.0   750.0  -1.58     3.8
  + Eve                                 1       0   500.0     0.0  +2.00     2.6
  + Bob                                 1       1   500.0   250.0  +1.00     0.4

Locations                               A       B  A/1000  B/1000   log2      G2
  + Syria                               2       1  1000.0   250.0  +2.00     3.8
  - Iraq                                0       1     0.0   250.0  +0.00     0.9
  - Iraq/Baghdad                        0       1     0.0   250.0  +0.00     0.9
X
s --compare date:2023 date:2024 --format tsv --facets 2
prints 'tsv, the first of each facet' <<'X'
actor	Ann	0	3	0.000	750.000	-1.585	3.82
actor	Eve	1	0	500.000	0.000	2.000	2.63
location	Syria	2	1	1000.000	250.000	2.000	3.82
location	Iraq	0	1	0.000	250.000	0.000	0.91
X
s --compare date:2023 date:2024 --format json --facets 1
prints 'json' <<'X'
{"schema":1,"query":"date:2024","compare":"date:2023","totals":[2,4],"facets":{"actor":[{"value":"Ann","count":[0,3],"share":[0.000,750.000],"log_ratio":-1.585,"g2":3.82}],"location":[{"value":"Syria","count":[2,1],"share":[1000.000,250.000],"log_ratio":2.000,"g2":3.82}],"org_type":[]}}
X
s --compare date:2023 date:2024 --format jsonl --facets 1 -l Syria
prints 'a condition is of both' <<'X'
{"facet":"actor","value":"Ann","count":[0,1],"share":[0.000,1000.000],"log_ratio":-2.000,"g2":3.82}
{"facet":"location","value":"Syria","count":[2,1],"share":[1000.000,1000.000],"log_ratio":0.000,"g2":0.00}
X
s --compare snow rain --format tsv --since 2024
prints 'dates, too' <<'X'
actor	Bob	0	1	0.000	1000.000	-1.000	2.77
actor	Eve	1	0	1000.000	0.000	1.000	2.77
location	Syria	1	1	1000.000	1000.000	0.000	0.00
X
s --compare rain rain --format tsv
is "$(cut -f7,8 out | sort -u)" '0.000	0.00' 'no difference is none'
s --compare date:2023 --format tsv --facets 1 --format tsv
is "$(head -1 out | cut -f1-4)" 'actor	Eve	2	0' \
    'without words: all of them'
s --compare xyzzy rain --format tsv --facets 1
prints 'one that matches nothing' <<'X'
actor	Ann	3	0	750.000	0.000	0.000	0.00
location	Iraq	1	0	250.000	0.000	0.000	0.00
X
s --compare xyzzy quux
exits 1 'neither matches'
is "$(cat out)" '' 'nothing to say'
s --compare 'a (b' rain
exits 2 'a query that cannot be parsed'
is "$(cat err)" 'searcher: --compare: query: column 3: a parenthesis that is not closed' \
    'says which and where'
s --compare 'location:Nowhere' rain
exits 1 'an unknown value'
s --compare rain --count snow
exits 2 'not with --count'
s --compare rain --format trec snow
exits 2 'not with trec'

# the corpus, against all its paragraphs
"$indexer" -q -i cx "$corpus" >out
judge() {
	"$searcher" -i cx --format jsonl -n 9999 "$1" >a.jsonl
	"$searcher" -i cx --format jsonl -n 9999 "$2" >b.jsonl
	perl -MJSON::PP -e '
	my (@n, %c);
	for my $i (0, 1) {
		open my $f, "<", ("a.jsonl", "b.jsonl")[$i] or die;
		while (<$f>) {
			my $h = decode_json $_; $n[$i]++;
			for my $k (qw(actor location org_type)) {
				my %v;
				for (@{$h->{$k}}) { my $p = $_;
				    do { $v{$p} = 1 } while $k ne "actor" and
				    $p =~ s{/[^/]*$}{} }
				$c{"$k\t$_"}[$i]++ for keys %v;
			}
		}
	}
	binmode STDOUT, ":utf8";
	for (keys %c) {
		my ($a, $b) = map { $_ // 0 } @{$c{$_}}[0, 1];
		my $g = 0;
		# observed and expected, of all four cells
		for ([$a, $n[0], $a + $b], [$n[0] - $a, $n[0], $n[0] + $n[1] -
		    $a - $b], [$b, $n[1], $a + $b], [$n[1] - $b, $n[1],
		    $n[0] + $n[1] - $a - $b]) {
			my $e = $_->[1] * $_->[2] / ($n[0] + $n[1]);
			$g += 2 * $_->[0] * log($_->[0] / $e) if $_->[0];
		}
		printf "%s\t%d\t%d\t%.3f\t%.3f\t%.3f\t%.2f\n", $_, $a, $b,
		    1000 * $a / $n[0], 1000 * $b / $n[1], log(($a || .5) /
		    $n[0] * $n[1] / ($b || .5)) / log 2, abs $g;
	}' | sed 's/	-0\.00\([0	]\)/	0.00\1/g' | sort >want
	"$searcher" -i cx --compare "$2" --format tsv --facets all "$1" |
	    sed 's/	-0\.00\([0	]\)/	0.00\1/g' >got
	sort got >out
	[ -s want ] && cmp out want
	ok $? "$1 and $2: $(wc -l <want) values" || diff out want | head -6
	for f in actor location org_type; do
		grep "^$f	" got | cut -f8 >order
		sort -c -rn order
		ok $? "$f: in order"
	done
}
judge talks fighting
judge date:2001.. date:..2000
plan_done
