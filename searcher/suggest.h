/*
 * What did the user mean?  For words the index's speller knows, for facet
 * values their names.
 */
#ifndef SUGGEST_H
#define SUGGEST_H

#include "catalog.h"

/*
 * The facet value most like name: one that has all its words, else the one at
 * the least distance (Damerau-Levenshtein, at most a third of the letters);
 * "" if none is near.  Looks at every value.
 */
MUST_CHECK const struct error *suggest_value(struct catalog *, enum facet,
    struct str name, struct str *best);

/* catalog_find(), its error UNKNOWN with a suggestion. */
MUST_CHECK const struct error *suggest_find(struct catalog *, enum facet,
    struct str name, struct found *);

/*
 * Insertions, deletions, substitutions and swaps of neighbours that turn one
 * into the other, in bytes; more than limit is limit + 1.  Source: Damerau
 * 1964, Levenshtein 1966, the restricted form ("optimal string alignment").
 */
size_t suggest_distance(struct str, struct str, size_t limit);

#endif
