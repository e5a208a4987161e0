#!/bin/sh
# Words of the query that name an actor or a place lift the paragraphs whose
# facet has it; among equals the first paragraph of an article leads.
. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1
cat >a.jsonl <<'X'
{"id":"a","title":"Austin in Baghdad","text":"One thing was said of the visit.\n\nTwo things were said of the visit.","actor":[]}
{"id":"b","title":"Austin in Baghdad","text":"The Pentagon chief came to the visit.","actor":["Lloyd Austin"]}
{"id":"c","title":"Austin in Baghdad","text":"The capital was shut for the visit.","location":["Iraq/Baghdad"]}
{"id":"d","title":"Austin in Baghdad","text":"The Pentagon chief was in the capital.","actor":["Lloyd Austin"],"location":["Iraq/Baghdad"]}
{"id":"e","text":"The York Times of a new sort.","actor":["New York Times"],"location":["United States/New York"]}
{"id":"f","text":"A new sort of York Times.","location":["United States/New York"]}
{"id":"g","text":"The police came.","actor":["Iraq police"]}
X
"$indexer" -q -i ix --no-extract a.jsonl >out || cat out
s() { run "$searcher" -i ix --facets 0 --format tsv --fields id --explain "$@"; }
# lifts HIT NAME PARTS: what lifts it beside its words, their places and titles
lifts() {
	is "$(sed -n "s/^searcher: hit $1: [0-9.]* = //p" err | sed 's/ + /\n/g' |
	    grep -E '^(actor|location|lead)' | sed 's/ [0-9.]*$//' | tr '\n' ';')" \
	    "$3" "$2"
}
s Austin in Baghdad
is "$(tr '\n' ' ' <out)" 'd#1 b#1 c#1 a#1 a#2 ' \
    'what is about both, about one, and the lead before the rest'
lifts 1 'both' 'actor:Lloyd Austin;location:Iraq/Baghdad;lead;'
lifts 2 'the actor by the last name' 'actor:Lloyd Austin;lead;'
lifts 3 'the place' 'location:Iraq/Baghdad;lead;'
lifts 5 'neither' ''
s --no-aliases Austin in Baghdad
is "$(grep -c 'actor:\|location:' err)" 0 'not with --no-aliases'
s '"Austin in Baghdad"'
is "$(grep -c 'actor:\|location:' err)" 0 'nor of a phrase'
s lloyd austin --any -n 1
lifts 1 'the whole name, in small letters' 'actor:Lloyd Austin;lead;'
s visit -Austin --any -n 1
lifts 1 'not what is excluded' ''
s police
lifts 1 'the last word of a body is none' 'lead;'
s new york times
lifts 1 'a part of a longer name names nothing' 'actor:New York Times;lead;'
s york times
lifts 1 'the last word of a name of several' 'actor:New York Times;lead;'
printf 'q\tAustin in Baghdad\n' >q
run "$searcher" -i ix --batch q --format json --explain
is "$(jq -r '[.explain.scores[][].text | select(test("^(actor|location|lead)"))] | length' out)" \
    0 'a batch goes by words'
for arg in --any --group --unique; do
	"$searcher" -i ix --format json --explain $arg Austin in Baghdad >out 2>err
	is "$(perl "$tests/sums.pl" 4 <out)" ok "$arg: parts add up"
	is "$(jq '[.explain.scores[][] | select(.text == "actor:Lloyd Austin")] | length' out)" 2 "$arg: lifted"
done
is "$("$searcher" -i ix --group --format tsv --fields article Austin in Baghdad | tr '\n' ' ')" \
    'd b c a ' 'articles'

# A last name that mostly is a word names nobody.
perl -e 'printf qq({"id":"%d","text":"He said so, she said.","actor":[%s]}\n), $_,
    $_ == 1 ? q("Umar Said") : "" for 1 .. 9' >s.jsonl
"$indexer" -q -i sx --no-extract s.jsonl >out || cat out
run "$searcher" -i sx --facets 0 --explain said
is "$(grep -c ' actor:' err)" 0 'a word that is seldom the name'

# Two of that last name are nobody, be it in two indexes; one that left is gone.
echo '{"id":"j","text":"Novels.","actor":["Jane Austin"]}' >b.jsonl
"$indexer" -q -i jx --no-extract b.jsonl >out || cat out
run "$searcher" -i ix -i jx --facets 0 --explain Austin in Baghdad
is "$(grep -c ' actor:' err)" 0 'two indexes, two of that name'
is "$(grep -c ' location:' err)" 2 'the place is there still'
"$indexer" -q -i ix --no-extract b.jsonl >out || cat out
s Austin in Baghdad
is "$(grep -c ' actor:' err)" 0 'two in one index'
rm b.jsonl; echo '{"id":"k","text":"None."}' >b.jsonl
"$indexer" -q -i ix --no-extract >out || cat out
s Austin in Baghdad
is "$(grep -c ' actor:' err)" 2 'the other left'

# An index of leads only has none.
run "$searcher" -i jx --facets 0 --explain novels
lifts 1 'nothing leads' ''
cat >two.jsonl <<'X'
{"id":"one","paragraphs":["The sun shone.","Rain fell on us."]}
{"id":"two","paragraphs":["Rain fell on us.","The sun shone."]}
X
"$indexer" -q -i tx --no-extract two.jsonl >out || cat out
is "$("$searcher" -i tx --format tsv --fields id --sort relevance rain | tr '\n' ' ')" 'two#1 one#2 ' \
    'the lead before what is as good'
plan_done
