#include "facet.h"

#include <stdlib.h>
#include <string.h>

const struct error *
facet_filter(const struct counting *c, enum facet but, struct xap_query **out)
{
	struct xap_query *list[FACETS + 1] = { c->base };
	size_t n = 1;

	for (enum facet f = 0; f < FACETS; f++)
		if (f != but && c->selection[f].query != NULL)
			list[n++] = c->selection[f].query;
	return compile_join(c->compiler, XAP_FILTER, list, n, 0, out);
}

/* ---- one pass over one index ---- */

#define SLOTS (FACETS + 1)	/* the facets and the article */

struct pass {
	enum facet facet[SLOTS];	/* what slot i holds; FACETS: the article */
	unsigned slot[SLOTS];
	size_t n;
	uint64_t *count[FACETS];	/* per ordinal */
	uint32_t size[FACETS];
	struct map *articles;
};

static void
count_value(void *arg, size_t i, uint64_t times, struct str value)
{
	struct pass *p = arg;
	enum facet f = p->facet[i];
	uint32_t ordinal = UINT32_MAX;

	if (f == FACETS) {
		map_put(p->articles, value)->value += times;
		return;
	}
	while (schema_unpack(&value, &ordinal))
		if (ordinal < p->size[f])
			p->count[f][ordinal] += times;
}

static void
want(struct pass *p, const struct counting *c, size_t part, enum facet f)
{
	p->facet[p->n] = f;
	p->slot[p->n++] = SLOT_FACET + f;
	p->size[f] = catalog_size(c->catalog, part, f);
	p->count[f] = mem_alloc(p->size[f], sizeof(*p->count[f]));
}

/* ---- from ordinals to values ---- */

struct gathering {		/* of one facet, over all indexes */
	struct facet_value *at;
	size_t n, cap;
	struct map by_name;	/* only with several indexes */
};

static int
by_count(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x < y) - (x > y);
}

/* The count that a value needs to be among the first n; 1 at least. */
static uint64_t
threshold(const uint64_t *count, size_t size, size_t n)
{
	uint64_t *sorted, least = 1;
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
gather_value(struct gathering *g, struct str value, uint64_t count)
{
	struct map_entry *entry = map_put(&g->by_name, value);

	if (entry->value == 0) {
		ARRAY_GROW(g->at, g->n, g->cap);
		g->at[g->n++] = (struct facet_value){ value, 0, false };
		entry->value = g->n;
	}
	g->at[entry->value - 1].count += count;
}

/* Names are read only for values that may be shown. */
static const struct error *
gather(const struct counting *c, size_t part, enum facet f,
    const struct pass *p, struct gathering *g, uint64_t *values)
{
	bool is_alone = xap_reader_parts(c->reader) == 1;
	uint64_t least = is_alone ? threshold(p->count[f], p->size[f],
	    c->shown) : 1;
	const struct error *e;
	struct str value;

	for (uint32_t o = 0; o < p->size[f]; o++) {
		*values += p->count[f][o] > 0;
		if (p->count[f][o] < least)
			continue;
		if ((e = catalog_value(c->catalog, part, f, o, &value)) !=
		    NULL)
			return e;
		gather_value(g, value, p->count[f][o]);
	}
	return NULL;
}

/* The count of a value that may not be among those shown. */
static const struct error *
count_selected(const struct counting *c, enum facet f, struct str value,
    uint64_t *count)
{
	struct xap_query *list[2];
	struct found one = { &value, 1, 1 };
	const struct error *e;
	uint64_t n;

	*count = 0;
	if ((e = facet_filter(c, f, &list[0])) != NULL ||
	    (e = compile_values(c->compiler, f, &one, &list[1])) != NULL ||
	    (e = compile_join(c->compiler, XAP_FILTER, list, 2, 0,
	    &list[0])) != NULL)
		return e;
	for (size_t i = 0; i < xap_reader_parts(c->reader); i++) {
		if ((e = xap_scan(c->reader, i, list[0], NULL, 0, NULL, NULL,
		    &n)) != NULL)
			return e;
		*count += n;
	}
	return NULL;
}

/* Selected values are always listed; mark those that are. */
static const struct error *
add_selected(const struct counting *c, enum facet f, struct facet_values *v,
    struct arena *arena)
{
	const struct selection *s = &c->selection[f];
	struct facet_value *at;
	const struct error *e;
	size_t n = v->n, j;

	if (s->n == 0)
		return NULL;
	at = arena_alloc(arena, (v->n + s->n) * sizeof(*at));
	memcpy(at, v->at, v->n * sizeof(*at));
	for (size_t i = 0; i < s->n; i++) {
		for (j = 0; j < n && !str_eq(at[j].value, s->value[i]); j++)
			continue;
		if (j == n) {
			at[n].value = s->value[i];
			e = count_selected(c, f, s->value[i], &at[n].count);
			if (e != NULL)
				return e;
			n++;
		}
		at[j].is_selected = true;
	}
	v->at = at;
	v->n = n;
	facet_sort(v, n);
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

static const struct error *
finish(const struct counting *c, enum facet f, const struct gathering *g,
    uint64_t values, struct result *result)
{
	struct facet_values *v = &result->facet[f];

	v->at = arena_alloc(&result->arena, g->n * sizeof(*v->at));
	if (g->n > 0)
		memcpy(v->at, g->at, g->n * sizeof(*v->at));
	v->n = g->n;
	v->values = xap_reader_parts(c->reader) == 1 ? values : g->n;
	facet_sort(v, c->shown);
	for (size_t i = 0; i < v->n; i++)
		v->at[i].value = arena_str(&result->arena, v->at[i].value);
	return add_selected(c, f, v, &result->arena);
}

/* ---- all passes ---- */

/*
 * Count the facets of a set, f to be left out of the selections (FACETS:
 * none).  With total, count that too.
 */
static const struct error *
run_pass(const struct counting *c, enum facet but, const bool *wanted,
    struct result *result, uint64_t *total)
{
	struct gathering g[FACETS] = { { 0 } };
	uint64_t values[FACETS] = { 0 }, n;
	struct xap_query *query;
	const struct error *e = facet_filter(c, but, &query);

	for (size_t i = 0; i < xap_reader_parts(c->reader) && e == NULL; i++) {
		struct pass p = { .articles = total != NULL ? c->articles :
		    NULL };

		for (enum facet f = 0; f < FACETS; f++)
			if (wanted[f])
				want(&p, c, i, f);
		if (p.articles != NULL) {
			p.facet[p.n] = FACETS;
			p.slot[p.n++] = SLOT_ARTICLE;
		}
		e = xap_scan(c->reader, i, query, p.slot, p.n, count_value,
		    &p, &n);
		if (e == NULL && total != NULL)
			*total += n;
		for (enum facet f = 0; f < FACETS; f++) {
			if (wanted[f] && e == NULL)
				e = gather(c, i, f, &p, &g[f], &values[f]);
			free(p.count[f]);
		}
	}
	for (enum facet f = 0; f < FACETS; f++) {
		if (wanted[f] && e == NULL)
			e = finish(c, f, &g[f], values[f], result);
		free(g[f].at);
		map_release(&g[f].by_name);
	}
	return e;
}

const struct error *
facet_count(const struct counting *c, struct result *result)
{
	bool wanted[FACETS] = { false };
	const struct error *e;

	for (enum facet f = 0; f < FACETS; f++)
		wanted[f] = c->shown > 0 && c->selection[f].query == NULL;
	result->total = 0;
	e = run_pass(c, FACETS, wanted, result, &result->total);
	for (enum facet f = 0; f < FACETS && e == NULL; f++) {
		bool only[FACETS] = { false };

		if (c->shown == 0 || c->selection[f].query == NULL)
			continue;
		only[f] = true;
		e = run_pass(c, f, only, result, NULL);
	}
	return e;
}
