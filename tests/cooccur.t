#!/bin/sh
# --cooccur: which values stand together.
. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1
cat >c.jsonl <<'X'
{"id":"1","text":"Rain.","actor":["Ann","Bob"],"location":["Iraq/Baghdad"]}
{"id":"2","text":"Rain.","actor":["Bob","Ann","Eve"],"location":["Iraq","Syria"]}
{"id":"3","text":"Rain.","actor":["Ann"],"location":["Syria/Homs"]}
{"id":"4","text":"Snow.","actor":["Eve","Bob"]}
{"id":"5","text":"Snow.","location":["Iraq/Baghdad/Green Zone","Syria"]}
{"id":"6","text":"Rain."}
X
"$indexer" -q -i ix --no-extract c.jsonl >out || cat out
s() { run "$searcher" -i ix "$@"; }

s --cooccur actor
exits 0 'one facet'
prints 'a matrix, each with itself in the middle' <<'X'
6 paragraphs

Actors                 1   2   3
  1 Ann                3   2   1
  2 Bob                2   3   2
  3 Eve                1   2   2
X
s --cooccur actor --format tsv
prints 'pairs, the most frequent first, then by name' <<'X'
Ann	Bob	2
Bob	Eve	2
Ann	Eve	1
X
s --cooccur location --format tsv
prints 'a place and what lies in it are no pair' <<'X'
Iraq	Syria	2
Syria	Iraq/Baghdad	1
Syria	Iraq/Baghdad/Green Zone	1
X
s --cooccur location,actor --format tsv --facets all
prints 'two facets' <<'X'
Iraq	Ann	2
Iraq	Bob	2
Syria	Ann	2
Iraq	Eve	1
Iraq/Baghdad	Ann	1
Iraq/Baghdad	Bob	1
Syria	Bob	1
Syria	Eve	1
Syria/Homs	Ann	1
X
s --cooccur location,actor --facets 2
prints 'as a matrix, with the most frequent values' <<'X'
6 paragraphs

Locations              1   2
  1 Iraq               2   2
  2 Syria              2   1

Actors
  1 Ann
  2 Bob
X
s --cooccur actor,location --facets 1 --format json rain
prints 'json' <<'X'
{"schema":1,"query":"rain","total":4,"values":{"actor":[{"value":"Ann","count":3}],"location":[{"value":"Iraq","count":2}]},"pairs":[{"a":"Ann","b":"Iraq","count":2}]}
X
s --cooccur actor --format jsonl snow
prints 'json lines' <<'X'
{"a":"Bob","b":"Eve","count":1}
X
s --cooccur actor --format tsv -a Eve
prints 'a selection restricts all' <<'X'
Bob	Eve	2
Bob	Ann	1
Eve	Ann	1
X
s --cooccur actor --format tsv -l iraq rain
prints 'words and another facet, too' <<'X'
Ann	Bob	2
Ann	Eve	1
Bob	Eve	1
X
s --cooccur actor --format tsv --facets 0
is "$(cat out)" '' 'with no values'
s --cooccur actor xyzzy
exits 1 'no match'
s --cooccur actor -a Nobody
exits 1 'an unknown value'
warns 'actor "Nobody": unknown' 'says so'
s --cooccur org-type --format tsv
exits 0 'no pairs'
is "$(cat out)" '' 'are no lines'
s --cooccur title
exits 2 'no facet'
warns '^searcher: --cooccur: "title": no such facet; there are actor, location, org_type$' \
    'says so'
s --cooccur actor,
exits 2 'half a pair'
s --cooccur actor --count
exits 2 'not with --count'
printf '1\train\n' >batch
s --cooccur actor --batch batch
exits 2 'nor with --batch'
COLUMNS=20 run "$searcher" -i ix --cooccur actor --color always
prints_match "$(printf '^  1 Ann +\033\\[2m   3\033')" 'dimmed where it is no pair'

# the corpus, against all its paragraphs; with two indexes, without a column
"$indexer" -q -i cx "$corpus" >out
"$indexer" -q -i c1 "$corpus"/1* >out
"$indexer" -q -i c2 "$corpus"/2* "$corpus"/wire* >out
# pairs FACET FACET: of the paragraphs on the standard input
pairs() {
	perl -MJSON::PP -e '
	my ($f, $g) = @ARGV; my %n;
	@ARGV = ();
	sub all { my %v; for (@_) { my $p = $_;
	    do { $v{$p} = 1 } while $p =~ s{/[^/]*$}{} } keys %v }
	while (<STDIN>) {
		my $h = decode_json $_;
		for my $k ($f, $g) {
			# a name of an actor may hold a slash
			$h->{$k} = [all(@{$h->{$k}})] if $k ne "actor";
		}
		for my $a (@{$h->{$f}}) { for my $b (@{$h->{$g}}) {
			next if $f eq $g and $a eq $b or index($a, "$b/") == 0
			    or index($b, "$a/") == 0;
			$n{$f eq $g && $b lt $a ? "$b\t$a" : "$a\t$b"} +=
			    $f eq $g ? .5 : 1;
		} }
	}
	binmode STDOUT, ":utf8";
	print map { "$_\t$n{$_}\n" } keys %n;' "$@" | sort
}
# got ARG...: pairs in order of their names
got() {
	"$searcher" --format tsv --facets all "$@" | perl -CSD -F'\t' -lane '
	    @F[0, 1] = sort @F[0, 1] if $ENV{ONE}; print join "\t", @F' | sort
}
for query in '' government 'talks OR fighting'; do
	for f in actor location org_type; do
		ONE=1 got -i cx --cooccur $f "$query" >out
		"$searcher" -i cx --format jsonl -n 9999 "$query" |
		    pairs $f $f >want
		[ -s want ] && cmp out want
		ok $? "$f, of \"$query\": $(wc -l <want) pairs" ||
		    tap_show "$(diff out want)" /dev/null
	done
	got -i cx --cooccur actor,location "$query" >out
	"$searcher" -i cx --format jsonl -n 9999 "$query" |
	    pairs actor location >want
	cmp out want
	ok $? "actor,location, of \"$query\""
done
"$searcher" -i cx --format tsv --facets all --cooccur actor,location >want
"$searcher" -i c1 -i c2 --format tsv --facets all --cooccur actor,location >out
cmp out want
ok $? 'two indexes'
rm c1/gen.*/facets.column
"$searcher" -i c1 -i c2 --format tsv --facets all --cooccur actor,location >out
cmp out want
ok $? 'without one of the columns'
rm c2/gen.*/facets.column
"$searcher" -i cx --format tsv --facets all --cooccur location >want
"$searcher" -i c1 -i c2 --format tsv --facets all --cooccur location >out
cmp out want
ok $? 'without both, one facet'
# a column that is damaged is not believed
f=$(echo cx/gen.*/facets.column)
size=$(wc -c <"$f")
cp "$f" whole
for part in 1 2 3 4 5 6 7; do
	cp whole "$f"
	dd if=/dev/zero of="$f" bs=1 seek=$((size * part / 8)) count=400 \
	    conv=notrunc 2>dd
	"$searcher" -i cx --format tsv --facets all --cooccur location >out
	cmp out want
	ok $? "with one that is damaged at $part/8"
done
plan_done
