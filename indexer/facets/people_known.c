#include "facets/people_known.h"

#include <stdlib.h>

#include "facets/actors.h"

#define COUNTRIES_MAX 128	/* that the article names */
#define PARTS_MAX 8		/* words of a name with particles */

/* What stands in front of a name. */
struct title {
	bool is_any;
	bool is_office;		/* says more than "Mr." */
	bool is_former;
	uint16_t office;	/* of offices.tsv; 0: none */
	uint32_t country;	/* "South Korean President"; LEXICON_NONE */
};

static bool
is_word(const struct document *d, size_t i, const char *word)
{
	return str_is(document_text(d, i, 1), word);
}

/* The one country that a phrase names or is of; LEXICON_NONE. */
static uint32_t
country_of(const struct document *d, const struct phrase *p)
{
	for (size_t i = 0; p != NULL && i < p->n_senses; i++) {
		const struct sense *s = &d->lex->sense[p->sense + i];

		if (s->kind <= SENSE_ACTOR && d->lex->value[s->value].country ==
		    s->value)
			return s->value;
	}
	return LEXICON_NONE;
}

static struct title
title_of(const struct document *d, const struct span *x)
{
	struct title t = { .is_any = x->title_n > 0, .country = LEXICON_NONE };
	const struct span *before = x - 1;
	size_t first = x->first - x->title_n, len;

	if (x->title_n == 0 || x->title_n > x->first)
		return t;
	if (x > d->spans.at && before->first + before->n == first &&
	    d->tokens.at[before->first].segment == d->tokens.at[first].segment)
		t.country = country_of(d, before->phrase);
	for (size_t i = first > 0 ? first - 1 : 0; i < x->first; i++)
		t.is_former |= is_word(d, i, "former") || is_word(d, i, "ex") ||
		    is_word(d, i, "Former") || is_word(d, i, "late");
	for (size_t i = first; i < x->first; i++) {
		const struct sense *s = actors_sense(d, tokens_match(d->lex,
		    &d->tokens.at[i], x->first - i, SENSE_BIT(SENSE_TITLE),
		    &len), SENSE_TITLE);

		if (s == NULL || s->value == TITLE_HONORIFIC)
			continue;
		t.is_office = true;
		if (t.office == 0)
			t.office = s->office;
	}
	return t;
}

/*
 * Might title, country and year be those of the person?  is_past: of one who
 * held the office before.
 */
static bool
fits(const struct document *d, const struct value *v, const struct title *t,
    bool is_past)
{
	if (t->country != LEXICON_NONE && t->country != v->country)
		return false;
	if (t->office != 0 && v->office != 0 && t->office != v->office)
		return false;
	if (d->year == 0 || v->from == 0)
		return true;
	if (is_past || t->is_former)
		return v->to != 0 && v->to <= d->year;
	return v->from <= d->year && (v->to == 0 || d->year <= v->to);
}

/* The one sense of several that fits; *n: how many do. */
static const struct sense *
fitting(const struct document *d, const struct phrase *p,
    const struct title *t, bool is_past, size_t *n)
{
	const struct sense *found = NULL;

	*n = 0;
	for (size_t i = 0; i < p->n_senses; i++) {
		const struct sense *s = &d->lex->sense[p->sense + i];

		if (s->kind != SENSE_PERSON ||
		    !fits(d, &d->lex->value[s->value], t, is_past))
			continue;
		found = s;
		++*n;
	}
	return *n == 1 ? found : NULL;
}

/* The phrase of n tokens at first, or of them without "al-" and the like. */
static const struct phrase *
person_phrase(const struct document *d, size_t first, size_t n)
{
	const struct phrase *p = tokens_exact(d->lex, &d->tokens.at[first], n,
	    SENSE_BIT(SENSE_PERSON));
	struct token part[PARTS_MAX];
	size_t parts = 0;

	if (p != NULL || n < 3 || n > PARTS_MAX)
		return p;
	for (size_t i = first; i < first + n; i++)
		if (i == first || (d->tokens.at[i].classes & WORD_PARTICLE) ==
		    0)
			part[parts++] = d->tokens.at[i];
	return parts < 2 || parts == n ? NULL : tokens_exact(d->lex, part,
	    parts, SENSE_BIT(SENSE_PERSON));
}

/*
 * The one person whom these tokens may name; NULL if there are several.  Where
 * nobody was in office that year, the one who had been.
 */
static const struct sense *
sense_of(const struct document *d, size_t first, size_t n,
    const struct title *t)
{
	const struct phrase *p = person_phrase(d, first, n);
	const struct sense *only = NULL, *found;
	size_t persons = 0, fit;

	for (size_t i = 0; p != NULL && i < p->n_senses; i++)
		if (d->lex->sense[p->sense + i].kind == SENSE_PERSON) {
			only = &d->lex->sense[p->sense + i];
			persons++;
		}
	if (persons < 2)
		return only;
	found = fitting(d, p, t, false, &fit);
	return fit > 0 || d->year == 0 ? found : fitting(d, p, t, true, &fit);
}

static const struct sense *
full_name(const struct document *d, const struct span *x)
{
	struct title t = title_of(d, x);
	const struct sense *s = sense_of(d, x->first, x->n, &t);

	for (uint32_t k = 1; (s == NULL || (s->flags & SENSE_WEAK) != 0) &&
	    k <= x->title_n && k <= x->first; k++)
		s = sense_of(d, x->first - k, x->n + k, &t);
	return s != NULL && (s->flags & SENSE_WEAK) == 0 ? s : NULL;
}

void
known_mark(struct document *d, struct span *x)
{
	const struct sense *s;

	if (x->value.n != 0 || x->kind == MENTION_NATIONALITY ||
	    x->kind == MENTION_ROLE || x->kind == SPAN_DROPPED ||
	    (x->n == 1 && x->kind == MENTION_LOCATION && x->phrase != NULL))
		return;
	if ((s = full_name(d, x)) == NULL)
		return;
	x->kind = MENTION_PERSON;
	x->value_id = s->value;
	x->phrase = NULL;
	x->org_type = 0;
	if (x->confidence < 0.95f)
		x->confidence = 0.95f;
}

uint32_t
known_among(const struct document *d, size_t first, size_t words,
    const uint32_t *id, size_t n)
{
	const struct phrase *p = n == 0 ? NULL : tokens_exact(d->lex,
	    &d->tokens.at[first], words, SENSE_BIT(SENSE_PERSON));
	uint32_t found = LEXICON_NONE;

	for (size_t i = 0; p != NULL && i < p->n_senses; i++) {
		const struct sense *s = &d->lex->sense[p->sense + i];

		for (size_t k = 0; k < n && s->kind == SENSE_PERSON; k++) {
			if (id[k] != s->value || s->value == found)
				continue;
			if (found != LEXICON_NONE)
				return LEXICON_NONE;
			found = s->value;
		}
	}
	return found;
}

/* "d'Estaing" */
static bool
is_elided(struct str word)
{
	return word.n > 3 && word.p[1] == '\'';
}

size_t
known_full(const struct document *d, size_t i, size_t end)
{
	const struct phrase *p;
	size_t len;

	if (d->tokens.at[i].word == NULL ||
	    d->tokens.at[i].word->phrase_max == 0)
		return 0;
	p = tokens_match(d->lex, &d->tokens.at[i], end - i,
	    SENSE_BIT(SENSE_PERSON), &len);
	if (p == NULL || (len < 2 && (d->tokens.at[i].classes & (WORD_COMMON |
	    WORD_PARTICLE)) != 0))
		return 0;
	for (size_t k = i; k < i + len; k++)
		if (d->tokens.at[k].shape == SHAPE_LOWER &&
		    (d->tokens.at[k].classes & WORD_PARTICLE) == 0 &&
		    (d->tokens.at[k].flags & TOKEN_HYPHEN) == 0 &&
		    !is_word(d, k, "of") && !is_elided(document_text(d, k, 1)))
			return 0;
	for (size_t k = 0; k < p->n_senses; k++)
		if (d->lex->sense[p->sense + k].kind == SENSE_PERSON &&
		    (d->lex->sense[p->sense + k].flags & SENSE_WEAK) == 0)
			return len;
	return 0;
}

/* ---- a surname and the countries of the article ---- */

static void
add_country(struct known *k, uint32_t country)
{
	for (size_t i = 0; i < k->n; i++)
		if (k->country[i] == country)
			return;
	if (country == LEXICON_NONE || k->n >= COUNTRIES_MAX)
		return;
	ARRAY_GROW(k->country, k->n, k->cap);
	k->country[k->n++] = country;
}

/* Countries of the names of places and nations that leave no choice. */
static void
list_countries(struct known *known, const struct document *d)
{
	known->is_listed = true;
	for (size_t i = 0; i < d->spans.n; i++) {
		const struct span *x = &d->spans.at[i];
		uint32_t only = LEXICON_NONE;
		bool several = false;

		if (x->phrase == NULL || (x->kind != MENTION_LOCATION &&
		    x->kind != MENTION_NATIONALITY &&
		    x->kind != MENTION_ORGANIZATION))
			continue;
		for (size_t k = 0; k < x->phrase->n_senses; k++) {
			const struct sense *s =
			    &d->lex->sense[x->phrase->sense + k];
			uint32_t country = s->kind <= SENSE_ACTOR ?
			    d->lex->value[s->value].country : LEXICON_NONE;

			if (country == s->value) {
				add_country(known, country);
				several = true;
				break;
			}
			several |= only != LEXICON_NONE && country != only;
			only = country;
		}
		if (!several)
			add_country(known, only);
	}
}

static bool
names_country(struct known *k, const struct document *d, uint32_t country)
{
	if (!k->is_listed)
		list_countries(k, d);
	for (size_t i = 0; i < k->n; i++)
		if (k->country[i] == country)
			return true;
	return false;
}

/* "Allawi district", "in Mugabe" */
static bool
is_place_like(const struct document *d, const struct span *x)
{
	const struct token *before = document_token(d, x->first, -1);
	const struct token *after = document_token(d, x->first + x->n - 1, 1);

	return (after != NULL && (after->classes & WORD_GENERIC) != 0) ||
	    (before != NULL && (is_word(d, x->first - 1, "in") ||
	    is_word(d, x->first - 1, "In") || is_word(d, x->first - 1, "at")));
}

/* "the Maduro government" */
static bool
is_ruler(const struct document *d, const struct span *x)
{
	static const char *const what[] = { "administration", "government",
	    "regime", "cabinet", "presidency", "junta" };
	size_t i = x->first + x->n;

	for (size_t k = 0; k < sizeof(what) / sizeof(*what); k++)
		if (document_token(d, i - 1, 1) != NULL &&
		    (d->tokens.at[i - 1].flags & TOKEN_POSSESSIVE) == 0 &&
		    is_word(d, i, what[k]))
			return true;
	return false;
}

void
known_link(struct known *k, struct document *d, struct span *x)
{
	struct title t;
	const struct sense *s;
	uint32_t country;
	bool rules;

	if (x->kind != MENTION_PERSON && x->kind != SPAN_UNKNOWN &&
	    (x->phrase != NULL || is_place_like(d, x) || (x->kind !=
	    MENTION_LOCATION && x->kind != MENTION_ORGANIZATION)))
		return;
	t = title_of(d, x);
	rules = is_ruler(d, x);
	if ((s = sense_of(d, x->first, x->n, &t)) == NULL)
		return;
	country = d->lex->value[s->value].country;
	if ((s->flags & SENSE_WEAK) != 0 && !rules) {
		if ((s->flags & SENSE_TITLED) != 0 && !t.is_office)
			return;
		if (t.country != LEXICON_NONE ? t.country != country :
		    ((s->flags & SENSE_TITLED) != 0 || !t.is_any) &&
		    !names_country(k, d, country))
			return;
	}
	x->kind = MENTION_PERSON;
	x->value_id = s->value;
	x->value = lexicon_name(d->lex, s->value);
	x->facet = FACET_ACTOR;
	x->phrase = NULL;
	x->org_type = 0;
	x->is_metonym = false;
	x->rule = RULE_FAMILY;
	if (x->confidence < 0.8f)
		x->confidence = 0.8f;
}

uint32_t
known_country(const struct document *d, const struct span *x)
{
	if (x->value_id == LEXICON_NONE)
		return known_country_at(d, x->first, x->n);
	return d->lex->value[x->value_id].kind == VALUE_PERSON ?
	    d->lex->value[x->value_id].country : LEXICON_NONE;
}

uint32_t
known_country_at(const struct document *d, size_t first, size_t n)
{
	const struct phrase *p = tokens_exact(d->lex, &d->tokens.at[first], n,
	    SENSE_BIT(SENSE_PERSON));
	uint32_t country = LEXICON_NONE;

	for (size_t i = 0; p != NULL && i < p->n_senses; i++) {
		const struct sense *s = &d->lex->sense[p->sense + i];

		if (s->kind != SENSE_PERSON)
			continue;
		if (country != LEXICON_NONE &&
		    country != d->lex->value[s->value].country)
			return LEXICON_NONE;
		country = d->lex->value[s->value].country;
	}
	return country;
}

void
known_reset(struct known *k)
{
	k->n = 0;
	k->is_listed = false;
}

void
known_release(struct known *k)
{
	free(k->country);
}
