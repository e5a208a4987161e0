#!/bin/sh
# What goes wrong from outside: full devices, odd files, hostile text.
. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1

summary() { sed -n 's/^indexed \(.*\) in [0-9.]* s$/\1/p' out; }
found() { "$searcher" -i ix --format tsv "$@" 2>err | cut -f3 | tr '\n' ' '; }

# --- kinds of files ---
mkdir d d/empty
printf 'Begin\0nul here\n' >d/nul.txt
perl -e 'srand 1; print map chr rand 256, 1 .. 4000' >d/noise.txt
printf 'bad \377\376 utf8 w\303\266rt gr\303\n' >d/bad.txt
printf 'Le caf\351 est ferm\351 \223ici\224.\n' >d/latin1.txt
printf '\357\273\277Marked begins.\n' >d/bom.txt
printf 'Returned one.\r\n\r\nReturned two.\r\n' >d/crlf.txt
printf 'Unterminated line' >d/cut.txt
printf ' \n\n\t\n' >d/blank.txt
: >d/empty.txt
printf 'Blankname.\n' >'d/a b.txt'
printf 'Newlinename.\n' >"$(printf 'd/new\nline.txt')"
printf 'Badname.\n' >"$(printf 'd/b\377d.txt')"
printf 'Escapename.\n' >"$(printf 'd/\033[31mred\001.txt')"
run "$indexer" -i ix d
exits 1 'two files of no text'
is "$(cat err)" 'indexer: d/noise.txt:1: binary data, not text
indexer: d/nul.txt:1: binary data, not text' 'are named'
is "$(summary)" '9 articles, 10 paragraphs: 9 new, 0 changed, 0 removed, 0 unchanged, 2 skipped' \
    'the rest is read'
is "$(found café)" 'd/latin1.txt#1 ' 'Latin-1 is found by its word'
is "$("$searcher" -i ix --format tsv ici | cut -f6)" 'Le café est fermé “ici”.' \
    'and Windows quotation marks'
is "$(found marked)" 'd/bom.txt#1 ' 'a byte order mark'
is "$("$searcher" -i ix --format tsv marked | cut -f6)" 'Marked begins.' 'is no text'
is "$(found --sort oldest returned)" 'd/crlf.txt#1 d/crlf.txt#2 ' 'CRLF'
is "$(found unterminated)" 'd/cut.txt#1 ' 'no newline at the end'
is "$(found wört)" 'd/bad.txt#1 ' 'words beside bad UTF-8'
"$searcher" -i ix --format json utf8 >out
perl -MJSON::PP -e 'local $/; decode_json(<STDIN>)' <out
ok $? 'which is valid where it is printed'
is "$(found blankname)" 'd/a b.txt#1 ' 'a file name with a blank'
is "$(found newlinename)" 'd/new line.txt#1 ' 'with a newline'
is "$(found badname | od -An -c | tr -d ' \n')" 'd/b357277275d.txt#1' 'with bad UTF-8'
is "$(found escapename)" 'd/red .txt#1 ' 'with an escape sequence'
run "$indexer" -i ix d
is "$(summary)" '9 articles, 10 paragraphs: 0 new, 0 changed, 0 removed, 9 unchanged, 0 skipped' \
    'all are the same the second time'

printf 'x\n' >"$(printf 'bell\007\033]0;x.jsonl')"
run "$indexer" -i ix "$(printf 'bell\007\033]0;x.jsonl')" "$(printf 'gone\033[2J')"
exits 1 'odd names in messages'
! grep -q "$(printf '[\001-\010\013-\037]')" err
ok $? 'are cleaned'
odd=$(printf 'odd\033[31m\342\200\256\357\273\277\302\205\377é')
run "$indexer" -i ox --dictionary "$odd" d
is "$(cat err)" 'indexer: odd?[31m????é: No such file or directory' \
    'controls, also of bidirectional text, show as question marks'
mkdir "$odd"
"$indexer" -q -i "$odd/ix" "$odd" >out
is "$("$indexer" -i "$odd/ix" --status | grep '^index\|^sources' | sed "s|$T/||")" \
    'index        odd?[31m????é/ix
sources      odd?[31m????é' 'as in --status'
run "$indexer" -i ex d/empty
exits 0 'an empty directory'
is "$(summary)" '0 articles, 0 paragraphs: 0 new, 0 changed, 0 removed, 0 unchanged, 0 skipped' \
    'gives an empty index'
run "$searcher" -i ex
exits 1 'in which nothing is found'
run "$searcher" -i ex word --facets all --group --format json
exits 1 'whatever is asked'
run "$indexer" -i ex d/empty.txt d/blank.txt
exits 0 'empty files'
run "$indexer" -i ex - </dev/null
exits 0 'empty standard input'
run "$indexer" -i ex - <d/nul.txt
exits 1 'binary standard input'
warns '^indexer: -: no reader knows this kind of file; name one with --format$' 'is named'
cp d/cut.txt thing
run "$indexer" -i ex thing
exits 0 'a file without a suffix is read by its content'
cp d/noise.txt thing
run "$indexer" -i ex thing
exits 1 'if there is any'
run "$indexer" --extract -f jsonl d/cut.txt
exits 1 'another format than the file has'
warns '^indexer: d/cut.txt:1: not JSON: ' 'names the line'
if [ "$(id -u)" -ne 0 ]; then
	printf 'Changed meanwhile.\n' >d/cut.txt
	chmod 000 d/cut.txt d/empty
	run "$indexer" -i ix d
	exits 1 'unreadable files'
	warns '^indexer: d/cut.txt: open: Permission denied$' 'a file is named'
	warns '^indexer: d/empty: Permission denied$' 'a directory is named'
	is "$(found unterminated)" 'd/cut.txt#1 ' 'its last state stays'
	chmod 755 d/cut.txt d/empty
else
	skip 'unreadable files' 'root reads everything'
fi

# --- hostile text ---
perl -e 'print "{\"id\":1,\"x\":", "[" x 99999, "]" x 99999, "}\n",
    "{\"id\":2,\"text\":\"afterwards\"}\n"' >deep.jsonl
run "$indexer" -i hx deep.jsonl
exits 1 'JSON nested 99999 deep'
warns '^indexer: deep.jsonl:1: not JSON: maximum parsing depth' 'is named'
perl -e 'binmode STDOUT; my $e = "\\u001b"; print "{\"id\":\"i${e}[31m\\u0007d\",",
    "\"title\":\"t${e}]0;owned\\u0007itle\",\"source\":\"s\\u009b31mo\",",
    "\"url\":\"u\\u0000l\",\"actor\":[\"A${e}[1m\\nctor\"],",
    "\"text\":\"hostile${e}[2J\\u202e\\u0008 t\\u007f\\u0085ext ${e}P1;2q${e}\\\\\\\\ end\"}\n",
    "{\"text\":\"", "w" x 300, " ", "x" x 7000, " ", "\xf0\x9f\x98\x80" x 20000, "\"}\n",
    "{\"text\":\"", "a\xcc\x81" x 50000, "\"}\n{\"text\":\"", "&.\x27" x 50000, "\"}\n"' |
    "$indexer" -i hx - >out 2>err
is "$(summary | sed 's/,.*//')" '5 articles' 'odd texts and long words'
control="$(printf '[\001-\010\013-\037\177]|\302[\200-\237]|\342\200\256')"
for format in text json jsonl tsv; do
	run "$searcher" -i hx --format $format hostile
	exits 0 "hostile text as $format"
	! LC_ALL=C grep -aEq "$control" out
	ok $? 'without control characters'
done
run "$searcher" -i hx --values actor
prints 'nor in values' <<X
A ctor	1
X
is "$("$searcher" -i hx --count "$(perl -e 'print "w" x 300')")" 1 'a word of 300 letters'
is "$("$searcher" -i hx --count "$(perl -e 'print "x" x 7000')")" 1 'one of 7,000'
is "$("$searcher" -i hx --count "$(perl -e 'print "w" x 299, "v"')")" 0 'not another one'

# --- an index of a stranger ---
echo 'The Kazakh minister met Red Cross people.' >k.txt
"$indexer" -q -i kx --compress none k.txt >out
cp -r kx kept
perl -0777 -pi -e 's/Kazakh/K\033[31m/ or die' kx/gen.*/docdata.glass
run "$searcher" -i kx minister
exits 2 'an escape sequence in a record'
is "$(cat err)" 'searcher: document 1: damaged; make the index anew with indexer --rebuild SOURCE' \
    'is damage'
run "$indexer" --check -i kx
exits 1 'also for --check'
rm -r kx && mv kept kx
perl -0777 -pi -e 's/Red Cross/Re\033[31ms/ or die' kx/gen.*/postlist.glass
run "$searcher" -i kx --values actor
exits 2 'or in the name of a value'
! grep -q "$(printf '\033')" out err
ok $? 'is not printed'

# --- queries ---
is "$(found "$(perl -e 'print "(" x 99, "marked", ")" x 99')")" 'd/bom.txt#1 ' \
    '99 parentheses'
run "$searcher" -i ix "$(perl -e 'print "(" x 50000, "x", ")" x 50000')"
exits 2 '50,000 parentheses'
is "$(cat err)" 'searcher: query: column 101: too many parentheses' 'are refused'
run "$searcher" -i ix "$(perl -e 'print "NOT " x 20000, "x"')"
is "$rc $(cat err)" '2 searcher: query: column 401: too many signs' '20,000 NOTs'
many=$(perl -e 'print join " ", "marked", map "word$_", 1 .. 10000')
run "$searcher" -i ix --format tsv "$many"
exits 0 'a query of 10,000 words'
is "$(cat err)" 'searcher: no paragraph has all the words; these have any of them' \
    'no suggestions for so many'
run "$searcher" -i ix --count "\"$many\""
exits 1 'a phrase of 10,000 words'
run "$searcher" -i ix --count "$(perl -e 'print join " OR ", "marked", map "w$_", 1 .. 5000')"
exits 0 '5,000 times OR'

# --- outputs that fail ---
for options in 'ix' 'ix --count' 'ix --format json' 'ix -h' 'ix -V'; do
	# shellcheck disable=SC2086 # words
	"$searcher" -i $options >/dev/full 2>err
	is "$? $(cat err)" '2 searcher: standard output: No space left on device' \
	    "searcher $options >/dev/full"
done
for options in '-i ix d' '-i ix --status' '--extract d' '-h' '-V'; do
	# shellcheck disable=SC2086 # words
	"$indexer" $options >/dev/full 2>err
	is "$? $(tail -n 1 err)" '2 indexer: standard output: No space left on device' \
	    "indexer $options >/dev/full"
done
"$searcher" -i ix >&- 2>err
is "$?" 2 'no standard output at all'
{ "$searcher" -i hx --format json -n 99; echo $? >status; } 2>err | head -c 1 >out
is "$(cat err)" '' 'a broken pipe is silent'
{ "$indexer" --extract "$corpus"; echo $? >status; } 2>err | head -n 1 >out
is "$(cat err) $(wc -l <out)" ' 1' 'for the indexer, too'
plan_done
