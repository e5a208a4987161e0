#!/bin/sh
# A small run that creates, updates or rebuilds an index, with a fault at one
# of its system calls: whichever it is, the index is the old one or the new
# one, the run says what happened, and the next run carries on.
# With FAULTS=all every call has its turn, else one in $step.
. "$(dirname "$0")/tap.sh"
. "$tests/fault/common.sh"
FAULT_DIR=$ix FAULT_LOG=$T/log
export FAULT_DIR FAULT_LOG

# --- the states: before and after; "none" is no index ---
mkdir news
for i in 1 2 3 4; do article $i "on day $i" >news/$i.jsonl; done
index || exit 1
cp -r ix base.update
cp -r ix base.rebuild
answer ix >want.old
article 1 'at last' >news/1.jsonl
rm news/2.jsonl
article 5 'once more' >news/5.jsonl
index || exit 1
answer ix >want.new
! cmp -s want.old want.new
ok $? 'two states'

# with_fault KIND [--rebuild]: the run, its exit status in $rc
with_fault() {
	# the shell tells of a process that was killed: not here
	{
		LD_PRELOAD=$BUILD/tests/fault.so FAULT_AT=$n FAULT_KIND=$1 \
		    "$indexer" --no-extract -j1 -i "$ix" $2 news >out 2>err
		rc=$?
	} 2>/dev/null
}

# points OPERATION KIND WHY STEP: a fault at every STEP-th call
points() {
	why=$3 n=1 tried=0
	[ "$FAULTS" = all ] && step=1 || step=$4
	case $1 in rebuild) mode=--rebuild ;; *) mode= ;; esac
	: >bad
	while :; do
		rm -rf ix
		[ ! -d "base.$1" ] || cp -r "base.$1" ix
		with_fault "$2" $mode
		read -r calls call <log
		[ -n "$call" ] || break		# there are no so many calls
		tried=$((tried + 1)) point="call $n ($calls $call)"
		case $1 in create) old=none ;; *) old=old ;; esac
		check_fault "$2" $old
		check_next
		n=$((n + step))
	done
	total=$((total + tried))
	[ -s bad ] && rc=1 || rc=0
	ok $rc "$1: $2 at $tried of $calls calls" || tap_show faults bad
}

total=0
for operation in create update rebuild; do
	points $operation kill '' 4
	points $operation torn '' 5
done
[ "$FAULTS" != all ] || [ $total -ge 500 ]
ok $? "killed at $total points"
FAULT_LAST=1; export FAULT_LAST
for operation in create update rebuild; do
	points $operation enospc "$full" 3
done
unset FAULT_LAST
for operation in create update rebuild; do
	points $operation enospc "$full" 5
	points $operation eio "$broken" 9
done
plan_done
