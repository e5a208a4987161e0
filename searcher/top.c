#include "top.h"

#include <stdlib.h>
#include <string.h>

#include "buf.h"

/* < 0: a comes before b */
static int
cmp(const void *a, const void *b)
{
	const struct top_item *x = a, *y = b;

	if (x->key < y->key || x->key > y->key)
		return x->key < y->key ? 1 : -1;
	if (x->score < y->score || x->score > y->score)
		return x->score < y->score ? 1 : -1;
	return (x->docid > y->docid) - (x->docid < y->docid);
}

static void
sift_up(struct top_item *at, size_t i)
{
	struct top_item item = at[i];

	while (i > 0 && cmp(&at[(i - 1) / 2], &item) < 0) {
		at[i] = at[(i - 1) / 2];
		i = (i - 1) / 2;
	}
	at[i] = item;
}

static void
sift_down(struct top_item *at, size_t n, struct top_item item)
{
	size_t i = 0, child;

	while ((child = 2 * i + 1) < n) {
		if (child + 1 < n && cmp(&at[child], &at[child + 1]) < 0)
			child++;
		if (cmp(&item, &at[child]) >= 0)
			break;
		at[i] = at[child];
		i = child;
	}
	at[i] = item;
}

void
top_insert(struct top *t, double key, double score, uint32_t docid)
{
	struct top_item item = { key, score, docid };

	if (t->used < t->n) {
		ARRAY_GROW(t->at, t->used, t->cap);
		t->at[t->used] = item;
		sift_up(t->at, t->used++);
	} else if (t->n > 0 && cmp(&item, &t->at[0]) < 0)
		sift_down(t->at, t->used, item);
}

void
top_sort(struct top *t)
{
	if (t->used > 0)
		qsort(t->at, t->used, sizeof(*t->at), cmp);
}

void
top_release(struct top *t)
{
	free(t->at);
	memset(t, 0, sizeof(*t));
}
