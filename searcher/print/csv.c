/*
 * csv: a header line, then a line per hit, as RFC 4180 has it: CR LF ends a
 * record, a field with a comma, a quotation mark or a line end stands between
 * quotation marks, those within it doubled.  UTF-8 without a byte order mark.
 *
 * A spreadsheet takes a cell that begins with = + - @ for a formula, and
 * formulas can send data away; documents are anybody's.  Such a text, also
 * with the full-width twins of these signs, gets an apostrophe before it:
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
#include "print.h"

/* Does a spreadsheet calculate it? */
static bool
is_formula(struct str s)
{
	static const char *const signs[] = { "=", "+", "-", "@",
	    "\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d", "\xef\xbc\xa0" };

	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (str_starts(s, signs[i]))
			return true;
	return false;
}

static void
add_cell(struct buf *b, struct str s)
{
	bool is_quoted = false, is_harmful = is_formula(s);

	for (size_t i = 0; i < s.n; i++)
		is_quoted |= s.p[i] == ',' || s.p[i] == '"' ||
		    s.p[i] == '\n' || s.p[i] == '\r';
	buf_puts(b, is_quoted ? "\"" : "");
	buf_puts(b, is_harmful ? "'" : "");
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			buf_putc(b, '"');
		buf_putc(b, s.p[i]);
	}
	buf_puts(b, is_quoted ? "\"" : "");
}

static void
csv_begin(struct buf *b, const struct look *look)
{
	for (size_t i = 0; i < look->fields.n; i++)
		buf_printf(b, "%s%s", i > 0 ? "," : "",
		    hit_field[look->fields.at[i]].name);
	buf_puts(b, "\r\n");
}

static void
csv_result(struct buf *b, const struct look *look, const struct request *rq,
    const struct result *r)
{
	struct buf value = { 0 };

	(void)rq;
	for (size_t i = 0; i < r->hits; i++) {
		struct field_source source = { &r->hit[i], look->batch,
		    false };

		for (size_t k = 0; k < look->fields.n; k++) {
			buf_reset(&value);
			field_text(&value, &source, look->fields.at[k]);
			buf_puts(b, k > 0 ? "," : "");
			add_cell(b, buf_slice(&value));
		}
		buf_puts(b, "\r\n");
	}
	buf_release(&value);
}

static void
csv_timeline(struct buf *b, const struct look *look, const struct timeline *t)
{
	(void)look;
	buf_puts(b, "period,count\r\n");
	for (size_t i = 0; i < t->n; i++)
		buf_printf(b, "%s,%llu\r\n", t->at[i].date,
		    (unsigned long long)t->at[i].count);
	if (t->undated > 0)
		buf_printf(b, ",%llu\r\n", (unsigned long long)t->undated);
}

static void
csv_values(struct buf *b, const struct look *look,
    const struct facet_values *v)
{
	(void)look;
	buf_puts(b, "value,count\r\n");
	for (size_t i = 0; i < v->n; i++) {
		add_cell(b, v->at[i].value);
		buf_printf(b, ",%llu\r\n", (unsigned long long)v->at[i].count);
	}
}

static void
csv_cooccur(struct buf *b, const struct look *look, const struct request *rq,
    const struct cooccurrence *c)
{
	(void)look;
	(void)rq;
	buf_puts(b, "a,b,count\r\n");
	for (size_t i = 0; i < c->n; i++) {
		for (size_t k = 0; k < 2; k++) {
			add_cell(b, c->value[k].at[c->pair[i].of[k]].value);
			buf_putc(b, ',');
		}
		buf_printf(b, "%llu\r\n", (unsigned long long)
		    c->pair[i].count);
	}
}

static void
csv_compare(struct buf *b, const struct look *look, const struct request *rq,
    const struct comparison *c)
{
	(void)look;
	(void)rq;
	buf_puts(b, "facet,value,count,compare_count,share,compare_share,"
	    "log_ratio,g2\r\n");
	for (enum facet f = 0; f < FACETS; f++)
		for (size_t i = 0; i < c->n[f]; i++) {
			const struct contrast *v = &c->at[f][i];

			buf_printf(b, "%s,", schema_facet[f].name);
			add_cell(b, v->value);
			buf_printf(b, ",%llu,%llu,%.3f,%.3f,%.3f,%.2f\r\n",
			    (unsigned long long)v->count[0],
			    (unsigned long long)v->count[1], v->share[0],
			    v->share[1], v->log_ratio, v->g2);
		}
}

const struct printer printer_csv = {
	.name = "csv",
	.fields = "rank,score,id,date,source,title,url,snippet,actor,location,"
	    "org_type",
	.has_snippets = true, .begin = csv_begin, .result = csv_result,
	.timeline = csv_timeline, .cooccur = csv_cooccur,
	.compare = csv_compare, .values = csv_values
};
