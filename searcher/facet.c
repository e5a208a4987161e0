#include "facet.h"

#include <stdlib.h>
#include <string.h>

struct gathering {		/* of one facet, over all indexes */
	struct facet_value *at;
	size_t n, cap;
	struct map by_name;
	uint64_t values;		/* how many there are, shown or not */
};

static int
by_count(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x < y) - (x > y);
}

/* The count that a value needs to be among the first n; 1 at least. */
static uint32_t
threshold(const uint32_t *count, size_t size, size_t n)
{
	uint32_t *sorted, least = 1;
	size_t m = 0;

	if (n >= size)
		return 1;
	sorted = mem_alloc(size, sizeof(*sorted));
	for (size_t i = 0; i < size; i++)
		if (count[i] > 0)
			sorted[m++] = count[i];
	if (m > n) {
		qsort(sorted, m, sizeof(*sorted), by_count);
		least = sorted[n - 1];
	}
	free(sorted);
	return least;
}

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

/* Names are read only for values that may be shown. */
static const struct error *
gather(const struct counting *c, size_t part, enum facet f,
    const struct tally *t, struct gathering *g)
{
	const uint32_t *count = t->count + t->base[f];
	uint32_t size = t->base[f + 1] - t->base[f], least = 1;
	const struct error *e;
	struct str value;

	if (c->columns->parts == 1)
		least = threshold(count, size, c->shown);
	for (uint32_t o = 0; o < size; o++) {
		bool is_selected = t->is_selected[t->base[f] + o];

		g->values += count[o] > 0;
		if (count[o] < least && !is_selected)
			continue;
		if ((e = catalog_value(c->catalog, part, f, o, &value)) !=
		    NULL)
			return e;
		gather_value(g, value, count[o], is_selected);
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
	struct facet_values *v = &result->facet[f], all = { g->at, g->n, 0 };

	facet_sort(&all, g->n);
	v->at = arena_alloc(&result->arena, g->n * sizeof(*v->at));
	v->values = c->columns->parts == 1 ? g->values : 0;
	for (size_t i = 0; i < g->n; i++) {
		v->values += c->columns->parts > 1 && g->at[i].count > 0;
		if (i >= c->shown && !g->at[i].is_selected)
			continue;
		v->at[v->n] = g->at[i];
		v->at[v->n++].value = arena_str(&result->arena,
		    g->at[i].value);
	}
}

static const struct error *
gather_all(const struct counting *c, const struct tally *t, enum facet f,
    struct result *result)
{
	struct gathering g = { 0 };
	const struct error *e = NULL;

	for (size_t i = 0; i < c->columns->parts && e == NULL; i++)
		e = gather(c, i, f, &t[i], &g);
	if (e == NULL)
		finish(c, f, &g, result);
	free(g.at);
	map_release(&g.by_name);
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
