/*
 * What --explain says: lines on standard error, or a part of json.
 */
#include "errors.h"
#include "json.h"
#include "print.h"

#define TERMS_SHOWN 12		/* of a wildcard */

static const struct {
	const char *name, *what;
} stages[] = {
#define X(symbol, name, what) { name, what },
	SEARCH_STAGES(X)
#undef X
};

static void
say_leaf(const struct explained_leaf *leaf)
{
	struct buf b = { 0 };

	for (size_t i = 0; i < leaf->n && i < TERMS_SHOWN; i++)
		buf_printf(&b, "%s%.*s %llu", i > 0 ? ", " : "",
		    STR_ARG(leaf->term[i].term),
		    (unsigned long long)leaf->term[i].documents);
	if (leaf->n > TERMS_SHOWN)
		buf_printf(&b, ", and %zu more", leaf->n - TERMS_SHOWN);
	error_note(PROGRAM, "%s %.*s: %s", leaf->is_ranking ? "term" :
	    "condition", STR_ARG(leaf->text), b.p != NULL ? b.p : "nothing");
	buf_release(&b);
}

static void
say_hit(const struct hit *hit)
{
	struct buf b = { 0 };

	for (size_t i = 0; i < hit->parts; i++) {
		const struct hit_part *part = &hit->part[i];

		buf_printf(&b, "%s%.*s %.4f", i > 0 ? " + " : "",
		    STR_ARG(part->text), part->paragraph);
		if (part->article > 0)
			buf_printf(&b, " + %.4f of the article",
			    part->article);
	}
	error_note(PROGRAM, "hit %zu: %.4f%s%s", hit->rank, hit->score,
	    hit->parts > 0 ? " = " : "", hit->parts > 0 ? b.p : "");
	buf_release(&b);
}

/* Which rule named its values. */
static void
say_rules(const struct hit *hit)
{
	const struct record *r = &hit->record;

	for (enum facet f = 0; f < FACETS; f++)
		for (size_t i = 0; i < r->value_n[f]; i++)
			error_note(PROGRAM, "hit %zu: %s %.*s: %s", hit->rank,
			    schema_facet[f].name, STR_ARG(r->value[f][i]),
			    rule_name[r->rule[f][i]]);
}

void
print_explanation(const struct result *r)
{
	const struct explanation *x = r->explanation;
	double sum = 0;

	if (x != NULL && x->query.n > 0)
		error_note(PROGRAM, "query %.*s", STR_ARG(x->query));
	for (size_t i = 0; x != NULL && i < x->leaves; i++)
		say_leaf(&x->leaf[i]);
	for (size_t i = 0; i < r->hits; i++) {
		say_hit(&r->hit[i]);
		say_rules(&r->hit[i]);
	}
	for (enum stage i = 0; i < STAGES; i++) {
		error_note(PROGRAM, "%-6s %8.2f ms  %s", stages[i].name,
		    r->ms[i], stages[i].what);
		sum += r->ms[i];
	}
	error_note(PROGRAM, "%-6s %8.2f ms", "all", sum);
}

static void
add_terms(struct buf *b, const struct explained_leaf *leaf)
{
	buf_puts(b, "{\"text\":");
	json_add_str(b, leaf->text);
	buf_printf(b, ",\"ranks\":%s,\"terms\":[", leaf->is_ranking ?
	    "true" : "false");
	for (size_t i = 0; i < leaf->n; i++) {
		buf_puts(b, i > 0 ? ",{\"term\":" : "{\"term\":");
		json_add_str(b, leaf->term[i].term);
		buf_printf(b, ",\"documents\":%llu}",
		    (unsigned long long)leaf->term[i].documents);
	}
	buf_puts(b, "]}");
}

static void
add_parts(struct buf *b, const struct hit *hit)
{
	buf_putc(b, '[');
	for (size_t i = 0; i < hit->parts; i++) {
		buf_puts(b, i > 0 ? ",{\"text\":" : "{\"text\":");
		json_add_str(b, hit->part[i].text);
		buf_printf(b, ",\"paragraph\":%.6f,\"article\":%.6f}",
		    hit->part[i].paragraph, hit->part[i].article);
	}
	buf_putc(b, ']');
}

static void
add_rules(struct buf *b, const struct record *r)
{
	for (enum facet f = 0; f < FACETS; f++) {
		buf_printf(b, "%c\"%s\":[", f > 0 ? ',' : '{',
		    schema_facet[f].name);
		for (size_t i = 0; i < r->value_n[f]; i++) {
			buf_puts(b, i > 0 ? ",{\"value\":" : "{\"value\":");
			json_add_str(b, r->value[f][i]);
			buf_printf(b, ",\"rule\":\"%s\"}",
			    rule_name[r->rule[f][i]]);
		}
		buf_putc(b, ']');
	}
	buf_putc(b, '}');
}

void
print_json_explanation(struct buf *b, const struct result *r)
{
	const struct explanation *x = r->explanation;

	buf_puts(b, "{\"query\":");
	json_add_str(b, x->query);
	buf_puts(b, ",\"parts\":[");
	for (size_t i = 0; i < x->leaves; i++) {
		buf_puts(b, i > 0 ? "," : "");
		add_terms(b, &x->leaf[i]);
	}
	buf_puts(b, "],\"scores\":[");
	for (size_t i = 0; i < r->hits; i++) {
		buf_puts(b, i > 0 ? "," : "");
		add_parts(b, &r->hit[i]);
	}
	buf_puts(b, "],\"rules\":[");
	for (size_t i = 0; i < r->hits; i++) {
		buf_puts(b, i > 0 ? "," : "");
		add_rules(b, &r->hit[i].record);
	}
	buf_puts(b, "],\"ms\":{");
	for (enum stage i = 0; i < STAGE_PRINT; i++)
		buf_printf(b, "%s\"%s\":%.3f", i > 0 ? "," : "",
		    stages[i].name, r->ms[i]);
	buf_puts(b, "}}");
}
