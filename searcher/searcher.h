/*
 * Private to the searcher: a request in, a result out.
 */
#ifndef SEARCHER_H
#define SEARCHER_H

#include "buf.h"
#include "errors.h"
#include "record.h"
#include "schema.h"
#include "xap.h"

#define PROGRAM "searcher"

enum sort_key { SORT_DEFAULT, SORT_RELEVANCE, SORT_NEWEST, SORT_OLDEST };

struct strings {		/* borrowed */
	const char **at;
	size_t n;
};

/* One search, as the command line or a line of a batch asks for it. */
struct request {
	struct str query;		/* clean; "": all paragraphs */
	struct strings selected[FACETS];
	const char *source, *since, *until;
	struct str similar;		/* an id; "": none */
	struct str compare;		/* another query, for search_compare() */
	const struct seen *seen;	/* only what it does not have, if any */
	size_t limit, offset;
	size_t context;			/* paragraphs around each hit, shown */
	size_t facets;			/* values shown per facet; SIZE_MAX: all */
	enum sort_key sort;
	bool any, no_relax, group, unique;
	bool correct;			/* unknown words are put right first */
	bool is_batch;			/* words in capitals are words */
	bool expand;			/* words of the best hits rank, too */
	size_t recent;			/* newer ones are lifted, by half as much
					   after so many days; 0: they are not */
	bool no_aliases;		/* names stand for themselves only */
	bool no_snippets;		/* nobody will look at them */
	bool explain;			/* how, and why: costs time */
};

struct range {			/* bytes, end exclusive */
	size_t start, end;
};

struct ranges {
	struct range *at;
	size_t n, cap;
};

struct hit_part {		/* what one part of the query adds to a score */
	struct str text;
	double paragraph;
	double article;			/* if grouped: as a whole */
};

/* The paragraphs before a hit and after it, in order; the result's arena's. */
struct context {
	struct record *before, *after;
	size_t befores, afters;
};

struct hit {
	size_t rank;			/* from 1, over all pages */
	double score;
	struct record record;
	struct str snippet;
	struct ranges highlights;	/* in the snippet */
	struct ranges title_highlights;
	uint64_t others;		/* further matches of its article */
	struct hit_part *part;		/* if explained: their sum is the score */
	size_t parts;
	uint64_t twins;			/* matches that are near-duplicates */
	struct context context;		/* if it was asked for */
};

struct facet_value {
	struct str value;
	uint64_t count;			/* exact; paragraphs */
	bool is_selected;
};

struct facet_values {
	struct facet_value *at;
	size_t n;
	uint64_t values;		/* how many there are, shown or not, */
	bool is_least;			/* at least; else exactly */
};

/*
 * Where the time goes, for --explain.
 *   symbol  name       what is done then
 */
#define SEARCH_STAGES(X) \
	X(OPEN,  "open",    "open the indexes, read what every search needs") \
	X(QUERY, "query",   "parse the query, look up selected values") \
	X(COUNT, "count",   "see all matches, count facets and articles") \
	X(RANK,  "rank",    "find the best of them") \
	X(HITS,  "hits",    "read and cut out what the page shows") \
	X(PRINT, "print",   "format it")

enum stage {
#define X(symbol, name, what) STAGE_##symbol,
	SEARCH_STAGES(X)
#undef X
	STAGES
};

/* Milliseconds since some moment. */
double stage_clock(void);

/* The matches that rq->seen did not have, by seen_hash(). */
struct fresh {
	uint64_t *at;			/* n of them */
	size_t n, cap;
};

/* What a query was taken for. */
struct explanation {
	struct str query;		/* with all its operators */
	struct explained_leaf {		/* words, phrases, conditions */
		struct str text;
		struct explained_term {
			struct str term;	/* as in the index, schema.h */
			uint64_t documents;	/* that have it */
		} *term;		/* n of them, those of a wildcard the
					   most frequent first */
		size_t n;
		bool is_ranking;	/* or restricts only */
	} *leaf;
	size_t leaves;
};

/* Words of the query that name an actor, whose other names count, too. */
struct named {
	struct str typed, value;
};

/* What --similar made of its id. */
struct similar {
	struct str id;			/* "" if it was not asked for */
	struct str *word;		/* n of them, the strongest first */
	size_t n;
};

/* Everything in it is the arena's, but the arrays of ranges and fresh. */
struct result {
	struct arena arena;
	uint64_t total;			/* exact; paragraphs */
	uint64_t articles;		/* exact, if grouped */
	bool relaxed;
	struct hit *hit;		/* hits of them */
	size_t hits;
	struct facet_values facet[FACETS];
	struct named *name;		/* names of them */
	size_t names;
	struct similar similar;
	struct fresh fresh;
	struct str did_you_mean;	/* "" if there is nothing to suggest */
	struct str corrected;		/* what was searched for instead, or "" */
	const struct explanation *explanation;	/* if it was asked for */
	double ms[STAGES];
};

struct indexes {
	struct strings path;		/* directories or tcp://HOST:PORT */
	unsigned timeout_ms;		/* of a server's answers */
};

struct search;			/* open indexes and what belongs to them */

/* How a part is counted: its facet column is "ready", or why it is not used. */
const char *search_column(const struct search *, size_t part);

/*
 * Open the indexes: directories or tcp://HOST:PORT.  Error INDEX with the
 * remedy.  Where the same value of another index is of another schema or
 * language, that is an error too.
 */
MUST_CHECK const struct error *search_open(struct search **,
    const struct indexes *);
void search_close(struct search *);

/*
 * After the error *e of a search: was the index replaced under it, is it open
 * again, and is a new try worth it?  If not, *e is what to report.  *tries
 * counts them, from 0.
 */
bool search_again(struct search **, const struct indexes *, int *tries,
    const struct error **e);

/*
 * Which state of the indexes the directories hold now: it is another number
 * after an update.  0 for servers.  A few stat(2).
 */
uint64_t search_state(const struct indexes *index);

/*
 * Answer a request; *result is overwritten, result_release() it.  Errors:
 * QUERY (cannot be parsed, ambiguous value), UNKNOWN (a value that is not
 * there, with a suggestion), CHANGED (the index was replaced: open again).
 */
MUST_CHECK const struct error *search_run(struct search *,
    const struct request *, struct result *);
/* Only the total, and the names. */
MUST_CHECK const struct error *search_count(struct search *,
    const struct request *, struct result *);
void result_release(struct result *);

/*
 * All paragraphs of an article, in order, as hits whose snippet is the whole
 * text; the request's words are marked in them.  total is 0 if there is none.
 */
MUST_CHECK const struct error *search_article(struct search *,
    const struct request *, struct str article, struct result *);

/*
 * How many of a request's matches there are in each period.  A week is that
 * of its Monday (ISO 8601).  A date that is less exact than the period counts
 * for itself: "1994" among months.
 */
enum period_unit { PERIOD_YEAR, PERIOD_MONTH, PERIOD_WEEK, PERIOD_DAY };
struct period {
	char date[11];			/* YYYY[-MM[-DD]] */
	uint64_t count;			/* exact; paragraphs */
};
struct timeline {
	struct period *at;		/* n of them with a count, ascending */
	size_t n;
	uint64_t undated;		/* matches without a date */
	struct result result;		/* its names */
};
MUST_CHECK const struct error *search_timeline(struct search *,
    const struct request *, enum period_unit, struct timeline *);
void timeline_release(struct timeline *);

/*
 * Which values of facets stand together in a request's matches: pairs of the
 * request's facets most frequent values of one facet (of[0] is of[1]), or of
 * two.  A path and one of its ancestors are no pair.  Time: once over the
 * matches.
 */
struct pair {
	uint32_t of[2];			/* where in value[0], value[1] */
	uint64_t count;			/* exact; paragraphs that have both */
};
struct cooccurrence {
	enum facet of[2];
	struct result result;		/* its total; the values are its */
	struct facet_values value[2];	/* the same twice for one facet */
	struct pair *pair;		/* n, most frequent first, then by name */
	size_t n;
};
MUST_CHECK const struct error *search_cooccur(struct search *,
    const struct request *, const enum facet of[2], struct cooccurrence *);
void cooccurrence_release(struct cooccurrence *);

/*
 * How much more or less frequent values are among a request's matches (0) than
 * among those of another query (1), under the same conditions.
 *	share		paragraphs in 1000 that have the value
 *	log_ratio	of the shares, to the base 2: 1 is twice as frequent; for
 *			a count of 0 as if it were 1/2 (Hardie 2014, "Log Ratio")
 *	g2		the log-likelihood ratio statistic of the two counts
 *			(Dunning 1993, "Accurate methods for the statistics of
 *			surprise and coincidence"): 3.84 is exceeded by chance
 *			in 5 %, 10.83 in 0.1 % of the values that are alike
 */
struct contrast {
	struct str value;
	uint64_t count[2];		/* exact; paragraphs */
	double share[2], log_ratio, g2;
};
struct comparison {		/* after an error it is empty */
	struct result result[2];	/* their totals; names are theirs */
	struct contrast *at[FACETS];	/* n[], by g2, then by name */
	size_t n[FACETS];
};
MUST_CHECK const struct error *search_compare(struct search *,
    const struct request *, struct comparison *);
void comparison_release(struct comparison *);

/* A facet's values that begin with prefix, most frequent first. */
MUST_CHECK const struct error *search_values(struct search *, enum facet,
    struct str prefix, struct result *);

#endif
