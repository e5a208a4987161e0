#include "facets/places.h"

#include <math.h>
#include <stdlib.h>

#include "facets/actors.h"
#include "facets/tagger.h"

#define UNKNOWN_SURE 0.55f	/* below it a name in no gazetteer is no place */
#define COUNTRIES_MAX 256	/* and provinces; more are not counted */
#define NAMES_MAX 512		/* with one sense in the article */
#define NEIGHBOURS_MAX 64	/* names compared by distance */
#define ROUNDS 3		/* names and countries explain each other */
#define MENTIONS_MAX 4		/* of one name that count */
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

static enum value_kind
lex_kind(const struct document *d, uint32_t value)
{
	return (enum value_kind)d->lex->value[value].kind;
}

/* The node right below the country; LEXICON_NONE if it is the country. */
static uint32_t
province_of(const struct lexicon *lex, uint32_t place)
{
	for (int i = 0; i < 8 && place != LEXICON_NONE; i++) {
		const struct value *v = &lex->value[place];

		if (v->parent == v->country && v->country != place)
			return place;
		place = v->parent;
	}
	return LEXICON_NONE;
}

/* What a name says of its country and province, once it has a sense. */
static void
weigh(const struct document *d, const struct place_name *x, float *country,
    float *province)
{
	uint32_t n = x->n < MENTIONS_MAX ? x->n : MENTIONS_MAX;
	float w = (float)n * (x->is_told || x->is_only ? 0.7f : 0.4f);

	*country = *province = 0;
	if (x->value == LEXICON_NONE)
		return;
	switch (lex_kind(d, x->value)) {
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

/* The country or region of a demonym, else the first place of the name. */
static uint32_t
home_of(const struct document *d, const struct phrase *p)
{
	const struct sense *s = actors_sense(d, p, SENSE_DEMONYM);

	if (s == NULL)
		s = actors_sense(d, p, SENSE_PLACE);
	return s != NULL ? s->value : LEXICON_NONE;
}

/* ---- one sense of a name ---- */

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

/* The span after "X,", in the same sentence; NULL. */
static const struct span *
span_after(const struct document *d, size_t span)
{
	const struct span *x = &d->spans.at[span], *y = x + 1;
	size_t end = x->first + x->n;

	if (span + 1 >= d->spans.n || y->first != end + 1 ||
	    !token_is(&d->tokens.at[end], ',') ||
	    d->tokens.at[y->first].segment != d->tokens.at[x->first].segment)
		return NULL;
	return y;
}

/* The phrase after "X,", if a place; "X, Y County," is passed over. */
static const struct phrase *
place_after(const struct document *d, size_t span)
{
	const struct span *y = span_after(d, span);

	if (y != NULL && y->phrase == NULL && y->kind == MENTION_LOCATION)
		y = span_after(d, span + 1);
	return y != NULL ? y->phrase : NULL;
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

/* Within some 100 km of each other? */
static bool
is_near(const struct value *a, const struct value *b)
{
	float y = (float)(a->lat - b->lat) / 100;
	float x = (float)(a->lon - b->lon) / 100 *
	    cosf((float)a->lat / 100 * 0.01745f);

	return (a->lat != 0 || a->lon != 0) && (b->lat != 0 || b->lon != 0) &&
	    x * x + y * y < 1;
}

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
		    is_near(&d->lex->value[place],
		    &d->lex->value[p->name[i].value]))
			n += 1;
	return n < 3 ? n : 3;
}

static const struct place_name *
find_name(const struct places *p, const struct phrase *phrase)
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
		return province_of(c->d->lex, c->self->value) == place ?
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
	uint32_t above = province_of(lex, s->value);
	float score = prior(lex, s), named = 0, region;

	if (v->country != s->value && v->country != LEXICON_NONE)
		named = others(c, v->country, false);
	if (named > 0.01f)
		score += 0.4f + 1.6f * named / c->total;
	if (above != LEXICON_NONE && above != s->value &&
	    (region = others(c, above, true)) > 0.01f)
		score += region < 3 ? 1 + 0.5f * region : 2.5f;
	if (v->kind == VALUE_CITY)
		score += 0.5f * neighbours(c->p, c->d, s->value, phrase);
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
		above = province_of(lex, s->value);
		if (above != LEXICON_NONE && above != s->value &&
		    others(c, above, true) >= 1 &&
		    others(c, lex->value[s->value].country, false) >=
		    c->total * 0.6f)
			return true;
	}
	return false;
}

static uint32_t
choose(const struct places *p, const struct document *d,
    const struct phrase *phrase, const struct phrase *outer)
{
	struct context c = { p, d, find_name(p, phrase), p->total };
	uint32_t best = LEXICON_NONE;
	float best_score = -100, country, province;
	bool mixed;

	if (c.self != NULL) {
		weigh(d, c.self, &country, &province);
		c.total -= country;
	}
	mixed = (c.total > 0.01f && is_country_or_province(d->lex, phrase)) ||
	    has_local_namesake(&c, phrase);
	if (c.total < 0.01f)
		c.total = 1;
	for (size_t i = 0; i < phrase->n_senses; i++) {
		const struct sense *s = &d->lex->sense[phrase->sense + i];
		float score;

		if (s->kind != SENSE_PLACE)
			continue;
		score = score_sense(&c, phrase, s);
		if (may_contain(d->lex, outer, s->value))
			score += 6;
		/* nothing else speaks of the country */
		if (mixed && lex_kind(d, s->value) == VALUE_COUNTRY &&
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
	const struct place_name *x = find_name(p, phrase);

	return x != NULL && x->value != LEXICON_NONE && !x->is_below ?
	    x->value : choose(p, d, phrase, NULL);
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

/* The province or country that a phrase in "X, Y" stands for. */
static uint32_t
outer_place(const struct document *d, const struct phrase *outer)
{
	uint32_t country = LEXICON_NONE;

	for (size_t i = 0; outer != NULL && i < outer->n_senses; i++) {
		const struct sense *s = &d->lex->sense[outer->sense + i];

		if (s->kind != SENSE_PLACE)
			continue;
		if (lex_kind(d, s->value) == VALUE_PROVINCE)
			return s->value;
		if (lex_kind(d, s->value) == VALUE_COUNTRY)
			country = s->value;
	}
	return country;
}

/* "X, Y and Z", "W, X, Y": a list, not a town in its state. */
static bool
is_list(const struct document *d, size_t span)
{
	const struct span *x = &d->spans.at[span], *y = x + 1;
	size_t end = y->first + y->n;
	const struct token *after = document_token(d, end - 1, 1);
	const struct token *before = document_token(d, x->first, -1);

	if (after != NULL && after->kind == TOKEN_WORD &&
	    (str_is(document_text(d, end, 1), "and") ||
	    str_is(document_text(d, end, 1), "AND")))
		return true;
	return before != NULL && token_is(before, ',') && span > 0 &&
	    x[-1].first + x[-1].n == x->first - 1 &&
	    x[-1].kind == MENTION_LOCATION;
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
	value = choose(p, d, x->phrase, outer);
	if (value != LEXICON_NONE && may_contain(d->lex, outer, value)) {
		x->value = value;
		x->is_told = true;
		x->is_below = false;
		return;
	}
	above = outer_place(d, outer);
	if (x->is_told || above == LEXICON_NONE || value == LEXICON_NONE ||
	    lex_kind(d, value) != VALUE_CITY || is_list(d, span) ||
	    (lex_kind(d, above) == VALUE_COUNTRY &&
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
		count(p, province_of(d->lex, p->dateline), 1);
	}
	count(p, p->us, 0.6f * (float)(p->counties < COUNTIES_MAX ?
	    p->counties : COUNTIES_MAX));
	for (size_t i = 0; i < d->spans.n; i++) {
		const struct span *x = &d->spans.at[i];
		uint32_t home;

		if (x->kind != MENTION_NATIONALITY ||
		    (home = home_of(d, x->phrase)) == LEXICON_NONE)
			continue;
		count(p, d->lex->value[home].country, 1);
	}
	for (size_t i = 0; i < p->names; i++) {
		const struct place_name *x = &p->name[i];

		weigh(d, x, &country, &province);
		if (x->value == LEXICON_NONE)
			continue;
		count(p, d->lex->value[x->value].country, country);
		count(p, province_of(d->lex, x->value), province);
	}
	for (size_t i = 0; i < p->n; i++)
		if (lex_kind(d, p->at[i].country) == VALUE_COUNTRY)
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
		    lex_kind(d, x) == VALUE_COUNTRY :
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
	if (best >= 1 && best >= all * 0.5f)
		p->home = region;
}

static void
read_dateline(struct places *p, const struct document *d)
{
	struct tokens t = { NULL, 0, 0 };
	const struct phrase *phrase;
	size_t len;

	p->dateline = LEXICON_NONE;
	if (d->place.n == 0)
		return;
	tokens_add(&t, d->lex, d->place, 0, TOKEN_CASELESS);
	phrase = t.n == 0 ? NULL : tokens_match(d->lex, t.at, t.n,
	    SENSE_BIT(SENSE_PLACE), &len);
	if (phrase != NULL && !is_country_or_province(d->lex, phrase))
		p->dateline = choose(p, d, phrase, NULL);
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
				p->name[i].value = choose(p, d,
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

static void
set_place(const struct document *d, struct span *x, uint32_t value)
{
	x->value_id = value;
	x->value = lexicon_name(d->lex, value);
	x->facet = FACET_LOCATION;
}

/* ---- places of no gazetteer ---- */

static bool
is_administrative(const struct document *d, size_t i)
{
	return (d->tokens.at[i].classes & WORD_GENERIC) != 0;
}

/* "County", "Township": stand beside towns of that name, not for them. */
static bool
is_county(const struct document *d, size_t i)
{
	struct str w = document_text(d, i, 1);

	return str_is(w, "County") || str_is(w, "Township") ||
	    str_is(w, "Parish") || str_is(w, "Borough");
}

static void
set_below(struct document *d, struct span *x, uint32_t above)
{
	struct str name = document_value(d, x->first, x->n);
	struct buf path = { NULL, 0, 0 };

	buf_str(&path, lexicon_name(d->lex, above));
	buf_putc(&path, '/');
	for (size_t i = 0; i < name.n; i++)
		buf_putc(&path, name.p[i] == '/' ? '-' : name.p[i]);
	x->value = arena_str(&d->arena, buf_slice(&path));
	x->facet = FACET_LOCATION;
	x->confidence *= 0.8f;
	buf_release(&path);
}

/* A path above which a name of no gazetteer may be put: no site or city. */
static uint32_t
region_of(const struct document *d, uint32_t place)
{
	while (place != LEXICON_NONE && (lex_kind(d, place) == VALUE_CITY ||
	    lex_kind(d, place) == VALUE_SITE))
		place = d->lex->value[place].parent;
	return place;
}

/*
 * "Anbar Province" is Anbar; "Karbala Airport" stands in Karbala.  True if a
 * part of the name tells.
 */
static bool
place_by_part(const struct places *p, struct document *d, struct span *x)
{
	const struct phrase *part;
	uint32_t home;
	size_t len;

	part = tokens_match(d->lex, &d->tokens.at[x->first], x->n,
	    SENSE_BIT(SENSE_PLACE), &len);
	if (part == NULL || len >= x->n ||
	    (actors_sense(d, part, SENSE_PLACE)->flags & SENSE_WEAK) != 0)
		return false;
	home = places_best(p, d, part);
	if (home == LEXICON_NONE)
		return false;
	if (is_county(d, x->first + x->n - 1) || (p->home != LEXICON_NONE &&
	    lex_kind(d, home) == VALUE_CITY && !is_below(d->lex, home,
	    d->lex->value[p->home].country)))
		return false;
	if (len + 1 == x->n && is_administrative(d, x->first + len)) {
		set_place(d, x, home);
		return true;
	}
	set_below(d, x, home);
	return true;
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

/* A name of no gazetteer: its place is told, or it is the article's. */
static void
place_unknown(const struct places *p, struct document *d, size_t span)
{
	struct span *x = &d->spans.at[span];
	const struct phrase *outer = place_after(d, span);
	uint32_t home = LEXICON_NONE;

	if (outer != NULL && (outer->kinds & SENSE_BIT(SENSE_PLACE)) != 0 &&
	    !is_list(d, span))
		home = outer_place(d, outer) != LEXICON_NONE ?
		    outer_place(d, outer) : places_best(p, d, outer);
	if (home == LEXICON_NONE && x->confidence >= UNKNOWN_SURE &&
	    place_by_part(p, d, x))
		return;
	if (home == LEXICON_NONE && (x->confidence >= UNKNOWN_SURE ||
	    is_announced(d, x)))
		home = p->home;
	home = region_of(d, home);
	if (home != LEXICON_NONE && lex_kind(d, home) != VALUE_REGION)
		set_below(d, x, home);
}

static void
place_known(const struct places *p, struct document *d, size_t span)
{
	struct span *x = &d->spans.at[span];
	const struct phrase *outer = place_after(d, span);
	const struct place_name *name = find_name(p, x->phrase);
	uint32_t value;

	if (outer != NULL && outer != x->phrase) {
		value = choose(p, d, x->phrase, outer);
		if (value != LEXICON_NONE &&
		    may_contain(d->lex, outer, value)) {
			set_place(d, x, value);
			return;
		}
	}
	if (name != NULL && name->is_below) {
		set_below(d, x, name->value);
		if (name->is_stray) {
			x->confidence = 0.4f;
			x->rule = "country of the article";
		}
		return;
	}
	value = places_best(p, d, x->phrase);
	if (value != LEXICON_NONE)
		set_place(d, x, value);
	else
		place_unknown(p, d, span);
}

void
places_resolve(const struct places *p, struct document *d)
{
	for (size_t i = 0; i < d->spans.n; i++) {
		struct span *x = &d->spans.at[i];
		uint32_t value;

		if (x->value.n != 0)
			continue;
		if (x->kind == MENTION_NATIONALITY) {
			value = home_of(d, x->phrase);
			if (value != LEXICON_NONE)
				set_place(d, x, value);
		} else if (x->kind == MENTION_LOCATION && x->phrase != NULL)
			place_known(p, d, i);
		else if (x->kind == MENTION_LOCATION)
			place_unknown(p, d, i);
	}
}

void
places_release(struct places *p)
{
	free(p->at);
	free(p->name);
}
