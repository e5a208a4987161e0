#!/bin/sh
# Which rule named each value: kept with it, however the index came to be, and
# said by --explain.
. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1
mkdir news
cat >news/a.jsonl <<'X'
{"id":"a","date":"2023","actor":["Reuters","Ann"],"location":["Iraq"],"text":"Lloyd Austin met Reuters in Baghdad. Austin said the Iraqi army would hold the Blue Gate."}
X
cat >news/n.ninjs <<'X'
{"uri":"n","versioncreated":"2022-01-01","headline":"Talks","person":[{"name":"Austin, Lloyd"},{"name":"Eve Smith"}],"place":[{"name":"Gondor"}],"body_text":"Eve Smith stayed in Geneva."}
X
printf 'Blue Gate\t\torganization\tarmed group/militia\n' >own.tsv
cat >want <<'X'
hit 1: actor Reuters: given
hit 1: actor Ann: given
hit 1: actor Blue Gate: user dictionary
hit 1: actor Iraq military: state body
hit 1: actor Lloyd Austin: first name
hit 1: location Iraq: given
hit 1: location Iraq/Baghdad: gazetteer
hit 1: org_type armed group/militia: user dictionary
hit 1: org_type media/news: dictionary
hit 1: org_type state/military: state body
hit 2: actor Eve Smith: first name
hit 2: actor Lloyd Austin: metadata
hit 2: location Switzerland/Geneva: gazetteer
hit 2: location Switzerland/Geneva/Gondor: metadata
X
# says NAME ARG...: the rules of the two, the newest first
says() {
	name=$1
	shift
	"$searcher" --explain --facets 0 "$@" 2>&1 >/dev/null |
	    sed -n 's/^searcher: \(hit [0-9]*: [a-z].*\)/\1/p' >got
	diff want got >diff
	ok $? "$name" || tap_show 'wanted (<), said (>)' diff
}
"$indexer" -q -i ix -f jsonl --dictionary own.tsv news/a.jsonl >out || cat out
"$indexer" -q -i ix -f ninjs news/n.ninjs >out || cat out
says 'a small update' -i ix
"$indexer" -q -i ix --rebuild >out || cat out
says 'a rebuild that copies' -i ix
echo 'It rained.' >news/b.txt
run "$indexer" -v -i ix --rebuild -f auto news
warns '^indexer: the facets of 2 articles were taken over$' 'all but what is new'
says 'a rebuild that takes facets over' -i ix --until 2023 --since 2022
sed -i 's/Geneva\./Geneva again./' news/n.ninjs
"$indexer" -q -i ix >out || cat out
says 'a changed article' -i ix --until 2023 --since 2022
"$indexer" -q -i parts --shards 2 --dictionary own.tsv news >out 2>&1 || cat out
says 'two parts' -i parts/1 -i parts/2 --until 2023 --since 2022

run "$searcher" -i ix --explain --facets 0 --format json Geneva
is "$(jq -c .explain.rules out)" '[{"actor":[{"value":"Eve Smith","rule":"first name"},{"value":"Lloyd Austin","rule":"metadata"}],"location":[{"value":"Switzerland/Geneva","rule":"gazetteer"},{"value":"Switzerland/Geneva/Gondor","rule":"metadata"}],"org_type":[]}]' \
    'in JSON'

# Without extraction all is as the record has it.
"$indexer" -q -i plain --no-extract news >out || cat out
cat >want <<'X'
hit 1: actor Reuters: given
hit 1: actor Ann: given
hit 1: location Iraq: given
hit 2: actor Austin, Lloyd: metadata
hit 2: actor Eve Smith: metadata
hit 2: location Gondor: metadata
X
says '--no-extract' -i plain --until 2023 --since 2022

# The whole corpus: of several mentions the surest decides.  Confidences are
# printed with two digits, so those that look alike may decide.  One article of
# the corpus gives values of its own.
"$indexer" -q -i cx "$corpus" >out || cat out
"$indexer" --extract -v "$corpus" >mentions 2>err
"$searcher" -i cx --explain --facets 0 -n 100000 --format json >answer 2>err
cat >check.pl <<'X'
use strict; use warnings;
use JSON::PP;
my (%rule, $bad, $n);
open my $in, '<', 'mentions' or die;
while (<$in>) {
	my $p = decode_json($_);
	for my $m (@{ $p->{mentions} }) {
		my @fed = $m->{facet} eq 'org_type' ? () : [$m->{facet}, $m->{value}];
		push @fed, ['org_type', $m->{org_type}];
		push @fed, ['org_type', $m->{value}] if $m->{facet} eq 'org_type';
		for (grep { defined $_->[1] } @fed) {
			my $r = $rule{$p->{id}}{$_->[0]}{$_->[1]} //= [-1];
			@$r = ($m->{confidence}) if $m->{confidence} > $r->[0];
			push @$r, $m->{rule} if $m->{confidence} == $r->[0];
		}
	}
}
open $in, '<', 'answer' or die;
my $answer = decode_json(join '', <$in>);
for my $i (0 .. $#{ $answer->{hits} }) {
	my $hit = $answer->{hits}[$i];
	my $rules = $answer->{explain}{rules}[$i];
	for my $f (qw(actor location org_type)) {
		my @values = map { $_->{value} } @{ $rules->{$f} };
		$bad++ if "@values" ne "@{ $hit->{$f} }";
		for my $v (@{ $rules->{$f} }) {
			my ($c, @may) = @{ $rule{$hit->{id}}{$f}{$v->{value}} // [0] };
			$n++;
			push @may, 'given' if $hit->{article} eq 'w90-08';
			next if grep { $_ eq $v->{rule} } @may;
			$bad++;
			print "$hit->{id} $f $v->{value}: $v->{rule}, not @may\n";
		}
	}
}
print $bad ? "$bad bad\n" : $n > 1000 ? "ok\n" : "only $n\n";
X
is "$(perl check.pl)" ok 'as --extract -v has them'

# The manual names them all, and no others.
sed -n 's/.*X([A-Z_]*, *"\([^"]*\)".*/\1/p' "${tests%/*}/include/rule.h" |
    grep -vx none >want
sed -n '/^\.Ss Rules/,/^\.El/s/^\.It Li //p' "${tests%/*}/indexer/indexer.1" |
    diff want - >diff
ok $? 'indexer(1) lists the rules' || tap_show diff diff
plan_done
