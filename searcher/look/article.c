/*
 * An article as a whole, its words marked.
 */
#include <stdlib.h>

#include "ids.h"
#include "snippet.h"
#include "work.h"

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
	const struct error *e;
	struct work w;

	whole.no_snippets = true;
	whole.group = false;
	if ((e = work_prepare(&w, s, &whole, result)) == NULL)
		e = ids_of_article(s->reader, article, &ids);
	if (e == NULL)
		result->hit = mem_alloc(ids.n, sizeof(*result->hit));
	for (size_t i = 0; i < ids.n && e == NULL; i++)
		e = load_whole(&w, ids.at[i], &result->hit[result->hits++]);
	if (e == NULL && ids.n > 0)
		qsort(result->hit, ids.n, sizeof(*result->hit), by_paragraph);
	for (size_t i = 0; i < result->hits; i++)
		result->hit[i].rank = i + 1;
	result->total = result->hits;
	work_finish(&w);
	free(ids.at);
	return e;
}
