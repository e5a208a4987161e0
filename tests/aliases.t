#!/bin/sh
# Names of actors in a query: other names of the same actor match, too.
. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1
printf '%s\t%s\t%s\t%s\n' \
    'Zorb Watch' 'ZWO|Vigil of Zorb|Zorbist' organization 'armed group/militia' \
    'Karim Velasco' 'Kareem Velasko|Velasko|Karim A. Velasco' person '' \
    'Milo Tarn' 'Milo J. Tarn' person '' >own.tsv
cat >a.jsonl <<'X'
{"id":"a","title":"First","text":"ZWO fighters left the town.","actor":["Zorb Watch"]}
{"id":"b","text":"The Zorb Watch has denied it. The Zorb Watch said no more.","actor":["Zorb Watch"]}
{"id":"c","text":"The militia left the river.","actor":["Zorb Watch"]}
{"id":"d","text":"A zwo of old; watch the zorb."}
{"id":"e","text":"Velasko spoke to ZWO envoys.","actor":["Karim Velasco","Zorb Watch"]}
{"id":"f","text":"Mr. Velasco spoke of the river.","actor":["Karim Velasco"]}
{"id":"g","text":"Tarn left.","actor":["Milo Tarn"]}
{"id":"h","text":"The mayor left the river.","actor":["Milo Tarn"],"location":["Iraq/Baghdad"]}
{"id":"i","text":"A word in Baghdad.","location":["Iraq/Baghdad"]}
{"id":"j","text":"Zorbists met a vigil of the town."}
X
"$indexer" -q --dictionary own.tsv -i ix a.jsonl >out 2>err || cat out err

# found NAME ARTICLES ARG...: the articles found, in order of their names; and
# the same number by --count
found() {
	name=$1 want=$2
	shift 2
	"$searcher" -i ix --format tsv --facets 0 -n 99 --no-relax "$@" >out 2>err
	is "$(cut -f3 out | sed 's/#.*//' | sort | tr -d '\n')" "$want" "$name"
	[ "$("$searcher" -i ix --count "$@" 2>err2)" -eq "${#want}" ]
	ok $? "$name, counted" || tap_show '--count says' err2
	diff err err2
	ok $? "$name, and says the same"
}
note='searcher: ZWO: also by other names of Zorb Watch (quote it for the word alone)'
found 'an acronym' abce ZWO
is "$(cat err)" "$note" 'says so'
found 'with dots' abce Z.W.O.
found 'three small letters are a word' ade zwo
is "$(cat err)" '' 'and no word of it'
found 'the dictionary name' abcde zorb watch
found 'any of its words' abcde --any zorb watch
found 'three, one of them a function word' abce vigil of zorb
found 'another spelling' ef velasko
is "$(cat err)" 'searcher: velasko: also by other names of Karim Velasco (quote it for the word alone)' \
    'another note'
found 'the name in full' ef Karim Velasco
found 'names that all have the word' g tarn
found 'the name of such' '' milo tarn
found 'a place' i baghdad
found 'no name' cfh river
found 'two names' e velasko ZWO
found 'a name and a word' c ZWO river
found 'words that are no name in this order' bd watch zorb
found 'any of the words' abcefh --any ZWO river
found 'AND' c 'ZWO AND river'
found 'OR' abceg 'ZWO OR tarn'
found 'parentheses' ce '(ZWO OR tarn) (river OR velasko)'
found 'with a selection' ef -a 'Karim Velasco' '(ZWO OR river)'

# what is meant as it is written
found 'in quotes' ae '"ZWO"'
is "$(cat err)" '' 'is no name'
found 'a phrase' b '"zorb watch"'
found 'an exact word' ae =ZWO
found 'NOT' bcdfh '(zorb OR river) NOT ZWO'
found 'a field' '' title:ZWO
found 'a wildcard' e 'velask*'
found 'NEAR' e 'velasko NEAR/5 ZWO'
found 'not at all' ae --no-aliases ZWO
printf 'q\tZWO\n' >batch
is "$("$searcher" -i ix --batch batch --format tsv --fields article | sort |
    tr -d '\n')" ae 'a batch asks for words'

# --- what is said ---
run "$searcher" -i ix --format json ZWO
prints_match '"aliases":\[\{"text":"ZWO","actor":"Zorb Watch"\}\]' 'json says so'
prints_match '"total":4,' 'with the total'
prints_match '"actor":\[\{"value":"Zorb Watch","count":4,' 'and the counts'
prints_match '"snippet":"The Zorb Watch has denied it. The Zorb Watch said no more.","highlights":\[\[4,14\],\[34,44\]\]' \
    'other names are marked'
run "$searcher" -i ix --format json '"ZWO"'
is "$(grep -c '"aliases"' out)" 0 'no key where there is no name'
run "$searcher" -i ix --explain ZWO envoys
warns '^searcher: query \(\(ZWO OR actor:"Zorb Watch"\) AND envoys\)$' \
    '--explain says so'
run "$searcher" -i ix --explain ZWO
warns '^searcher: hit 4: [0-9.]+ = actor:"Zorb Watch" [0-9.]+ \+ actor:Zorb Watch [0-9.]+$' \
    'and what adds to a score'
run "$searcher" -i ix --format html ZWO
prints_match '<q>ZWO</q> stands for all names of Zorb Watch' 'a page says so'
run "$searcher" -i ix --timeline ZWO
is "$(cat err)" "$note" 'the timeline, too'
run "$searcher" -i ix ZWO mayor
warns '^searcher: ZWO: also' 'with any of the words'
warns 'these have any of them' 'after all of them'
is "$(sed -n 1p out)" '5 paragraphs' 'they are counted'
run "$searcher" -i ix Kareem Velasko
is "$(grep -c 'did you mean' err)" 0 'a word of a name is not misspelt'

# the parts of every score add up
for arg in --any --group; do
	"$searcher" -i ix --format json --explain $arg ZWO vigil of zorb velasko \
	    >out 2>err
	perl "$tests/sums.pl" "$(sed 's/.*"articles":\([0-9]*\).*/\1/; t; s/.*/6/' out)" <out >sums
	ok $? "$arg: parts add up"
done

# --- the corpus: exactly the words and the facet ---
"$indexer" -q -i c "$corpus" >out 2>&1 || cat out
for name in UN NATO 'Islamic State' Pentagon 'United Nations' Daesh OAS Taliban; do
	"$searcher" -i c --format json -n 0 --no-relax "$name" >out 2>err
	actor=$(sed -n 's/.*"aliases":\[{"text":"[^"]*","actor":"\([^"]*\)".*/\1/p' out)
	all='--format tsv --facets 0 -n 999999 --fields id --no-relax'
	{
		"$searcher" -i c $all --no-aliases "$name"
		[ -z "$actor" ] || "$searcher" -i c $all -a "$actor"
	} 2>err | sort -u >want
	"$searcher" -i c $all "$name" 2>err | sort >got
	cmp want got
	ok $? "$name (${actor:-a word})"
	is "$("$searcher" -i c --count --no-relax "$name" 2>err)" \
	    "$(wc -l <want | tr -d ' ')" 'as many'
done

# --- several indexes: the name may be known to one only ---
head -n 4 a.jsonl >1.jsonl
tail -n 6 a.jsonl >2.jsonl
"$indexer" -q --dictionary own.tsv -i 1 1.jsonl >out 2>&1 || cat out
"$indexer" -q --no-extract -i 2 2.jsonl >out 2>&1 || cat out
for arg in --no-relax --group; do
	is "$("$searcher" -i 1 -i 2 --format tsv --fields article --facets 0 $arg \
	    ZWO 2>err | sort | tr -d '\n')" abce "two indexes, $arg"
done
printf 'Other Zorbs\tZWO\torganization\tbusiness/company\n' >other.tsv
echo '{"id":"k","text":"Other Zorbs."}' >3.jsonl
"$indexer" -q --dictionary other.tsv -i 3 3.jsonl >out 2>&1 || cat out
is "$("$searcher" -i 3 --count ZWO 2>err)" 1 'the name of another actor'
is "$("$searcher" -i 1 -i 3 --count ZWO 2>err)" 1 \
    'in two indexes, of two: only a word'

if command -v xapian-tcpsrv >/dev/null; then
	port=$((20000 + ($$ + 7777) % 20000))
	setsid xapian-tcpsrv --quiet --interface 127.0.0.1 --port "$port" ix \
	    >server 2>&1 &
	server=$!
	n=0
	until "$searcher" -i "tcp://127.0.0.1:$port" --count >count 2>err; do
		kill -0 "$server" 2>/dev/null && [ "$n" -lt 50 ] || break
		n=$((n + 1))
		sleep 0.1
	done
	for arg in --any --group; do
		"$searcher" -i ix --format json $arg ZWO velasko >one 2>err
		"$searcher" -i "tcp://127.0.0.1:$port" --format json $arg ZWO \
		    velasko >many 2>err
		[ -s one ] && cmp one many
		ok $? "a server, $arg"
	done
	kill "$server" 2>/dev/null
	wait "$server" 2>/dev/null
else
	skip 'a server' 'no xapian-tcpsrv'
fi
plan_done
