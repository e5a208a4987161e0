/*
 * Private to store.c (what is there, the transaction) and store_add.c (what
 * is written).
 */
#ifndef STORE_PRIVATE_H
#define STORE_PRIVATE_H

#include "map.h"
#include "store.h"
#include "values.h"

struct leaver {			/* an article that leaves a bulk build */
	char *id;
	size_t n;
	uint32_t before;	/* its documents are those below */
};

struct value_terms {		/* of a facet's ordinals, in bulk */
	uint32_t *number;	/* n of them, each + 1; 0: not known */
	size_t n, cap;
	uint32_t batch;		/* of bulk_batch() */
};

struct store {
	struct writer *writer;		/* borrowed */
	struct xap_writer *w;		/* the same; NULL: it writes in bulk */
	struct words *words;		/* for tokens that nobody prepared */
	const struct facets *facets;
	struct leaver *leaver;		/* leavers of them */
	size_t leavers, leaver_cap;
	uint64_t left;			/* documents of theirs */
	uint32_t last;			/* document that was added */
	struct writer_repeat article, path, source;
	struct values *values;
	struct value_terms value_terms[FACETS];
	struct map spelling;		/* word -> change, as int64_t */
	uint64_t articles, all_words, all_replaced;	/* totals */
	struct xap_ids replaced;	/* documents that are no more as before */
	struct buf term, folded, data, was, packed;
	struct ordinals ordinals;
	struct arena arena;
};

/* The tokens of a paragraph, good until the next call. */
void store_tokens(struct store *, struct tokens *, struct str title,
    struct str text);

/* Its words are known to the speller so many times more. */
void store_spell(struct store *, const struct terms *, int64_t by);

/* The documents of an article, ascending. */
MUST_CHECK const struct error *store_documents_of(struct store *,
    struct str id, struct xap_ids *);

/*
 * A document, its data in s->was, is about to go: its words no longer count.
 * Then it is replaced by the one that was composed, or removed.
 */
MUST_CHECK const struct error *store_retire(struct store *, uint32_t docid);
MUST_CHECK const struct error *store_replace(struct store *, uint32_t docid);
MUST_CHECK const struct error *store_remove_document(struct store *,
    uint32_t docid);

#endif
