#include "compile.h"

#include <stdlib.h>
#include <string.h>

#include "suggest.h"

/* ---- making ---- */

const struct error *
compile_keep(struct compiler *c, const struct error *e, struct xap_query *q,
    struct xap_query **out)
{
	if (e != NULL)
		return e;
	ARRAY_GROW(c->made, c->n_made, c->made_cap);
	c->made[c->n_made++] = q;
	*out = q;
	return NULL;
}

static const struct error *
make_all(struct compiler *c, struct xap_query **out)
{
	struct xap_query *q = NULL;
	const struct error *e = xap_query_all(&q);

	return compile_keep(c, e, q, out);
}

const struct error *
compile_join(struct compiler *c, enum xap_op op,
    struct xap_query *const *child, size_t n, unsigned window,
    struct xap_query **out)
{
	struct xap_query *q = NULL;
	const struct error *e;

	if (n == 1) {
		*out = child[0];
		return NULL;
	}
	e = n == 0 ? xap_query_none(&q) :
	    xap_query_join(&q, op, child, n, window);
	return compile_keep(c, e, q, out);
}

void
compile_add(struct query_list *l, struct xap_query *q)
{
	ARRAY_GROW(l->at, l->n, l->cap);
	l->at[l->n++] = q;
}

/* ---- conditions ---- */

/* The parser has found no fault with it. */
static const struct error *
compile_date_field(struct compiler *c, struct str text,
    struct xap_query **out)
{
	struct str since, until;
	uint32_t first, last;
	size_t at;

	return query_dates(text, &since, &until, &at) != NULL ? make_all(c,
	    out) : compile_dates(c, since, until, out, &first, &last);
}

static const struct error *
compile_field(struct compiler *c, const struct node *node,
    struct xap_query **out)
{
	const struct field_def *def = &schema_field[node->field];
	struct found found = { 0 };
	const struct error *e = NULL;

	switch (def->kind) {
	case FIELD_KIND_FACET:
		e = suggest_find(c->catalog, def->facet, node->text, &found);
		if (e == NULL)
			e = compile_values(c, def->facet, &found, out);
		free(found.value);
		return e;
	case FIELD_KIND_EXACT:
		return compile_source(c, node->text, out);
	case FIELD_KIND_DATE:
		return compile_date_field(c, node->text, out);
	case FIELD_KIND_WORDS:
		break;		/* compile_words() */
	}
	abort();		/* cannot happen: not a NODE_FIELD */
}

/* ---- the tree ---- */

struct sorted {			/* children of a group */
	struct query_list positive, filter, negative;
};

static const struct error *
sort_child(struct compiler *c, const struct node *child, struct sorted *s)
{
	const struct error *e;
	struct xap_query *q = NULL;
	size_t leaves = c->leaves;

	if (child->kind == NODE_NOT) {
		c->negations++;
		e = compile_node(c, child->child[0], &q);
		c->negations--;
		if (e == NULL && q != NULL)
			compile_add(&s->negative, q);
		return e;
	}
	if ((e = compile_node(c, child, &q)) != NULL || q == NULL)
		return e;
	if (child->kind == NODE_FIELD && c->leaves > leaves)
		c->leaf[leaves].query = NULL;	/* ranks nothing */
	compile_add(child->kind == NODE_FIELD ? &s->filter : &s->positive, q);
	return compile_bind_leaves(c, leaves, q);
}

static const struct error *
assemble(struct compiler *c, enum xap_op op, const struct sorted *s,
    struct xap_query **out)
{
	const struct error *e;
	struct query_list l = { 0 };

	if (s->positive.n > 0)
		e = compile_join(c, op, s->positive.at, s->positive.n, 0, out);
	else
		e = make_all(c, out);
	if (e == NULL && s->filter.n > 0) {
		compile_add(&l, *out);
		for (size_t i = 0; i < s->filter.n; i++)
			compile_add(&l, s->filter.at[i]);
		e = compile_join(c, XAP_FILTER, l.at, l.n, 0, out);
		l.n = 0;
	}
	if (e == NULL && s->negative.n > 0) {
		compile_add(&l, *out);
		for (size_t i = 0; i < s->negative.n; i++)
			compile_add(&l, s->negative.at[i]);
		e = compile_join(c, XAP_AND_NOT, l.at, l.n, 0, out);
	}
	free(l.at);
	return e;
}

/* All or any of the children, without those that must not be there. */
static const struct error *
compile_group(struct compiler *c, const struct node *node,
    struct xap_query **out)
{
	bool is_any = node->kind == NODE_GROUP && c->any, content = false;
	bool was_loose = c->is_loose;
	const struct error *e = NULL;
	struct sorted s = { 0 };

	for (size_t i = 0; i < node->n && node->kind == NODE_GROUP; i++)
		content |= node->child[i]->kind != NODE_NOT &&
		    node->child[i]->kind != NODE_FIELD &&
		    !compile_is_stop(c, node->child[i]);
	c->is_loose = is_any;
	for (size_t i = 0; i < node->n && e == NULL; i++)
		if (!content || !compile_is_stop(c, node->child[i]))
			e = sort_child(c, node->child[i], &s);
	c->is_loose = was_loose;
	if (e == NULL && s.positive.n + s.filter.n + s.negative.n > 0)
		e = assemble(c, is_any ? XAP_OR : XAP_AND, &s, out);
	free(s.positive.at);
	free(s.filter.at);
	free(s.negative.at);
	return e;
}

static const struct error *
compile_or(struct compiler *c, const struct node *node,
    struct xap_query **out)
{
	const struct error *e = NULL;
	bool was_loose = c->is_loose;
	struct query_list l = { 0 };

	c->is_loose = false;
	for (size_t i = 0; i < node->n && e == NULL; i++) {
		struct xap_query *q = NULL;
		size_t leaves = c->leaves;

		e = compile_node(c, node->child[i], &q);
		if (e == NULL && q != NULL) {
			compile_add(&l, q);
			e = compile_bind_leaves(c, leaves, q);
		}
	}
	c->is_loose = was_loose;
	if (e == NULL && l.n > 0)
		e = compile_join(c, XAP_OR, l.at, l.n, 0, out);
	free(l.at);
	return e;
}

static const struct error *
compile_leaf(struct compiler *c, const struct node *node,
    struct xap_query **out)
{
	const struct error *e = NULL;

	switch (node->kind) {
	case NODE_WORDS:
	case NODE_PHRASE:
		e = compile_words(c, node, out);
		break;
	case NODE_WILDCARD:
	case NODE_FUZZY:
		e = compile_expansion(c, node, out);
		break;
	case NODE_FIELD:
		e = compile_field(c, node, out);
		break;
	case NODE_NEAR:
		e = compile_near(c, node, out);
		break;
	case NODE_NAME: case NODE_AND: case NODE_OR: case NODE_GROUP:
	case NODE_NOT:
		abort();	/* cannot happen: not a leaf */
	}
	if (e == NULL)
		compile_note_leaf(c, node, *out);
	return e;
}

const struct error *
compile_node(struct compiler *c, const struct node *node,
    struct xap_query **out)
{
	struct node parent = { .kind = NODE_AND, .n = 1 };
	struct node *child[1];

	switch (node->kind) {
	case NODE_WORDS: case NODE_PHRASE: case NODE_WILDCARD:
	case NODE_FUZZY: case NODE_FIELD: case NODE_NEAR:
		return compile_leaf(c, node, out);
	case NODE_NAME:
		return compile_name(c, node, out);
	case NODE_AND:
	case NODE_GROUP:
		return compile_group(c, node, out);
	case NODE_OR:
		return compile_or(c, node, out);
	case NODE_NOT:
		/* alone: all but those */
		child[0] = arena_alloc(c->arena, sizeof(*node));
		*child[0] = *node;
		parent.child = child;
		return compile_group(c, &parent, out);
	}
	abort();		/* cannot happen */
}

const struct error *
compile_query(struct compiler *c, const struct query *query, struct str text,
    struct xap_query **out)
{
	const struct error *e;
	struct node group = { .kind = NODE_GROUP, .field = FIELD_NONE, .n = 1 };
	struct node *child[1];

	c->marks.has_acronyms = !text_is_shouting(text);
	c->is_loose = c->any;
	c->leaves = c->pendings = c->names = c->rows = 0;
	if (query->root == NULL)
		return make_all(c, out);
	*out = NULL;
	child[0] = query->root;
	group.child = child;
	e = compile_node(c, query->root->kind == NODE_FIELD ? &group :
	    query->root, out);
	if (e == NULL && *out == NULL)
		e = error_make(ERROR_QUERY,
		    "query: \"%.*s\": no word to search for", STR_ARG(text));
	return e;
}

void
compiler_release(struct compiler *c)
{
	for (size_t i = 0; i < c->n_made; i++)
		xap_query_free(c->made[i]);
	free(c->made);
	free(c->word);
	free(c->leaf);
	free(c->name);
	free(c->entity);
	free(c->row);
	free(c->bonus);
	free(c->pending);
	free(c->marks.phrase);
	arena_release(&c->scratch);
	map_release(&c->marks.terms);
	memset(c, 0, sizeof(*c));
}
