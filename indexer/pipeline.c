#include "pipeline.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#define PIPELINE_DEPTH 64	/* articles between entry and sink */
#define PIPELINE_BYTES ((size_t)32 << 20)	/* of text among them */
#define TERMS_BYTES ((size_t)1 << 20)	/* of one article, to make its tokens */

enum job_state { JOB_FREE, JOB_WAITING, JOB_WORKING, JOB_DONE };

struct job {
	enum job_state state;
	struct prepared prepared;
	size_t bytes;
	struct word_table *words;	/* of its tokens */
	struct arena arena;
};

struct worker {			/* what one thread needs */
	struct pipeline *p;
	pthread_t thread;
	struct extractor *extractor;
	struct words *words;
};

struct pipeline {
	struct pipeline_options o;
	struct job job[PIPELINE_DEPTH];	/* a ring, in order of entry */
	size_t first, n;		/* oldest job; jobs in the ring */
	size_t taken;			/* how many of them a worker took */
	size_t bytes;
	struct worker *worker;
	unsigned workers, started;
	bool is_closing;
	pthread_mutex_t lock;
	pthread_cond_t waiting;		/* there is a job to take */
	pthread_cond_t done;		/* the oldest job may be done */
};

/* ---- the work ---- */

static void
copy_facets(struct arena *a, struct paragraph_facets *to,
    const struct paragraph_facets *from)
{
	to->n = from->n;
	to->mention = arena_alloc(a, from->n * sizeof(*to->mention));
	for (size_t i = 0; i < from->n; i++) {
		to->mention[i] = from->mention[i];
		to->mention[i].value = arena_str(a, from->mention[i].value);
		to->mention[i].org_type =
		    arena_str(a, from->mention[i].org_type);
	}
	for (int f = 0; f < FACETS; f++) {
		to->value_n[f] = from->value_n[f];
		to->value[f] = arena_alloc(a, from->value_n[f] *
		    sizeof(struct str));
		for (size_t i = 0; i < from->value_n[f]; i++)
			to->value[f][i] = arena_str(a, from->value[f][i]);
		to->rule[f] = arena_alloc(a, from->value_n[f]);
		if (from->value_n[f] > 0)
			memcpy(to->rule[f], from->rule[f], from->value_n[f]);
	}
}

static const struct paragraph_facets *
copy_all_facets(struct arena *a, const struct paragraph_facets *found,
    size_t n)
{
	struct paragraph_facets *facets = arena_alloc(a, n * sizeof(*facets));

	memset(facets, 0, n * sizeof(*facets));
	for (size_t i = 0; i < n; i++)
		copy_facets(a, &facets[i], &found[i]);
	return facets;
}

/* Without extraction, names that were given are values as they are. */
static const struct paragraph_facets *
names_as_facets(struct arena *a, const struct article *article)
{
	static const enum facet facet[] = {
		[GIVEN_PERSON - FACETS] = FACET_ACTOR,
		[GIVEN_ORGANIZATION - FACETS] = FACET_ACTOR,
		[GIVEN_LOCATION - FACETS] = FACET_LOCATION
	};
	struct paragraph_facets all = { 0 }, *facets;
	size_t most = 0;

	for (int g = FACETS; g < GIVEN_KINDS; g++)
		most += article->given_n[g];
	for (enum facet f = 0; f < FACETS; f++) {
		all.value[f] = arena_alloc(a, most * sizeof(struct str));
		all.rule[f] = arena_alloc(a, most);
		memset(all.rule[f], RULE_METADATA, most);
	}
	for (int g = FACETS; g < GIVEN_KINDS; g++)
		for (size_t i = 0; i < article->given_n[g]; i++) {
			enum facet f = facet[g - FACETS];

			all.value[f][all.value_n[f]++] = article->given[g][i];
		}
	facets = arena_alloc(a, article->n * sizeof(*facets));
	for (size_t i = 0; i < article->n; i++)
		facets[i] = all;
	return facets;
}

static void
make_tokens(struct worker *w, struct job *job)
{
	struct prepared *p = &job->prepared;
	const struct article *a = &p->article;
	struct tokens *tokens = arena_alloc(&job->arena,
	    a->n * sizeof(*tokens));
	struct terms *terms = NULL;

	job->words = words_hold(w->words);
	if (w->p->o.want == WANT_TERMS)
		terms = arena_alloc(&job->arena, a->n * sizeof(*terms));
	for (size_t i = 0; i < a->n; i++) {
		tokens[i] = (struct tokens){ 0 };
		if (a->paragraph[i].n > 0)
			tokens_make(&tokens[i], &job->arena, w->words,
			    a->title, a->paragraph[i]);
		if (terms != NULL)
			terms_make(&terms[i], &job->arena, &tokens[i]);
	}
	p->tokens = tokens;
	p->terms = terms;
}

static void
work(struct worker *w, struct job *job)
{
	struct prepared *p = &job->prepared;
	const struct article *a = &p->article;

	if (p->facets == NULL)
		p->facets = w->extractor != NULL ? copy_all_facets(&job->arena,
		    extractor_run(w->extractor, a), a->n) :
		    names_as_facets(&job->arena, a);
	p->tokens = NULL;
	p->terms = NULL;
	/* those of a huge article would fill the memory: the store makes them */
	if (w->words != NULL && job->bytes <= TERMS_BYTES)
		make_tokens(w, job);
	p->hash = article_hash(a);
}

static void *
worker_main(void *arg)
{
	struct worker *w = arg;
	struct pipeline *p = w->p;
	struct job *job;

	pthread_mutex_lock(&p->lock);
	for (;;) {
		while (p->taken == p->n && !p->is_closing)
			pthread_cond_wait(&p->waiting, &p->lock);
		if (p->is_closing)
			break;
		job = &p->job[(p->first + p->taken++) % PIPELINE_DEPTH];
		job->state = JOB_WORKING;
		pthread_mutex_unlock(&p->lock);
		work(w, job);
		pthread_mutex_lock(&p->lock);
		job->state = JOB_DONE;
		pthread_cond_signal(&p->done);
	}
	pthread_mutex_unlock(&p->lock);
	return NULL;
}

/* ---- the caller's side ---- */

static const struct error *
start_threads(struct pipeline *p)
{
	sigset_t all, old;
	int failed = 0;

	/* signals are the main thread's */
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	while (p->started < p->workers && failed == 0) {
		struct worker *w = &p->worker[p->started];

		failed = pthread_create(&w->thread, NULL, worker_main, w);
		p->started += failed == 0;
	}
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	if (failed != 0 && p->started == 0)
		return error_make(ERROR_SYSTEM, "thread: %s",
		    strerror(failed));
	return NULL;
}

const struct error *
pipeline_open(struct pipeline **pp, const struct pipeline_options *o)
{
	struct pipeline *p = mem_alloc(1, sizeof(*p));
	const struct error *e = NULL;

	p->o = *o;
	p->workers = o->jobs;
	p->worker = mem_alloc(p->workers, sizeof(*p->worker));
	pthread_mutex_init(&p->lock, NULL);
	pthread_cond_init(&p->waiting, NULL);
	pthread_cond_init(&p->done, NULL);
	for (unsigned i = 0; i < p->workers && e == NULL; i++) {
		p->worker[i].p = p;
		if (o->facets != NULL)
			extractor_new(&p->worker[i].extractor, o->facets);
		if (o->want != WANT_FACETS)
			e = words_new(&p->worker[i].words, o->language);
	}
	if (e == NULL && p->workers > 1)
		e = start_threads(p);
	if (e != NULL) {
		pipeline_close(p);
		return e;
	}
	*pp = p;
	return NULL;
}

void
pipeline_close(struct pipeline *p)
{
	if (p == NULL)
		return;
	pthread_mutex_lock(&p->lock);
	p->is_closing = true;
	pthread_cond_broadcast(&p->waiting);
	pthread_mutex_unlock(&p->lock);
	for (unsigned i = 0; i < p->started; i++)
		pthread_join(p->worker[i].thread, NULL);
	for (unsigned i = 0; i < p->workers; i++) {
		extractor_free(p->worker[i].extractor);
		words_free(p->worker[i].words);
	}
	for (size_t i = 0; i < PIPELINE_DEPTH; i++) {
		word_table_drop(p->job[i].words);
		arena_release(&p->job[i].arena);
	}
	pthread_mutex_destroy(&p->lock);
	pthread_cond_destroy(&p->waiting);
	pthread_cond_destroy(&p->done);
	free(p->worker);
	free(p);
}

/* Hand the oldest job to the sink, waiting for it if need be. */
static const struct error *
deliver(struct pipeline *p)
{
	struct job *job = &p->job[p->first];
	const struct error *e;

	if (p->started > 0) {
		pthread_mutex_lock(&p->lock);
		while (job->state != JOB_DONE)
			pthread_cond_wait(&p->done, &p->lock);
		pthread_mutex_unlock(&p->lock);
	}
	e = p->o.sink(p->o.arg, &job->prepared);
	word_table_drop(job->words);
	job->words = NULL;
	arena_reset(&job->arena);
	pthread_mutex_lock(&p->lock);
	job->state = JOB_FREE;
	p->first = (p->first + 1) % PIPELINE_DEPTH;
	p->n--;
	p->taken -= p->taken > 0;
	p->bytes -= job->bytes;
	pthread_mutex_unlock(&p->lock);
	return e;
}

static struct str *
copy_list(struct arena *a, const struct str *list, size_t n, size_t *bytes)
{
	struct str *copy = arena_alloc(a, n * sizeof(*copy));

	for (size_t i = 0; i < n; i++) {
		copy[i] = arena_str(a, list[i]);
		*bytes += list[i].n;
	}
	return copy;
}

static void
copy_article(struct job *job, const struct article *a, struct str file)
{
	struct article *to = &job->prepared.article;
	struct arena *arena = &job->arena;

	*to = *a;
	to->id = arena_str(arena, a->id);
	to->path = arena_str(arena, a->path);
	to->title = arena_str(arena, a->title);
	to->date = arena_str(arena, a->date);
	to->source = arena_str(arena, a->source);
	to->url = arena_str(arena, a->url);
	to->place = arena_str(arena, a->place);
	to->warning = (struct str){ "", 0 };
	job->bytes = 0;
	to->paragraph = copy_list(arena, a->paragraph, a->n, &job->bytes);
	for (int f = 0; f < GIVEN_KINDS; f++)
		to->given[f] = copy_list(arena, a->given[f], a->given_n[f],
		    &job->bytes);
	job->prepared.file = arena_str(arena, file);
}

const struct error *
pipeline_add(struct pipeline *p, const struct article *a, struct str file,
    const struct paragraph_facets *facets)
{
	const struct error *e;
	struct job *job;

	while (p->n == PIPELINE_DEPTH || (p->n > 0 &&
	    p->bytes > PIPELINE_BYTES))
		if ((e = deliver(p)) != NULL)
			return e;
	job = &p->job[(p->first + p->n) % PIPELINE_DEPTH];
	copy_article(job, a, file);
	job->prepared.facets = facets != NULL ? copy_all_facets(&job->arena,
	    facets, a->n) : NULL;
	if (p->started == 0) {
		work(&p->worker[0], job);
		p->n++;
		p->bytes += job->bytes;
		return deliver(p);
	}
	pthread_mutex_lock(&p->lock);
	job->state = JOB_WAITING;
	p->n++;
	p->bytes += job->bytes;
	pthread_cond_signal(&p->waiting);
	pthread_mutex_unlock(&p->lock);
	return NULL;
}

const struct error *
pipeline_drain(struct pipeline *p)
{
	const struct error *e;

	while (p->n > 0)
		if ((e = deliver(p)) != NULL)
			return e;
	return NULL;
}
