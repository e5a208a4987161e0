/*
 * What the statistical tagger sees of a token: one table of features, the
 * same code in training and in tagging.  Change anything here or in
 * features.c and FEATURES_VERSION changes: a model is of one version.
 *
 *	features_begin()	once per document: dictionary phrases, and what
 *				the article shows of each word elsewhere
 *	features_sentence()	sentence by sentence: attributes of its tokens
 *	features_of()		the hashes of one token's features
 *
 * Sources: features after Ratinov and Roth, "Design challenges and
 * misconceptions in named entity recognition", CoNLL 2009 (gazetteers, what
 * the document shows elsewhere), and Chieu and Ng, "Named entity recognition:
 * a maximum entropy approach using global information", COLING 2002; hashing
 * after Weinberger et al., "Feature hashing for large scale multitask
 * learning", ICML 2009.
 *
 * Left out after measuring.  F1 of persons, organizations and locations, text
 * as it is and lower-cased, on three tenths held back and on CrossNER left out
 * of training as a whole:
 *
 *				first	    second	third	    CrossNER
 *	as it is		82.3 76.2   82.4 76.3	82.8 76.5   65.5 56.1
 *	word classes		82.9 76.9   82.4 77.0	83.0 77.5   65.4 57.4
 *	 of 9 times the text	82.8 77.4   82.6 77.5	83.1 77.7   65.9 57.3
 *	chosen rows		82.5 76.9   82.8 77.0		    66.2 59.0
 *	 and word classes	82.9 77.5   82.9 77.1		    66.2 59.2
 *	2^22 rows (64 MB)	82.9 77.2
 *
 * Word classes: exchange clustering (Kneser and Ney, Eurospeech 1993) by the
 * words on both sides, 512 and 64 classes of the words seen five times, as 14
 * features (10 when rows are chosen) of the token and its neighbours, from the
 * training sets' own text; either size alone gained half of it in the first
 * tenth.  More news helps little, and none that we have may be used.
 *
 * Chosen rows: 2^22 slots, of which the 2^18 with the most spread of weights
 * after the first epoch (times the fourth root of their count, which changes
 * little) have a row.  In as many bytes as now, 2^21 slots and 7 * 2^15 rows,
 * and through --extract, that gained 0.1 on gmb.dev and 0.4 on
 * re3d.dev (0.2 and 0.9 lower-cased), by finding 8 % more organizations, of the
 * new ones about half right; tuned to find as many as before, 0.0 and 0.1 (-0.2
 * and -0.1), at 7 % more time.
 */
#ifndef FEATURES_H
#define FEATURES_H

#include "facets/document.h"

#define FEATURES_VERSION 2
#define FEATURES_MAX 64		/* of one token */
#define SENTENCE_MAX 256	/* tokens; a longer one is cut */

/* Attributes of a token, 0: has none. */
enum attribute {
	A_WORD,			/* folded word, punctuation mark */
	A_EXACT,		/* with its case */
	A_PREFIX2, A_PREFIX3, A_PREFIX4, A_SUFFIX2, A_SUFFIX3, A_SUFFIX4,
	A_SHAPE,		/* case, digits, length; what case tells here */
	A_JOIN,			/* hyphen, possessive, sentence start */
	A_CLASSES,		/* of the word in the lexicon */
	A_NAME,			/* dictionary name that covers it, and where */
	A_NOUN,			/* title, role or head noun that covers it */
	A_SEEN,			/* its case elsewhere in the article */
	A_ROUND,		/* what stands around it in the article */
	A_CASE,			/* of the sentence: mixed, upper, title, lower */
	A_PLAIN,		/* small letters, number, punctuation; where case
				   tells nothing, a common word: not joined, but
				   it has the first features only */
	A_STYLE,		/* whose idea of a name: 1 ours, else a set's */
	ATTRIBUTES
};

struct trait {
	uint32_t at[ATTRIBUTES];
};

struct mark {
	uint16_t name, noun;
};

struct around {
	uint64_t hash;
	uint32_t bits;
};

struct features {		/* one thread's; zero-initialise */
	const struct document *d;
	struct mark *mark;	/* of each token of the document */
	size_t marks_cap;
	struct around *around;	/* hash table, a power of two */
	size_t around_cap, around_mask;
	struct trait trait[SENTENCE_MAX + 2];	/* a border at both ends */
	size_t n;		/* tokens of the sentence */
	uint32_t style;		/* 0 but in training, see A_STYLE */
};

void features_begin(struct features *, const struct document *);

/* The sentence that begins at token first: its end, at least first + 1. */
size_t features_sentence(struct features *, size_t first);

/* The features of token i of the sentence: how many. */
size_t features_of(const struct features *, size_t i,
    uint32_t hash[FEATURES_MAX]);

/* What stands around a word in the article: bits of features_marks.c. */
#define FEATURES_BRACKET 0x40	/* it stood alone in brackets */
uint32_t features_around(const struct features *, uint64_t hash);

void features_release(struct features *);

#endif
