#include "facets/people_table.h"

#include <stdlib.h>

#include "facets/repair_span.h"
#include "facets/tagger.h"

static void
set_person(struct span *x, struct person *y, enum rule rule, float c)
{
	x->kind = MENTION_PERSON;
	x->value = y->name;
	x->value_id = y->value_id;
	x->facet = FACET_ACTOR;
	x->rule = rule;
	x->phrase = NULL;
	if (x->confidence < c)
		x->confidence = c;
	y->latest = x->first;
}

/* "in", "at", "near": what follows is no person. */
static bool
is_strictly_place(const struct document *d, size_t i)
{
	struct str w = document_text(d, i, 1);

	return str_is(w, "in") || str_is(w, "In") || str_is(w, "at") ||
	    str_is(w, "near") || str_is(w, "outside");
}

/* "Finn said": with an article a nationality does so, without one a name. */
static bool
speaks_alone(const struct token *before, const struct token *name,
    const struct token *after)
{
	return name->shape == SHAPE_CAPITAL && (before == NULL ||
	    before->kind == TOKEN_PUNCT || (name->flags & TOKEN_START) != 0) &&
	    after != NULL && after->shape == SHAPE_LOWER &&
	    (after->classes & (WORD_SPEECH | WORD_AUX)) != 0;
}

/* "in Bar's favor": not in the town of that name. */
static bool
is_owner(const struct document *d, const struct span *x)
{
	const struct token *t = &d->tokens.at[x->first];
	const struct token *after = document_token(d, x->first, 1);

	return x->n == 1 && (t->flags & TOKEN_POSSESSIVE) != 0 &&
	    after != NULL && after->shape == SHAPE_LOWER &&
	    x->phrase != NULL && phrase_meaning(d->lex,
	    x->phrase).is_minor_place;
}

/* May a span that was taken for something else be a person's name? */
static bool
may_be_person(const struct document *d, const struct span *x)
{
	const struct token *before = document_token(d, x->first, -1);
	const struct token *after = document_token(d, x->first + x->n - 1, 1);

	if (x->kind == MENTION_PERSON || x->kind == SPAN_UNKNOWN)
		return true;
	if (x->kind == MENTION_NATIONALITY)
		return x->n == 1 && speaks_alone(before,
		    &d->tokens.at[x->first], after);
	/* "Sadr" need not be the acronym SADR */
	if (x->kind == MENTION_ORGANIZATION)
		return x->confidence < 0.7f || (x->n == 1 &&
		    x->phrase != NULL && x->phrase->is_acronym != 0 &&
		    d->tokens.at[x->first].shape == SHAPE_CAPITAL);
	/* "in Austin, Texas" */
	if (x->phrase != NULL && x->phrase->n_senses > 0 && x->n == 1) {
		const struct sense *s = &d->lex->sense[x->phrase->sense];

		if (s->kind == SENSE_PLACE &&
		    d->lex->value[s->value].kind == VALUE_COUNTRY)
			return false;
	}
	return !(before != NULL && is_strictly_place(d, x->first - 1) &&
	    !is_owner(d, x)) &&
	    !(after != NULL && token_is(after, ',') &&
	    document_token(d, x->first + x->n - 1, 2) != NULL &&
	    tagger_is_name(document_token(d, x->first + x->n - 1, 2)) &&
	    x->kind == MENTION_LOCATION);
}

/* "Mobutu", "Lula": another name of somebody in the article. */
static bool
link_alias(struct people *p, struct document *d, struct span *x)
{
	const struct person *y;
	uint64_t first, last;
	uint32_t id, words;

	if ((x->kind == MENTION_LOCATION || x->kind == MENTION_ORGANIZATION) &&
	    x->phrase != NULL)
		return false;
	if (x->kind == MENTION_NATIONALITY || (id = known_among(d, x->first,
	    x->n, p->id, p->ids)) == LEXICON_NONE)
		return false;
	people_key(d, x, &first, &last, &words);
	y = people_find(p, d, last, false, x->first);
	if (y != NULL && y->value_id != id)
		return false;
	for (size_t i = 0; i < p->n; i++)
		if (p->at[i].value_id == id) {
			set_person(x, &p->at[i], RULE_FAMILY, 0.9f);
			return true;
		}
	return false;
}

/* "Rodrigo Paz, known as Lobo": another name; of whom? */
static struct person *
called(struct people *p, const struct document *d, size_t i)
{
	static const char *const before[] = { "known", "called", "nicknamed",
	    "dubbed", "alias", "aka", "codenamed", NULL };
	const struct span *x = &d->spans.at[i];
	const struct token *t = document_token(d, x->first, -1);
	size_t at = x->first;

	if (t == NULL || i == 0 || x[-1].kind != MENTION_PERSON ||
	    x[-1].first + x[-1].n + 6 < at || x->phrase != NULL ||
	    x[-1].n < 2 || d->tokens.at[x[-1].first].segment !=
	    d->tokens.at[at].segment || x->kind == MENTION_NATIONALITY)
		return NULL;
	if (str_is(document_text(d, at - 1, 1), "as") && at > 1)
		at--;
	for (size_t k = 0; before[k] != NULL; k++)
		if (str_is(document_text(d, at - 1, 1), before[k]))
			for (size_t j = 0; j < p->n; j++)
				if (str_eq(p->at[j].name, x[-1].value))
					return &p->at[j];
	return NULL;
}

/* The name by which somebody is known is his for the rest of the article. */
static void
link_called(struct people *p, struct document *d, size_t i)
{
	struct span *x = &d->spans.at[i];
	struct person *y = called(p, d, i);
	uint64_t hash = d->tokens.at[x->first].hash;

	if (y == NULL || (x->kind == MENTION_PERSON && x->value_id !=
	    LEXICON_NONE))
		return;
	set_person(x, y, RULE_CALLED, 0.8f);
	for (size_t k = i + 1; k < d->spans.n && x->n == 1; k++) {
		struct span *z = &d->spans.at[k];

		if (z->n == 1 && d->tokens.at[z->first].hash == hash &&
		    z->phrase == NULL && z->kind != MENTION_NATIONALITY)
			set_person(z, y, RULE_CALLED, 0.8f);
	}
}

/* A part of a name: whose? */
static void
link_part(struct people *p, struct document *d, struct span *x)
{
	uint64_t first, last;
	struct person *y;
	uint32_t words;

	people_key(d, x, &first, &last, &words);
	if (words > 3 || !may_be_person(d, x))
		return;
	if ((y = people_find(p, d, last, false, x->first)) != NULL && (words == 1 ||
	    x->kind == MENTION_PERSON || x->kind == SPAN_UNKNOWN)) {
		if (words > 1 && x->kind == MENTION_PERSON &&
		    y->first != first)
			return;	/* another person of that surname */
		set_person(x, y, RULE_SURNAME, 0.9f);
	} else if (words == 1 && x->n == 1 &&
	    (y = people_find(p, d, last, true, x->first)) != NULL)
		set_person(x, y, RULE_FORENAME, 0.7f);
}

/* Is the word written with a capital inside a sentence, too? */
static bool
is_capital_within(const struct document *d, uint64_t hash)
{
	const struct seen *seen = document_seen(d, hash);

	return seen != NULL && seen->capital > 0 && seen->lower == 0;
}

/* Not a modifier of a noun ("the Richter scale")? */
static bool
is_alone(const struct token *after)
{
	return after == NULL || after->kind == TOKEN_PUNCT ||
	    (after->shape == SHAPE_LOWER && (after->classes & (WORD_COMMON |
	    WORD_AUX | WORD_SPEECH | WORD_PLACE)) != 0);
}

/* A single name that no full name explains. */
static void
judge_single(struct document *d, struct span *x)
{
	const struct token *t = &d->tokens.at[x->first];
	const struct token *after = document_token(d, x->first + x->n - 1, 1);
	const struct token *before = document_token(d, x->first, -1);
	bool start = (t->flags & TOKEN_START) != 0;
	bool speaks = after != NULL && after->shape == SHAPE_LOWER &&
	    (after->classes & WORD_SPEECH) != 0;

	if (x->kind != SPAN_UNKNOWN)
		return;
	if (before != NULL && (before->classes & WORD_PLACE) != 0 &&
	    (t->classes & (WORD_GIVEN | WORD_FAMILY)) == 0) {
		x->kind = MENTION_LOCATION;
		x->rule = RULE_PLACE;
		return;
	}
	if ((t->classes & (WORD_GIVEN | WORD_FAMILY)) != 0 &&
	    (speaks || (!start && is_alone(after)))) {
		x->kind = MENTION_PERSON;
		x->rule = RULE_LONE;
		x->confidence = 0.5f;
	} else if (speaks && t->word == NULL && (!start || is_capital_within(d,
	    t->hash))) {
		x->kind = MENTION_PERSON;
		x->rule = RULE_SPEAKS;
		x->confidence = 0.45f;
	}
}

/* A name of a user's dictionary: what it means is settled. */
static void
note_given(struct people *p, const struct document *d, const struct span *x)
{
	uint64_t first, last;
	struct person *y;
	uint32_t words;

	if (x->kind != MENTION_PERSON)
		return;
	people_key(d, x, &first, &last, &words);
	if ((y = people_find(p, d, last, false, x->first)) != NULL &&
	    str_eq(y->name, x->value))
		y->latest = x->first;
}

void
people_resolve(struct people *p, struct document *d)
{
	known_reset(&p->known);
	people_find_known(d);
	for (size_t i = 0; i < d->spans.n; i++)
		known_mark(d, &d->spans.at[i]);
	people_collect(p, d);
	if (people_find_surnames(p, d))
		people_collect(p, d);
	for (size_t i = 0; i < d->spans.n; i++) {
		struct span *x = &d->spans.at[i];
		struct person *y;
		uint64_t first, last;
		uint32_t words;

		if (x->value.n != 0) {
			note_given(p, d, x);
			continue;
		}
		if (x->n > 1 && x->kind == MENTION_PERSON) {
			people_key(d, x, &first, &last, &words);
			y = words < 2 ? NULL : people_find_full(p, d, x, first, last);
			if (y != NULL) {
				set_person(x, y, x->rule, x->confidence);
				continue;
			}
		}
		link_called(p, d, i);
		if (x->value.n == 0 && !link_alias(p, d, x))
			link_part(p, d, x);
		if (x->value.n == 0)
			known_link(&p->known, d, x);
		if (x->value.n == 0)
			judge_single(d, x);
		if (x->value.n == 0 && people_is_named(d, x)) {
			x->value = people_value(d, x);
			x->facet = FACET_ACTOR;
		}
	}
}

void
people_release(struct people *p)
{
	free(p->at);
	free(p->slot);
	known_release(&p->known);
}
