#!/bin/sh
# --unique: near-duplicates are one hit with the number of its twins.
. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1
story='Engineers reopened the northern bridge on Tuesday after three weeks of repairs, and lorries carrying flour and diesel crossed the river before noon, the transport ministry said in a statement.'
other='Farmers in the valley asked the provincial council for pumps and seed before the rains, while traders at the market said that prices of onions had doubled since the road was cut.'
cat >n.jsonl <<X
{"id":"a","date":"2024-01-01","text":"$story"}
{"id":"b","date":"2024-01-05","text":"PORT CITY (Wire) - $story"}
{"id":"c","date":"2024-01-03","text":"$other"}
{"id":"d","date":"2024-01-02","text":"$(echo "$story" | sed 's/Tuesday/Wednesday/; s/statement/Statement!/')"}
{"id":"e","date":"2024-01-04","text":"The bridge was not mentioned at the ministry when the council met in the capital."}
{"id":"f","date":"2024-01-06","text":"$(echo "$other" | sed 's/doubled/trebled/')"}
{"id":"g","date":"2024-01-07","text":"..."}
{"id":"h","date":"2024-01-08","text":"--"}
X
"$indexer" -q -i ix n.jsonl >out || cat out
# hits ARG...: the id and the twins of each hit
hits() {
	run "$searcher" -i ix --facets 0 --format json "$@"
	tr '{' '\n' <out |
	    sed -n 's/.*"rank":\([0-9]*\),"id":"\([^"]*\)".*"twins":\([0-9]*\).*/\1 \2 \3/p'
}

is "$(hits --unique --sort newest bridge)" '1 b#1 2
2 e#1 0' 'the newest leads'
is "$(hits --unique --sort oldest bridge)" '1 a#1 2
2 e#1 0' 'or the oldest'
is "$(hits --unique --sort newest)" '1 h#1 0
2 g#1 0
3 f#1 1
4 b#1 2
5 e#1 0' 'all of them; without words there are no twins'
is "$(hits --unique --sort newest -n 2 --offset 2)" '3 f#1 1
4 b#1 2' 'a page counts what is shown'
is "$(hits --unique --sort newest --offset 4)" '5 e#1 0' 'the last page'
hits --unique --offset 5 >hits
exits 0 'past the last'
is "$(cat hits)" '' 'no hit'
prints_match '"total":8,' 'the total is of all paragraphs'
is "$(hits --unique --until 2024-01-04 --sort newest bridge)" '1 e#1 0
2 d#1 1' 'twins are matches'
is "$(hits --sort newest bridge)" '' 'without --unique nothing is said of twins'
run "$searcher" -i ix --unique --sort newest bridge
prints_match 'b#1  and 2 alike$' 'for people'
run "$searcher" -i ix --unique --sort newest --format tsv bridge
is "$(cut -f 3 <out)" 'b#1
e#1' 'tsv'
run "$searcher" -i ix --unique --group bridge
exits 2 'not with --group'
warns '^searcher: --group, --unique: only one of them' 'is said'

# many of one: the leader alone
i=0
while [ $i -lt 300 ]; do
	i=$((i + 1))
	echo "{\"id\":\"m$i\",\"text\":\"$story\"}"
done >many.jsonl
echo "{\"id\":\"z\",\"text\":\"The bridge.\"}" >>many.jsonl
"$indexer" -q -i ix many.jsonl >out
is "$(hits --unique -n 2 --since 1900 --until 2023 bridge)" '' 'none'
is "$(hits --unique -n 3 --sort oldest bridge | cut -d ' ' -f 1,3)" '1 302
2 0
3 0' 'three hundred twins'
plan_done
