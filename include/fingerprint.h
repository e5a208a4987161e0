/*
 * Fingerprints of paragraphs: those of near-duplicates, wire copy with another
 * dateline or a word changed, differ in few bits.
 *
 * SimHash: each bit is what most of the paragraph's features have there (M.
 * Charikar, "Similarity estimation techniques from rounding algorithms", STOC
 * 2002; for near-duplicates Manku, Jain and Das Sarma, WWW 2007).  A feature is
 * two words side by side, folded.
 *
 * FINGERPRINT_NEAR by measurement: all pairs of 60,000 news paragraphs of eight
 * words and more, against the share of pairs of words that two have in common
 * (Jaccard).  Of pairs that share 0.9 and more 24 bits take 783 of 785, of 0.8
 * to 0.9 94 %, of 0.7 to 0.8 81 %; of the pairs taken 3 % share less than 0.4.
 * With 64 bits a limit of 12 takes as many of 0.8 to 0.9, 93 %, but half of what
 * it takes shares less than 0.4.
 */
#ifndef FINGERPRINT_H
#define FINGERPRINT_H

#include "buf.h"

#define FINGERPRINT_BITS 128
#define FINGERPRINT_BYTES (FINGERPRINT_BITS / 8)
#define FINGERPRINT_NEAR 24	/* so many bits differ at most */

struct fingerprint {
	uint64_t half[2];
};

/* Features added up, each bit by itself.  Zero-initialise. */
#define FINGERPRINT_PLANES 20	/* a million features; more are left out */
struct fingerprint_sum {
	uint64_t plane[FINGERPRINT_PLANES][2];	/* a bit of each count */
	uint32_t n;
	uint64_t last;				/* the word before */
};

/* The next word, by its hash64().  Some 15 operations. */
void fingerprint_add(struct fingerprint_sum *, uint64_t word);

/* False if no word was added. */
bool fingerprint_make(const struct fingerprint_sum *, struct fingerprint *);

/* As it is stored, SLOT_FINGERPRINT: big-endian. */
void fingerprint_write(const struct fingerprint *, char out[FINGERPRINT_BYTES]);
bool fingerprint_read(struct str, struct fingerprint *);

/* Are they near-duplicates? */
bool fingerprint_is_near(const struct fingerprint *, const struct fingerprint *);

#endif
