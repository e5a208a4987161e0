/*
 * struct bulk: a whole Xapian database written at once, 25 times faster than
 * document by document through the library, and no other than that.
 *
 *	bulk_open()
 *	for each document: bulk_occur() and bulk_flag() for its terms,
 *	    bulk_value(), then bulk_add()
 *	bulk_finish()
 *
 * The format is described in glass.h.  Documents are gathered in a batch; one
 * that fills the memory is inverted and put by (batch.h), and the batches are
 * merged at the end (merge.h).  Nothing can be read before bulk_finish().
 *
 * Document data and term lists are written as they come, everything else at
 * the end.  Files are not synced: generation_publish() does that.
 */
#ifndef BULK_H
#define BULK_H

#include "buf.h"
#include "errors.h"

#define BULK_SLOTS 64		/* value slots are below that */

struct bulk;

struct bulk_options {
	size_t memory;		/* bytes, more or less, for documents */
	unsigned block_size;	/* 0: the format's default */
	bool compress;		/* the data, see codec.h */
	/* wdf of a term that is so many times in a document of so many words */
	unsigned (*wdf)(unsigned frequency, unsigned length);
	/* asked now and then; its error ends the writing; may be NULL */
	const struct error *(*check)(void);
};

/* Is this what the first bytes of iamglass say, of the library that reads? */
bool bulk_is_format(struct str first);

/* The directory is there and empty. */
MUST_CHECK const struct error *bulk_open(struct bulk **, const char *dir,
    const struct bulk_options *);
void bulk_close(struct bulk *);

/*
 * The number of a term, 1 to 245 bytes, or of a word of the speller, two or
 * more.  Good while bulk_batch() gives the same number, from 1; it changes in
 * bulk_add() only.
 */
uint32_t bulk_term(struct bulk *, struct str);
uint32_t bulk_word(struct bulk *, struct str);
uint32_t bulk_batch(const struct bulk *);

/* The document has the term at this position; ascending for each term. */
void bulk_occur(struct bulk *, uint32_t term, uint32_t position);
/* It has the term, wdf 0; again is fine. */
void bulk_flag(struct bulk *, uint32_t term);
/* The speller knows the word from this document; again is fine. */
void bulk_spell(struct bulk *, uint32_t word);
/* Slots ascending, each once; no empty value. */
void bulk_value(struct bulk *, unsigned slot, struct str);

/* The document is complete; length: of it in words.  *id counts from 1. */
MUST_CHECK const struct error *bulk_add(struct bulk *, unsigned length,
    struct str data, uint32_t *id);

/* Metadata: "" means there is none.  The result is good until the next set. */
void bulk_set(struct bulk *, struct str key, struct str value);
struct str bulk_get(const struct bulk *, struct str key);

MUST_CHECK const struct error *bulk_finish(struct bulk *);

#endif
