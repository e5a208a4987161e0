#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "work.h"

/* All values, counted, of what a query and the conditions let through. */
static const struct error *
count(struct search *s, const struct request *rq, struct str query,
    struct result *result)
{
	struct request all = *rq;
	struct xap_query *filtered;
	const struct error *e;
	struct work w;

	all.query = query;
	if (all.facets > 0)
		all.facets = SIZE_MAX;
	if ((e = work_prepare(&w, s, &all, result)) == NULL)
		e = work_count_filtered(&w, &filtered);
	work_finish(&w);
	return e;
}

/* A cell's part of G2: observed times the logarithm of observed / expected. */
static double
surprise(double observed, double row, double column, double all)
{
	return observed > 0 ? observed * log(observed * all / (row * column)) :
	    0;
}

static void
measure(struct contrast *c, uint64_t total0, uint64_t total1)
{
	const double total[2] = { (double)total0, (double)total1 };
	double all = total[0] + total[1], with = 0, sum = 0, ratio[2];

	if (total0 == 0 || total1 == 0) {
		for (int i = 0; i < 2; i++)
			c->share[i] = total[i] > 0 ? 1000 *
			    (double)c->count[i] / total[i] : 0;
		return;
	}
	for (int i = 0; i < 2; i++) {
		double n = (double)c->count[i];

		with += n;
		c->share[i] = 1000 * n / total[i];
		ratio[i] = (n > 0 ? n : 0.5) / total[i];
	}
	for (int i = 0; i < 2; i++) {
		double n = (double)c->count[i];

		sum += surprise(n, total[i], with, all) +
		    surprise(total[i] - n, total[i], all - with, all);
	}
	c->log_ratio = log2(ratio[0] / ratio[1]);
	c->g2 = fmax(0, 2 * sum);
}

static int
by_g2(const void *a, const void *b)
{
	const struct contrast *x = a, *y = b;

	if (x->g2 < y->g2 || x->g2 > y->g2)
		return x->g2 < y->g2 ? 1 : -1;
	return str_cmp(x->value, y->value);
}

static void
contrast(struct comparison *c, enum facet f, size_t shown)
{
	size_t cap = 0, *n = &c->n[f];
	struct map by_name = { 0 };
	struct map_entry *entry;

	for (int i = 0; i < 2; i++)
		for (size_t k = 0; k < c->result[i].facet[f].n; k++) {
			const struct facet_value *v =
			    &c->result[i].facet[f].at[k];

			entry = map_put(&by_name, v->value);
			if (entry->value == 0) {
				ARRAY_GROW(c->at[f], *n, cap);
				c->at[f][(*n)++] = (struct contrast){
				    .value = v->value };
				entry->value = *n;
			}
			c->at[f][entry->value - 1].count[i] = v->count;
		}
	for (size_t k = 0; k < *n; k++)
		measure(&c->at[f][k], c->result[0].total, c->result[1].total);
	if (*n > 0)
		qsort(c->at[f], *n, sizeof(**c->at), by_g2);
	if (*n > shown)
		*n = shown;
	map_release(&by_name);
}

const struct error *
search_compare(struct search *s, const struct request *rq,
    struct comparison *c)
{
	const struct error *e;

	memset(c, 0, sizeof(*c));
	if ((e = count(s, rq, rq->query, &c->result[0])) == NULL &&
	    (e = count(s, rq, rq->compare, &c->result[1])) != NULL &&
	    e->code == ERROR_QUERY)
		e = error_wrap(e, "--compare");
	if (e != NULL) {
		comparison_release(c);
		return e;
	}
	for (enum facet f = 0; f < FACETS; f++)
		contrast(c, f, rq->facets);
	return NULL;
}

void
comparison_release(struct comparison *c)
{
	for (enum facet f = 0; f < FACETS; f++)
		free(c->at[f]);
	for (int i = 0; i < 2; i++)
		result_release(&c->result[i]);
	memset(c, 0, sizeof(*c));
}
