# TAP for program tests, to be sourced: . "$(dirname "$0")/tap.sh"
#
#	run CMD ARG...		standard output to $T/out, error to $T/err, exit
#				status to $rc; reads the standard input of run
#	exits N NAME		the last run's status
#	prints NAME <<EOF	all of its standard output
#	prints_match RE NAME	a line of it (extended regular expression)
#	warns RE NAME		a line of its standard error
#	is GOT WANT NAME	two strings
#	ok STATUS NAME		[ -d ix ]; ok $? 'a directory'
#	skip NAME WHY
#	plan_done		the last line of a test
#
# $indexer and $searcher are the programs of $BUILD, $corpus is the corpus, $T
# an empty directory, also $HOME, that is removed at the end.

tests=$(cd "$(dirname "$0")" && pwd)
BUILD=$(cd "${BUILD:-$tests/../build}" && pwd) || exit 1
indexer=$BUILD/indexer searcher=$BUILD/searcher corpus=${tests%/*}/corpus
T=$(mktemp -d "${TMPDIR:-/tmp}/dateline.XXXXXX") || exit 1
trap 'chmod -R u+rwX "$T"; rm -rf "$T"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
LC_ALL=C.UTF-8 TZ=UTC HOME=$T
export LC_ALL TZ HOME
unset NO_COLOR DATELINE_INDEX XDG_DATA_HOME
tap_n=0 tap_failed=0 rc=0

ok() {
	tap_n=$((tap_n + 1))
	[ "$1" -eq 0 ] && printf 'ok %d - %s\n' "$tap_n" "$2" && return
	tap_failed=$((tap_failed + 1))
	printf 'not ok %d - %s\n' "$tap_n" "$2"
	return 1
}
# At most 20 lines of a file, as diagnostics.
tap_show() { echo "# $1:"; head -n 20 "$2" | sed 's/^/#   /'; }

run() { "$@" >"$T/out" 2>"$T/err"; rc=$?; }

exits() {
	[ "$rc" -eq "$1" ]
	ok $? "$2" && return
	echo "# status $rc, not $1"
	tap_show 'standard error' "$T/err"
}

prints() {
	diff -u - "$T/out" >"$T/diff"
	ok $? "$1" || tap_show 'wanted (-), printed (+)' "$T/diff"
}

prints_match() {
	grep -aEq -e "$1" "$T/out"
	ok $? "$2" || tap_show "no match for $1 in" "$T/out"
}

warns() {
	grep -aEq -e "$1" "$T/err"
	ok $? "$2" || tap_show "no match for $1 in" "$T/err"
}

is() {
	[ "$1" = "$2" ]
	ok $? "$3" || printf 'got %s\nwant %s\n' "$1" "$2" | sed 's/^/# /'
}

skip() {
	tap_n=$((tap_n + 1))
	echo "ok $tap_n - $1 # SKIP $2"
}

plan_done() {
	echo "1..$tap_n"
	[ "$tap_failed" -eq 0 ]
	exit
}
