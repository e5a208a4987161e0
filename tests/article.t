#!/bin/sh
# One real wire article, which is not in the repository: $DATELINE_DATA, else
# ../shared/data beside the checkout.
. "$(dirname "$0")/tap.sh"
data=${DATELINE_DATA:-${tests%/*}/../shared/data}
[ -d "$data/article" ] || { echo '1..0 # SKIP no data'; exit 0; }
cd "$T" || exit 1

run "$indexer" -i ix "$data/article"
exits 0 'indexed'
prints_match '^indexed 1 articles, 13 paragraphs: 1 new,' \
    'long lines without blank lines: a paragraph each'
run "$searcher" -i ix --format json --facets all embassy
total=$(sed -n 's/.*"total":\([0-9]*\).*/\1/p' out)
[ "$total" -ge 4 ]
ok $? "embassy: $total of 13 paragraphs"
prints_match '\{"value":"Iraq/Baghdad","count":[1-9]' 'Iraq/Baghdad'
prints_match '\{"value":"Iraq/Baghdad/Green Zone","count":1' 'Green Zone'
prints_match '\{"value":"state/diplomatic mission","count":[4-9]' 'embassy'

# TEXT of a paragraph that names only the surname, actor wanted
actors() { "$searcher" -i ix --count -a "$1" "$2"; }
is "$(actors 'Matthew Miller' miller)" 3 'Miller is Matthew Miller, three times'
is "$(actors 'Mohammed Shia al-Sudani' sudani)" 2 'Sudani is Mohammed Shia al-Sudani'
is "$(actors 'Lloyd Austin' 'chief -austin -secretary')" 1 \
    'the Pentagon chief is Lloyd Austin'
is "$(actors 'Lloyd Austin' 'austin confirmed')" 1 'Austin alone'
"$searcher" -i ix --format json --facets all -n 0 >json
for pair in 'Kataib Hezbollah|armed group/' 'Harakat al-Nujaba|armed group/' \
    'Hamas|armed group/' 'Islamic State|armed group/' 'Reuters|media/news' \
    'United States military|state/military' \
    'State Department|state/government'; do
	actor=${pair%|*} type=${pair#*|}
	grep -q "{\"value\":\"$actor\",\"count\":[1-9]" json
	ok $? "$actor is an actor"
	is "$("$searcher" -i ix --count -a "$actor" -o "${type%/}")" \
	    "$("$searcher" -i ix --count -a "$actor")" \
	    "$actor is ${type%/}"
done
plan_done
