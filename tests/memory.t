#!/bin/sh
# --memory: what exceeds it is put by, and the index is the same.
. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1

for size in 1M 63M 64 64K M 64MB -1M 2000G 99999999999999G ''; do
	run "$indexer" -i ix --memory "$size" a.txt
	exits 2 "--memory '$size'"
	warns "^indexer: --memory: \"$size\": .* \\(64M to 1024G\\)\$" 'says why'
done
[ ! -e ix ]; ok $? 'makes no index'

perl -e 'my $n = 1; for my $i (1 .. 40000) {
	print "{\"id\":\"r$i\",\"text\":\"",
	    join(" ", map { $n = $n * 69069 % 4294967291; "w" . $n % (1 + $n % 4001) } 1 .. 50), "\"}\n" }' >a.jsonl
for size in 64M 1G; do
	run "$indexer" -q --no-extract -i "ix$size" --memory "$size" a.jsonl
	exits 0 "--memory $size"
done
for table in postlist position termlist docdata spelling; do
	cmp ix64M/gen.1/$table.glass ix1G/gen.1/$table.glass
	ok $? "the same $table table"
done
is "$(ls ix64M/gen.1 | tr '\n' ' ')" \
    'docdata.glass facets.column flintlock frequent.words iamglass position.glass postlist.glass seal spelling.glass termlist.glass ' \
    'nothing else is left'
if [ "$(id -u)" -eq 0 ] && mkdir disk &&
    mount -t tmpfs -o size=12m tmpfs disk 2>err; then
	run "$indexer" -q --no-extract -i disk/ix --memory 64M a.jsonl
	exits 2 'no room for what exceeds it'
	warns '^indexer: disk/ix/gen\.1.*: No space left on device; the index is as it was; make room for disk/ix and run again$' 'says so'
	[ ! -e disk/ix ]; ok $? 'and leaves nothing'
	umount disk
else
	skip 'no room' 'no permission to mount a file system'
fi
plan_done
