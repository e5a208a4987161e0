#!/bin/sh
# Every name of our dictionaries is found in a text, or names.txt says why not.
. "$(dirname "$0")/tap.sh"

perl "$tests/names.pl" "$tests/../indexer/facets/data" "$tests/names.txt" \
    "$T" "$indexer" || exit 1
