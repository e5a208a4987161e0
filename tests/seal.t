#!/bin/sh
# A rebuild without news copies the index; any news, and any other byte in the
# index, and it is made anew.  A copy has the UUID of what it was copied from.
. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1

# ask: what a search answers, but for the names of files
ask() {
	"$searcher" -i "${1:-ix}" --format json -n 99 --facets all government |
	    sed 's/"path": *"[^"]*"//g'
}
uuid() { tail -c +17 ix/gen.*/iamglass | head -c 16 | od -An -tx1; }
# rebuild WHAT NAME ARG...: WHAT is "copied" or "made"
rebuild() {
	what=$1 name=$2
	shift 2
	was=$(uuid)
	number=$(cat ix/XAPIANDB)
	run "$indexer" -i ix --rebuild "$@"
	cp err said
	exits "${status:-0}" "$name"
	[ "$number" != "$(cat ix/XAPIANDB)" ]
	ok $? 'a new generation'
	[ "$was" = "$(uuid)" ] && got=copied || got=made
	is $got "$what" "it is $what"
	ask >answer
	cmp want answer
	ok $? 'the same answer'
	if command -v xapian-check >/dev/null; then
		run xapian-check ix/gen.*
		exits 0 'xapian-check finds no error'
	fi
}

cp -r "$corpus" news
"$indexer" -q -i ix news >out || exit 1
ask >want
summary=$(sed 's/ in .*//' out)
rebuild copied 'nothing changed, no SOURCE named'
"$indexer" -q -i ix --rebuild news >out
is "$(sed 's/ in .*//' out)" "$summary" 'the summary is that of the first run'
rebuild copied 'the SOURCE named'
find news -type f -exec touch -d 2001-01-01 {} +
rebuild copied 'another time of each file'
run "$indexer" -q -i ix
prints_match ' 0 new, 0 changed, 0 removed,' 'an update finds nothing new'
rebuild made 'an index that was updated'
rebuild copied 'and one that was not'

rebuild made 'the same SOURCE, named otherwise' ./news
rebuild made 'and as before' news
rebuild copied 'by another number of jobs it is copied' -j 1 news
ask >all
"$indexer" -q -i nx --no-extract news >out
ask nx >want
rebuild made 'other facets' --no-extract
rebuild copied 'the same' --no-extract
cp all want
rebuild made 'facets again'
rm -r nx

# the same size and time, other bytes
f=$(find news -name '*.txt' | sort | head -n 1)
touch -r "$f" time
cp "$f" kept
tr e E <kept >"$f"
touch -r time "$f"
"$indexer" -q -i nx news >out
ask nx >want
rebuild made 'other bytes in a file'
rebuild copied 'and the same again'
cp kept "$f"
touch -r time "$f"
"$indexer" -q -i ix --rebuild >out
ask >want

echo 'A government more.' >news/more.txt
"$indexer" -q -i ix --rebuild >out
is "$(sed 's/ in .*//' out | grep -c "$summary")" 0 'a new file is indexed'
rm news/more.txt
"$indexer" -q -i ix --rebuild >out
is "$(sed 's/ in .*//' out)" "$summary" 'and gone when it is gone'
ask >want

# damage
for file in position postlist docdata termlist spelling; do
	g=$(ls -d ix/gen.*)
	touch -r "$g/$file.glass" time
	printf X | dd of="$g/$file.glass" bs=1 seek=3000 conv=notrunc 2>dd
	touch -r time "$g/$file.glass"
	rebuild made "one byte changed: $file" news
done
printf X >>"$(ls -d ix/gen.*)/seal"
rebuild made 'a longer seal'
printf X >"$(ls -d ix/gen.*)/seal"
rebuild made 'a short seal'
rm ix/gen.*/seal
rebuild made 'no seal'
rm ix/gen.*/facets.column
rebuild made 'no column'
rebuild copied 'all is there again'

# what was said is said again
printf '{"id": 1, "text": "A government."}\n{"id": 2, "text": 7}\n' >news/a.jsonl
"$indexer" -q -i ix --rebuild >out 2>err
ask >want
status=1 rebuild made 'an input that cannot be used'
grep -q 'a.jsonl:2: ' said
ok $? 'is named again'
printf '{"id": 1, "text": "A government."}\n{"id": 1, "text": "B."}\n' >news/a.jsonl
"$indexer" -q -i ix --rebuild >out 2>err
ask >want
rebuild copied 'two articles of one id'
grep -q 'a.jsonl:2: id "1" is also' said
ok $? 'they are named again'
cp said said.first
rebuild copied 'once more'
cmp said said.first
ok $? 'with the same words'
printf X >"$(ls -d ix/gen.*)/seal.notes"
rebuild made 'what was said is damaged'
cmp said said.first
ok $? 'it is said anew'
echo '{"id": 1, "text": "A government."}' >news/a.jsonl
"$indexer" -q -i ix --rebuild >out 2>err
ask >want
rebuild copied 'no more of them'

# articles of a pipe
echo 'The government piped.' | "$indexer" -q -i ix - >out
ask >want
rebuild made 'after a pipe'
rebuild made 'with what came from a pipe'
plan_done
