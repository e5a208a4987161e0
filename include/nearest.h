/*
 * What was meant by a name that is not there: an option, a field, a facet value.
 */
#ifndef NEAREST_H
#define NEAREST_H

#include "buf.h"

/*
 * Insertions, deletions, substitutions and swaps of neighbours that turn one
 * into the other, in bytes; more than limit is limit + 1.  Source: Damerau
 * 1964, Levenshtein 1966, the restricted form ("optimal string alignment").
 */
size_t nearest_distance(struct str, struct str, size_t limit);

/*
 * The best of a few names.  Zero-initialise but for wanted, consider each; best
 * is NULL if none is near: at most a third of the letters apart, or beginning
 * so.  The first of equals wins.
 */
struct nearest_name {
	struct str wanted;
	const char *best;
	size_t distance;	/* of it */
};
void nearest_consider(struct nearest_name *, const char *name);

#endif
