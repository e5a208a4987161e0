#include "facets/repair_split.h"

#include "facets/actors.h"
#include "facets/repair_span.h"
#include "facets/tagger.h"

/* Nothing but "Co" or the like? */
static bool
is_legal(const struct document *d, size_t first, size_t end)
{
	while (first < end && (d->tokens.at[first].classes & WORD_LEGAL) != 0)
		first++;
	return first == end;
}

static bool
begins_with_actor(const struct document *d, size_t first, size_t end)
{
	size_t len;

	return phrase_meaning(d->lex, tokens_match(d->lex, &d->tokens.at[first],
	    end - first, SENSE_BIT(SENSE_ACTOR), &len)).strong_actor;
}

/* "BBC Sport and Ford Europe" at the "and". */
static void
split_at(struct document *d, size_t i, size_t and)
{
	struct span *x = &d->spans.at[i];
	size_t first = x->first;

	spans_add(&d->spans, first, and - first, MENTION_ORGANIZATION, 0.8f,
	    RULE_MODEL);
	span_shorten(d, &d->spans.at[i], (uint32_t)(and + 1 - first));
}

/* "Rwanda and Uganda", "Larsen & Toubro and Godrej": two names. */
static void
split_list(struct document *d, size_t i)
{
	struct span *x = &d->spans.at[i];
	size_t end = x->first + x->n;
	const struct phrase *a, *b;

	if (x->phrase != NULL || x->n < 3 || span_is_caseless(d, x->first) ||
	    x->kind == MENTION_PERSON || x->kind == MENTION_NATIONALITY)
		return;
	for (size_t k = x->first + 1; k + 1 < end; k++) {
		if (!document_is_word(d, k, "and") || is_legal(d, k + 1, end))
			continue;
		a = span_phrase_at(d, x->first, k - x->first);
		b = span_phrase_at(d, k + 1, end - k - 1);
		if (a == NULL || (b == NULL &&
		    !phrase_meaning(d->lex, a).strong_actor)) {
			if (begins_with_actor(d, x->first, k) &&
			    begins_with_actor(d, k + 1, end)) {
				split_at(d, i, k);
				return;
			}
			continue;
		}
		span_split_off(d, x->first, k - x->first, a);
		x = &d->spans.at[i];
		span_shorten(d, x, (uint32_t)(k + 1 - x->first));
		if (b != NULL && !phrase_meaning(d->lex, b).actor) {
			x->kind = MENTION_LOCATION;
			x->rule = RULE_GAZETTEER;
		}
		return;
	}
}

/* Does a name belong to the country of a demonym? */
static bool
is_of_country(const struct document *d, const struct phrase *name,
    const struct phrase *demonym)
{
	const struct sense *s = actors_sense(d, name, SENSE_ACTOR);
	const struct sense *of = actors_sense(d, demonym, SENSE_DEMONYM);

	return s != NULL && of != NULL && (s->flags & SENSE_WEAK) == 0 &&
	    d->lex->value[s->value].country == of->value;
}

/* "Toronto-based Strathcona Ltd", "US-born Alistair Cragg" */
static void
split_based(struct document *d, size_t i)
{
	struct span *x = &d->spans.at[i];
	size_t first = x->first, end = first + x->n;

	if (x->phrase != NULL || x->kind == MENTION_NATIONALITY)
		return;
	for (size_t k = first + 1; k + 1 < end; k++) {
		const struct token *t = &d->tokens.at[k];
		const struct phrase *p;

		if ((t->flags & TOKEN_HYPHEN) == 0 ||
		    t->shape != SHAPE_LOWER || (t->classes & WORD_COMMON) == 0
		    || (p = span_phrase_at(d, first, k - first)) == NULL)
			continue;
		span_split_off(d, first, k - first, p);
		x = &d->spans.at[i];
		span_shorten(d, x, (uint32_t)(k + 1 - first));
		if (x->kind == MENTION_LOCATION || (x->n == 2 &&
		    (d->tokens.at[x->first].classes & WORD_GIVEN) != 0))
			x->kind = (d->tokens.at[x->first].classes &
			    WORD_GIVEN) != 0 ? MENTION_PERSON :
			    MENTION_ORGANIZATION;
		return;
	}
}

/* "Willowfield's Paul Rowan": the person is what comes last. */
static void
split_person(struct document *d, struct span *x)
{
	size_t last = x->first + x->n - 1;

	if (x->kind != MENTION_PERSON || x->phrase != NULL)
		return;
	for (size_t k = x->first; k < last; k++)
		if ((d->tokens.at[k].flags & TOKEN_POSSESSIVE) != 0 &&
		    tagger_is_name(&d->tokens.at[k + 1])) {
			span_shorten(d, x, (uint32_t)(k + 1 - x->first));
			return;
		}
}

/* Does a full name of the article end in that word? */
static bool
is_surname(const struct document *d, uint64_t hash)
{
	for (size_t i = 0; i < d->spans.n; i++) {
		const struct span *x = &d->spans.at[i];

		if (x->kind == MENTION_PERSON && x->n > 1 &&
		    d->tokens.at[x->first + x->n - 1].hash == hash)
			return true;
	}
	return false;
}

/* "Kronberg and Dorival": two surnames. */
static void
split_surnames(struct document *d, size_t i)
{
	struct span *x = &d->spans.at[i];
	size_t first = x->first;

	if (x->n != 3 || x->phrase != NULL || x->kind == MENTION_NATIONALITY ||
	    !document_is_word(d, first + 1, "and") ||
	    is_legal(d, first + 2, first + 3) ||
	    (!is_surname(d, d->tokens.at[first].hash) &&
	    !is_surname(d, d->tokens.at[first + 2].hash)))
		return;
	spans_add(&d->spans, first, 1, MENTION_PERSON, 0.7f, RULE_SURNAME);
	x = &d->spans.at[i];
	span_shorten(d, x, 2);
	x->kind = MENTION_PERSON;
	x->phrase = NULL;
}

/*
 * "Italy's Eni", "Rupert Murdoch's News Corporation", "Soviet KGB": an owner
 * or a nationality and what the dictionary knows by itself.
 */
static void
split_owner(struct document *d, size_t i)
{
	struct span *x = &d->spans.at[i];
	size_t end = x->first + x->n, owner = x->first;
	const struct phrase *p, *rest;
	struct meaning m;
	bool is_owned;

	if (x->phrase != NULL || x->kind == MENTION_PERSON || x->n < 2 ||
	    x->kind == MENTION_NATIONALITY || span_is_caseless(d, owner))
		return;
	for (size_t k = owner + 1; k < end && k < owner + 4; k++) {
		p = span_phrase_at(d, owner, k - owner);
		m = phrase_meaning(d->lex, p);
		is_owned = (d->tokens.at[k - 1].flags & TOKEN_POSSESSIVE) !=
		    0 && (p != NULL || (d->tokens.at[owner].classes &
		    WORD_GIVEN) != 0);
		rest = span_phrase_at(d, k, end - k);
		if (is_owned ? !(m.place && !m.actor) && !(p == NULL &&
		    phrase_meaning(d->lex, rest).strong_actor) :
		    !m.demonym || !is_of_country(d, rest, p))
			continue;
		span_split_off(d, owner, k - owner, p);
		span_shorten(d, &d->spans.at[i], (uint32_t)(k - owner));
		return;
	}
}

/* "UN Secretary-General Ban Ki-moon": whose, what and who. */
static void
split_holder(struct document *d, size_t i)
{
	struct span *x = &d->spans.at[i];
	size_t n = 0, len = 0, first = x->first, end = first + x->n;
	const struct phrase *owner, *p;

	if (x->kind != MENTION_ORGANIZATION || x->phrase != NULL || x->n < 3 ||
	    span_is_caseless(d, first))
		return;
	owner = tokens_match(d->lex, &d->tokens.at[first], x->n - 2u,
	    SENSE_NAMES, &n);
	if (owner == NULL)
		n = 0;
	p = tokens_match(d->lex, &d->tokens.at[first + n], x->n - n - 1,
	    SENSE_BIT(SENSE_TITLE), &len);
	if (actors_sense(d, p, SENSE_TITLE) == NULL ||
	    (d->tokens.at[first + n + len].classes & (WORD_GIVEN |
	    WORD_FAMILY | WORD_FAMILY_FIRST)) == 0 ||
	    (d->tokens.at[end - 1].classes & (WORD_HEAD | WORD_LEGAL)) != 0)
		return;
	if (n > 0)
		span_split_off(d, first, n, owner);
	x = &d->spans.at[i];
	span_shorten(d, x, (uint32_t)(n + len));
	x->kind = MENTION_PERSON;
	x->phrase = NULL;
	x->org_type = 0;
	x->title_n = (uint8_t)len;
	x->rule = RULE_TITLE;
}

/* "Woolworth is Kinney Shoe Stores": a verb is in no name. */
static void
split_verb(struct document *d, size_t i)
{
	struct span *x = &d->spans.at[i];
	size_t first = x->first, end = first + x->n;

	if (x->kind != MENTION_ORGANIZATION || x->phrase != NULL || x->n < 3 ||
	    span_is_caseless(d, first))
		return;
	for (size_t k = first + 1; k + 1 < end; k++)
		if (document_is_word(d, k, "is") ||
		    document_is_word(d, k, "was") ||
		    document_is_word(d, k, "has")) {
			split_at(d, i, k);
			return;
		}
}

void
repair_split(struct document *d, size_t i)
{
	split_verb(d, i);
	split_holder(d, i);
	split_owner(d, i);
	split_list(d, i);
	split_based(d, i);
	split_owner(d, i);
	split_surnames(d, i);
	split_person(d, &d->spans.at[i]);
}
