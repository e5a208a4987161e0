#include "facets/actors.h"

#include "facets/acronyms.h"
#include "facets/kinds.h"
#include "facets/orgtype.h"

#define SHORT_BACK 300		/* names to look back over */
#define NAMED 512		/* values of a window */

const struct sense *
actors_sense(const struct document *d, const struct phrase *p,
    enum sense_kind kind)
{
	const struct sense *best = NULL;

	for (size_t i = 0; p != NULL && i < p->n_senses; i++) {
		const struct sense *s = &d->lex->sense[p->sense + i];

		if (s->kind == kind && (best == NULL ||
		    ((best->flags & SENSE_WEAK) != 0 &&
		    (s->flags & SENSE_WEAK) == 0)))
			best = s;
	}
	return best;
}

struct str
actors_body(struct document *d, uint32_t country, struct str body)
{
	buf_reset(&d->scratch);
	buf_str(&d->scratch, lexicon_name(d->lex, country));
	buf_putc(&d->scratch, ' ');
	buf_str(&d->scratch, body);
	return arena_str(&d->arena, buf_slice(&d->scratch));
}

static void
set_government(struct document *d, struct span *x, uint32_t country,
    enum rule rule)
{
	x->kind = MENTION_ORGANIZATION;
	x->facet = FACET_ACTOR;
	x->value = actors_body(d, country, STR_LIT("government"));
	x->org_type = ORG_TYPE_GOVERNMENT;
	x->rule = rule;
}

/* "Republican Party": one in many a country, whoever has the plain name. */
static bool
is_plain_party(const struct document *d, const struct phrase *p, size_t first,
    const struct sense *s)
{
	uint8_t type = d->lex->value[s->value].org_type;

	if (type != ORG_TYPE_PARTY && type != ORG_TYPE_MOVEMENT)
		return false;
	for (size_t i = first; i < first + p->n; i++)
		if (d->tokens.at[i].shape == SHAPE_UPPER ||
		    (d->tokens.at[i].classes & (WORD_GIVEN | WORD_FAMILY)) !=
		    0)
			return false;
	return p->n == 2;
}

/*
 * Among several organizations of that name: a strong sense before a weak one,
 * but for one whose country is the article's.  A weak one needs its country.
 */
static const struct sense *
choose(const struct document *d, const struct places *places,
    const struct span *x)
{
	const struct phrase *p = x->phrase;
	const struct sense *best = NULL;
	float best_score = 0;

	for (size_t i = 0; i < p->n_senses; i++) {
		const struct sense *s = &d->lex->sense[p->sense + i];
		bool strong = (s->flags & SENSE_WEAK) == 0;
		uint32_t country;
		float score, share = 0;

		if (s->kind != SENSE_ACTOR)
			continue;
		country = d->lex->value[s->value].country;
		if (country != LEXICON_NONE && places->total > 0)
			share = places_count_of(places, country) /
			    places->total;
		score = 1 + (strong ? 4 : 0) + ((s->flags & SENSE_NAME) != 0) +
		    (share > 0 ? 1 : 0) + 10 * share;
		if (!strong && (country == LEXICON_NONE ? p->n < 2 :
		    share < 0.3f))
			continue;
		if (strong && share <= 0 && country != LEXICON_NONE &&
		    places->main != LEXICON_NONE &&
		    is_plain_party(d, p, x->first, s))
			continue;
		if (score > best_score) {
			best = s;
			best_score = score;
		}
	}
	return best;
}

void
actors_set(struct document *d, struct span *x, uint32_t value)
{
	const struct value *v = &d->lex->value[value];

	x->value_id = value;
	x->value = lexicon_name(d->lex, value);
	x->facet = FACET_ACTOR;
	x->org_type = v->former_type != 0 && d->year != 0 &&
	    d->year <= 1900 + v->former_year ? v->former_type : v->org_type;
	x->kind = v->kind == VALUE_PERSON ? MENTION_PERSON :
	    MENTION_ORGANIZATION;
}

/* Does a verb of which a government is the subject follow? */
static bool
acts(const struct document *d, const struct span *x)
{
	const struct token *before = document_token(d, x->first, -1), *t;
	size_t last = x->first + x->n - 1;

	if (before != NULL && (before->classes & WORD_PLACE) != 0)
		return false;
	if (before != NULL && (token_is(before, ',') ||
	    str_is(document_text(d, x->first - 1, 1), "of")))
		return false;
	if ((d->tokens.at[last].flags & TOKEN_POSSESSIVE) != 0)
		return false;
	for (ptrdiff_t k = 1; k <= 3; k++) {
		if ((t = document_token(d, last, k)) == NULL)
			return false;
		if ((t->classes & WORD_SPEECH) != 0)
			return t->shape == SHAPE_LOWER;
		if ((t->classes & WORD_AUX) == 0)
			return false;
	}
	return false;
}

/*
 * Whose government a name stands for: that of a state that is no more in
 * articles of its time ("Moscow" in 1969), else of *today.
 */
static const struct sense *
metonym_of(const struct document *d, const struct phrase *p,
    const struct sense **today)
{
	const struct sense *former = NULL;

	*today = NULL;
	for (size_t i = 0; p != NULL && i < p->n_senses; i++) {
		const struct sense *s = &d->lex->sense[p->sense + i];
		uint8_t last = s->kind == SENSE_METONYM ?
		    d->lex->value[s->value].former_year : 0;

		if (s->kind != SENSE_METONYM)
			continue;
		if (last == 0)
			*today = s;
		else if (d->year != 0 && d->year <= 1900 + last)
			former = s;
	}
	return former != NULL ? former : *today;
}

static bool
is_city_of(const struct document *d, uint32_t place, uint32_t country)
{
	return place != LEXICON_NONE &&
	    d->lex->value[place].country == country;
}

/* "Tata" in India is not the town in Hungary of which nobody speaks. */
static bool
is_stray_town(const struct document *d, const struct places *places,
    const struct span *x)
{
	const struct place_name *name;
	const struct value *v;
	uint32_t best;

	if (x->kind != MENTION_LOCATION || x->n != 1 ||
	    (x->phrase->kinds & SENSE_BIT(SENSE_ACTOR)) == 0)
		return false;
	best = places_best(places, d, x->phrase);
	name = places_find(places, x->phrase);
	if (best == LEXICON_NONE || name == NULL || name->is_told)
		return false;
	v = &d->lex->value[best];
	return v->kind == VALUE_CITY && v->population < 200000 &&
	    places_count_of(places, v->country) <= 0.9f * (float)name->n;
}

/*
 * A word that is also a common noun, and stands for none of the bodies that
 * the dictionary knows by it, says only of what kind it is: "Congress" in Lima.
 */
static bool
set_noun(const struct document *d, struct span *x)
{
	const struct token *t = &d->tokens.at[x->first];
	const struct sense *role;
	size_t len;

	if (x->kind != MENTION_ORGANIZATION || x->n != 1 ||
	    t->shape != SHAPE_CAPITAL || (role = actors_sense(d,
	    tokens_match(d->lex, t, 1, SENSE_BIT(SENSE_ROLE), &len),
	    SENSE_ROLE)) == NULL)
		return false;
	x->org_type = d->lex->value[role->value].org_type;
	x->value = org_type_name(x->org_type);
	x->facet = FACET_ORG_TYPE;
	x->phrase = NULL;
	x->rule = RULE_ROLE;
	return true;
}

static void
resolve_phrase(struct document *d, const struct places *places, struct span *x)
{
	const struct sense *s, *today;

	if (x->kind == MENTION_ORGANIZATION &&
	    (s = choose(d, places, x)) != NULL) {
		actors_set(d, x, s->value);
		return;
	}
	if (is_stray_town(d, places, x) && (s = choose(d, places, x)) !=
	    NULL) {
		actors_set(d, x, s->value);
		x->rule = RULE_DICTIONARY;
		return;
	}
	s = metonym_of(d, x->phrase, &today);
	if (s != NULL && ((s->flags & SENSE_CAPITAL) == 0 ? x->kind ==
	    MENTION_ORGANIZATION : x->kind == MENTION_LOCATION &&
	    (x->is_metonym || acts(d, x)) &&
	    is_city_of(d, places_best(places, d, x->phrase),
	    today != NULL ? today->value : s->value)))
		set_government(d, x, s->value, RULE_METONYM);
	else if (x->kind == MENTION_ORGANIZATION && actors_sense(d, x->phrase,
	    SENSE_PLACE) != NULL)
		x->kind = MENTION_LOCATION;
	else if (!set_noun(d, x) && x->kind == MENTION_ORGANIZATION &&
	    x->org_type == 0 && x->confidence < 0.7f &&
	    (d->tokens.at[x->first].shape == SHAPE_CAPITAL ||
	    (d->tokens.at[x->first].classes & WORD_COMMON) != 0))
		x->kind = SPAN_DROPPED;	/* "Shell", "Target" without context */
}

static bool
is_business(const struct document *d, uint32_t value)
{
	uint8_t type = d->lex->value[value].org_type;

	return type == ORG_TYPE_COMPANY || type == ORG_TYPE_FINANCE ||
	    type == ORG_TYPE_NEWS || type == 0;
}

/* "Cargill, Inc" is Cargill, MCA Inc is no party. */
static void
without_suffix(struct document *d, struct span *x)
{
	const struct phrase *p;
	uint32_t n = x->n;

	while (n > 1 && ((d->tokens.at[x->first + n - 1].classes &
	    WORD_LEGAL) != 0 || token_is(&d->tokens.at[x->first + n - 1],
	    ',')))
		n--;
	if (n == x->n || x->phrase != NULL)
		return;
	p = tokens_exact(d->lex, &d->tokens.at[x->first], n, SENSE_NAMES);
	for (size_t i = 0; p != NULL && i < p->n_senses; i++) {
		const struct sense *s = &d->lex->sense[p->sense + i];

		if (s->kind == SENSE_ACTOR && is_business(d, s->value)) {
			actors_set(d, x, s->value);
			return;
		}
	}
}

/*
 * "Shearson" after "Shearson Lehman Brothers Inc": a word that stands for an
 * organization of several words that it begins.
 */
static void
link_short(struct document *d, struct span *x, size_t i)
{
	uint64_t hash = d->tokens.at[x->first].hash;
	size_t back = i > SHORT_BACK ? i - SHORT_BACK : 0;

	if (x->n != 1 || x->value_id != LEXICON_NONE || x->phrase != NULL ||
	    (x->kind != SPAN_UNKNOWN && x->kind != MENTION_ORGANIZATION &&
	    x->kind != MENTION_LOCATION && !(x->kind == MENTION_PERSON &&
	    x->confidence <= 0.5f)))
		return;
	for (; i > back; i--) {
		const struct span *y = &d->spans.at[i - 1];

		if (y->kind == MENTION_ORGANIZATION && y->n > 1 &&
		    d->tokens.at[y->first].hash == hash && y->value.n > 0 &&
		    ((d->tokens.at[y->first + y->n - 1].classes &
		    WORD_LEGAL) != 0 || d->tokens.at[x->first].word == NULL)) {
			x->kind = MENTION_ORGANIZATION;
			x->facet = FACET_ACTOR;
			x->value = y->value;
			x->value_id = y->value_id;
			x->org_type = y->org_type;
			x->confidence = 0.7f;
			x->rule = RULE_SHORT;
			return;
		}
	}
}

/*
 * "the Commission" after "the Hunt Commission"; a head noun alone that nothing
 * explains is no actor.
 */
static void
link_head(struct document *d, struct span *x, size_t i)
{
	uint64_t hash = d->tokens.at[x->first].hash;
	size_t back = i > SHORT_BACK ? i - SHORT_BACK : 0;

	if (x->n != 1 || x->kind != MENTION_ORGANIZATION || x->phrase != NULL ||
	    x->value_id != LEXICON_NONE || (d->tokens.at[x->first].classes &
	    WORD_HEAD) == 0 || d->tokens.at[x->first].shape != SHAPE_CAPITAL)
		return;
	for (; i > back; i--) {
		const struct span *y = &d->spans.at[i - 1];

		if (y->kind != MENTION_ORGANIZATION || y->n < 2 ||
		    y->facet != FACET_ACTOR || y->value.n == 0 ||
		    (d->tokens.at[y->first + y->n - 1].hash != hash &&
		    d->tokens.at[y->first].hash != hash))
			continue;
		x->facet = FACET_ACTOR;
		x->value = y->value;
		x->value_id = y->value_id;
		x->org_type = y->org_type;
		x->confidence = 0.7f;
		x->rule = RULE_SHORT;
		return;
	}
	x->facet = FACETS;
}

/* Values that the article names beyond doubt. */
static size_t
list_named(const struct document *d, uint32_t *named)
{
	size_t n = 0, k;

	for (size_t i = 0; i < d->spans.n && n < NAMED; i++) {
		const struct span *x = &d->spans.at[i];

		if (x->kind != MENTION_ORGANIZATION ||
		    x->value_id == LEXICON_NONE)
			continue;
		for (k = 0; k < n && named[k] != x->value_id; k++)
			;
		if (k == n)
			named[n++] = x->value_id;
	}
	return n;
}

/* "GM", "Shell": doubtful alone, but not beside the full name. */
static void
resolve_doubtful(struct document *d)
{
	uint32_t named[NAMED];
	size_t n = list_named(d, named), k;

	for (size_t i = 0; i < d->spans.n && n > 0; i++) {
		struct span *x = &d->spans.at[i];

		if (x->phrase == NULL || x->value_id != LEXICON_NONE ||
		    (x->phrase->kinds & SENSE_BIT(SENSE_ACTOR)) == 0 ||
		    (x->kind != MENTION_ORGANIZATION &&
		    x->kind != SPAN_DROPPED))
			continue;
		for (size_t s = 0; s < x->phrase->n_senses; s++) {
			const struct sense *y =
			    &d->lex->sense[x->phrase->sense + s];

			if (y->kind != SENSE_ACTOR)
				continue;
			for (k = 0; k < n && named[k] != y->value; k++)
				;
			if (k == n)
				continue;
			actors_set(d, x, y->value);
			x->rule = RULE_ELSEWHERE;
			x->confidence = 0.8f;
			break;
		}
	}
}

/* The name as a value: "Umma Party" for "Umma party". */
static struct str
name_of(struct document *d, const struct span *x)
{
	struct str name = document_value(d, x->first, x->n);
	struct str last = document_text(d, x->first + x->n - 1, 1);
	size_t at = name.n - last.n;

	if (x->n < 2 || !str_is(last, "party") || last.n + 1 > name.n ||
	    name.p[at - 1] != ' ')
		return name;
	buf_reset(&d->scratch);
	buf_str(&d->scratch, name);
	d->scratch.p[at] = 'P';
	return arena_str(&d->arena, buf_slice(&d->scratch));
}

void
actors_resolve(struct document *d, const struct places *places)
{
	for (size_t i = 0; i < d->spans.n; i++) {
		struct span *x = &d->spans.at[i];

		if (x->value.n == 0 && x->phrase != NULL &&
		    (x->kind == MENTION_ORGANIZATION ||
		    x->kind == MENTION_LOCATION))
			resolve_phrase(d, places, x);
		if (x->kind == MENTION_ORGANIZATION && x->value.n == 0)
			without_suffix(d, x);
		link_short(d, x, i);
		if (x->kind == MENTION_ORGANIZATION && x->value.n == 0) {
			x->facet = FACET_ACTOR;
			x->value = name_of(d, x);
			kinds_find(d, x);
			link_head(d, x, i);
		}
	}
	resolve_doubtful(d);
	acronyms_resolve(d);
	kinds_share(d);
	acronyms_mute(d);
}
