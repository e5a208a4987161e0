#!/bin/sh
# What README.md shows is what happens.
# To write it anew:  README=new sh tests/readme.t  makes the file new.
. "$(dirname "$0")/tap.sh"
root=${tests%/*}
mkdir "$T/build" "$T/bin"
ln -s "$indexer" "$searcher" "$T/build"
ln -s "$indexer" "$searcher" "$T/bin"
ln -s "$corpus" "$T/corpus"
PATH=$T/bin:$PATH DATELINE_INDEX=ix
export DATELINE_INDEX
if [ -n "$README" ]; then
	(cd "$T" && perl "$tests/readme.pl" --fill "$root/README.md") >"$README"
	exit
fi
cd "$T" || exit 1
perl "$tests/readme.pl" "$root/README.md" >"$T/tap"
cat "$T/tap"
tap_n=$(grep -cE '^(not )?ok ' "$T/tap") tap_failed=$(grep -c '^not ok ' "$T/tap")
[ "$tap_n" -gt 40 ]
ok $? 'its commands were run'
plan_done
