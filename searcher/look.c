/*
 * Other looks at an index than a page of hits: an article as a whole, and how
 * the matches lie in time.
 */
#include <stdlib.h>
#include <string.h>

#include "map.h"
#include "snippet.h"
#include "work.h"

/* ---- an article ---- */

static void
take_docid(void *arg, uint32_t docid, uint32_t wdf)
{
	struct xap_ids *ids = arg;

	(void)wdf;
	ARRAY_GROW(ids->at, ids->n, ids->cap);
	ids->at[ids->n++] = docid;
}

static int
by_paragraph(const void *a, const void *b)
{
	uint64_t x = ((const struct hit *)a)->record.paragraph;
	uint64_t y = ((const struct hit *)b)->record.paragraph;

	return (x > y) - (x < y);
}

static const struct error *
load_whole(struct work *w, uint32_t docid, struct hit *hit)
{
	const struct error *e = work_load(w, &(struct xap_hit){ docid, 0 },
	    hit);

	if (e != NULL)
		return e;
	hit->snippet = hit->record.text;
	snippet_mark(w->s->tokenizer, &w->compiler.marks, hit->snippet,
	    &hit->highlights);
	return NULL;
}

const struct error *
search_article(struct search *s, const struct request *rq, struct str article,
    struct result *result)
{
	struct request whole = *rq;
	struct xap_ids ids = { 0 };
	struct buf term = { 0 };
	const struct error *e;
	struct work w;

	whole.no_snippets = true;
	whole.group = false;
	schema_term(&term, PREFIX_ARTICLE, article);
	if ((e = work_prepare(&w, s, &whole, result)) == NULL)
		e = xap_postings(s->reader, buf_slice(&term), take_docid,
		    &ids);
	if (e == NULL)
		result->hit = mem_alloc(ids.n, sizeof(*result->hit));
	for (size_t i = 0; i < ids.n && e == NULL; i++)
		e = load_whole(&w, ids.at[i], &result->hit[result->hits++]);
	if (e == NULL && ids.n > 0)
		qsort(result->hit, ids.n, sizeof(*result->hit), by_paragraph);
	result->total = result->hits;
	work_finish(&w);
	buf_release(&term);
	free(ids.at);
	return e;
}

/* ---- time ---- */

struct periods {
	struct timeline *t;
	struct map by_date;		/* -> 1 + where in t */
	size_t cap, len;		/* bytes of a date that count */
};

static void
count_date(void *arg, size_t i, uint64_t times, struct str date)
{
	struct periods *p = arg;
	struct timeline *t = p->t;
	struct map_entry *entry;

	(void)i;
	if (date.n > p->len)
		date.n = p->len;
	entry = map_put(&p->by_date, date);
	if (entry->value == 0) {
		ARRAY_GROW(t->at, t->n, p->cap);
		t->at[t->n] = (struct period){ .count = 0 };
		memcpy(t->at[t->n++].date, date.p, date.n);
		entry->value = t->n;
	}
	t->at[entry->value - 1].count += times;
	t->undated -= times;
}

static int
by_date(const void *a, const void *b)
{
	return strcmp(((const struct period *)a)->date,
	    ((const struct period *)b)->date);
}

const struct error *
search_timeline(struct search *s, const struct request *rq, bool by_month,
    struct timeline *t)
{
	const unsigned slot[] = { SLOT_DATE };
	struct periods p = { .t = t, .len = by_month ? 7 : 4 };
	struct xap_query *query;
	struct result result;
	const struct error *e;
	struct work w;
	uint64_t n;

	memset(t, 0, sizeof(*t));
	if ((e = work_prepare(&w, s, rq, &result)) == NULL)
		e = tally_filter(&w.counting, FACETS, &query);
	for (size_t i = 0; i < xap_reader_parts(s->reader) && e == NULL; i++) {
		e = xap_scan(s->reader, i, query, slot, 1, count_date, &p, &n);
		t->undated += e == NULL ? n : 0;
	}
	if (e == NULL && t->n > 0)
		qsort(t->at, t->n, sizeof(*t->at), by_date);
	work_finish(&w);
	result_release(&result);
	map_release(&p.by_date);
	if (e != NULL)
		timeline_release(t);
	return e;
}

void
timeline_release(struct timeline *t)
{
	free(t->at);
	memset(t, 0, sizeof(*t));
}
