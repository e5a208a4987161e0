/*
 * json and jsonl: what is not of every answer.
 */
#include "json.h"
#include "print.h"

static void
add_paragraphs(struct buf *b, const struct record *r, size_t n)
{
	struct buf id = { 0 };

	buf_putc(b, '[');
	for (size_t i = 0; i < n; i++) {
		buf_reset(&id);
		buf_printf(&id, "%.*s#%llu", STR_ARG(r[i].article),
		    (unsigned long long)r[i].paragraph);
		buf_printf(b, "%s{\"id\":", i > 0 ? "," : "");
		json_add_str(b, buf_slice(&id));
		buf_puts(b, ",\"text\":");
		json_add_str(b, r[i].text);
		buf_putc(b, '}');
	}
	buf_putc(b, ']');
	buf_release(&id);
}

void
print_json_context(struct buf *b, const struct hit *hit)
{
	const struct context *c = &hit->context;

	buf_puts(b, "{\"before\":");
	add_paragraphs(b, c->before, c->befores);
	buf_puts(b, ",\"after\":");
	add_paragraphs(b, c->after, c->afters);
	buf_putc(b, '}');
}

void
print_json_similar(struct buf *b, const struct similar *s)
{
	buf_puts(b, ",\"similar\":{\"id\":");
	json_add_str(b, s->id);
	buf_puts(b, ",\"words\":");
	json_add_list(b, s->word, s->n);
	buf_putc(b, '}');
}

/* ---- pairs ---- */

static void
add_pair(struct buf *b, const struct cooccurrence *c, const struct pair *p)
{
	buf_puts(b, "{\"a\":");
	json_add_str(b, c->value[0].at[p->of[0]].value);
	buf_puts(b, ",\"b\":");
	json_add_str(b, c->value[1].at[p->of[1]].value);
	buf_printf(b, ",\"count\":%llu}", (unsigned long long)p->count);
}

void
json_cooccur(struct buf *b, const struct look *look, const struct request *rq,
    const struct cooccurrence *c)
{
	const struct facet_values *v;

	(void)look;
	buf_puts(b, "{\"schema\":1,\"query\":");
	json_add_str(b, rq->query);
	buf_printf(b, ",\"total\":%llu,\"values\":{",
	    (unsigned long long)c->result.total);
	for (int i = 0; i < (c->of[0] == c->of[1] ? 1 : 2); i++) {
		v = &c->value[i];
		buf_printf(b, "%s\"%s\":[", i > 0 ? "," : "",
		    schema_facet[c->of[i]].name);
		for (size_t k = 0; k < v->n; k++) {
			buf_printf(b, "%s{\"value\":", k > 0 ? "," : "");
			json_add_str(b, v->at[k].value);
			buf_printf(b, ",\"count\":%llu}",
			    (unsigned long long)v->at[k].count);
		}
		buf_putc(b, ']');
	}
	buf_puts(b, "},\"pairs\":[");
	for (size_t i = 0; i < c->n; i++) {
		if (i > 0)
			buf_putc(b, ',');
		add_pair(b, c, &c->pair[i]);
	}
	buf_puts(b, "]}\n");
}

void
jsonl_cooccur(struct buf *b, const struct look *look,
    const struct request *rq, const struct cooccurrence *c)
{
	(void)look;
	(void)rq;
	for (size_t i = 0; i < c->n; i++) {
		add_pair(b, c, &c->pair[i]);
		buf_putc(b, '\n');
	}
}

/* ---- two answers ---- */

/* The members of an object. */
static void
add_contrast(struct buf *b, const struct contrast *v)
{
	buf_puts(b, "\"value\":");
	json_add_str(b, v->value);
	buf_printf(b, ",\"count\":[%llu,%llu],\"share\":[%.3f,%.3f],"
	    "\"log_ratio\":%.3f,\"g2\":%.2f}",
	    (unsigned long long)v->count[0], (unsigned long long)v->count[1],
	    v->share[0], v->share[1], v->log_ratio, v->g2);
}

void
json_compare(struct buf *b, const struct look *look, const struct request *rq,
    const struct comparison *c)
{
	(void)look;
	buf_puts(b, "{\"schema\":1,\"query\":");
	json_add_str(b, rq->query);
	buf_puts(b, ",\"compare\":");
	json_add_str(b, rq->compare);
	buf_printf(b, ",\"totals\":[%llu,%llu],\"facets\":{",
	    (unsigned long long)c->result[0].total,
	    (unsigned long long)c->result[1].total);
	for (enum facet f = 0; f < FACETS; f++) {
		buf_printf(b, "%s\"%s\":[", f > 0 ? "," : "",
		    schema_facet[f].name);
		for (size_t i = 0; i < c->n[f]; i++) {
			buf_puts(b, i > 0 ? ",{" : "{");
			add_contrast(b, &c->at[f][i]);
		}
		buf_putc(b, ']');
	}
	buf_puts(b, "}}\n");
}

void
jsonl_compare(struct buf *b, const struct look *look,
    const struct request *rq, const struct comparison *c)
{
	(void)look;
	(void)rq;
	for (enum facet f = 0; f < FACETS; f++)
		for (size_t i = 0; i < c->n[f]; i++) {
			buf_printf(b, "{\"facet\":\"%s\",",
			    schema_facet[f].name);
			add_contrast(b, &c->at[f][i]);
			buf_putc(b, '\n');
		}
}
