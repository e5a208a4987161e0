#!/bin/sh
# Input formats, compressed files and archives (tests/formats/, our own texts).
. "$(dirname "$0")/tap.sh"
cp -R "$tests/formats" "$T/in" && cd "$T/in" || exit 1

# ---- each format: exactly what it says
run "$indexer" --no-extract --extract page.html feed.xml feed.atom story.nitf \
    message.xml item.json table.tsv note.md one.eml mail.mbox records.sgm \
    crawl.warc
exits 0 'every format is known by its name or its content'
is "$(cat "$T/err")" '' '... without a word'
cp "$T/out" "$T/all"
diff -u "$tests/expect/formats.jsonl" "$T/all" >"$T/diff"
ok $? 'titles, dates, ids, text and names are what the files say' ||
	tap_show 'wanted (-), printed (+)' "$T/diff"

run "$indexer" --no-extract --extract list.json
exits 1 'an array of articles: a bad one is skipped'
warns '^indexer: list.json:5: field "title": not a string$' '... by its line'
is "$(grep -c . "$T/out")" 2 '... the others are there'
prints_match '"id":"list.json:4#1"' 'without an id: PATH:LINE'
run "$indexer" --no-extract --extract table.csv
exits 0 'CSV'
warns '^indexer: table.csv:6: date "xx": not understood' 'its lines are counted'
prints_match '"id":"7#2".*"text":"Second para, with comma."' \
    'quotes, commas and line ends inside a field'
prints_match '"actor":\["NATO","Boeing"\]' 'values with ; between'
sed 's/,/;/g' table.csv >semicolon.csv
run "$indexer" --no-extract --extract semicolon.csv
prints_match '"id":"7#1","article":"7","paragraph":1,"title":"A \\"quoted' \
    'semicolons between the fields'

# ---- names that the desk gives are looked up as those of the text are
cat >names.json <<'X'
{"uri":"n1","headline":"Talks","body_text":"Talks went on, and Austin spoke.","person":[{"name":"Austin, Lloyd"},{"name":"ABEBE TESFAYE"}],"organisation":[{"name":"U.N."},{"name":"Kenyan army"}],"place":[{"name":"Addis Ababa, Ethiopia"},{"name":"Springfield, Illinois"},{"name":"..."}]}
X
run "$indexer" --extract names.json
is "$(sed 's/.*"actor":/"actor":/' "$T/out")" \
    '"actor":["Abebe Tesfaye","Kenya military","Lloyd Austin","United Nations"],"location":["Ethiopia","Ethiopia/Addis Ababa","United States/Illinois","United States/Illinois/Springfield"],"org_type":["international/intergovernmental organization","state/military"]}' \
    'as canonical values, paths and kinds'
prints_match '"text":"Austin","facet":"actor","kind":"person","value":"Lloyd Austin"' \
    '... and they explain the names of the text'
run "$indexer" --no-extract --extract names.json
prints_match '"actor":\["Austin, Lloyd","ABEBE TESFAYE","U.N.","Kenyan army"\]' \
    'without extraction as they are'
"$indexer" -q -i names.ix names.json >out
"$indexer" --extract names.json | sed 's/.*"actor":/"actor":/' >"$T/by_extract"
is "$("$searcher" -i names.ix --format jsonl | sed 's/.*"actor":/"actor":/')" \
    "$(cat "$T/by_extract")" 'the index has the same'

sed 's|<TOPICS><D>tin</D></TOPICS>|&<PLACES><D>west-germany</D><D>usa</D><D>bolivia</D></PLACES><PEOPLE><D>james-baker</D></PEOPLE><ORGS><D>opec</D><D>worldbank</D></ORGS>|' \
    records.sgm >codes.sgm
run "$indexer" --extract codes.sgm
is "$(sed 's/.*"actor":/"actor":/; q' "$T/out")" \
    '"actor":["James Baker","OPEC","World Bank"],"location":["Bolivia","Bolivia/La Paz","United States","West Germany"],"org_type":["international/intergovernmental organization","state/government"]}' \
    'codes of the Reuters collection'

# ---- content decides where the name does not
for f in page.html feed.xml story.nitf item.json table.csv one.eml mail.mbox \
    records.sgm crawl.warc; do
	cp "$f" "$T/noname"
	run "$indexer" --no-extract --extract "$T/noname"
	cp "$T/out" "$T/by_content"
	run "$indexer" --no-extract --extract "$f"
	is "$(sed 's/"[^"]*noname/"X/g' "$T/by_content")" \
	    "$(sed "s|\"$f|\"X|g" "$T/out")" "$f is known by its content"
done
run "$indexer" --format list
exits 0 '--format list'
is "$(cut -d' ' -f1 "$T/out" | head -16 | tr '\n' ' ')" "auto text markdown \
csv tsv mail mbox json ninjs jsonl html rss nitf newsml reuters warc " \
    '... names them all'

# ---- compressed, and in archives
texts() { sed 's/.*"text":\("\([^"\\]\|\\.\)*"\).*/\1/' "$1" | sort; }
run "$indexer" --no-extract --extract feed.xml page.html
texts "$T/out" >"$T/wanted"
mkdir sub && cp feed.xml page.html sub/ && printf '\000\001' >sub/picture.png
tar cf a.tar sub
for how in 'gzip gz' 'bzip2 bz2' 'xz xz' 'zstd zst'; do
	tool=${how% *} end=${how#* }
	if ! command -v "$tool" >/dev/null; then
		skip ".$end" "no $tool"
		skip ".tar.$end" "no $tool"
		continue
	fi
	"$tool" -c feed.xml >"feed.xml.$end"
	"$tool" -c a.tar >"a.tar.$end"
	run "$indexer" --no-extract --extract "feed.xml.$end"
	prints_match '"id":"delta-1#1"' ".$end"
	run "$indexer" --no-extract --extract "a.tar.$end"
	texts "$T/out" >"$T/got"
	cmp -s "$T/wanted" "$T/got"
	ok $? "a tar in .$end: its members, not its pictures"
done
tar cf outer.tar a.tar && gzip -f outer.tar
run "$indexer" --no-extract --extract outer.tar.gz
prints_match '"id":"outer.tar.gz/a.tar/sub/page.html#1"' 'a tar in a tar'
if command -v zip >/dev/null; then
	zip -qr a.zip sub
	run "$indexer" --no-extract --extract a.zip
	texts "$T/out" >"$T/got"
	cmp -s "$T/wanted" "$T/got"
	ok $? '.zip'
else
	skip '.zip' 'no zip'
fi
mkdir c && cp a.tar.gz c/ && echo '# about' >c/README.md
run "$indexer" -i ix -v c
exits 0 'an archive in a directory is a source'
prints_match '^indexed 3 articles, 7 paragraphs: 3 new' '... with its articles'
run "$indexer" -i ix
prints_match '3 unchanged' '... and is read again only when it changes'

# ---- what is broken says so, and loses nothing else
head -c 150 a.tar.gz >cut.tar.gz
run "$indexer" --no-extract --extract cut.tar.gz note.md
exits 1 'a truncated archive'
warns '^indexer: cut.tar.gz: cannot be unpacked: ' '... is named'
prints_match '"article":"note.md"' '... and the next file is read'
printf '<rss><channel><item><title>x</title>\n<item></channel></rss>\n' >bad.xml
run "$indexer" --no-extract --extract bad.xml
exits 1 'XML that is not well-formed'
warns '^indexer: bad.xml:[23]: not well-formed XML: ' '... by its line'
echo '<config/>' >other.xml
run "$indexer" --no-extract --extract other.xml
exits 1 'XML of another kind'
warns 'other.xml: no reader knows' '... is not guessed at'
printf 'a,b\n1,2\n' >none.csv
run "$indexer" --no-extract --extract none.csv
warns '^indexer: none.csv: 1: the header names no column "text"' 'CSV without text'
printf '[{"id":1,"text":"One."},\n{"id":2,"text":}]' >bad.json
run "$indexer" --no-extract --extract bad.json
exits 1 'JSON with a mistake'
warns '^indexer: bad.json:2: not JSON' '... by its line'
prints_match '"id":"1#1"' '... after what was right'

# ---- hostile
echo 'root:secret' >"$T/secret"
cat >evil.xml <<X
<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e SYSTEM "file://$T/secret">
<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;">]>
<rss><channel><title>t</title><item><title>Evil</title>
<description>&e; &d; end</description></item></channel></rss>
X
run "$indexer" --no-extract --extract evil.xml
! grep -q secret "$T/out"
ok $? 'external entities are not read'
[ "$(wc -c <"$T/out")" -lt 100000 ]
ok $? '... and internal ones do not explode'
perl -e 'print "<html><body>", "<div>" x 100000, "<p>Deep text.</p>"' >deep.html
run "$indexer" --no-extract --extract deep.html
[ "$rc" -le 1 ]; ok $? 'elements 100,000 deep do no harm'
perl -e 'print "[" x 100000' >deep.json
run "$indexer" --no-extract --extract deep.json
[ "$rc" -le 1 ]; ok $? 'nor do arrays'
head -c 300000000 /dev/zero | tr '\0' a | gzip -6 >bomb.gz
run "$indexer" --no-extract --extract bomb.gz
exits 1 'a bomb'
warns '^indexer: bomb.gz: unpacks to more than 200 times its size' '... is named'
perl -e 'my $n = "../../evil.txt"; my $b = "Evil text.\n"; my $h = pack(
    "a100a8a8a8a12a12A8a1a100a6a2", $n, "0000644\0", "0000000\0", "0000000\0",
    sprintf("%011o\0", length $b), "00000000000\0", "        ", "0", "",
    "ustar\0", "00") . ("\0" x 247); my $s = 0; $s += ord for split //, $h;
    substr($h, 148, 8) = sprintf("%06o\0 ", $s); print $h, $b, "\0" x (512 -
    length $b), "\0" x 1024' >up.tar
run "$indexer" --no-extract --extract up.tar
prints_match '"id":"up.tar/../../evil.txt#1"' 'a member named ../x is only read'
[ ! -e ../../evil.txt ]; ok $? '... and not written'
plan_done
