#include "values.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dictionary.h"
#include "map.h"

struct values {
	struct map map[FACETS];		/* value -> ordinal, in order */
	size_t written[FACETS];		/* how many the index has */
	const struct facets *facets;
};

static const struct error *
load(struct values *v, struct writer *w, enum facet f)
{
	struct buf key = { 0 }, data = { 0 };
	const struct error *e;
	struct str rest, name;
	unsigned long n;

	dictionary_count_key(&key, f);
	if ((e = writer_get(w, buf_slice(&key), &data)) != NULL)
		goto done;
	n = data.n != 0 ? strtoul(data.p, NULL, 10) : 0;
	for (unsigned long i = 0; i < n; i++) {
		if (i % DICTIONARY_BLOCK == 0) {
			dictionary_block_key(&key, f,
			    (uint32_t)(i / DICTIONARY_BLOCK));
			if ((e = writer_get(w, buf_slice(&key), &data)) !=
			    NULL)
				goto done;
			rest = buf_slice(&data);
		}
		if (!str_field(&rest, &name)) {
			e = error_make(ERROR_INDEX, "facet dictionary: "
			    "damaged; make the index anew with "
			    "indexer --rebuild");
			goto done;
		}
		map_put(&v->map[f], name)->value = i;
	}
	v->written[f] = v->map[f].n;
done:
	buf_release(&key);
	buf_release(&data);
	return e;
}

const struct error *
values_open(struct values **vp, struct writer *w,
    const struct facets *facets)
{
	struct values *v = mem_alloc(1, sizeof(*v));
	const struct error *e = NULL;

	v->facets = facets;
	for (enum facet f = 0; f < FACETS && e == NULL; f++)
		e = load(v, w, f);
	if (e != NULL) {
		values_close(v);
		return e;
	}
	*vp = v;
	return NULL;
}

void
values_close(struct values *v)
{
	if (v == NULL)
		return;
	for (int f = 0; f < FACETS; f++)
		map_release(&v->map[f]);
	free(v);
}

static uint32_t
ordinal_of(struct values *v, enum facet f, struct str value)
{
	struct map *m = &v->map[f];
	size_t n = m->n;
	struct map_entry *entry = map_put(m, value);

	if (m->n > n)
		entry->value = n;
	return (uint32_t)entry->value;
}

void
values_add(struct values *v, enum facet f, struct str value,
    struct ordinals *o)
{
	struct str parent;
	bool more = true;

	while (more) {
		ARRAY_GROW(o->at, o->n, o->cap);
		o->at[o->n++] = ordinal_of(v, f, value);
		more = schema_facet[f].is_path && schema_parent(value,
		    &parent);
		value = parent;
	}
}

static int
cmp_ordinal(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

void
ordinals_sort(struct ordinals *o)
{
	size_t to = 0;

	if (o->n == 0)
		return;
	qsort(o->at, o->n, sizeof(*o->at), cmp_ordinal);
	for (size_t i = 0; i < o->n; i++)
		if (i == 0 || o->at[i] != o->at[to - 1])
			o->at[to++] = o->at[i];
	o->n = to;
}

/* ---- writing ---- */

struct naming {			/* of one value, for each_alias() */
	struct writer *w;
	enum facet facet;
	uint32_t ordinal;
	struct buf key, list;
	struct buf aliases;	/* as fields */
	const struct error *e;
};

static void
add_name(struct naming *n, enum name_kind kind, struct str name)
{
	if (n->e != NULL || name.n == 0)
		return;
	dictionary_name_key(&n->key, n->facet, name);
	n->e = writer_get(n->w, buf_slice(&n->key), &n->list);
	if (n->e != NULL)
		return;
	dictionary_add(&n->list, kind, n->ordinal);
	n->e = writer_set(n->w, buf_slice(&n->key), buf_slice(&n->list));
}

static void
each_alias(void *arg, struct str alias)
{
	struct naming *n = arg;

	add_name(n, NAME_ALIAS, alias);
	buf_field(&n->aliases, alias);
}

/*
 * A word that many names end in ("Corp") has them all: each added by itself,
 * its list would be copied as often.
 */
struct lasts {
	struct map by_word;	/* -> where in list */
	struct buf *list;
	size_t cap;
};

static void
note_last(struct lasts *l, struct str value, uint32_t ordinal)
{
	const char *blank = memrchr(value.p, ' ', value.n);
	struct map_entry *entry;
	struct str word;
	size_t n = l->by_word.n;

	if (blank == NULL)
		return;
	word.p = blank + 1;
	word.n = value.n - (size_t)(word.p - value.p);
	if (word.n == 0 || (word.p[0] >= 'a' && word.p[0] <= 'z'))
		return;		/* "Iraq police": not of a name */
	entry = map_put(&l->by_word, word);
	if (l->by_word.n > n) {
		ARRAY_GROW(l->list, n, l->cap);
		l->list[n] = (struct buf){ 0 };
		entry->value = n;
	}
	dictionary_add(&l->list[entry->value], NAME_LAST, ordinal);
}

static void
write_lasts(struct naming *n, struct lasts *l)
{
	for (size_t i = 0; i < l->by_word.n; i++) {
		struct buf *list = &l->list[i];

		if (n->e == NULL) {
			dictionary_name_key(&n->key, n->facet,
			    l->by_word.at[i].key);
			n->e = writer_get(n->w, buf_slice(&n->key), &n->list);
		}
		if (n->e == NULL) {
			buf_add(&n->list, list->p, list->n);
			n->e = writer_set(n->w, buf_slice(&n->key),
			    buf_slice(&n->list));
		}
		buf_release(list);
	}
	free(l->list);
	map_release(&l->by_word);
}

/* Who answers to its other names, and which they are. */
static void
add_aliases(struct naming *n, const struct facets *facets, struct str value)
{
	buf_reset(&n->aliases);
	facets_aliases(facets, n->facet, value, each_alias, n);
	if (n->e != NULL || n->aliases.n == 0)
		return;
	dictionary_aliases_key(&n->key, n->facet, n->ordinal);
	n->e = writer_set(n->w, buf_slice(&n->key), buf_slice(&n->aliases));
}

static const struct error *
write_names(struct values *v, struct writer *w, enum facet f)
{
	struct naming n = { .w = w, .facet = f };
	struct lasts lasts = { 0 };
	struct str parent, last;

	for (size_t i = v->written[f]; i < v->map[f].n && n.e == NULL; i++) {
		struct str value = v->map[f].at[i].key;

		n.ordinal = (uint32_t)i;
		add_name(&n, NAME_VALUE, value);
		if (schema_facet[f].is_path && schema_parent(value, &parent)) {
			last.p = value.p + parent.n + 1;
			last.n = value.n - parent.n - 1;
			add_name(&n, NAME_PART, last);
		}
		if (f == FACET_ACTOR)
			note_last(&lasts, value, n.ordinal);
		if (v->facets != NULL)
			add_aliases(&n, v->facets, value);
	}
	write_lasts(&n, &lasts);
	buf_release(&n.key);
	buf_release(&n.list);
	buf_release(&n.aliases);
	return n.e;
}

static const struct error *
write_blocks(struct values *v, struct writer *w, enum facet f)
{
	struct buf key = { 0 }, data = { 0 };
	const struct error *e = NULL;
	const struct map *m = &v->map[f];
	size_t i = v->written[f] / DICTIONARY_BLOCK * DICTIONARY_BLOCK;

	while (i < m->n && e == NULL) {
		dictionary_block_key(&key, f, (uint32_t)(i / DICTIONARY_BLOCK));
		buf_reset(&data);
		do
			buf_field(&data, m->at[i++].key);
		while (i < m->n && i % DICTIONARY_BLOCK != 0);
		e = writer_set(w, buf_slice(&key), buf_slice(&data));
	}
	if (e == NULL) {
		dictionary_count_key(&key, f);
		buf_reset(&data);
		buf_printf(&data, "%zu", m->n);
		e = writer_set(w, buf_slice(&key), buf_slice(&data));
	}
	buf_release(&key);
	buf_release(&data);
	return e;
}

const struct error *
values_flush(struct values *v, struct writer *w)
{
	const struct error *e;

	for (enum facet f = 0; f < FACETS; f++) {
		if (v->map[f].n == v->written[f])
			continue;
		if ((e = write_names(v, w, f)) != NULL ||
		    (e = write_blocks(v, w, f)) != NULL)
			return e;
		v->written[f] = v->map[f].n;
	}
	return NULL;
}
