/* What the dictionaries and the article say of a token: struct features. */
#include "facets/features.h"

#include <stdlib.h>
#include <string.h>

/* What stands around a word somewhere in the article. */
enum {
	AROUND_TITLE = 0x01,	/* a title in front */
	AROUND_GIVEN = 0x02,	/* a given name in front */
	AROUND_FAMILY = 0x04,	/* a family name behind */
	AROUND_PLACE = 0x08,	/* "in", "near" in front */
	AROUND_HEAD = 0x10,	/* an organization's head noun behind */
	AROUND_SPEECH = 0x20,	/* "said" behind */
	/* 0x40: FEATURES_BRACKET */
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
		return FEATURES_BRACKET;
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

uint32_t
features_around(const struct features *f, uint64_t hash)
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
