#!/bin/sh
# Rebuilding under readers; what is left after a kill, a signal, a full disk.
. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1

# state: what the directory holds, and what a search answers.
state() {
	ls ix
	cat ix/XAPIANDB
	"$searcher" -i ix --format json -n 99 --facets all government
}
number() { sed 's/.*gen\.//' ix/XAPIANDB; }

cp -r "$corpus" news
"$indexer" -q -i ix news >out || exit 1
rm ix/lock		# the lock file is no part of the state
state >first
before=$(number)
run "$indexer" -i ix --rebuild
exits 0 '--rebuild, with the SOURCEs of the index'
[ "$(number)" -gt "$before" ]; ok $? 'a new number'
is "$(ls ix | tr '\n' ' ')" "XAPIANDB gen.$(number) lock " 'the old generation is gone'
"$searcher" -i ix --format json -n 99 --facets all government >answer
tail -n 1 first | cmp - answer
ok $? 'the same answer'
if command -v xapian-delve >out; then
	run xapian-delve ix
	exits 0 'a stock tool opens it'
	prints_match "number of documents = $("$searcher" -i ix --count)" 'and counts'
	run xapian-check "ix/gen.$(number)"
	exits 0 'xapian-check finds no error'
	run xapian-metadata get ix schema
	is "$(cat "$T/out")" "$(sed -n 's/^#define SCHEMA_VERSION //p' "${tests%/*}/include/schema.h")" 'the schema is there'
fi

# --- what moved ---
cp -r "$corpus" there
"$indexer" -q -i moved there >out || exit 1
articles=$(sed 's/indexed \([0-9]*\) .*/\1/' out)
ask() {
	"$searcher" -i moved --format jsonl -n 99 --sort oldest government |
	    sed 's/"rank":[0-9]*,//; s/"score":[^,]*,//; s/elsewhere/there/g' | sort
}
ask >before
mv there elsewhere
printf 'The ministry of fisheries spoke in Oslo.\n' >elsewhere/new.txt
run "$indexer" -q -v -i moved --rebuild elsewhere
exits 0 'a folder under another name'
warns "^indexer: the facets of $articles articles were taken over\$" 'of all but the new article'
ask >after
cmp before after
ok $? 'and they are the same'
sed 's/Oslo/Bergen/' elsewhere/new.txt >elsewhere/newer.txt
rm elsewhere/new.txt
run "$indexer" -q -v -i moved --rebuild elsewhere
warns "^indexer: the facets of $articles articles were taken over\$" 'another text is another article'
is "$("$searcher" -i moved --count -l Bergen)" 1 'with its own facets'

# --- searching meanwhile ---
"$searcher" -i ix --format json --facets all 'govern* "prime minister"' >want
(
	until [ -e stop ]; do
		"$searcher" -i ix --format json --facets all \
		    'govern* "prime minister"' >got 2>>errors ||
		    echo "status $?" >>errors
		cmp -s want got || echo 'another answer' >>errors
		echo x >>searches
	done
) &
loop=$!
: >errors
: >searches
i=0
until [ $i -ge 6 ] && [ "$(wc -l <searches)" -gt 6 ]; do
	i=$((i + 1))
	# without its seal it is made anew, else copied
	[ $((i % 3)) -eq 0 ] || rm -f ix/gen.*/seal
	"$indexer" -q -i ix --rebuild news >out 2>>errors || echo failed >>errors
done
: >stop
wait $loop
is "$(cat errors)" '' 'no search failed or saw a part during six rebuilds'

# --- a lock ---
state >before
(exec 8>>ix/lock; flock 8; exec sleep 60) &
holder=$!
while flock -n ix/lock true; do sleep 0.05; done
run "$indexer" -i ix news
exits 2 'a locked index'
warns '^indexer: ix: locked by another indexer, process [0-9]+; wait for it to end' 'says so'
run "$indexer" -i ix --rebuild news
exits 2 'a locked index is not rebuilt'
run "$indexer" -i ix --status
exits 0 '--status needs no lock'
state | cmp - before
ok $? 'nothing changed'
kill $holder

# --- signals: a run that hangs on a pipe, after it changed what it could ---
mkfifo pipe
# hang ARG...: start an indexer that has read most of 2,000 articles of its
# pipe (more than a pipe holds), so that it runs and waits for more
hang() {
	"$indexer" "$@" - <pipe >out 2>err &
	pid=$!
	exec 9>pipe
	perl -e 'print "{\"id\":\"p$_\",\"text\":\"The government fell.\"}\n"
	    for 1 .. 2000' >&9
	sleep 0.1
}
# The exit status of the run, its pipe let go afterwards.
landed() {
	rc=0
	wait $pid || rc=$?
	exec 9>&-
}
mv news/2003 gone
state >before
for mode in '' --rebuild; do
	for signal in INT:130 TERM:143; do
		# shellcheck disable=SC2086 # none or one
		hang -i ix $mode news
		kill -${signal%:*} $pid
		landed
		is $rc ${signal#*:} "SIG${signal%:*} $mode"
		is "$(cat err)" 'indexer: interrupted; nothing was changed' 'says so'
		is "$(cat out)" '' 'no summary'
		state | cmp - before
		ok $? 'the index is what it was'
	done
done
hang -i ix news
kill -9 $pid
landed
state | cmp - before
ok $? 'kill -9: the old state'
hang -i ix --rebuild news
kill -9 $pid
landed
is "$(ls -d ix/gen.* | wc -l)" 2 'kill -9 leaves the generation it was writing'
"$searcher" -i ix --format json -n 99 --facets all government >answer
tail -n 1 before | cmp - answer
ok $? 'nobody sees it'
mv gone news/2003
run "$indexer" -q -i ix news
exits 0 'the next run'
is "$(ls ix | tr '\n' ' ')" "XAPIANDB gen.$(number) lock " 'cleans up'
"$searcher" -i ix --format json -n 99 --facets all government >answer
tail -n 1 first | cmp - answer
ok $? 'and answers'
run "$indexer" -q -i ix news
prints_match ': 0 new, 0 changed, 0 removed, ' 'it had everything'
hang -i nx
kill -INT $pid
landed
is $rc 130 'SIGINT while an index is made'
[ ! -e nx ]; ok $? 'leaves none'
hang -i nx
kill -9 $pid
landed
is $rc 137 'SIGKILL'
run "$searcher" -i nx anything
exits 2 'a killed first run is no index'
run "$indexer" -q -i nx news
exits 0 'a new run makes it'

# --- a full disk ---
mkdir disk
if [ "$(id -u)" -eq 0 ] && mount -t tmpfs -o size=2m tmpfs disk 2>err; then
	"$indexer" -q -i disk/ix news/2003 >out
	"$searcher" -i disk/ix --format json -n 99 government >want
	for mode in '' --rebuild; do
		# shellcheck disable=SC2086 # none or one
		run "$indexer" -i disk/ix $mode news
		exits 2 "a full disk $mode"
		warns 'No space left on device' 'says so'
		! grep -q 'make it anew' err
		ok $? 'and does not take the index for damaged'
		is "$(cat out)" '' 'no summary'
		"$searcher" -i disk/ix --format json -n 99 government >got
		cmp want got
		ok $? 'the index is what it was'
		is "$(ls disk/ix | tr '\n' ' ')" 'XAPIANDB gen.1 lock ' \
		    'nothing is left of the run'
	done
	run "$indexer" -i disk/ix news/2003
	exits 0 'a run that fits'
	umount disk
else
	skip 'a full disk' 'no permission to mount one'
fi
plan_done
