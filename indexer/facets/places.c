#include "facets/places.h"

#include <math.h>
#include <stdlib.h>

#include "facets/actors.h"
#include "facets/tagger.h"

#define COUNTRIES_MAX 256	/* and provinces; more are not counted */
#define SENSES_MAX 512		/* names with one sense in the article */

/* ---- countries ---- */

static void
count(struct places *p, uint32_t country, float n)
{
	if (country == LEXICON_NONE)
		return;
	for (size_t i = 0; i < p->n; i++)
		if (p->at[i].country == country) {
			p->at[i].count += n;
			return;
		}
	if (p->n >= COUNTRIES_MAX)
		return;
	ARRAY_GROW(p->at, p->n, p->cap);
	p->at[p->n].country = country;
	p->at[p->n++].count = n;
}

float
places_count_of(const struct places *p, uint32_t country)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->at[i].country == country)
			return p->at[i].count;
	return 0;
}

/* "Georgia": a country, and a province of another. */
static bool
is_country_or_province(const struct lexicon *lex, const struct phrase *phrase)
{
	bool country = false, province = false;

	for (size_t i = 0; phrase != NULL && i < phrase->n_senses; i++) {
		const struct sense *s = &lex->sense[phrase->sense + i];

		if (s->kind != SENSE_PLACE)
			continue;
		country |= lex->value[s->value].kind == VALUE_COUNTRY;
		province |= lex->value[s->value].parent ==
		    lex->value[s->value].country &&
		    lex->value[s->value].population == 0;
	}
	return country && province;
}

/*
 * What a phrase says of countries: its country if it names one, or is a place
 * of one country only.
 */
static void
count_phrase(struct places *p, const struct lexicon *lex,
    const struct phrase *phrase, float weight)
{
	uint32_t only = LEXICON_NONE;
	bool several = false;

	if (is_country_or_province(lex, phrase))
		return;
	for (size_t i = 0; phrase != NULL && i < phrase->n_senses; i++) {
		const struct sense *s = &lex->sense[phrase->sense + i];
		uint32_t country;

		if ((s->kind != SENSE_PLACE && s->kind != SENSE_DEMONYM) ||
		    (s->flags & SENSE_WEAK) != 0)
			continue;
		if (lex->value[s->value].kind == VALUE_COUNTRY) {
			count(p, s->value, weight);
			return;
		}
		country = lex->value[s->value].country;
		several |= only != LEXICON_NONE && only != country;
		only = country;
	}
	if (!several)
		count(p, only, weight / 2);
	for (size_t i = 0; phrase != NULL && i < phrase->n_senses; i++) {
		const struct sense *s = &lex->sense[phrase->sense + i];

		if (s->kind == SENSE_PLACE &&
		    lex->value[s->value].kind == VALUE_PROVINCE)
			count(p, s->value, 1);
	}
}

static enum value_kind
lex_kind(const struct document *d, uint32_t value)
{
	return (enum value_kind)d->lex->value[value].kind;
}

void
places_count(struct places *p, const struct document *d)
{
	struct tokens dateline = { NULL, 0, 0 };
	float best = 0;
	size_t len;

	p->n = p->senses = 0;
	p->total = 0;
	p->main = LEXICON_NONE;
	if (d->place.n != 0) {
		tokens_add(&dateline, d->lex, d->place, 0, TOKEN_CASELESS);
		if (dateline.n > 0)
			count_phrase(p, d->lex, tokens_match(d->lex,
			    dateline.at, dateline.n, SENSE_NAMES, &len), 2);
		tokens_release(&dateline);
	}
	for (size_t i = 0; i < d->spans.n; i++) {
		const struct span *x = &d->spans.at[i];

		if (x->kind == MENTION_LOCATION ||
		    x->kind == MENTION_NATIONALITY)
			count_phrase(p, d->lex, x->phrase, 1);
	}
	for (size_t i = 0; i < p->n; i++) {
		if (lex_kind(d, p->at[i].country) != VALUE_COUNTRY)
			continue;
		p->total += p->at[i].count;
		if (p->at[i].count > best) {
			best = p->at[i].count;
			p->main = p->at[i].country;
		}
	}
	if (best < 2 || best < p->total * 0.5f)
		p->main = LEXICON_NONE;
}

/* ---- senses ---- */

static bool
is_below(const struct lexicon *lex, uint32_t place, uint32_t above)
{
	for (int i = 0; i < 8 && place != LEXICON_NONE; i++) {
		if (place == above)
			return true;
		place = lex->value[place].parent;
	}
	return false;
}

static float
prior(const struct lexicon *lex, const struct sense *s)
{
	const struct value *v = &lex->value[s->value];
	float score = 0;

	switch ((enum value_kind)v->kind) {
	case VALUE_COUNTRY: score = 9; break;
	case VALUE_REGION: score = 8.5f; break;
	case VALUE_PROVINCE: score = 5.5f; break;
	case VALUE_CITY: score = 3; break;
	case VALUE_SITE: score = 4.5f; break;
	case VALUE_ORGANIZATION: case VALUE_PERSON: case VALUE_ROLE: break;
	}
	if (v->population > 0 && log10f((float)v->population) > score)
		score = log10f((float)v->population);
	if (v->population > 500000 ||
	    (v->parent == v->country && v->population > 200000))
		score += 0.7f;
	return (s->flags & SENSE_WEAK) != 0 ? score - 1.5f : score;
}

/* The phrase after "X," (or "X, in"), if a place. */
static const struct phrase *
place_after(const struct document *d, size_t span)
{
	const struct span *x = &d->spans.at[span], *y = x + 1;
	size_t end = x->first + x->n;

	if (span + 1 >= d->spans.n || y->first != end + 1 ||
	    !token_is(&d->tokens.at[end], ',') ||
	    d->tokens.at[y->first].segment != d->tokens.at[x->first].segment)
		return NULL;
	return y->phrase;
}

static bool
may_contain(const struct lexicon *lex, const struct phrase *outer,
    uint32_t place)
{
	for (size_t i = 0; outer != NULL && i < outer->n_senses; i++) {
		const struct sense *s = &lex->sense[outer->sense + i];

		if (s->kind == SENSE_PLACE && s->value != place &&
		    is_below(lex, place, s->value))
			return true;
	}
	return false;
}

static uint32_t
choose(const struct places *p, const struct document *d,
    const struct phrase *phrase, const struct phrase *outer)
{
	bool mixed = p->n > 0 && is_country_or_province(d->lex, phrase);
	uint32_t best = LEXICON_NONE;
	float best_score = -100;

	for (size_t i = 0; i < phrase->n_senses; i++) {
		const struct sense *s =
		    &d->lex->sense[phrase->sense + i];
		const struct value *v;
		float score, named;

		if (s->kind != SENSE_PLACE)
			continue;
		v = &d->lex->value[s->value];
		score = prior(d->lex, s);
		named = v->country == s->value ? 0 :
		    places_count_of(p, v->country);
		if (named > 0)
			score += 0.4f + 1.6f * named / p->total;
		if (v->parent != v->country && v->parent != LEXICON_NONE &&
		    places_count_of(p, v->parent) > 0)
			score += 1;
		if (may_contain(d->lex, outer, s->value))
			score += 6;
		/* nothing else speaks of the country */
		if (mixed && v->country == s->value &&
		    places_count_of(p, s->value) <= 0)
			score -= 4;
		if (score > best_score) {
			best_score = score;
			best = s->value;
		}
	}
	return best;
}

uint32_t
places_best(const struct places *p, const struct document *d,
    const struct phrase *phrase)
{
	return choose(p, d, phrase, NULL);
}

static uint32_t
one_sense(struct places *p, const struct document *d,
    const struct phrase *phrase, const struct phrase *outer)
{
	uint32_t value;

	for (size_t i = 0; outer == NULL && i < p->senses; i++)
		if (p->sense[i].phrase == phrase)
			return p->sense[i].value;
	value = choose(p, d, phrase, outer);
	if (p->senses < SENSES_MAX) {
		ARRAY_GROW(p->sense, p->senses, p->senses_cap);
		p->sense[p->senses].phrase = phrase;
		p->sense[p->senses++].value = value;
	}
	return value;
}

/*
 * A small town of a country that the article does not name, in an article
 * about another: more likely a namesake there that no gazetteer has.
 */
static bool
is_stray(const struct places *p, const struct document *d, uint32_t value)
{
	const struct value *v = &d->lex->value[value];

	return p->main != LEXICON_NONE && v->kind == VALUE_CITY &&
	    v->country != p->main && v->population < 100000 &&
	    places_count_of(p, p->main) >= p->total * 0.6f &&
	    places_count_of(p, v->country) <= 0.5f;
}

static void
set_place(const struct document *d, struct span *x, uint32_t value)
{
	x->value_id = value;
	x->value = lexicon_name(d->lex, value);
	x->facet = FACET_LOCATION;
}

/* ---- places of no gazetteer ---- */

/* The sense of kind PLACE or DEMONYM that is a country or region. */
static uint32_t
home_of(const struct document *d, const struct phrase *p)
{
	for (size_t i = 0; p != NULL && i < p->n_senses; i++) {
		const struct sense *s = &d->lex->sense[p->sense + i];

		if (s->kind == SENSE_DEMONYM || s->kind == SENSE_PLACE)
			return s->value;
	}
	return LEXICON_NONE;
}

static bool
is_administrative(const struct document *d, size_t i)
{
	return (d->tokens.at[i].classes & WORD_GENERIC) != 0;
}

static struct str
join_path(struct document *d, uint32_t above, size_t first, size_t n)
{
	struct str name = document_value(d, first, n);
	struct buf path = { NULL, 0, 0 };
	struct str s;

	buf_str(&path, lexicon_name(d->lex, above));
	buf_putc(&path, '/');
	for (size_t i = 0; i < name.n; i++)
		buf_putc(&path, name.p[i] == '/' ? '-' : name.p[i]);
	s = arena_str(&d->arena, buf_slice(&path));
	buf_release(&path);
	return s;
}

/*
 * "Anbar Province" is Anbar; "Karbala Airport" stands in Karbala; of an
 * unknown name the article's country is its country.
 */
static void
place_by_head(struct places *p, struct document *d, struct span *x)
{
	const struct phrase *part;
	uint32_t home = p->main;
	size_t len;

	part = tokens_match(d->lex, &d->tokens.at[x->first], x->n,
	    SENSE_BIT(SENSE_PLACE), &len);
	if (part != NULL && len < x->n) {
		home = actors_sense(d, part, SENSE_PLACE)->flags & SENSE_WEAK ?
		    p->main : one_sense(p, d, part, NULL);
		if (home == LEXICON_NONE)
			return;
		if (len + 1 == x->n && is_administrative(d, x->first + len)) {
			set_place(d, x, home);
			return;
		}
	}
	if (home == LEXICON_NONE)
		return;
	x->value = join_path(d, home, x->first, x->n);
	x->facet = FACET_LOCATION;
	x->confidence *= 0.8f;
}

/* "the village of X": worth a node of its own. */
static bool
is_announced(const struct document *d, const struct span *x)
{
	const struct token *of = document_token(d, x->first, -1);
	const struct token *what = document_token(d, x->first, -2);

	return of != NULL && what != NULL &&
	    (what->classes & WORD_GENERIC) != 0 &&
	    str_is(document_text(d, x->first - 1, 1), "of");
}

static void
place_unknown(struct places *p, struct document *d, size_t span)
{
	struct span *x = &d->spans.at[span];
	const struct phrase *outer = place_after(d, span);
	uint32_t home = home_of(d, outer);

	if (home == LEXICON_NONE && is_announced(d, x))
		home = p->main;
	if (home == LEXICON_NONE)
		return;
	x->value = join_path(d, home, x->first, x->n);
	x->facet = FACET_LOCATION;
	x->confidence *= 0.8f;
}

void
places_resolve(struct places *p, struct document *d)
{
	for (size_t i = 0; i < d->spans.n; i++) {
		struct span *x = &d->spans.at[i];
		uint32_t value;

		if (x->value.n != 0 || (x->kind != MENTION_LOCATION &&
		    x->kind != MENTION_NATIONALITY))
			continue;
		if (x->kind == MENTION_NATIONALITY) {
			value = home_of(d, x->phrase);
			for (size_t k = 0; x->phrase != NULL &&
			    k < x->phrase->n_senses; k++)
				if (d->lex->sense[x->phrase->sense + k].kind ==
				    SENSE_DEMONYM)
					value = d->lex->sense[
					    x->phrase->sense + k].value;
		} else if (x->phrase != NULL)
			value = one_sense(p, d, x->phrase, place_after(d, i));
		else
			value = LEXICON_NONE;
		if (value != LEXICON_NONE && x->kind == MENTION_LOCATION &&
		    place_after(d, i) == NULL && is_stray(p, d, value)) {
			x->value = join_path(d, p->main, x->first, x->n);
			x->facet = FACET_LOCATION;
			x->confidence = 0.4f;
			x->rule = "country of the article";
		} else if (value != LEXICON_NONE)
			set_place(d, x, value);
		else if (x->kind == MENTION_LOCATION && x->rule[0] == 'h')
			place_by_head(p, d, x);
		else if (x->kind == MENTION_LOCATION)
			place_unknown(p, d, i);
	}
}

void
places_release(struct places *p)
{
	free(p->at);
	free(p->sense);
}
