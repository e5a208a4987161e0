#include "facets/document.h"

#include <stdlib.h>
#include <string.h>

#include "facets/fold.h"

void
document_reset(struct document *d)
{
	d->tokens.n = 0;
	d->segments = 0;
	d->spans.n = 0;
	d->seen_n = 0;
	if (d->seen != NULL)
		memset(d->seen, 0, d->seen_cap * sizeof(*d->seen));
}

void
document_release(struct document *d)
{
	tokens_release(&d->tokens);
	free(d->segment);
	free(d->spans.at);
	free(d->seen);
	arena_release(&d->arena);
	buf_release(&d->scratch);
}

/* Upper or lower case throughout: case says nothing then. */
static bool
is_caseless(struct str text)
{
	size_t upper = 0, lower = 0;

	for (size_t i = 0; i < text.n; i++) {
		upper += text.p[i] >= 'A' && text.p[i] <= 'Z';
		lower += text.p[i] >= 'a' && text.p[i] <= 'z';
	}
	return (upper + lower >= 20 && upper > 9 * lower) ||
	    (lower >= 40 && upper == 0);
}

void
document_add(struct document *d, struct str text, uint32_t paragraph,
    uint32_t base, bool is_title)
{
	unsigned flags = is_title ? TOKEN_TITLE : 0;
	struct segment *s;

	ARRAY_GROW(d->segment, d->segments, d->segments_cap);
	s = &d->segment[d->segments];
	*s = (struct segment){ .text = text, .paragraph = paragraph,
	    .base = base, .is_title = is_title,
	    .is_caseless = is_caseless(text) };
	if (s->is_caseless)
		flags |= TOKEN_CASELESS;
	tokens_remember(&d->tokens);
	tokens_add(&d->tokens, d->lex, text, (uint32_t)d->segments, flags);
	d->segments++;
}

void
document_count(struct document *d)
{
	size_t want = 256, mask;

	while (want < d->tokens.n * 2)
		want *= 2;
	if (want > d->seen_cap) {
		free(d->seen);
		d->seen = mem_alloc(want, sizeof(*d->seen));
		d->seen_cap = want;
	} else if (want * 4 < d->seen_cap) {
		d->seen = mem_resize(d->seen, want, sizeof(*d->seen));
		memset(d->seen, 0, want * sizeof(*d->seen));
		d->seen_cap = want;
	}
	mask = d->seen_cap - 1;
	for (size_t i = 0; i < d->tokens.n; i++) {
		const struct token *t = &d->tokens.at[i];
		size_t k = t->hash & mask;

		if (t->kind != TOKEN_WORD || (t->flags &
		    (TOKEN_CASELESS | TOKEN_TITLE)) != 0)
			continue;
		while (d->seen[k].hash != 0 && d->seen[k].hash != t->hash)
			k = (k + 1) & mask;
		d->seen[k].hash = t->hash;
		if (t->shape == SHAPE_LOWER)
			d->seen[k].lower++;
		else if ((t->flags & TOKEN_START) != 0)
			d->seen[k].start++;
		else
			d->seen[k].capital++;
	}
}

const struct seen *
document_seen(const struct document *d, uint64_t hash)
{
	size_t mask = d->seen_cap - 1, k = hash & mask;

	if (d->seen_cap == 0)
		return NULL;
	for (; d->seen[k].hash != 0; k = (k + 1) & mask)
		if (d->seen[k].hash == hash)
			return &d->seen[k];
	return NULL;
}

struct span *
spans_add(struct spans *s, size_t first, size_t n, enum mention_kind kind,
    float confidence, enum rule rule)
{
	struct span *x;

	ARRAY_GROW(s->at, s->n, s->cap);
	x = &s->at[s->n++];
	memset(x, 0, sizeof(*x));
	x->first = (uint32_t)first;
	x->n = (uint32_t)n;
	x->kind = (uint8_t)kind;
	x->facet = FACETS;
	x->confidence = confidence;
	x->rule = rule;
	x->value_id = LEXICON_NONE;
	x->value = STR_LIT("");
	return x;
}

static int
compare_spans(const void *a, const void *b)
{
	const struct span *x = a, *y = b;

	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	return x->n > y->n ? -1 : x->n < y->n;
}

void
spans_tidy(struct spans *s)
{
	size_t kept = 0;
	uint64_t end = 0;
	bool sorted = true;

	for (size_t i = 1; i < s->n && sorted; i++)
		sorted = compare_spans(&s->at[i - 1], &s->at[i]) <= 0;
	if (!sorted)
		qsort(s->at, s->n, sizeof(*s->at), compare_spans);
	for (size_t i = 0; i < s->n; i++) {
		struct span *x = &s->at[i];

		if (x->kind == SPAN_DROPPED || x->n == 0 || x->first < end)
			continue;
		end = (uint64_t)x->first + x->n;
		s->at[kept++] = *x;
	}
	s->n = kept;
}

struct str
document_text(const struct document *d, size_t first, size_t n)
{
	const struct token *a = &d->tokens.at[first], *b = a + n - 1;
	const struct segment *s = &d->segment[a->segment];

	return (struct str){ s->text.p + a->start, b->end - a->start };
}

/* "AL-SUDANI" becomes "al-Sudani"; only for text without case. */
static void
add_title_case(struct buf *out, const struct token *t, struct str word)
{
	bool particle = (t->classes & WORD_PARTICLE) != 0 || (word.n <= 3 &&
	    out->n > 0 && (t->classes & WORD_COMMON) != 0);

	if (t->shape == SHAPE_DOTTED || t->shape == SHAPE_INITIAL ||
	    (t->shape == SHAPE_UPPER && t->word == NULL && word.n <= 4)) {
		buf_str(out, word);
		return;
	}
	for (size_t i = 0; i < word.n; i++) {
		char c = word.p[i];
		bool first = i == 0 && !particle;

		if (first && c >= 'a' && c <= 'z')
			c = (char)(c - 32);
		else if (!first && c >= 'A' && c <= 'Z')
			c = (char)(c + 32);
		buf_putc(out, c);
	}
}

/* ", " and "&amp;": a mark, or a word behind one, that no blank precedes. */
static bool
is_glued_mark(const struct document *d, size_t i)
{
	const struct token *t = &d->tokens.at[i];

	return (t->flags & TOKEN_GLUED) != 0 && t->punct != '/' &&
	    (t->kind == TOKEN_PUNCT || (t[-1].kind == TOKEN_PUNCT &&
	    t[-1].punct != '/'));
}

/* The comma of "Acme, Inc.", which others write without it. */
static bool
is_suffix_comma(const struct document *d, size_t i, size_t end)
{
	return token_is(&d->tokens.at[i], ',') && i + 1 < end &&
	    (d->tokens.at[i + 1].classes & WORD_LEGAL) != 0;
}

struct str
document_value(struct document *d, size_t first, size_t n)
{
	struct buf *b = &d->scratch;

	buf_reset(b);
	for (size_t i = first; i < first + n; i++) {
		const struct token *t = &d->tokens.at[i];
		struct str word = document_text(d, i, 1);

		if (is_suffix_comma(d, i, first + n))
			continue;
		if (i > first && (t->flags & TOKEN_HYPHEN) != 0)
			buf_putc(b, '-');
		else if (i > first && !is_glued_mark(d, i))
			buf_putc(b, ' ');
		/* a full name in capitals is emphasis, an acronym is not */
		if ((t->flags & TOKEN_CASELESS) != 0 ||
		    (n > 1 && t->shape == SHAPE_UPPER && word.n > 4))
			add_title_case(b, t, word);
		else
			buf_str(b, word);
		if ((t->flags & TOKEN_POSSESSIVE) != 0 && i + 1 < first + n)
			buf_puts(b, word.n > 0 && word.p[word.n - 1] == 's' ?
			    "'" : "'s");
	}
	for (size_t i = 0; i + 2 < b->n; i++)	/* U+2019 */
		if (memcmp(b->p + i, "\xe2\x80\x99", 3) == 0) {
			b->p[i] = '\'';
			memmove(b->p + i + 1, b->p + i + 3, b->n - i - 3);
			b->n -= 2;
		}
	return arena_str(&d->arena, buf_slice(b));
}

const struct token *
document_token(const struct document *d, size_t i, ptrdiff_t offset)
{
	size_t k = i + (size_t)offset;

	if ((offset < 0 && i < (size_t)-offset) || k >= d->tokens.n ||
	    d->tokens.at[k].segment != d->tokens.at[i].segment)
		return NULL;
	return &d->tokens.at[k];
}
