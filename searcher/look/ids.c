#include "ids.h"

#include "schema.h"

void
ids_match(void *arg, const uint32_t *docid, size_t n)
{
	struct xap_ids *ids = arg;

	for (size_t i = 0; i < n; i++) {
		ARRAY_GROW(ids->at, ids->n, ids->cap);
		ids->at[ids->n++] = docid[i];
	}
}

static void
each_posting(void *ids, uint32_t docid, uint32_t wdf)
{
	(void)wdf;
	ids_match(ids, &docid, 1);
}

const struct error *
ids_of_article(struct xap_reader *r, struct str article, struct xap_ids *ids)
{
	struct buf term = { 0 };
	const struct error *e;

	schema_term(&term, PREFIX_ARTICLE, article);
	e = xap_postings(r, buf_slice(&term), each_posting, ids);
	buf_release(&term);
	return e;
}
