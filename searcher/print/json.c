/*
 * json: one object for the whole answer.  jsonl: one object per hit.
 */
#include "json.h"
#include "print.h"

#define JSON_SCHEMA 1		/* of this output; a change of meaning raises it */

static void
add_hit(struct buf *b, const struct look *look, const struct hit *hit)
{
	struct field_source source = { hit, look->batch, false };

	for (size_t i = 0; i < look->fields.n; i++) {
		enum hit_field f = look->fields.at[i];

		buf_printf(b, "%c\"%s\":", i > 0 ? ',' : '{',
		    hit_field[f].name);
		field_json(b, &source, f);
	}
	buf_putc(b, '}');
}

static void
add_values(struct buf *b, const struct facet_values *v)
{
	buf_putc(b, '[');
	for (size_t i = 0; i < v->n; i++) {
		buf_printf(b, "%s{\"value\":", i > 0 ? "," : "");
		json_add_str(b, v->at[i].value);
		buf_printf(b, ",\"count\":%llu,\"selected\":%s}",
		    (unsigned long long)v->at[i].count,
		    v->at[i].is_selected ? "true" : "false");
	}
	buf_putc(b, ']');
}

static void
json_result(struct buf *b, const struct look *look, const struct request *rq,
    const struct result *r)
{
	buf_printf(b, "{\"schema\":%d,", JSON_SCHEMA);
	if (look->batch != NULL) {
		buf_puts(b, "\"batch\":");
		json_add_str(b, str_of(look->batch));
		buf_putc(b, ',');
	}
	buf_puts(b, "\"query\":");
	json_add_str(b, rq->query);
	if (r->similar.id.n > 0)
		print_json_similar(b, &r->similar);
	buf_printf(b, ",\"total\":%llu", (unsigned long long)r->total);
	if (rq->group)
		buf_printf(b, ",\"articles\":%llu",
		    (unsigned long long)r->articles);
	buf_printf(b, ",\"relaxed\":%s,\"offset\":%zu,\"limit\":%zu,"
	    "\"hits\":[", r->relaxed ? "true" : "false", rq->offset,
	    rq->limit);
	for (size_t i = 0; i < r->hits; i++) {
		if (i > 0)
			buf_putc(b, ',');
		add_hit(b, look, &r->hit[i]);
	}
	buf_puts(b, "],\"facets\":{");
	for (enum facet f = 0; f < FACETS; f++) {
		buf_printf(b, "%s\"%s\":", f > 0 ? "," : "",
		    schema_facet[f].name);
		add_values(b, &r->facet[f]);
	}
	buf_puts(b, "},\"did_you_mean\":");
	json_add_str_or_null(b, r->did_you_mean);
	if (rq->correct) {
		buf_puts(b, ",\"corrected\":");
		json_add_str_or_null(b, r->corrected);
	}
	if (r->names > 0) {
		buf_puts(b, ",\"aliases\":[");
		for (size_t i = 0; i < r->names; i++) {
			buf_puts(b, i > 0 ? ",{\"text\":" : "{\"text\":");
			json_add_str(b, r->name[i].typed);
			buf_puts(b, ",\"actor\":");
			json_add_str(b, r->name[i].value);
			buf_putc(b, '}');
		}
		buf_putc(b, ']');
	}
	if (r->explanation != NULL) {
		buf_puts(b, ",\"explain\":");
		print_json_explanation(b, r);
	}
	buf_puts(b, "}\n");
}

static void
json_values(struct buf *b, const struct look *look,
    const struct facet_values *v)
{
	(void)look;
	add_values(b, v);
	buf_putc(b, '\n');
}

static void
jsonl_result(struct buf *b, const struct look *look, const struct request *rq,
    const struct result *r)
{
	(void)rq;
	for (size_t i = 0; i < r->hits; i++) {
		add_hit(b, look, &r->hit[i]);
		buf_putc(b, '\n');
	}
}

static void
jsonl_values(struct buf *b, const struct look *look,
    const struct facet_values *v)
{
	(void)look;
	for (size_t i = 0; i < v->n; i++) {
		buf_puts(b, "{\"value\":");
		json_add_str(b, v->at[i].value);
		buf_printf(b, ",\"count\":%llu}\n",
		    (unsigned long long)v->at[i].count);
	}
}

static void
json_timeline(struct buf *b, const struct look *look,
    const struct timeline *t)
{
	(void)look;
	buf_puts(b, "{\"schema\":1,\"periods\":[");
	for (size_t i = 0; i < t->n; i++)
		buf_printf(b, "%s{\"period\":\"%s\",\"count\":%llu}",
		    i > 0 ? "," : "", t->at[i].date,
		    (unsigned long long)t->at[i].count);
	buf_printf(b, "],\"undated\":%llu}\n",
	    (unsigned long long)t->undated);
}

static void
jsonl_timeline(struct buf *b, const struct look *look,
    const struct timeline *t)
{
	(void)look;
	for (size_t i = 0; i < t->n; i++)
		buf_printf(b, "{\"period\":\"%s\",\"count\":%llu}\n",
		    t->at[i].date, (unsigned long long)t->at[i].count);
	if (t->undated > 0)
		buf_printf(b, "{\"period\":null,\"count\":%llu}\n",
		    (unsigned long long)t->undated);
}

const struct printer printer_json = {
	.name = "json", .fields = "*", .has_facets = true, .has_snippets = true,
	.has_explanation = true, .has_context = true,
	.result = json_result, .timeline = json_timeline,
	.cooccur = json_cooccur, .compare = json_compare, .values = json_values
};

const struct printer printer_jsonl = {
	.name = "jsonl", .fields = "*", .has_snippets = true,
	.has_context = true,
	.result = jsonl_result, .timeline = jsonl_timeline,
	.cooccur = jsonl_cooccur, .compare = jsonl_compare,
	.values = jsonl_values
};
