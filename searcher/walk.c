#include "walk.h"

static inline void
count_range(struct tally *t, const uint32_t *value, uint32_t n)
{
	uint32_t *count = t->count, *counted = t->counted, at = t->n;

	/* as tally_count(), with what changes in registers */
	for (uint32_t i = 0; i < n; i++) {
		counted[at] = value[i];
		at += count[value[i]]++ == 0;
	}
	t->n = at;
}

/* The facets of which the document has no selected value, as bits. */
static unsigned
missing(const struct walk *w, const uint32_t *value, uint32_t n)
{
	const uint32_t *base = w->t->base;
	unsigned has = 0;

	for (uint32_t i = 0; i < n; i++)
		for (int f = 0; w->t->is_selected[value[i]] && f < FACETS; f++)
			if (value[i] >= base[f] && value[i] < base[f + 1])
				has |= 1u << f;
	return w->needed & ~has;
}

/* A document that all selections but facet f's let through. */
static void
count_sideways(const struct walk *w, enum facet f, const uint32_t *value,
    uint32_t n)
{
	const uint32_t *base = w->t->base;

	for (uint32_t i = 0; i < n; i++)
		if (value[i] >= base[f] && value[i] < base[f + 1])
			tally_count(w->t, value[i], 1);
}

static void
count_keys(struct walk *w, uint32_t docid)
{
	const struct counting *c = w->c;
	uint32_t i = docid - w->keys.first;
	uint32_t article = w->keys.article[i], *matches;

	if (c->articles != NULL && article != 0) {
		matches = &c->articles->matches[article];
		c->articles->n += (*matches)++ == 0;
	}
	if (c->by_date != NULL)
		top_add(c->by_date, top_date_key(w->keys.date[i],
		    c->is_newest), 0, (uint32_t)((docid - 1) * w->parts +
		    w->part + 1));
}

/* The row of a docid; false: it has none, so something is damaged. */
static inline bool
find_row(struct walk *w, uint32_t docid, const uint32_t **value, uint32_t *n)
{
	struct column_block *b = &w->rows;
	const uint32_t *start;

	if ((b->start == NULL || docid - b->first >= COLUMN_BLOCK) &&
	    (!column_rows(w->column, docid, b) || b->start == NULL))
		return false;
	start = b->start + (docid - b->first);
	*value = b->value + start[0];
	*n = start[1] - start[0];
	return true;
}

static inline bool
find_keys(struct walk *w, uint32_t docid)
{
	struct column_block *b = &w->keys;

	return (b->article != NULL && docid - b->first < COLUMN_BLOCK) ||
	    (column_keys(w->column, docid, b) && b->article != NULL);
}

static inline bool
is_in_time(const struct walk *w, uint32_t docid)
{
	uint32_t date = w->keys.date[docid - w->keys.first];

	return date >= w->c->since && date <= w->c->until;
}

/* Count a document's facets; does it pass all selections? */
static inline bool
count_row(struct walk *w, const uint32_t *value, uint32_t n)
{
	unsigned lacks = w->needed != 0 ? missing(w, value, n) : 0;

	if (lacks == 0)
		count_range(w->t, value, n);
	else if ((lacks & (lacks - 1)) == 0)
		count_sideways(w, (enum facet)__builtin_ctz(lacks), value, n);
	return lacks == 0;
}

void
walk_documents(void *arg, const uint32_t *docid, size_t n)
{
	struct walk *w = arg;
	const uint32_t *value = NULL;
	uint32_t length = 0;

	for (size_t i = 0; i < n && !w->is_damaged; i++) {
		if ((w->has_keys && !find_keys(w, docid[i])) || (w->has_rows &&
		    !find_row(w, docid[i], &value, &length))) {
			w->is_damaged = true;
			return;
		}
		if ((w->c->is_dated && !is_in_time(w, docid[i])) ||
		    (w->has_rows && !count_row(w, value, length)))
			continue;
		w->t->total++;
		if (w->has_keys)
			count_keys(w, docid[i]);
	}
}
