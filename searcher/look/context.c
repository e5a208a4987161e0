/*
 * Paragraphs around a hit.  An article is added as a whole, in order, so that
 * the docids of its paragraphs ascend within their index.
 */
#include <stdlib.h>

#include "work.h"

struct siblings {		/* documents of an article in one index */
	struct xap_ids ids;
	uint32_t docid;		/* of the hit */
	size_t parts;
};

static void
add_sibling(void *arg, uint32_t docid, uint32_t wdf)
{
	struct siblings *s = arg;

	(void)wdf;
	/* docids of all parts take turns */
	if ((docid - 1) % s->parts != (s->docid - 1) % s->parts)
		return;
	ARRAY_GROW(s->ids.at, s->ids.n, s->ids.cap);
	s->ids.at[s->ids.n++] = docid;
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
	struct siblings s = { .docid = docid,
	    .parts = xap_reader_parts(w->s->reader) };
	struct context *c = &hit->context;
	struct buf term = { 0 };
	const struct error *e;
	size_t at = 0, from, to;

	schema_term(&term, PREFIX_ARTICLE, hit->record.article);
	e = xap_postings(w->s->reader, buf_slice(&term), add_sibling, &s);
	while (at < s.ids.n && s.ids.at[at] != docid)
		at++;
	if (e == NULL && at < s.ids.n) {
		from = at > most ? at - most : 0;
		to = s.ids.n - at - 1 > most ? at + most + 1 : s.ids.n;
		e = read_records(w, s.ids.at + from, at - from, &c->before,
		    &c->befores);
		if (e == NULL)
			e = read_records(w, s.ids.at + at + 1, to - at - 1,
			    &c->after, &c->afters);
	}
	buf_release(&term);
	free(s.ids.at);
	return e;
}
