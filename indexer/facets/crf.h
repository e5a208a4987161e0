/*
 * The statistical name tagger's model and decoder: a linear-chain conditional
 * random field (Lafferty, McCallum and Pereira, ICML 2001) over 16 tags, found
 * by Viterbi.  train.c makes the file, this header is its format.
 *
 * Little-endian: struct crf_header, then 1 << bits rows of one int8 per tag;
 * a feature's row is the top bits of its hash (features.h).  A token's score
 * for a tag is the sum of its features' weights.
 *
 * Tags: BILOU (Ratinov and Roth 2009) of persons, organizations, locations;
 * of nationalities B, L and U.
 */
#ifndef CRF_H
#define CRF_H

#include "errors.h"
#include "facets/features.h"

#define CRF_MAGIC "DLNAMES"	/* with its NUL */
#define CRF_VERSION 1
#define CRF_TAGS 16
#define CRF_BITS_MIN 10
#define CRF_BITS_MAX 20
#define CRF_NEVER (-16000)	/* a transition that cannot be */
#define CRF_TRANSITION_MAX 2000	/* the others, absolute */

enum crf_tag {
	TAG_O,
	TAG_B_PERSON, TAG_I_PERSON, TAG_L_PERSON, TAG_U_PERSON,
	TAG_B_ORGANIZATION, TAG_I_ORGANIZATION, TAG_L_ORGANIZATION,
	TAG_U_ORGANIZATION,
	TAG_B_LOCATION, TAG_I_LOCATION, TAG_L_LOCATION, TAG_U_LOCATION,
	TAG_B_NATIONALITY, TAG_L_NATIONALITY, TAG_U_NATIONALITY
};

struct crf_header {
	char magic[8];
	uint32_t version, header_size;
	uint32_t features, bits; /* FEATURES_VERSION; log2 of the rows */
	uint64_t digest;	/* hash64() of all after this field */
	float scale;		/* what 1 of int8 weighs; for the curious */
	uint32_t pad;
	int16_t start[CRF_TAGS], end[CRF_TAGS];
	int16_t transition[CRF_TAGS][CRF_TAGS];	/* from, to */
};

struct crf {
	const struct crf_header *header; /* NULL: none open */
	const int8_t *weight;
	size_t size;
	unsigned shift;
};

struct crf_work {		/* one thread's; zero-initialise, just free */
	struct features features;
	int16_t emission[SENTENCE_MAX][CRF_TAGS];
	uint8_t from[SENTENCE_MAX][CRF_TAGS];
	uint8_t tag[SENTENCE_MAX];	/* of the sentence, by crf_decode() */
};

/* Map a model.  Error INPUT: missing, damaged, other version. */
MUST_CHECK const struct error *crf_open(struct crf *, const char *path);
void crf_close(struct crf *);

/* May tag b follow tag a?  CRF_TAGS stands for the sentence's border. */
bool crf_allows(unsigned a, unsigned b);

/* Tags of the sentence that work->features holds, into work->tag. */
void crf_decode(const struct crf *, struct crf_work *);
/* The same for n tokens whose scores work->emission holds already. */
void crf_viterbi(const struct crf *, struct crf_work *, size_t n);

#endif
