#include "facets/people_table.h"

#include <stdlib.h>
#include <string.h>

#include "facets/fold.h"

#define PEOPLE_MAX 20000	/* of one window; more are not linked */
#define CHAIN_MAX 64		/* namesakes looked at */

#define PERSON_SURE 0.6f	/* below it a name needs more than its looks */

/* The name as a value: the dictionary's, else without diacritics. */
struct str
people_value(struct document *d, const struct span *x)
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

/* Hash of the first and of the last word that are no particles. */
void
people_key(const struct document *d, const struct span *x, uint64_t *first,
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
bool
people_is_named(const struct document *d, const struct span *x)
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
struct person *
people_find(const struct people *p, const struct document *d, uint64_t hash,
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
struct person *
people_find_full(const struct people *p, const struct document *d,
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

/* Persons of the dictionary whom the article names in full. */
static void
list_known(struct people *p)
{
	p->ids = 0;
	for (size_t i = 0; i < p->n && p->ids < KNOWN_MAX; i++)
		if (p->at[i].value_id != LEXICON_NONE)
			p->id[p->ids++] = p->at[i].value_id;
}

void
people_collect(struct people *p, struct document *d)
{
	size_t names = 0;

	for (size_t i = 0; i < d->spans.n; i++)
		names += people_is_named(d, &d->spans.at[i]) &&
		    d->spans.at[i].n > 1;
	make_slots(p, names < PEOPLE_MAX ? names : PEOPLE_MAX);
	p->n = 0;
	for (size_t i = 0; i < d->spans.n && p->n < PEOPLE_MAX; i++) {
		struct span *x = &d->spans.at[i];
		uint64_t first, last;
		struct person *y;
		uint32_t words;

		if (!people_is_named(d, x) || x->n < 2)
			continue;
		people_key(d, x, &first, &last, &words);
		if (words < 2)
			continue;
		if ((y = people_find_full(p, d, x, first, last)) != NULL) {
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
			y->name = people_value(d, x);
			y->value_id = x->value_id;
			continue;
		}
		ARRAY_GROW(p->at, p->n, p->cap);
		y = &p->at[p->n];
		*y = (struct person){ x->value.n != 0 ? x->value :
		    people_value(d, x), first, last, (uint32_t)i, words,
		    x->value_id, x->first, x->value.n != 0 };
		put_slot(p, last, (uint32_t)p->n);
		if (first != last)
			put_slot(p, ~first, (uint32_t)p->n);
		p->n++;
	}
	list_known(p);
}
