#include "map.h"

#include <stdlib.h>
#include <string.h>

static struct map_bucket *
probe(const struct map *m, struct str key, uint32_t hash)
{
	size_t i = hash & (m->buckets - 1);

	while (m->bucket[i].index != 0 && (m->bucket[i].hash != hash ||
	    !str_eq(m->at[m->bucket[i].index - 1].key, key)))
		i = (i + 1) & (m->buckets - 1);
	return &m->bucket[i];
}

static uint32_t
hash_of(struct str key)
{
	return (uint32_t)hash_local(key.p, key.n, 2);
}

struct map_entry *
map_find(const struct map *m, struct str key)
{
	const struct map_bucket *b;

	if (m->buckets == 0 || (b = probe(m, key, hash_of(key)))->index == 0)
		return NULL;
	return &m->at[b->index - 1];
}

static void
grow(struct map *m)
{
	struct map_bucket *old = m->bucket;
	size_t n = m->buckets, to;

	m->buckets = n == 0 ? 64 : n * 2;
	m->bucket = mem_alloc(m->buckets, sizeof(*m->bucket));
	for (size_t i = 0; i < n; i++) {
		if (old[i].index == 0)
			continue;
		to = old[i].hash & (m->buckets - 1);
		while (m->bucket[to].index != 0)
			to = (to + 1) & (m->buckets - 1);
		m->bucket[to] = old[i];
	}
	free(old);
}

struct map_entry *
map_put(struct map *m, struct str key)
{
	uint32_t hash = hash_of(key);
	struct map_bucket *b;

	if (m->n * 2 >= m->buckets)
		grow(m);
	if ((b = probe(m, key, hash))->index == 0) {
		ARRAY_GROW(m->at, m->n, m->cap);
		m->at[m->n] = (struct map_entry){ arena_str(&m->keys, key), 0 };
		*b = (struct map_bucket){ (uint32_t)++m->n, hash };
	}
	return &m->at[b->index - 1];
}

void
map_release(struct map *m)
{
	arena_release(&m->keys);
	free(m->at);
	free(m->bucket);
	memset(m, 0, sizeof(*m));
}
