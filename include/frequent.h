/*
 * Frequent words: what a search for one of them alone would have to count, and
 * the documents among which its best are, in a file beside the column of a
 * generation that was written as a whole.  It says nothing that postings and
 * column do not say; a reader that cannot trust it does without, slower.
 *
 * A word is frequent if FREQUENT_LEAST documents and one in FREQUENT_SHARE have
 * it: some hundred words, 0.5 % of an index of a million paragraphs, and a
 * search for such a word takes a third of the time.  An update within the
 * generation makes the file stale: it is written anew where one document in
 * FREQUENT_CHANGE changed, else removed.
 *
 * File FREQUENT_NAME in the generation's directory, numbers as in column.h:
 *
 *	struct frequent_header
 *	lists		of each word:
 *	  best		docid[best[c]] for each class c of documents: the first
 *			of all that have the word; of those that have it in
 *			their title; of those that are leads (TERM_LEAD); of
 *			those that have and are
 *	  counts	for each facet value that documents with the word have,
 *			ascending, two vu (glass.h): its number as in the
 *			column, less the one before; how many have it.
 *			Padded to 8 bytes
 *	directory	struct frequent_entry for each word, by its bytes
 *
 * First is who has the greater wdf, then the lower docid; FREQUENT_HEAD of a
 * class are noted at most.  A score grows with the wdf alone (weighting.h), and
 * by the same for every title and every lead, so that the n best are among the
 * first n of all classes: who ranks needs to look at no others.
 *
 * Trust: as in column.h.  The directory is checked when the file is opened, a
 * word's lists when they are used.
 */
#ifndef FREQUENT_H
#define FREQUENT_H

#include "column.h"

#define FREQUENT_NAME "frequent.words"
#define FREQUENT_VERSION 1
#define FREQUENT_MAGIC "dlwords\n"	/* 8 bytes, without its NUL */
#define FREQUENT_SHARE 16
#define FREQUENT_LEAST 1000
#define FREQUENT_CHANGE 1000
#define FREQUENT_HEAD 128
#define FREQUENT_CLASSES 4
#define FREQUENT_TITLED 1		/* bits of a class */
#define FREQUENT_LEAD 2
#define FREQUENT_TERM_MAX 32		/* bytes; no longer ones */

struct frequent_header {
	char magic[8];
	uint32_t byte_order;		/* COLUMN_BYTE_ORDER */
	uint32_t version;		/* FREQUENT_VERSION */
	struct xap_version database;
	uint32_t values;		/* ordinals of all facets */
	uint32_t words;
	uint64_t directory;		/* bytes from the start */
	uint64_t size;			/* of the file, bytes */
	uint64_t directory_hash;
	uint64_t hash;			/* of the header up to here */
};

struct frequent_entry {
	char term[FREQUENT_TERM_MAX];	/* NUL-padded */
	uint64_t at;			/* bytes from the start */
	uint64_t hash;			/* of the lists */
	uint32_t documents;		/* that have the word */
	uint32_t best[FREQUENT_CLASSES], counts;	/* how many of each */
	uint32_t size;			/* of the lists, bytes */
	uint32_t zero;
};

/* Of whole words; of a header up to its hash. */
uint64_t frequent_hash(const void *, size_t bytes);

/* ---- writing: indexer/frequent_write.c ---- */

/*
 * Write the file for the database in the directory, by its column.  Takes a
 * second for a million documents.
 */
MUST_CHECK const struct error *frequent_write(const char *dir,
    struct xap_writer *view, struct column *, const struct xap_version *);

/* ---- reading ---- */

struct frequent;

/* *f is set only if it is ready.  values: ordinals of all facets. */
enum column_state frequent_open(struct frequent **, const char *dir,
    const struct xap_version *, uint32_t values);
void frequent_close(struct frequent *);		/* NULL is fine */

uint32_t frequent_words(const struct frequent *);
const struct frequent_entry *frequent_word(const struct frequent *,
    uint32_t i);

/* The entry of a term; NULL: it is not there. */
const struct frequent_entry *frequent_find(const struct frequent *,
    struct str term);

/*
 * Call each(arg, value, documents) for its counts.  False: damaged, and then it
 * was not called.
 */
MUST_CHECK bool frequent_counts(const struct frequent *,
    const struct frequent_entry *,
    void (*each)(void *, uint32_t value, uint32_t documents), void *arg);

/*
 * The documents that hold its n best, *found of them, ascending.  False:
 * damaged, or n is more than FREQUENT_HEAD.
 */
MUST_CHECK bool frequent_head(const struct frequent *,
    const struct frequent_entry *, size_t n,
    uint32_t docid[FREQUENT_CLASSES * FREQUENT_HEAD], size_t *found);

#endif
