/*
 * Conditions: what restricts an answer without ranking it.
 */
#include <stdlib.h>

#include "column.h"
#include "compile.h"

static const struct error *
make_term(struct compiler *c, const char *prefix, struct str value,
    struct xap_query **out)
{
	struct buf term = { 0 };
	struct xap_query *q = NULL;
	const struct error *e;

	schema_term(&term, prefix, value);
	e = xap_query_term(&q, buf_slice(&term));
	compile_note_term(c, buf_slice(&term));
	buf_release(&term);
	return compile_keep(c, e, q, out);
}

const struct error *
compile_values(struct compiler *c, enum facet f, const struct found *found,
    struct xap_query **out)
{
	struct xap_query **list = mem_alloc(found->n, sizeof(*list));
	const struct error *e = NULL;

	for (size_t i = 0; i < found->n && e == NULL; i++)
		e = make_term(c, schema_facet[f].prefix, found->value[i],
		    &list[i]);
	if (e == NULL)
		e = compile_join(c, XAP_OR, list, found->n, 0, out);
	free(list);
	return e;
}

const struct error *
compile_source(struct compiler *c, struct str source, struct xap_query **out)
{
	struct buf folded = { 0 };
	const struct error *e;

	text_fold(&folded, source);
	e = make_term(c, PREFIX_SOURCE, buf_slice(&folded), out);
	buf_release(&folded);
	return e;
}

const struct error *
compile_dates(struct compiler *c, struct str since, struct str until,
    struct xap_query **out, uint32_t *first, uint32_t *last)
{
	struct xap_query *q = NULL;
	struct str from = since.n > 0 ? since : STR_LIT("0");
	struct buf to = { 0 };
	const struct error *e;

	/* a month or a year begins with its first day */
	while (str_ends(from, "-01"))
		from.n -= 3;
	*first = since.n > 0 ? column_date(from) : 1;
	*last = UINT32_MAX;
	if (until.n > 0) {
		buf_str(&to, until);
		*last = query_last_day(until);
	}
	buf_putc(&to, '\xff');	/* all days that begin so */
	e = xap_query_range(&q, SLOT_DATE, from, buf_slice(&to));
	buf_release(&to);
	return compile_keep(c, e, q, out);
}
