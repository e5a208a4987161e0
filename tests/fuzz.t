#!/bin/sh
# What fuzzers found (tests/fuzz/found), fed to their targets again, with the
# seeds; and inputs that are too large to keep.
. "$(dirname "$0")/tap.sh"
cd "${tests%/*}" || exit 1
FACETS_DATA=$BUILD/facets.bin
export FACETS_DATA

for dir in tests/fuzz/found/*; do
	target=${dir##*/}
	run env FUZZ_FORMAT="${target#read_}" \
	    "$BUILD/tests/fuzz/${target%%_*}" "$dir"/*
	exits 0 "$target: $(ls "$dir" | tr '\n' ' ')"
done
for format in text markdown mail mbox csv tsv json ninjs jsonl html rss nitf \
    newsml reuters warc; do
	run env FUZZ_FORMAT=$format "$BUILD/tests/fuzz/read" tests/formats/*
	exits 0 "every file as $format"
done
for target in query dictionary; do
	mkdir "$T/$target"
	split -l 1 tests/fuzz/seeds/$target "$T/$target/"
	run "$BUILD/tests/fuzz/$target" "$T/$target"/*
	exits 0 "$target: its seeds"
done
cd "$T" || exit 1
echo text >one.txt
gzip -c one.txt >one.gz
gzip -c one.gz >two.gz
tar cf all.tar one.txt two.gz
head -c 700 all.tar >cut.tar
head -c 20 one.gz >cut.gz
perl -e 'print pack("V*", 16, 0xffffffff, 40, 7, 300, 9)' >numbers
run "$BUILD/tests/fuzz/unpack" one.gz two.gz all.tar cut.tar cut.gz
exits 0 'archives, whole and cut'
"$indexer" -q -i ix "$corpus" >out
head -c 3000 ix/gen.*/facets.column >column
run "$BUILD/tests/fuzz/column" ix/gen.*/facets.column column numbers /dev/null
exits 0 'a facet column, whole and cut'
perl -e 'print qq({"id":"$_","paragraphs":["wombat"]}\n) for 1 .. 1200' >wombats.jsonl
"$indexer" -q -i wombats wombats.jsonl >out
head -c 300 wombats/gen.*/frequent.words >words
run "$BUILD/tests/fuzz/frequent" wombats/gen.*/frequent.words words numbers /dev/null
exits 0 'frequent words, whole and cut'
run "$BUILD/tests/fuzz/lexicon" numbers /dev/null
exits 0 'a damaged data file'
run "$BUILD/tests/fuzz/model" numbers /dev/null "$BUILD/names.model"
exits 0 'a damaged model'

# --- what took a time quadratic in its size, or told nothing ---
perl -e 'print "<html><body><p ", join(" ", map "a$_=1", 1 .. 200000), ">x</p>"' \
    >attributes.html
perl -e 'print "<rss><channel ", join(" ", map "a$_=\"1\"", 1 .. 200000), "/></rss>"' \
    >attributes.xml
run "$indexer" --extract --no-extract attributes.html attributes.xml
exits 1 'tags of 200,000 attributes'
is "$(cat err)" 'indexer: attributes.html:1: a tag of more than 1000 attributes
indexer: attributes.xml:1: a tag of more than 1000 attributes' 'are named'
perl -e 'print "---\ntitle: ", "[" x 200000, "\n---\nText stays.\n"' >deep.md
run "$indexer" --extract --no-extract deep.md
exits 0 'front matter of 200,000 brackets'
warns '^indexer: deep.md:1: the front matter is no YAML; what follows the mistake is left out$' 'is named'
prints_match '"text":"Text stays\."' 'the text stays'
perl -e 'print "{\"text\":\"x\",\"actor\":[", join(",", map "\"a$_\"", 1 .. 200000), "]}\n"' \
    >given.jsonl
run "$indexer" --extract --no-extract given.jsonl
exits 0 '200,000 values of a facet'
warns '^indexer: given.jsonl:1: more than 500 values of a facet; those after are left out$' 'are named'
is "$(grep -o '"a[0-9]*"' out | wc -l)" 500 'and cut'
perl -e 'print "<html><body><p>First words.</p>", "<div>" x 20000, "gone"' \
    >deep.html
run "$indexer" --extract --no-extract deep.html
warns '^indexer: deep.html:1: elements nested too deep; the page after them is left out$' \
    'elements in one another are named'
perl -e 'print "<rss>", "<a>" x 20000' >deep.rss
run "$indexer" --extract --no-extract -f rss deep.rss
warns '^indexer: deep.rss:1: not well-formed XML: Excessive depth' 'in XML, too'
perl -e 'print "<rss><channel>", map("<item><title>t$_</title></item>", 1 .. 20000),
    "</channel></rss>"' >untitled.rss
run "$indexer" --extract --no-extract untitled.rss
is "$(wc -l <out)" 20000 'a feed of 20,000 items and no title of its own'
perl -e 'print "Subject: x\n", map("Content-Type: multipart/mixed; " .
    "boundary=\"b$_\"\n\n--b$_\n", 1 .. 20000), "\nhello\n"' >deep.eml
perl -e 'print "Subject: x\n", "Content-Type: message/rfc822\n\nSubject: y\n" x
    20000, "\nhello\n"' >mail.eml
run "$indexer" --extract --no-extract deep.eml mail.eml
[ $rc -le 1 ]
ok $? 'messages in one another'
printf '[{"text":"a"},{"text":"b"},{"id":"c","text":"c"},{"text":"d"}]' >line.json
run "$indexer" --extract --no-extract line.json
is "$(sed 's/{"id":"\([^"]*\)".*/\1/' out | tr '\n' ' ')" \
    'line.json:1#1 line.json:1.2#1 c#1 line.json:1.4#1 ' \
    'records on one line have ids of their own'
run "$indexer" --extract --no-extract -f json - <<.
{"title":3}
.
warns '^indexer: -:1: field "title": not a string$' 'a line that is no 0'
plan_done
