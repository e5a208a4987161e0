#!/bin/sh
# Totals and facet counts against a brute-force count over --extract.
. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1

"$indexer" --extract "$corpus" >extract.jsonl 2>err || cat err
"$indexer" -q -i ix "$corpus" >out 2>&1 || cat out

# brute QUERY-WORD... -- perl that decides by itself which paragraphs match:
# a paragraph matches if its text or title has all the words (as expressions),
# and each condition facet=value (or below value) holds.  Prints the total,
# then "facet TAB value TAB count" for all values, ancestors included.
cat >brute.pl <<'X'
use strict; use warnings; use utf8; use JSON::PP;
binmode STDOUT, ':utf8';
my (@words, @cond);
for (@ARGV) { utf8::decode($_); /^(\w+)=(.*)$/ ? push @cond, [$1, $2] : push @words, $_ }
my ($total, %count) = (0);
open my $in, '<', 'extract.jsonl' or die;
while (<$in>) {
	my $p = decode_json($_);
	my $text = lc(($p->{title} // '') . ' . ' . $p->{text});
	my $match = 1;
	for my $w (@words) { $match &&= $text =~ /(?<!\w)(?:$w)(?!\w)/ }
	next unless $match;
	my %all;
	for my $f (qw(actor location org_type)) {
		for my $v (@{$p->{$f}}) {
			$all{$f}{$v} = 1;
			next if $f eq 'actor';
			while ($v =~ s{/[^/]*$}{}) { $all{$f}{$v} = 1 }
		}
	}
	my %any; my %want;
	for (@cond) { $want{$_->[0]} = 1; $any{$_->[0]} ||= $all{$_->[0]}{$_->[1]} }
	my @miss = grep { !$any{$_} } keys %want;
	$total++ unless @miss;
	for my $f (qw(actor location org_type)) {
		# sideways: a facet's own selection does not count for it
		next if grep { $_ ne $f } @miss;
		$count{"$f\t$_"}++ for keys %{$all{$f}};
	}
}
my %want = map { $_->[0] => 1 } @cond;
for (@cond) { $count{"$_->[0]\t$_->[1]"} //= 0 }
print "total\t\t$total\n";
print "$_\t$count{$_}\n" for sort keys %count;
X
cat >flat.pl <<'X'
use strict; use warnings; use JSON::PP;
binmode STDOUT, ':utf8';
local $/; my $r = decode_json(<STDIN>);
print "total\t\t$r->{total}\n";
my @rows;
for my $f (sort keys %{$r->{facets}}) {
	push @rows, "$f\t$_->{value}\t$_->{count}\n" for @{$r->{facets}{$f}};
}
print sort @rows;
X

# compare NAME, words, then conditions as facet=value and the options for them
compare() {
	name=$1 words=$2
	shift 2
	conditions=$1
	shift
	# shellcheck disable=SC2086 # words, one by one
	(IFS='&'; set -f; perl brute.pl $words $conditions) |
	    LC_ALL=C sort >want
	"$searcher" -i ix --no-relax --format json --facets all -n 0 "$@" 2>err \
	    >json
	perl flat.pl <json | LC_ALL=C sort >got
	diff -u want got >diff
	ok $? "$name ($(wc -l <got) counts)" || tap_show 'brute (-), searcher (+)' diff
}

compare 'everything' '' ''
compare 'a word' 'ceasefires?' '' ceasefire
compare 'two words' 'ceasefires?&arm(y|ies)' '' ceasefire army
compare 'a word in a country' 'police[ds]?|policing' 'location=Kenya' police -l Kenya
compare 'a kind and all below it' '' 'org_type=armed group' -o 'armed group'
compare 'or within a facet' '' 'location=Iraq&location=Kenya' -l Iraq -l Kenya
compare 'and across facets' '' 'location=Iraq&org_type=state/military' \
    -l Iraq -o state/military
compare 'all three facets' '' \
    'location=Iraq&org_type=armed group&actor=Lloyd Austin' \
    -l Iraq -o 'armed group' -a 'lloyd austin'
compare 'a selection that matches nothing' 'volcano' 'location=Iraq' \
    volcano -l Iraq

# The filter of every value finds exactly what its count says.
"$searcher" -i ix --values location >values
bad=0 n=0
while IFS='	' read -r value count; do
	n=$((n + 1))
	[ "$("$searcher" -i ix --count -l "$value")" = "$count" ] || {
		bad=$((bad + 1))
		echo "# $value: $count, but $("$searcher" -i ix --count -l "$value")"
	}
done <values
[ "$n" -gt 50 ] && [ "$bad" -eq 0 ]
ok $? "each of $n locations finds its count"

# Pages put together are the whole, without a hit twice.
"$searcher" -i ix --format tsv --facets 0 -n 1000 government >all
: >pages
for offset in 0 7 14 21 28 35 42 49 56 63 70 77 84 91 98 105 112 119 126 133; do
	"$searcher" -i ix --format tsv --facets 0 -n 7 --offset "$offset" \
	    government >>pages
done
cmp all pages
ok $? "$(wc -l <all) hits in pages of seven are the hits of one page"
is "$(cut -f3 all | sort | uniq -d | wc -l)" 0 'no hit twice'
is "$(wc -l <all)" "$("$searcher" -i ix --count government)" \
    'as many hits as the total says'

# Several indexes at once: the same counts as one over both.
mkdir one two
"$indexer" -q -i i1 "$corpus"/1* "$corpus/wire-1990s.jsonl" >out 2>&1
"$indexer" -q -i i2 "$corpus"/2* "$corpus/wire-2020s.jsonl" >out 2>&1
for q in government 'location:Iraq' 'police -l Kenya'; do
	# shellcheck disable=SC2086 # words and options
	"$searcher" -i ix --format json --facets all -n 0 $q >json
	perl flat.pl <json >one/f
	# shellcheck disable=SC2086
	"$searcher" -i i1 -i i2 --format json --facets all -n 0 $q >json
	perl flat.pl <json >two/f
	cmp one/f two/f
	ok $? "two indexes count as one: $q"
done
# ... and the same order, of paragraphs and of articles
for q in 'ceasefire army government' '--group ceasefire army government' \
    '--group --since 1990 police minister' '--group "prime minister"'; do
	# shellcheck disable=SC2086 # words and options
	"$searcher" -i ix --format tsv --any $q | cut -f 2,3 >one/f
	# shellcheck disable=SC2086
	"$searcher" -i i1 -i i2 --format tsv --any $q | cut -f 2,3 >two/f
	[ -s one/f ] && cmp one/f two/f
	ok $? "two indexes rank as one: $q" || tap_show 'two' two/f
done
plan_done
