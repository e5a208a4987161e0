#!/bin/sh
# A small run that creates, updates or rebuilds an index, with a fault at one
# of its system calls: whichever it is, the index is the old one or the new
# one, the run says what happened, and the next run carries on.
# With FAULTS=all every call has its turn, else one in $step.
. "$(dirname "$0")/tap.sh"
if [ -n "$SANITIZED" ]; then
	skip 'faults' 'in the plain build only: the shim and the sanitizers intercept the same calls'
	plan_done
fi
if [ -w /dev/shm ]; then	# not to wait for the disk
	rm -rf "$T"
	T=$(mktemp -d /dev/shm/dateline.XXXXXX) || exit 1
	HOME=$T
fi
cd "$T" || exit 1
FAULT_DIR=$T/ix FAULT_LOG=$T/log
export FAULT_DIR FAULT_LOG

article() {
	printf '{"id":"%s","title":"Title %s","date":"2020-01-0%s",' "$1" "$1" "$1"
	printf '"actor":["Actor %s"],"location":["Iraq/Baghdad"],' "$1"
	printf '"text":"The government fell %s."}\n' "$2"
}
index() { "$indexer" --no-extract -j1 -i "$T/ix" "$@" news >out 2>err; }
# answer INDEX: all that a search tells of it
answer() {
	"$searcher" -i "$1" --format json -n 99 --facets all government &&
	"$searcher" -i "$1" --format json --count &&
	"$searcher" -i "$1" --values actor
}

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

# state: which one the index is in
state() {
	if [ ! -e ix/XAPIANDB ]; then
		"$searcher" -i ix --count >got 2>&1
		[ $? -eq 2 ] && grep -q 'ix: no index there;\|ix: not an index;' got &&
		    echo none && return
	fi
	answer ix >got 2>&1
	if cmp -s got want.new; then
		echo new
	elif cmp -s got want.old; then
		echo old
	else
		echo neither
	fi
}
bad() { echo "call $n ($(cat log)): $*" >>bad; head -n 3 err >>bad; }

# after OPERATION KIND: what the fault has left, and the next run
after() {
	now=$(state)
	case $1 in create) old=none ;; *) old=old ;; esac
	case $2:$rc in
	kill:137 | torn:137)
		[ "$now" = new ] || [ "$now" = $old ] || bad "killed: $now" ;;
	*:0)	[ "$now" = new ] || bad "exit 0, but $now" ;;
	*:2)
		[ "$now" = $old ] || bad "exit 2, but $now"
		grep -q "^indexer: .*$why" err || bad 'the reason is not told'
		[ "$(wc -l <err)" -eq 1 ] || bad 'not one message' ;;
	*)	bad "exit $rc" ;;
	esac
	index || bad "the next run exits $?"
	[ "$(state)" = new ] || bad "the next run leaves $(state)"
	[ "$(ls ix | sed 's/gen\..*/gen/' | tr '\n' ' ')" = \
	    'XAPIANDB gen lock ' ] || bad "left behind: $(ls ix)"
	if [ $((tried % 10)) -eq 0 ] && command -v xapian-check >/dev/null; then
		xapian-check ix/gen.* >got 2>&1 || bad "$(tail -n 1 got)"
	fi
}

# with_fault KIND [--rebuild]: the run, its exit status in $rc
with_fault() {
	# the shell tells of a process that was killed: not here
	{
		LD_PRELOAD=$BUILD/tests/fault.so FAULT_AT=$n FAULT_KIND=$1 \
		    "$indexer" --no-extract -j1 -i "$T/ix" $2 news >out 2>err
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
		tried=$((tried + 1))
		after "$1" "$2"
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
full='No space left on device' broken='Input/output error'
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
