/*
 * The index directory: its lock, its generations, and which one is current
 * (schema.h says what lies where).  Publishing a generation is one rename().
 */
#ifndef GENERATION_H
#define GENERATION_H

#include "errors.h"
#include "buf.h"

struct generations {
	char *dir;
	int lock;		/* the lock file, -1: not held */
	unsigned long current;	/* 0: there is none yet */
	bool is_made;		/* the directory did not exist before */
	bool is_read;		/* the directory is known to be ours */
	bool is_unsure;		/* the disk may not know that current is */
};

/*
 * Make the directory if need be, take the lock, find the current generation.
 * Error INDEX if another indexer holds the lock or the directory holds
 * something else than an index.  wait: until that other indexer has ended.
 */
MUST_CHECK const struct error *generations_open(struct generations *,
    const char *dir, bool wait);

/* Error INDEX if the directory is not the one that was locked any more. */
MUST_CHECK const struct error *generations_check(const struct generations *);

/* Remove what no reader can reach any more, and let the lock go. */
void generations_close(struct generations *);

/* The directory of a generation, to *out. */
void generation_path(const struct generations *, unsigned long n,
    struct buf *out);

/* Make its directory, its name to *out. */
MUST_CHECK const struct error *generation_make(const struct generations *,
    unsigned long n, struct buf *out);

/* Remove a generation's directory, if it is there. */
void generation_remove(const struct generations *, unsigned long n);

/* Make generation n, complete and synced, the current one. */
MUST_CHECK const struct error *generation_publish(struct generations *,
    unsigned long n);

#endif
