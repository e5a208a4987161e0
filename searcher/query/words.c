/* Words and phrases of a query -> terms of the index. */
#include <stdlib.h>
#include <string.h>

#include "bonus.h"
#include "compile.h"
#include "names.h"

struct words {
	struct str *term;	/* n of them, with prefix; the arena's */
	struct str *exact;	/* n of them, as in struct phrase_mark */
	struct word_use *use;	/* n of them; is_known comes later */
	size_t n, cap, exact_cap, use_cap;
	bool is_first_stop;
	bool has_exact;
};

static void
words_release(struct words *w)
{
	free(w->term);
	free(w->exact);
	free(w->use);
}

static struct str
prefixed(struct compiler *c, const char *prefix, struct str s)
{
	struct buf b = { 0 };
	struct str copy;

	buf_puts(&b, prefix);
	buf_str(&b, s);
	copy = arena_str(c->arena, buf_slice(&b));
	buf_release(&b);
	return copy;
}

/* Is this word of the node one that must stand as it is? */
static bool
is_exact(const struct node *node, const struct word *w)
{
	const char *p = node->text.p;

	return node->is_exact || (w->start > 0 && p[w->start - 1] == '=' &&
	    (w->start == 1 || p[w->start - 2] == ' '));
}

static struct str
folded_copy(struct compiler *c, struct str s)
{
	struct buf b = { 0 };
	struct str copy;

	text_fold(&b, s);
	copy = arena_str(c->arena, buf_slice(&b));
	buf_release(&b);
	return copy;
}

static void
read_words(struct compiler *c, const struct node *node, struct words *out)
{
	bool is_title = node->field == FIELD_TITLE;
	struct word w;

	text_start(c->tokenizer, node->text, c->marks.has_acronyms);
	while (text_next(c->tokenizer, &w)) {
		out->is_first_stop |= out->n == 0 && w.is_stop;
		ARRAY_GROW(out->use, out->n, out->use_cap);
		out->use[out->n] = (struct word_use){ { node->text.p + w.start,
		    w.end - w.start }, arena_str(c->arena, w.folded), false };
		ARRAY_GROW(out->exact, out->n, out->exact_cap);
		out->exact[out->n] = is_exact(node, &w) ?
		    folded_copy(c, w.folded) : (struct str){ "", 0 };
		out->has_exact |= out->exact[out->n].n > 0;
		ARRAY_GROW(out->term, out->n, out->cap);
		out->term[out->n++] = is_title ?
		    prefixed(c, PREFIX_TITLE, w.stem) : w.is_acronym ?
		    prefixed(c, PREFIX_ACRONYM, w.folded) :
		    prefixed(c, PREFIX_WORD, w.stem);
	}
}

/* The title's terms are marked like the text's. */
static struct str
marked_term(struct compiler *c, struct str term)
{
	size_t n = strlen(PREFIX_TITLE);

	return !str_starts(term, PREFIX_TITLE) ? term : prefixed(c,
	    PREFIX_WORD, (struct str){ term.p + n, term.n - n });
}

void
compile_mark(struct compiler *c, struct str term)
{
	if (c->negations == 0)
		map_put(&c->marks.terms, marked_term(c, term));
}

static struct phrase_mark
phrase_of(struct compiler *c, const struct words *w)
{
	struct phrase_mark p = { .n = w->n };

	p.term = arena_alloc(c->arena, w->n * sizeof(*p.term));
	p.exact = arena_alloc(c->arena, w->n * sizeof(*p.exact));
	for (size_t i = 0; i < w->n; i++) {
		p.term[i] = marked_term(c, w->term[i]);
		p.exact[i] = w->exact[i];
	}
	return p;
}

void
compile_mark_name(struct compiler *c, struct str name)
{
	const struct node node = { .kind = NODE_PHRASE, .field = FIELD_NONE,
	    .text = name };
	struct words w = { 0 };
	struct phrase_mark p;

	read_words(c, &node, &w);
	p = phrase_of(c, &w);
	p.is_name = true;
	if (w.n > 0) {
		ARRAY_GROW(c->marks.phrase, c->marks.phrases,
		    c->marks.phrase_cap);
		c->marks.phrase[c->marks.phrases++] = p;
	}
	words_release(&w);
}

/* Mark words that stand in a row, and look at the text where they must. */
static const struct error *
finish_phrase(struct compiler *c, const struct node *node,
    const struct words *w, struct xap_query **q)
{
	const struct phrase_mark p = phrase_of(c, w);

	if (c->negations == 0) {
		ARRAY_GROW(c->marks.phrase, c->marks.phrases,
		    c->marks.phrase_cap);
		c->marks.phrase[c->marks.phrases++] = p;
	}
	return w->has_exact ? compile_exact(c, &p, node->field == FIELD_TITLE,
	    q) : NULL;
}

static void
bonus_note(struct compiler *c, const struct words *w, size_t i,
    const struct xap_frequency *f)
{
	if (!str_starts(w->term[i], PREFIX_TITLE) && !w->has_exact)
		bonus_add_word(c, w->term[i], w->use[i].folded,
		    weighting_model(c->weighting, c->weighting->documents,
		    f->documents, f->wdf));
}

/* Remember plain words, those of a compound one by one. */
static const struct error *
note_words(struct compiler *c, const struct words *w)
{
	const struct error *e;
	struct xap_frequency f;

	if (c->negations > 0)
		return NULL;
	c->plain++;
	for (size_t i = 0; i < w->n; i++) {
		/* known is what stands anywhere, not in titles only */
		if ((e = xap_reader_frequency(c->reader, marked_term(c,
		    w->term[i]), &f)) != NULL)
			return e;
		ARRAY_GROW(c->word, c->words, c->word_cap);
		bonus_note(c, w, i, &f);
		c->word[c->words] = w->use[i];
		c->word[c->words++].is_known = f.documents > 0 ||
		    c->naming != NULL;
	}
	return NULL;
}

/* Give words that may rank the weight that they deserve. */
static const struct error *
weigh(struct compiler *c, const struct words *w, struct xap_query **query)
{
	struct xap_query *q = NULL;
	const struct error *e;
	double factor, once;

	if (c->negations > 0)
		return NULL;
	e = weighting_factor(c->weighting, c->reader, w->term, w->n,
	    c->naming != NULL ? c->naming->documents : 0, &factor, &once);
	c->once += once;
	if (e == NULL)
		e = xap_query_scale(&q, *query, factor);
	return compile_keep(c, e, q, query);
}

/*
 * A compound ("high-speed") where any of the words will do: its words.  As a
 * phrase it would find too little (cranfield: nDCG@10 0.378 instead of 0.388).
 */
static const struct error *
join_loosely(struct compiler *c, const struct words *w, struct query_list *terms,
    struct xap_query **out)
{
	const struct error *e = NULL;

	for (size_t i = 0; i < w->n && e == NULL; i++) {
		struct words one = { .term = &w->term[i], .n = 1 };

		compile_mark(c, w->term[i]);
		e = weigh(c, &one, &terms->at[i]);
	}
	return e != NULL ? e :
	    compile_join(c, XAP_OR, terms->at, terms->n, 0, out);
}

const struct error *
compile_words(struct compiler *c, const struct node *node,
    struct xap_query **out)
{
	struct words w = { 0 };
	struct query_list terms = { 0 };
	const struct error *e = NULL;
	struct xap_query *q = NULL;

	read_words(c, node, &w);
	for (size_t i = 0; i < w.n && e == NULL; i++) {
		struct xap_query *term = NULL;

		e = xap_query_term(&term, w.term[i]);
		e = compile_keep(c, e, term, &term);
		if (e == NULL)
			compile_add(&terms, term);
		compile_note_term(c, w.term[i]);
		names_add_term(c, w.term[i]);
	}
	if (e == NULL && w.n > 0 && node->kind == NODE_WORDS)
		e = note_words(c, &w);
	if (w.n > 1 && c->is_loose && node->kind == NODE_WORDS &&
	    c->negations == 0 && !w.has_exact) {
		if (e == NULL)
			e = join_loosely(c, &w, &terms, &q);
		goto done;
	}
	if (e == NULL && w.n > 0)
		e = compile_join(c, XAP_PHRASE, terms.at, terms.n,
		    (unsigned)terms.n, &q);
	if (e == NULL && w.n > 0 && !c->is_near)
		e = weigh(c, &w, &q);
	if (e == NULL && w.n == 1 && !w.has_exact)
		compile_mark(c, w.term[0]);
	else if (e == NULL && w.n > 0)
		e = finish_phrase(c, node, &w, &q);
done:
	words_release(&w);
	free(terms.at);
	*out = q;
	return e;
}

bool
compile_is_stop(struct compiler *c, const struct node *node)
{
	struct words w = { 0 };
	bool stop;

	if (node->kind != NODE_WORDS || node->field != FIELD_NONE ||
	    node->is_exact)
		return false;
	read_words(c, node, &w);
	stop = w.n == 1 && w.is_first_stop;
	words_release(&w);
	return stop;
}

const struct error *
compile_near(struct compiler *c, const struct node *node,
    struct xap_query **out)
{
	struct query_list terms = { 0 };
	const struct error *e = NULL;
	struct words w = { 0 };

	c->is_near = true;
	for (size_t i = 0; i < node->n && e == NULL; i++) {
		struct xap_query *q = NULL;

		w.n = 0;
		read_words(c, node->child[i], &w);
		if (w.n != 1)
			e = error_make(ERROR_QUERY, "query: \"%.*s\": NEAR "
			    "stands between two words",
			    STR_ARG(node->child[i]->text));
		else
			e = compile_words(c, node->child[i], &q);
		if (e == NULL)
			compile_add(&terms, q);
	}
	c->is_near = false;
	if (e == NULL)
		e = compile_join(c, XAP_NEAR, terms.at, terms.n,
		    node->distance + (unsigned)terms.n - 1, out);
	words_release(&w);
	free(terms.at);
	return e;
}
