/*
 * struct terms: the words of one paragraph as terms with frequencies and
 * positions, by schema.h.  Words of the title take the positions 1.., the text
 * begins TITLE_GAP after them, so that no phrase runs from one to the other.
 */
#ifndef TERMS_H
#define TERMS_H

#include "words.h"

#define TITLE_GAP 100

struct term {
	struct str text;	/* with its prefix */
	unsigned wdf;
	const uint32_t *position;	/* n of them, ascending */
	size_t n;
};

struct terms {
	struct term *at;	/* n of them, in byte order */
	size_t n;
	struct str *word;	/* distinct words as written, folded, for the speller */
	size_t words;
};

/* Everything made is the arena's. */
void terms_make(struct terms *, struct arena *, const struct tokens *);

#endif
