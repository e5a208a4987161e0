/*
 * Private to the indexer: what the command line asks for.
 */
#ifndef INDEXER_H
#define INDEXER_H

#include "errors.h"
#include "facets.h"
#include "read.h"

#define PROGRAM "indexer"

struct options {
	enum { MODE_INDEX, MODE_EXTRACT, MODE_STATUS, MODE_HELP,
	    MODE_VERSION, MODE_FORMATS, MODE_CHECK, MODE_REPAIR } mode;
	const char *index;		/* directory */
	const struct format *format;	/* NULL: auto */
	unsigned jobs;
	size_t memory;			/* bytes for a bulk build, about */
	enum compress { COMPRESS_NONE, COMPRESS_ZSTD } compress;
	bool through_library;		/* tests: no bulk build */
	bool rebuild, watch, keep, no_extract, quiet, verbose;
	bool no_reuse;			/* trust nothing of the old index */
	bool only_changes;		/* no summary of a run without any */
	const char *language;		/* NULL: the index's, else english */
	const char **exclude;		/* n_exclude globs */
	size_t n_exclude;
	const char **forget;		/* n_forget paths */
	size_t n_forget;
	bool wait;			/* for another indexer's lock */
	unsigned shards, shard;		/* only the articles of that one, from 1 */
	const char **dictionary;	/* n_dictionary files */
	size_t n_dictionary;
	bool has_dictionary;		/* given; else those of the index */
	char *const *source;		/* n_source of them */
	size_t n_source;
	struct buf index_buf;		/* where index may point */
	struct arena arena;		/* where dictionary may point */
};

/* Fill in from the command line; error USAGE.  options_release() in any case. */
MUST_CHECK const struct error *options_parse(struct options *, int argc,
    char **argv);
void options_release(struct options *);
void options_help(void);
void options_formats(void);	/* --format list */
extern const char *const options_compress[];	/* by enum compress; NULL */

/*
 * Take the dictionaries that the index records, unless others are given.  False
 * if it cannot be read.
 */
bool options_recall(struct options *);

/*
 * load.c: the data of the facets, with the dictionaries that the options name;
 * NULL with --no-extract.  facets_close() it.
 */
MUST_CHECK const struct error *load_facets(struct facets **,
    const struct options *);
/* Another one after any of those files changed. */
uint64_t load_stamp(const struct options *);
/* Where the data are: beside the program, or where they are installed. */
MUST_CHECK const struct error *load_path(struct buf *);

/*
 * The modes.  *skipped counts inputs that could not be used, each named
 * on standard error; the caller exits 1 if there are any.
 */
MUST_CHECK const struct error *run_index(const struct options *,
    const struct facets *, size_t *skipped);
MUST_CHECK const struct error *run_extract(const struct options *,
    const struct facets *, size_t *skipped);
MUST_CHECK const struct error *run_status(const struct options *);
/* --check and --repair; *skipped counts what is wrong and stays so. */
MUST_CHECK const struct error *run_check(const struct options *,
    const struct facets *, size_t *skipped);
/* Error INDEX if there is no index. */
MUST_CHECK const struct error *run_is_index(const char *index);

#endif
