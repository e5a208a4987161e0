/*
 * Private to the files of a run: run.c (files, the end), run_open.c,
 * run_copy.c (a rebuild without news), run_sources.c (which files there are),
 * run_articles.c (what becomes of an article), run_known.c (those of a large
 * file), run_reuse.c (what it takes over), run_dictionaries.c (users'
 * dictionaries) and run_column.c (the facet column).
 */
#ifndef RUN_H
#define RUN_H

#include "column.h"
#include "generation.h"
#include "ids.h"
#include "indexer.h"
#include "map.h"
#include "pipeline.h"
#include "progress.h"
#include "state.h"
#include "store.h"
#include "walk.h"
#include "writer.h"

#define STDIN_SHOWN "-"

struct reuse;

struct run {
	const struct options *o;
	const struct facets *facets;
	char **dictionary;		/* absolute paths of users' */
	size_t dictionaries, dictionary_cap;
	bool has_new_dictionaries;	/* not those that old records */

	struct generations generations;
	struct xap_writer *old;		/* the current generation; NULL: none */
	struct column *column;		/* of old as it was; may be NULL */
	struct writer writer;		/* what is written: old, or a new one */
	unsigned long new_number;	/* of the new one; 0: old is updated */
	unsigned long scratch;		/* what is written before it is compact */
	bool is_readable;		/* old is of this schema */
	bool is_large;			/* an update makes the new one */
	uint64_t old_articles, met;	/* of old, then; of these, seen again */
	bool is_carrying;		/* articles come from old, not a file */
	bool is_whole;			/* all recorded SOURCEs, whatever was named */
	const char *language;
	struct buf old_language, digest, old_digest;

	struct reuse *reuse;		/* NULL: facets are made anew */
	struct reuse *known;		/* run_known.c; NULL: not needed yet */
	struct xap_ids at_known;	/* documents of the file being read */
	size_t at_next;			/* of them, after the one found last */
	bool is_known;			/* they and known are used for it */
	struct store *store;
	struct pipeline *pipeline;
	struct state state;		/* of what is written */
	struct state old_state;		/* of old, if a new one is written */
	struct walk walk;
	struct map position;		/* path -> index in walk, + 1 */
	struct ids seen;		/* each with who has it: run_articles.c */
	struct map seen_hash;		/* hash64(id) as bytes, of this file */
	struct str *named;		/* SOURCEs of the command line, absolute */
	size_t nameds, named_cap;
	struct str *missing;		/* SOURCEs that are not there */
	size_t missings, missing_cap;
	bool has_changes;

	size_t at;			/* index in walk of the file being read */
	struct str at_path;		/* its absolute path; "" for stdin */
	uint64_t at_articles;
	bool at_is_shadowed;		/* another file has an id of its */
	bool is_kept;			/* that is so of the article just entered */
	uint64_t done_bytes, paragraphs;
	size_t added, changed, removed, unchanged, skipped;
	size_t reused;			/* articles whose facets were taken over */
	struct buf said;		/* of what was not skipped (notes.h) */
	struct progress progress;
	double start;
};

/*
 * The lock and the old index; then, once it is known which files there are,
 * what is written.
 */
MUST_CHECK const struct error *run_open(struct run *);
MUST_CHECK const struct error *run_open_writer(struct run *);

/* Has the file the size and the time that are recorded, and all its articles? */
bool run_is_untouched(const struct file *, const struct file_state *);

/* Has the file the bytes that are recorded, whatever its time? */
bool run_is_same(const struct file *, const struct file_state *);

/*
 * run_copy.c: seal a new generation, complete.  Or copy the old one and publish
 * that, *is_done, if a rebuild would make the same.
 */
MUST_CHECK const struct error *run_seal(const struct run *);
MUST_CHECK const struct error *run_copy(struct run *, bool *is_done,
    uint64_t *articles, uint64_t *paragraphs);

/* Are the dictionaries those that the index records?  Then record them. */
MUST_CHECK const struct error *run_dictionaries(struct run *);
MUST_CHECK const struct error *run_save_dictionaries(struct run *);

/* Walk the SOURCEs: r->walk, r->missing, r->position. */
MUST_CHECK const struct error *run_walk(struct run *);

/* Was the file's place looked at, so that its absence means something? */
bool run_is_in_scope(const struct run *, struct str path);

/* Is it in a SOURCE that is not there? */
bool run_is_missing(const struct run *, struct str path);

/* What --forget names leaves; to be called before run_walk(). */
MUST_CHECK const struct error *run_forget(struct run *);

/* Files that vanished leave, before anything is read. */
MUST_CHECK const struct error *run_remove_gone(struct run *);

/*
 * An article of the file r->at_path (a feed's each()): compare it with what
 * the index has and, if it is new or changed, send it down the pipeline.
 */
const struct error *run_enter(void *run, const struct article *);

/*
 * The column of old, before it is updated, to r->column: what does not change
 * is copied from it.
 */
MUST_CHECK const struct error *run_open_column(struct run *);

/*
 * Give generation n, committed, a column of its present state, unless it has
 * one.  Searches are right without one.
 */
MUST_CHECK const struct error *run_write_column(const struct run *,
    unsigned long n);

/*
 * run_reuse.c: the articles of old, and their facets; NULL if it cannot be
 * read.  reuse_find() gives NULL if no article has that content, under this
 * id or, since it moved, another; else it is good until the next call.
 */
struct reuse *reuse_open(struct xap_writer *old);
void reuse_close(struct reuse *);
const struct paragraph_facets *reuse_find(struct reuse *,
    const struct article *);

/*
 * What old has under an article's id, which is marked; *docid: the first of
 * its documents, if there is such an article.
 */
enum known_as { KNOWN_NOT, KNOWN_OTHER, KNOWN_SAME };
enum known_as reuse_meet(struct reuse *, const struct article *,
    uint32_t mark, uint32_t *docid);

/*
 * The article after the one that was found last, if it was made of that
 * record: its first document and the hash of its id.  Then it may be marked.
 */
bool reuse_next(const struct reuse *, uint64_t record, uint32_t *docid,
    uint64_t *id);
void reuse_meet_next(struct reuse *, uint32_t mark);
/* Of the article found last. */
uint64_t reuse_record(const struct reuse *);

/* The next article, from *at = 0 on, whose last mark is another. */
bool reuse_next_unmet(const struct reuse *, size_t *at, uint32_t mark,
    uint32_t *docid, uint32_t *n);

/*
 * run_known.c: an update of a file that holds a large part of the index looks
 * nothing up article by article.  Before the file is read; then for each of
 * its articles; then what it had and has no more leaves.  s: what is known of
 * the file; NULL: nothing.
 */
MUST_CHECK const struct error *run_known_start(struct run *,
    const struct file_state *s);
enum known_as run_known_meet(struct run *, const struct article *);
/* The same by its record (read.h), if that is the next of the file's. */
bool run_known_record(void *run, uint64_t record);
MUST_CHECK const struct error *run_known_end(struct run *);

/* The pipeline's sink. */
const struct error *run_write(void *run, const struct prepared *);

#endif
