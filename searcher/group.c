#include "group.h"

#include <stdlib.h>
#include <string.h>

#include "top.h"

#define TOP 4			/* paragraphs of an article that count */

struct group {
	uint32_t docid;		/* of the best paragraph */
	double score[TOP];	/* descending */
};

struct groups {
	const struct grouping *of;
	struct group *at;	/* n of them */
	size_t n, cap;
	struct map by_hash;	/* SLOT_ARTICLE -> index in at, + 1; or, */
	uint32_t *by_number;	/* the same by number of the column */
	size_t numbers;
	struct column_block keys;
	bool is_damaged;
};

/* The group of a document; NULL: the column is damaged. */
static struct group *
find_group(struct groups *g, uint32_t docid, struct str hash)
{
	struct map_entry *entry;
	uint32_t number;

	if (g->by_number == NULL) {
		entry = map_put(&g->by_hash, hash);
		if (entry->value == 0)
			entry->value = g->n + 1;
		number = (uint32_t)entry->value;
	} else {
		if ((g->keys.first == 0 ||
		    docid - g->keys.first >= COLUMN_BLOCK) &&
		    !column_keys(g->of->column, docid, &g->keys))
			return NULL;
		if (g->keys.article == NULL)
			return NULL;
		number = g->keys.article[docid - g->keys.first];
		if (number >= g->numbers)
			return NULL;
		if (g->by_number[number] == 0)
			g->by_number[number] = (uint32_t)g->n + 1;
		number = g->by_number[number];
	}
	if (number > g->n) {
		ARRAY_GROW(g->at, g->n, g->cap);
		memset(&g->at[g->n], 0, sizeof(*g->at));
		g->at[g->n++].score[0] = -1;
	}
	return &g->at[number - 1];
}

static void
add_score(void *arg, uint32_t docid, double score, struct str article)
{
	struct groups *g = arg;
	struct group *group = find_group(g, docid, article);
	int i = TOP;

	if (group == NULL) {
		g->is_damaged = true;
		return;
	}
	if (group->score[0] < 0 || score > group->score[0] ||
	    (score >= group->score[0] && docid < group->docid))
		group->docid = docid;
	if (group->score[0] < 0)
		group->score[0] = 0;
	while (i > 0 && score > group->score[i - 1])
		i--;
	if (i < TOP) {
		memmove(&group->score[i + 1], &group->score[i],
		    (size_t)(TOP - 1 - i) * sizeof(double));
		group->score[i] = score;
	}
}

/* The date of a document, as in the column. */
static const struct error *
find_date(const struct groups *g, uint32_t docid, uint32_t *date)
{
	struct column_block keys;
	struct buf value = { 0 };
	const struct error *e;

	if (g->by_number != NULL) {
		*date = column_keys(g->of->column, docid, &keys) &&
		    keys.date != NULL ? keys.date[docid - keys.first] : 0;
		return NULL;
	}
	e = xap_reader_value(g->of->reader, docid, SLOT_DATE, &value);
	*date = column_date(buf_slice(&value));
	buf_release(&value);
	return e;
}

static const struct error *
choose(const struct groups *g, struct top *top)
{
	enum sort_key sort = g->of->sort;
	const struct error *e = NULL;
	uint32_t date;

	for (size_t i = 0; i < g->n && e == NULL; i++) {
		double key = 0, sum = 0;

		for (int k = 0, part = 1; k < TOP; k++, part *= 2)
			sum += g->at[i].score[k] / part;
		if (sort != SORT_RELEVANCE) {
			e = find_date(g, g->at[i].docid, &date);
			key = top_date_key(date, sort == SORT_NEWEST);
		}
		top_add(top, key, sum, g->at[i].docid);
	}
	top_sort(top);
	return e;
}

const struct error *
group_rank(const struct grouping *of, struct xap_hit *hit, size_t *n)
{
	struct groups g = { .of = of };
	struct top top = { .n = of->offset + of->limit };
	struct xap_version version;
	const struct error *e = NULL;

	*n = 0;
	if (of->column != NULL) {
		e = xap_reader_version(of->reader, 0, &version);
		if (e != NULL)
			return e;
		g.numbers = (size_t)version.last + 1;
		g.by_number = mem_alloc(g.numbers, sizeof(*g.by_number));
	}
	e = xap_score(of->reader, of->query, of->k, of->column != NULL ?
	    XAP_NO_SLOT : SLOT_ARTICLE, add_score, &g);
	if (e == NULL && g.is_damaged)
		e = error_make(ERROR_INDEX, "facet column: damaged; run "
		    "indexer");
	if (e == NULL)
		e = choose(&g, &top);
	for (size_t i = of->offset; i < top.used && *n < of->limit &&
	    e == NULL; i++)
		hit[(*n)++] = (struct xap_hit){ top.at[i].docid,
		    top.at[i].score };
	top_release(&top);
	free(g.at);
	free(g.by_number);
	map_release(&g.by_hash);
	return e;
}
