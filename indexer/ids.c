#include "ids.h"

#include <stdlib.h>
#include <string.h>

static struct id *
probe(const struct ids *s, uint64_t hash)
{
	size_t i = (size_t)hash & (s->cap - 1);

	while (s->at[i].is_used && s->at[i].hash != hash)
		i = (i + 1) & (s->cap - 1);
	return &s->at[i];
}

static void
grow(struct ids *s)
{
	struct id *old = s->at;
	size_t n = s->cap;

	s->cap = n == 0 ? 1024 : 2 * n;
	s->at = mem_alloc(s->cap, sizeof(*s->at));
	for (size_t i = 0; i < n; i++)
		if (old[i].is_used)
			*probe(s, old[i].hash) = old[i];
	free(old);
}

uint32_t *
ids_put(struct ids *s, uint64_t hash, bool *is_new)
{
	struct id *id;

	if (s->n * 4 >= s->cap * 3)
		grow(s);
	id = probe(s, hash);
	*is_new = !id->is_used;
	if (*is_new) {
		*id = (struct id){ hash, 0, true };
		s->n++;
	}
	return &id->number;
}

void
ids_release(struct ids *s)
{
	free(s->at);
	memset(s, 0, sizeof(*s));
}
