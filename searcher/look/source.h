/*
 * What an id names: a paragraph, ARTICLE#N, or else a whole article.
 */
#ifndef SOURCE_H
#define SOURCE_H

#include "work.h"

struct source {			/* the result's arena's */
	struct str article;	/* its id */
	uint64_t paragraph;	/* 0: all of them */
	struct record *record;	/* n of them, in order, one at least */
	size_t n;
};

/*
 * Error UNKNOWN with the id that may have been meant: the same in other case,
 * one that ends with it, or the nearest of all (nearest_distance()).
 */
MUST_CHECK const struct error *source_find(struct source *, struct work *,
    struct str id);

#endif
