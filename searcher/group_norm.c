#include "group_norm.h"

#include <math.h>
#include <stdlib.h>

struct group {
	uint32_t docid;		/* of the best paragraph */
	double best, sum;	/* of the 4th powers */
};

struct groups {
	struct group *at;	/* n of them */
	size_t n, cap;
	struct map by_hash;	/* SLOT_ARTICLE -> index in at, + 1 */
};

static void
add_score(void *arg, uint32_t docid, double score, struct str article)
{
	struct groups *g = arg;
	struct map_entry *entry = map_put(&g->by_hash, article);
	struct group *group;

	if (entry->value == 0) {
		ARRAY_GROW(g->at, g->n, g->cap);
		g->at[g->n++] = (struct group){ docid, score, 0 };
		entry->value = g->n;
	}
	group = &g->at[entry->value - 1];
	if (score > group->best ||
	    (score >= group->best && docid < group->docid)) {
		group->docid = docid;
		group->best = score;
	}
	group->sum += score * score * score * score;
}

static const struct error *
find_date(struct xap_reader *r, uint32_t docid, uint32_t *date)
{
	struct buf value = { 0 };
	const struct error *e = xap_reader_value(r, docid, SLOT_DATE, &value);

	*date = column_date(buf_slice(&value));
	buf_release(&value);
	return e;
}

const struct error *
group_norm(const struct grouping *of, struct top *top)
{
	struct groups g = { 0 };
	const struct error *e = xap_score(of->reader, of->query,
	    of->weighting->k, SLOT_ARTICLE, add_score, &g);
	uint32_t date;

	for (size_t i = 0; i < g.n && e == NULL; i++) {
		double score = weighting_score(of->weighting,
		    sqrt(sqrt(g.at[i].sum)));
		double key = score;

		if (of->sort != SORT_RELEVANCE) {
			e = find_date(of->reader, g.at[i].docid, &date);
			key = top_date_key(date, of->sort == SORT_NEWEST);
		}
		top_add(top, key, score, g.at[i].docid);
	}
	free(g.at);
	map_release(&g.by_hash);
	return e;
}
