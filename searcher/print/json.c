/*
 * json: one object for the whole answer.  jsonl: one object per hit.
 */
#include "json.h"
#include "print.h"

#define JSON_SCHEMA 1		/* of this output; a change of meaning raises it */

static void
add_id(struct buf *b, const char *key, const struct hit *hit)
{
	struct buf id = { 0 };

	print_id(&id, hit);
	buf_printf(b, "\"%s\":", key);
	json_add_str(b, buf_slice(&id));
	buf_release(&id);
}

static void
add_field(struct buf *b, const char *key, struct str value)
{
	buf_printf(b, ",\"%s\":", key);
	json_add_str_or_null(b, value);
}

static void
add_hit(struct buf *b, const struct look *look, const struct request *rq,
    const struct hit *hit)
{
	const struct record *r = &hit->record;

	buf_putc(b, '{');
	if (look->batch != NULL) {
		buf_puts(b, "\"batch\":");
		json_add_str(b, str_of(look->batch));
		buf_putc(b, ',');
	}
	buf_printf(b, "\"rank\":%zu,", hit->rank);
	add_id(b, "id", hit);
	buf_puts(b, ",\"article\":");
	json_add_str(b, r->article);
	buf_printf(b, ",\"paragraph\":%llu", (unsigned long long)r->paragraph);
	add_field(b, "title", r->title);
	add_field(b, "date", r->date);
	add_field(b, "source", r->source);
	add_field(b, "url", r->url);
	add_field(b, "path", r->path);
	buf_printf(b, ",\"score\":%.4f", hit->score);
	if (rq->group)
		buf_printf(b, ",\"others\":%llu",
		    (unsigned long long)hit->others);
	if (rq->unique)
		buf_printf(b, ",\"twins\":%llu",
		    (unsigned long long)hit->twins);
	buf_puts(b, ",\"snippet\":");
	json_add_str(b, hit->snippet);
	buf_puts(b, ",\"highlights\":[");
	for (size_t i = 0; i < hit->highlights.n; i++)
		buf_printf(b, "%s[%zu,%zu]", i > 0 ? "," : "",
		    hit->highlights.at[i].start, hit->highlights.at[i].end);
	buf_puts(b, "],\"text\":");
	json_add_str(b, r->text);
	if (rq->context > 0)
		print_json_context(b, hit);
	for (enum facet f = 0; f < FACETS; f++) {
		buf_printf(b, ",\"%s\":", schema_facet[f].name);
		json_add_list(b, r->value[f], r->value_n[f]);
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
		add_hit(b, look, rq, &r->hit[i]);
	}
	buf_puts(b, "],\"facets\":{");
	for (enum facet f = 0; f < FACETS; f++) {
		buf_printf(b, "%s\"%s\":", f > 0 ? "," : "",
		    schema_facet[f].name);
		add_values(b, &r->facet[f]);
	}
	buf_puts(b, "},\"did_you_mean\":");
	json_add_str_or_null(b, r->did_you_mean);
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
	for (size_t i = 0; i < r->hits; i++) {
		add_hit(b, look, rq, &r->hit[i]);
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
	.name = "json", .has_facets = true, .has_snippets = true,
	.has_context = true,
	.result = json_result, .timeline = json_timeline,
	.cooccur = json_cooccur, .compare = json_compare, .values = json_values
};

const struct printer printer_jsonl = {
	.name = "jsonl", .has_snippets = true, .has_context = true,
	.result = jsonl_result, .timeline = jsonl_timeline,
	.cooccur = jsonl_cooccur, .compare = jsonl_compare, .values = jsonl_values
};
