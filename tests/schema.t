#!/bin/sh
# --schema: real answers are valid by it, others are not.
. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1
"$indexer" -q -i ix "$corpus" >out || exit 1
printf '{"id":"x","text":"A notice."}\n' >x.jsonl
"$indexer" -q -i ix x.jsonl >out || exit 1

run "$searcher" --schema
exits 0 '--schema needs no index'
mv out schema.json
is "$(grep -oE '^    "[^"]*": ' schema.json | sort | uniq -d)" '' 'each part is defined once'
printf '1\tpeace talks\n2\txyzzy\n3\tpolice\n' >queries

# valid NAME ARG...: what json prints is valid
valid() {
	name=$1
	shift
	"$searcher" -i ix --format json "$@" >answer 2>err
	perl "$tests/schema.pl" schema.json <answer >out 2>&1
	prints "$name" </dev/null
	cat answer >>answers
}
valid 'hits' peace talks
valid 'hits with selections' -l Iraq -o 'armed group' -n 50
valid 'grouped' --group election
valid 'without facets' --facets 0 election
valid 'without a title, a date, ...' notice
valid 'nothing found' xyzzy
valid 'nothing found, grouped' --group xyzzy
valid 'an unknown value' -l Nowhere
valid 'misspelt' goverment
valid 'past the end' peace --offset 5000
valid 'all paragraphs' -n 700
valid 'a timeline' --timeline=day peace
valid 'an empty timeline' --timeline xyzzy
valid 'pairs' --cooccur actor,location talks
valid 'no pairs' --cooccur actor xyzzy
valid 'pairs of an unknown value' --cooccur actor -l Nowhere
valid 'a comparison' --compare date:..2000 date:2001..
valid 'an empty comparison' --compare xyzzy quux
valid 'an article' --article w90-02
valid 'no such article' --article nope
valid 'values' --values actor
valid 'no values' --values actor xyzzy
valid 'context' --context 2 peace
valid 'near-duplicates' --unique peace
valid 'pairs' --cooccur actor,location peace
valid 'no pairs' --cooccur actor xyzzy
valid 'a comparison' --compare war peace
valid 'similar' --similar w90-02
valid 'corrected' --correct goverment
valid 'explained' --explain -l Iraq 'attack* OR "armed groups"'
valid 'explained, grouped' --explain --group attack
valid 'a batch' --batch queries
is "$(wc -l <answers)" 34 'all of them were looked at'

if python3 -c 'from jsonschema import Draft202012Validator' 2>/dev/null; then
	run python3 -c '
import json
from jsonschema import Draft202012Validator
schema = json.load(open("schema.json"))
Draft202012Validator.check_schema(schema)
for line in open("answers"):
    Draft202012Validator(schema).validate(json.loads(line))'
	exits 0 'python3-jsonschema agrees' || tap_show error err
else
	skip 'python3-jsonschema agrees' 'no python3-jsonschema'
fi

run "$searcher" --schema --fields id,score
mv out schema.json
valid 'with --fields' --fields id,score peace
"$searcher" -i ix --format json --fields id peace >answer
perl "$tests/schema.pl" schema.json <answer >out
[ -s out ]
ok $? 'a missing key is a fault'
"$searcher" --schema >schema.json

# wrong NAME SED: the changed answer is not valid
wrong() {
	"$searcher" -i ix --format json -n 2 peace | sed "$2" |
	    perl "$tests/schema.pl" schema.json >out
	[ -s out ]
	ok $? "not valid: $1"
}
wrong 'a total that is a string' 's/"total":\([0-9]*\)/"total":"\1"/'
wrong 'a rank that is no integer' 's/"rank":1/"rank":1.5/'
wrong 'no hits' 's/"hits"/"hit"/'
wrong 'half a range' 's/"highlights":\[\[[0-9]*,/"highlights":[[/'
wrong 'a count below 0' 's/"count":/"count":-/'

plan_done
