#!/bin/sh
# --watch with a fault at one of the system calls after a change: the index is
# the one before the change or the one after, what ended the watch is told, and
# the next run carries on.  With FAULTS=all every call has its turn, else one
# in $step.
. "$(dirname "$0")/tap.sh"
. "$tests/fault/common.sh"
FAULT_DIR=$ix FAULT_LOG=$T/log FAULT_WAIT=$T/waits
export FAULT_DIR FAULT_LOG FAULT_WAIT

# --- the states: before and after, one rename apart ---
mkdir news
for i in 1 2 3 4; do article $i "on day $i"; done >news/all.jsonl
cp -p news/all.jsonl old.jsonl
index || exit 1
cp -r ix base
answer ix >want.old
{ article 1 'at last'; article 3 'on day 3'; article 5 'once more'; } >new.jsonl
cp new.jsonl news/all.jsonl
index || exit 1
answer ix >want.new
! cmp -s want.old want.new
ok $? 'two states'

# until_so COMMAND...: at most a minute
until_so() {
	ticks=0
	until "$@"; do
		sleep 0.05
		ticks=$((ticks + 1))
		[ $ticks -lt 1200 ] || return 1
	done
}
is_over() { ! kill -0 "$watcher" 2>/dev/null || [ "$(state)" = new ]; }
is_waiting() { ! kill -0 "$watcher" 2>/dev/null || [ -e waits ]; }

# watch KIND: a watch, the change, and its exit status in $rc.  A fault that it
# survives is followed by SIGTERM.
watch() {
	rm -rf ix log waits
	cp -r base ix
	cp -p old.jsonl news/all.jsonl
	cp new.jsonl news/.next
	LD_PRELOAD=$BUILD/tests/fault.so FAULT_AT=$n FAULT_KIND=$1 \
	    "$indexer" --no-extract -j1 -i "$ix" --watch news >out 2>err &
	watcher=$!
	until_so is_waiting || bad 'does not wait'
	mv news/.next news/all.jsonl
	until_so is_over || bad "neither over nor new: $(state)"
	kill -TERM "$watcher" 2>/dev/null
	{ wait "$watcher"; rc=$?; } 2>/dev/null
}

# points KIND WHY STEP: a fault at every STEP-th call
points() {
	why=$2 n=1 tried=0
	[ "$FAULTS" = all ] && step=1 || step=$3
	: >bad
	while :; do
		point="call $n"
		watch "$1"
		read -r calls call <log || bad 'no log'
		point="call $n ($calls $call)"
		[ -n "$call" ] || break		# there are no so many calls
		tried=$((tried + 1))
		check_fault "$1" old
		check_next
		n=$((n + step))
	done
	[ -s bad ] && rc=1 || rc=0
	ok $rc "a burst: $1 at $tried of $calls calls" || tap_show faults bad
}

points kill '' 9
points torn '' 17
points enospc "$full" 11
points eio "$broken" 31
FAULT_LAST=1; export FAULT_LAST
points enospc "$full" 13
plan_done
