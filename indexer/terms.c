#include "terms.h"

#include <stdlib.h>
#include <string.h>

#include "schema.h"

struct occurrence {
	struct str term;
	uint32_t position;
};

struct occurrences {
	struct occurrence *at;
	size_t n, cap;
	struct str *word;
	size_t words, words_cap;
};

static void
add(struct occurrences *o, struct arena *a, struct buf *term,
    const struct token *t, enum token_term which)
{
	ARRAY_GROW(o->at, o->n, o->cap);
	buf_reset(term);
	token_term(term, t->word, which);
	o->at[o->n++] = (struct occurrence){ arena_str(a, buf_slice(term)),
	    t->position };
}

static void
collect(struct occurrences *o, struct arena *a, const struct tokens *t)
{
	struct buf term = { 0 };

	for (size_t i = 0; i < t->n; i++) {
		const struct token *token = &t->at[i];

		for (enum token_term w = 0; w < TOKEN_TERMS; w++)
			if (token_has(token, w))
				add(o, a, &term, token, w);
		if (token_is_spelled(token)) {
			ARRAY_GROW(o->word, o->words, o->words_cap);
			o->word[o->words++] = arena_str(a,
			    known_folded(token->word));
		}
	}
	buf_release(&term);
}

static int
cmp_occurrence(const void *a, const void *b)
{
	const struct occurrence *x = a, *y = b;
	int c = str_cmp(x->term, y->term);

	return c != 0 ? c : (x->position > y->position) -
	    (x->position < y->position);
}

static int
cmp_str(const void *a, const void *b)
{
	const struct str *x = a, *y = b;

	return str_cmp(*x, *y);
}

static void
group_terms(struct terms *out, struct arena *a, const struct occurrences *o,
    unsigned length)
{
	uint32_t *position = arena_alloc(a, o->n * sizeof(*position));
	size_t from, i;

	out->at = arena_alloc(a, o->n * sizeof(*out->at));
	out->n = 0;
	for (i = 0; i < o->n; i++)
		position[i] = o->at[i].position;
	for (from = 0; from < o->n; from = i) {
		for (i = from + 1; i < o->n &&
		    str_eq(o->at[i].term, o->at[from].term); i++)
			continue;
		out->at[out->n++] = (struct term){ o->at[from].term,
		    schema_wdf((unsigned)(i - from), length),
		    position + from, i - from };
	}
}

static void
group_words(struct terms *out, struct arena *a, const struct occurrences *o)
{
	out->word = arena_alloc(a, o->words * sizeof(*out->word));
	out->words = 0;
	for (size_t i = 0; i < o->words; i++)
		if (i == 0 || !str_eq(o->word[i], o->word[i - 1]))
			out->word[out->words++] = o->word[i];
}

void
terms_make(struct terms *out, struct arena *a, const struct tokens *t)
{
	struct occurrences o = { 0 };

	collect(&o, a, t);
	if (o.n > 0)
		qsort(o.at, o.n, sizeof(*o.at), cmp_occurrence);
	if (o.words > 0)
		qsort(o.word, o.words, sizeof(*o.word), cmp_str);
	group_terms(out, a, &o, t->length);
	group_words(out, a, &o);
	free(o.at);
	free(o.word);
}
