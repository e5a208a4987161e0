#!/bin/sh
# A disk that is full: a small file system of its own, of one size after the
# other, on which an index is made, updated, rebuilt and watched.  With
# FAULTS=all in steps of 16 KB, else of $step.
. "$(dirname "$0")/tap.sh"
# a mount that nobody else sees, and that goes with us
if [ -z "$OWN_MOUNTS" ]; then
	for how in -m -rm; do
		unshare $how mount -t tmpfs -o size=1m tmpfs "$T" 2>"$T/err" || continue
		OWN_MOUNTS=1 unshare $how sh "$0"
		exit
	done
	skip 'a small file system' "no mount here: $(head -n 1 "$T/err")"
	plan_done
fi
. "$tests/fault/common.sh"
mkdir disk
ix=$T/disk/ix why=$full

# --- the states, large enough that a step is no more than a part ---
mkdir news
words() {
	perl -e 'srand 1; for my $id (10 .. 400) { print qq({"id":$id,"text":"government ),
	    join(" ", map { "'"$1"'" . int rand 3000 } 1 .. 60), qq("}\n) }'
}
{ for i in 1 2 3 4; do article $i "on day $i"; done; words old; } >news/all.jsonl
cp -p news/all.jsonl old.jsonl
mount -t tmpfs -o size=16m tmpfs disk || exit 1
index || exit 1
cp -r disk/ix base
used=$(du -sk base | cut -f1)
answer disk/ix >want.old
{ article 1 'at last'; article 3 'on day 3'; article 5 'once more'; words new; } >new.jsonl
cp new.jsonl news/all.jsonl
index || exit 1
answer disk/ix >want.new
! cmp -s want.old want.new
ok $? 'two states'
umount disk

# disk KB: a new one with so much room, part of it for the old index
disk() {
	mount -t tmpfs -o size=16m tmpfs disk
	fallocate -l $((16384 - $1))K disk/filler
	[ $old = none ] || cp -r base disk/ix 2>/dev/null
}

# watched: what a watch does after the change
watched() {
	cp -p old.jsonl news/all.jsonl
	cp new.jsonl news/.next
	"$indexer" --no-extract -j1 -i "$ix" --watch news >out 2>err &
	watcher=$!
	until [ -s out ] || ! kill -0 "$watcher" 2>/dev/null; do sleep 0.05; done
	mv news/.next news/all.jsonl
	ticks=0
	while kill -0 "$watcher" 2>/dev/null && [ "$(state)" != new ] &&
	    [ $ticks -lt 1200 ]; do
		sleep 0.05
		ticks=$((ticks + 1))
	done
	kill -TERM "$watcher" 2>/dev/null
	{ wait "$watcher"; rc=$?; } 2>/dev/null
}

# sizes OPERATION FROM STEP: until there is room enough
sizes() {
	size=$2 tried=0 refused=0
	[ "$FAULTS" = all ] && step=16 || step=$3
	case $1 in create) old=none ;; *) old=old ;; esac
	: >bad
	while [ $tried -eq 0 ] || [ $rc -ne 0 ]; do
		point="$size KB"
		disk $size
		if [ "$(state)" = $old ]; then
			tried=$((tried + 1))
			case $1 in
			rebuild) index --rebuild; rc=$? ;;
			watch)	watched ;;
			*)	index; rc=$? ;;
			esac
			check_fault full $old
			if [ $rc -eq 2 ]; then
				refused=$((refused + 1))
				grep -q "; make room for $ix[^ ]* and run again\$" err ||
				    bad 'no remedy'
			fi
			rm disk/filler
			check_next
		else
			rc=1
		fi
		umount disk
		size=$((size + step))
	done
	[ -s bad ] && rc=1 || rc=0
	ok $rc "$1: full at $refused of $tried sizes" || tap_show faults bad
	[ $refused -gt 0 ]
	ok $? "$1: some are too small"
}
sizes create 0 128
sizes update "$used" 192
sizes rebuild "$used" 128
sizes watch "$used" 384
plan_done
