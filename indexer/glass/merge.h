/*
 * From runs to tables: struct merge brings their records together in the
 * order of terms, runs of one term in the order of documents; the functions
 * below write the tables by it, each key once, ascending.
 */
#ifndef MERGE_H
#define MERGE_H

#include "spool.h"
#include "table.h"

struct merge {			/* of n spools whose records begin with a str */
	struct spool **spool;
	struct buf *head;	/* the str of each one's record */
	size_t *heap, heaped;	/* indexes, the least (head, index) first */
	size_t *same, sames;	/* those of the record taken last, ascending */
};

void merge_init(struct merge *, struct spool **, size_t n);
void merge_release(struct merge *, size_t n);

/*
 * The next str; m->same are the spools that have it: the caller reads their
 * records to the end.  Borrowed until the next call.  False at the end.
 */
bool merge_next(struct merge *, struct str *);

/* The list of document lengths: n of them from document 1, as vu. */
MUST_CHECK const struct error *write_lengths(struct table *postlist,
    struct spool *lengths, uint32_t n);

MUST_CHECK const struct error *write_postings(struct table *postlist,
    struct spool **postings, size_t n);
MUST_CHECK const struct error *write_positions(struct table *position,
    struct spool **positions, size_t n);

/* *max: the greatest frequency of a word. */
MUST_CHECK const struct error *write_spelling(struct table *spelling,
    struct spool **words, size_t n, uint32_t *max);

#endif
