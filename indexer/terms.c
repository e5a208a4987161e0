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
	unsigned length;	/* words of text and title */
	uint32_t position;	/* of the last word */
};

static struct str
prefixed(struct arena *a, const char *prefix, struct str s)
{
	size_t n = strlen(prefix);
	char *p = arena_alloc(a, n + s.n);

	memcpy(p, prefix, n);
	memcpy(p + n, s.p, s.n);
	return (struct str){ p, n + s.n };
}

static void
add(struct occurrences *o, struct arena *a, const char *prefix,
    struct str s)
{
	ARRAY_GROW(o->at, o->n, o->cap);
	o->at[o->n++] = (struct occurrence){ prefixed(a, prefix, s),
	    o->position };
}

static void
collect(struct occurrences *o, struct arena *a, struct text *t, struct str s,
    bool is_title)
{
	struct word w;

	text_start(t, s, !text_is_shouting(s));
	while (text_next(t, &w)) {
		o->position++;
		o->length++;
		add(o, a, PREFIX_WORD, w.stem);
		if (is_title)
			add(o, a, PREFIX_TITLE, w.stem);
		if (w.is_acronym)
			add(o, a, PREFIX_ACRONYM, w.folded);
		if (w.folded.n > 1) {
			ARRAY_GROW(o->word, o->words, o->words_cap);
			o->word[o->words++] = arena_str(a, w.folded);
		}
	}
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
group_terms(struct terms *out, struct arena *a, const struct occurrences *o)
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
		    schema_wdf((unsigned)(i - from), o->length),
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
terms_make(struct terms *out, struct arena *a, struct text *t,
    struct str title, struct str text)
{
	struct occurrences o = { 0 };

	collect(&o, a, t, title, true);
	if (o.length > 0)
		o.position += TITLE_GAP;
	collect(&o, a, t, text, false);
	if (o.n > 0)
		qsort(o.at, o.n, sizeof(*o.at), cmp_occurrence);
	if (o.words > 0)
		qsort(o.word, o.words, sizeof(*o.word), cmp_str);
	group_terms(out, a, &o);
	group_words(out, a, &o);
	out->length = o.length;
	free(o.at);
	free(o.word);
}
