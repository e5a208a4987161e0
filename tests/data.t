#!/bin/sh
# The data files beside the program: missing, cut, foreign, of another version.
. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1
mkdir bin
cp "$indexer" "$BUILD/facets.bin" "$BUILD/names.model" bin
printf 'Police in Nairobi met Amina Warsame.\n' >a.txt

extract() { run bin/indexer --extract a.txt; }
extract
exits 0 'all is there'
prints_match '"value":"Kenya/Nairobi"' 'and works'

for f in facets.bin names.model; do
	mv "bin/$f" keep
	if [ -e /usr/local/share/dateline/$f ]; then
		skip "$f is missing" 'one is installed'
	else
		extract
		exits 2 "$f is missing"
		warns "$f: .*install" 'named, with the remedy'
	fi
	run bin/indexer --no-extract -i "ix.$f" a.txt
	exits 0 '--no-extract needs no data'
	size=$(wc -c <keep)
	for n in 0 1 40 100 1000 $((size / 2)) $((size - 1)); do
		head -c "$n" keep >"bin/$f"
		extract
		[ "$rc" -eq 2 ] && grep -q "$f" err
		ok $? "$f cut to $n bytes" || tap_show "status $rc" err
	done
	printf 'X' | cat - keep >"bin/$f"
	extract
	exits 2 "$f shifted by a byte"
	head -c "$size" /dev/zero >"bin/$f"
	extract
	exits 2 "$f of zeros"
	[ ! -s out ]
	ok $? 'nothing is printed'
	mv keep "bin/$f"
done
extract
exits 0 'all is there again'
plan_done
