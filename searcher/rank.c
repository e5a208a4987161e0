/*
 * Which of the matches a page shows, and in what order.
 */
#include "bonus.h"
#include "feedback.h"
#include "group.h"
#include "recency.h"
#include "unique.h"
#include "work.h"

enum sort_key
work_sort(const struct work *w)
{
	const struct marks *marks = &w->compiler.marks;

	if (w->rq->sort != SORT_DEFAULT)
		return w->rq->sort;
	return marks->terms.n + marks->phrases > 0 ? SORT_RELEVANCE :
	    SORT_NEWEST;
}

/* What counting has found already. */
static size_t
take_by_date(struct work *w, size_t limit, struct xap_hit *hit)
{
	size_t n = 0;

	top_sort(&w->by_date);
	for (size_t i = w->rq->offset; i < w->by_date.used && n < limit; i++)
		hit[n++] = (struct xap_hit){ w->by_date.at[i].docid, 0 };
	return n;
}

/* What lifts some of the matches. */
static const struct error *
find_bonuses(struct work *w, struct xap_query *query)
{
	struct xap_query *lifted = query;
	const struct error *e = bonus_find(&w->compiler);

	if (e == NULL && !w->rq->is_batch && !w->rq->group)
		e = bonus_add_lead(&w->compiler);
	if (e == NULL && w->rq->expand &&
	    (e = bonus_join(&w->compiler, &lifted)) == NULL)
		e = feedback_find(w, lifted);
	if (e == NULL && w->rq->recent > 0 &&
	    (e = bonus_join(&w->compiler, &query)) == NULL)
		e = recency_find(w, query);
	return e;
}

/* All that lifts its matches is that the word is in the title, or the lead. */
static bool
has_known_bonuses(const struct compiler *c)
{
	struct buf term = { 0 };
	bool is_known = true;

	for (size_t i = 0; i < c->bonuses && is_known; i++)
		is_known = c->bonus[i].where != NULL &&
		    xap_query_is_term(c->bonus[i].where, &term) &&
		    (str_starts(buf_slice(&term), PREFIX_TITLE) ||
		    str_eq(buf_slice(&term), STR_LIT(TERM_LEAD)));
	buf_release(&term);
	return is_known;
}

/*
 * The first n of a frequent word are among those that are known to be the best
 * (frequent.h): look at no others.
 */
static const struct error *
take_head(struct work *w, size_t n, struct xap_query **query)
{
	const struct columns *columns = &w->s->columns;
	const struct frequent_entry *entry = NULL;
	uint32_t docid[FREQUENT_CLASSES * FREQUENT_HEAD];
	struct xap_query *list[2] = { *query, NULL }, *q = NULL;
	struct buf term = { 0 };
	const struct error *e;
	size_t found;

	if (columns->parts == 1 && columns->frequent[0] != NULL &&
	    has_known_bonuses(&w->compiler) &&
	    xap_query_is_term(*query, &term))
		entry = frequent_find(columns->frequent[0], buf_slice(&term));
	buf_release(&term);
	if (entry == NULL || !frequent_head(columns->frequent[0], entry, n,
	    docid, &found))
		return NULL;
	e = xap_query_docids(&q, docid, found);
	if ((e = compile_keep(&w->compiler, e, q, &list[1])) != NULL)
		return e;
	return compile_join(&w->compiler, XAP_FILTER, list, 2, 0, query);
}

const struct error *
work_rank(struct work *w, struct xap_hit **hit, uint64_t **twins, size_t *n)
{
	const struct request *rq = w->rq;
	enum sort_key sort = work_sort(w);
	struct xap_order_by by = { XAP_RELEVANCE, SLOT_DATE,
	    w->s->weighting.k };
	uint64_t most = rq->group ? w->result->articles : w->result->total;
	struct xap_query *query;
	const struct error *e;
	size_t limit = rq->limit;

	if (rq->offset >= most || limit == 0)
		return NULL;
	if (limit > most - rq->offset)
		limit = (size_t)(most - rq->offset);
	*hit = mem_alloc(limit, sizeof(**hit));
	*twins = mem_alloc(limit, sizeof(**twins));
	if (w->counting.by_date != NULL && columns_complete(&w->s->columns)) {
		*n = take_by_date(w, limit, *hit);
		return NULL;
	}
	if ((e = tally_filter(&w->counting, FACETS, &query)) != NULL)
		return e;
	if (sort == SORT_RELEVANCE && (e = find_bonuses(w, query)) != NULL)
		return e;
	if (rq->group)
		return group_rank(&(struct grouping){ w->s->reader,
		    w->articles.matches != NULL ? w->s->columns.at[0] : NULL,
		    &w->s->weighting, query, &w->compiler, sort, rq->offset,
		    limit }, *hit, n);
	if (sort == SORT_RELEVANCE && !rq->unique && (e = take_head(w,
	    rq->offset + limit, &query)) != NULL)
		return e;
	if ((e = bonus_join(&w->compiler, &query)) != NULL)
		return e;
	if (sort == SORT_NEWEST)
		by.order = XAP_DESCENDING;
	else if (sort == SORT_OLDEST)
		by.order = XAP_ASCENDING;
	if (rq->unique)
		return unique_rank(w->s->reader, query, &by, rq->offset, limit,
		    *hit, *twins, n);
	return xap_rank(w->s->reader, query, &by, rq->offset, limit, *hit, n);
}
