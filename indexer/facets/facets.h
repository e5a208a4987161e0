/*
 * Facets that nobody had to tag: an article in, mentions and facet values out.
 *
 * Knows nothing of Xapian or of input formats.  The data (gazetteer,
 * dictionary, name lists) is one file made at build time, mapped read-only and
 * shared by all threads and processes (struct facets), unless users add
 * dictionaries of their own: then it is a copy in memory.  Each thread has an
 * extractor with its own scratch memory.
 *
 *	tokens -> names (tagger.h) -> in-article coreference -> actor, place,
 *	kind of organization -> values of each paragraph
 */
#ifndef FACETS_H
#define FACETS_H

#include "article.h"
#include "buf.h"
#include "errors.h"
#include "rule.h"
#include "schema.h"

enum mention_kind {
	MENTION_PERSON,
	MENTION_ORGANIZATION,
	MENTION_LOCATION,
	MENTION_NATIONALITY,	/* an adjective or a people: Iraqi */
	MENTION_ROLE		/* a common noun: "militias", "the Pentagon chief" */
};
extern const char *const mention_kind_name[];

struct mention {
	uint32_t start, end;	/* bytes in the paragraph, end exclusive */
	enum mention_kind kind;
	enum facet facet;	/* that it feeds: ACTOR, LOCATION or ORG_TYPE */
	struct str value;	/* of that facet; "" if it feeds none */
	struct str org_type;	/* "state/military", ...; "" if it has none */
	float confidence;	/* 0..1 */
	enum rule rule;		/* what decided */
};

struct paragraph_facets {
	struct mention *mention;	/* in order, none overlapping another */
	size_t n;
	struct str *value[FACETS];	/* distinct, in byte order, no implied ancestors */
	size_t value_n[FACETS];
	uint8_t *rule[FACETS];	/* enum rule: which named each of them */
};

struct facets;			/* the data; read-only once there is an extractor */

/*
 * Map the data file that the build made.  Error INPUT if it is missing,
 * damaged or of another version, with the remedy.
 */
MUST_CHECK const struct error *facets_open(struct facets **, const char *path);
void facets_close(struct facets *);

/*
 * Read n dictionaries of users (rows.h) over the data, before any extractor is
 * made.  Error INPUT or SYSTEM: "FILE:LINE: what; remedy".
 */
MUST_CHECK const struct error *facets_add(struct facets *,
    const char *const *file, size_t n);

/* Changes whenever the data may give other facets. */
uint64_t facets_digest(const struct facets *);

/*
 * Other names of a facet value ("Islamic State": ISIS, Daesh, ...; "United
 * States": US, America, ...), for -a ISIS and the like.  Calls each() once per
 * alias; unambiguous ones only.
 */
void facets_aliases(const struct facets *, enum facet, struct str value,
    void (*each)(void *, struct str alias), void *);

struct extractor;		/* one thread's scratch memory */

void extractor_new(struct extractor **, const struct facets *);
void extractor_free(struct extractor *);

/*
 * Extract article->n paragraphs' facets into an array of as many.  Everything
 * returned is the extractor's until the next call.  Cannot fail; an article of
 * any size is worked on in windows of bounded memory.
 */
const struct paragraph_facets *extractor_run(struct extractor *,
    const struct article *);

#endif
