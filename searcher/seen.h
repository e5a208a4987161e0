/*
 * struct seen: the paragraphs that answers have had, for --new-since.
 *
 * A paragraph is known by a hash of its article's id and of its text.  So it
 * stays known when the index is built anew (docids and revisions do not), and
 * when another paragraph is put in before it (its number does not); and it is
 * new again when its text was changed.  Two of 64 bits are the same by chance
 * about once in 37 million files with a million paragraphs each.
 *
 * File: a line "dateline-seen 1", then a line of 16 hexadecimal digits for each
 * paragraph, ascending.
 */
#ifndef SEEN_H
#define SEEN_H

#include "errors.h"
#include "record.h"

struct seen {			/* zero-initialise, seen_read(), seen_release() */
	uint64_t *at;		/* n of them, ascending */
	size_t n, cap;
	bool is_there;		/* the file is */
};

uint64_t seen_hash(const struct record *);

/* A file that is missing has none.  Error INPUT if it is another's. */
MUST_CHECK const struct error *seen_read(struct seen *, const char *path);

bool seen_has(const struct seen *, uint64_t hash);	/* O(log n) */

/* Add n of them, in any order. */
void seen_add(struct seen *, const uint64_t *hash, size_t n);

/* Replace the file, all at once. */
MUST_CHECK const struct error *seen_write(const struct seen *,
    const char *path);

void seen_release(struct seen *);

#endif
