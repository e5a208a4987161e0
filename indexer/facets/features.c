#include "facets/features.h"

#include <stdlib.h>
#include <string.h>

enum sentence_case { CASE_MIXED = 1, CASE_UPPER, CASE_TITLE, CASE_LOWER };

/* What stands around a word somewhere in the article. */
enum {
	AROUND_TITLE = 0x01,	/* a title in front */
	AROUND_GIVEN = 0x02,	/* a given name in front */
	AROUND_FAMILY = 0x04,	/* a family name behind */
	AROUND_PLACE = 0x08,	/* "in", "near" in front */
	AROUND_HEAD = 0x10,	/* an organization's head noun behind */
	AROUND_SPEECH = 0x20,	/* "said" behind */
	AROUND_BRACKET = 0x40,	/* alone in brackets */
	AROUND_IN_PLACE = 0x80,	/* part of a longer name of a place */
	AROUND_IN_ACTOR = 0x100, /* ... of an organization */
	AROUND_COMMA = 0x200,	/* a comma and a place behind */
	AROUND_THE = 0x400	/* "the" in front */
};

/* Bits of a mark's name, above the position. */
enum {
	NAME_COUNTRY = 0x04, NAME_LARGE = 0x08, NAME_SMALL = 0x10,
	NAME_DEMONYM = 0x20, NAME_METONYM = 0x40, NAME_ACTOR = 0x80,
	NAME_PERSON = 0x100, NAME_WEAK = 0x200, NAME_COMMON = 0x400,
	NAME_SET = 0x800
};

enum {
	NOUN_LAST = 0x01, NOUN_HONORIFIC = 0x02, NOUN_RANK = 0x04,
	NOUN_OFFICE = 0x08, NOUN_ROLE = 0x10, NOUN_HEAD = 0x20,
	NOUN_PLACE = 0x40, NOUN_LEGAL = 0x80, NOUN_FRONT = 0x100,
	NOUN_INITIAL = 0x200
};
#define NOUN_TITLE (NOUN_HONORIFIC | NOUN_RANK | NOUN_OFFICE)

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

/* ---- dictionary phrases ---- */

static unsigned
name_bits(const struct lexicon *lex, const struct phrase *p)
{
	unsigned bits = 0;
	bool strong = false;

	for (size_t i = 0; i < p->n_senses; i++) {
		const struct sense *s = &lex->sense[p->sense + i];
		const struct value *v = &lex->value[s->value];

		strong |= (s->flags & SENSE_WEAK) == 0;
		switch ((enum sense_kind)s->kind) {
		case SENSE_PLACE:
			bits |= v->kind <= VALUE_COUNTRY ? NAME_COUNTRY :
			    v->kind == VALUE_PROVINCE ||
			    v->population >= 200000 ? NAME_LARGE : NAME_SMALL;
			break;
		case SENSE_DEMONYM:
			bits |= NAME_DEMONYM;
			break;
		case SENSE_METONYM:
			bits |= NAME_METONYM;
			break;
		case SENSE_ACTOR:
			bits |= v->kind == VALUE_PERSON ? NAME_PERSON :
			    NAME_ACTOR;
			break;
		case SENSE_TITLE: case SENSE_ROLE: case SENSE_HEAD:
		case SENSE_PERSON:
			break;
		}
	}
	return bits | (strong ? 0 : NAME_WEAK);
}

static unsigned
noun_bits(const struct lexicon *lex, const struct phrase *p)
{
	unsigned bits = 0;

	for (size_t i = 0; i < p->n_senses; i++) {
		const struct sense *s = &lex->sense[p->sense + i];

		if (s->kind == SENSE_TITLE)
			bits |= s->value == TITLE_HONORIFIC ? NOUN_HONORIFIC :
			    s->value == TITLE_RANK ? NOUN_RANK : NOUN_OFFICE;
		else if (s->kind == SENSE_ROLE)
			bits |= NOUN_ROLE;
		else if (s->kind == SENSE_HEAD)
			bits |= (s->value == LEXICON_NONE ? NOUN_PLACE :
			    NOUN_HEAD) | ((s->flags & SENSE_LEGAL) != 0 ?
			    NOUN_LEGAL : 0) | ((s->flags & SENSE_FRONT) != 0 ?
			    NOUN_FRONT : 0) | ((s->flags & SENSE_INITIAL) !=
			    0 ? NOUN_INITIAL : 0);
	}
	return bits;
}

/* Mark the phrases of the document, from the left, the longest first. */
static void
mark_phrases(struct features *f)
{
	const struct tokens *t = &f->d->tokens;
	const struct lexicon *lex = f->d->lex;
	size_t name_end = 0, noun_end = 0, len;

	memset(f->mark, 0, t->n * sizeof(*f->mark));
	for (size_t i = 0; i < t->n; i++) {
		const struct token *a = &t->at[i];
		const struct phrase *p;
		unsigned bits;

		if (a->word == NULL || a->word->phrase_max == 0)
			continue;
		if (i >= name_end && (p = tokens_match(lex, a, t->n - i,
		    SENSE_NAMES, &len)) != NULL) {
			bits = NAME_SET | name_bits(lex, p) | (len == 1 &&
			    (a->classes & WORD_COMMON) != 0 ? NAME_COMMON : 0);
			name_end = i + len;
			for (size_t k = i; k < name_end; k++)
				f->mark[k].name = (uint16_t)(bits |
				    (k == i) | (unsigned)(k + 1 == name_end) <<
				    1);
		}
		if (i >= noun_end && (p = tokens_match(lex, a, t->n - i,
		    SENSE_BIT(SENSE_TITLE) | SENSE_BIT(SENSE_ROLE) |
		    SENSE_BIT(SENSE_HEAD), &len)) != NULL) {
			bits = noun_bits(lex, p);
			noun_end = i + len;
			for (size_t k = i; k < noun_end; k++)
				f->mark[k].noun = (uint16_t)(bits |
				    (k + 1 == noun_end ? NOUN_LAST : 0));
		}
	}
}

/* ---- the article's memory ---- */

static uint32_t
before_bits(const struct features *f, size_t i)
{
	const struct token *t = document_token(f->d, i, -1);
	unsigned noun;
	uint32_t bits = 0;

	if (t == NULL || t->kind != TOKEN_WORD)
		return 0;
	noun = f->mark[i - 1].noun;
	if ((noun & NOUN_LAST) != 0 && (noun & NOUN_TITLE) != 0)
		bits |= AROUND_TITLE;
	if ((t->classes & WORD_GIVEN) != 0 && token_is_capital(t) &&
	    (t->flags & TOKEN_POSSESSIVE) == 0)
		bits |= AROUND_GIVEN;
	if ((t->classes & WORD_PLACE) != 0)
		bits |= AROUND_PLACE;
	if (str_is(document_text(f->d, i - 1, 1), "the"))
		bits |= AROUND_THE;
	return bits;
}

static uint32_t
after_bits(const struct features *f, size_t i)
{
	const struct token *t = document_token(f->d, i, 1);
	const struct token *before = document_token(f->d, i, -1);
	uint32_t bits = 0;

	if (t == NULL)
		return 0;
	if (token_is(t, ')') && before != NULL && token_is(before, '('))
		return AROUND_BRACKET;
	if (token_is(t, ','))
		return document_token(f->d, i, 2) != NULL &&
		    (f->mark[i + 2].name & (NAME_COUNTRY | NAME_LARGE)) != 0 ?
		    AROUND_COMMA : 0;
	if (t->kind != TOKEN_WORD ||
	    (f->d->tokens.at[i].flags & TOKEN_POSSESSIVE) != 0)
		return 0;
	if ((t->classes & WORD_SPEECH) != 0)
		bits |= AROUND_SPEECH;
	if (!token_is_capital(t))
		return bits;
	if ((t->classes & WORD_FAMILY) != 0)
		bits |= AROUND_FAMILY;
	if ((f->mark[i + 1].noun & NOUN_HEAD) != 0)
		bits |= AROUND_HEAD;
	return bits;
}

static uint32_t
inside_bits(const struct features *f, size_t i)
{
	unsigned name = f->mark[i].name;

	if (name == 0 || (name & 3) == 3)
		return 0;
	return ((name & (NAME_LARGE | NAME_SMALL)) != 0 ? AROUND_IN_PLACE :
	    0) | ((name & NAME_ACTOR) != 0 ? AROUND_IN_ACTOR : 0);
}

static void
remember(struct features *f)
{
	const struct tokens *t = &f->d->tokens;
	size_t want = 256, mask;

	while (want < t->n)
		want *= 2;
	if (want > f->around_cap) {
		free(f->around);
		f->around = mem_alloc(want, sizeof(*f->around));
		f->around_cap = want;
	}
	memset(f->around, 0, want * sizeof(*f->around));
	mask = f->around_mask = want - 1;
	for (size_t i = 0, n = 0; i < t->n && n < want / 2; i++) {
		size_t k = t->at[i].hash & mask;
		uint32_t bits;

		if (t->at[i].kind != TOKEN_WORD || !token_is_capital(&t->at[i]))
			continue;
		bits = before_bits(f, i) | after_bits(f, i) |
		    inside_bits(f, i);
		if (bits == 0)
			continue;
		while (f->around[k].hash != 0 &&
		    f->around[k].hash != t->at[i].hash)
			k = (k + 1) & mask;
		n += f->around[k].hash == 0;
		f->around[k].hash = t->at[i].hash;
		f->around[k].bits |= bits;
	}
}

static uint32_t
recall(const struct features *f, uint64_t hash)
{
	size_t k = hash & f->around_mask;

	for (; f->around[k].hash != 0; k = (k + 1) & f->around_mask)
		if (f->around[k].hash == hash)
			return f->around[k].bits;
	return 0;
}

void
features_begin(struct features *f, const struct document *d)
{
	f->d = d;
	if (d->tokens.n > f->marks_cap) {
		free(f->mark);
		f->marks_cap = d->tokens.n + d->tokens.n / 2;
		f->mark = mem_alloc(f->marks_cap, sizeof(*f->mark));
	}
	if (d->tokens.n > 0)
		mark_phrases(f);
	remember(f);
}

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
	r->at[A_PLAIN] = t->kind != TOKEN_WORD || (t->shape == SHAPE_LOWER &&
	    mode != CASE_UPPER && mode != CASE_LOWER);
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
		r->at[A_ROUND] = 1 + recall(f, t->hash);
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
