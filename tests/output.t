#!/bin/sh
# The searcher's output formats: text, json, jsonl, tsv, trec.
. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1

cat >n.jsonl <<'X'
{"id":"dam","title":"Dam talks resume","date":"2021-05-03","source":"Nile Wire","url":"https://example.org/dam","paragraphs":["Egypt and Ethiopia resumed talks on the dam.","The dam on the Blue Nile holds 74 billion cubic metres, and the talks about its filling, its release of water in years of drought and the rights of those who live below it have been going on for ten years now, said Sameh Shoukry, with the African Union between them; nobody expects them to end soon, and few of the farmers along the river, who watch their fields, believe that the dam will give them more water than it takes.","Sudan's army watched."],"actor":["Sameh Shoukry","African Union"],"location":["Egypt","Ethiopia"],"org_type":["international body/regional"]}
{"id":"two","title":"A dam in Georgia","date":"2020-11","text":"The dam on the Enguri is in Georgia.","location":["Georgia"],"actor":["Lloyd Austin"]}
{"id":"none","text":"An undated dam."}
{"id":"od d/ü","title":"Tab\there \"quoted\" \\ back","date":"1999-12-31","text":"A line\twith a tab\u0001 and <angle> & “quotes” dam.","source":"Odd \"Source\"","actor":["A \"B\" \\ C"]}
{"id":"long","text":"Bread. A wire.","location":["Iraq/Baghdad/Green Zone","Democratic Republic of the Congo/South Kivu/Bukavu and its hills"]}
X
"$indexer" -q -i ix --no-extract n.jsonl >out || exit 1

# same NAME FILE: the output is tests/expect/FILE
same() {
	diff -u "$tests/expect/$2" "$T/out" >"$T/diff"
	ok $? "$1" || tap_show 'wanted (-), printed (+)' "$T/diff"
}

run "$searcher" -i ix dam --group
exits 0 'text'
same 'text is what it was' search.text
is "$(cat err)" '' 'nothing on standard error'
run "$searcher" -i ix --color always dam --offset 1 -n 2 -l Egypt
same 'colours' search.color
run "$searcher" -i ix bread
same 'long names are cut from the left' search.long
run "$searcher" -i ix --color auto dam
! grep -q "$(printf '\033')" out
ok $? 'auto: no colour on a pipe'
NO_COLOR=1 run "$searcher" -i ix --color always dam
grep -q "$(printf '\033')" out
ok $? 'a flag beats NO_COLOR'
run "$searcher" -i ix --color always --color never dam
! grep -q "$(printf '\033')" out
ok $? '--color never; the last one counts'
run "$searcher" -i ix nothing
exits 1 'text, no match'
prints 'nothing is printed' </dev/null

# colours CONDITION... : escape sequences on a terminal
colours() { script -qec "env $* $searcher -i ix dam" /dev/null </dev/null |
    grep -c "$(printf '\033\\[')"; }
if script -qec true /dev/null </dev/null >out 2>&1; then
	[ "$(colours TERM=xterm)" -gt 0 ]; ok $? 'colour on a terminal'
	is "$(colours TERM=xterm NO_COLOR=1)" 0 'not with NO_COLOR'
	[ "$(colours TERM=xterm NO_COLOR=)" -gt 0 ]
	ok $? 'an empty NO_COLOR says nothing'
	is "$(colours TERM=dumb)" 0 'not on a dumb terminal'
else
	skip 'colour on a terminal' 'no script(1) or no terminal to be had'
fi

# --- json ---
cat >check.pl <<'X'
# Is standard input one JSON object, with the keys and types of INTERFACE.md?
use strict; use warnings; use JSON::PP; use B;
binmode STDOUT, ':utf8';
my $group = shift; my $raw = do { local $/; <STDIN> };
sub is_number { my $f = B::svref_2object(\$_[0])->FLAGS; $f & (B::SVp_IOK | B::SVp_NOK) && !($f & B::SVp_POK) }
my %check = (
	n => sub { defined $_[0] && !ref $_[0] && is_number($_[0]) },
	s => sub { defined $_[0] && !ref $_[0] && !is_number($_[0]) },
	z => sub { !defined $_[0] || (!ref $_[0] && !is_number($_[0])) },
	b => sub { JSON::PP::is_bool($_[0]) },
	l => sub { ref $_[0] eq 'ARRAY' }, h => sub { ref $_[0] eq 'HASH' });
sub check {
	my ($what, $o, %want) = @_;
	print "$what: no $_\n" for grep { !exists $o->{$_} } sort keys %want;
	print "$what: $_ is new\n" for grep { !$want{$_} } sort keys %$o;
	for (grep { exists $o->{$_} } sort keys %want) {
		print "$what: $_: not of type $want{$_}\n" unless $check{$want{$_}}->($o->{$_});
	}
}
my $o = decode_json($raw);
check('object', $o, schema => 'n', query => 's', total => 'n', relaxed => 'b', offset => 'n',
    limit => 'n', hits => 'l', facets => 'h', did_you_mean => 'z', $group ? (articles => 'n') : ());
check('facets', $o->{facets}, actor => 'l', location => 'l', org_type => 'l');
check('value', $_, value => 's', count => 'n', selected => 'b') for map { @$_ } values %{$o->{facets}};
for my $h (@{$o->{hits}}) {
	check('hit', $h, rank => 'n', id => 's', article => 's', paragraph => 'n', title => 'z', date => 'z',
	    source => 'z', url => 'z', path => 's', score => 'n', snippet => 's', highlights => 'l',
	    text => 's', actor => 'l', location => 'l', org_type => 'l', $group ? (others => 'n') : ());
	print "id\n" if $h->{id} ne "$h->{article}#$h->{paragraph}";
	my $bytes = $h->{snippet}; utf8::encode($bytes);
	for (@{$h->{highlights}}) {
		my $m = substr $bytes, $_->[0], $_->[1] - $_->[0];
		utf8::decode($m); print "marked: $m\n" if $m !~ /^(dam|bread)$/i;
	}
}
print "one line\n" if $raw !~ /^[^\n]*\n\z/;
X
# well NAME GROUP ARG...: valid, complete, of the right types
well() {
	name=$1 group=$2
	shift 2
	"$searcher" -i ix --format json "$@" >json 2>err
	perl check.pl "$group" <json >out 2>&1
	prints "$name" </dev/null
}
well 'json: keys and types, ranges mark the words' 0 dam
well 'json with --group' 1 dam --group
well 'json with selections' 0 -a 'lloyd austin' -l egypt
well 'json of everything' 0
well 'json without facets' 0 --facets 0
well 'json when nothing matches' 0 nothing
run "$searcher" -i ix --format json nothing -l Egypt
exits 1 'no match'
prints 'json when nothing matches, whole' <<'X'
{"schema":1,"query":"nothing","total":0,"relaxed":false,"offset":0,"limit":10,"hits":[],"facets":{"actor":[],"location":[{"value":"Egypt","count":0,"selected":true}],"org_type":[]},"did_you_mean":null}
X
well 'json of an unknown value' 0 -l Nowhere
well 'json with odd characters in the query' 0 "$(printf 'dam \\ \042\303\251 \377\001\042')"
well 'json past the end' 0 dam --offset 50
run "$searcher" -i ix --format json dam -n 1 --facets 1
sed -i 's/"score":[0-9.]*/"score":7/' out
prints 'json, whole' <<'X'
{"schema":1,"query":"dam","total":6,"relaxed":false,"offset":0,"limit":1,"hits":[{"rank":1,"id":"dam#1","article":"dam","paragraph":1,"title":"Dam talks resume","date":"2021-05-03","source":"Nile Wire","url":"https://example.org/dam","path":"n.jsonl","score":7,"snippet":"Egypt and Ethiopia resumed talks on the dam.","highlights":[[40,43]],"text":"Egypt and Ethiopia resumed talks on the dam.","actor":["Sameh Shoukry","African Union"],"location":["Egypt","Ethiopia"],"org_type":["international body/regional"]}],"facets":{"actor":[{"value":"African Union","count":3,"selected":false}],"location":[{"value":"Egypt","count":3,"selected":false}],"org_type":[{"value":"international body","count":3,"selected":false}]},"did_you_mean":null}
X

# --- jsonl, tsv ---
"$searcher" -i ix --format json dam >json
"$searcher" -i ix --format jsonl dam >jsonl
perl -CO -MJSON::PP -e 'my $j = JSON::PP->new->canonical; open my $f, "<", "json";
    print $j->encode($_), "\n" for @{decode_json(<$f>)->{hits}}' >hits
perl -CO -MJSON::PP -ne 'print JSON::PP->new->canonical->encode(decode_json($_)), "\n"' \
    <jsonl >lines
cmp hits lines
ok $? 'jsonl: the hits of json, one a line'
is "$(wc -l <jsonl)" 6 'all of them'
run "$searcher" -i ix --format jsonl --group dam
prints_match '"score":[0-9.]*,"others":2,"snippet"' 'jsonl with --group: others'
run "$searcher" -i ix --format jsonl nothing
exits 1 'jsonl, no match'
prints 'nothing is printed' </dev/null
run "$searcher" -i ix --format tsv 'angle OR undated' --sort oldest
sed -i 's/	[0-9]\.[0-9]*	/	S	/' out
prints 'tsv: no header, tabs and newlines flattened, empty fields' <<'X'
1	S	od d/ü#1	1999-12-31	Tab here "quoted" \ back	A line with a tab and <angle> & “quotes” dam.
2	S	none#1			An undated dam.
X
run "$searcher" -i ix --format tsv 'farmers believe'
is "$(cut -f6 out | cut -c1-3)" ... 'a long text is cut'
[ "$(cut -f6 out | wc -c)" -lt 400 ]; ok $? 'to a few lines'
prints_match 'farmers .* believe' 'around the words'
"$searcher" -i ix --format json 'farmers believe' >json
is "$(perl -MJSON::PP -e 'my $h = decode_json(<STDIN>)->{hits}[0];
    print join "|", map { substr $h->{snippet}, $_->[0], $_->[1] - $_->[0] }
    @{$h->{highlights}}' <json)" 'farmers|believe' 'ranges fit the cut text'
plan_done
