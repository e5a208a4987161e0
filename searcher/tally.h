/*
 * Counting one index: how many of the matches have each facet value, with
 * drill-sideways (a facet that has a selection is counted without its own).
 */
#ifndef TALLY_H
#define TALLY_H

#include "catalog.h"
#include "columns.h"
#include "compile.h"
#include "searcher.h"
#include "top.h"

struct selection {		/* of one facet */
	struct str *value;	/* n of them, as the index writes them */
	size_t n, cap;
	struct xap_query *query;	/* any of them; NULL if n is 0 */
};

/* What to count. */
struct counting {
	struct xap_reader *reader;
	struct catalog *catalog;
	struct columns *columns;
	struct compiler *compiler;
	struct xap_query *base;		/* words, dates, source */
	struct xap_query *undated;	/* the same without the dates, */
	uint32_t since, until;		/* which are these, as in the column */
	bool is_dated;
	bool is_all;			/* undated is all documents */
	const struct selection *selection;	/* FACETS of them */
	size_t shown;			/* values per facet; 0: only the total */
	struct articles *articles;	/* to be counted, too; may be NULL */
	struct top *by_date;		/* filled, if columns are complete */
	bool is_newest;			/* the order of by_date */
};

/* How many matches each article has. */
struct articles {
	uint64_t n;			/* articles with a match */
	uint32_t *matches;		/* by article of the column, or NULL: */
	struct map by_hash;		/* by SLOT_ARTICLE */
};
void articles_release(struct articles *);

struct tally {			/* of one index */
	uint64_t total;
	uint32_t base[FACETS + 1];	/* where a facet's counts begin */
	uint32_t *count;		/* base[FACETS]: value -> documents */
	uint32_t *counted;		/* the values with a count, n of them */
	uint32_t n;
	const uint32_t *known[FACETS];	/* counts that need no counting, by value;
					   else NULL */
	bool *is_selected;		/* value -> one of the selection */
	bool is_damaged;		/* the column was, and is dropped: again */
};

/*
 * Values with a count are listed, so that nobody has to look for them among
 * all there are.  No branch: which come first is anybody's guess.
 */
static inline void
tally_count(struct tally *t, uint32_t value, uint32_t by)
{
	t->counted[t->n] = value;
	t->n += t->count[value] == 0 && by > 0;
	t->count[value] += by;
}

/*
 * Count part.  With its column: one walk over the documents of the base query,
 * or less where the answer is known; without: one unranked pass through the
 * value slots, and one more for each facet with a selection.
 * tally_release() in any case.
 */
MUST_CHECK const struct error *tally_part(struct tally *,
    const struct counting *, size_t part);
void tally_release(struct tally *);

/* Matches of base and of all selections but one facet's (FACETS: of all). */
MUST_CHECK const struct error *tally_filter(const struct counting *,
    enum facet but, struct xap_query **out);

#endif
