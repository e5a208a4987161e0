#!/bin/sh
# --similar: paragraphs like one, or like an article.
. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1
cat >s.jsonl <<'X'
{"id":"a","title":"Harbour news","paragraphs":["The ferry struck a quay in the harbour.","Divers searched the quay and the harbour."],"location":["Norway"]}
{"id":"b","paragraphs":["A ferry captain said that the harbour was dark.","Nothing else."],"location":["Norway"]}
{"id":"c","text":"The quay of the old harbour is being rebuilt.","location":["Sweden"]}
{"id":"d","text":"Wheat and barley.","location":["Sweden"]}
{"id":"e#7","text":"Barley beer."}
{"id":"Sub/Dir/x.txt","text":"UN observers counted wheat and the un-counted."}
X
"$indexer" -q -i ix --no-extract s.jsonl >out || cat out
s() { run "$searcher" -i ix "$@"; }

s --similar a#1 --facets 0
prints 'the most similar first, without itself' <<'X'
3 paragraphs
    like a#1: ferry quay harbour

 1. b
    b#1
    A ferry captain said that the harbour was dark.

 2. Harbour news
    a#2
    Divers searched the quay and the harbour.

 3. c
    c#1
    The quay of the old harbour is being rebuilt.

X
s --similar a --format tsv
is "$(cut -f3 out)" 'c#1
b#1' 'like an article: without all of it'
s --similar a --format json -n 0
prints_match '"similar":\{"id":"a","words":\["harbour","quay","ferry"\]\},"total":2,' \
    'json tells the words; not those that stand only there'
prints_match '"location":\[\{"value":"Norway","count":1,"selected":false\},\{"value":"Sweden","count":1' \
    'facets are counted'
s --similar a --format json -n 0 -l Sweden
prints_match '"total":1,.*\{"value":"Norway","count":1,"selected":false\}' \
    'with a selection, also sideways'
s --similar a --format tsv captain
is "$(cut -f3 out)" 'b#1' 'with words: these, too'
s --similar a --count -- -captain
is "$(cat out)" 1 '--count, and what must not be there'
s --similar a xyzzy quux
exits 1 'no match with the words'
is "$(grep -c relax out err | grep -cv ':0')" 0 'is not relaxed'
s --similar 'e#7' --format tsv
is "$(cut -f3 out)" 'd#1' 'an id with a # in it'
s --similar 'e#7#1' --format tsv
is "$(cut -f3 out)" 'd#1' 'and a paragraph of it'
s --similar Sub/Dir/x.txt --format tsv
is "$(cut -f3 out)" 'd#1' 'an id with capitals'
s --similar b#2
exits 1 'nothing of it stands elsewhere'
s --similar d --group --format tsv
is "$(cut -f3 out)" 'e#7#1
Sub/Dir/x.txt#1' '--group'

s --similar x.txt
exits 1 'no such id'
warns '^searcher: no article or paragraph "x.txt"; did you mean "Sub/Dir/x.txt"\?$' \
    'the end of one is suggested'
s --similar sub/dir/X.txt#1 --format json
warns 'did you mean "Sub/Dir/x.txt#1"\?$' 'other case'
prints_match '"total":0,' 'with a whole answer'
s --similar Sbu/Dir/x.tx
warns 'did you mean "Sub/Dir/x.txt"\?$' 'the nearest'
s --similar qqqqqqqqq
exits 1 'nothing near'
is "$(cat err)" 'searcher: no article or paragraph "qqqqqqqqq"' 'says so'
s --similar a#9
exits 1 'no such paragraph'
is "$(cat err)" 'searcher: no paragraph "a#9"; the last of its article is 2' \
    'says so'
s --similar ''
exits 2 'an empty id'
s --similar a --article b
exits 2 'not with --article'

# two indexes
grep -v '"id":"c"' s.jsonl >1.jsonl
grep '"id":"c"' s.jsonl >2.jsonl
"$indexer" -q -i i1 --no-extract 1.jsonl >out
"$indexer" -q -i i2 --no-extract 2.jsonl >out
is "$("$searcher" -i i1 -i i2 --similar a#1 --format tsv | cut -f3)" 'b#1
a#2
c#1' 'two indexes'

# of the corpus: any of the first ten words, without what it is like
"$indexer" -q -i cx "$corpus" >out
"$searcher" -i cx --format tsv -n 40 government | cut -f3 >ids
while read -r id; do
	"$searcher" -i cx --similar "$id" --format json -n 0 --facets 0 |
	    perl -MJSON::PP -e 'my $r = decode_json <STDIN>;
	    binmode STDOUT, ":utf8";
	    print join(" ", @{$r->{similar}{words}}), "\t", $r->{total} + 1,
	    "\n"' >got
	words=$(cut -f1 got | cut -d' ' -f-10)
	is "$(cut -f2 got)" "$("$searcher" -i cx --any --count "$words")" \
	    "$id: all that have any of them"
done <<X
$(sed -n '1p;14p;27p;40p' ids)
X
plan_done
