/*
 * struct batch: the documents that fit into memory, inverted at once.
 *
 * Documents come as occurrences (term, position) in the order of reading.
 * batch_flush() sorts the batch's terms, brings the occurrences into their
 * order by counting, and writes what is then known: of each term its postings
 * and positions, of each document its term list.  Batches hold ascending
 * documents, so that term lists go straight to their table; the rest goes to
 * spools, which merge.h brings together.
 *
 * Time: linear in the occurrences, plus the sorting of the distinct terms.
 * Memory: 16 bytes an occurrence, some 150 bytes a term, see batch_size().
 */
#ifndef BATCH_H
#define BATCH_H

#include "map.h"
#include "spool.h"
#include "table.h"

#define NO_POSITION UINT32_MAX

struct occurrence {
	uint32_t term;		/* its index in terms */
	uint32_t position;	/* or NO_POSITION: only a flag, wdf 0 */
};

struct batch_document {
	size_t occurrences;	/* of the batch, up to its end */
	size_t slots;		/* bytes of the batch, up to its end */
	uint32_t length;	/* words, as the caller counts them */
};

struct batch {
	struct map term;
	struct map word;	/* of the speller */
	struct word_use {
		uint32_t documents;	/* that have it */
		uint32_t last;	/* of them, + 1 */
	} *use;			/* of each word */
	size_t use_cap;
	struct occurrence *at;	/* n of them */
	size_t n, cap;
	struct batch_document *document;	/* documents of them */
	size_t documents, document_cap;
	struct buf slots;	/* entries "used slots" of the term lists */
	uint32_t first;		/* id of the first document */
	uint32_t number;	/* of the batch, counted from 1 */
	unsigned (*wdf)(unsigned frequency, unsigned length);
};

/* One batch written out; terms ascending in each spool. */
struct sorted_run {
	struct spool postings;	/* str, vu tf, vu cf, (vu gap, vu wdf)* */
	struct spool positions;	/* str, vu n, (vu gap, str entry)* */
	struct spool words;	/* str, vu documents */
};

struct batch_totals {		/* of all documents; zero-initialise */
	uint32_t length_min;	/* above 0; 0: none */
	uint32_t length_max;
	uint32_t wdf_max;
	uint64_t length;
};

/* Bytes that it holds, and needs while it is flushed. */
size_t batch_size(const struct batch *);

/*
 * The run is new, its spools initialised.  The lengths of the documents are
 * added to lengths as vu.  The batch is empty afterwards.
 */
MUST_CHECK const struct error *batch_flush(struct batch *, struct sorted_run *,
    struct table *termlist, struct spool *lengths, struct batch_totals *);

void batch_release(struct batch *);

#endif
