/* The leaves of a query, for who wants to explain it. */
#include <string.h>

#include "compile.h"

void
compile_note_term(struct compiler *c, struct str term)
{
	if (!c->has_leaves || c->negations > 0)
		return;
	ARRAY_GROW(c->pending, c->pendings, c->pending_cap);
	c->pending[c->pendings++] = arena_str(c->arena, term);
}

void
compile_note_leaf(struct compiler *c, const struct node *node,
    struct xap_query *query)
{
	size_t n = c->pendings;
	struct leaf *leaf;

	c->pendings = 0;
	if (!c->has_leaves || c->negations > 0 || n == 0)
		return;
	ARRAY_GROW(c->leaf, c->leaves, c->leaf_cap);
	leaf = &c->leaf[c->leaves++];
	*leaf = (struct leaf){ .node = node, .query = query, .n = n };
	leaf->term = arena_alloc(c->arena, n * sizeof(*leaf->term));
	memcpy(leaf->term, c->pending, n * sizeof(*leaf->term));
}

const struct error *
compile_bind_leaves(struct compiler *c, size_t from, struct xap_query *part)
{
	const struct error *e = NULL;

	for (size_t i = from; i < c->leaves && e == NULL; i++) {
		struct xap_query *both[] = { c->leaf[i].query, part };

		if (both[0] != NULL && both[0] != part)
			e = compile_join(c, XAP_FILTER, both, 2, 0,
			    &c->leaf[i].query);
	}
	return e;
}
