#!/bin/sh
# A line of 100 MB, within 1 GB of memory.
. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1
if [ -n "$SANITIZED" ]; then
	skip 'a line of 100 MB' 'the sanitizers need memory of their own'
	plan_done
fi

# words: 100 MB of them on one line, then a needle
words() {
	perl -e '$s = "The government said on Monday that talks about the border would go on. ";
	    print $s x (100_000_000 / length $s), "A needle."'
}
# narrow CMD...: with 1 GB of address space
narrow() { (ulimit -v 1000000; "$@"); }

{ printf '{"id":"huge","text":"'; words; printf '"}\n{"id":"b","text":"Afterwards."}\n'; } >h.jsonl
run narrow "$indexer" -q -i ix --no-extract h.jsonl
exits 0 'a line of 100 MB in JSON Lines'
prints_match '^indexed 2 articles, ' 'and what follows it'
rm h.jsonl
run "$searcher" -i ix --format tsv needle
is "$(cut -f3 out | sed 's/#.*//')" huge 'its last word is found'
[ "$(cut -f6 out | wc -c)" -lt 500 ]; ok $? 'with a short snippet'
is "$("$searcher" -i ix --format tsv afterwards | cut -f3)" 'b#1' 'and the next line'
[ "$("$searcher" -i ix --count government)" -gt 1000 ]
ok $? 'it was cut into paragraphs'
rm -rf ix

words >h.txt
narrow "$indexer" --extract h.txt 2>err | tail -n 1 >out
prints_match '^\{"id":"h.txt#[0-9]+",.*A needle\."' 'a line of 100 MB in a text file'
is "$(cat err)" '' 'without a word'
perl -e 'print "x" x 100_000_000' >h.txt
run narrow "$indexer" -q -i ix h.txt
exits 0 'a word of 100 MB'
plan_done
