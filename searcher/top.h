/*
 * struct top: the best n of many documents, in a heap whose root is the worst
 * of them.  Zero-initialise, set n, use, top_release().
 */
#ifndef TOP_H
#define TOP_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct top_item {
	double key;		/* highest first */
	double score;		/* then highest first */
	uint32_t docid;		/* then lowest first */
};

struct top {
	size_t n;		/* of them are kept */
	struct top_item *at;	/* used of them; the first is the worst */
	size_t used, cap;
};

/* O(log n); mostly O(1), when most come after the worst that is kept. */
void top_insert(struct top *, double key, double score, uint32_t docid);
static inline void
top_add(struct top *t, double key, double score, uint32_t docid)
{
	if (t->used < t->n || (t->n > 0 && key >= t->at[0].key))
		top_insert(t, key, score, docid);
}

/* Best first; nothing may be added after that. */
void top_sort(struct top *);

void top_release(struct top *);

/* The key by which dates (column_date()) come newest or oldest first, none last. */
static inline double
top_date_key(uint32_t date, bool is_newest)
{
	return is_newest ? (double)date : date == 0 ? -INFINITY :
	    -(double)date;
}

#endif
