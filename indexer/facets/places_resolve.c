#include <string.h>

#include "facets/actors.h"
#include "facets/fold.h"
#include "facets/place_senses.h"
#include "facets/places.h"

/* Below it a name in no gazetteer is no place. */
#define UNKNOWN_SURE 0.55f

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

/* Streets are too many to be places of a facet. */
static bool
is_street(const struct document *d, size_t i)
{
	static const char *const word[] = { "Street", "Avenue", "Road",
	    "Boulevard", "Lane", "Drive", "Highway", "Streets", "Ave.",
	    "St.", "Rd.", "Blvd.", "Parkway", "Turnpike", "STREET", "AVENUE",
	    "ROAD", "BOULEVARD", "HIGHWAY" };

	for (size_t k = 0; k < sizeof(word) / sizeof(*word); k++)
		if (str_is(document_text(d, i, 1), word[k]))
			return true;
	return false;
}

/* "SAVAR" of a dateline is Savar, EDSA is EDSA. */
static bool
is_shouted(const struct document *d, const struct span *x)
{
	const struct token *t = &d->tokens.at[x->first];

	return x->n == 1 && t->shape == SHAPE_UPPER && t->end - t->start > 4 &&
	    (t->flags & TOKEN_CASELESS) == 0;
}

/* Below a place: the name, without diacritics as persons' are. */
static void
set_below(struct document *d, struct span *x, uint32_t above)
{
	struct str name = document_value(d, x->first, x->n);
	bool shouted = is_shouted(d, x);
	struct buf path = { NULL, 0, 0 }, plain = { NULL, 0, 0 };

	fold_plain(&plain, name);
	buf_str(&path, lexicon_name(d->lex, above));
	buf_putc(&path, '/');
	for (size_t i = 0; i < plain.n; i++) {
		char c = plain.p[i] == '/' ? '-' : plain.p[i];

		buf_putc(&path, shouted && i > 0 && c >= 'A' && c <= 'Z' ?
		    (char)(c + 32) : c);
	}
	buf_release(&plain);
	x->value = arena_str(&d->arena, buf_slice(&path));
	x->facet = FACET_LOCATION;
	x->confidence *= 0.8f;
	buf_release(&path);
}

/* A path above which a name of no gazetteer may be put: no site or city. */
static uint32_t
region_of(const struct document *d, uint32_t place)
{
	while (place != LEXICON_NONE && (place_kind(d, place) == VALUE_CITY ||
	    place_kind(d, place) == VALUE_SITE))
		place = d->lex->value[place].parent;
	return place;
}

/* "Golden State Freeway": a town that the article does not speak of? */
static bool
is_small_stranger(const struct places *p, const struct document *d,
    const struct phrase *part, uint32_t place)
{
	return place_kind(d, place) == VALUE_CITY &&
	    d->lex->value[place].population < 100000 &&
	    (actors_sense(d, part, SENSE_PLACE)->flags & SENSE_NOTED) == 0 &&
	    places_find(p, part) == NULL;
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
	if (home == LEXICON_NONE || is_small_stranger(p, d, part, home))
		return false;
	if (is_county(d, x->first + x->n - 1) || (p->home != LEXICON_NONE &&
	    place_kind(d, home) == VALUE_CITY && !place_is_below(d->lex, home,
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

/* Does a preposition, a place beside it or a generic speak for a place? */
static bool
has_place_beside(const struct document *d, size_t span)
{
	const struct span *x = &d->spans.at[span];
	size_t end = x->first + x->n - 1;
	ptrdiff_t back = -1;
	const struct sense *head;
	size_t len;
	const struct token *t = document_token(d, x->first, back);

	if (t != NULL && t->kind == TOKEN_WORD && (str_is(document_text(d,
	    x->first - 1, 1), "the") || str_is(document_text(d, x->first - 1,
	    1), "THE")))
		t = document_token(d, x->first, --back);
	if (t == NULL || (t->classes & (WORD_PLACE | WORD_GENERIC)) != 0 ||
	    is_announced(d, x))
		return true;
	t = document_token(d, end, 1);
	if (t != NULL && ((t->classes & WORD_GENERIC) != 0 ||
	    str_is(document_text(d, end + 1, 1), "quarter")))
		return true;
	head = actors_sense(d, tokens_match(d->lex, &d->tokens.at[end], 1,
	    SENSE_BIT(SENSE_HEAD), &len), SENSE_HEAD);
	if (x->n > 1 && head != NULL && head->value == LEXICON_NONE)
		return true;	/* "Voisey's Bay" */
	/* "Kano, Gashua and Potiskum" */
	return (span > 0 && x[-1].kind == MENTION_LOCATION &&
	    x[-1].first + x[-1].n + 1 == x->first) || (span + 1 <
	    d->spans.n && x[1].kind == MENTION_LOCATION &&
	    x->first + x->n + 1 == x[1].first);
}

/* A name of no gazetteer: its place is told, or it is the article's. */
static void
place_unknown(const struct places *p, struct document *d, size_t span)
{
	struct span *x = &d->spans.at[span];
	const struct phrase *outer = place_after(d, span);
	uint32_t home = LEXICON_NONE;

	if (is_street(d, x->first + x->n - 1))
		return;
	if (outer != NULL && (outer->kinds & SENSE_BIT(SENSE_PLACE)) != 0 &&
	    !place_is_list(d, span))
		home = place_outer(d, outer) != LEXICON_NONE ?
		    place_outer(d, outer) : places_best(p, d, outer);
	if (home == LEXICON_NONE && x->confidence >= UNKNOWN_SURE &&
	    place_by_part(p, d, x))
		return;
	if (home == LEXICON_NONE && (x->confidence >= UNKNOWN_SURE ||
	    is_announced(d, x)) && (x->rule != RULE_MODEL ||
	    has_place_beside(d, span)))
		home = p->home;
	home = region_of(d, home);
	if (home != LEXICON_NONE && place_kind(d, home) != VALUE_REGION)
		set_below(d, x, home);
}

/*
 * "SIDES": in text without case, a small town of a country of which nobody
 * speaks is but a word.
 */
static bool
is_word_in_capitals(const struct places *p, const struct document *d,
    const struct span *x, uint32_t value)
{
	const struct value *v = &d->lex->value[value];
	const struct place_name *name = places_find(p, x->phrase);
	float self = name != NULL && !name->is_told ? 0.9f * (float)name->n : 0;

	return x->n == 1 && (d->tokens.at[x->first].flags & TOKEN_CASELESS) !=
	    0 && p->main != LEXICON_NONE && v->kind == VALUE_CITY && v->country !=
	    d->lex->value[p->main].country && v->population < 20000 &&
	    places_count_of(p, v->country) <= self;
}

static void
place_known(const struct places *p, struct document *d, size_t span)
{
	struct span *x = &d->spans.at[span];
	const struct phrase *outer = place_after(d, span);
	const struct place_name *name = places_find(p, x->phrase);
	uint32_t value;

	if (outer != NULL && outer != x->phrase) {
		value = places_choose(p, d, x->phrase, outer);
		if (value != LEXICON_NONE &&
		    place_may_contain(d->lex, outer, value)) {
			set_place(d, x, value);
			return;
		}
	}
	if (name != NULL && name->is_below) {
		set_below(d, x, name->value);
		if (name->is_stray) {
			x->confidence = 0.4f;
			x->rule = RULE_COUNTRY;
		}
		return;
	}
	value = places_best(p, d, x->phrase);
	if (value == LEXICON_NONE)
		place_unknown(p, d, span);
	else if (!is_word_in_capitals(p, d, x, value))
		set_place(d, x, value);
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
			value = place_home(d, x->phrase);
			if (value != LEXICON_NONE)
				set_place(d, x, value);
		} else if (x->kind == MENTION_LOCATION && x->phrase != NULL)
			place_known(p, d, i);
		else if (x->kind == MENTION_LOCATION)
			place_unknown(p, d, i);
	}
}
