#include "facet.h"

#include <stdlib.h>
#include <string.h>

struct gathering {		/* of one facet, over all indexes */
	struct facet_value *at;
	size_t n, cap;
	struct map by_name;
	uint64_t values;		/* how many there are, at least */
};

/* ---- the counts of one facet in one index ---- */

struct counts {
	const uint32_t *count;		/* by number */
	const uint32_t *number;		/* those to look at, n of them; or NULL: */
	uint32_t n, first;		/* first .. first + n - 1 */
	uint32_t from, to;		/* the facet's: from .. to - 1 */
};

static struct counts
counts_of(const struct tally *t, enum facet f)
{
	uint32_t from = t->base[f], to = t->base[f + 1];

	return t->known[f] != NULL ?
	    (struct counts){ t->known[f], NULL, to - from, from, from, to } :
	    (struct counts){ t->count, t->counted, t->n, 0, from, to };
}

/* The i-th number; its count is 0 if it is another facet's. */
static inline uint32_t
look_at(const struct counts *c, uint32_t i, uint32_t *count)
{
	uint32_t number = c->number != NULL ? c->number[i] : c->first + i;

	*count = number >= c->from && number < c->to ? c->count[number] : 0;
	return number;
}

/* The count that a value needs to be among the first n; 1 at least. */
static uint32_t
threshold(const struct tally *t, enum facet f, size_t n)
{
	const struct counts counts = counts_of(t, f);
	struct top top = { .n = n };
	uint32_t least = 1, count;

	for (uint32_t i = 0; i < counts.n; i++) {
		look_at(&counts, i, &count);
		if (count > 0)
			top_add(&top, (double)count, 0, 0);
	}
	if (top.used == n)
		least = (uint32_t)top.at[0].key;
	top_release(&top);
	return least;
}

/* ---- over all indexes, by name ---- */

static void
gather_value(struct gathering *g, struct str value, uint64_t count,
    bool is_selected)
{
	struct map_entry *entry = map_put(&g->by_name, value);

	if (entry->value == 0) {
		ARRAY_GROW(g->at, g->n, g->cap);
		g->at[g->n++] = (struct facet_value){ value, 0, is_selected };
		entry->value = g->n;
	}
	g->at[entry->value - 1].count += count;
}

static int
by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/*
 * The values of one index with that count or more, and those of the selection
 * in any case.  Names are read only for these, neighbours together.
 */
static const struct error *
gather(const struct counting *c, size_t part, enum facet f,
    const struct tally *t, uint32_t least, struct gathering *g)
{
	const struct counts counts = counts_of(t, f);
	uint32_t *list = NULL, count, number;
	const struct error *e = NULL;
	size_t n = 0, cap = 0;
	uint64_t values = 0;
	struct str value;

	for (uint32_t i = 0; i < counts.n; i++) {
		number = look_at(&counts, i, &count);
		values += count > 0;
		if (count >= least) {
			ARRAY_GROW(list, n, cap);
			list[n++] = number;
		}
	}
	if (values > g->values)
		g->values = values;
	for (uint32_t i = counts.from; c->selection[f].n > 0 &&
	    i < counts.to; i++)
		if (t->is_selected[i] && counts.count[i] < least) {
			ARRAY_GROW(list, n, cap);
			list[n++] = i;
		}
	if (n > 0)
		qsort(list, n, sizeof(*list), by_number);
	for (size_t i = 0; i < n && e == NULL; i++) {
		e = catalog_value(c->catalog, part, f, list[i] - counts.from,
		    &value);
		if (e == NULL)
			gather_value(g, value, counts.count[list[i]],
			    t->is_selected != NULL && t->is_selected[list[i]]);
	}
	free(list);
	return e;
}

/* The n-th of the counts so far; 0: there are not as many. */
static uint64_t
count_at(const struct gathering *g, size_t n)
{
	struct top top = { .n = n };
	uint64_t count = 0;

	for (size_t i = 0; i < g->n; i++)
		top_add(&top, (double)g->at[i].count, 0, 0);
	if (top.used == n && n > 0)
		count = (uint64_t)top.at[0].key;
	top_release(&top);
	return count;
}

static void
gathering_release(struct gathering *g)
{
	free(g->at);
	map_release(&g->by_name);
	memset(g, 0, sizeof(*g));
}

/* What all indexes together count for the values gathered. */
static const struct error *
add_up(const struct counting *c, enum facet f, const struct tally *t,
    struct gathering *g)
{
	const struct error *e;
	struct counts counts;
	uint32_t ordinal;
	bool is_there;

	for (size_t i = 0; i < g->n; i++) {
		struct facet_value *v = &g->at[i];

		v->count = 0;
		for (size_t part = 0; part < c->columns->parts; part++) {
			if ((e = catalog_ordinal(c->catalog, part, f, v->value,
			    &ordinal, &is_there)) != NULL)
				return e;
			counts = counts_of(&t[part], f);
			if (is_there)
				v->count += counts.count[counts.from + ordinal];
		}
	}
	return NULL;
}

static int
by_rank(const void *a, const void *b)
{
	const struct facet_value *x = a, *y = b;

	if (x->count != y->count)
		return (x->count < y->count) - (x->count > y->count);
	return str_cmp(x->value, y->value);
}

void
facet_sort(struct facet_values *v, size_t n)
{
	if (v->n > 0)
		qsort(v->at, v->n, sizeof(*v->at), by_rank);
	if (v->n > n)
		v->n = n;
}

/* Those that are shown: the first, and any that is selected. */
static void
finish(const struct counting *c, enum facet f, const struct gathering *g,
    struct result *result)
{
	struct facet_values *v = &result->facet[f], all = { .at = g->at, .n = g->n };

	facet_sort(&all, g->n);
	v->at = arena_alloc(&result->arena, g->n * sizeof(*v->at));
	v->n = 0;		/* this may be the second count of a search */
	v->values = 0;
	for (size_t i = 0; i < g->n; i++) {
		v->values += g->at[i].count > 0;
		if (i >= c->shown && !g->at[i].is_selected)
			continue;
		v->at[v->n] = g->at[i];
		v->at[v->n++].value = arena_str(&result->arena,
		    g->at[i].value);
	}
	if (g->values > v->values)
		v->values = g->values;
}

/*
 * The values that are shown and their counts over all indexes, without a look
 * at every name of each: TPUT (Cao and Wang, "Efficient top-K query calculation
 * in distributed networks", PODC 2004).  The first of each index, added up,
 * say what count the last one shown has at least; a value that comes before it
 * has its share of that in some index, 1/parts at least.
 */
static const struct error *
gather_all(const struct counting *c, const struct tally *t, enum facet f,
    struct result *result)
{
	size_t parts = c->columns->parts;
	struct gathering g = { 0 };
	const struct error *e = NULL;
	uint64_t least = 1;

	for (size_t i = 0; i < parts && e == NULL; i++)
		e = gather(c, i, f, &t[i], threshold(&t[i], f, c->shown), &g);
	if (parts > 1 && e == NULL) {
		least = (count_at(&g, c->shown) + parts - 1) / parts;
		least = least > 0 ? least : 1;
		gathering_release(&g);
		for (size_t i = 0; i < parts && e == NULL; i++)
			e = gather(c, i, f, &t[i], (uint32_t)least, &g);
	}
	if (least > 1 && e == NULL)
		e = add_up(c, f, t, &g);
	if (e == NULL)
		finish(c, f, &g, result);
	result->facet[f].is_least = least > 1;
	gathering_release(&g);
	return e;
}

const struct error *
facet_count(const struct counting *c, struct result *result)
{
	size_t parts = c->columns->parts;
	struct tally *t = mem_alloc(parts, sizeof(*t));
	const struct error *e = NULL;
	bool again = true;

	while (again && e == NULL) {
		again = false;
		result->total = 0;
		if (c->articles != NULL)
			articles_release(c->articles);
		if (c->by_date != NULL)
			c->by_date->used = 0;
		for (size_t i = 0; i < parts && !again && e == NULL; i++) {
			tally_release(&t[i]);
			e = tally_part(&t[i], c, i);
			again = t[i].is_damaged;
			result->total += t[i].total;
		}
	}
	for (enum facet f = 0; f < FACETS && c->shown > 0 && e == NULL; f++)
		e = gather_all(c, t, f, result);
	for (size_t i = 0; i < parts; i++)
		tally_release(&t[i]);
	free(t);
	return e;
}
