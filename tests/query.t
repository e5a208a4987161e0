#!/bin/sh
# The query language, over a few sentences of our own.
. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1

cat >q.jsonl <<'X'
{"id":"a","title":"Harvest festival opens","text":"Farmers were harvesting wheat when the rains came.","source":"Daily Plough"}
{"id":"b","text":"The harvest of barley failed; wheat prices rose.","location":["Iraq/Baghdad"]}
{"id":"c","text":"Barley beer is brewed in the old town.","actor":["Lloyd Austin"],"source":"Reuters"}
{"id":"d","text":"Oats and barley and rye, but no wheat, in the granary.","location":["Syria"],"org_type":["state/military"]}
{"id":"e","text":"U.S. forces left the valley."}
{"id":"f","text":"The US embassy was closed."}
{"id":"g","text":"They gave us bread and salt."}
{"id":"h","text":"A well-known café in Erdoğan's street sells crème brûlée at 10:30."}
{"id":"i","text":"“No comment,” the ministers’ spokesman said of the minister’s car, which cost 1,500 at AT&T."}
{"id":"j","text":"NOTHING WAS LEFT FOR US"}
X
"$indexer" -q -i ix --no-extract q.jsonl >out || exit 1

# found NAME ARTICLES ARG...: the articles found, in order of their names
found() {
	name=$1 want=$2
	shift 2
	"$searcher" -i ix --format tsv --facets 0 -n 99 "$@" >out 2>err
	is "$(cut -f3 out | sed 's/#.*//' | sort | tr -d '\n')" "$want" "$name"
}
# refused COLUMN REASON QUERY
refused() {
	run "$searcher" -i ix "$3"
	exits 2 "exit 2: $3"
	is "$(cat err)" "searcher: query: column $1: $2" "its reason"
}

found 'a word finds its other forms' ab harvests
found 'case does not matter' ab HaRvEsT
found 'words side by side: all' bd wheat barley
found 'one argument or several' bd 'wheat barley'
found 'AND' bd barley AND wheat
found 'OR' abcd wheat OR beer
found 'NOT' c barley NOT wheat
found 'AND NOT' c barley AND NOT wheat
found 'a minus' c 'barley -wheat'
found 'a plus' c '+barley -wheat'
found 'a minus as an argument of its own' c -- barley -wheat
found 'only what it is not' cefghij -- -wheat
found 'twice not' abd NOT NOT wheat
found 'not a group' efghij 'NOT (barley OR wheat)'
found 'OR binds looser than words side by side' bcd 'beer OR wheat barley'
found 'parentheses' b '(beer OR wheat) harvest barley'
found 'words bind looser than AND' abd --any 'oats harvesting AND wheat'
found 'OR NOT' abcefghij 'beer OR NOT barley OR prices'
found '--any: any of the words' abcd --any wheat beer
found '--any keeps what must not be there' a --any 'wheat beer -barley'
found 'and and or in small letters are words' d oats and rye

found 'a phrase' b '"wheat prices"'
found 'a phrase has an order' '' '"prices wheat"'
found 'a phrase is stemmed' b '"wheat price"'
found 'curly quotation marks' b '“wheat prices”'
found 'words in a row with a hyphen' h well-known
found 'its parts' h known well
found 'NEAR' bd wheat NEAR barley
found 'NEAR/2: one word between' b wheat NEAR/2 barley
found 'too far apart' '' wheat NEAR/1 barley
found 'NEAR/5: four words between' bd wheat NEAR/5 barley
found 'NEAR has no order' b barley NEAR/3 wheat
found 'a wildcard' ab 'harv*'
found 'a wildcard in a title' a 'title:harv*'
found 'a wildcard that stands for nothing' '' 'zzz*'
found 'a word with a letter missing' ab 'harvst~'
found 'a word with two letters swapped' ab 'hravest~'
found 'a word with a letter wrong, in a title' a 'title:harvezt~'
found 'a word with too many mistakes' '' 'hxxvezt~'
found 'a short word may have one' '' 'whaet~ -wheat'
found 'the word itself, and what is like it' bce 'barley~ -oats'

found 'title:' a title:harvest
found 'title: with a phrase' a 'title:"festival opens"'
found 'title: is not the text' '' title:farmers
found 'the title counts as text of each paragraph' a festival farmers
found 'actor:' c 'actor:"lloyd austin"'
found 'location: and all below it' b location:Iraq
found 'location: by the last part' b location:baghdad
found 'org_type:' d org_type:state
found 'not a location' bc 'barley -location:Syria'
found 'source:' c source:reuters
found 'source: with a blank' a 'source:"daily plough"'
found 'a field and words' c 'barley actor:"Lloyd Austin"'
found 'fields with OR' bd 'location:Syria OR location:Iraq'

found 'an acronym' ef US
found 'an acronym with dots' ef U.S.
found 'the word finds all' efgj us
found 'an acronym beside words' f US embassy
found 'a query in capitals has no acronyms' f US EMBASSY
found 'so it finds the word, too' g GAVE US
found 'a text in capitals has none' j '"LEFT FOR US"'

found 'stop words beside others do not count' e valley of them
found 'stop words alone do' abcdefi the valley OR the
found 'stop words in a phrase do' ce '"the valley" OR "the old"'
found 'with and without diacritics' h cafe creme brulee
found 'diacritics in the query' h 'câfé'
found 'a possessive' h erdogan
found 'a possessive in the query' h "Erdogan's" street
found 'a curly apostrophe' i "minister’s car"
found 'thousands' i 1500
found 'an ampersand' i 'AT&T'
found 'a time is no field' h 10:30
found 'an address is no field' '' http://example.org
found 'escape sequences are cleaned out' ab "$(printf 'har\033[31mvest')"

found 'no words: everything' abcdefghij ''
found 'blanks: everything' abcdefghij '   '
run "$searcher" -i ix '...'
exits 2 'no word to search for'
is "$(cat err)" 'searcher: query: "...": no word to search for' 'says so'
run "$searcher" -i ix '""'
exits 2 'an empty phrase'
found 'a dash alone is nothing' bd wheat - barley

word='an operator where a word should be (quote it to search for it)'
end='the query ends where a word should follow'
refused 1 "$word" 'OR wheat'
refused 11 "$word" 'wheat AND AND barley'
refused 10 "$end" 'wheat AND'
refused 9 "$end" 'wheat OR'
refused 4 "$end" 'NOT'
refused 2 "$end" '('
refused 1 'a parenthesis that is not closed' '(wheat'
refused 7 'a parenthesis that is not closed' 'crème (wheat'
refused 6 'a closing parenthesis without an opening one' 'wheat)'
refused 2 'a closing parenthesis without an opening one' '()'
refused 3 'a quotation mark that is not closed' 'a "wheat'
refused 7 'NEAR/ needs a number of words, 1 to 1000' 'wheat NEAR/0 barley'
refused 7 'NEAR/ needs a number of words, 1 to 1000' 'wheat NEAR/ barley'
refused 7 'NEAR/ needs a number of words, 1 to 1000' 'wheat NEAR/12345678 x'
refused 7 'NEAR stands between two words' 'wheat NEAR "two words"'
refused 7 'NEAR stands between two words' 'wheat NEAR title:harvest'
refused 15 'NEAR stands between two words' 'title:harvest NEAR wheat'
refused 3 '"*" needs at least three letters before it' 'ha*'
refused 2 '"*" stands only at the end of a word' 'h*rvest'
refused 3 'no such field; there are title, actor, location, org_type, source, date (quote a word with a colon)' 'a text:wheat'
refused 3 'no such field; did you mean title:? (quote a word with a colon)' 'a titel:wheat'
refused 7 'a field without a value' 'title:'
refused 7 'a field without a value' 'title: wheat'
refused 7 'a field takes one value; quote it if it has blanks: actor:"Lloyd Austin"' 'actor:(wheat)'
run "$searcher" -i ix 'well-kno*'
exits 2 'a wildcard in two words'
is "$(cat err)" 'searcher: query: "well-kno*": a wildcard is one word' 'says so'
run "$searcher" -i ix 'well-known NEAR street'
exits 2 'NEAR with two words on one side'
run "$searcher" -i ix 'location:Nowhere'
exits 1 'an unknown value in a field'
warns 'location "Nowhere": unknown; see searcher --values location' 'says so'

# --- any of the words, when none has all ---
note='^searcher: no paragraph has all the words; these have any of them$'
found 'no paragraph has all: any of them' bcd beer oats prices
warns "$note" 'says so'
# The second count replaces the first, where a selected value has none.
cat >relax.jsonl <<'X'
{"id":"1","text":"Beer was cheap.","actor":["Brewers"],"location":["Kenya"]}
{"id":"2","text":"Oats were dear.","actor":["Brewers"],"location":["Ghana"]}
{"id":"3","text":"Oats were bad.","actor":["Farmers"],"location":["Ghana"]}
X
run "$indexer" -q -i relaxed --no-extract relax.jsonl
run "$searcher" -i relaxed -a Brewers -l Kenya -l Ghana -n 0 beer oats
exits 0 'any of the words with selected values'
prints 'counts them once' <<'X'
2 paragraphs

Actors
  * Brewers       2 ████████████████████████
    Farmers       1 ████████████

Locations
  * Ghana       1 ████████████████████████
  * Kenya       1 ████████████████████████

X
# strict NAME ARG...: no match, no fallback
strict() {
	name=$1
	shift
	run "$searcher" -i ix "$@"
	exits 1 "$name"
	[ ! -s out ] && ! grep -q 'any of them' err
	ok $? 'nothing printed, no note'
}
strict 'not with --no-relax' --no-relax beer oats
strict 'not with an operator' beer AND oats
strict 'not with a minus' 'beer oats -salt'
strict 'not with a phrase' 'beer "oats"'
strict 'not with a wildcard' 'beer oat*'
strict 'not with a field' beer title:harvest
strict 'not with one word' zebra
strict 'not if none of them is there' zebra quagga
run "$searcher" -i ix --count beer oats
exits 1 'not with --count'
prints 'which prints 0' <<X
0
X
found 'filters stay in force' c beer oats -a 'lloyd austin'
warns "$note" 'and it is said'
strict 'nothing within the filters' zebra salt -a 'lloyd austin'

run "$searcher" -i ix harvset
exits 1 'a misspelt word'
is "$(cat err)" 'searcher: did you mean: harvest' 'a suggestion'
run "$searcher" -i ix --format json 'barley AND (wheet OR salt)'
warns 'did you mean: barley AND \(wheat OR salt\)' 'the rest stays as it is'
prints_match '"did_you_mean":"barley AND \(wheat OR salt\)"' 'and in JSON'
run "$searcher" -i ix wheat
is "$(cat err)" '' 'none for a word that is there'

# --- limits ---
perl -e 'print "{\"text\":\"", join(" ", map "wor$_", 10001..20001), "\"}\n"' |
    "$indexer" -q -i wx --no-extract - >out
run "$searcher" -i wx 'wor*'
exits 2 'a wildcard that stands for too much'
warns '"wor\*": stands for more than 10000 words; write more letters' 'says so'
run "$searcher" -i wx --count 'wor1*'
exits 0 'one that stands for 9999 is fine'
# --- compounds ---
cat >compound.jsonl <<'EOF'
{"id":"c1","text":"A high-speed train left."}
{"id":"c2","text":"The speed was high."}
{"id":"c3","text":"At high noon."}
{"id":"c4","text":"Nothing of it."}
EOF
"$indexer" -q -i cx compound.jsonl >out
is "$("$searcher" -i cx --count high-speed)" 1 'a compound is a phrase'
is "$("$searcher" -i cx --count --any high-speed)" 3 'where any of the words will do, its words'
is "$("$searcher" -i cx --count --any 'noon -high-speed')" 1 'but not behind a minus'
is "$("$searcher" -i cx --count --any '"high speed"')" 1 'nor in quotes'
is "$("$searcher" -i cx --count --any 'high-speed AND train')" 1 'nor with an operator'
plan_done
