/*
 * --new-since: matches that no answer has had, and which these are.
 */
#include <stdlib.h>

#include "ids.h"
#include "seen.h"
#include "work.h"

static enum xap_verdict
is_new(void *arg, struct str data)
{
	struct work *w = arg;
	struct record r;

	arena_reset(&w->compiler.scratch);
	if (!record_read(&r, &w->compiler.scratch, data))
		return XAP_DAMAGED;
	return seen_has(w->rq->seen, seen_hash(&r)) ? XAP_NO : XAP_YES;
}

const struct error *
work_fresh(struct work *w, struct xap_query **out)
{
	struct xap_query *q = NULL;
	const struct error *e;

	if (xap_reader_has_server(w->s->reader))
		return error_make(ERROR_QUERY, "--new-since: a server does not "
		    "look for what is new; search on its machine");
	e = xap_query_test(&q, is_new, w);
	return compile_keep(&w->compiler, e, q, out);
}

const struct error *
work_take_fresh(struct work *w)
{
	struct xap_reader *reader = w->s->reader;
	struct fresh *fresh = &w->result->fresh;
	size_t parts = xap_reader_parts(reader);
	struct arena arena = { 0 };
	struct xap_ids ids = { 0 };
	struct xap_query *query;
	struct buf data = { 0 };
	const struct error *e = tally_filter(&w->counting, FACETS, &query);
	struct record r;

	for (size_t part = 0; part < parts && e == NULL; part++) {
		ids.n = 0;
		e = xap_docids(reader, part, query, ids_match, &ids);
		for (size_t i = 0; i < ids.n && e == NULL; i++) {
			e = xap_reader_data(reader, (uint32_t)((ids.at[i] - 1)
			    * parts + part + 1), &data);
			arena_reset(&arena);
			if (e != NULL || !record_read(&r, &arena,
			    buf_slice(&data)))
				continue;	/* the test has seen it */
			ARRAY_GROW(fresh->at, fresh->n, fresh->cap);
			fresh->at[fresh->n++] = seen_hash(&r);
		}
	}
	buf_release(&data);
	arena_release(&arena);
	free(ids.at);
	return e;
}
