#include "map.h"

#include <stdlib.h>
#include <string.h>

static uint32_t *
probe(const struct map *m, struct str key)
{
	size_t i = (size_t)hash64(key.p, key.n, 2) & (m->buckets - 1);

	while (m->bucket[i] != 0 &&
	    !str_eq(m->at[m->bucket[i] - 1].key, key))
		i = (i + 1) & (m->buckets - 1);
	return &m->bucket[i];
}

struct map_entry *
map_find(const struct map *m, struct str key)
{
	uint32_t *b;

	if (m->buckets == 0 || *(b = probe(m, key)) == 0)
		return NULL;
	return &m->at[*b - 1];
}

static void
grow(struct map *m)
{
	m->buckets = m->buckets == 0 ? 64 : m->buckets * 2;
	free(m->bucket);
	m->bucket = mem_alloc(m->buckets, sizeof(*m->bucket));
	for (size_t i = 0; i < m->n; i++)
		*probe(m, m->at[i].key) = (uint32_t)i + 1;
}

struct map_entry *
map_put(struct map *m, struct str key)
{
	uint32_t *b;

	if (m->n * 2 >= m->buckets)
		grow(m);
	if (*(b = probe(m, key)) == 0) {
		ARRAY_GROW(m->at, m->n, m->cap);
		m->at[m->n] = (struct map_entry){ arena_str(&m->keys, key), 0 };
		*b = (uint32_t)++m->n;
	}
	return &m->at[*b - 1];
}

void
map_release(struct map *m)
{
	arena_release(&m->keys);
	free(m->at);
	free(m->bucket);
	memset(m, 0, sizeof(*m));
}
