#!/bin/sh
# Texts and the facet values that they give, from facets.txt: one article a
# block, its values exactly.
. "$(dirname "$0")/tap.sh"

perl "$tests/facets.pl" "$tests/facets.txt" "$T" "$indexer" || exit 1
