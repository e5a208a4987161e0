#include "facets/features.h"

#include <stdlib.h>
#include <string.h>

enum sentence_case { CASE_MIXED = 1, CASE_UPPER, CASE_TITLE, CASE_LOWER };

/*
 * The table: each feature joins one to three attributes of the token before
 * (P), of the token (T) or of the one after (N).  It is left out where its
 * first attribute is 0.
 */
#define P(attribute) ((attribute) - ATTRIBUTES)
#define T(attribute) (attribute)
#define N(attribute) ((attribute) + ATTRIBUTES)
#define NONE 127

static const struct {
	int8_t a, b, c;
} table[] = {
	/* the first PLAIN of all tokens */
	{ T(A_WORD), NONE, NONE },
	{ P(A_WORD), NONE, NONE },
	{ N(A_WORD), NONE, NONE },
	{ T(A_WORD), P(A_WORD), NONE },
	{ T(A_WORD), N(A_WORD), NONE },
	{ P(A_EXACT), T(A_SHAPE), NONE },
	{ N(A_EXACT), T(A_SHAPE), NONE },
	{ T(A_SHAPE), T(A_CASE), NONE },
	{ T(A_SHAPE), P(A_SHAPE), N(A_SHAPE) },
	{ T(A_NAME), T(A_CASE), NONE },
	{ T(A_NAME), P(A_WORD), NONE },
	{ P(A_NAME), T(A_SHAPE), NONE },
	{ N(A_NAME), T(A_SHAPE), NONE },
	{ T(A_NOUN), T(A_SHAPE), NONE },
	{ T(A_JOIN), N(A_JOIN), T(A_CASE) },
	{ P(A_CLASSES), T(A_CLASSES), T(A_SHAPE) },
	{ T(A_SUFFIX3), T(A_SHAPE), NONE },
	{ T(A_STYLE), T(A_WORD), NONE },
	{ N(A_ROUND), T(A_SHAPE), NONE },
	/* the others of words that may be names */
	{ T(A_EXACT), NONE, NONE },
	{ T(A_PREFIX2), NONE, NONE },
	{ T(A_PREFIX3), NONE, NONE },
	{ T(A_PREFIX4), NONE, NONE },
	{ T(A_SUFFIX2), T(A_SHAPE), NONE },
	{ T(A_SUFFIX4), NONE, NONE },
	{ T(A_SHAPE), T(A_JOIN), NONE },
	{ T(A_SHAPE), P(A_SHAPE), NONE },
	{ T(A_SHAPE), N(A_SHAPE), NONE },
	{ T(A_CLASSES), T(A_SHAPE), NONE },
	{ P(A_CLASSES), T(A_SHAPE), NONE },
	{ N(A_CLASSES), T(A_SHAPE), NONE },
	{ T(A_CLASSES), N(A_CLASSES), T(A_SHAPE) },
	{ T(A_NAME), N(A_WORD), NONE },
	{ T(A_NAME), T(A_SHAPE), T(A_JOIN) },
	{ T(A_NAME), P(A_NAME), N(A_NAME) },
	{ T(A_NAME), T(A_CLASSES), NONE },
	{ P(A_NOUN), T(A_SHAPE), NONE },
	{ N(A_NOUN), T(A_SHAPE), NONE },
	{ P(A_NOUN), T(A_SHAPE), T(A_CLASSES) },
	{ T(A_SEEN), T(A_SHAPE), T(A_JOIN) },
	{ T(A_SEEN), T(A_CLASSES), T(A_CASE) },
	{ T(A_ROUND), T(A_SHAPE), NONE },
	{ T(A_ROUND), T(A_NAME), NONE },
	{ P(A_ROUND), T(A_SHAPE), NONE },
	{ N(A_NOUN), T(A_NAME), NONE },
	{ T(A_NAME), N(A_CLASSES), P(A_CLASSES) },
	{ T(A_NAME), T(A_WORD), N(A_CLASSES) },
	{ T(A_NAME), N(A_SHAPE), P(A_SHAPE) },
	{ P(A_WORD), N(A_WORD), T(A_SHAPE) },
	{ T(A_NOUN), N(A_WORD), T(A_SHAPE) },
	{ T(A_NOUN), P(A_WORD), T(A_SHAPE) },
	{ T(A_ROUND), T(A_CLASSES), T(A_SEEN) },
	{ T(A_SUFFIX3), T(A_CLASSES), T(A_SHAPE) },
	{ T(A_WORD), T(A_ROUND), NONE },
	{ T(A_STYLE), T(A_SHAPE), NONE },
	{ T(A_STYLE), T(A_NAME), N(A_WORD) },
	{ T(A_STYLE), T(A_SHAPE), P(A_WORD) },
	{ T(A_STYLE), T(A_SHAPE), N(A_WORD) },
	{ T(A_STYLE), T(A_NAME), N(A_NOUN) },
};

#define PLAIN 19
#define TABLE (sizeof(table) / sizeof(table[0]))
_Static_assert(TABLE <= FEATURES_MAX, "FEATURES_MAX");

/* ---- attributes ---- */

static uint32_t
mix(uint64_t x)
{
	return (uint32_t)((x * 0x9e3779b97f4a7c15u) >> 32);
}

static uint32_t
shape_code(const struct token *t, struct str word)
{
	bool digit = false, upper = false, inner = false, other = false;

	if (t->kind == TOKEN_PUNCT)
		return 0x80u + (unsigned char)t->punct;
	for (size_t i = 0; i < word.n; i++) {
		char c = word.p[i];

		digit |= c >= '0' && c <= '9';
		if (i > 0)
			upper |= c >= 'A' && c <= 'Z';
		inner |= c == '\'';
		other |= c == '&';
	}
	if (t->kind == TOKEN_NUMBER)
		return 0x10 + (word.n < 5 ? (uint32_t)word.n : 5);
	return 1u + t->shape + (digit ? 0x20 : 0) + (inner ? 0x40 : 0) +
	    (t->shape == SHAPE_CAPITAL && upper ? 0x8 : 0) +
	    (t->shape == SHAPE_UPPER && word.n <= 4 ? 0x8 : 0) +
	    (t->shape == SHAPE_INITIAL && (t->flags & TOKEN_STOP) != 0 ?
	    0x8 : 0) + (other ? 0x18 : 0);
}

/* Hashes of the first and last 2, 3 and 4 bytes, in lower case. */
static void
set_affixes(struct trait *r, struct str word)
{
	uint32_t head = 0, tail = 0;

	for (size_t i = 0; i < 4 && i < word.n; i++) {
		unsigned char a = (unsigned char)word.p[i];
		unsigned char b = (unsigned char)word.p[word.n - 1 - i];

		head = head << 8 | (a >= 'A' && a <= 'Z' ? a + 32u : a);
		tail = tail << 8 | (b >= 'A' && b <= 'Z' ? b + 32u : b);
		if (i == 0)
			continue;
		r->at[A_PREFIX2 + i - 1] = head;
		r->at[A_SUFFIX2 + i - 1] = tail;
	}
}

static uint32_t
seen_code(const struct document *d, const struct token *t)
{
	const struct seen *s = document_seen(d, t->hash);
	unsigned lower, capital, start, own;

	if (s == NULL)
		return 1;
	own = (t->flags & (TOKEN_CASELESS | TOKEN_TITLE)) == 0;
	lower = s->lower - (own && t->shape == SHAPE_LOWER);
	start = s->start - (own && t->shape != SHAPE_LOWER &&
	    (t->flags & TOKEN_START) != 0);
	capital = s->capital - (own && t->shape != SHAPE_LOWER &&
	    (t->flags & TOKEN_START) == 0);
	return 2 + (lower > 0) + 2 * (capital > 0) + 4 * (start > 0) +
	    8 * (lower > capital);
}

static void
set_trait(const struct features *f, size_t i, bool first, uint32_t mode,
    struct trait *r)
{
	const struct token *t = &f->d->tokens.at[i];
	struct str word = document_text(f->d, i, 1);
	uint32_t shape = shape_code(t, word);

	memset(r, 0, sizeof(*r));
	r->at[A_CASE] = mode;
	r->at[A_STYLE] = 1 + f->style;
	/* where case tells nothing, all words look alike */
	if ((mode == CASE_UPPER || mode == CASE_LOWER) &&
	    t->kind == TOKEN_WORD && t->shape != SHAPE_DOTTED &&
	    t->shape != SHAPE_INITIAL)
		shape = mode == CASE_UPPER ? 0x300 : 0x301;
	else if (mode == CASE_TITLE)
		shape |= 0x400;
	r->at[A_SHAPE] = shape;
	r->at[A_PLAIN] = t->kind != TOKEN_WORD || (mode == CASE_UPPER ||
	    mode == CASE_LOWER ? (t->classes & WORD_COMMON) != 0 &&
	    f->mark[i].name == 0 : t->shape == SHAPE_LOWER);
	r->at[A_JOIN] = 1u + ((t->flags & (TOKEN_HYPHEN |
	    TOKEN_POSSESSIVE)) | (first || (t->flags & TOKEN_START) != 0 ?
	    1u : 0));
	if (t->kind == TOKEN_PUNCT) {
		r->at[A_WORD] = (unsigned char)t->punct;
		return;
	}
	r->at[A_WORD] = (uint32_t)(t->hash >> 32) | 1;
	r->at[A_EXACT] = r->at[A_WORD] + shape;
	set_affixes(r, word);
	r->at[A_CLASSES] = t->classes | 0x80000000u;
	r->at[A_NAME] = f->mark[i].name;
	r->at[A_NOUN] = f->mark[i].noun;
	r->at[A_SEEN] = seen_code(f->d, t);
	if (t->kind == TOKEN_WORD && (mode != CASE_MIXED ||
	    t->shape != SHAPE_LOWER))
		r->at[A_ROUND] = 1 + features_around(f, t->hash);
}

/* Does a sentence end at token i, so that i + 1 begins another? */
static bool
ends_sentence(const struct tokens *t, size_t i)
{
	char c = t->at[i].punct;

	if (i + 1 >= t->n || t->at[i + 1].segment != t->at[i].segment)
		return true;
	return t->at[i].kind == TOKEN_PUNCT && (c == '.' || c == '!' ||
	    c == '?') && t->at[i + 1].kind != TOKEN_PUNCT;
}

static uint32_t
sentence_case(const struct token *t, size_t n)
{
	unsigned words = 0, lower = 0, upper = 0, content = 0, capital = 0;

	for (size_t i = 0; i < n; i++) {
		if (t[i].kind != TOKEN_WORD || t[i].end - t[i].start < 2)
			continue;
		words++;
		lower += t[i].shape == SHAPE_LOWER;
		upper += t[i].shape == SHAPE_UPPER;
		if ((t[i].classes & WORD_COMMON) != 0 || (t[i].flags &
		    TOKEN_HYPHEN) != 0 || t[i].end - t[i].start < 4)
			continue;
		content++;
		capital += t[i].shape != SHAPE_LOWER;
	}
	if (words >= 3 && upper * 5 >= words * 4)
		return CASE_UPPER;
	if (words >= 4 && lower == words)
		return CASE_LOWER;
	if (n > 0 && (t[0].flags & TOKEN_CASELESS) != 0)
		return lower * 2 > words ? CASE_LOWER : CASE_UPPER;
	return content >= 4 && capital * 5 >= content * 4 ? CASE_TITLE :
	    CASE_MIXED;
}

size_t
features_sentence(struct features *f, size_t first)
{
	const struct tokens *t = &f->d->tokens;
	size_t end = first;
	uint32_t mode;

	while (end < t->n && end - first < SENTENCE_MAX - 1 &&
	    !ends_sentence(t, end))
		end++;
	if (end < t->n)
		end++;
	f->n = end - first;
	mode = sentence_case(&t->at[first], f->n);
	memset(&f->trait[0], 0, sizeof(f->trait[0]));
	f->trait[0].at[A_WORD] = f->trait[0].at[A_EXACT] = 2;
	f->trait[0].at[A_SHAPE] = 0x500;
	f->trait[f->n + 1] = f->trait[0];
	for (size_t i = 0; i < f->n; i++)
		set_trait(f, first + i, i == 0, mode, &f->trait[i + 1]);
	return end;
}

size_t
features_of(const struct features *f, size_t i, uint32_t hash[FEATURES_MAX])
{
	const uint32_t *v = f->trait[i + 1].at;
	size_t rows = v[A_PLAIN] != 0 ? PLAIN : TABLE, n = 0;

	for (size_t k = 0; k < rows; k++) {
		uint64_t x;

		if (v[table[k].a] == 0)
			continue;
		x = (v[table[k].a] + (k + 1) * 0x632be59bd9b4e019u) *
		    0x9e3779b97f4a7c15u;
		if (table[k].b != NONE)
			x = ((x ^ x >> 32) + v[table[k].b]) *
			    0xd6e8feb86659fd93u;
		if (table[k].c != NONE)
			x = ((x ^ x >> 32) + v[table[k].c]) *
			    0xd6e8feb86659fd93u;
		hash[n++] = mix(x ^ x >> 29);
	}
	return n;
}

void
features_release(struct features *f)
{
	free(f->mark);
	free(f->around);
	memset(f, 0, sizeof(*f));
}
