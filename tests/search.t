#!/bin/sh
# The searcher's options: drill-down, order, pages, dates, values, batches.
. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1

cat >n.jsonl <<'X'
{"id":"a","date":"2021-05-03","source":"Nile Wire","paragraphs":["A dam at Aswan.","The dam again, a dam.","Nothing."],"actor":["Lloyd Austin"],"location":["Egypt/Aswan"],"org_type":["state/military"]}
{"id":"b","date":"2020-11","text":"A dam on the Enguri.","location":["Georgia"],"actor":["Lloyd George","Tom O'Neill"],"source":"Reuters"}
{"id":"c","date":"2020","text":"Engineers opened a dam.","location":["Iraq/Baghdad/Green Zone"],"org_type":["armed group/militia"],"source":"reuters"}
{"id":"d","text":"An undated dam.","location":["Libya/Tripoli","Syria"]}
{"id":"e","date":"1999-12-31","text":"The last dam of the century.","location":["Lebanon/Tripoli"],"actor":["Recep Tayyip Erdoğan"]}
X
"$indexer" -q -i ix --no-extract n.jsonl >out || exit 1
s() { "$searcher" -i ix "$@" 2>err; }
count() { s --count "$@"; }
# ids ARG...: the hits' ids in their order
ids() { s --format tsv "$@" | cut -f3 | tr '\n' ' ' | sed 's/ $//'; }
# facet NAME ARG...: its values as VALUE=COUNT, a * before selected ones
facet() {
	f=$1
	shift
	s --format json "$@" | perl -MJSON::PP -e 'my $f = shift;
	    print join(" ", map { ($_->{selected} ? "*" : "") .
	    "$_->{value}=$_->{count}" } @{decode_json(<STDIN>)->{facets}{$f}})' "$f"
}
# refused WHY ARG...: exit 2 with this message
refused() {
	why=$1
	shift
	run "$searcher" -i ix "$@"
	is "$rc $(head -n1 err)" "2 searcher: $why" "exit 2: $why"
}

# --- drill-down ---
is "$(count -l Georgia) $(count -l GEORGIA) $(count --location georgia)" \
    '1 1 1' 'a location, whatever its case'
is "$(count -l iraq) $(count -l Iraq/Baghdad) $(count -l 'green zone')" '1 1 1' \
    'a node, all below it, a last part'
is "$(count -a 'recep tayyip erdogan')" 1 'accents do not matter'
is "$(count -a "Tom O’Neill")" 1 'nor the form of an apostrophe'
is "$(count -l Georgia -l Syria)" 2 'OR within a facet'
is "$(count -l Egypt -a 'Lloyd Austin' -o state)" 3 'AND across facets'
is "$(count -l Egypt -a 'Lloyd George')" 0 'AND: none'
run s -l Tripoli
exits 2 'ambiguous'
is "$(cat err)" 'searcher: location "Tripoli": ambiguous; it may be "Lebanon/Tripoli", "Libya/Tripoli"' 'the candidates'
run s -a 'Lloyd Astin'
exits 1 'unknown'
is "$(cat err)" 'searcher: actor "Lloyd Astin": unknown; did you mean "Lloyd Austin"?' 'a suggestion'
run s -o 'zzz'
exits 1 'unknown, nothing like it'
is "$(cat err)" 'searcher: org_type "zzz": unknown; see searcher --values org_type' 'a hint'
prints 'nothing printed' </dev/null
run s --count -l Nowhere
exits 1 'unknown with --count'
prints 'which prints 0' <<X
0
X
is "$(facet location -l Georgia -n 0)" \
    'Egypt=3 Egypt/Aswan=3 *Georgia=1 Iraq=1 Iraq/Baghdad=1 Iraq/Baghdad/Green Zone=1 Lebanon=1 Lebanon/Tripoli=1 Libya=1 Libya/Tripoli=1' \
    'other values of a filtered facet stay'
is "$(facet actor -l Georgia)" 'Lloyd George=1 Tom O'"'"'Neill=1' \
    'the other facets follow the selection'
is "$(facet location -l Syria --facets 2)" 'Egypt=3 Egypt/Aswan=3 *Syria=1' \
    'a selected value is listed past N'
is "$(facet location enguri -l Syria)" 'Georgia=1 *Syria=0' 'and with count 0'
is "$(facet location --facets 0)" '' '--facets 0'
is "$(facet location --facets 1)" 'Egypt=3' '--facets 1'
is "$(facet location --facets all | wc -w)" 12 '--facets all'
is "$(facet org_type 'location:Egypt' -n 0)" 'state=3 state/military=3' \
    'a field in the query is no selection'

# --- order, pages, dates, source ---
is "$(ids)" 'a#1 a#2 a#3 b#1 c#1 e#1 d#1' 'without words: newest first'
is "$(ids --sort newest dam)" 'a#2 a#1 b#1 c#1 e#1 d#1' \
    '--sort newest: without a date last; of a day, the best first'
is "$(ids --sort oldest dam)" 'e#1 c#1 b#1 a#2 a#1 d#1' \
    '--sort oldest: without a date last, too'
is "$(ids --sort relevance dam | cut -c1-3)" 'a#2' '--sort relevance'
is "$(ids dam)" "$(ids --sort relevance dam)" 'which is the default with words'
is "$(ids -n 2)" 'a#1 a#2' '-n'
is "$(ids --limit=2 --offset 2)" 'a#3 b#1' '--limit, --offset'
is "$(s --format tsv -n 1 --offset 2 | cut -f1)" 3 'ranks count on'
run s --offset 100 --format tsv
exits 0 'past the end'
prints 'no hits' </dev/null
run s --offset 100 nothingness
exits 1 'past the end of nothing'
run s -n 0 --facets 0
prints 'no hits, no facets' <<X
7 paragraphs

X
is "$(ids --since 2020-11-02)" 'a#1 a#2 a#3' '--since a day'
is "$(ids --since 2020-11)" 'a#1 a#2 a#3 b#1' '--since a month'
is "$(ids --since 2020)" 'a#1 a#2 a#3 b#1 c#1' '--since a year'
is "$(ids --since 2020-01-01)" "$(ids --since 2020)" \
    'a year begins on its first day'
is "$(ids --until 1999-12-30)" '' '--until a day'
is "$(ids --until 1999)" 'e#1' '--until a year: all of it'
is "$(ids --until 2020-11)" 'b#1 c#1 e#1' '--until a month'
is "$(ids --since 2020 --until 2020)" 'b#1 c#1' 'both'
is "$(count --since 2021 --until 2020)" 0 'none between'
is "$(ids --source REUTERS)" 'b#1 c#1' '--source'
run s --source Nobody
exits 1 'an unknown source'

# --- groups ---
s --group --format json -n 2 --offset 1 dam |
    perl -MJSON::PP -e '$r = decode_json(<STDIN>);
    print "$r->{total} $r->{articles}";
    print " $_->{rank}:$_->{article}+$_->{others}" for @{$r->{hits}}' >got
is "$(sed 's/:[b-e]/:x/g' got)" '6 5 2:x+0 3:x+0' \
    'pages and ranks count articles, the total paragraphs'
is "$(ids --group dam -n 1)" 'a#2' 'the best paragraph of an article'
is "$(ids --group --sort oldest dam)" 'e#1 c#1 b#1 a#2 d#1' 'groups by date'
is "$(ids --group dam -n 9 | tr ' ' '\n' | sort -u | wc -l)" 5 'each article once'

# --- values ---
run s --values actor
exits 0 '--values'
prints 'all values' <<X
Lloyd Austin	3
Lloyd George	1
Recep Tayyip Erdoğan	1
Tom O'Neill	1
X
run s --values location LEB
prints 'a prefix' <<X
Lebanon	1
Lebanon/Tripoli	1
X
run s --values location green z
prints 'a prefix of the last part' <<X
Iraq/Baghdad/Green Zone	1
X
run s --values org-type zzz
exits 1 'no such values'
run s --values org_type arm --format json
prints 'as json' <<X
[{"value":"armed group","count":1,"selected":false},{"value":"armed group/militia","count":1,"selected":false}]
X

# --- several indexes ---
printf '{"id":"z","date":"2022","text":"Another dam.","location":["Egypt"]}\n' |
    "$indexer" -q -i iy --no-extract - >out
is "$("$searcher" -i ix -i iy --count dam)" 7 'two indexes'
is "$(s -i iy --format tsv -n 1 --sort newest dam | cut -f3)" 'z#1' 'in one order'
is "$(facet location -i iy --facets 1)" 'Egypt=4' 'with sums'
printf '{"text":"ein Damm"}\n' | "$indexer" -q -i de --language german --no-extract - >out
run s -i de dam
exits 2 'two languages'
warns 'de: in german, but ix is in english; search them apart' 'are not mixed'
DATELINE_INDEX=$T/ix run "$searcher" --count dam
prints '$DATELINE_INDEX' <<X
6
X

# --- batches ---
printf 'q1\tdam -opened\n\nbad line\nq 2\tNOTHING at\r\n\tno id\nq3\t(dam\nq4\tenguri OR aswan\n' >batch
run s --batch batch --format trec -n 1
exits 2 'a bad line'
is "$(cat err)" 'searcher: batch:3: not ID TAB QUERY
searcher: batch:5: not ID TAB QUERY
searcher: batch:6: query: column 1: a parenthesis that is not closed' 'is named'
sed -i 's/ [0-9.e-]* dateline/ S dateline/' out
prints 'the rest runs; operators are words there' <<X
q1 Q0 a#2 1 S dateline
q%202 Q0 a#3 1 S dateline
X
printf 'q1\tdam\n' >batch
run s --batch batch --format trec --group -n 2
is "$(cut -d' ' -f1-4 out | head -n1)" 'q1 Q0 a 1' 'trec with --group: articles'
run s --batch - --format jsonl -n 1 <batch
exits 0 'a batch from standard input'
prints_match '^\{"batch":"q1","rank":1,' 'jsonl carries the id'
run s --batch batch --format json
prints_match '^\{"schema":1,"batch":"q1","query":"dam",' 'json, too'
run s --batch batch
prints_match '^== q1: dam$' 'text has a heading'
printf 'q1\tnothingness\n' >batch
run s --batch batch
exits 1 'no match in a batch'
printf 'q\001\033[31m\377\tdam\n' >batch
run s --batch batch --format json -n 0 --facets 0
is "$(perl -MJSON::PP -e 'print length decode_json(<STDIN>)->{batch}' <out)" 3 \
    'an id is cleaned'

# --- what is refused ---
refused '--limit: "-1": too small; give a number from 0' -n -1
refused '--limit: "1x": invalid; give a number from 0' -n 1x
refused '--offset: "": invalid; give a number from 0' --offset ''
refused '--facets: "some": invalid; give a number from 0' --facets some
refused '--since: "2020-13": not a date; write YYYY, YYYY-MM or YYYY-MM-DD' --since 2020-13
refused '--until: "May": not a date; write YYYY, YYYY-MM or YYYY-MM-DD' --until May
refused '--sort: "best": unknown; there are relevance, newest, oldest' --sort best
refused '--format: "xml": unknown; there are text, json, jsonl, tsv, csv, html, trec' --format xml
refused '--format trec: only with --batch' --format trec
refused '--color: "red": unknown; there are auto, always, never' --color red
refused '--values: "city": no such facet; there are actor, location, org_type' --values city
refused '-a: empty value' -a ''
refused '--batch: the queries come from its file; leave out the words' --batch b word
refused 'nowhere: No such file or directory' --batch nowhere
refused '--count, --values, --timeline, --cooccur, --compare, --article, --batch, --browse, --schema: only one of them' --count --batch b
refused '-location:Syria: put -- before a query that begins with "-"' dam -location:Syria
refused '-org_type:x: put -- before a query that begins with "-"' -org_type:x
refused '--limti=3: unknown option; did you mean --limit?' --limti=3
refused '--bogus: unknown option; see searcher --help' --bogus
refused '-z: unknown option; see searcher --help' -z
refused '--any=1: takes no argument; see searcher --help' --any=1
run "$searcher" -n
is "$rc $(cat err)" '2 searcher: -n: needs an argument; see searcher --help' 'a missing argument'
run s -h
exits 0 '-h'
prints_match '^usage: searcher \[options\] \[WORD\.\.\.\]$' 'prints the usage'
is "$(s --help)" "$(cat out)" '--help is the same'
[ "$(wc -l <out)" -lt 80 ] && [ "$(awk '{ if (length > n) n = length } END { print n }' out)" -lt 81 ]
ok $? 'and fits a large screen'
run s -V
prints_match '^searcher \(Dateline\) [0-9.]+$' '-V'
is "$(s --version)" "$(cat out)" '--version'

run "$searcher" -i nowhere dam
is "$rc $(cat err)" '2 searcher: nowhere: no index there; make one with indexer -i nowhere SOURCE' 'no index'
mkdir empty
run "$searcher" -i empty dam
is "$rc $(cat err)" '2 searcher: empty: not an index; make one with indexer -i DIR SOURCE' 'not an index'
run "$searcher" -i tcp://localhost dam
exits 2 'a server without a port'
warns 'tcp://localhost: a server is written tcp://HOST:PORT' 'says so'
run "$searcher" -i tcp://127.0.0.1:1 dam
exits 2 'a server that is not there'

# Of values as near to what was typed the most frequent one is suggested, and
# none that no paragraph has any more.
mkdir near
printf '{"id":"%s","text":"x","location":["%s"]}\n' 1 Iran 2 Iraq 3 Iraq >near/a.jsonl
printf '{"id":"%s","text":"x","location":["%s"]}\n' 4 Irax 5 Irax 6 Irax >near/b.jsonl
"$indexer" -q --no-extract -i near.ix near >out || cat out
run "$searcher" -i near.ix -l Irak
is "$(cat err)" 'searcher: location "Irak": unknown; did you mean "Irax"?' 'the most frequent'
rm near/b.jsonl
"$indexer" -q --no-extract -i near.ix >out || cat out
run "$searcher" -i near.ix -l Irak
is "$(cat err)" 'searcher: location "Irak": unknown; did you mean "Iraq"?' 'of those that are there'
plan_done
