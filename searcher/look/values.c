/* --values: what a facet has. */
#include <stdlib.h>
#include <string.h>

#include "facet.h"
#include "open.h"

/* Does the value, or the last part of the path, begin with the prefix? */
static bool
begins(struct str value, struct str prefix, bool is_path)
{
	struct str parent, last = value;

	if (prefix.n == 0)
		return true;
	if (value.n >= prefix.n && memcmp(value.p, prefix.p, prefix.n) == 0)
		return true;
	if (!is_path || !schema_parent(value, &parent))
		return false;
	last.p += parent.n + 1;
	last.n -= parent.n + 1;
	return last.n >= prefix.n && memcmp(last.p, prefix.p, prefix.n) == 0;
}

const struct error *
search_values(struct search *s, enum facet f, struct str prefix,
    struct result *result)
{
	struct buf wanted = { 0 }, folded = { 0 }, term = { 0 };
	struct facet_values *v = &result->facet[f];
	struct facet_value *at = NULL;
	const struct error *e = NULL;
	size_t cap = 0;
	struct map seen = { 0 };
	struct xap_frequency n;
	struct str value;

	memset(result, 0, sizeof(*result));
	text_fold(&wanted, prefix);
	for (size_t i = 0; i < xap_reader_parts(s->reader) && e == NULL; i++)
		for (uint32_t o = 0; o < catalog_size(s->catalog, i, f); o++) {
			e = catalog_value(s->catalog, i, f, o, &value);
			if (e != NULL)
				break;
			buf_reset(&folded);
			text_fold(&folded, value);
			if (!begins(buf_slice(&folded), buf_slice(&wanted),
			    schema_facet[f].is_path))
				continue;
			schema_term(&term, schema_facet[f].prefix, value);
			e = xap_reader_frequency(s->reader, buf_slice(&term),
			    &n);
			if (e != NULL)
				break;
			if (n.documents == 0 || map_find(&seen, value) != NULL)
				continue;
			map_put(&seen, value);
			ARRAY_GROW(at, v->n, cap);
			at[v->n++] = (struct facet_value){
			    arena_str(&result->arena, value), n.documents,
			    false };
		}
	v->at = arena_alloc(&result->arena, v->n * sizeof(*at));
	if (v->n > 0)
		memcpy(v->at, at, v->n * sizeof(*at));
	free(at);
	facet_sort(v, v->n);
	buf_release(&wanted);
	buf_release(&folded);
	buf_release(&term);
	map_release(&seen);
	return e;
}
