#include "facets/places.h"

#include <stdlib.h>

#include "facets/place_senses.h"

#define COUNTRIES_MAX 256	/* and provinces; more are not counted */
#define NAMES_MAX 512		/* with one sense in the article */
#define NEIGHBOURS_MAX 64	/* names compared by distance */
#define ROUNDS 3		/* names and countries explain each other */
#define MENTIONS_MAX 4		/* of one name that count */
#define GREAT_CITY 500000
#define COUNTIES_MAX 5		/* that count */

/* ---- countries and provinces: how much speaks for them ---- */

static void
count(struct places *p, uint32_t place, float n)
{
	if (place == LEXICON_NONE || n <= 0)
		return;
	for (size_t i = 0; i < p->n; i++)
		if (p->at[i].country == place) {
			p->at[i].count += n;
			return;
		}
	if (p->n >= COUNTRIES_MAX)
		return;
	ARRAY_GROW(p->at, p->n, p->cap);
	p->at[p->n].country = place;
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

/* What a name says of its country and province, once it has a sense. */
static void
weigh(const struct document *d, const struct place_name *x, float *country,
    float *province)
{
	uint32_t n = x->n < MENTIONS_MAX ? x->n : MENTIONS_MAX;
	float w = (float)n * (x->is_told || x->is_only ? 0.9f : 0.3f);

	*country = *province = 0;
	if (x->value == LEXICON_NONE)
		return;
	switch (place_kind(d, x->value)) {
	case VALUE_COUNTRY:
		*country = (float)n;
		break;
	case VALUE_PROVINCE:
		*country = (float)n * 0.7f;
		*province = (float)n;
		break;
	default:
		*country = *province = w;
	}
}

/* ---- one sense of a name ---- */

/* How many other names stand for places close by. */
static float
neighbours(const struct places *p, const struct document *d, uint32_t place,
    const struct phrase *self)
{
	float n = 0;

	for (size_t i = 0; i < p->names && i < NEIGHBOURS_MAX; i++)
		if (p->name[i].phrase != self &&
		    p->name[i].value != LEXICON_NONE &&
		    p->name[i].value != place && !p->name[i].is_below &&
		    place_is_near(&d->lex->value[place],
		    &d->lex->value[p->name[i].value]))
			n += 1;
	return n < 3 ? n : 3;
}

const struct place_name *
places_find(const struct places *p, const struct phrase *phrase)
{
	for (size_t i = 0; i < p->names; i++)
		if (p->name[i].phrase == phrase)
			return &p->name[i];
	return NULL;
}

/* What the article says, less what the name itself says. */
struct context {
	const struct places *p;
	const struct document *d;
	const struct place_name *self;	/* or NULL */
	float total;
};

static float
others(const struct context *c, uint32_t place, bool is_province)
{
	float n = places_count_of(c->p, place), country, province;

	if (c->self == NULL || c->self->value == LEXICON_NONE)
		return n;
	weigh(c->d, c->self, &country, &province);
	if (is_province)
		return place_province(c->d->lex, c->self->value) == place ?
		    n - province : n;
	return c->d->lex->value[c->self->value].country == place ?
	    n - country : n;
}

static float
score_sense(const struct context *c, const struct phrase *phrase,
    const struct sense *s)
{
	const struct lexicon *lex = c->d->lex;
	const struct value *v = &lex->value[s->value];
	uint32_t above = place_province(lex, s->value);
	float score = place_prior(lex, s), named = 0, region;

	if (v->country != s->value && v->country != LEXICON_NONE)
		named = others(c, v->country, false);
	if (named > 0.01f)
		score += 0.4f + 1.6f * named / c->total;
	if (above != LEXICON_NONE && above != s->value &&
	    (region = others(c, above, true)) > 0.01f)
		score += region >= 5 ? 5 : region < 0.5f ? 2 * region :
		    1.2f + 0.8f * region;	/* one mention elsewhere: 0.3 */
	if (v->kind == VALUE_CITY)
		score += 0.9f * neighbours(c->p, c->d, s->value, phrase);
	return score;
}

/* Does the article name the province in which the name has a namesake? */
static bool
has_local_namesake(const struct context *c, const struct phrase *phrase)
{
	const struct lexicon *lex = c->d->lex;

	for (size_t i = 0; i < phrase->n_senses; i++) {
		const struct sense *s = &lex->sense[phrase->sense + i];
		uint32_t above;

		if (s->kind != SENSE_PLACE)
			continue;
		above = place_province(lex, s->value);
		if (above != LEXICON_NONE && above != s->value &&
		    others(c, above, true) >= 1 &&
		    others(c, lex->value[s->value].country, false) >=
		    c->total * 0.6f)
			return true;
	}
	return false;
}

/* Does the article name the country of a province of that name? */
static bool
names_a_country(const struct context *c, const struct phrase *phrase)
{
	const struct lexicon *lex = c->d->lex;

	for (size_t i = 0; i < phrase->n_senses; i++) {
		const struct sense *s = &lex->sense[phrase->sense + i];

		if (s->kind == SENSE_PLACE && lex->value[s->value].country !=
		    s->value && others(c, lex->value[s->value].country,
		    false) > 0.01f)
			return true;
	}
	return false;
}

/* People in the greatest city of that name. */
static uint32_t
greatest(const struct document *d, const struct phrase *phrase)
{
	uint32_t most = 0;

	for (size_t i = 0; i < phrase->n_senses; i++) {
		const struct sense *s = &d->lex->sense[phrase->sense + i];

		if (s->kind == SENSE_PLACE && place_kind(d, s->value) ==
		    VALUE_CITY && d->lex->value[s->value].population > most)
			most = d->lex->value[s->value].population;
	}
	return most;
}

static bool
is_village(const struct document *d, uint32_t place, uint32_t great)
{
	return place_kind(d, place) == VALUE_CITY &&
	    d->lex->value[place].population < great / 10;
}

uint32_t
places_choose(const struct places *p, const struct document *d,
    const struct phrase *phrase, const struct phrase *outer)
{
	struct context c = { p, d, places_find(p, phrase), p->total };
	uint32_t best = LEXICON_NONE;
	float best_score = -100, country, province;
	uint32_t great = greatest(d, phrase);
	bool mixed;

	if (c.self != NULL) {
		weigh(d, c.self, &country, &province);
		c.total -= country;
	}
	mixed = (c.total > 0.01f && place_is_mixed(d->lex, phrase) &&
	    names_a_country(&c, phrase)) || has_local_namesake(&c, phrase);
	if (c.total < 0.01f)
		c.total = 1;
	for (size_t i = 0; i < phrase->n_senses; i++) {
		const struct sense *s = &d->lex->sense[phrase->sense + i];
		float score;

		if (s->kind != SENSE_PLACE)
			continue;
		score = score_sense(&c, phrase, s);
		if (place_may_contain(d->lex, outer, s->value))
			score += 6;
		/* a village of the name of a great city */
		if (great >= GREAT_CITY && is_village(d, s->value, great) &&
		    others(&c, d->lex->value[s->value].country, false) <
		    c.total * 0.4f &&
		    !place_may_contain(d->lex, outer, s->value))
			score -= 1.5f;
		/* nothing else speaks of the country */
		if (mixed && place_kind(d, s->value) == VALUE_COUNTRY &&
		    others(&c, s->value, false) < 0.01f)
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
	const struct place_name *x = places_find(p, phrase);

	return x != NULL && x->value != LEXICON_NONE && !x->is_below ?
	    x->value : places_choose(p, d, phrase, NULL);
}

/* ---- all names of the article ---- */

static struct place_name *
add_name(struct places *p, const struct document *d,
    const struct phrase *phrase)
{
	struct place_name *x;
	size_t senses = 0;

	for (size_t i = 0; i < p->names; i++)
		if (p->name[i].phrase == phrase) {
			p->name[i].n++;
			return &p->name[i];
		}
	if (p->names >= NAMES_MAX)
		return NULL;
	ARRAY_GROW(p->name, p->names, p->names_cap);
	x = &p->name[p->names++];
	*x = (struct place_name){ .phrase = phrase, .value = LEXICON_NONE,
	    .n = 1 };
	for (size_t i = 0; i < phrase->n_senses; i++) {
		const struct sense *s = &d->lex->sense[phrase->sense + i];

		if (s->kind != SENSE_PLACE)
			continue;
		senses++;
		if ((s->flags & SENSE_WEAK) == 0)
			x->value = s->value;
	}
	x->is_only = senses == 1;
	if (senses > 1)
		x->value = LEXICON_NONE;
	return x;
}

/* "X, Y": the article tells where its X is. */
static void
tell(struct places *p, const struct document *d, size_t span,
    struct place_name *x)
{
	const struct phrase *outer = place_after(d, span);
	uint32_t value, above;

	if (outer == NULL || outer == x->phrase)
		return;
	value = places_choose(p, d, x->phrase, outer);
	if (value != LEXICON_NONE && place_may_contain(d->lex, outer, value)) {
		x->value = value;
		x->is_told = true;
		x->is_below = false;
		return;
	}
	above = place_outer(d, outer);
	if (x->is_told || above == LEXICON_NONE || value == LEXICON_NONE ||
	    place_kind(d, value) != VALUE_CITY || place_is_list(d, span) ||
	    (place_kind(d, above) == VALUE_COUNTRY &&
	    d->lex->value[value].population > 500000))
		return;
	x->value = above;
	x->is_told = x->is_below = true;
}

static void
collect(struct places *p, const struct document *d)
{
	struct place_name *name;

	for (size_t i = 0; i < d->spans.n; i++) {
		const struct span *x = &d->spans.at[i];

		if (x->kind != MENTION_LOCATION || x->phrase == NULL ||
		    (x->phrase->kinds & SENSE_BIT(SENSE_PLACE)) == 0)
			continue;
		if ((name = add_name(p, d, x->phrase)) != NULL)
			tell(p, d, i, name);
	}
}

/*
 * "Henry County", of a person's name: an American one, unless more speaks for
 * another country.
 */
static void
count_counties(struct places *p, const struct document *d)
{
	p->us = lexicon_find_value(d->lex, FACET_LOCATION,
	    STR_LIT("United States"));
	p->counties = 0;
	for (size_t i = 0; i < d->spans.n && p->us != LEXICON_NONE; i++) {
		const struct span *x = &d->spans.at[i];
		const struct token *t = &d->tokens.at[x->first];

		if (x->kind == MENTION_LOCATION && x->n > 1 &&
		    (t->classes & (WORD_GIVEN | WORD_FAMILY)) != 0 &&
		    (t->classes & WORD_FAMILY_FIRST) == 0 &&
		    str_is(document_text(d, x->first + x->n - 1, 1), "County"))
			p->counties++;
	}
}

/* Once more, with the senses as they are now. */
static void
recount(struct places *p, const struct document *d)
{
	float country, province;

	p->n = 0;
	p->total = 0;
	if (p->dateline != LEXICON_NONE) {
		count(p, d->lex->value[p->dateline].country, 2);
		count(p, place_province(d->lex, p->dateline), 1);
	}
	count(p, p->us, 0.6f * (float)(p->counties < COUNTIES_MAX ?
	    p->counties : COUNTIES_MAX));
	for (size_t i = 0; i < d->spans.n; i++) {
		const struct span *x = &d->spans.at[i];
		uint32_t home;

		if (x->kind != MENTION_NATIONALITY ||
		    (home = place_home(d, x->phrase)) == LEXICON_NONE)
			continue;
		count(p, d->lex->value[home].country, 1);
	}
	for (size_t i = 0; i < p->names; i++) {
		const struct place_name *x = &p->name[i];

		weigh(d, x, &country, &province);
		if (x->value == LEXICON_NONE)
			continue;
		count(p, d->lex->value[x->value].country, country);
		count(p, place_province(d->lex, x->value), province);
	}
	for (size_t i = 0; i < p->n; i++)
		if (place_kind(d, p->at[i].country) == VALUE_COUNTRY)
			p->total += p->at[i].count;
}

/* The country (or province, of that country) that has most; its count. */
static float
leader(const struct places *p, const struct document *d, uint32_t country,
    uint32_t *best)
{
	float most = 0;

	*best = LEXICON_NONE;
	for (size_t i = 0; i < p->n; i++) {
		uint32_t x = p->at[i].country;
		bool fits = country == LEXICON_NONE ?
		    place_kind(d, x) == VALUE_COUNTRY :
		    x != country && d->lex->value[x].country == country;

		if (fits && p->at[i].count > most) {
			most = p->at[i].count;
			*best = x;
		}
	}
	return most;
}

static void
find_home(struct places *p, const struct document *d)
{
	uint32_t region;
	float most = leader(p, d, LEXICON_NONE, &p->home), all = 0, best;

	p->main = most >= 2 ? p->home : LEXICON_NONE;
	if (most < p->total * 0.5f)
		p->home = p->main = LEXICON_NONE;
	if (p->home == LEXICON_NONE)
		return;
	best = leader(p, d, p->home, &region);
	for (size_t i = 0; i < p->n; i++)
		if (p->at[i].country != p->home &&
		    d->lex->value[p->at[i].country].country == p->home)
			all += p->at[i].count;
	if (best >= 0.7f && best >= all * 0.4f)
		p->home = region;
}

static void
read_dateline(struct places *p, const struct document *d)
{
	struct tokens t = { 0 };
	const struct phrase *phrase;
	size_t len;

	p->dateline = LEXICON_NONE;
	if (d->place.n == 0)
		return;
	tokens_add(&t, d->lex, d->place, 0, TOKEN_CASELESS);
	phrase = t.n == 0 ? NULL : tokens_match(d->lex, t.at, t.n,
	    SENSE_BIT(SENSE_PLACE), &len);
	if (phrase != NULL && !place_is_mixed(d->lex, phrase))
		p->dateline = places_choose(p, d, phrase, NULL);
	tokens_release(&t);
}

/*
 * A small town of a country that the article does not name, in an article
 * about another: more likely a namesake there that no gazetteer has.
 */
static bool
is_stray(const struct places *p, const struct document *d,
    const struct place_name *x)
{
	const struct context c = { p, d, x, 0 };
	const struct value *v = &d->lex->value[x->value];
	float home;
	uint32_t country;

	if (p->home == LEXICON_NONE || x->is_told || v->kind != VALUE_CITY)
		return false;
	/* where counties are news, so are towns that repeat a great name */
	if (v->population >= 100000 && (p->counties < 2 || x->n < 2))
		return false;
	country = d->lex->value[p->home].country;
	home = others(&c, country, false);
	return v->country != country && home >= 1.4f &&
	    home >= p->total * 0.6f && others(&c, v->country, false) <= 0.5f;
}

void
places_count(struct places *p, const struct document *d)
{
	p->n = p->names = 0;
	p->total = 0;
	p->home = p->main = LEXICON_NONE;
	read_dateline(p, d);
	count_counties(p, d);
	collect(p, d);
	for (int round = 0; round < ROUNDS; round++) {
		recount(p, d);
		for (size_t i = 0; i < p->names; i++)
			if (!p->name[i].is_told)
				p->name[i].value = places_choose(p, d,
				    p->name[i].phrase, NULL);
	}
	recount(p, d);
	find_home(p, d);
	for (size_t i = 0; i < p->names; i++)
		if (is_stray(p, d, &p->name[i])) {
			p->name[i].value = p->home;
			p->name[i].is_below = p->name[i].is_stray = true;
		}
}

void
places_release(struct places *p)
{
	free(p->at);
	free(p->name);
}
