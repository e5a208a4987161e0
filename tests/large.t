#!/bin/sh
# An update so large that it becomes a new generation.
. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1

summary() { sed -n 's/^indexed \(.*\) in [0-9.]* s$/\1/p' out; }
count() { "$searcher" -i ix --count "$@" 2>/dev/null; }
number() { sed 's/.*gen\.//' ix/XAPIANDB; }

# records FILE FIRST LAST WORD: articles of some 1,000 bytes
records() {
	perl -e 'my ($from, $to, $word) = @ARGV; for ($from .. $to) {
	    print "{\"id\":\"r$_\",\"location\":[\"Iraq/Baghdad\"],\"text\":\"$word ",
		join(" ", map { "w" . $_ * 7 % 1009 } 1 .. 200), "\"}\n" }' \
	    "$2" "$3" "$4" >"$1"
}
mkdir -p news/sub other
printf 'A flood.\n' >news/a.txt
printf 'A storm.\n' >news/b.txt
printf 'A drought.\n' >news/sub/c.txt
printf 'Another source.\n' >other/d.txt
records news/few.jsonl 1 20 early
"$indexer" -q --no-extract -i ix news other >out || exit 1
printf 'From a pipe.\n' | "$indexer" -q --no-extract -i ix - -f text >out ||
    exit 1
is "$(number)" 1 'small runs stay in the first generation'

records news/many.jsonl 15 5000 late
printf 'A flood and fire.\n' >news/a.txt
rm news/b.txt
run "$indexer" --no-extract -i ix news
exits 0 'a large update'
[ "$(number)" -gt 1 ]; ok $? 'makes a new generation'
is "$(summary)" \
    '5004 articles, 5004 paragraphs: 4980 new, 7 changed, 1 removed, 21 unchanged, 0 skipped' \
    'counts as any other'
is "$(count early) $(count late) $(count fire) $(count storm)" '14 4986 1 0' \
    'what changed'
is "$(count drought) $(count another) $(count pipe)" '1 1 1' \
    'what stays, also of other sources and of the pipe'
is "$(count -l Iraq)" 5000 'with its facets'
if command -v xapian-check >out; then
	run xapian-check "ix/gen.$(number)"
	exits 0 'xapian-check finds no error'
fi
before=$(number)
run "$indexer" --no-extract -i ix
is "$(summary)" \
    '5004 articles, 5004 paragraphs: 0 new, 0 changed, 0 removed, 5003 unchanged, 0 skipped' \
    'the next run has nothing to do'
records news/few.jsonl 1 14 early
run "$indexer" --no-extract -i ix news
is "$(number)" "$before" 'a small one goes into the live generation'

# small updates that add up
perl -pi -e 's/late/tardy/ if $. % 7 == 0' news/many.jsonl
run "$indexer" --no-extract -i ix news
is "$(summary)" \
    '5004 articles, 5004 paragraphs: 0 new, 712 changed, 0 removed, 4290 unchanged, 0 skipped' \
    'one in seven changed'
is "$(number)" "$before" 'in the live generation'
size=$(cat ix/gen.*/*.glass | wc -c)
run "$indexer" --no-extract -i ix news
is "$(number)" "$before" 'as long as nothing changes'
echo 'A flood and hail.' >news/a.txt
run "$indexer" --no-extract -i ix news
is "$(summary)" \
    '5004 articles, 5004 paragraphs: 0 new, 1 changed, 0 removed, 5001 unchanged, 0 skipped' \
    'the next change'
[ "$(number)" -gt "$before" ]; ok $? 'makes a new generation'
[ "$(cat ix/gen.*/*.glass | wc -c)" -lt $((size * 3 / 4)) ]
ok $? 'which is smaller'
is "$(count late) $(count tardy) $(count hail)" '4274 712 1' 'and complete'
before=$(number)
echo 'A flood and snow.' >news/a.txt
run "$indexer" --no-extract -i ix news
is "$(number)" "$before" 'the one after that stays in it'
mv news away
records more.jsonl 6000 12000 more
run "$indexer" --no-extract -i ix news more.jsonl
exits 1 'a source that is missing, beside a large new one'
[ "$(number)" -gt "$before" ]; ok $? 'a new generation'
is "$(count late) $(count more) $(count drought)" '4274 6001 1' 'its articles stay'
plan_done
