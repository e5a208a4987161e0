/*
 * tsv: a line per hit, its fields between tabs; or ended by NUL, and then one
 * field alone is what it is, with any tab and line feed in it.
 * trec: ID Q0 DOCUMENT RANK SCORE TAG, for trec_eval and its kind.
 */
#include "print.h"

static void
tsv_result(struct buf *b, const struct look *look, const struct request *rq,
    const struct result *r)
{
	const struct fields *fields = &look->fields;
	struct buf value = { 0 };

	(void)rq;
	for (size_t i = 0; i < r->hits; i++) {
		struct field_source source = { &r->hit[i], look->batch,
		    look->end == '\0' };

		for (size_t k = 0; k < fields->n; k++) {
			buf_reset(&value);
			field_text(&value, &source, fields->at[k]);
			if (k > 0)
				buf_putc(b, '\t');
			if (fields->n == 1 && look->end == '\0')
				buf_str(b, buf_slice(&value));
			else
				print_flat(b, look, buf_slice(&value));
		}
		buf_putc(b, look->end);
	}
	buf_release(&value);
}

/* A field of a TREC run holds no blank. */
static void
add_field(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == ' ' || s.p[i] == '\t')
			buf_puts(b, "%20");
		else
			buf_putc(b, s.p[i]);
}

static void
trec_result(struct buf *b, const struct look *look, const struct request *rq,
    const struct result *r)
{
	for (size_t i = 0; i < r->hits; i++) {
		const struct hit *hit = &r->hit[i];
		struct buf id = { 0 };

		if (rq->group)
			buf_str(&id, hit->record.article);
		else
			print_id(&id, hit);
		add_field(b, str_of(look->batch != NULL ? look->batch : "-"));
		buf_puts(b, " Q0 ");
		add_field(b, buf_slice(&id));
		buf_printf(b, " %zu %.9g dateline\n", hit->rank, hit->score);
		buf_release(&id);
	}
}

/* VALUE TAB VALUE TAB COUNT. */
static void
tsv_cooccur(struct buf *b, const struct look *look, const struct request *rq,
    const struct cooccurrence *c)
{
	(void)rq;
	for (size_t i = 0; i < c->n; i++) {
		for (size_t k = 0; k < 2; k++) {
			print_flat(b, look,
			    c->value[k].at[c->pair[i].of[k]].value);
			buf_putc(b, '\t');
		}
		buf_printf(b, "%llu", (unsigned long long)c->pair[i].count);
		buf_putc(b, look->end);
	}
}

/* FACET, VALUE, two counts, two shares, the log ratio, G2. */
static void
tsv_compare(struct buf *b, const struct look *look, const struct request *rq,
    const struct comparison *c)
{
	(void)rq;
	for (enum facet f = 0; f < FACETS; f++)
		for (size_t i = 0; i < c->n[f]; i++) {
			const struct contrast *v = &c->at[f][i];

			buf_printf(b, "%s\t", schema_facet[f].name);
			print_flat(b, look, v->value);
			buf_printf(b, "\t%llu\t%llu\t%.3f\t%.3f\t%.3f\t%.2f",
			    (unsigned long long)v->count[0],
			    (unsigned long long)v->count[1], v->share[0],
			    v->share[1], v->log_ratio, v->g2);
			buf_putc(b, look->end);
		}
}

const struct printer printer_tsv = {
	.name = "tsv", .fields = "rank,score,id,date,title,snippet",
	.has_snippets = true, .result = tsv_result,
	.timeline = print_periods, .cooccur = tsv_cooccur,
	.compare = tsv_compare, .values = print_values
};

const struct printer printer_trec = {
	.name = "trec", .is_batch_only = true, .result = trec_result,
	.timeline = print_periods, .values = print_values
};
