/*
 * Exact facet counts over all matches, with drill-sideways: a facet with a
 * selection is counted without its own.
 */
#ifndef FACET_H
#define FACET_H

#include "catalog.h"
#include "compile.h"
#include "searcher.h"

struct selection {		/* of one facet */
	struct str *value;	/* n of them, as the index writes them */
	size_t n, cap;
	struct xap_query *query;	/* any of them; NULL if n is 0 */
};

struct counting {
	struct xap_reader *reader;
	struct catalog *catalog;
	struct compiler *compiler;
	struct xap_query *base;		/* words, dates, source */
	const struct selection *selection;	/* FACETS of them */
	size_t shown;			/* values per facet; 0: only the total */
	struct map *articles;		/* article -> matches, if not NULL */
};

/*
 * Count: result->total and result->facet.  One pass over the matches, and one
 * more for each facet with a selection.
 */
MUST_CHECK const struct error *facet_count(const struct counting *,
    struct result *);

/* Matches of base and of all selections but one facet's (FACETS: of all). */
MUST_CHECK const struct error *facet_filter(const struct counting *,
    enum facet but, struct xap_query **out);

/* Put values in order: count descending, then name; keep the first n. */
void facet_sort(struct facet_values *, size_t n);

#endif
