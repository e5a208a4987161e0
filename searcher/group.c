#include "group.h"

#include <stdlib.h>
#include <string.h>

#define TOP 4			/* paragraphs of an article that count */

struct group {
	uint32_t docid;		/* of the best paragraph */
	double score[TOP];	/* descending */
	double sum;
	struct date_key { char text[11]; } date;
};

struct groups {
	struct group *at;	/* n of them */
	size_t n, cap;
	struct map by_article;
};

static void
add_score(void *arg, uint32_t docid, double score, struct str article)
{
	struct groups *g = arg;
	struct map_entry *entry = map_put(&g->by_article, article);
	struct group *group;
	int i = TOP;

	if (entry->value == 0) {
		ARRAY_GROW(g->at, g->n, g->cap);
		memset(&g->at[g->n], 0, sizeof(*g->at));
		g->at[g->n].score[0] = -1;
		entry->value = ++g->n;
	}
	group = &g->at[entry->value - 1];
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

static int
by_sum(const void *a, const void *b)
{
	const struct group *x = a, *y = b;

	if (x->sum < y->sum || x->sum > y->sum)
		return x->sum < y->sum ? 1 : -1;
	return (x->docid > y->docid) - (x->docid < y->docid);
}

static int
by_date(const struct group *x, const struct group *y, int sign)
{
	int c;

	/* without a date: last, either way */
	if ((x->date.text[0] == '\0') != (y->date.text[0] == '\0'))
		return x->date.text[0] == '\0' ? 1 : -1;
	c = strcmp(x->date.text, y->date.text);
	return c != 0 ? sign * c : by_sum(x, y);
}

static int
by_newest(const void *a, const void *b)
{
	return by_date(a, b, -1);
}

static int
by_oldest(const void *a, const void *b)
{
	return by_date(a, b, 1);
}

static const struct error *
read_dates(struct xap_reader *r, struct groups *g)
{
	struct buf value = { 0 };
	const struct error *e = NULL;

	for (size_t i = 0; i < g->n && e == NULL; i++) {
		e = xap_reader_value(r, g->at[i].docid, SLOT_DATE, &value);
		if (e == NULL && value.n < sizeof(g->at[i].date.text))
			memcpy(g->at[i].date.text, value.p != NULL ? value.p :
			    "", value.n);
	}
	buf_release(&value);
	return e;
}

const struct error *
group_rank(struct xap_reader *r, const struct xap_query *query,
    enum sort_key sort, size_t offset, size_t limit, struct xap_hit *hit,
    size_t *n)
{
	struct groups g = { 0 };
	const struct error *e;

	*n = 0;
	e = xap_score(r, query, WDF_K1, SLOT_ARTICLE, add_score, &g);
	for (size_t i = 0; i < g.n; i++)
		for (int k = 0, part = 1; k < TOP; k++, part *= 2)
			g.at[i].sum += g.at[i].score[k] / part;
	if (e == NULL && sort != SORT_RELEVANCE)
		e = read_dates(r, &g);
	if (e == NULL && g.n > 0)
		qsort(g.at, g.n, sizeof(*g.at), sort == SORT_RELEVANCE ?
		    by_sum : sort == SORT_NEWEST ? by_newest : by_oldest);
	for (size_t i = offset; i < g.n && *n < limit && e == NULL; i++)
		hit[(*n)++] = (struct xap_hit){ g.at[i].docid, g.at[i].sum };
	free(g.at);
	map_release(&g.by_article);
	return e;
}
