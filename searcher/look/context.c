/*
 * Paragraphs around a hit.  An article is added as a whole, in order, so that
 * the docids of its paragraphs ascend within their index.
 */
#include <stdlib.h>

#include "ids.h"
#include "work.h"

/* Keep those of one index: docids of all parts take turns. */
static void
keep_part(struct xap_ids *ids, size_t part, size_t parts)
{
	size_t n = ids->n;

	ids->n = 0;
	for (size_t i = 0; i < n; i++)
		if ((ids->at[i] - 1) % parts == part)
			ids->at[ids->n++] = ids->at[i];
}

static const struct error *
read_records(struct work *w, const uint32_t *docid, size_t n,
    struct record **out, size_t *out_n)
{
	const struct error *e = NULL;

	*out = arena_alloc(&w->result->arena, n * sizeof(**out));
	for (*out_n = 0; *out_n < n && e == NULL; ++*out_n)
		e = work_record(w, docid[*out_n], &(*out)[*out_n]);
	return e;
}

const struct error *
work_context(struct work *w, uint32_t docid, struct hit *hit)
{
	const size_t most = w->rq->context;
	const size_t parts = xap_reader_parts(w->s->reader);
	struct context *c = &hit->context;
	struct xap_ids ids = { 0 };
	const struct error *e;
	size_t at = 0, from, to;

	e = ids_of_article(w->s->reader, hit->record.article, &ids);
	keep_part(&ids, (docid - 1) % parts, parts);
	while (at < ids.n && ids.at[at] != docid)
		at++;
	if (e == NULL && at < ids.n) {
		from = at > most ? at - most : 0;
		to = ids.n - at - 1 > most ? at + most + 1 : ids.n;
		e = read_records(w, ids.at + from, at - from, &c->before,
		    &c->befores);
		if (e == NULL)
			e = read_records(w, ids.at + at + 1, to - at - 1,
			    &c->after, &c->afters);
	}
	free(ids.at);
	return e;
}
