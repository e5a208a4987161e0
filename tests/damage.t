#!/bin/sh
# Indexes that are damaged, foreign, or of another schema.
. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1

mkdir news
printf 'Peace talks in Geneva\n\nDelegates met.\n\nThey parted.\n' >news/a.txt
"$indexer" -q -i good news >out || exit 1
remedy='make it anew with indexer --rebuild SOURCE$'

# broken NAME: a copy, ix, of the good index, to be damaged
broken() {
	name=$1
	rm -rf ix
	cp -r good ix
}
# refused WHY: both programs refuse it, name the remedy, and change nothing
refused() {
	cp -r ix was
	run "$searcher" -i ix --count delegates
	exits 2 "searcher: $name"
	warns "^searcher: ix: .*$1" 'says why'
	run "$indexer" -q -i ix news
	exits 2 "indexer: $name"
	warns "^indexer: ix.*: .*$1" 'says why'
	run "$indexer" -i ix --status
	exits 2 "--status: $name"
	run diff -r -x lock was ix
	exits 0 'nothing changed'
	rm -rf was
}
# repaired: a rebuild from the SOURCE makes it good
repaired() {
	run "$indexer" -q -i ix --rebuild news
	exits 0 "--rebuild SOURCE repairs: $name"
	is "$("$searcher" -i ix --count delegates) $(ls -d ix/gen.* | wc -l)" \
	    '1 1' 'it answers, nothing old is left'
}

for table in postlist docdata termlist spelling position; do
	broken "a cut $table.glass"
	truncate -s 100 ix/gen.1/$table.glass
	refused "$remedy"
	repaired
done
broken 'a cut iamglass'
truncate -s 10 ix/gen.1/iamglass
refused "$remedy"
repaired
broken 'no postlist.glass'
rm ix/gen.1/postlist.glass
refused "$remedy"
run "$indexer" -q -i ix --rebuild
exits 2 'a rebuild needs a SOURCE, then'
repaired
broken 'a generation that is gone'
rm -r ix/gen.1
refused "$remedy"
repaired
broken 'a file of noise'
perl -e 'srand 1; print map chr rand 256, 1 .. 32768' >ix/gen.1/postlist.glass
run "$searcher" -i ix --count delegates
exits 2 "searcher: $name"
repaired

if command -v xapian-metadata >out; then
	broken 'another schema'
	xapian-metadata set ix/gen.1 schema 99
	refused "made by schema 99, this is [0-9]+; $remedy"
	repaired
	broken 'no schema'
	xapian-metadata set ix/gen.1 schema ''
	run "$searcher" -i ix delegates
	exits 2 "$name"
	warns 'ix: not an index made by indexer$' 'says so'
	repaired
else
	skip 'another schema' 'no xapian-metadata'
fi

# kept NAME WHY: the indexer refuses the directory ix and leaves it alone
kept() {
	find ix | sort >was
	for mode in '' --rebuild; do
		# shellcheck disable=SC2086 # none or one
		run "$indexer" -q -i ix $mode news
		exits 2 "$1 is refused $mode"
		warns "^indexer: ix.*: $2; choose another directory$" 'says so'
	done
	find ix | sort | cmp - was
	ok $? 'and untouched'
}
rm -rf ix
mkdir ix
echo mine >ix/notes
kept 'a directory of something else' 'not an index and not empty \(it holds "notes"\)'
run "$searcher" -i ix x
exits 2 'the searcher refuses it, too'
warns 'ix: not an index; make one with indexer -i DIR SOURCE' 'says so'
rm ix/notes
mkdir ix/gen.1
echo mine >ix/gen.1/notes
kept 'a directory with a name like ours' 'not an index and not empty \(it holds "notes"\)'
rm -rf ix
cp -r good/gen.1 ix
kept 'a bare Xapian database' 'not an index and not empty \(it holds ".*"\)'
for stub in '' 'auto /elsewhere' 'remote localhost:1' 'auto gen.x'; do
	rm -rf ix
	cp -r good ix
	rm -f ix/lock
	printf '%s\n' "$stub" >ix/XAPIANDB
	kept "a stub \"$stub\"" 'its file XAPIANDB was not written by indexer'
done
rm -rf ix
echo mine >ix
run "$indexer" -q -i ix news
exits 2 'a file is no directory'
warns '^indexer: ix: not a directory$' 'says so'
is "$(cat ix)" mine 'it is untouched'
run "$indexer" -q -i '' news
exits 2 'the empty name'
run "$indexer" -q -i ix/below news
exits 2 'a directory that cannot be made'
warns '^indexer: ix: (Not a directory|File exists)$|^indexer: ix/below: ' 'names it'
run "$indexer" -q -i a/b/c news
exits 0 'directories are made'
plan_done
