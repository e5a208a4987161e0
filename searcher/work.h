/*
 * What a search needs while it runs: search.c answers requests with it, look/
 * other questions about the same matches.
 */
#ifndef WORK_H
#define WORK_H

#include "compile.h"
#include "open.h"
#include "query.h"
#include "tally.h"

struct work {
	struct search *s;
	const struct request *rq;
	struct result *result;
	struct query query;
	struct compiler compiler;
	struct counting counting;
	struct selection selection[FACETS];
	struct articles articles;
	struct top by_date;
};

/* Parse and compile a request; work_finish() in any case. */
MUST_CHECK const struct error *work_prepare(struct work *, struct search *,
    const struct request *, struct result *);
void work_finish(struct work *);

/* What the matches are sorted by; those without a word that ranks, by date. */
enum sort_key work_sort(const struct work *);

/*
 * The documents of the page, *n of them to *hit, and how many twins each has,
 * with --unique, to *twins; free() both.  Counting comes first: rank.c.
 */
MUST_CHECK const struct error *work_rank(struct work *, struct xap_hit **hit,
    uint64_t **twins, size_t *n);

/* Read a document; as a hit, with its snippet.  The result's arena's. */
MUST_CHECK const struct error *work_record(struct work *, uint32_t docid,
    struct record *);
MUST_CHECK const struct error *work_load(struct work *,
    const struct xap_hit *, struct hit *);

/* Fill result->explanation and the parts of the hits, of these documents. */
MUST_CHECK const struct error *explain(struct work *,
    const struct xap_hit *list);

/* Read the paragraphs around a hit; look/context.c. */
MUST_CHECK const struct error *work_context(struct work *, uint32_t docid,
    struct hit *);

/*
 * What rq->seen does not have, as a condition; and, for those of the matches,
 * what it is to have from now on, to result->fresh.  look/fresh.c.
 */
MUST_CHECK const struct error *work_fresh(struct work *,
    struct xap_query **out);
MUST_CHECK const struct error *work_take_fresh(struct work *);

/*
 * What all filters together let through, counted without a selection of its
 * own: totals and facets to w->result.  *query: the same as a query.
 */
MUST_CHECK const struct error *work_count_filtered(struct work *,
    struct xap_query **query);

#endif
