/*
 * --extract: paragraphs with their facets as JSON Lines, no index touched.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "clean.h"
#include "feed.h"
#include "indexer.h"
#include "json.h"
#include "pipeline.h"

struct extraction {
	const struct options *o;
	struct pipeline *pipeline;
	struct buf out;
};

static void
add_mention(struct buf *b, const struct mention *m, struct str text,
    bool verbose)
{
	buf_printf(b, "{\"start\":%u,\"end\":%u,\"text\":", m->start, m->end);
	json_add_str(b, (struct str){ text.p + m->start, m->end - m->start });
	buf_printf(b, ",\"facet\":\"%s\",\"kind\":\"%s\",\"value\":",
	    schema_facet[m->facet].name, mention_kind_name[m->kind]);
	json_add_str_or_null(b, m->value);
	buf_puts(b, ",\"org_type\":");
	json_add_str_or_null(b, m->org_type);
	if (verbose)
		buf_printf(b, ",\"rule\":\"%s\",\"confidence\":%.2f", rule_name[m->rule],
		    (double)m->confidence);
	buf_putc(b, '}');
}

/* What was given, then what was found and not given. */
static void
add_values(struct buf *b, const struct article *a,
    const struct paragraph_facets *pf, enum facet f)
{
	size_t n = 0, k;

	buf_printf(b, ",\"%s\":[", schema_facet[f].name);
	for (size_t i = 0; i < a->given_n[f] + pf->value_n[f]; i++) {
		bool is_given = i < a->given_n[f];
		struct str value = is_given ? a->given[f][i] :
		    pf->value[f][i - a->given_n[f]];

		for (k = 0; k < i && k < a->given_n[f]; k++)
			if (str_eq(a->given[f][k], value))
				break;
		if (value.n == 0 || (k < i && k < a->given_n[f]))
			continue;
		if (n++ > 0)
			buf_putc(b, ',');
		json_add_str(b, value);
	}
	buf_putc(b, ']');
}

static void
add_paragraph(struct buf *b, const struct prepared *p, size_t i, bool verbose)
{
	const struct article *a = &p->article;
	const struct paragraph_facets *pf = &p->facets[i];
	struct buf id = { 0 };

	buf_printf(&id, "%.*s#%zu", STR_ARG(a->id), i + 1);
	buf_puts(b, "{\"id\":");
	json_add_str(b, buf_slice(&id));
	buf_puts(b, ",\"article\":");
	json_add_str(b, a->id);
	buf_printf(b, ",\"paragraph\":%zu,\"title\":", i + 1);
	json_add_str_or_null(b, a->title);
	buf_puts(b, ",\"date\":");
	json_add_str_or_null(b, a->date);
	buf_puts(b, ",\"text\":");
	json_add_str(b, a->paragraph[i]);
	buf_puts(b, ",\"mentions\":[");
	for (size_t m = 0; m < pf->n; m++) {
		if (m > 0)
			buf_putc(b, ',');
		add_mention(b, &pf->mention[m], a->paragraph[i], verbose);
	}
	buf_putc(b, ']');
	for (enum facet f = 0; f < FACETS; f++)
		add_values(b, a, pf, f);
	buf_puts(b, "}\n");
	buf_release(&id);
}

static const struct error *
print_article(void *arg, const struct prepared *p)
{
	struct extraction *x = arg;
	struct buf *b = &x->out;

	for (size_t i = 0; i < p->article.n; i++) {
		if (p->article.paragraph[i].n == 0)
			continue;
		buf_reset(b);
		add_paragraph(b, p, i, x->o->verbose);
		if (fwrite(b->p, 1, b->n, stdout) != b->n)
			return error_errno("standard output");
	}
	return NULL;
}

static const struct error *
enter(void *arg, const struct article *a)
{
	struct extraction *x = arg;

	return pipeline_add(x->pipeline, a, a->path, NULL);
}

static const struct error *
extract_source(struct feed *feed, const struct options *o, const char *source)
{
	const struct walk_options wo = { o->format, o->exclude, o->n_exclude,
	    o->verbose, NULL };
	struct walk walk = { 0 };
	struct buf path = { 0 };
	struct file in = { .path = STR_LIT("-"), .shown = STR_LIT("-"),
	    .format = o->format, .is_named = true };
	const struct error *e = NULL;
	struct str shown = str_of(source);
	bool is_missing, is_read;
	uint64_t hash;

	if (strcmp(source, "-") == 0)
		return feed_file(feed, &in, &is_read, &hash);
	while (shown.n > 1 && shown.p[shown.n - 1] == '/')
		shown.n--;
	if ((e = walk_absolute(&path, source)) == NULL)
		e = walk_source(&walk, &wo, buf_slice(&path), shown,
		    &is_missing);
	for (size_t i = 0; i < walk.n && e == NULL; i++)
		e = feed_file(feed, &walk.at[i], &is_read, &hash);
	feed->skipped += walk.skipped;
	walk_release(&walk);
	buf_release(&path);
	return e;
}

const struct error *
run_extract(const struct options *o, const struct facets *facets,
    size_t *skipped)
{
	struct extraction x = { .o = o };
	struct pipeline_options po = { .jobs = o->jobs, .facets = facets,
	    .sink = print_article, .arg = &x };
	struct feed feed = { .each = enter, .arg = &x,
	    .verbose = o->verbose };
	const struct error *e;

	if ((e = pipeline_open(&x.pipeline, &po)) != NULL)
		return e;
	for (size_t i = 0; i < o->n_source && e == NULL; i++)
		e = extract_source(&feed, o, o->source[i]);
	if (e == NULL)
		e = pipeline_drain(x.pipeline);
	pipeline_close(x.pipeline);
	buf_release(&x.out);
	*skipped = feed.skipped;
	return e;
}
