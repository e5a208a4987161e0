/*
 * --cooccur: a walk over the matches that counts pairs of values in each row of
 * the facet column, or in the value slots where there is none.
 */
#include <stdlib.h>
#include <string.h>

#include "ids.h"
#include "work.h"

enum { UNSEEN, HIDDEN, SHOWN };	/* number of a value: SHOWN + where it is */

struct side {			/* one of the two facets */
	enum facet facet;
	const struct facet_values *value;
	struct map by_name;	/* -> 1 + where in value */
	uint32_t *number;	/* ordinal of the part at hand -> UNSEEN, .. */
	uint32_t *at;		/* values of the document at hand: n of them */
	size_t n, cap;
};

struct pairing {
	struct work *w;
	size_t part;
	uint32_t base[FACETS];	/* where a facet's numbers begin in the column */
	struct side side[2];
	size_t sides;		/* 1: pairs of one facet */
	struct map pairs;	/* two places in value[] -> count */
	struct xap_ids ids;	/* matches of a part without a column */
	const struct error *e;	/* in a callback */
};

/* ---- one document ---- */

static void
add_value(struct pairing *k, struct side *s, uint32_t ordinal)
{
	struct catalog *catalog = k->w->s->catalog;
	const struct map_entry *entry;
	struct str name;

	if (ordinal >= catalog_size(catalog, k->part, s->facet))
		return;
	if (s->number[ordinal] == UNSEEN) {
		if (k->e == NULL)
			k->e = catalog_value(catalog, k->part, s->facet,
			    ordinal, &name);
		if (k->e != NULL)
			return;
		entry = map_find(&s->by_name, name);
		s->number[ordinal] = entry == NULL ? HIDDEN :
		    SHOWN + (uint32_t)entry->value - 1;
	}
	if (s->number[ordinal] == HIDDEN)
		return;
	ARRAY_GROW(s->at, s->n, s->cap);
	s->at[s->n++] = s->number[ordinal] - SHOWN;
}

static void
add_pair(struct pairing *k, uint32_t a, uint32_t b, uint64_t times)
{
	const uint32_t key[2] = { a, b };

	map_put(&k->pairs, (struct str){ (const char *)key,
	    sizeof(key) })->value += times;
}

/* The values of a document, or of so many, are complete. */
static void
end_document(struct pairing *k, uint64_t times)
{
	const struct side *a = &k->side[0], *b = &k->side[1];

	for (size_t i = 0; i < a->n; i++)
		for (size_t j = 0; k->sides == 2 && j < b->n; j++)
			add_pair(k, a->at[i], b->at[j], times);
	for (size_t i = 0; i < a->n; i++)
		for (size_t j = 0; k->sides == 1 && j < a->n; j++)
			if (a->at[i] < a->at[j])
				add_pair(k, a->at[i], a->at[j], times);
	k->side[0].n = k->side[1].n = 0;
}

static void
add_packed(struct pairing *k, struct side *s, struct str packed)
{
	uint32_t ordinal = UINT32_MAX;

	while (schema_unpack(&packed, &ordinal))
		add_value(k, s, ordinal);
}

/* ---- one part ---- */

struct rows {
	struct pairing *k;
	struct column *column;
	struct column_block block;
	bool is_damaged;
};

static void
each_row(void *arg, const uint32_t *docid, size_t n)
{
	struct rows *r = arg;
	struct column_block *b = &r->block;
	struct pairing *k = r->k;

	for (size_t i = 0; i < n && !r->is_damaged; i++) {
		if ((b->start == NULL || docid[i] - b->first >=
		    COLUMN_BLOCK) && (!column_rows(r->column, docid[i], b) ||
		    b->start == NULL)) {
			r->is_damaged = true;
			return;
		}
		for (uint32_t at = b->start[docid[i] - b->first];
		    at < b->start[docid[i] - b->first + 1]; at++)
			for (size_t s = 0; s < k->sides; s++)
				if (b->value[at] >= k->base[k->side[s].facet])
					add_value(k, &k->side[s],
					    b->value[at] -
					    k->base[k->side[s].facet]);
		end_document(k, 1);
	}
}

static void
each_packed(void *arg, size_t i, uint64_t times, struct str packed)
{
	struct pairing *k = arg;

	add_packed(k, &k->side[i], packed);
	end_document(k, times);
}

/* Two slots of each document. */
static const struct error *
walk_values(struct pairing *k, const struct xap_query *query)
{
	struct xap_reader *reader = k->w->s->reader;
	size_t parts = xap_reader_parts(reader);
	struct buf packed = { 0 };
	const struct error *e;
	uint32_t docid;

	k->ids.n = 0;
	e = xap_docids(reader, k->part, query, ids_match, &k->ids);
	for (size_t i = 0; i < k->ids.n && e == NULL; i++) {
		docid = (uint32_t)((k->ids.at[i] - 1) * parts + k->part + 1);
		for (size_t s = 0; s < 2 && e == NULL; s++) {
			e = xap_reader_value(reader, docid, SLOT_FACET +
			    k->side[s].facet, &packed);
			add_packed(k, &k->side[s], buf_slice(&packed));
		}
		end_document(k, 1);
	}
	buf_release(&packed);
	return e;
}

static const struct error *
walk_part(struct pairing *k, const struct xap_query *query, bool *is_damaged)
{
	struct search *s = k->w->s;
	const unsigned slot[] = { SLOT_FACET + k->side[0].facet };
	struct rows rows = { .k = k, .column = s->columns.at[k->part] };
	const struct error *e;
	uint64_t n;

	for (enum facet f = 1; f < FACETS; f++)
		k->base[f] = k->base[f - 1] + catalog_size(s->catalog,
		    k->part, f - 1);
	for (size_t i = 0; i < k->sides; i++)
		k->side[i].number = mem_alloc(catalog_size(s->catalog, k->part,
		    k->side[i].facet), sizeof(uint32_t));
	if (rows.column != NULL)
		e = xap_docids(s->reader, k->part, query, each_row, &rows);
	else if (k->sides == 1)
		e = xap_scan(s->reader, k->part, query, slot, 1, each_packed,
		    k, &n);
	else
		e = walk_values(k, query);
	for (size_t i = 0; i < k->sides; i++)
		free(k->side[i].number);
	*is_damaged = rows.is_damaged;
	return e != NULL ? e : k->e;
}

/* A column that is damaged is dropped, and all begins again. */
static const struct error *
walk_all(struct pairing *k, const struct xap_query *query)
{
	const struct error *e = NULL;
	bool is_damaged;

	for (k->part = 0; k->part < xap_reader_parts(k->w->s->reader) &&
	    e == NULL; k->part++) {
		e = walk_part(k, query, &is_damaged);
		if (e != NULL || !is_damaged)
			continue;
		columns_drop(&k->w->s->columns, k->part);
		map_release(&k->pairs);
		k->side[0].n = k->side[1].n = 0;
		k->part = SIZE_MAX;	/* from the first */
	}
	return e;
}

/* ---- all of them ---- */

static bool
is_below(struct str path, struct str top)
{
	return path.n > top.n && path.p[top.n] == '/' &&
	    memcmp(path.p, top.p, top.n) == 0;
}

static int
by_count(const void *a, const void *b, void *arg)
{
	const struct pair *x = a, *y = b;
	const struct cooccurrence *c = arg;
	int order = 0;

	if (x->count != y->count)
		return x->count < y->count ? 1 : -1;
	for (int i = 0; i < 2 && order == 0; i++)
		order = str_cmp(c->value[i].at[x->of[i]].value,
		    c->value[i].at[y->of[i]].value);
	return order;
}

static void
finish(struct cooccurrence *c, const struct map *pairs)
{
	bool is_path = schema_facet[c->of[0]].is_path && c->of[0] == c->of[1];

	c->pair = mem_alloc(pairs->n, sizeof(*c->pair));
	for (size_t i = 0; i < pairs->n; i++) {
		struct pair *p = &c->pair[c->n];
		struct str a, b;

		memcpy(p->of, pairs->at[i].key.p, sizeof(p->of));
		p->count = pairs->at[i].value;
		a = c->value[0].at[p->of[0]].value;
		b = c->value[1].at[p->of[1]].value;
		c->n += !is_path || (!is_below(a, b) && !is_below(b, a));
	}
	if (c->n > 0)
		qsort_r(c->pair, c->n, sizeof(*c->pair), by_count, c);
}

const struct error *
search_cooccur(struct search *s, const struct request *rq,
    const enum facet of[2], struct cooccurrence *c)
{
	struct pairing k = { .sides = of[0] == of[1] ? 1 : 2 };
	struct xap_query *query;
	const struct error *e;
	struct work w;

	memset(c, 0, sizeof(*c));
	memcpy(c->of, of, sizeof(c->of));
	k.w = &w;
	if ((e = work_prepare(&w, s, rq, &c->result)) == NULL)
		e = work_count_filtered(&w, &query);
	for (size_t i = 0; i < 2 && e == NULL; i++) {
		struct side *side = &k.side[i];

		side->facet = of[i];
		c->value[i] = c->result.facet[of[i]];
		side->value = &c->value[i];
		for (size_t v = 0; v < c->value[i].n; v++)
			map_put(&side->by_name, c->value[i].at[v].value)->value
			    = v + 1;
	}
	if (e == NULL && (e = walk_all(&k, query)) == NULL)
		finish(c, &k.pairs);
	work_finish(&w);
	for (size_t i = 0; i < 2; i++) {
		map_release(&k.side[i].by_name);
		free(k.side[i].at);
	}
	map_release(&k.pairs);
	free(k.ids.at);
	return e;
}

void
cooccurrence_release(struct cooccurrence *c)
{
	result_release(&c->result);
	free(c->pair);
	memset(c, 0, sizeof(*c));
}
