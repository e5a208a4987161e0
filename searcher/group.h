/*
 * One hit per article: its best paragraph, the articles in order of a fading
 * sum of their paragraphs' scores (the best counts whole, the next half, ...).
 * An article's best paragraph alone ranks articles worse than the article as
 * a whole; the sum makes up half of the difference (measured, DESIGN).
 */
#ifndef GROUP_H
#define GROUP_H

#include "column.h"
#include "compile.h"
#include "searcher.h"

struct grouping {
	struct xap_reader *reader;
	struct column *column;		/* of the only index; may be NULL */
	const struct xap_query *query;
	double k;			/* of the weighting */
	enum sort_key sort;		/* not SORT_DEFAULT */
	size_t offset, limit;
};

/*
 * Hits offset .. offset + limit - 1 into hit[], *n of them.
 */
MUST_CHECK const struct error *group_rank(const struct grouping *,
    struct xap_hit *hit, size_t *n);

#endif
