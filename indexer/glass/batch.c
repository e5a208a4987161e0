#include "batch.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define TERM_BYTES 150		/* with its places in the tables */

struct pair {
	uint32_t document;	/* index in the batch */
	uint32_t value;		/* position, then wdf */
};

struct sorted {
	uint64_t head[2];	/* the first 16 bytes: mostly they tell */
	struct str key;
	uint32_t index;		/* in the map */
};

struct document {		/* what is asked for with each posting */
	uint32_t words;
	uint32_t length;	/* sum of wdf */
	uint32_t terms;
};

struct inversion {		/* what batch_flush() works with */
	struct batch *b;
	struct sorted_run *run;
	char *text;		/* the terms by rank, one after the other */
	size_t *at;		/* where each begins; terms + 1 */
	uint32_t *rank;		/* of each term of the map */
	size_t *start;		/* of each rank's pairs; terms + 1 */
	struct pair *pair;
	struct document *document;
	size_t *end;		/* of each document's terms */
	struct buf entry;
	struct buf positions;	/* uint32_t */
	struct batch_totals *totals;
};

size_t
batch_size(const struct batch *b)
{
	return b->n * (sizeof(*b->at) + sizeof(struct pair)) +
	    (b->term.n + b->word.n) * TERM_BYTES +
	    b->documents * (sizeof(*b->document) + 2 * sizeof(size_t)) +
	    b->slots.n;
}

void
batch_release(struct batch *b)
{
	map_release(&b->term);
	map_release(&b->word);
	free(b->use);
	free(b->at);
	free(b->document);
	buf_release(&b->slots);
}

/* ---- sorting the terms ---- */

static int
cmp_sorted(const void *a, const void *b)
{
	const struct sorted *x = a, *y = b;

	for (int i = 0; i < 2; i++)
		if (x->head[i] != y->head[i])
			return x->head[i] < y->head[i] ? -1 : 1;
	/* a NUL at the end counts */
	return str_cmp(x->key, y->key);
}

/* Eight bytes of the key as a number that orders as they do. */
static uint64_t
head_of(struct str key, size_t from)
{
	unsigned char bytes[8] = { 0 };
	uint64_t head = 0;

	if (key.n > from)
		memcpy(bytes, key.p + from, key.n - from < 8 ? key.n - from :
		    8);
	for (int i = 0; i < 8; i++)
		head = head << 8 | bytes[i];
	return head;
}

/* The keys of a map in order; free() them. */
static struct sorted *
sort_keys(const struct map *m)
{
	struct sorted *s = mem_alloc(m->n, sizeof(*s));

	for (size_t i = 0; i < m->n; i++) {
		s[i].key = m->at[i].key;
		s[i].head[0] = head_of(s[i].key, 0);
		s[i].head[1] = head_of(s[i].key, 8);
		s[i].index = (uint32_t)i;
	}
	if (m->n > 0)
		qsort(s, m->n, sizeof(*s), cmp_sorted);
	return s;
}

/* Terms next to each other are compared and written: so they lie in memory. */
static void
sort_terms(struct inversion *v)
{
	const struct map *m = &v->b->term;
	struct sorted *s = sort_keys(m);
	size_t n = 0;

	for (size_t i = 0; i < m->n; i++)
		n += m->at[i].key.n;
	v->text = mem_resize(NULL, n, 1);
	v->at = mem_alloc(m->n + 1, sizeof(*v->at));
	v->rank = mem_resize(NULL, m->n, sizeof(*v->rank));
	for (size_t i = 0; i < m->n; i++) {
		memcpy(v->text + v->at[i], s[i].key.p, s[i].key.n);
		v->at[i + 1] = v->at[i] + s[i].key.n;
		v->rank[s[i].index] = (uint32_t)i;
	}
	free(s);
}

static struct str
term_of(const struct inversion *v, size_t rank)
{
	return (struct str){ v->text + v->at[rank],
	    v->at[rank + 1] - v->at[rank] };
}

/* ---- by term ---- */

/* The pairs (document, position) in the order of rank; stable. */
static void
place(struct inversion *v)
{
	const struct batch *b = v->b;
	size_t terms = b->term.n;
	size_t *next = mem_alloc(terms + 1, sizeof(*next));
	uint32_t document = 0;

	for (size_t i = 0; i < b->n; i++) {
		b->at[i].term = v->rank[b->at[i].term];
		next[b->at[i].term + 1]++;
	}
	for (size_t r = 0; r < terms; r++)
		next[r + 1] += next[r];
	memcpy(v->start, next, (terms + 1) * sizeof(*next));
	for (size_t i = 0; i < b->n; i++) {
		while (i == b->document[document].occurrences)
			document++;
		v->pair[next[b->at[i].term]++] = (struct pair){ document,
		    b->at[i].position };
	}
	free(next);
}

/*
 * The pairs (document, position) of a term become pairs (document, wdf) in
 * their place, n of them; positions go out, cf is summed up.
 */
static size_t
group(struct inversion *v, struct pair *p, size_t n, struct str term,
    size_t with_positions, uint32_t *cf)
{
	struct spool *out = &v->run->positions;
	uint32_t document, wdf, last = 0;
	size_t to = 0, i = 0, from;
	struct document *d;
	uint32_t *at;

	if (with_positions > 0) {
		spool_field(out, term);
		spool_varint(out, with_positions);
	}
	while (i < n) {
		document = p[i].document;
		d = &v->document[document];
		v->positions.n = 0;
		buf_reserve(&v->positions, sizeof(*at));
		for (from = i; i < n && p[i].document == document; i++)
			if (p[i].value != NO_POSITION)
				buf_add(&v->positions, &p[i].value,
				    sizeof(p[i].value));
		at = (uint32_t *)(void *)v->positions.p;
		from = v->positions.n / sizeof(*at);
		wdf = 0;
		if (from > 0) {
			wdf = v->b->wdf((unsigned)from, d->words);
			v->entry.n = 0;
			pack_positions(&v->entry, at, from);
			spool_varint(out, v->b->first + document - last);
			spool_field(out, buf_slice(&v->entry));
			last = v->b->first + document;
		}
		p[to++] = (struct pair){ document, wdf };
		*cf += wdf;
		d->length += wdf;
		d->terms++;
		if (wdf > v->totals->wdf_max)
			v->totals->wdf_max = wdf;
	}
	return to;
}

/* In how many documents the term has positions. */
static size_t
count_positions(const struct pair *p, size_t n)
{
	size_t count = 0;
	uint32_t last = UINT32_MAX;

	for (size_t i = 0; i < n; i++)
		if (p[i].value != NO_POSITION && p[i].document != last) {
			last = p[i].document;
			count++;
		}
	return count;
}

/* All terms; then v->pair holds (document, wdf), v->start their places. */
static void
write_terms(struct inversion *v)
{
	struct spool *out = &v->run->postings;
	size_t from, n, to = 0;
	uint32_t cf, last;

	for (size_t r = 0; r < v->b->term.n; r++) {
		struct pair *p = v->pair + v->start[r];
		struct str term = term_of(v, r);

		from = v->start[r];
		n = v->start[r + 1] - from;
		cf = 0;
		n = group(v, p, n, term, count_positions(p, n), &cf);
		memmove(v->pair + to, p, n * sizeof(*p));
		v->start[r] = to;
		to += n;
		spool_field(out, term);
		spool_varint(out, n);
		spool_varint(out, cf);
		last = 0;
		for (p = v->pair + v->start[r]; n > 0; n--, p++) {
			spool_varint(out, v->b->first + p->document - last);
			spool_varint(out, p->value);
			last = v->b->first + p->document;
		}
	}
	v->start[v->b->term.n] = to;
}

/* ---- by document ---- */

/* The pairs once more, as (rank, wdf) in the order of documents, to b->at. */
static void
transpose(struct inversion *v)
{
	const struct batch *b = v->b;
	size_t sum = 0;

	for (size_t d = 0; d < b->documents; d++) {
		v->end[d] = sum;
		sum += v->document[d].terms;
	}
	for (size_t r = 0; r < b->term.n; r++)
		for (size_t i = v->start[r]; i < v->start[r + 1]; i++)
			b->at[v->end[v->pair[i].document]++] =
			    (struct occurrence){ (uint32_t)r,
			    v->pair[i].value };
}

static void
add_term(struct buf *out, struct str term, struct str before, uint32_t wdf)
{
	size_t shared = 0, packed;

	while (shared < term.n && shared < before.n &&
	    term.p[shared] == before.p[shared])
		shared++;
	packed = wdf < 127 ? (wdf + 1) * (before.n + 1) + shared : 256;
	buf_putc(out, (char)(packed < 256 ? packed : shared));
	buf_putc(out, (char)(term.n - shared));
	buf_add(out, term.p + shared, term.n - shared);
	if (packed >= 256)
		buf_varint(out, wdf);
}

static void
pack_termlist(struct buf *out, const struct inversion *v,
    const struct occurrence *at, size_t n, uint32_t length)
{
	struct str before = term_of(v, at[0].term);

	buf_varint(out, length);
	buf_varint(out, n);
	buf_putc(out, (char)before.n);
	buf_str(out, before);
	buf_varint(out, at[0].position);
	for (size_t i = 1; i < n; i++) {
		struct str term = term_of(v, at[i].term);

		add_term(out, term, before, at[i].position);
		before = term;
	}
}

static void
count_length(struct batch_totals *t, uint32_t length)
{
	t->length += length;
	if (length > t->length_max)
		t->length_max = length;
	if (length > 0 && (t->length_min == 0 || length < t->length_min))
		t->length_min = length;
}

static const struct error *
write_documents(struct inversion *v, struct table *termlist,
    struct spool *lengths)
{
	struct batch *b = v->b;
	struct buf key = { 0 };
	const struct error *e = NULL;
	size_t from = 0, slots = 0;

	for (size_t d = 0; d < b->documents && e == NULL; d++) {
		buf_reset(&key);
		pack_sorted_uint(&key, b->first + (uint32_t)d);
		buf_reset(&v->entry);
		if (v->end[d] > from)
			pack_termlist(&v->entry, v, b->at + from,
			    v->end[d] - from, v->document[d].length);
		from = v->end[d];
		e = table_add(termlist, buf_slice(&key),
		    buf_slice(&v->entry));
		buf_putc(&key, '\0');
		if (e == NULL && b->document[d].slots > slots)
			e = table_add(termlist, buf_slice(&key), (struct str){
			    b->slots.p + slots, b->document[d].slots - slots });
		slots = b->document[d].slots;
		spool_varint(lengths, v->document[d].length);
		count_length(v->totals, v->document[d].length);
	}
	buf_release(&key);
	return e;
}

static void
write_words(const struct batch *b, struct spool *out)
{
	struct sorted *word = sort_keys(&b->word);

	for (size_t i = 0; i < b->word.n; i++) {
		spool_field(out, word[i].key);
		spool_varint(out, b->use[word[i].index].documents);
	}
	free(word);
}

static void
empty(struct batch *b)
{
	map_release(&b->term);
	map_release(&b->word);
	b->first += (uint32_t)b->documents;
	b->documents = b->n = b->slots.n = 0;
	b->number++;
}

const struct error *
batch_flush(struct batch *b, struct sorted_run *run, struct table *termlist,
    struct spool *lengths, struct batch_totals *totals)
{
	struct inversion v = { .b = b, .run = run, .totals = totals };
	const struct error *e;

	sort_terms(&v);
	v.start = mem_alloc(b->term.n + 1, sizeof(*v.start));
	v.pair = mem_resize(NULL, b->n, sizeof(*v.pair));
	v.document = mem_alloc(b->documents, sizeof(*v.document));
	for (size_t d = 0; d < b->documents; d++)
		v.document[d].words = b->document[d].length;
	v.end = mem_alloc(b->documents, sizeof(*v.end));
	place(&v);
	write_terms(&v);
	transpose(&v);
	e = write_documents(&v, termlist, lengths);
	write_words(b, &run->words);
	free(v.text);
	free(v.at);
	free(v.rank);
	free(v.start);
	free(v.pair);
	free(v.document);
	free(v.end);
	buf_release(&v.entry);
	buf_release(&v.positions);
	empty(b);
	if (e == NULL && (e = spool_error(&run->postings)) == NULL &&
	    (e = spool_error(&run->positions)) == NULL &&
	    (e = spool_error(&run->words)) == NULL)
		e = spool_error(lengths);
	return e;
}
