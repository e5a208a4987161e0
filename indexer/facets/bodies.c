#include "facets/bodies.h"

#include <string.h>
#include <strings.h>

#include "facets/actors.h"
#include "facets/orgtype.h"
#include "facets/people_known.h"
#include "facets/tagger.h"

#define MODIFIERS_MAX 3		/* between a nationality and its body */

static const struct sense *
role_at(const struct document *d, size_t i, size_t end, size_t *len)
{
	const struct phrase *p = tokens_match(d->lex, &d->tokens.at[i],
	    end - i, SENSE_BIT(SENSE_ROLE), len);

	return p != NULL ? actors_sense(d, p, SENSE_ROLE) : NULL;
}

/* The country that a phrase names or is of; LEXICON_NONE. */
static uint32_t
country_of(const struct document *d, const struct phrase *p)
{
	for (size_t i = 0; p != NULL && i < p->n_senses; i++) {
		const struct sense *s = &d->lex->sense[p->sense + i];

		if ((s->kind == SENSE_DEMONYM || s->kind == SENSE_PLACE) &&
		    d->lex->value[s->value].kind == VALUE_COUNTRY)
			return s->value;
	}
	return LEXICON_NONE;
}

static struct str
body_of(const struct document *d, const struct sense *role)
{
	return lexicon_name(d->lex, role->value);
}

static void
set_body(struct document *d, struct span *x, uint32_t country,
    const struct sense *role)
{
	x->value = actors_body(d, country, body_of(d, role));
	x->org_type = d->lex->value[role->value].org_type;
	x->facet = FACET_ACTOR;
	x->kind = MENTION_ORGANIZATION;
	x->phrase = NULL;
	x->value_id = LEXICON_NONE;
	x->rule = RULE_BODY;
}

static void
set_role(const struct document *d, struct span *x, const struct sense *role)
{
	x->org_type = d->lex->value[role->value].org_type;
	x->value = org_type_name(x->org_type);
	x->facet = FACET_ORG_TYPE;
}

/* A body that only says of what kind it is: "Parliament". */
static void
set_kind(const struct document *d, struct span *x, const struct sense *role)
{
	set_role(d, x, role);
	x->rule = RULE_ROLE;
}

/* "Government of Iraq": after a role of len words, "of" and a country. */
static uint32_t
country_after(const struct document *d, size_t i, size_t end, size_t *stop)
{
	const struct phrase *p;
	size_t len;

	if (i + 1 >= end || d->tokens.at[i].kind != TOKEN_WORD ||
	    !str_is(document_text(d, i, 1), "of"))
		return LEXICON_NONE;
	i++;
	if (i + 1 < end && str_is(document_text(d, i, 1), "the"))
		i++;
	p = tokens_match(d->lex, &d->tokens.at[i], end - i,
	    SENSE_BIT(SENSE_PLACE), &len);
	*stop = i + len;
	return country_of(d, p);
}

/* "Sri Lanka's Central Bank", or that of the country at home. */
static uint32_t
owner_country(const struct document *d, size_t span, uint32_t home)
{
	const struct span *x = &d->spans.at[span], *y = x - 1;

	if (span > 0 && y->first + y->n == x->first &&
	    d->tokens.at[y->first].segment == d->tokens.at[x->first].segment &&
	    (y->kind == MENTION_LOCATION || y->kind == MENTION_NATIONALITY) &&
	    country_of(d, y->phrase) != LEXICON_NONE)
		return country_of(d, y->phrase);
	return home;
}

/* "Iraqi Army", "U.S. Embassy": found by their head noun. */
static void
name_body(struct document *d, size_t span, uint32_t home)
{
	struct span *x = &d->spans.at[span];
	const struct phrase *p;
	const struct sense *role;
	uint32_t country;
	size_t len, rest, i;

	if (x->kind != MENTION_ORGANIZATION || x->phrase != NULL)
		return;
	p = tokens_match(d->lex, &d->tokens.at[x->first], x->n,
	    SENSE_BIT(SENSE_DEMONYM) | SENSE_BIT(SENSE_PLACE), &len);
	country = country_of(d, p);
	if (country == LEXICON_NONE) {
		role = role_at(d, x->first, x->first + x->n, &len);
		if (role == NULL || (body_of(d, role).n == 0 &&
		    len != x->n))
			return;
		if (len == x->n && body_of(d, role).n == 0) {
			if (x->n == 1)
				set_kind(d, x, role);
		} else if (len == x->n) {
			country = owner_country(d, span, home);
			if (country != LEXICON_NONE)
				set_body(d, x, country, role);
			else if (x->n == 1)	/* "Embassy staff" */
				set_kind(d, x, role);
		} else if ((country = country_after(d, x->first + len,
		    x->first + x->n, &rest)) != LEXICON_NONE &&
		    rest == x->first + x->n)
			set_body(d, x, country, role);
		return;
	}
	if (len >= x->n)
		return;
	for (i = len; i < x->n; i++) {
		role = role_at(d, x->first + i, x->first + x->n, &rest);
		if (role != NULL && i + rest == x->n) {
			if (body_of(d, role).n != 0)
				set_body(d, x, country, role);
			return;
		}
		if ((d->tokens.at[x->first + i].classes & WORD_MODIFIER) == 0)
			return;
	}
}

/* The span that ends just before token i, modifiers passed over; or NULL. */
static struct span *
owner(const struct document *d, struct span *before, size_t i)
{
	size_t end;

	if (before == NULL)
		return NULL;
	end = before->first + before->n;
	if (end > i || i - end > MODIFIERS_MAX)
		return NULL;
	for (; end < i; end++)
		if ((d->tokens.at[end].classes & WORD_MODIFIER) == 0 ||
		    (d->tokens.at[end].flags & (TOKEN_HYPHEN | TOKEN_START)) !=
		    0)
			return NULL;
	if ((d->tokens.at[i].flags & (TOKEN_HYPHEN | TOKEN_START)) != 0 ||
	    d->tokens.at[i].segment != d->tokens.at[before->first].segment)
		return NULL;
	return before;
}

/* "the Bush administration": a body of that person's state. */
static uint32_t
ruled_country(const struct document *d, const struct span *own, size_t i,
    const struct sense *role)
{
	if (own->kind == MENTION_NATIONALITY || own->kind == MENTION_ROLE ||
	    own->first + own->n != i ||
	    !str_is(body_of(d, role), "government") ||
	    (own->kind != MENTION_PERSON && own->phrase != NULL))
		return LEXICON_NONE;
	return known_country(d, own);
}

static bool
is_one_of(struct str word, const char *const *list)
{
	for (; *list != NULL; list++)
		if (word.n == strlen(*list) &&
		    strncasecmp(word.p, *list, word.n) == 0)
			return true;
	return false;
}

/* "the west bank of the canal", "river banks" */
static bool
is_shore(const struct document *d, size_t i)
{
	static const char *const side[] = { "west", "east", "north", "south",
	    "left", "right", "river", "opposite", "far", NULL };
	struct str w = document_text(d, i, 1);

	return (str_is(w, "bank") || str_is(w, "banks")) &&
	    document_token(d, i, -1) != NULL &&
	    is_one_of(document_text(d, i - 1, 1), side);
}

/* Is the role noun only a part of something else? */
static bool
is_excluded(const struct document *d, size_t i, size_t len)
{
	const struct token *after = document_token(d, i + len - 1, 1);

	return is_shore(d, i) || (d->tokens.at[i].flags & TOKEN_HYPHEN) != 0 ||
	    (after != NULL && (after->flags & TOKEN_HYPHEN) != 0);
}

/* Does the dictionary know it for an organization of states? */
static bool
is_of_states(const struct document *d, const struct span *own)
{
	const struct sense *s = actors_sense(d, own->phrase, SENSE_ACTOR);

	return own->kind == MENTION_ORGANIZATION && s != NULL &&
	    d->lex->value[s->value].org_type == ORG_TYPE_INTERGOVERNMENTAL;
}

/*
 * "the Christian Democratic party": capitalised words that the tagger passed
 * over, from the span before (ending at token end) to the noun at i.
 */
static bool
add_party(struct document *d, size_t i, size_t end)
{
	uint64_t hash = PHRASE_SEED;
	size_t first = i;
	const struct phrase *p;
	struct span *x;

	while (first > end && i - first < 4 && tagger_is_name(&d->tokens.at[
	    first - 1]) && d->tokens.at[first - 1].segment ==
	    d->tokens.at[i].segment && (d->tokens.at[first - 1].flags &
	    (TOKEN_CASELESS | TOKEN_POSSESSIVE | TOKEN_START)) == 0)
		first--;
	if (first == i || !str_is(document_text(d, i, 1), "party") ||
	    ((d->tokens.at[first].classes & WORD_TIME) != 0 && i - first == 1))
		return false;
	for (size_t k = first; k <= i; k++)
		hash = fold_phrase(hash, token_part_hash(&d->tokens.at[k]));
	x = spans_add(&d->spans, first, i + 1 - first, MENTION_ORGANIZATION,
	    0.8f, RULE_ROLE);
	x->org_type = ORG_TYPE_PARTY;
	p = lexicon_find_phrase(d->lex, hash);
	if (p != NULL && p->n == x->n && actors_sense(d, p, SENSE_ACTOR) !=
	    NULL)
		x->phrase = p;
	return true;
}

/*
 * "the Assad regime", where the tagger saw no name: a noun of len words at
 * token i, behind span k - 1.
 */
static bool
add_regime(struct document *d, size_t i, size_t len, const struct sense *role,
    size_t k)
{
	const struct token *t = &d->tokens.at[i];
	uint32_t country;
	struct span *x;

	if (!str_is(body_of(d, role), "government") || i == 0 || (k > 0 &&
	    d->spans.at[k - 1].first + d->spans.at[k - 1].n == i) ||
	    t[-1].segment != t->segment || !tagger_is_name(&t[-1]) ||
	    (country = known_country_at(d, i - 1, 1)) == LEXICON_NONE)
		return false;
	x = spans_add(&d->spans, i, len, MENTION_ROLE, 0.8f, RULE_BODY);
	set_body(d, x, country, role);
	x->kind = MENTION_ROLE;
	return true;
}

/* A role noun at token i, between the spans k - 1 and k of n. */
static void
add_role(struct document *d, size_t i, size_t len, const struct sense *role,
    size_t k, size_t n)
{
	struct span *own = owner(d, k > 0 ? &d->spans.at[k - 1] : NULL, i);
	uint32_t country = LEXICON_NONE;
	bool is_apart = false;	/* the owner is named for itself, too */
	struct span *x;
	size_t stop;

	if (own != NULL && (own->kind == MENTION_NATIONALITY ||
	    own->kind == MENTION_LOCATION))
		country = country_of(d, own->phrase);
	if (own != NULL && country == LEXICON_NONE && (country =
	    ruled_country(d, own, i, role)) != LEXICON_NONE)
		is_apart = true;
	if (own == NULL && k < n && body_of(d, role).n != 0 &&
	    country_after(d, i + len, d->spans.at[k].first + d->spans.at[k].n,
	    &stop) != LEXICON_NONE && d->spans.at[k].kind == MENTION_LOCATION &&
	    stop == d->spans.at[k].first + d->spans.at[k].n) {
		/* "the government of Iraq": takes the country's span over */
		x = &d->spans.at[k];
		country = country_of(d, x->phrase);
		x->first = (uint32_t)i;
		x->n = (uint32_t)(stop - i);
		set_body(d, x, country, role);
		return;
	}
	if (own == NULL && add_regime(d, i, len, role, k))
		return;
	if (own == NULL && add_party(d, i, k > 0 ? d->spans.at[k - 1].first +
	    d->spans.at[k - 1].n : 0))
		return;
	if (own == NULL && (role->flags & SENSE_LONE) == 0)
		return;
	if (country == LEXICON_NONE || body_of(d, role).n == 0) {
		x = spans_add(&d->spans, i, len, MENTION_ROLE, 0.8f, RULE_ROLE);
		set_role(d, x, role);
		/* "the UN force" */
		if (own != NULL && x->org_type == ORG_TYPE_MILITARY &&
		    is_of_states(d, &d->spans.at[k - 1])) {
			x->org_type = ORG_TYPE_INTERGOVERNMENTAL;
			x->value = org_type_name(x->org_type);
		}
		return;
	}
	if (is_apart || (d->tokens.at[own->first + own->n - 1].flags &
	    TOKEN_POSSESSIVE) != 0) {
		/* "Iraq's army": the place, too */
		x = spans_add(&d->spans, i, len, MENTION_ROLE, 0.9f, RULE_BODY);
		set_body(d, x, country, role);
		x->kind = MENTION_ROLE;
		return;
	}
	own->n = (uint32_t)(i + len - own->first);
	set_body(d, own, country, role);
}

/* ---- numbered units of an army ---- */

/* "6th", "82ND" */
static bool
is_ordinal(const struct document *d, size_t i)
{
	static const char *const tail[] = { "st", "nd", "rd", "th", NULL };
	struct str w = document_text(d, i, 1);

	return w.n >= 3 && w.n <= 6 && w.p[0] >= '0' && w.p[0] <= '9' &&
	    is_one_of((struct str){ w.p + w.n - 2, 2 }, tail);
}

/* Tokens of "6th Infantry Brigade" at i; 0. */
static size_t
unit_length(const struct document *d, size_t i)
{
	static const char *const arm[] = { "infantry", "airborne", "armored",
	    "armoured", "mountain", "mechanized", "mechanised", "motorized",
	    "marine", "artillery", "cavalry", "tank", "guards", "military",
	    "air", "naval", "engineer", "engineers", "parachute", "ranger",
	    "light", "special", "expeditionary", "fighter", "aviation",
	    "assault", "support", "logistics", "intervention", NULL };
	static const char *const unit[] = { "brigade", "battalion",
	    "regiment", "fleet", "squadron", "detachment", "garrison", NULL };
	static const char *const other[] = { "division", "corps", "wing",
	    "company", "army", "command", NULL };
	size_t k;

	if (!is_ordinal(d, i))
		return 0;
	for (k = i + 1; k < i + 5 && k < d->tokens.n &&
	    d->tokens.at[k].segment == d->tokens.at[i].segment &&
	    d->tokens.at[k].kind == TOKEN_WORD &&
	    token_is_capital(&d->tokens.at[k]); k++) {
		struct str w = document_text(d, k, 1);

		if (is_one_of(w, unit) || (k > i + 1 && is_one_of(w, other)))
			return k + 1 - i;
		if (!is_one_of(w, arm))
			return 0;
	}
	return 0;
}

static void
find_units(struct document *d)
{
	size_t n, spans = d->spans.n;

	for (size_t i = 0; i < d->tokens.n; i++) {
		struct span *x;

		if (d->tokens.at[i].kind == TOKEN_PUNCT ||
		    (n = unit_length(d, i)) == 0)
			continue;
		x = spans_add(&d->spans, i, n, MENTION_ORGANIZATION, 0.85f,
		    RULE_UNIT);
		x->org_type = ORG_TYPE_MILITARY;
		x->facet = FACET_ACTOR;
		x->value = document_value(d, i, n);
		i += n - 1;
	}
	if (d->spans.n > spans)
		spans_tidy(&d->spans);
}

void
bodies_find(struct document *d, uint32_t home)
{
	size_t n, k = 0, i = 0, len;

	find_units(d);
	n = d->spans.n;
	for (size_t j = 0; j < n; j++)
		name_body(d, j, home);
	while (i < d->tokens.n) {
		const struct token *t = &d->tokens.at[i];
		const struct sense *role;
		size_t end;

		if (k < n && i >= d->spans.at[k].first) {
			i = d->spans.at[k].first + d->spans.at[k].n;
			k++;
			continue;
		}
		end = k < n ? d->spans.at[k].first : d->tokens.n;
		if (t->word == NULL || t->word->phrase_max == 0 ||
		    (role = role_at(d, i, end, &len)) == NULL ||
		    is_excluded(d, i, len)) {
			i++;
			continue;
		}
		add_role(d, i, len, role, k, n);
		i += len;
	}
	spans_tidy(&d->spans);
}
