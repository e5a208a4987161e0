/*
 * Exact facet counts over all matches of all indexes: the counts of each
 * (tally.h) added up and given their names.
 */
#ifndef FACET_H
#define FACET_H

#include "tally.h"

/* Count: result->total and result->facet, counting->articles and by_date. */
MUST_CHECK const struct error *facet_count(const struct counting *,
    struct result *);

/* Put values in order: count descending, then name; keep the first n. */
void facet_sort(struct facet_values *, size_t n);

#endif
