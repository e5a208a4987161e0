/*
 * --explain: what the query was taken for, and what each part of it adds to
 * the score of a hit.  Xapian itself says the latter: each part is searched
 * alone, within the articles of the page.
 */
#include <stdlib.h>
#include <string.h>

#include "bonus.h"
#include "group.h"
#include "work.h"

static struct str
kept(struct work *w, struct buf *b)
{
	struct str s = arena_str(&w->result->arena, buf_slice(b));

	buf_release(b);
	return s;
}

/* ---- the query ---- */

static int
by_documents(const void *a, const void *b)
{
	const struct explained_term *x = a, *y = b;

	return x->documents != y->documents ?
	    (x->documents < y->documents) - (x->documents > y->documents) :
	    str_cmp(x->term, y->term);
}

static const struct error *
explain_leaf(struct work *w, const struct leaf *leaf,
    struct explained_leaf *out)
{
	const struct error *e = NULL;
	struct xap_frequency f;
	struct buf text = { 0 };

	query_describe(&text, leaf->node, w->compiler.any);
	out->text = kept(w, &text);
	out->is_ranking = leaf->query != NULL;
	out->n = leaf->n;
	out->term = arena_alloc(&w->result->arena,
	    (leaf->n + 1) * sizeof(*out->term));
	for (size_t i = 0; i < leaf->n && e == NULL; i++) {
		e = xap_reader_frequency(w->s->reader, leaf->term[i], &f);
		out->term[i] = (struct explained_term){ leaf->term[i],
		    e == NULL ? f.documents : 0 };
	}
	if (e == NULL && (leaf->node->kind == NODE_WILDCARD ||
	    leaf->node->kind == NODE_FUZZY))
		qsort(out->term, out->n, sizeof(*out->term), by_documents);
	return e;
}

/* ---- the scores ---- */

/* The documents of the articles of the page, *most of them. */
static const struct error *
page_query(struct work *w, struct xap_query **out, uint64_t *most)
{
	struct xap_query **list = mem_alloc(w->result->hits, sizeof(*list));
	const struct error *e = NULL;
	struct buf term = { 0 };
	struct xap_frequency f;

	*most = 0;
	for (size_t i = 0; i < w->result->hits && e == NULL; i++) {
		struct xap_query *q = NULL;

		schema_term(&term, PREFIX_ARTICLE,
		    w->result->hit[i].record.article);
		if ((e = xap_reader_frequency(w->s->reader, buf_slice(&term),
		    &f)) != NULL)
			break;
		*most += f.documents;
		e = xap_query_term(&q, buf_slice(&term));
		e = compile_keep(&w->compiler, e, q, &list[i]);
	}
	if (e == NULL)
		e = compile_join(&w->compiler, XAP_OR, list, w->result->hits,
		    0, out);
	buf_release(&term);
	free(list);
	return e;
}

static void
add_part(struct hit *hit, struct str text, double score, double article)
{
	if (score > 0 || article > 0)
		hit->part[hit->parts++] = (struct hit_part){ text, score,
		    article };
}

/* What is not of the words is of what it shall be like. */
static void
add_rest(struct hit *hit)
{
	double rest = hit->score;

	for (size_t i = 0; i < hit->parts; i++)
		rest -= hit->part[i].paragraph;
	add_part(hit, STR_LIT("--similar"), rest, 0);
}

/* What one leaf adds to each hit. */
static const struct error *
score_leaf(struct work *w, struct xap_query *leaf, struct str text,
    const struct xap_hit *list, struct xap_query *page, uint64_t most)
{
	struct xap_query *both[] = { leaf, page }, *query;
	struct xap_order_by by = { XAP_RELEVANCE, 0, w->s->weighting.k };
	struct xap_hit *found = mem_alloc(most, sizeof(*found));
	const struct error *e;
	size_t n = 0;

	e = compile_join(&w->compiler, XAP_FILTER, both, 2, 0, &query);
	if (e == NULL)
		e = xap_rank(w->s->reader, query, &by, 0, most, found, &n);
	for (size_t i = 0; i < w->result->hits && e == NULL; i++)
		for (size_t k = 0; k < n; k++)
			if (found[k].docid == list[i].docid)
				add_part(&w->result->hit[i], text,
				    weighting_score(&w->s->weighting,
				    found[k].score), 0);
	free(found);
	return e;
}

static const struct error *
score_leaves(struct work *w, const struct xap_hit *list)
{
	const struct compiler *c = &w->compiler;
	const struct explanation *x = w->result->explanation;
	struct xap_query *page;
	const struct error *e;
	uint64_t most;

	if (w->result->hits == 0)
		return NULL;
	if ((e = page_query(w, &page, &most)) != NULL)
		return e;
	for (size_t i = 0; i < c->leaves && e == NULL; i++)
		if (c->leaf[i].query != NULL)
			e = score_leaf(w, c->leaf[i].query, x->leaf[i].text,
			    list, page, most);
	for (size_t i = 0; i < c->bonuses && e == NULL; i++)
		e = score_leaf(w, c->bonus[i].query, c->bonus[i].text, list,
		    page, most);
	for (size_t i = 0; i < w->result->hits && e == NULL &&
	    w->rq->similar.n > 0; i++)
		add_rest(&w->result->hit[i]);
	return e;
}

static void
take_group_part(void *arg, struct str term, size_t i, double paragraph,
    double article)
{
	struct work *w = arg;

	add_part(&w->result->hit[i], arena_str(&w->result->arena, term),
	    paragraph, article);
}

/* How many parts a hit may have. */
static size_t
parts_max(const struct work *w)
{
	const struct marks *marks = &w->compiler.marks;
	size_t n = w->compiler.leaves + w->compiler.bonuses +
	    marks->terms.n + 1;

	for (size_t i = 0; i < marks->phrases; i++)
		n += marks->phrase[i].n;
	return n;
}

const struct error *
explain(struct work *w, const struct xap_hit *list)
{
	struct compiler *c = &w->compiler;
	struct result *result = w->result;
	struct explanation *x = arena_alloc(&result->arena, sizeof(*x));
	const struct error *e = NULL;
	struct buf text = { 0 };

	*x = (struct explanation){ .leaves = c->leaves };
	result->explanation = x;
	if (w->query.root != NULL)
		query_describe(&text, w->query.root, c->any);
	x->query = kept(w, &text);
	x->leaf = arena_alloc(&result->arena, (c->leaves + 1) *
	    sizeof(*x->leaf));
	for (size_t i = 0; i < c->leaves && e == NULL; i++)
		e = explain_leaf(w, &c->leaf[i], &x->leaf[i]);
	for (size_t i = 0; i < result->hits; i++)
		result->hit[i].part = arena_alloc(&result->arena,
		    (parts_max(w) + 1) * sizeof(*result->hit[i].part));
	if (e != NULL)
		return e;
	if (!w->rq->group)
		return score_leaves(w, list);
	return group_explain(&(struct grouping){ .reader = w->s->reader,
	    .column = w->articles.matches != NULL ? w->s->columns.at[0] : NULL,
	    .weighting = &w->s->weighting, .compiler = c,
	    .sort = SORT_RELEVANCE }, list, result->hits, take_group_part, w);
}
