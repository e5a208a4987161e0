#include "facets/holders.h"

#include <stdlib.h>

#include "facets/actors.h"
#include "facets/tagger.h"

#define HOLDERS_MAX 4096
#define HOLDERS_BACK 64		/* how many holders to look back over */

/* An office as a text names it: the words, and whose. */
struct office {
	uint64_t title;		/* hash of its words */
	uint64_t last;		/* hash of the last one */
	uint16_t number;	/* of offices.tsv; 0: none */
	bool is_single;		/* one word: "chief" */
	uint32_t country;	/* LEXICON_NONE: not said */
	struct str owner;	/* value of the organization; "" */
};

struct holder {
	struct office office;
	struct str person;
	uint32_t token;
};

/* Does the word say no more than that one leads the body? */
static bool
is_chief(const struct document *d, size_t i)
{
	static const char *const word[] = { "chief", "head", "boss", "leader",
	    "director", "Chief", "Head", "Boss", "Leader", "Director",
	    "CHIEF", "HEAD", "LEADER", "DIRECTOR" };

	for (size_t k = 0; k < sizeof(word) / sizeof(*word); k++)
		if (str_is(document_text(d, i, 1), word[k]))
			return true;
	return false;
}

/* Nobody says whose the office is: of the state of a person all know. */
static void
set_own_country(const struct document *d, const struct span *person,
    const struct span *owner, struct office *o)
{
	if (owner == NULL && person->value_id != LEXICON_NONE &&
	    d->lex->value[person->value_id].kind == VALUE_PERSON)
		o->country = d->lex->value[person->value_id].country;
}

static struct office
office_of(const struct document *d, size_t first, size_t n,
    const struct phrase *p, const struct span *owner)
{
	const struct token *t = &d->tokens.at[first];
	const struct sense *s = actors_sense(d, p, SENSE_TITLE);
	struct office o = { p != NULL ? p->hash : 0, t[n - 1].hash, 0, n == 1,
	    LEXICON_NONE, STR_LIT("") };

	if (s != NULL)
		o.number = s->office;
	if (owner == NULL)
		return o;
	if (owner->value_id != LEXICON_NONE) {
		const struct value *v = &d->lex->value[owner->value_id];

		o.country = v->country;
		if (owner->kind == MENTION_ORGANIZATION && o.number == 0 &&
		    n == 1 && is_chief(d, first))
			o.number = v->office;
	}
	if (owner->kind == MENTION_ORGANIZATION)
		o.owner = owner->value;
	return o;
}

static bool
is_same(const struct office *a, const struct office *b)
{
	if (a->country != LEXICON_NONE && b->country != LEXICON_NONE &&
	    a->country != b->country)
		return false;
	if (a->number != 0 && b->number != 0)
		return a->number == b->number;
	if (a->owner.n != 0 && b->owner.n != 0 && !str_eq(a->owner, b->owner))
		return false;
	if (a->title != 0 && a->title == b->title)
		return true;
	return (a->is_single || b->is_single) && a->last == b->last;
}

/* The span that ends just before token i, of a name that may own an office. */
static const struct span *
owner_before(const struct document *d, size_t i, size_t span)
{
	while (span > 0) {
		const struct span *x = &d->spans.at[--span];

		if (x->first + x->n == i && x->kind != MENTION_PERSON &&
		    d->tokens.at[x->first].segment == d->tokens.at[i].segment)
			return x;
		if (x->first + x->n < i)
			break;
	}
	return NULL;
}

static void
remember(struct holders *h, const struct office *o, struct str person,
    uint32_t token)
{
	if (h->n >= HOLDERS_MAX || person.n == 0)
		return;
	ARRAY_GROW(h->at, h->n, h->cap);
	h->at[h->n++] = (struct holder){ *o, person, token };
}

/*
 * The latest holder.  Where the country is said on one side only, there must
 * be no other who would do.
 */
static const struct holder *
find_holder(const struct holders *h, const struct office *o)
{
	size_t back = h->n < HOLDERS_BACK ? 0 : h->n - HOLDERS_BACK;
	const struct holder *found = NULL;

	for (size_t i = h->n; i > back; i--) {
		const struct holder *x = &h->at[i - 1];

		if (!is_same(&x->office, o))
			continue;
		if (x->office.country == o->country)
			return x;
		if (o->country != LEXICON_NONE && found != NULL &&
		    !str_eq(found->person, x->person))
			return NULL;
		if (found == NULL)
			found = x;
	}
	return found;
}

/* "president of Ghana": the span after "of" that follows token i. */
static const struct span *
owner_after(const struct document *d, size_t i, size_t span)
{
	const struct span *x = &d->spans.at[span];

	if (span >= d->spans.n || i >= d->tokens.n ||
	    d->tokens.at[i].kind != TOKEN_WORD ||
	    !str_is(document_text(d, i, 1), "of"))
		return NULL;
	return (x->first == i + 1 || x->first == i + 2) &&
	    x->kind != MENTION_PERSON ? x : NULL;
}

/* "Pentagon chief Lloyd Austin" */
static void
learn(struct holders *h, const struct document *d, size_t span)
{
	const struct span *x = &d->spans.at[span];
	size_t first = x->first - x->title_n, len;
	const struct phrase *p;
	const struct span *owner;
	struct office o;

	if (x->title_n == 0 || x->title_n > x->first ||
	    x->facet != FACET_ACTOR)
		return;
	p = tokens_match(d->lex, &d->tokens.at[first], x->title_n,
	    SENSE_BIT(SENSE_TITLE), &len);
	if (p == NULL)
		return;
	owner = owner_before(d, first, span);
	if (owner == NULL)
		owner = owner_after(d, x->first + x->n, span + 1);
	o = office_of(d, first, x->title_n, p, owner);
	set_own_country(d, x, owner, &o);
	remember(h, &o, x->value, x->first);
}

/* "Lloyd Austin, the Pentagon chief,": the person span before a title. */
static const struct span *
person_before(const struct document *d, size_t first, size_t span)
{
	const struct span *x;
	size_t i = first;

	if (i > 0 && str_is(document_text(d, i - 1, 1), "the"))
		i--;
	if (i < 2 || span == 0 || !token_is(&d->tokens.at[i - 1], ','))
		return NULL;
	for (size_t k = span; k > 0 && k + 3 > span; k--) {
		x = &d->spans.at[k - 1];
		if (x->kind == MENTION_PERSON && x->first + x->n == i - 1)
			return x;
	}
	return NULL;
}

/* "Tanganyika's president, Julius Nyerere" */
static const struct span *
person_after(const struct document *d, size_t i, size_t span)
{
	const struct span *x = &d->spans.at[span];

	return span < d->spans.n && i < d->tokens.n &&
	    token_is(&d->tokens.at[i], ',') && x->first == i + 1 &&
	    x->kind == MENTION_PERSON && x->n > 1 ? x : NULL;
}

static bool
is_definite(const struct document *d, size_t first, bool owned)
{
	struct str w;

	if (first == 0 || d->tokens.at[first - 1].segment !=
	    d->tokens.at[first].segment)
		return owned;
	w = document_text(d, first - 1, 1);
	if (str_is(w, "the") || str_is(w, "The"))
		return true;
	if (str_is(w, "a") || str_is(w, "an") || str_is(w, "A") ||
	    str_is(w, "An") || str_is(w, "former") || str_is(w, "new") ||
	    str_is(w, "senior") || str_is(w, "another") || str_is(w, "next") ||
	    str_is(w, "no"))
		return false;
	return owned;
}

/* A title that no name follows: somebody's, if it is definite. */
static size_t
lone_title(struct holders *h, struct document *d, size_t i, size_t next,
    size_t span)
{
	const struct token *after;
	const struct span *owner, *person;
	const struct holder *who;
	const struct phrase *p;
	const struct sense *s;
	struct office o;
	size_t len, first, back;

	p = tokens_match(d->lex, &d->tokens.at[i], next - i,
	    SENSE_BIT(SENSE_TITLE), &len);
	s = actors_sense(d, p, SENSE_TITLE);
	if (s == NULL)
		return 1;
	after = document_token(d, i + len - 1, 1);
	if (s->value != TITLE_OFFICE || i + len == next ||
	    (d->tokens.at[i + len - 1].classes & WORD_RELATIVE) != 0 ||
	    (after != NULL && (after->flags & TOKEN_HYPHEN) != 0) ||
	    (d->tokens.at[i].flags & TOKEN_HYPHEN) != 0)
		return len;
	owner = owner_before(d, i, span);
	first = owner != NULL ? owner->first : i;
	back = owner != NULL ? span - 1 : span;
	if (owner == NULL)
		owner = owner_after(d, i + len, span);
	o = office_of(d, i, len, p, owner);
	person = person_before(d, first, back);
	if (person == NULL)
		person = person_after(d, i + len, span);
	if (person != NULL) {
		set_own_country(d, person, owner, &o);
		remember(h, &o, person->value, (uint32_t)i);
		return len;
	}
	if (is_definite(d, first, owner != NULL) &&
	    (who = find_holder(h, &o)) != NULL) {
		struct span *x = spans_add(&d->spans, i, len, MENTION_ROLE,
		    0.8f, RULE_HOLDER);

		x->facet = FACET_ACTOR;
		x->value = who->person;
	}
	return len;
}

void
holders_find(struct holders *h, struct document *d)
{
	size_t n = d->spans.n, k = 0, i = 0;

	h->n = 0;
	while (i < d->tokens.n) {
		const struct token *t = &d->tokens.at[i];

		if (k < n && i >= d->spans.at[k].first) {
			if (d->spans.at[k].kind == MENTION_PERSON)
				learn(h, d, k);
			i = d->spans.at[k].first + d->spans.at[k].n;
			k++;
			continue;
		}
		if (t->word == NULL || t->word->phrase_max == 0)
			i++;
		else
			i += lone_title(h, d, i, k < n ?
			    d->spans.at[k].first : d->tokens.n, k);
	}
	spans_tidy(&d->spans);
}

void
holders_release(struct holders *h)
{
	free(h->at);
}
