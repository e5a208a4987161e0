#include "group.h"

#include <stdlib.h>

#include "bonus.h"
#include "recency.h"
#include "top.h"

struct groups {
	const struct grouping *of;
	size_t size;		/* docids go up to size - 1 */
	uint32_t *article;	/* docid -> a docid that stands for its article */
	uint32_t *date;		/* docid -> date, as in the column; if wanted */
	uint32_t *paragraphs;	/* article -> how many it has */
	uint64_t articles, documents;
	uint32_t *best;		/* article -> its best match; 0: none */
	float *score;		/* docid -> score */
	float *whole;		/* article -> score as a whole */
	float *sum;		/* article -> wdf of the word at hand */
	uint32_t *touched;	/* articles that have that word: n of them */
	size_t n;
	size_t part, parts;	/* whose matches are looked at */
	struct map by_hash;	/* SLOT_ARTICLE -> article, without a column */
};

/* ---- which paragraph is of which article ---- */

static void
add_document(struct groups *g, uint32_t docid, uint32_t article)
{
	if (docid >= g->size || article >= g->size)
		return;
	g->article[docid] = article;
	g->articles += g->paragraphs[article]++ == 0;
	g->documents++;
}

/* False: it is damaged somewhere; nothing was read. */
static bool
read_column(struct groups *g)
{
	struct column *c = g->of->column;
	struct column_block keys;

	for (uint32_t b = 0; b < column_blocks(c); b++)
		if (!column_keys(c, b * COLUMN_BLOCK + 1, &keys))
			return false;
	for (uint32_t b = 0; b < column_blocks(c); b++) {
		if (!column_keys(c, b * COLUMN_BLOCK + 1, &keys))
			return false;
		for (uint32_t i = 0; i < COLUMN_BLOCK && keys.article != NULL;
		    i++) {
			if (keys.article[i] == 0 || keys.first + i >= g->size)
				continue;
			add_document(g, keys.first + i, keys.article[i]);
			if (g->date != NULL)
				g->date[keys.first + i] = keys.date[i];
		}
	}
	return true;
}

static void
each_article(void *arg, uint32_t docid, struct str hash)
{
	struct groups *g = arg;
	struct map_entry *entry = map_put(&g->by_hash, hash);

	if (entry->value == 0)
		entry->value = docid;
	add_document(g, docid, (uint32_t)entry->value);
}

static void
each_date(void *arg, uint32_t docid, struct str date)
{
	struct groups *g = arg;

	if (docid < g->size)
		g->date[docid] = column_date(date);
}

static const struct error *
read_slots(struct groups *g)
{
	const struct error *e = xap_reader_values(g->of->reader, SLOT_ARTICLE,
	    each_article, g);

	if (e == NULL && g->date != NULL)
		e = xap_reader_values(g->of->reader, SLOT_DATE, each_date, g);
	return e;
}

/* docids of all parts together take turns */
static size_t
global_docid(const struct groups *g, uint32_t docid)
{
	return (docid - (size_t)1) * g->parts + g->part + 1;
}

/* ---- the words ---- */

struct scoring {		/* of one word */
	struct groups *g;
	double weight;		/* in a paragraph */
};

static void
add_posting(void *arg, uint32_t docid, uint32_t wdf)
{
	struct scoring *s = arg;
	struct groups *g = s->g;
	uint32_t article;

	if (docid >= g->size || (article = g->article[docid]) == 0)
		return;
	g->score[docid] += (float)(s->weight * wdf / (wdf +
	    g->of->weighting->k));
	if (g->sum[article] <= 0)
		g->touched[g->n++] = article;
	g->sum[article] += (float)wdf;
}

/* Paragraphs that name it otherwise count as if they had the word once. */
static void
add_others(void *arg, const uint32_t *docid, size_t n)
{
	struct scoring *s = arg;

	for (size_t i = 0; i < n; i++)
		add_posting(s, (uint32_t)global_docid(s->g, docid[i]),
		    WDF_SCALE);
}

static bool
is_of_name(const struct name_use *name, struct str term)
{
	for (size_t i = 0; i < name->n; i++)
		if (str_eq(name->term[i], term))
			return true;
	return false;
}

/* What the word makes of the articles that have it. */
static void
add_article_scores(struct groups *g, uint64_t wdf, double factor)
{
	double mean = (double)g->documents / (double)g->articles;
	double weight = factor * weighting_model(g->of->weighting,
	    g->articles, g->n, wdf);

	for (size_t i = 0; i < g->n; i++) {
		uint32_t a = g->touched[i];
		double sum = g->sum[a] / (0.25 + 0.75 * g->paragraphs[a] /
		    mean);

		g->whole[a] += (float)(weight * sum / (sum +
		    g->of->weighting->k));
		g->sum[a] = 0;
	}
	g->n = 0;
}

static const struct error *
score_word(struct groups *g, struct str term, double factor)
{
	const struct weighting *w = g->of->weighting;
	struct xap_frequency f;
	const struct error *e = xap_reader_frequency(g->of->reader, term, &f);
	struct scoring s = { .g = g };

	const struct name_use *name = g->of->compiler->name;

	if (e != NULL)
		return e;
	for (size_t i = 0; i < g->of->compiler->names; i++)
		if (is_of_name(&name[i], term) &&
		    f.documents < name[i].documents)
			f.documents = name[i].documents;
	s.weight = factor * weighting_model(w, w->documents, f.documents, f.wdf);
	e = xap_postings(g->of->reader, term, add_posting, &s);
	for (size_t i = 0; i < g->of->compiler->names; i++)
		for (g->part = 0; g->part < g->parts && e == NULL &&
		    is_of_name(&name[i], term); g->part++)
			e = xap_docids(g->of->reader, g->part, name[i].others,
			    add_others, &s);
	add_article_scores(g, f.wdf, factor);
	return e;
}

/* ---- the bonuses ---- */

/* As much for a paragraph as for its article, once. */
static void
lift(struct groups *g, size_t d, double by)
{
	uint32_t a = d < g->size ? g->article[d] : 0;

	if (a == 0)
		return;
	g->score[d] += (float)by;
	if (g->sum[a] <= 0) {
		g->touched[g->n++] = a;
		g->whole[a] += (float)by;
	}
	g->sum[a] = 1;
}

static void
add_bonus(void *arg, const uint32_t *docid, size_t n)
{
	struct scoring *s = arg;

	for (size_t i = 0; i < n; i++)
		lift(s->g, global_docid(s->g, docid[i]), s->weight);
}

/* Every document, by its date. */
static void
add_recency(struct groups *g, const struct recency *recency)
{
	uint32_t date = 0;
	double by = 0;

	for (size_t d = 1; d < g->size; d++) {
		if (g->date[d] != date)
			by = recency_lift(recency, date = g->date[d]);
		if (by > 0)
			lift(g, d, by);
	}
}

static const struct error *
score_bonus(struct groups *g, const struct bonus *b)
{
	struct scoring s = { .g = g, .weight = b->weight };
	const struct error *e = NULL;

	if (b->term.n > 0)
		return score_word(g, b->term, b->weight);
	if (b->recency != NULL)
		add_recency(g, b->recency);
	for (g->part = 0; g->part < g->parts && e == NULL &&
	    b->where != NULL; g->part++)
		e = xap_docids(g->of->reader, g->part, b->where, add_bonus, &s);
	for (size_t i = 0; i < g->n; i++)
		g->sum[g->touched[i]] = 0;
	g->n = 0;
	return e;
}

/* The words that rank, each once. */
static void
find_words(const struct groups *g, struct map *words)
{
	const struct marks *marks = &g->of->compiler->marks;

	for (size_t i = 0; i < marks->terms.n; i++)
		map_put(words, marks->terms.at[i].key);
	for (size_t i = 0; i < marks->phrases; i++)
		for (size_t k = 0; k < marks->phrase[i].n &&
		    !marks->phrase[i].is_name; k++)
			map_put(words, marks->phrase[i].term[k]);
}

static const struct error *
score_words(struct groups *g)
{
	const struct error *e = NULL;
	struct map words = { 0 };

	find_words(g, &words);
	for (size_t i = 0; i < words.n && e == NULL; i++)
		e = score_word(g, words.at[i].key, 1);
	map_release(&words);
	for (size_t i = 0; i < g->of->compiler->bonuses && e == NULL; i++)
		e = score_bonus(g, &g->of->compiler->bonus[i]);
	return e;
}

/* ---- the matches ---- */

static void
add_matches(void *arg, const uint32_t *docid, size_t n)
{
	struct groups *g = arg;

	for (size_t i = 0; i < n; i++) {
		size_t d = global_docid(g, docid[i]);
		uint32_t a = d < g->size ? g->article[d] : 0;
		uint32_t best = g->best[a];

		if (a != 0 && (best == 0 || g->score[d] > g->score[best] ||
		    (g->score[d] >= g->score[best] && d < best)))
			g->best[a] = (uint32_t)d;
	}
}

static void
choose(const struct groups *g, struct top *top)
{
	enum sort_key sort = g->of->sort;

	for (uint32_t a = 1; a < g->size; a++) {
		uint32_t best = g->best[a];
		double score;

		if (best == 0)
			continue;
		score = ((double)g->score[best] + (double)g->whole[a]) / 2;
		top_add(top, sort == SORT_RELEVANCE ? score :
		    top_date_key(g->date[best], sort == SORT_NEWEST), score,
		    best);
	}
}

/* Which paragraph is of which article, and room for scores. */
static const struct error *
groups_open(struct groups *g)
{
	const struct grouping *of = g->of;
	bool needs_date = of->sort != SORT_RELEVANCE;
	const struct error *e;
	uint32_t last;

	if ((e = xap_reader_last(of->reader, &last)) != NULL)
		return e;
	g->parts = xap_reader_parts(of->reader);
	g->size = (size_t)last + 1;
	g->article = mem_alloc(g->size, sizeof(*g->article));
	g->paragraphs = mem_alloc(g->size, sizeof(*g->paragraphs));
	g->best = mem_alloc(g->size, sizeof(*g->best));
	g->score = mem_alloc(g->size, sizeof(*g->score));
	g->whole = mem_alloc(g->size, sizeof(*g->whole));
	g->sum = mem_alloc(g->size, sizeof(*g->sum));
	g->touched = mem_alloc(g->size, sizeof(*g->touched));
	for (size_t i = 0; i < of->compiler->bonuses; i++)
		needs_date |= of->compiler->bonus[i].recency != NULL;
	if (needs_date)
		g->date = mem_alloc(g->size, sizeof(*g->date));
	return of->column != NULL && read_column(g) ? NULL : read_slots(g);
}

static void
groups_close(struct groups *g)
{
	free(g->article);
	free(g->date);
	free(g->paragraphs);
	free(g->best);
	free(g->score);
	free(g->whole);
	free(g->sum);
	free(g->touched);
	map_release(&g->by_hash);
}

static const struct error *
rank(struct groups *g, struct top *top)
{
	const struct grouping *of = g->of;
	const struct error *e;

	if ((e = groups_open(g)) != NULL || (e = score_words(g)) != NULL)
		return e;
	for (g->part = 0; g->part < g->parts; g->part++)
		if ((e = xap_docids(of->reader, g->part, of->query,
		    add_matches, g)) != NULL)
			return e;
	choose(g, top);
	return NULL;
}

const struct error *
group_rank(const struct grouping *of, struct xap_hit *hit, size_t *n)
{
	struct groups g = { .of = of };
	struct top top = { .n = of->offset + of->limit };
	const struct error *e = rank(&g, &top);

	*n = 0;
	top_sort(&top);
	for (size_t i = of->offset; i < top.used && *n < of->limit &&
	    e == NULL; i++)
		hit[(*n)++] = (struct xap_hit){ top.at[i].docid,
		    top.at[i].score };
	top_release(&top);
	groups_close(&g);
	return e;
}

const struct error *
group_explain(const struct grouping *of, const struct xap_hit *hit, size_t n,
    group_part_fn *add, void *arg)
{
	const struct compiler *c = of->compiler;
	struct groups g = { .of = of };
	struct map words = { 0 };
	const struct error *e = groups_open(&g);

	find_words(&g, &words);
	for (size_t i = 0; i < words.n + c->bonuses && e == NULL; i++) {
		const struct bonus *b = i < words.n ? NULL :
		    &c->bonus[i - words.n];

		for (size_t k = 0; k < n; k++) {
			g.score[hit[k].docid] = 0;
			g.whole[g.article[hit[k].docid]] = 0;
		}
		e = b == NULL ? score_word(&g, words.at[i].key, 1) :
		    score_bonus(&g, b);
		for (size_t k = 0; k < n && e == NULL; k++)
			add(arg, b == NULL ? words.at[i].key : b->text, k,
			    (double)g.score[hit[k].docid] / 2,
			    (double)g.whole[g.article[hit[k].docid]] / 2);
	}
	map_release(&words);
	groups_close(&g);
	return e;
}
