#include "searcher.h"

#include <stdlib.h>
#include <string.h>

#include "correct.h"
#include "facet.h"
#include "names.h"
#include "similar.h"
#include "snippet.h"
#include "suggest.h"
#include "work.h"

/* ---- one search ---- */

static const struct error *
select_values(struct work *w, enum facet f)
{
	const struct strings *wanted = &w->rq->selected[f];
	struct selection *s = &w->selection[f];
	struct xap_query **list = mem_alloc(wanted->n, sizeof(*list));
	const struct error *e = NULL;
	struct found found = { 0 };

	for (size_t i = 0; i < wanted->n && e == NULL; i++) {
		e = suggest_find(w->s->catalog, f, str_of(wanted->at[i]),
		    &found);
		if (e == NULL)
			e = compile_values(&w->compiler, f, &found, &list[i]);
		for (size_t j = 0; e == NULL && j < found.n; j++) {
			size_t k;

			for (k = 0; k < s->n && !str_eq(s->value[k],
			    found.value[j]); k++)
				continue;
			if (k < s->n)
				continue;
			ARRAY_GROW(s->value, s->n, s->cap);
			s->value[s->n++] = arena_str(&w->result->arena,
			    found.value[j]);
		}
	}
	if (e == NULL && wanted->n > 0)
		e = compile_join(&w->compiler, XAP_OR, list, wanted->n, 0,
		    &s->query);
	free(found.value);
	free(list);
	return e;
}

/* Paragraphs like one, that have the words, too, if there are any. */
static const struct error *
add_similar(struct work *w, struct xap_query **words)
{
	struct xap_query *list[2] = { *words };
	const struct error *e = similar_compile(w, w->rq->similar, &list[1]);

	if (e != NULL)
		return e;
	if (w->query.root != NULL)
		return compile_join(&w->compiler, XAP_AND, list, 2, 0, words);
	*words = list[1];
	return NULL;
}

/* What was searched for beside the words. */
static void
take_names(struct work *w)
{
	const struct compiler *c = &w->compiler;
	struct result *result = w->result;

	result->names = 0;
	result->name = arena_alloc(&result->arena, (c->names + 1) *
	    sizeof(*result->name));
	for (size_t i = 0; i < c->names; i++) {
		const struct name_use *use = &c->name[i];
		bool is_new = true;

		for (size_t k = 0; k < result->names && is_new; k++)
			is_new = !str_eq(result->name[k].typed, use->typed);
		if (is_new)
			result->name[result->names++] = (struct named){
			    arena_str(&result->arena, use->typed),
			    arena_str(&result->arena, use->value) };
	}
}

/* The words, dates and source as one query. */
static const struct error *
compile_base(struct work *w, bool any)
{
	const struct request *rq = w->rq;
	struct counting *c = &w->counting;
	struct xap_query *list[3];
	const struct error *e;
	size_t n = 1;

	w->compiler.any = any;
	if ((e = compile_query(&w->compiler, &w->query, rq->query,
	    &list[0])) != NULL)
		return e;
	take_names(w);
	if (rq->similar.n > 0 && (e = add_similar(w, &list[0])) != NULL)
		return e;
	if (rq->source != NULL && (e = compile_source(&w->compiler,
	    str_of(rq->source), &list[n++])) != NULL)
		return e;
	if (rq->seen != NULL && (e = work_fresh(w, &list[n++])) != NULL)
		return e;
	c->is_all = n == 1 && w->query.root == NULL && rq->similar.n == 0;
	c->is_dated = rq->since != NULL || rq->until != NULL;
	if ((e = compile_join(&w->compiler, XAP_FILTER, list, n, 0,
	    &c->undated)) != NULL)
		return e;
	c->base = list[0] = c->undated;
	if (!c->is_dated)
		return NULL;
	if ((e = compile_dates(&w->compiler, str_of(rq->since),
	    str_of(rq->until), &list[1], &c->since, &c->until)) != NULL)
		return e;
	return compile_join(&w->compiler, XAP_FILTER, list, 2, 0, &c->base);
}

const struct error *
work_prepare(struct work *w, struct search *s, const struct request *rq,
    struct result *result)
{
	const struct error *e;

	memset(result, 0, sizeof(*result));
	*w = (struct work){ .s = s, .rq = rq, .result = result };
	w->compiler = (struct compiler){ .reader = s->reader,
	    .catalog = s->catalog, .tokenizer = s->tokenizer,
	    .weighting = &s->weighting, .arena = &result->arena,
	    .has_leaves = rq->explain };
	w->counting = (struct counting){ .reader = s->reader,
	    .catalog = s->catalog, .columns = &s->columns,
	    .compiler = &w->compiler, .selection = w->selection, .shown = rq->facets };
	if ((e = query_parse(&w->query, &result->arena, rq->query,
	    rq->is_batch)) != NULL)
		return e;
	if (!rq->is_batch && !rq->no_aliases && (e = names_find(&w->compiler,
	    &w->query, rq->query)) != NULL)
		return e;
	for (enum facet f = 0; f < FACETS; f++)
		if ((e = select_values(w, f)) != NULL)
			return e;
	return compile_base(w, rq->any);
}

void
work_finish(struct work *w)
{
	compiler_release(&w->compiler);
	articles_release(&w->articles);
	top_release(&w->by_date);
	for (int f = 0; f < FACETS; f++)
		free(w->selection[f].value);
}

/*
 * Where no word ranks the matches, counting may find the newest of them, too:
 * it looks at all of them.
 */
static void
plan_order(struct work *w)
{
	const struct request *rq = w->rq;
	const struct marks *marks = &w->compiler.marks;

	if (rq->group || rq->unique || marks->terms.n + marks->phrases > 0 ||
	    work_sort(w) == SORT_RELEVANCE || rq->limit == 0)
		return;
	w->by_date.n = rq->offset + rq->limit;
	w->counting.by_date = &w->by_date;
	w->counting.is_newest = work_sort(w) == SORT_NEWEST;
}

/* Count; with nothing found, perhaps again for any of the words. */
static const struct error *
count(struct work *w)
{
	const struct request *rq = w->rq;
	const struct error *e;

	w->counting.articles = rq->group ? &w->articles : NULL;
	plan_order(w);
	if ((e = facet_count(&w->counting, w->result)) != NULL ||
	    w->result->total > 0 || rq->any || rq->no_relax || rq->is_batch ||
	    !w->query.is_plain || w->compiler.plain < 2)
		return e;
	w->compiler.words = w->compiler.plain = 0;
	if ((e = compile_base(w, true)) != NULL ||
	    (e = facet_count(&w->counting, w->result)) != NULL)
		return e;
	w->result->relaxed = w->result->total > 0;
	return NULL;
}

/* Matches of its article beside the hit itself. */
static const struct error *
count_others(struct work *w, struct hit *hit, uint32_t docid)
{
	const struct articles *a = &w->articles;
	struct buf article = { 0 };
	const struct map_entry *m;
	const struct error *e = NULL;
	struct column_block keys;
	uint64_t matches = 0;

	if (a->matches != NULL) {
		if (column_keys(w->s->columns.at[0], docid, &keys) &&
		    keys.article != NULL)
			matches = a->matches[keys.article[docid - keys.first]];
	} else {
		e = xap_reader_value(w->s->reader, docid, SLOT_ARTICLE,
		    &article);
		m = e == NULL ? map_find(&a->by_hash, buf_slice(&article)) :
		    NULL;
		matches = m != NULL ? m->value : 0;
	}
	hit->others = matches > 0 ? matches - 1 : 0;
	buf_release(&article);
	return e;
}

const struct error *
work_record(struct work *w, uint32_t docid, struct record *r)
{
	struct arena *arena = &w->result->arena;
	struct buf data = { 0 };
	const struct error *e = xap_reader_data(w->s->reader, docid, &data);

	if (e == NULL && !record_read(r, arena, arena_str(arena,
	    buf_slice(&data))))
		e = error_make(ERROR_INDEX, "document %u: damaged; make the "
		    "index anew with indexer --rebuild SOURCE", docid);
	buf_release(&data);
	return e;
}

const struct error *
work_load(struct work *w, const struct xap_hit *from, struct hit *hit)
{
	struct arena *arena = &w->result->arena;
	const struct error *e = work_record(w, from->docid, &hit->record);

	if (e == NULL && w->rq->group)
		e = count_others(w, hit, from->docid);
	if (e == NULL) {
		hit->score = w->rq->group ? from->score :
		    weighting_score(&w->s->weighting, from->score);
	}
	if (e == NULL && !w->rq->no_snippets) {
		snippet_make(arena, w->s->tokenizer, &w->compiler.marks, hit);
		snippet_mark(w->s->tokenizer, &w->compiler.marks,
		    hit->record.title, &hit->title_highlights);
	}
	return e;
}

static const struct error *
load_hits(struct work *w, const struct xap_hit *list, const uint64_t *twins,
    size_t n)
{
	struct result *result = w->result;
	const struct error *e = NULL;

	result->hit = mem_alloc(n, sizeof(*result->hit));
	for (size_t i = 0; i < n && e == NULL; i++) {
		struct hit *hit = &result->hit[result->hits++];

		hit->rank = w->rq->offset + i + 1;
		hit->twins = twins[i];
		e = work_load(w, &list[i], hit);
		if (e == NULL && w->rq->context > 0)
			e = work_context(w, list[i].docid, hit);
	}
	return e;
}

/* The milliseconds since *at, which becomes now, are a stage's. */
static void
end_stage(struct result *result, enum stage stage, double *at)
{
	double now = stage_clock();

	result->ms[stage] += now - *at;
	*at = now;
}

const struct error *
search_run(struct search *s, const struct request *rq, struct result *result)
{
	const struct error *e;
	double at = stage_clock();
	struct xap_hit *list = NULL;
	struct corrected corrected = { 0 };
	uint64_t *twins = NULL;
	struct work w;
	size_t n = 0;

	e = work_prepare(&w, s, rq, result);
	if (e == NULL && rq->correct)
		e = correct_work(&w, &corrected);
	result->ms[STAGE_OPEN] = s->open_ms;
	end_stage(result, STAGE_QUERY, &at);
	if (e == NULL && (e = count(&w)) == NULL) {
		result->articles = w.articles.n;
		e = correct_query(&w, &result->did_you_mean);
	}
	end_stage(result, STAGE_COUNT, &at);
	if (e == NULL)
		e = work_rank(&w, &list, &twins, &n);
	end_stage(result, STAGE_RANK, &at);
	if (e == NULL)
		e = load_hits(&w, list, twins, n);
	if (e == NULL && rq->seen != NULL)
		e = work_take_fresh(&w);
	end_stage(result, STAGE_HITS, &at);
	if (e == NULL && rq->explain)
		e = explain(&w, list);
	free(list);
	free(twins);
	work_finish(&w);
	buf_release(&corrected.query);
	return e;
}

const struct error *
work_count_filtered(struct work *w, struct xap_query **query)
{
	const struct selection none[FACETS] = { 0 };
	struct counting plain = w->counting;
	const struct error *e = tally_filter(&w->counting, FACETS, query);

	if (e != NULL)
		return e;
	for (enum facet f = 0; f < FACETS; f++)
		plain.is_all &= plain.selection[f].query == NULL;
	plain.is_all &= !plain.is_dated;
	plain.is_dated = false;
	plain.base = plain.undated = *query;
	plain.selection = none;
	return facet_count(&plain, w->result);
}

const struct error *
search_count(struct search *s, const struct request *rq,
    struct result *result)
{
	const struct error *e;
	struct work w;

	if ((e = work_prepare(&w, s, rq, result)) == NULL) {
		w.counting.shown = 0;
		e = facet_count(&w.counting, result);
	}
	work_finish(&w);
	return e;
}

void
result_release(struct result *r)
{
	for (size_t i = 0; i < r->hits; i++) {
		free(r->hit[i].highlights.at);
		free(r->hit[i].title_highlights.at);
	}
	free(r->hit);
	free(r->fresh.at);
	arena_release(&r->arena);
	memset(r, 0, sizeof(*r));
}
