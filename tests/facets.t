#!/bin/sh
# Texts and the facet values that they give, from facets.txt: one article a
# block, its values exactly.
. "$(dirname "$0")/tap.sh"

perl "$tests/facets.pl" "$tests/facets.txt" "$T" "$indexer" >"$T/results"
ok $? 'all were looked at'
while IFS='	' read -r status name; do
	case $status in
	'#') echo "#   $name" ;;
	*) ok "$status" "$name" ;;
	esac
done <"$T/results"
plan_done
