#!/bin/sh
# Who may do what with an index, what is planted in it, and what is taken away
# while a run is at work.
. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1
chmod 755 .

# state: what the directory holds, and what a search answers
state() {
	cat ix/XAPIANDB
	"$searcher" -i ix --format json -n 99 --facets all government
}
mkdir news
for i in 1 2 3; do
	printf 'The government of day %s fell.\n' $i >news/$i.txt
done

# --- the umask ---
for mask in 077:600:700 022:644:755 027:640:750; do
	files=${mask#*:}
	rm -rf ix
	(umask "${mask%%:*}" && "$indexer" -q --no-extract -i ix news) >out
	is "$(find ix -type f -printf '%m\n' | sort -u)" "${files%:*}" \
	    "umask ${mask%%:*}: files"
	is "$(find ix -type d -printf '%m\n' | sort -u)" "${files#*:}" \
	    'directories'
done

# --- only to be read ---
rm -rf ix
(umask 022 && "$indexer" -q --no-extract -i ix news) >out
state >before
if [ "$(id -u)" -eq 0 ]; then
	as='setpriv --reuid=65534 --regid=65534 --clear-groups'
	$as test -x "$searcher" || as=
else
	chmod -R a-w ix
	as=env
fi
if [ -n "$as" ]; then
	run $as "$searcher" -i ix --count government
	exits 0 'to search, reading is enough'
	prints 'all is found' <<.
3
.
	for mode in '' --rebuild; do
		run $as "$indexer" --no-extract -i ix $mode news
		exits 2 "an index that may not be written $mode"
		is "$(cat err)" 'indexer: ix/lock: Permission denied' 'names it'
	done
	run $as "$indexer" -i ix --status
	exits 0 'its status'
	run $as "$indexer" --no-extract -i no/ix news
	exits 2 'a directory that may not be made'
	state | cmp - before
	ok $? 'nothing changed'
else
	skip 'only to be read' 'no other user can run the programs'
fi
chmod -R u+w ix

# --- planted links: nothing is followed, nothing elsewhere is touched ---
cp -r ix good
mkdir elsewhere
cp good/gen.1/*.glass elsewhere
echo mine >elsewhere/iamglass
find elsewhere -type f -exec cksum {} + | sort >sums
# planted LINK TARGET KIND
planted() {
	rm -rf "$1"
	ln -s "$2" "$1"
	for mode in '' --rebuild; do
		run "$indexer" --no-extract -i ix $mode news
		exits 2 "$1 is a symbolic link $mode"
		is "$(cat err)" "indexer: ${1%/*}: its entry \"${1##*/}\" is not a $3; choose another directory" \
		    'says so'
	done
	find elsewhere -type f -exec cksum {} + | sort | cmp - sums
	ok $? 'what it points to is untouched'
	rm -rf ix
	cp -r good ix
}
there=$PWD/elsewhere
planted ix/lock "$there/iamglass" 'regular file'
planted ix/XAPIANDB "$there/iamglass" 'regular file'
planted ix/XAPIANDB.new "$there/iamglass" 'regular file'
planted ix/XAPIANDB.new "$there/none" 'regular file'
planted ix/gen.1 "$there" directory
planted ix/gen.2 "$there" directory
planted ix/gen.3 "$there" directory
planted ix/gen.1/postlist.glass "$there/postlist.glass" 'regular file'
planted ix/gen.1/v.tmp "$there/none" 'regular file'
[ ! -e elsewhere/none ]
ok $? 'nothing is made elsewhere'
ln -s ix named
run "$indexer" -q --no-extract -i named news
exits 0 'the index itself may be named by a link'
rm named

# --- a stub that has Xapian start a program, or ask another machine ---
echo "#!/bin/sh
: >$PWD/started" >program
chmod +x program
for stub in "remote :$PWD/program x" 'remote localhost:1' "auto $there" \
    'auto gen.1/../../elsewhere' "auto gen.1
remote :$PWD/program x"; do
	rm -rf ix
	cp -r good ix
	printf '%s\n' "$stub" >ix/XAPIANDB
	case $stub in
	'auto gen.1
'*)	run "$searcher" -i ix --count government
		exits 0 'of a stub one line counts' ;;
	*)	run "$searcher" -i ix --count government
		exits 2 "the stub \"$stub\" is refused"
		is "$(cat err)" 'searcher: ix: its file XAPIANDB was not written by indexer' \
		    'says so'
		run "$indexer" -i ix --status
		exits 2 'for its status'
		run "$indexer" -q -i ix news
		exits 2 'for a run' ;;
	esac
done
[ ! -e started ]
ok $? 'no program was started'
rm -rf ix
cp -r good ix

# --- taken away ---
mkfifo pipe
# hang ARG...: start an indexer that waits for more of its pipe
hang() {
	"$indexer" --no-extract "$@" - <pipe >out 2>err &
	pid=$!
	exec 9>pipe
	perl -e 'print "{\"id\":\"p$_\",\"text\":\"The government fell.\"}\n"
	    for 1 .. 2000' >&9
}
landed() {
	exec 9>&-
	rc=0
	wait $pid || rc=$?
}
for mode in '' --rebuild; do
	rm -rf ix
	cp -r good ix
	hang -i ix $mode news
	until rm -rf ix; do :; done 2>rm.err
	landed
	exits 2 "an index that vanishes $mode"
	warns '^indexer: .*(ix: removed or replaced by another program while indexer ran|No such file or directory)' \
	    'says so'
	[ ! -e ix ]
	ok $? 'and is not made again'
	cp -r good ix
	hang -i ix $mode news
	until rm -rf ix; do :; done 2>rm.err
	cp -r good ix
	landed
	exits 2 "one that is replaced $mode"
	state | cmp - before
	ok $? 'the other one stays as it is'
done

# --- few descriptors, little memory: the old state or the new one ---
printf 'Another government.\n' >news/4.txt
cp -r good ix2
"$indexer" -q --no-extract -i ix2 news >out
want="$("$searcher" -i ix2 --count government)"
: >wrong
# short LIMIT...: a run under that ulimit
short() {
	for mode in '' --rebuild; do
		rm -rf ix
		cp -r good ix
		rc=0
		(ulimit "$@" && exec "$indexer" -j1 --no-extract -i ix $mode \
		    news) >out 2>err || rc=$?
		found=$("$searcher" -i ix --count government)
		case $rc:$found in
		0:"$want" | 2:3 | 127:3) ;;
		1:*) grep -q '^indexer: news' err ||
			echo "$*: $mode: $rc: $(cat err)" >>wrong ;;
		*) echo "$*: $mode: $rc, $found: $(cat err)" >>wrong ;;
		esac
	done
}
if [ -z "$SANITIZED" ]; then
	for n in 3 4 5 6 7 8 9 10 11 12 13 14 15 16 20; do
		short -n $n
	done
	is "$(cat wrong)" '' 'too few file descriptors'
	for n in 20 30 40 45 50 55 60 65 70 80 100 150; do
		short -v ${n}000
	done
	is "$(cat wrong)" '' 'too little memory'
else
	skip 'too few descriptors, too little memory' 'sanitizers need both'
fi

# --- files that change while they are read, clocks that go back ---
rm -rf ix grow
mkdir grow
echo 'Begin.' >grow/a.txt
(
	until [ -e stop ]; do
		printf '\nThe government grew.\n' >>grow/a.txt
		cp grow/a.txt grow/b.txt
	done
) &
writer=$!
: >wrong
for i in 1 2 3 4 5 6 7 8; do
	"$indexer" -q --no-extract -i ix grow >out 2>err || cat err >>wrong
done
: >stop
wait $writer
is "$(cat wrong)" '' 'files that grow meanwhile'
"$indexer" -q --no-extract -i ix grow >out
"$indexer" -q --no-extract -i fresh grow >out
is "$("$searcher" -i ix --count) $("$searcher" -i ix --count grew)" \
    "$("$searcher" -i fresh --count) $("$searcher" -i fresh --count grew)" \
    'the last run has all of them'
printf 'Later.\n' >grow/c.txt
touch -d '2 days' grow/c.txt
"$indexer" -q --no-extract -i ix grow >out
printf 'Since.\n' >grow/c.txt
touch -d '1980-01-01' grow/c.txt
"$indexer" -q --no-extract -i ix grow >out
is "$("$searcher" -i ix --count since) $("$searcher" -i ix --count later)" \
    '1 0' 'a clock that goes back'

# --- standard output ---
shim=$BUILD/tests/fault.so
for what in '>/dev/full' '>&-' '<&- >&-'; do
	rm -rf ix
	cp -r good ix
	rc=0
	eval "\"$indexer\" --no-extract -i ix news $what" 2>err || rc=$?
	exits 2 "a run with $what"
	warns '^indexer: standard output: ' 'says so'
	state | cmp - before
	ok $? 'nothing changed'
	run "$indexer" --no-extract -i new news
	rm -rf new
	eval "\"$indexer\" --no-extract -i new news $what" 2>err
	[ ! -e new ]
	ok $? 'and nothing is made'
done
if [ -z "$SANITIZED" ]; then
	run env LD_PRELOAD="$shim" FAULT_STDOUT=1 FAULT_AT=2 \
	    FAULT_KIND=enospc "$indexer" --no-extract -i ix news
	exits 1 'a summary that cannot be printed when all is done'
	is "$(cat err)" 'indexer: standard output: No space left on device; the index is up to date' \
	    'says so'
	is "$("$searcher" -i ix --count government)" "$want" 'and so it is'
else
	skip 'a summary that cannot be printed' 'in the plain build only'
fi
plan_done
