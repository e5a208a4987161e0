# For tests with faults, sourced after tap.sh: a small index, $ix, of news/, in
# one of two states; want.old and want.new are the answers that it gives then.
#
#	article ID WORDS	an article, as a line of JSON
#	index OPTION...		a run over news/, to out and err
#	answer INDEX		all that a search tells of it
#	state			"old", "new", "none" (no index) or "neither"
#	check_fault KIND OLD	after a run with status $rc: OLD or new, and the
#				message, which has $why
#	check_next		the next run leaves the new one and nothing else
#	bad WHY			noted in the file bad, with $point and err

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
ix=$T/ix
full='No space left on device' broken='Input/output error'

article() {
	printf '{"id":"%s","title":"Title %s","date":"2020-01-0%s",' "$1" "$1" "$1"
	printf '"actor":["Actor %s"],"location":["Iraq/Baghdad"],' "$1"
	printf '"text":"The government fell %s."}\n' "$2"
}
index() { "$indexer" --no-extract -j1 -i "$ix" "$@" news >out 2>err; }
answer() {
	"$searcher" -i "$1" --format json -n 99 --facets all government &&
	"$searcher" -i "$1" --format json --count &&
	"$searcher" -i "$1" --values actor
}
bad() { echo "$point: $*" >>bad; head -n 3 err >>bad; }

state() {
	if [ ! -e "$ix/XAPIANDB" ]; then
		"$searcher" -i "$ix" --count >got 2>&1
		[ $? -eq 2 ] && grep -q 'no index there;\|: not an index;' got &&
		    echo none && return
	fi
	answer "$ix" >got 2>&1
	if cmp -s got want.new; then
		echo new
	elif cmp -s got want.old; then
		echo old
	else
		echo neither
	fi
}

check_fault() {
	now=$(state)
	case $1:$rc in
	kill:137 | torn:137)
		[ "$now" = new ] || [ "$now" = "$2" ] || bad "killed: $now" ;;
	*:0)	[ "$now" = new ] || bad "exit 0, but $now" ;;
	*:2)
		[ "$now" = "$2" ] || bad "exit 2, but $now"
		grep -q "^indexer: .*$why" err || bad 'the reason is not told'
		[ "$(wc -l <err)" -eq 1 ] || bad 'not one message' ;;
	*)	bad "exit $rc" ;;
	esac
	# the column comes after the commit, and may be missing
	[ "$now" = none ] || "$indexer" --check -i "$ix" >got 2>&1 ||
	    [ "$(grep -vc ': facet column: stale; ' got)" -eq 0 ] ||
	    bad "--check: $(head -n 1 got)"
}

check_next() {
	index || bad "the next run exits $?"
	[ "$(state)" = new ] || bad "the next run leaves $(state)"
	[ "$(ls "$ix" | sed 's/gen\..*/gen/' | tr '\n' ' ')" = \
	    'XAPIANDB gen lock ' ] || bad "left behind: $(ls "$ix")"
	if [ $((tried % 10)) -eq 0 ] && command -v xapian-check >/dev/null; then
		xapian-check "$ix"/gen.* >got 2>&1 || bad "$(tail -n 1 got)"
	fi
}
