/*
 * The spelling table: words with their frequencies, and the words of each
 * fragment of up to three bytes, by which those like a misspelt one are found.
 */
#include <stdlib.h>
#include <string.h>

#include "map.h"
#include "merge.h"

#define SHORT 4			/* bytes of a word that has a B fragment */
#define XOR 96			/* of the numbers between the words */

struct fragment {
	struct buf words;	/* as they are stored */
	struct str last;	/* of them */
};

struct spelling {
	struct map frequency;	/* word -> documents */
	struct map index;	/* key -> index in fragment */
	struct fragment *fragment;
	size_t cap;
};

/* Words come in order: each one's fragments come in any order, once. */
static void
add_fragment(struct spelling *s, char kind, const char *bytes, size_t n,
    struct str word)
{
	char key[4] = { kind };
	struct map_entry *entry;
	struct fragment *f;
	size_t old = s->index.n, shared = 0;

	memcpy(key + 1, bytes, n);
	entry = map_put(&s->index, (struct str){ key, n + 1 });
	if (s->index.n > old) {
		ARRAY_GROW(s->fragment, old, s->cap);
		s->fragment[old] = (struct fragment){ { 0 }, { "", 0 } };
		entry->value = old;
	}
	f = &s->fragment[entry->value];
	if (f->last.n > 0) {
		if (str_eq(f->last, word))
			return;		/* "banana" has "ana" twice */
		while (shared < f->last.n && shared < word.n &&
		    f->last.p[shared] == word.p[shared])
			shared++;
		buf_putc(&f->words, (char)(shared ^ XOR));
	}
	buf_putc(&f->words, (char)((word.n - shared) ^ XOR));
	buf_add(&f->words, word.p + shared, word.n - shared);
	f->last = word;
}

static void
add_fragments(struct spelling *s, struct str w)
{
	const char ends[2] = { w.p[0], w.p[w.n - 1] };

	add_fragment(s, 'H', w.p, 2, w);
	add_fragment(s, 'T', w.p + w.n - 2, 2, w);
	if (w.n <= SHORT)
		add_fragment(s, 'B', ends, 2, w);
	for (size_t i = 0; i + 3 <= w.n; i++)
		add_fragment(s, 'M', w.p + i, 3, w);
}

static int
cmp_entry(const void *a, const void *b)
{
	const struct map_entry *x = a, *y = b;

	return str_cmp(x->key, y->key);
}

static const struct error *
write_table(struct spelling *s, struct table *table, uint32_t *max)
{
	struct buf key = { 0 }, tag = { 0 };
	const struct error *e = NULL;

	if (s->index.n > 0)
		qsort(s->index.at, s->index.n, sizeof(*s->index.at), cmp_entry);
	for (size_t i = 0; i < s->index.n && e == NULL; i++)
		e = table_add(table, s->index.at[i].key, buf_slice(
		    &s->fragment[s->index.at[i].value].words));
	for (size_t i = 0; i < s->frequency.n && e == NULL; i++) {
		const struct map_entry *w = &s->frequency.at[i];

		buf_reset(&key);
		buf_putc(&key, 'W');
		buf_str(&key, w->key);
		buf_reset(&tag);
		pack_bytes(&tag, (uint32_t)w->value);
		e = table_add(table, buf_slice(&key), buf_slice(&tag));
		if (w->value > *max)
			*max = (uint32_t)w->value;
	}
	buf_release(&key);
	buf_release(&tag);
	return e;
}

const struct error *
write_spelling(struct table *table, struct spool **words, size_t n,
    uint32_t *max)
{
	struct spelling s = { 0 };
	const struct error *e = NULL;
	struct map_entry *w;
	struct merge m;
	struct str word;

	*max = 0;
	merge_init(&m, words, n);
	while (merge_next(&m, &word)) {
		w = map_put(&s.frequency, word);
		for (size_t i = 0; i < m.sames; i++)
			w->value += spool_get_varint(m.spool[m.same[i]]);
		add_fragments(&s, w->key);
	}
	for (size_t i = 0; i < n && e == NULL; i++)
		e = spool_error(words[i]);
	if (e == NULL)
		e = write_table(&s, table, max);
	merge_release(&m, n);
	for (size_t i = 0; i < s.index.n; i++)
		buf_release(&s.fragment[i].words);
	free(s.fragment);
	map_release(&s.index);
	map_release(&s.frequency);
	return e;
}
