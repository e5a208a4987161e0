/*
 * From an input file to its articles, one by one: opens it, chooses the
 * format, and names on standard error what cannot be used.
 */
#ifndef FEED_H
#define FEED_H

#include "article.h"
#include "notes.h"
#include "read.h"
#include "walk.h"

struct feed {
	/* For each article; an error ends the whole run. */
	const struct error *(*each)(void *, const struct article *);
	/* Is an article known by its record (read.h)?  Then not each(); or NULL. */
	input_known *is_known;
	/* Now and then: bytes of this file that were read; may be NULL. */
	void (*progress)(void *, uint64_t bytes);
	void *arg;
	bool verbose;		/* print every warning */
	size_t skipped;		/* counts up */
	struct buf *said;	/* warnings of articles that were used (notes.h) */
};

/*
 * *is_read is false if the file could not be read to its end.  *hash: of its
 * bytes.  Path "-" is standard input.
 */
MUST_CHECK const struct error *feed_file(struct feed *, const struct file *,
    bool *is_read, uint64_t *hash);

#endif
