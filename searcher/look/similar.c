#include "similar.h"

#include <stdlib.h>
#include <string.h>

#include "source.h"

struct term {			/* of the text; slices are the arena's */
	struct str term;
	struct str word;	/* as it first stands there, folded */
	unsigned frequency;
	size_t last, own;	/* the last of its paragraphs here; how many */
	double saturation, factor;
};

struct terms {
	struct term *at;
	size_t n, cap;
	struct map by_term;	/* -> 1 + where in at */
	unsigned length;	/* words of the text, stop words too */
	size_t paragraphs, paragraph;	/* the one at hand, from 1 */
};

/* ---- the text ---- */

static void
add_term(struct work *w, struct terms *t, const char *prefix, struct str key,
    struct str word)
{
	struct arena *arena = &w->result->arena;
	struct buf term = { 0 };
	struct map_entry *entry;
	struct term *at;

	buf_puts(&term, prefix);
	buf_str(&term, key);
	entry = map_put(&t->by_term, buf_slice(&term));
	if (entry->value == 0) {
		ARRAY_GROW(t->at, t->n, t->cap);
		t->at[t->n++] = (struct term){ .term = arena_str(arena,
		    buf_slice(&term)), .word = arena_str(arena, word) };
		entry->value = t->n;
	}
	at = &t->at[entry->value - 1];
	at->frequency++;
	at->own += at->own < t->paragraphs && at->last != t->paragraph;
	at->last = t->paragraph;
	buf_release(&term);
}

static void
add_text(struct work *w, struct terms *t, struct str s)
{
	struct text *tokenizer = w->s->tokenizer;
	struct word word;

	text_start(tokenizer, s, !text_is_shouting(s));
	while (text_next(tokenizer, &word)) {
		t->length++;
		if (word.is_acronym)
			add_term(w, t, PREFIX_ACRONYM, word.folded,
			    word.folded);
		else if (!word.is_stop)
			add_term(w, t, PREFIX_WORD, word.stem, word.folded);
	}
}

/* ---- the best of it ---- */

/* What the model gives the term in this text; 0: it stands nowhere else. */
static const struct error *
weigh(struct work *w, const struct terms *t, struct term *term,
    double *weight)
{
	const struct weighting *model = &w->s->weighting;
	double wdf = schema_wdf(term->frequency, t->length);
	struct xap_frequency f;
	const struct error *e;
	double once;

	*weight = 0;
	if ((e = xap_reader_frequency(w->s->reader, term->term, &f)) != NULL ||
	    f.documents <= term->own)
		return e;
	term->saturation = wdf / (wdf + model->k);
	*weight = term->saturation * weighting_model(model, model->documents,
	    f.documents, f.wdf);
	return weighting_factor(model, w->s->reader, &term->term, 1,
	    0, &term->factor, &once);
}

static const struct error *
make_term(struct work *w, const struct term *t, struct xap_query **out)
{
	struct compiler *c = &w->compiler;
	struct xap_query *q = NULL, *scaled = NULL;
	const struct error *e;

	e = xap_query_term(&q, t->term);
	if ((e = compile_keep(c, e, q, &q)) != NULL)
		return e;
	compile_mark(c, t->term);
	e = xap_query_scale(&scaled, q, t->factor * t->saturation);
	return compile_keep(c, e, scaled, out);
}

/* Any of the best; the others only rank. */
static const struct error *
join(struct work *w, struct xap_query *const *list, size_t n,
    struct xap_query **out)
{
	struct xap_query *both[2];
	const struct error *e;

	e = compile_join(&w->compiler, XAP_OR, list, n, 0, &both[0]);
	if (e == NULL)
		e = compile_join(&w->compiler, XAP_OR, list, n <
		    SIMILAR_NEEDED ? n : SIMILAR_NEEDED, 0, &both[1]);
	return e != NULL ? e : compile_join(&w->compiler, XAP_FILTER, both, 2,
	    0, out);
}

/* The best terms as a query; their words to result->similar. */
static const struct error *
choose(struct work *w, struct terms *t, struct xap_query **out)
{
	struct similar *similar = &w->result->similar;
	struct top top = { .n = SIMILAR_TERMS };
	struct xap_query *list[SIMILAR_TERMS];
	const struct error *e = NULL;
	double weight;

	for (size_t i = 0; i < t->n && e == NULL; i++) {
		e = weigh(w, t, &t->at[i], &weight);
		if (weight > 0)
			top_add(&top, weight, 0, (uint32_t)i);
	}
	top_sort(&top);
	similar->word = arena_alloc(&w->result->arena, SIMILAR_TERMS *
	    sizeof(*similar->word));
	similar->n = 0;
	for (size_t i = 0; i < top.used && e == NULL; i++) {
		const struct term *term = &t->at[top.at[i].docid];

		similar->word[similar->n] = term->word;
		e = make_term(w, term, &list[similar->n++]);
	}
	top_release(&top);
	return e != NULL ? e : join(w, list, similar->n, out);
}

/* ---- without the text itself ---- */

static enum xap_verdict
is_source(void *arg, struct str data)
{
	const struct source *source = arg;
	struct arena arena = { 0 };
	struct record r;
	enum xap_verdict v = XAP_DAMAGED;

	if (record_read(&r, &arena, data))
		v = r.paragraph == source->paragraph && str_eq(r.article,
		    source->article) ? XAP_YES : XAP_NO;
	arena_release(&arena);
	return v;
}

static const struct error *
leave_out(struct work *w, struct source *source, struct xap_query **query)
{
	struct compiler *c = &w->compiler;
	struct xap_query *list[2] = { NULL }, *both[2] = { *query };
	struct buf term = { 0 };
	const struct error *e;

	schema_term(&term, PREFIX_ARTICLE, source->article);
	e = xap_query_term(&list[0], buf_slice(&term));
	buf_release(&term);
	if ((e = compile_keep(c, e, list[0], &both[1])) != NULL)
		return e;
	if (source->paragraph > 0) {
		list[0] = both[1];
		e = xap_query_test(&list[1], is_source, source);
		e = compile_keep(c, e, list[1], &list[1]);
		if (e == NULL)
			e = compile_join(c, XAP_FILTER, list, 2, 0, &both[1]);
	}
	return e != NULL ? e : compile_join(c, XAP_AND_NOT, both, 2, 0, query);
}

const struct error *
similar_compile(struct work *w, struct str id, struct xap_query **out)
{
	struct arena *arena = &w->result->arena;
	struct source *source = arena_alloc(arena, sizeof(*source));
	struct terms t = { .paragraphs = 0 };
	const struct error *e;

	if ((e = source_find(source, w, id)) != NULL)
		return e;
	if (source->paragraph > 0 && xap_reader_has_server(w->s->reader))
		return error_make(ERROR_QUERY, "--similar: a server cannot "
		    "leave out one paragraph; give its article, \"%.*s\"",
		    STR_ARG(source->article));
	w->result->similar.id = arena_str(arena, id);
	if (source->paragraph == 0)
		add_text(w, &t, source->record[0].title);
	/* all paragraphs have the words of the title */
	for (size_t i = 0; i < t.n; i++)
		t.at[i].own = source->n;
	t.paragraphs = source->n;
	for (t.paragraph = 1; t.paragraph <= source->n; t.paragraph++)
		add_text(w, &t, source->record[t.paragraph - 1].text);
	e = choose(w, &t, out);
	if (e == NULL)
		e = leave_out(w, source, out);
	free(t.at);
	map_release(&t.by_term);
	return e;
}
