/*
 * One hit per article: its best paragraph, the articles in order of a fading
 * sum of their paragraphs' scores (the best counts whole, the next half, ...).
 * An article's best paragraph alone ranks articles worse than the article as
 * a whole; the sum makes up half of the difference (measured, DESIGN).
 */
#ifndef GROUP_H
#define GROUP_H

#include "compile.h"
#include "searcher.h"

/*
 * Hits offset .. offset + limit - 1 into hit[], *n of them.  sort is not
 * SORT_DEFAULT.
 */
MUST_CHECK const struct error *group_rank(struct xap_reader *,
    const struct xap_query *, enum sort_key, size_t offset, size_t limit,
    struct xap_hit *hit, size_t *n);

#endif
