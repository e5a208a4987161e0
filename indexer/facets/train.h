/*
 * Training of the name tagger (train.c): build-time only, links the facet
 * code but none of it links this.
 *
 *	train_read.c	annotated sets -> blocks of sentences, gold names
	train_data.c	blocks -> documents -> features and tags
 *	train_crf.c	features and tags -> weights
 *	train.c		command line, development figures, model and card
 *
 * Deterministic: the order of the files, a fixed seed and no libm; the same
 * input gives the same bytes.
 */
#ifndef TRAIN_H
#define TRAIN_H

#include "facets/crf.h"

/* Sentences as the tagger sees them. */
struct examples {
	uint32_t *hash;		/* features of all tokens */
	size_t hashes, hashes_cap;
	struct token_example {
		uint64_t at;	/* first hash */
		uint8_t n, tag;
	} *token;
	size_t tokens, tokens_cap;
	struct sentence_example {
		uint32_t token, n;
	} *sentence;
	size_t sentences, sentences_cap;
};

struct annotated {		/* a sentence as its set has it */
	struct str text;	/* put together again */
	uint32_t span, spans;	/* in struct block */
};

struct gold {			/* bytes of the sentence's text */
	uint32_t start, end;
	uint8_t tag;		/* TAG_U_...: of a name of one word */
};

/* Sentences that are taken for one article. */
struct block {
	struct annotated *sentence;
	size_t n, cap;
	struct gold *gold;
	size_t golds, golds_cap;
	struct arena arena;
	bool is_titled;		/* titles stand inside persons' names */
};

struct train_set {
	const char *file, *name, *licence;
	unsigned block;		/* sentences taken for an article */
	bool is_titled;
	unsigned style;		/* see A_STYLE */
	size_t sentences, tokens, names;	/* used */
};

/* Read a set block by block; each() may count in the set. */
typedef void train_each(void *, struct train_set *, struct block *);
MUST_CHECK const struct error *train_read_bio(struct train_set *,
    const char *path, train_each *, void *);
/* Our own sentences: "{PER Ann Lee} of {ORG Acme}". */
MUST_CHECK const struct error *train_read_inline(struct train_set *,
    const char *path, train_each *, void *);

/*
 * How many of n tokens, a person's name as some sets have it, are titles;
 * left: tokens in the sentence.
 */
size_t train_title(const struct lexicon *, const struct token *, size_t n,
    size_t left);
/* Is the block of the part that is held back? */
bool train_is_held(const struct block *);

struct trainer {
	const struct lexicon *lex;
	struct document d;
	struct features features;
	struct examples train, dev;
	bool everything;	/* learn what is held back, too */
};

/* Features and tags of a block and of its copies in other case. */
void train_add_block(void *trainer, struct train_set *, struct block *);
void examples_release(struct examples *);

struct learned {
	unsigned bits;
	float *weight;		/* rows of CRF_TAGS */
	float transition[CRF_TAGS][CRF_TAGS], start[CRF_TAGS], end[CRF_TAGS];
};

struct plan {
	unsigned bits, epochs;
	float rate, decay;
	unsigned least;		/* features seen less often are left out */
	bool held;		/* stop after the figures */
};

void train_learn(struct learned *, const struct examples *,
    const struct plan *);
/* Into a struct crf whose memory is malloc()ed: free((void *)header). */
void train_freeze(const struct learned *, struct crf *);

#endif
