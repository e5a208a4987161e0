#include "merge.h"

#include <stdlib.h>
#include <string.h>

/* ---- struct merge ---- */

static bool
is_before(const struct merge *m, size_t a, size_t b)
{
	int c = str_cmp(buf_slice(&m->head[a]), buf_slice(&m->head[b]));

	return c != 0 ? c < 0 : a < b;
}

/* Read the next head of spool i; if there is one, it joins the heap. */
static void
push(struct merge *m, size_t i)
{
	size_t at, up;

	if (spool_is_end(m->spool[i]))
		return;
	buf_reset(&m->head[i]);
	buf_str(&m->head[i], spool_get_field(m->spool[i]));
	if (spool_is_end(m->spool[i]))
		return;		/* cut short: spool_error() says so */
	for (at = m->heaped++; at > 0; at = up) {
		up = (at - 1) / 2;
		if (!is_before(m, i, m->heap[up]))
			break;
		m->heap[at] = m->heap[up];
	}
	m->heap[at] = i;
}

static size_t
pop(struct merge *m)
{
	size_t top = m->heap[0], i = m->heap[--m->heaped], at = 0, down;

	while ((down = 2 * at + 1) < m->heaped) {
		if (down + 1 < m->heaped &&
		    is_before(m, m->heap[down + 1], m->heap[down]))
			down++;
		if (!is_before(m, m->heap[down], i))
			break;
		m->heap[at] = m->heap[down];
		at = down;
	}
	m->heap[at] = i;
	return top;
}

void
merge_init(struct merge *m, struct spool **spool, size_t n)
{
	m->spool = spool;
	m->head = mem_alloc(n, sizeof(*m->head));
	m->heap = mem_alloc(n, sizeof(*m->heap));
	m->same = mem_alloc(n, sizeof(*m->same));
	m->heaped = m->sames = 0;
	for (size_t i = 0; i < n; i++) {
		spool_rewind(spool[i]);
		push(m, i);
	}
}

void
merge_release(struct merge *m, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_release(&m->head[i]);
	free(m->head);
	free(m->heap);
	free(m->same);
}

bool
merge_next(struct merge *m, struct str *head)
{
	for (size_t i = 0; i < m->sames; i++)
		push(m, m->same[i]);
	m->sames = 0;
	if (m->heaped == 0)
		return false;
	do
		m->same[m->sames++] = pop(m);
	while (m->heaped > 0 && str_eq(buf_slice(&m->head[m->heap[0]]),
	    buf_slice(&m->head[m->same[0]])));
	*head = buf_slice(&m->head[m->same[0]]);
	return true;
}

/* The first error of the spools. */
static const struct error *
error_of(struct spool **spool, size_t n)
{
	const struct error *e = NULL;

	for (size_t i = 0; i < n && e == NULL; i++)
		e = spool_error(spool[i]);
	return e;
}

/* ---- posting lists ---- */

struct list {			/* a posting list that is being written */
	struct table *table;
	struct buf key;		/* of the first chunk */
	struct buf later;	/* of the others, without the id */
	struct buf first;	/* what the first chunk begins with */
	struct buf body, tag;
	uint32_t from, last;	/* ids of the chunk */
	bool is_first;
};

static const struct error *
write_chunk(struct list *l, bool is_last)
{
	struct buf *key = &l->key;
	size_t n = l->later.n;
	const struct error *e;

	buf_reset(&l->tag);
	if (l->is_first) {
		buf_str(&l->tag, buf_slice(&l->first));
		buf_varint(&l->tag, l->from - 1);
	} else {
		key = &l->later;
		pack_sorted_uint(key, l->from);
	}
	buf_putc(&l->tag, is_last ? '1' : '0');
	buf_varint(&l->tag, l->last - l->from);
	buf_str(&l->tag, buf_slice(&l->body));
	e = table_add(l->table, buf_slice(key), buf_slice(&l->tag));
	l->later.n = n;
	l->is_first = false;
	buf_reset(&l->body);
	return e;
}

static const struct error *
list_add(struct list *l, uint32_t id, uint32_t wdf)
{
	const struct error *e = NULL;

	if (l->body.n >= GLASS_CHUNK)
		e = write_chunk(l, false);
	if (l->body.n == 0)
		l->from = id;
	else
		buf_varint(&l->body, id - l->last - 1);
	buf_varint(&l->body, wdf);
	l->last = id;
	return e;
}

static void
list_start(struct list *l, uint64_t tf, uint32_t cf)
{
	buf_reset(&l->first);
	buf_varint(&l->first, tf);
	buf_varint(&l->first, cf);
	l->is_first = true;
}

static void
list_release(struct list *l)
{
	buf_release(&l->key);
	buf_release(&l->later);
	buf_release(&l->first);
	buf_release(&l->body);
	buf_release(&l->tag);
}

const struct error *
write_lengths(struct table *postlist, struct spool *lengths, uint32_t n)
{
	struct list l = { .table = postlist };
	const struct error *e = NULL;

	buf_add(&l.key, "\0\xe0", 2);
	buf_add(&l.later, "\0\xe0", 2);
	list_start(&l, 0, 0);
	spool_rewind(lengths);
	for (uint32_t id = 1; id <= n && e == NULL; id++)
		e = list_add(&l, id, (uint32_t)spool_get_varint(lengths));
	if (e == NULL && n > 0)
		e = write_chunk(&l, true);
	list_release(&l);
	return e != NULL ? e : spool_error(lengths);
}

/* The postings of one term, from all runs that have it. */
static const struct error *
write_list(struct list *l, const struct merge *m, size_t *tf)
{
	const struct error *e = NULL;
	uint64_t all = 0;
	uint32_t cf = 0, id;

	for (size_t i = 0; i < m->sames; i++) {
		tf[i] = (size_t)spool_get_varint(m->spool[m->same[i]]);
		all += tf[i];
		/* 32 bits, as in Xapian: it may wrap around there too */
		cf += (uint32_t)spool_get_varint(m->spool[m->same[i]]);
	}
	list_start(l, all, cf);
	for (size_t i = 0; i < m->sames && e == NULL; i++) {
		struct spool *s = m->spool[m->same[i]];

		id = 0;
		for (size_t j = 0; j < tf[i] && e == NULL; j++) {
			id += (uint32_t)spool_get_varint(s);
			e = list_add(l, id, (uint32_t)spool_get_varint(s));
		}
	}
	return e != NULL ? e : write_chunk(l, true);
}

const struct error *
write_postings(struct table *postlist, struct spool **postings, size_t n)
{
	struct list l = { .table = postlist };
	size_t *tf = mem_alloc(n, sizeof(*tf));
	const struct error *e = NULL;
	struct merge m;
	struct str term;

	merge_init(&m, postings, n);
	while (e == NULL && merge_next(&m, &term)) {
		buf_reset(&l.key);
		pack_sorted_str(&l.key, term, true);
		buf_reset(&l.later);
		pack_sorted_str(&l.later, term, false);
		if ((e = write_list(&l, &m, tf)) == NULL)
			e = error_of(postings, n);
	}
	merge_release(&m, n);
	list_release(&l);
	free(tf);
	return e != NULL ? e : error_of(postings, n);
}

/* ---- positions ---- */

const struct error *
write_positions(struct table *position, struct spool **positions, size_t n)
{
	const struct error *e = NULL;
	struct buf key = { 0 };
	struct str term;
	struct merge m;
	size_t items, prefix;
	uint32_t id;

	merge_init(&m, positions, n);
	while (e == NULL && merge_next(&m, &term)) {
		buf_reset(&key);
		pack_sorted_str(&key, term, false);
		prefix = key.n;
		for (size_t i = 0; i < m.sames && e == NULL; i++) {
			struct spool *s = m.spool[m.same[i]];

			id = 0;
			for (items = (size_t)spool_get_varint(s); items > 0 &&
			    e == NULL; items--) {
				id += (uint32_t)spool_get_varint(s);
				key.n = prefix;
				pack_sorted_uint(&key, id);
				e = table_add(position, buf_slice(&key),
				    spool_get_field(s));
			}
			if (e == NULL)
				e = spool_error(s);
		}
	}
	merge_release(&m, n);
	buf_release(&key);
	return e != NULL ? e : error_of(positions, n);
}
