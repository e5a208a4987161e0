#include "feedback.h"

#include <stdlib.h>

#include "bonus.h"

#define FEEDBACK_HITS 10
#define FEEDBACK_WORDS 40
#define FEEDBACK_SHARE 0.2

struct feedback {
	struct work *w;
	struct map terms;	/* term -> where in weight, share */
	double *weight;		/* of the relevance model */
	uint32_t *times;	/* in the paragraph at hand */
	size_t cap, times_cap;
};

/* The term's number; a new one has all zeroes. */
static size_t
number_of(struct feedback *fb, struct str stem)
{
	struct buf term = { 0 };
	size_t n = fb->terms.n, i;

	buf_puts(&term, PREFIX_WORD);
	buf_str(&term, stem);
	i = (size_t)(map_put(&fb->terms, buf_slice(&term)) - fb->terms.at);
	buf_release(&term);
	if (i < n)
		return i;
	ARRAY_GROW(fb->weight, n, fb->cap);
	ARRAY_GROW(fb->times, n, fb->times_cap);
	fb->weight[i] = 0;
	fb->times[i] = 0;
	return i;
}

static void
count(struct feedback *fb, struct str s, size_t *length)
{
	struct text *t = fb->w->s->tokenizer;
	struct word word;
	size_t i;

	text_start(t, s, !text_is_shouting(s));
	while (text_next(t, &word)) {
		++*length;
		if (word.is_stop || word.is_acronym)
			continue;
		i = number_of(fb, word.stem);
		fb->times[i]++;
	}
}

static const struct error *
add_paragraph(struct feedback *fb, const struct xap_hit *hit)
{
	struct record r;
	const struct error *e = work_record(fb->w, hit->docid, &r);
	size_t length = 0;

	if (e != NULL)
		return e;
	count(fb, r.title, &length);
	count(fb, r.text, &length);
	for (size_t i = 0; i < fb->terms.n; i++) {
		fb->weight[i] += hit->score * fb->times[i] / (double)length;
		fb->times[i] = 0;
	}
	return NULL;
}

/* The number of the heaviest term that is left, or terms.n. */
static size_t
heaviest(const struct feedback *fb)
{
	size_t best = fb->terms.n;

	for (size_t i = 0; i < fb->terms.n; i++)
		if (fb->weight[i] > 0 && (best == fb->terms.n ||
		    fb->weight[i] > fb->weight[best]))
			best = i;
	return best;
}

/* How many different words the query has. */
static size_t
words_of(const struct compiler *c)
{
	struct map words = { 0 };
	size_t n;

	for (size_t i = 0; i < c->rows; i++)
		map_put(&words, c->row[i].term);
	n = words.n;
	map_release(&words);
	return n;
}

static const struct error *
add_words(struct feedback *fb)
{
	struct { struct str term; double weight; } best[FEEDBACK_WORDS];
	struct compiler *c = &fb->w->compiler;
	const struct error *e = NULL;
	double sum = 0, query;
	size_t n = 0;

	while (n < FEEDBACK_WORDS) {
		size_t i = heaviest(fb);

		if (i == fb->terms.n)
			break;
		best[n].term = fb->terms.at[i].key;
		sum += best[n++].weight = fb->weight[i];
		fb->weight[i] = 0;
	}
	query = (double)words_of(c) * FEEDBACK_SHARE / (1 - FEEDBACK_SHARE);
	for (size_t i = 0; i < n && e == NULL; i++)
		e = bonus_add_term(c, best[i].term, query * best[i].weight /
		    sum);
	return e;
}

const struct error *
feedback_find(struct work *w, const struct xap_query *query)
{
	struct xap_order_by by = { XAP_RELEVANCE, 0, w->s->weighting.k };
	struct feedback fb = { .w = w };
	struct xap_hit hit[FEEDBACK_HITS];
	const struct error *e;
	size_t n;

	e = xap_rank(w->s->reader, query, &by, 0, FEEDBACK_HITS, hit, &n);
	for (size_t i = 0; i < n && e == NULL; i++)
		e = add_paragraph(&fb, &hit[i]);
	if (e == NULL)
		e = add_words(&fb);
	map_release(&fb.terms);
	free(fb.weight);
	free(fb.times);
	return e;
}
