#include "facets/place_senses.h"

#include <math.h>

#include "facets/actors.h"

#define NOTED 0.3f		/* for a place that news names */

enum value_kind
place_kind(const struct document *d, uint32_t value)
{
	return (enum value_kind)d->lex->value[value].kind;
}

/* The node right below the country; LEXICON_NONE if it is the country. */
uint32_t
place_province(const struct lexicon *lex, uint32_t place)
{
	for (int i = 0; i < 8 && place != LEXICON_NONE; i++) {
		const struct value *v = &lex->value[place];

		if (v->parent == v->country && v->country != place)
			return place;
		place = v->parent;
	}
	return LEXICON_NONE;
}

/* "Georgia": a country, and a province of another. */
bool
place_is_mixed(const struct lexicon *lex, const struct phrase *phrase)
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
uint32_t
place_home(const struct document *d, const struct phrase *p)
{
	const struct sense *s = actors_sense(d, p, SENSE_DEMONYM);

	if (s == NULL)
		s = actors_sense(d, p, SENSE_PLACE);
	return s != NULL ? s->value : LEXICON_NONE;
}

bool
place_is_below(const struct lexicon *lex, uint32_t place, uint32_t above)
{
	for (int i = 0; i < 8 && place != LEXICON_NONE; i++) {
		if (place == above)
			return true;
		place = lex->value[place].parent;
	}
	return false;
}

float
place_prior(const struct lexicon *lex, const struct sense *s)
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
	if ((s->flags & SENSE_NOTED) != 0 && v->kind != VALUE_COUNTRY)
		score += NOTED;
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
const struct phrase *
place_after(const struct document *d, size_t span)
{
	const struct span *y = span_after(d, span);

	if (y != NULL && y->phrase == NULL && y->kind == MENTION_LOCATION)
		y = span_after(d, span + 1);
	return y != NULL ? y->phrase : NULL;
}

bool
place_may_contain(const struct lexicon *lex, const struct phrase *outer,
    uint32_t place)
{
	for (size_t i = 0; outer != NULL && i < outer->n_senses; i++) {
		const struct sense *s = &lex->sense[outer->sense + i];

		if (s->kind == SENSE_PLACE && s->value != place &&
		    place_is_below(lex, place, s->value))
			return true;
	}
	return false;
}

/* Within some 100 km of each other? */
bool
place_is_near(const struct value *a, const struct value *b)
{
	float y = (float)(a->lat - b->lat) / 100;
	float x = (float)(a->lon - b->lon) / 100 *
	    cosf((float)a->lat / 100 * 0.01745f);

	return (a->lat != 0 || a->lon != 0) && (b->lat != 0 || b->lon != 0) &&
	    x * x + y * y < 1;
}

/* The province or country that a phrase in "X, Y" stands for. */
uint32_t
place_outer(const struct document *d, const struct phrase *outer)
{
	uint32_t country = LEXICON_NONE;

	for (size_t i = 0; outer != NULL && i < outer->n_senses; i++) {
		const struct sense *s = &d->lex->sense[outer->sense + i];

		if (s->kind != SENSE_PLACE)
			continue;
		if (place_kind(d, s->value) == VALUE_PROVINCE)
			return s->value;
		if (place_kind(d, s->value) == VALUE_COUNTRY)
			country = s->value;
	}
	return country;
}

/* "X, Y and Z", "W, X, Y": a list, not a town in its state. */
bool
place_is_list(const struct document *d, size_t span)
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
