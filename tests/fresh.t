#!/bin/sh
# --new-since: only what no answer had before.
. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1
cat >n.jsonl <<'X'
{"id":"a","date":"2023-01","paragraphs":["Rain fell.","Then it snowed."],"location":["Norway"]}
{"id":"b","date":"2023-02","text":"Rain again.","location":["Sweden"]}
{"id":"c","date":"2023-03","text":"Sun."}
X
index() { "$indexer" -q -i ix --no-extract "$@" n.jsonl >/dev/null; }
index
s() { run "$searcher" -i ix --new-since seen "$@"; }
# new ARTICLES ARG...: the hits are these
new() {
	name=$1 want=$2
	shift 2
	s --format tsv "$@"
	is "$(cut -f3 out | sort | tr '\n' ' ')" "$want" "$name"
}
s rain
exits 0 'the first time'
prints_match '^2 paragraphs$' 'all is new'
is "$(sed 1q seen) $(wc -l <seen)" 'dateline-seen 1 3' 'two are remembered'
cp seen seen.1
s rain
exits 1 'the second time nothing'
is "$(cat out err)" '' 'and not a word'
s --format json xyzzy rain
is "$(cat err)" '' 'nor of relaxing'
prints_match '"total":0,"relaxed":false,' 'json as ever'
cmp seen seen.1
ok $? 'the file is as it was'

sed -i 's/"Rain again."/"Rain again, and again."/' n.jsonl
index
new 'a text that was changed' 'b#1 ' rain
sed -i 's/"Rain fell."/"In the evening.","Rain fell."/' n.jsonl
index
new 'one that has another number is not' '' rain
new 'what it got before it is' 'a#1 ' evening
new 'another query' 'a#3 c#1 ' 'snow OR sun OR rain'
index --rebuild
new 'an index made anew' ''
exits 1 'without words, too'
cat >>n.jsonl <<'X'
{"id":"d","date":"2024-03","paragraphs":["Rain on Monday.","Rain on Tuesday.","Rain on Sunday."],"location":["Norway"]}
{"id":"e","date":"2024-04","text":"Rain on Friday.","location":["Sweden"]}
X
index
s --format json -n 1 --since 2024 -l Norway rain
prints_match '"total":3,' 'the total is of what is new'
prints_match '"location":\[\{"value":"Norway","count":3,"selected":true\},\{"value":"Sweden","count":1,"selected":false\}\]' \
    'and the counts of facets, also sideways'
is "$(grep -c '"id"' out)" 1 'one is on the page'
new 'what was not on the page is not new either' ''  -l Norway rain
new 'what was not selected is' 'e#1 ' rain
sed -i '/"id":"d"/d' n.jsonl
index
echo '{"id":"d","date":"2024-03","text":"Rain on Monday."}' >>n.jsonl
index
new 'what left and came back is not' '' rain
rm seen
s -n 0 --facets 0 rain
exits 0 'a quiet beginning'
new 'after which nothing is new' '' rain
rm seen
new '--group' 'a#2 b#1 d#1 e#1 ' --group rain
new 'remembers all' '' rain
rm seen
s xyzzy
exits 1 'nothing matches'
is "$(cat seen)" 'dateline-seen 1' 'a file is there all the same'

# nothing is remembered that was not written
rm seen
run sh -c '"$0" -i ix --new-since seen rain >/dev/full' "$searcher"
exits 2 'a full disk'
[ ! -e seen ]
ok $? 'nothing is remembered'
s -l Nowhere rain
exits 1 'an unknown value'
is "$(cat seen)" 'dateline-seen 1' 'nor then'
rm seen
s 'a (b'
exits 2 'a query that cannot be parsed'
[ ! -e seen ]
ok $? 'nor then'
mkdir dir
run "$searcher" -i ix --new-since dir/no/seen rain
exits 2 'a folder that is not there'
prints_match '^4 paragraphs' 'the answer was printed'
warns '^searcher: dir/no/seen: No such file or directory$' 'says so'
run "$searcher" -i ix --new-since dir rain
exits 2 'a folder'
is "$(ls | grep -c 'seen\.[0-9][0-9]')" 0 'nothing is left behind'
if [ "$(id -u)" -ne 0 ]; then
	echo 'dateline-seen 1' >unreadable
	chmod 0 unreadable
	run "$searcher" -i ix --new-since unreadable rain
	exits 2 'a file that cannot be read'
else
	skip 'a file that cannot be read' 'root reads all'
fi

# damaged FILE MESSAGE NAME
damaged() {
	printf "$1" >bad
	run "$searcher" -i ix --new-since bad rain
	exits 2 "$3"
	is "$(cat err)" "searcher: bad$2" 'says so'
	is "$(cat bad; echo .)" "$(printf "$1."; echo)" 'and leaves it alone'
}
other=': not a file that --new-since made; name another'
anew='damaged; remove the file, and all paragraphs are new'
damaged '' "$other" 'an empty file'
damaged 'My thesis\n' "$other" 'another file'
damaged 'dateline-seen 12\n' "$other" 'another version'
h=0123456789abcdef
damaged "dateline-seen 1\n$h\nx\n" ":3: $anew" 'a line that is no hash'
damaged "dateline-seen 1\n$h\n$h\n" ":3: $anew" 'a line twice'
damaged "dateline-seen 1\n$h" ":2: $anew" 'cut short'
damaged "dateline-seen 1\n${h}0\n" ":2: $anew" 'a hash that is too long'

for option in --count --timeline '--batch n.jsonl' '--article a' --browse; do
	# shellcheck disable=SC2086 # two words
	s $option
	exits 2 "not with $option"
done

# the corpus in two halves: the second run has exactly the rest
"$indexer" -q -i cx "$corpus"/1* >out
"$searcher" -i cx --new-since cseen --format tsv -n 9999 government >first
"$indexer" -q -i cx "$corpus" >out
"$searcher" -i cx --new-since cseen --format tsv -n 9999 government >second
"$searcher" -i cx --format tsv -n 9999 government | cut -f3 | sort >want
cat first second | cut -f3 | sort >got
cmp got want
ok $? "$(wc -l <first) and $(wc -l <second) hits are all $(wc -l <want)"
plan_done
