#include "walk.h"

#include <stdlib.h>
#include <string.h>

const struct error *
tally_filter(const struct counting *c, enum facet but, struct xap_query **out)
{
	struct xap_query *list[FACETS + 1] = { c->base };
	size_t n = 1;

	/* with a selection, "all documents" says nothing more */
	for (enum facet f = 0; f < FACETS; f++)
		if (c->is_all && !c->is_dated && f != but &&
		    c->selection[f].query != NULL)
			n = 0;
	for (enum facet f = 0; f < FACETS; f++)
		if (f != but && c->selection[f].query != NULL)
			list[n++] = c->selection[f].query;
	return compile_join(c->compiler, XAP_FILTER, list, n, 0, out);
}

void
articles_release(struct articles *a)
{
	free(a->matches);
	map_release(&a->by_hash);
	memset(a, 0, sizeof(*a));
}

void
tally_release(struct tally *t)
{
	free(t->count);
	free(t->counted);
	free(t->is_selected);
	memset(t, 0, sizeof(*t));
}

/* ---- with the column: which documents ---- */

/*
 * If only the dates of a block's documents matter: is none of them among the
 * first so far?  Then their number is all that counts.
 */
static bool
pass_over(struct walk *w, uint32_t block)
{
	const struct column_entry *entry = column_entry(w->column, block);
	const struct top *top = w->c->by_date;
	uint32_t best = w->c->is_newest ? entry->newest : entry->oldest;

	if (w->has_rows || w->c->is_dated || w->c->articles != NULL ||
	    top == NULL || top->used < top->n || top->n == 0 ||
	    (w->parts == 1 ? top_date_key(best, w->c->is_newest) >
	    top->at[0].key : top_date_key(best, w->c->is_newest) >=
	    top->at[0].key))
		return false;
	w->t->total += entry->documents;
	return true;
}

/* All documents, as the column knows them. */
static void
walk_all(struct walk *w)
{
	uint32_t docid[COLUMN_BLOCK];
	struct column_block keys;

	for (uint32_t b = 0; b < column_blocks(w->column); b++) {
		uint32_t first = b * COLUMN_BLOCK + 1;
		size_t n = 0;

		if (pass_over(w, b))
			continue;
		if (!column_keys(w->column, first, &keys)) {
			w->is_damaged = true;
			return;
		}
		for (uint32_t i = 0; keys.article != NULL &&
		    i < COLUMN_BLOCK; i++)
			if (keys.article[i] != 0)
				docid[n++] = first + i;
		walk_documents(w, docid, n);
	}
}

/* Without a query, a facet's counts are known. */
static void
take_totals(struct walk *w, enum facet f)
{
	w->t->known[f] = column_totals(w->column);
	w->is_damaged |= w->t->known[f] == NULL;
}

/* The documents that have a value of one selection, at least. */
static const struct error *
any_selection(const struct counting *c, struct xap_query **out)
{
	struct xap_query *list[FACETS];
	size_t n = 0;

	for (enum facet f = 0; f < FACETS; f++)
		if (c->selection[f].query != NULL)
			list[n++] = c->selection[f].query;
	return compile_join(c->compiler, XAP_OR, list, n, 0, out);
}

/* Without words, what matters has a value of one selection, at least. */
static const struct error *
walk_selections(struct walk *w)
{
	const struct counting *c = w->c;
	struct xap_query *any;
	const struct error *e;

	if ((e = any_selection(c, &any)) != NULL ||
	    (e = xap_docids(c->reader, w->part, any, walk_documents, w)) !=
	    NULL)
		return e;
	/* all others are let through by the only one */
	if ((w->needed & (w->needed - 1)) == 0)
		take_totals(w, (enum facet)__builtin_ctz(w->needed));
	return NULL;
}

/* How many documents have a selected value, at most. */
static const struct error *
count_selected(const struct counting *c, uint64_t *documents)
{
	struct buf term = { 0 };
	struct xap_frequency n;
	const struct error *e = NULL;

	*documents = 0;
	for (enum facet f = 0; f < FACETS; f++)
		for (size_t i = 0; i < c->selection[f].n && e == NULL; i++) {
			schema_term(&term, schema_facet[f].prefix,
			    c->selection[f].value[i]);
			e = xap_reader_frequency(c->reader, buf_slice(&term),
			    &n);
			*documents += e == NULL ? n.documents : 0;
		}
	buf_release(&term);
	return e;
}

static void
add_count(void *arg, uint32_t value, uint32_t documents)
{
	tally_count(arg, value, documents);
}

/* Is the query one frequent word?  Then its counts are known. */
static bool
take_frequent(struct walk *w)
{
	const struct frequent *f = w->c->columns->frequent[w->part];
	const struct frequent_entry *entry = NULL;
	struct buf term = { 0 };

	if (f != NULL && w->needed == 0 && !w->has_keys &&
	    xap_query_is_term(w->c->undated, &term))
		entry = frequent_find(f, buf_slice(&term));
	buf_release(&term);
	if (entry == NULL || !frequent_counts(f, entry, add_count, w->t))
		return false;
	w->t->total = entry->documents;
	return true;
}

/*
 * The matches of the words.  With several selections a document that has none
 * of their values counts nowhere; if those are few, the matcher, which skips,
 * is faster than every posting.
 */
static const struct error *
walk_matches(struct walk *w)
{
	const struct counting *c = w->c;
	struct xap_query *list[2] = { c->undated }, *query = c->undated;
	const struct error *e;
	uint64_t all, selected;

	if ((w->needed & (w->needed - 1)) != 0) {
		if ((e = xap_reader_count(c->reader, &all)) != NULL ||
		    (e = count_selected(c, &selected)) != NULL)
			return e;
		if (selected < all / 8 && ((e = any_selection(c, &list[1])) !=
		    NULL || (e = compile_join(c->compiler, XAP_FILTER, list, 2,
		    0, &query)) != NULL))
			return e;
	}
	return xap_docids(c->reader, w->part, query, walk_documents, w);
}

static const struct error *
tally_column(struct walk *w)
{
	const struct counting *c = w->c;
	struct xap_version version;
	const struct error *e;

	if (c->articles != NULL && c->articles->matches == NULL) {
		e = xap_reader_version(c->reader, w->part, &version);
		if (e != NULL)
			return e;
		c->articles->matches = mem_alloc((size_t)version.last + 1,
		    sizeof(*c->articles->matches));
	}
	if (!c->is_all)
		return take_frequent(w) ? NULL : walk_matches(w);
	if (c->is_dated) {
		walk_all(w);
		return NULL;
	}
	if (w->needed != 0)
		return walk_selections(w);
	w->has_rows = false;
	for (enum facet f = 0; f < FACETS && c->shown > 0; f++)
		take_totals(w, f);
	if (w->has_keys)
		walk_all(w);
	else if ((e = xap_reader_version(c->reader, w->part, &version)) !=
	    NULL)
		return e;
	else
		w->t->total = version.documents;
	return NULL;
}

/* ---- without: the value slots ---- */

#define SLOTS (FACETS + 1)	/* the facets and the article */

struct pass {
	struct tally *t;
	enum facet facet[SLOTS];	/* what slot i holds; FACETS: the article */
	unsigned slot[SLOTS];
	size_t n;
	struct articles *articles;
};

static void
count_value(void *arg, size_t i, uint64_t times, struct str value)
{
	struct pass *p = arg;
	enum facet f = p->facet[i];
	uint32_t ordinal = UINT32_MAX;
	struct map_entry *entry;

	if (f == FACETS) {
		entry = map_put(&p->articles->by_hash, value);
		p->articles->n += entry->value == 0;
		entry->value += times;
		return;
	}
	while (schema_unpack(&value, &ordinal))
		if (ordinal < p->t->base[f + 1] - p->t->base[f])
			tally_count(p->t, p->t->base[f] + ordinal,
			    (uint32_t)times);
}

/* Count the matches of all selections but one facet's. */
static const struct error *
run_pass(struct tally *t, const struct counting *c, size_t part,
    enum facet but)
{
	struct pass p = { .t = t, .articles = c->articles };
	struct xap_query *query;
	const struct error *e;
	uint64_t n;

	for (enum facet f = 0; f < FACETS; f++)
		if (c->shown > 0 && (but == FACETS ?
		    c->selection[f].query == NULL : f == but)) {
			p.facet[p.n] = f;
			p.slot[p.n++] = SLOT_FACET + f;
		}
	if (but == FACETS && p.articles != NULL) {
		p.facet[p.n] = FACETS;
		p.slot[p.n++] = SLOT_ARTICLE;
	}
	if ((e = tally_filter(c, but, &query)) != NULL ||
	    (e = xap_scan(c->reader, part, query, p.slot, p.n, count_value,
	    &p, &n)) != NULL)
		return e;
	if (but == FACETS)
		t->total = n;
	return NULL;
}

static const struct error *
tally_slots(struct tally *t, const struct counting *c, size_t part)
{
	const struct error *e = run_pass(t, c, part, FACETS);

	for (enum facet f = 0; f < FACETS && e == NULL; f++)
		if (c->shown > 0 && c->selection[f].query != NULL)
			e = run_pass(t, c, part, f);
	return e;
}

/* ---- either ---- */

/* Nothing of the matches is asked for but how many they are. */
static bool
is_total_alone(const struct counting *c)
{
	return c->shown == 0 && c->articles == NULL && c->by_date == NULL;
}

static const struct error *
start(struct tally *t, const struct counting *c, size_t part)
{
	const struct error *e;
	uint32_t ordinal;
	bool is_there;

	for (enum facet f = 0; f < FACETS; f++)
		t->base[f + 1] = t->base[f] + catalog_size(c->catalog, part,
		    f);
	if (is_total_alone(c))
		return NULL;
	t->count = mem_alloc(t->base[FACETS], sizeof(*t->count));
	t->counted = mem_alloc((size_t)t->base[FACETS] + 1,
	    sizeof(*t->counted));
	for (enum facet f = 0; f < FACETS; f++)
		for (size_t i = 0; i < c->selection[f].n; i++) {
			if (t->is_selected == NULL)
				t->is_selected = mem_alloc(t->base[FACETS],
				    sizeof(bool));
			if ((e = catalog_ordinal(c->catalog, part, f,
			    c->selection[f].value[i], &ordinal,
			    &is_there)) != NULL)
				return e;
			if (is_there)
				t->is_selected[t->base[f] + ordinal] = true;
		}
	return NULL;
}

const struct error *
tally_part(struct tally *t, const struct counting *c, size_t part)
{
	struct walk w = { .c = c, .t = t, .part = part,
	    .column = c->columns->at[part], .parts = c->columns->parts };
	const struct error *e;

	memset(t, 0, sizeof(*t));
	if ((e = start(t, c, part)) != NULL)
		return e;
	/*
	 * An article's number means nothing in another index; and a total
	 * alone is as well left to the matcher.
	 */
	if (w.column == NULL || (c->articles != NULL && w.parts > 1) ||
	    is_total_alone(c))
		return tally_slots(t, c, part);
	for (enum facet f = 0; f < FACETS; f++)
		w.needed |= (c->selection[f].query != NULL) << f;
	w.has_rows = c->shown > 0 || w.needed != 0;
	w.has_keys = c->articles != NULL || c->by_date != NULL || c->is_dated;
	if ((e = tally_column(&w)) != NULL || !w.is_damaged)
		return e;
	columns_drop(c->columns, part);
	t->is_damaged = true;
	return NULL;
}
