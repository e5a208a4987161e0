/*
 * struct pipeline: the work on each article that needs no index (facets and
 * words) on several threads, the results in the order of entry.
 *
 * The caller's thread reads, enters articles, and gets them back prepared
 * through the sink, which writes them.  With one job no thread is made.
 */
#ifndef PIPELINE_H
#define PIPELINE_H

#include "store.h"

struct pipeline;

struct pipeline_options {
	unsigned jobs;			/* threads that work */
	const struct facets *facets;	/* NULL: no extraction */
	const char *language;
	enum { WANT_FACETS, WANT_TOKENS, WANT_TERMS } want;	/* all before too */
	/* Called on the caller's thread, from pipeline_add() and _drain(). */
	const struct error *(*sink)(void *, const struct prepared *);
	void *arg;
};

MUST_CHECK const struct error *pipeline_open(struct pipeline **,
    const struct pipeline_options *);
void pipeline_close(struct pipeline *);

/*
 * Copies the article.  Blocks while PIPELINE_DEPTH articles are under way.
 * facets: the values of its paragraphs, if they are known; else NULL.
 */
MUST_CHECK const struct error *pipeline_add(struct pipeline *,
    const struct article *, struct str file,
    const struct paragraph_facets *facets);

/* Until all that was entered went through the sink. */
MUST_CHECK const struct error *pipeline_drain(struct pipeline *);

#endif
