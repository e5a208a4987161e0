/*
 * --unique: of near-duplicates (fingerprint.h) among the matches only the first
 * is a hit, and has the number of its twins.
 */
#ifndef UNIQUE_H
#define UNIQUE_H

#include "xap.h"

/*
 * Of the matches in order, hits offset .. offset + limit - 1 that are no
 * near-duplicate of one before, into hit[] and, how many other matches are
 * near-duplicates of each, twins[]; *n of them.  Time: once over the
 * fingerprints of all matches, and down the order as far as needed; memory: 24
 * bytes a match.
 */
MUST_CHECK const struct error *unique_rank(struct xap_reader *,
    const struct xap_query *, const struct xap_order_by *, size_t offset,
    size_t limit, struct xap_hit *hit, uint64_t *twins, size_t *n);

#endif
