#include "bonus.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define TITLE_BONUS 0.1
#define NEAR_BONUS 0.05
#define NEAR_WINDOW 8
#define NEAR_MOST 131072	/* paragraphs of the rarer word */
#define ENTITY_BONUS 0.05
#define LEAD_BONUS 0.005
#define PAIRS_MAX 64		/* of a query; the rest ranks without */

void
bonus_add_word(struct compiler *c, struct str term, struct str folded,
    double weight)
{
	ARRAY_GROW(c->row, c->rows, c->row_cap);
	c->row[c->rows++] = (struct row_word){ term, folded, weight };
}

/* The paragraphs where it is get the weight. */
static const struct error *
add(struct compiler *c, struct buf *text, struct xap_query *where,
    double weight)
{
	struct xap_query *list[2] = { NULL, where }, *query, *fixed = NULL;
	const struct error *e;
	struct bonus b = { .text = arena_str(c->arena, buf_slice(text)),
	    .where = where, .weight = weight };

	buf_release(text);
	e = xap_query_fixed(&fixed, weight * (c->weighting->k + 1));
	if ((e = compile_keep(c, e, fixed, &list[0])) != NULL ||
	    (e = compile_join(c, XAP_FILTER, list, 2, 0, &query)) != NULL)
		return e;
	b.query = query;
	ARRAY_GROW(c->bonus, c->bonuses, c->bonus_cap);
	c->bonus[c->bonuses++] = b;
	return NULL;
}

static const struct error *
make_term(struct compiler *c, struct str term, struct xap_query **out)
{
	struct xap_query *q = NULL;
	const struct error *e = xap_query_term(&q, term);

	return compile_keep(c, e, q, out);
}

static const struct error *
add_title(struct compiler *c, const struct row_word *word)
{
	size_t n = strlen(PREFIX_WORD);
	struct buf term = { 0 }, text = { 0 };
	struct xap_query *where;
	struct xap_frequency f;
	const struct error *e;

	if (!str_starts(word->term, PREFIX_WORD))
		return NULL;	/* an acronym */
	buf_puts(&term, PREFIX_TITLE);
	buf_add(&term, word->term.p + n, word->term.n - n);
	e = xap_reader_frequency(c->reader, buf_slice(&term), &f);
	if (e == NULL && f.documents > 0 &&
	    (e = make_term(c, buf_slice(&term), &where)) == NULL) {
		buf_printf(&text, "title:%.*s", STR_ARG(word->folded));
		e = add(c, &text, where, TITLE_BONUS * word->weight);
	}
	buf_release(&term);
	return e;
}

static const struct error *
add_pair(struct compiler *c, const struct row_word *a,
    const struct row_word *b)
{
	struct xap_query *list[2], *where;
	struct buf text = { 0 };
	struct xap_frequency of_a, of_b;
	const struct error *e;

	if ((e = xap_reader_frequency(c->reader, a->term, &of_a)) != NULL ||
	    (e = xap_reader_frequency(c->reader, b->term, &of_b)) != NULL ||
	    (of_a.documents > NEAR_MOST && of_b.documents > NEAR_MOST))
		return e;
	if ((e = make_term(c, a->term, &list[0])) != NULL ||
	    (e = make_term(c, b->term, &list[1])) != NULL ||
	    (e = compile_join(c, XAP_NEAR, list, 2, NEAR_WINDOW, &where)) !=
	    NULL)
		return e;
	buf_printf(&text, "%.*s NEAR/%d %.*s", STR_ARG(a->folded),
	    NEAR_WINDOW - 1, STR_ARG(b->folded));
	return add(c, &text, where, NEAR_BONUS * fmin(a->weight, b->weight));
}

static const struct error *
add_entity(struct compiler *c, const struct entity *entity)
{
	const struct facet_def *facet = &schema_facet[entity->facet];
	double N = (double)c->weighting->documents, weight;
	struct buf term = { 0 }, text = { 0 };
	struct xap_frequency f;
	struct xap_query *where;
	const struct error *e;

	schema_term(&term, facet->prefix, entity->value);
	e = xap_reader_frequency(c->reader, buf_slice(&term), &f);
	if (e == NULL && f.documents > 0 &&
	    (e = make_term(c, buf_slice(&term), &where)) == NULL) {
		weight = ENTITY_BONUS * log((N + 1) /
		    ((double)f.documents + 0.5));
		buf_printf(&text, "%s:%.*s", facet->name,
		    STR_ARG(entity->value));
		e = add(c, &text, where, weight);
	}
	buf_release(&term);
	return e;
}

/* The first paragraph of an article, if there are others. */
const struct error *
bonus_add_lead(struct compiler *c)
{
	struct buf text = { 0 };
	struct xap_query *where;
	struct xap_frequency f;
	const struct error *e;
	double most = 0;

	for (size_t i = 0; i < c->rows; i++)
		most = fmax(most, c->row[i].weight);
	e = xap_reader_frequency(c->reader, STR_LIT(TERM_LEAD), &f);
	if (e != NULL || most <= 0 || f.documents == 0 ||
	    f.documents == c->weighting->documents ||
	    (e = make_term(c, STR_LIT(TERM_LEAD), &where)) != NULL)
		return e;
	buf_puts(&text, "lead");
	return add(c, &text, where, LEAD_BONUS * most);
}

/* Each word, and each pair of neighbours, once. */
const struct error *
bonus_find(struct compiler *c)
{
	const struct error *e = NULL;
	struct map words = { 0 }, pairs = { 0 };
	struct buf key = { 0 };

	c->bonuses = 0;
	for (size_t i = 0; i < c->rows && e == NULL; i++) {
		const struct row_word *word = &c->row[i];
		size_t n = words.n;

		if (word->weight <= 0)
			continue;
		map_put(&words, word->term);
		if (words.n > n)
			e = add_title(c, word);
		if (e != NULL || i + 1 == c->rows || word[1].weight <= 0 ||
		    str_eq(word[0].term, word[1].term))
			continue;
		n = pairs.n;
		buf_reset(&key);
		buf_printf(&key, "%.*s %.*s", STR_ARG(word[0].term),
		    STR_ARG(word[1].term));
		map_put(&pairs, buf_slice(&key));
		if (pairs.n > n && pairs.n <= PAIRS_MAX)
			e = add_pair(c, &word[0], &word[1]);
	}
	for (size_t i = 0; i < c->entities && e == NULL; i++)
		e = add_entity(c, &c->entity[i]);
	map_release(&words);
	map_release(&pairs);
	buf_release(&key);
	return e;
}

const struct error *
bonus_add_term(struct compiler *c, struct str term, double factor)
{
	struct bonus b = { .weight = factor,
	    .term = arena_str(c->arena, term) };
	struct xap_query *q = NULL;
	const struct error *e;
	double own, once;

	b.text = b.term;
	e = weighting_factor(c->weighting, c->reader, &term, 1, 0, &own, &once);
	if (e != NULL || once <= 0 ||
	    (e = make_term(c, term, &b.where)) != NULL)
		return e;
	e = xap_query_scale(&q, b.where, own * factor);
	if ((e = compile_keep(c, e, q, &b.query)) != NULL)
		return e;
	ARRAY_GROW(c->bonus, c->bonuses, c->bonus_cap);
	c->bonus[c->bonuses++] = b;
	return NULL;
}

/*
 * One after another: joined by OR, Xapian (1.4.22) takes words for near that
 * only stand in the same paragraph.
 */
const struct error *
bonus_join(struct compiler *c, struct xap_query **query)
{
	const struct error *e = NULL;

	for (size_t i = 0; i < c->bonuses && e == NULL; i++) {
		struct xap_query *both[2] = { *query, c->bonus[i].query };

		e = compile_join(c, XAP_AND_MAYBE, both, 2, 0, query);
	}
	return e;
}
