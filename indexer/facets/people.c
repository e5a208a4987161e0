#include "facets/people.h"

#include <stdlib.h>
#include <string.h>

#include "facets/actors.h"
#include "facets/fold.h"
#include "facets/repair_kind.h"
#include "facets/tagger.h"

#define PEOPLE_MAX 20000	/* of one window; more are not linked */
#define CHAIN_MAX 64		/* namesakes looked at */

#define PERSON_SURE 0.6f	/* below it a name needs more than its looks */

/* The name as a value: the dictionary's, else without diacritics. */
static struct str
value_of(struct document *d, const struct span *x)
{
	struct str name;

	if (x->value_id != LEXICON_NONE)
		return lexicon_name(d->lex, x->value_id);
	name = document_value(d, x->first, x->n);
	for (size_t i = 0; i < name.n; i++)
		if ((name.p[i] & 0x80) != 0) {
			buf_reset(&d->scratch);
			fold_plain(&d->scratch, name);
			return arena_str(&d->arena, buf_slice(&d->scratch));
		}
	return name;
}

/* ---- names of the article ---- */

/* Hash of the first and of the last word that are no particles. */
static void
key_words(const struct document *d, const struct span *x, uint64_t *first,
    uint64_t *last, uint32_t *words)
{
	const struct token *t = &d->tokens.at[x->first];
	uint32_t i = 0, n = x->n;

	while (n > 1 && t[n - 1].end - t[n - 1].start <= 3 &&
	    (t[n - 1].flags & TOKEN_HYPHEN) == 0 &&
	    (t[n - 1].shape == SHAPE_UPPER || (t[n - 1].flags & TOKEN_STOP) ||
	    t[n - 1].shape == SHAPE_INITIAL) &&
	    (d->tokens.at[x->first].flags & TOKEN_CASELESS) == 0)
		n--;		/* Jr., III */
	while (i + 1 < n && (t[i].classes & WORD_PARTICLE) != 0)
		i++;
	*first = t[i].hash;
	*last = t[n - 1].hash;
	*words = n - i;
}

/*
 * Two capitalised words that nothing else speaks for ("Palm Beach") are a
 * person if the second stands alone, too, and more often than the first.
 */
static bool
is_person(const struct document *d, const struct span *x)
{
	const struct seen *first, *last;
	const struct token *t = &d->tokens.at[x->first];

	if (x->kind != MENTION_PERSON)
		return false;
	if (x->confidence >= PERSON_SURE || x->n < 2)
		return true;
	first = document_seen(d, t->hash);
	last = document_seen(d, t[x->n - 1].hash);
	return first != NULL && last != NULL && last->lower == 0 &&
	    last->capital + last->start > first->capital + first->start;
}

static bool
is_beside(const struct document *d, const struct person *x, uint32_t at)
{
	return d->tokens.at[x->latest].segment == d->tokens.at[at].segment;
}

/*
 * Is x, seen from token `at`, a better guess than y?  The one whom all the
 * world knows, unless the other is in the same paragraph; else the latest
 * before it.
 */
static bool
is_nearer(const struct document *d, const struct person *x,
    const struct person *y, uint32_t at)
{
	bool known = x->value_id != LEXICON_NONE;

	if (known != (y->value_id != LEXICON_NONE) && !is_beside(d, x, at) &&
	    !is_beside(d, y, at))
		return known;
	if ((x->latest <= at) != (y->latest <= at))
		return x->latest <= at;
	return x->latest <= at ? x->latest > y->latest :
	    x->latest < y->latest;
}

/* The nearest person to token `at` whose first or last word is hash. */
static struct person *
find_by(const struct people *p, const struct document *d, uint64_t hash,
    bool by_first, uint32_t at)
{
	size_t mask = p->slots - 1;
	uint64_t key = by_first ? ~hash : hash;
	struct person *best = NULL;
	int chain = 0;

	if (p->slots == 0)
		return NULL;
	for (size_t k = key & mask; p->slot[k].hash != 0 &&
	    chain++ < CHAIN_MAX; k = (k + 1) & mask) {
		struct person *x = &p->at[p->slot[k].index];

		if (p->slot[k].hash == key &&
		    (best == NULL || is_nearer(d, x, best, at)))
			best = x;
	}
	return best;
}

static void
put_slot(struct people *p, uint64_t key, uint32_t index)
{
	size_t mask = p->slots - 1, k = key & mask;

	while (p->slot[k].hash != 0)
		k = (k + 1) & mask;
	p->slot[k].hash = key;
	p->slot[k].index = index;
}

static void
make_slots(struct people *p, size_t names)
{
	size_t want = 64;

	while (want < names * 4 + 4)
		want *= 2;
	if (want > p->slots) {
		free(p->slot);
		p->slot = mem_alloc(want, sizeof(*p->slot));
		p->slots = want;
	} else
		memset(p->slot, 0, p->slots * sizeof(*p->slot));
}

/*
 * Is it a name of x that both begin and end alike, or where one begins with
 * the other's initial?
 */
static struct person *
find_full(const struct people *p, const struct document *d,
    const struct span *x, uint64_t first, uint64_t last)
{
	size_t mask = p->slots - 1;
	const struct token *a = &d->tokens.at[x->first];
	int chain = 0;

	for (size_t k = last & mask; p->slot[k].hash != 0 &&
	    chain++ < CHAIN_MAX; k = (k + 1) & mask) {
		struct person *y = &p->at[p->slot[k].index];
		const struct token *b;

		if (p->slot[k].hash != last || y->last != last)
			continue;
		if (y->first == first)
			return y;
		b = &d->tokens.at[d->spans.at[y->span].first];
		if ((a->shape == SHAPE_INITIAL || b->shape == SHAPE_INITIAL ||
		    a->shape == SHAPE_DOTTED || b->shape == SHAPE_DOTTED) &&
		    (document_text(d, x->first, 1).p[0] | 32) == (document_text(
		    d, d->spans.at[y->span].first, 1).p[0] | 32))
			return y;
	}
	return NULL;
}

static void
collect(struct people *p, struct document *d)
{
	size_t names = 0;

	for (size_t i = 0; i < d->spans.n; i++)
		names += is_person(d, &d->spans.at[i]) && d->spans.at[i].n > 1;
	make_slots(p, names < PEOPLE_MAX ? names : PEOPLE_MAX);
	p->n = 0;
	for (size_t i = 0; i < d->spans.n && p->n < PEOPLE_MAX; i++) {
		struct span *x = &d->spans.at[i];
		uint64_t first, last;
		struct person *y;
		uint32_t words;

		if (!is_person(d, x) || x->n < 2)
			continue;
		key_words(d, x, &first, &last, &words);
		if (words < 2)
			continue;
		if ((y = find_full(p, d, x, first, last)) != NULL) {
			bool is_known = x->value_id != LEXICON_NONE;

			if (x->value.n != 0 && !y->is_given) {
				y->name = x->value;
				y->is_given = true;
				y->value_id = x->value_id;
			}
			if (y->is_given || y->value_id != LEXICON_NONE ||
			    (!is_known && (words <= y->words || words > 5)))
				continue;
			y->words = words;	/* the fuller name */
			y->name = value_of(d, x);
			y->value_id = x->value_id;
			continue;
		}
		ARRAY_GROW(p->at, p->n, p->cap);
		y = &p->at[p->n];
		*y = (struct person){ x->value.n != 0 ? x->value :
		    value_of(d, x), first, last, (uint32_t)i, words,
		    x->value_id, x->first, x->value.n != 0 };
		put_slot(p, last, (uint32_t)p->n);
		if (first != last)
			put_slot(p, ~first, (uint32_t)p->n);
		p->n++;
	}
}

/* Persons of the dictionary whom the article names in full. */
static void
list_known(struct people *p)
{
	p->ids = 0;
	for (size_t i = 0; i < p->n && p->ids < KNOWN_MAX; i++)
		if (p->at[i].value_id != LEXICON_NONE)
			p->id[p->ids++] = p->at[i].value_id;
}

/* Does a capitalised word stand before or after it? */
static bool
is_in_run(const struct document *d, size_t i)
{
	const struct token *t = &d->tokens.at[i];
	const struct token *before = document_token(d, i, -1);
	const struct token *after = document_token(d, i, 1);

	return (after != NULL && ((after->flags & TOKEN_HYPHEN) != 0 ||
	    (tagger_is_name(after) && (after->flags & TOKEN_START) == 0 &&
	    (t->flags & TOKEN_POSSESSIVE) == 0))) || (before != NULL &&
	    tagger_is_name(before) && (t->flags & TOKEN_START) == 0 &&
	    (before->classes & WORD_COMMON) == 0 &&
	    (before->flags & TOKEN_POSSESSIVE) == 0);
}

/* A surname of the article, or another name of somebody in it, at token i? */
static bool
is_surname(const struct people *p, const struct document *d, size_t i)
{
	const struct token *t = &d->tokens.at[i];
	const struct seen *seen;

	if (t->shape != SHAPE_CAPITAL || !tagger_is_name(t) ||
	    (t->flags & (TOKEN_CASELESS | TOKEN_HYPHEN)) != 0 ||
	    (t->classes & (WORD_COMMON | WORD_NEVER | WORD_NOUN |
	    WORD_HEAD)) != 0)
		return false;
	if ((find_by(p, d, t->hash, false, (uint32_t)i) == NULL &&
	    known_among(d, i, 1, p->id, p->ids) == LEXICON_NONE) ||
	    is_in_run(d, i))
		return false;
	seen = document_seen(d, t->hash);
	return seen == NULL || seen->lower == 0;
}

/* "Pope [Francis]", "King [Hussein] of [Jordan]": good as they are. */
static bool
is_title_and(const struct span *x, const struct span *last, size_t i)
{
	return x->kind == MENTION_PERSON && (x->first - x->title_n == i ||
	    last != x);
}

/*
 * Full names of the dictionary that the tagger passed over or cut short
 * ("Ahmad Shah [Massoud]").
 */
static void
find_full_names(struct document *d)
{
	size_t n = d->spans.n, k = 0, to, len;

	for (size_t i = 0; i < d->tokens.n; i++) {
		const struct token *t = &d->tokens.at[i];

		while (k < n && d->spans.at[k].first + d->spans.at[k].n <= i)
			k++;
		if (t->kind != TOKEN_WORD || (t->shape == SHAPE_LOWER &&
		    (t->classes & WORD_PARTICLE) == 0) ||
		    (k < n && d->spans.at[k].first < i) ||
		    (len = known_full(d, i, d->tokens.n)) == 0)
			continue;
		for (to = k; to < n && d->spans.at[to].first < i + len; to++)
			;
		if (to > k && (d->spans.at[to - 1].first +
		    d->spans.at[to - 1].n > i + len || (to == k + 1 &&
		    d->spans.at[k].n == len)))
			continue;
		if ((len == 1 && is_in_run(d, i)) || (k < to &&
		    is_title_and(&d->spans.at[k], &d->spans.at[to - 1], i)))
			continue;
		for (; k < to; k++)
			d->spans.at[k].kind = SPAN_DROPPED;
		repair_kind(d, spans_add(&d->spans, i, len, MENTION_PERSON,
		    0.95f, "known person"));
		i += len - 1;
	}
	if (d->spans.n > n)
		spans_tidy(&d->spans);
}

/*
 * Capitalised words that are somebody's surname and nowhere written small,
 * where the tagger passed them over.  True if any.
 */
static bool
find_surnames(const struct people *p, struct document *d)
{
	size_t n = d->spans.n, k = 0;

	for (size_t i = 0; i < d->tokens.n && p->n > 0; i++) {
		for (; k < n && d->spans.at[k].first + d->spans.at[k].n <= i;
		    k++)
			;
		if (k < n && d->spans.at[k].first <= i)
			i = d->spans.at[k].first + d->spans.at[k].n - 1;
		else if (is_surname(p, d, i))
			spans_add(&d->spans, i, 1, MENTION_PERSON, 0.7f,
			    "surname");
	}
	if (d->spans.n == n)
		return false;
	spans_tidy(&d->spans);
	return true;
}

static void
set_person(struct span *x, struct person *y, const char *rule, float c)
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

/* May a span that was taken for something else be a person's name? */
static bool
may_be_person(const struct document *d, const struct span *x)
{
	const struct token *before = document_token(d, x->first, -1);
	const struct token *after = document_token(d, x->first + x->n - 1, 1);

	if (x->kind == MENTION_PERSON || x->kind == SPAN_UNKNOWN)
		return true;
	if (x->kind == MENTION_NATIONALITY)
		return false;
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
	return !(before != NULL && is_strictly_place(d, x->first - 1)) &&
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
	key_words(d, x, &first, &last, &words);
	y = find_by(p, d, last, false, x->first);
	if (y != NULL && y->value_id != id)
		return false;
	for (size_t i = 0; i < p->n; i++)
		if (p->at[i].value_id == id) {
			set_person(x, &p->at[i], "known surname", 0.9f);
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
	set_person(x, y, "known as", 0.8f);
	for (size_t k = i + 1; k < d->spans.n && x->n == 1; k++) {
		struct span *z = &d->spans.at[k];

		if (z->n == 1 && d->tokens.at[z->first].hash == hash &&
		    z->phrase == NULL && z->kind != MENTION_NATIONALITY)
			set_person(z, y, "known as", 0.8f);
	}
}

/* A part of a name: whose? */
static void
link_part(struct people *p, struct document *d, struct span *x)
{
	uint64_t first, last;
	struct person *y;
	uint32_t words;

	key_words(d, x, &first, &last, &words);
	if (words > 3 || !may_be_person(d, x))
		return;
	if ((y = find_by(p, d, last, false, x->first)) != NULL && (words == 1 ||
	    x->kind == MENTION_PERSON || x->kind == SPAN_UNKNOWN)) {
		if (words > 1 && x->kind == MENTION_PERSON &&
		    y->first != first)
			return;	/* another person of that surname */
		set_person(x, y, "surname", 0.9f);
	} else if (words == 1 && x->n == 1 &&
	    (y = find_by(p, d, last, true, x->first)) != NULL)
		set_person(x, y, "given name of", 0.7f);
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
		x->rule = "preposition";
		return;
	}
	if ((t->classes & (WORD_GIVEN | WORD_FAMILY)) != 0 &&
	    (speaks || (!start && is_alone(after)))) {
		x->kind = MENTION_PERSON;
		x->rule = "lone name";
		x->confidence = 0.5f;
	} else if (speaks && t->word == NULL && (!start || is_capital_within(d,
	    t->hash))) {
		x->kind = MENTION_PERSON;
		x->rule = "speaks";
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
	key_words(d, x, &first, &last, &words);
	if ((y = find_by(p, d, last, false, x->first)) != NULL &&
	    str_eq(y->name, x->value))
		y->latest = x->first;
}

void
people_resolve(struct people *p, struct document *d)
{
	known_reset(&p->known);
	find_full_names(d);
	for (size_t i = 0; i < d->spans.n; i++)
		known_mark(d, &d->spans.at[i]);
	collect(p, d);
	list_known(p);
	if (find_surnames(p, d))
		collect(p, d);
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
			key_words(d, x, &first, &last, &words);
			y = words < 2 ? NULL : find_full(p, d, x, first, last);
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
		if (x->value.n == 0 && is_person(d, x)) {
			x->value = value_of(d, x);
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
