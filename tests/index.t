#!/bin/sh
# A run of the indexer: new, changed, removed, unchanged, skipped.
. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1

# What the summary says after "indexed ", without the time.
summary() { sed -n 's/^indexed \(.*\) in [0-9.]* s$/\1/p' out; }
count() { "$searcher" -i ix --count "$@" 2>/dev/null; }

mkdir -p news/sub news/.hidden
printf 'Flood in the valley\n\nThe river rose fast.\n\nPolice closed roads.\n' >news/a.txt
printf 'Title: Second\nDate: 2020-05-01\n\nA quiet day in Oslo.\n' >news/sub/b.txt
printf 'hidden words\n' >news/.hidden/c.txt
printf 'hidden words\n' >news/.d.txt
printf '# notes\n' >news/notes.doc
ln -s a.txt news/link.txt
mkfifo news/pipe.txt

run "$indexer" -i ix news
exits 0 'first run'
is "$(summary)" \
    '2 articles, 3 paragraphs: 2 new, 0 changed, 0 removed, 0 unchanged, 0 skipped' \
    'hidden files, links, pipes and other kinds of file are passed over'
is "$(count hidden)" 0 'nothing hidden was read'
is "$(count river)" 1 'a word is found'
is "$(cat ix/XAPIANDB)" 'auto gen.1' 'the stub names the generation'

run "$indexer" -v -i ix news
warns 'news/link.txt: passed over: symbolic link' 'verbose names a link'
warns 'news/notes.doc: passed over: no reader' 'verbose names an unknown kind'
is "$(summary)" \
    '2 articles, 3 paragraphs: 0 new, 0 changed, 0 removed, 2 unchanged, 0 skipped' \
    'a second run reads nothing'

run "$indexer" -i ix ./news/../news/
is "$(summary)" \
    '2 articles, 3 paragraphs: 0 new, 0 changed, 0 removed, 2 unchanged, 0 skipped' \
    'another spelling of the directory is the same source'
run "$indexer" -q -i ix news/a.txt
is "$(summary)" \
    '2 articles, 3 paragraphs: 0 new, 0 changed, 0 removed, 1 unchanged, 0 skipped' \
    'a file named alone is the article it was; -q prints the summary too'

touch -d '2001-01-01' news/a.txt
run "$indexer" -i ix
is "$(summary)" \
    '2 articles, 3 paragraphs: 0 new, 0 changed, 0 removed, 2 unchanged, 0 skipped' \
    'another time of the same bytes is no change; sources come from the index'

printf 'Flood in the valley\n\nThe lake overflowed.\n' >news/a.txt
printf 'A new file about volcanoes.\n' >news/sub/e.txt
run "$indexer" -i ix news
is "$(summary)" \
    '3 articles, 3 paragraphs: 1 new, 1 changed, 0 removed, 1 unchanged, 0 skipped' \
    'a change and a new file'
is "$(count river) $(count lake) $(count volcano)" '0 1 1' \
    'the old words are gone, the new ones are there'
rm news/sub/e.txt
run "$indexer" --keep -i ix news
is "$(summary)" \
    '3 articles, 3 paragraphs: 0 new, 0 changed, 0 removed, 2 unchanged, 0 skipped' \
    '--keep keeps what is gone'
run "$indexer" -i ix news
is "$(summary)" \
    '2 articles, 2 paragraphs: 0 new, 0 changed, 1 removed, 2 unchanged, 0 skipped' \
    'a file that is gone leaves'
is "$(count volcano)" 0 'its words are gone'

mv news away
run "$indexer" -i ix
exits 1 'a missing source'
warns '^indexer: news: No such file' 'a missing source is named'
is "$(summary)" \
    '2 articles, 2 paragraphs: 0 new, 0 changed, 0 removed, 0 unchanged, 1 skipped' \
    'the articles of a missing source stay'
mv away news
run "$indexer" -i ix --exclude 'sub' news
is "$(summary)" \
    '1 articles, 1 paragraphs: 0 new, 0 changed, 1 removed, 1 unchanged, 0 skipped' \
    '--exclude takes a directory out'

# --- JSON Lines ---
cat >r.jsonl <<'X'
{"id":"x1","title":"One","date":"2021-01-02","text":"Alpha beta.\n\nGamma delta."}
{"id":7,"paragraphs":["First.","","Third one."],"actor":["Given Actor"],"org_type":["state/police"]}
not json
{"text":"No id here, epsilon."}
{"id":"x1","text":"Alpha again."}
{"id":"bad","title":5}
{"id":"only","title":"Only a title"}
{"id":"none"}
X
run "$indexer" -i jx r.jsonl
exits 1 'bad lines are skipped, the rest is read'
warns '^indexer: r.jsonl:3: not JSON' 'a line that is not JSON is named'
warns '^indexer: r.jsonl:6: field "title": not a string' 'a wrong type is named'
warns '^indexer: r.jsonl:5: id "x1" is also that of an article in .*r.jsonl; this one replaces it' \
    'the same id twice'
is "$(summary)" \
    '4 articles, 5 paragraphs: 4 new, 0 changed, 0 removed, 0 unchanged, 2 skipped' \
    'records are counted'
run "$searcher" -i jx --format tsv --sort oldest
is "$(cut -f3 out | sort | tr '\n' ' ')" '7#1 7#3 only#1 r.jsonl:4#1 x1#1 ' \
    'ids: of the record, a number, path and line; gaps keep their numbers'
is "$("$searcher" -i jx --count gamma 2>/dev/null)" 0 'the replaced record is gone'
is "$("$searcher" -i jx --count -a 'given actor')" 2 'given facets are taken over'
is "$("$searcher" -i jx --count -o police)" 2 'given kinds of organization too'
run "$indexer" -i jx r.jsonl
is "$(summary)" \
    '4 articles, 5 paragraphs: 0 new, 0 changed, 0 removed, 4 unchanged, 0 skipped' \
    'a file that was read is not read again'
sed -i -e 's/Alpha again/Alpha thrice/' -e '/"id":7/d' r.jsonl
run "$indexer" -i jx r.jsonl
is "$(summary | sed 's/:.*: /: /; s/, . skipped//')" \
    '3 articles, 3 paragraphs: 1 new, 1 changed, 2 removed, 1 unchanged' \
    'records are compared one by one (line 4 became line 3)'

# --- standard input ---
printf '{"id":"p1","text":"From the pipe."}\n' | "$indexer" -i sx - >out 2>err
is "$(summary)" \
    '1 articles, 1 paragraphs: 1 new, 0 changed, 0 removed, 0 unchanged, 0 skipped' \
    'standard input'
printf '{"id":"p2","text":"Another one."}\n' | "$indexer" -i sx - >out 2>err
is "$(summary)" \
    '2 articles, 2 paragraphs: 1 new, 0 changed, 0 removed, 0 unchanged, 0 skipped' \
    'articles of the pipe stay'
printf '{"id":"p2","text":"Another two."}\n' | "$indexer" -i sx - >out 2>err
is "$(summary)" \
    '2 articles, 2 paragraphs: 0 new, 1 changed, 0 removed, 0 unchanged, 0 skipped' \
    'a record of the same id replaces its article'
run "$indexer" -i sx --rebuild
is "$(summary)" \
    '2 articles, 2 paragraphs: 2 new, 0 changed, 0 removed, 0 unchanged, 0 skipped' \
    'a rebuild takes them over'
run "$searcher" -i sx --format tsv two
is "$(cut -f3,6 out)" "p2#1	Another two." 'and their text'

# --- one id in two files ---
printf '{"id":"d","text":"From first."}\n' >d1.jsonl
printf '{"id":"d","text":"From second."}\n' >d2.jsonl
run "$indexer" -i dx d1.jsonl d2.jsonl
warns 'd2.jsonl:1: id "d" is also that of an article in .*d1.jsonl' 'two files, one id'
is "$("$searcher" -i dx --format tsv from | cut -f6)" 'From second.' 'the later one stays'
rm d2.jsonl; mkdir d2.jsonl
run "$indexer" -i dx d1.jsonl d2.jsonl
is "$("$searcher" -i dx --format tsv from | cut -f6)" 'From first.' \
    'when it is gone the earlier one comes back'

# --- a mistyped source makes no index; defaults ---
run "$indexer" -i nx nowhere
exits 1 'a source that is not there'
[ ! -e nx ]; ok $? 'leaves no index behind'
run "$indexer" -i nx
exits 2 'no source and no index'
warns 'no SOURCE named' 'says so'
DATELINE_INDEX=$T/env run "$indexer" -q news
[ -e env/XAPIANDB ]; ok $? '$DATELINE_INDEX'
XDG_DATA_HOME=$T/xdg run "$indexer" -q news
[ -e xdg/dateline/XAPIANDB ]; ok $? '$XDG_DATA_HOME'
run "$indexer" -q news
[ -e .local/share/dateline/XAPIANDB ]; ok $? '~/.local/share'

run "$indexer" -i ix --status
exits 0 '--status'
prints_match '^articles +1$' '--status counts articles'
prints_match '^paragraphs +1$' '--status counts paragraphs'
run "$indexer" -i nx --status
exits 2 '--status of no index'
warns 'no index there; make one with indexer' 'names the remedy'

# --- an index below its own SOURCE ---
mkdir inside
echo 'Rain in Oslo.' >inside/a.txt
cd inside || exit 1
run "$indexer" -i ix .
prints_match '^indexed 1 articles, 1 paragraphs: 1 new, 0 changed' 'an index inside the SOURCE is none of it'
run "$indexer" -v -i ix .
prints_match '^indexed 1 articles, 1 paragraphs: 0 new, 0 changed' 'nor later'
warns '^indexer: ./ix: passed over: an index$' 'as -v says'
run "$indexer" -i ix2 .
prints_match '^indexed 1 articles, ' 'nor is another one'
cd ..
plan_done
