#!/bin/sh
# Every name of our dictionaries is found in a text, or names.txt says why not.
. "$(dirname "$0")/tap.sh"

perl "$tests/names.pl" "$tests/../indexer/facets/data" "$tests/names.txt" \
    "$T" "$indexer" >"$T/results"
ok $? 'all were looked at'
while IFS='	' read -r status name; do
	case $status in
	'#') echo "#   $name" ;;
	*) ok "$status" "$name" ;;
	esac
done <"$T/results"
plan_done
