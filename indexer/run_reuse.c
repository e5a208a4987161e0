/*
 * What the index holds, article by article: read once, in the order in which
 * it lies.  An update of a large file compares with it.
 *
 * And facets that a new generation takes over from the old one: those of articles
 * whose content is the same, if all that makes facets is the same.  What
 * cannot be read there is made anew: the old one may be damaged.
 */
#include <stdlib.h>
#include <string.h>

#include "record.h"
#include "run.h"

struct known {			/* an article of the old generation */
	uint64_t id, hash, record;	/* as in SLOT_ARTICLE and SLOT_HASH */
	uint32_t first, n;	/* its documents */
	uint32_t met;		/* mark of reuse_meet() */
};

struct reuse {
	struct xap_writer *old;		/* borrowed */
	struct known *at;		/* n of them, documents ascending */
	size_t n, cap;
	size_t next;			/* after the one found last */
	size_t filled;			/* how many have their hash */
	uint32_t *by_id;		/* indexes, in the order of id, once needed */
	uint32_t *by_hash;		/* the same of hash */
	struct buf data;
	struct arena arena;
};

static uint64_t
number_of(struct str value)
{
	uint64_t n = 0;

	for (size_t i = 0; i < value.n && i < 8; i++)
		n = n << 8 | (unsigned char)value.p[i];
	return n;
}

static void
add_id(void *arg, uint32_t docid, struct str value)
{
	struct reuse *u = arg;
	struct known *last = u->n > 0 ? &u->at[u->n - 1] : NULL;
	uint64_t id = number_of(value);

	if (last != NULL && last->id == id && last->first + last->n == docid) {
		last->n++;
		return;
	}
	ARRAY_GROW(u->at, u->n, u->cap);
	u->at[u->n++] = (struct known){ .id = id, .first = docid, .n = 1 };
}

static void
add_hash(void *arg, uint32_t docid, struct str value)
{
	struct reuse *u = arg;

	while (u->filled < u->n && u->at[u->filled].first < docid)
		u->filled++;
	if (u->filled == u->n || u->at[u->filled].first != docid)
		return;
	u->at[u->filled].hash = number_of(value);
	if (value.n == 16)
		u->at[u->filled].record = number_of((struct str){
		    value.p + 8, 8 });
}

static int
cmp_id(const void *a, const void *b, void *arg)
{
	const struct reuse *u = arg;
	const struct known *x = &u->at[*(const uint32_t *)a];
	const struct known *y = &u->at[*(const uint32_t *)b];

	return (x->id > y->id) - (x->id < y->id);
}

static int
cmp_hash(const void *a, const void *b, void *arg)
{
	const struct reuse *u = arg;
	const struct known *x = &u->at[*(const uint32_t *)a];
	const struct known *y = &u->at[*(const uint32_t *)b];

	return (x->hash > y->hash) - (x->hash < y->hash);
}

struct reuse *
reuse_open(struct xap_writer *old)
{
	struct reuse *u = mem_alloc(1, sizeof(*u));

	u->old = old;
	if (xap_writer_values(old, SLOT_ARTICLE, add_id, u) != NULL ||
	    xap_writer_values(old, SLOT_HASH, add_hash, u) != NULL) {
		reuse_close(u);
		return NULL;
	}
	return u;
}

void
reuse_close(struct reuse *u)
{
	if (u == NULL)
		return;
	free(u->at);
	free(u->by_id);
	free(u->by_hash);
	buf_release(&u->data);
	arena_release(&u->arena);
	free(u);
}

static uint32_t *
sort(struct reuse *u, int (*cmp)(const void *, const void *, void *))
{
	uint32_t *order = mem_alloc(u->n, sizeof(*order));

	for (size_t i = 0; i < u->n; i++)
		order[i] = (uint32_t)i;
	if (u->n > 0)
		qsort_r(order, u->n, sizeof(*order), cmp, u);
	return order;
}

/* Articles mostly come in the order in which they came before. */
static struct known *
find(struct reuse *u, uint64_t id)
{
	size_t low = 0, high = u->n, middle;

	if (u->next < u->n && u->at[u->next].id == id)
		return &u->at[u->next++];
	if (u->next > 0 && u->at[u->next - 1].id == id)
		return &u->at[u->next - 1];
	if (u->by_id == NULL)
		u->by_id = sort(u, cmp_id);
	while (low < high) {
		middle = low + (high - low) / 2;
		if (u->at[u->by_id[middle]].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == u->n || u->at[u->by_id[low]].id != id)
		return NULL;
	u->next = u->by_id[low] + 1;
	return &u->at[u->by_id[low]];
}

/* One of that content, whatever its id: what moved, or is there twice. */
static const struct known *
find_content(struct reuse *u, uint64_t hash)
{
	size_t low = 0, high = u->n, middle;

	if (u->by_hash == NULL)
		u->by_hash = sort(u, cmp_hash);
	while (low < high) {
		middle = low + (high - low) / 2;
		if (u->at[u->by_hash[middle]].hash < hash)
			low = middle + 1;
		else
			high = middle;
	}
	return low < u->n && u->at[u->by_hash[low]].hash == hash ?
	    &u->at[u->by_hash[low]] : NULL;
}

enum known_as
reuse_meet(struct reuse *u, const struct article *a, uint32_t mark,
    uint32_t *docid)
{
	struct known *k = find(u, hash64(a->id.p, a->id.n, 0));

	if (k == NULL)
		return KNOWN_NOT;
	k->met = mark;
	*docid = k->first;
	return k->hash == article_hash(a) ? KNOWN_SAME : KNOWN_OTHER;
}

bool
reuse_next(const struct reuse *u, uint64_t record, uint32_t *docid,
    uint64_t *id)
{
	if (u->next == u->n || u->at[u->next].record != record ||
	    record == 0)
		return false;
	*docid = u->at[u->next].first;
	*id = u->at[u->next].id;
	return true;
}

void
reuse_meet_next(struct reuse *u, uint32_t mark)
{
	u->at[u->next++].met = mark;
}

uint64_t
reuse_record(const struct reuse *u)
{
	return u->next > 0 ? u->at[u->next - 1].record : 0;
}

bool
reuse_next_unmet(const struct reuse *u, size_t *at, uint32_t mark,
    uint32_t *docid, uint32_t *n)
{
	while (*at < u->n && u->at[*at].met == mark)
		++*at;
	if (*at == u->n)
		return false;
	*docid = u->at[*at].first;
	*n = u->at[*at].n;
	++*at;
	return true;
}

/* The values of one document, to the paragraph's place in facets. */
static bool
take(struct reuse *u, uint32_t docid, const struct article *a,
    struct paragraph_facets *facets)
{
	struct paragraph_facets *to;
	struct record r;

	if (xap_writer_data(u->old, docid, &u->data) != NULL ||
	    !record_read(&r, &u->arena, buf_slice(&u->data)) ||
	    r.paragraph < 1 || r.paragraph > a->n ||
	    !str_eq(r.text, a->paragraph[r.paragraph - 1]))
		return false;
	to = &facets[r.paragraph - 1];
	for (enum facet f = 0; f < FACETS; f++) {
		to->value[f] = arena_alloc(&u->arena, r.value_n[f] *
		    sizeof(struct str));
		to->value_n[f] = r.value_n[f];
		to->rule[f] = arena_alloc(&u->arena, r.value_n[f]);
		memcpy(to->rule[f], r.rule[f], r.value_n[f]);
		for (size_t i = 0; i < r.value_n[f]; i++)
			to->value[f][i] = arena_str(&u->arena, r.value[f][i]);
	}
	return true;
}

const struct paragraph_facets *
reuse_find(struct reuse *u, const struct article *a)
{
	const struct known *k = find(u, hash64(a->id.p, a->id.n, 0));
	uint64_t hash = article_hash(a);
	struct paragraph_facets *made;
	size_t texts = 0;

	if ((k == NULL || k->hash != hash) &&
	    (k = find_content(u, hash)) == NULL)
		return NULL;
	for (size_t i = 0; i < a->n; i++)
		texts += a->paragraph[i].n > 0;
	if (k->n != texts)
		return NULL;
	arena_reset(&u->arena);
	made = arena_alloc(&u->arena, a->n * sizeof(*made));
	memset(made, 0, a->n * sizeof(*made));
	for (uint32_t i = 0; i < k->n; i++)
		if (!take(u, k->first + i, a, made))
			return NULL;
	return made;
}
