#!/bin/sh
# --forget and --wait.
. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1

mkdir a b && echo 'Alpha stays in Oslo.' >a/one.txt &&
	echo 'Beta goes to Rome.' >a/two.txt && echo 'Gamma waits.' >b/three.txt
run "$indexer" -i ix a b
exits 0 'two sources'

run "$indexer" -i ix --forget a/two.txt
exits 0 'a file of a source'
prints_match '^indexed 2 articles, 2 paragraphs: 0 new, 0 changed, 1 removed' \
    'leaves'
run "$searcher" -i ix beta
exits 1 '... and is not found'
run "$indexer" -i ix
prints_match '1 new, 0 changed, 0 removed, 2 unchanged' \
    'it lies in a source, so it is back with the next run'

run "$indexer" -i ix --forget a
prints_match '^indexed 1 articles, 1 paragraphs: 0 new, 0 changed, 2 removed' \
    'a whole source leaves'
run "$indexer" -i ix
prints_match '^indexed 1 articles.*: 0 new, 0 changed, 0 removed, 1 unchanged' \
    '... and is read no more'
run "$indexer" --status -i ix
! grep -q '/a$' out
ok $? '... and not among the sources'
rm -r b
run "$indexer" -i ix --forget "$T/b"
prints_match '^indexed 0 articles' 'a source that does not exist any more'
echo 'Alpha is new.' >a/one.txt
run "$indexer" -i ix --forget b a
exits 1 'what the index does not hold'
warns '^indexer: --forget b: the index holds nothing of it' '... is named'
prints_match '^indexed 2 articles.*: 2 new' 'SOURCEs beside it are read'

run "$indexer" -i none --forget a
exits 2 'no index'
warns 'none: no index, and so nothing to forget' '... says so'
[ ! -e none ]; ok $? '... and makes none'
run "$indexer" -i ix --forget a --rebuild
exits 2 'not with --rebuild'

# ---- --wait
mkfifo pipe
"$indexer" -q --wait -i ix - <pipe >first.out 2>&1 &
first=$!
exec 9>pipe
while ! "$indexer" -q -i ix 2>&1 >/dev/null | grep -q 'locked by'; do
	sleep 0.05
done
"$indexer" -q -i ix --wait a >second.out 2>&1 9>&- &
second=$!
echo 'Delta came by pipe.' >&9
exec 9>&-
wait "$first"; is $? 0 'an indexer at work ends'
wait "$second"; is $? 0 'the one that waited goes on'
grep -q '2 unchanged' second.out
ok $? '... and does its work'
plan_done
