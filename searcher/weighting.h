/*
 * How words rank paragraphs.
 *
 * The model is I(n)B2 of the divergence from randomness family (Amati and van
 * Rijsbergen 2002): a word with n of N documents and F occurrences in all
 * weighs, in a document where it occurs tfn times (normalised by length),
 *
 *	ln((N + 1) / (n + 0.5)) * (F + 1) / n * tfn / (tfn + 1)
 *
 * The factor (F + 1) / n is what BM25 lacks: words that come in bursts tell
 * topics apart better than words of the same rarity that are spread evenly.
 *
 * It costs what Xapian's BM25 with b = 0 costs, since no list of document
 * lengths is read: the index has the length in the wdf (schema.h),
 *	wdf = 16 f / (0.25 + 0.75 length / WDF_LENGTH),
 * and with M, the mean length of this index's paragraphs, instead of the
 * constant,
 *	tfn / (tfn + 1) = wdf / (wdf + k),  k = 16 WDF_LENGTH / M
 * (1 / (0.25 + 0.75 x), x = length / M, follows the model's own normalisation,
 * log2(1 + 1 / x), within 5 % for x from 0.3 to 4; where M is not WDF_LENGTH
 * only the 0.25 is off).  F is estimated from the sum of the term's wdf.
 * BM25Weight(k, 0, 1000, 0, 0) has the saturation; the rest of a term's weight
 * is OP_SCALE_WEIGHT around it, so that a stock Xapian server ranks alike.
 *
 * Measured as nDCG@10 / MAP, any of the words, stop words left out of the
 * query, one paragraph an article; the first three with the true lengths, for
 * comparison.  What was chosen is a figure of "make measure", the others are
 * of a prototype with the same terms.
 *
 *				time (553 words)  cranfield (173 words)
 *	BM25 1.2/0.75		0.764 / 0.705	  0.372 / 0.313
 *	  stop words kept	0.753 / 0.690	  0.368 / 0.305
 *	IneB2 c=1		0.774 / 0.722	  0.383 / 0.322
 *	BM25, baked, M = 45	0.737 / 0.673	  0.373 / 0.314
 *	BM25, baked, true M	0.761 / 0.702	  0.368 / 0.310
 *	I(n)B2, baked, M = 45	0.731 / 0.671	  0.373 / 0.314
 *	I(n)B2, baked, true M	0.781 / 0.729	  0.388 / 0.327
 *	  k * 0.7		0.777 / 0.720	  0.384 / 0.325
 *	  k * 1.5		0.777 / 0.719	  0.388 / 0.326
 *	  without (F + 1) / n	0.764 / 0.705	  0.372 / 0.313
 *
 * So k needs no tuning, and is what the model says.  Latency is that of BM25
 * with b = 0: 2 to 25 times less than with lengths.  Titles and words that
 * stand near each other come on top: query/bonus.h.
 */
#ifndef WEIGHTING_H
#define WEIGHTING_H

#include "errors.h"
#include "xap.h"

struct weighting {
	uint64_t documents;	/* of all parts */
	double mean;		/* words in a paragraph */
	double k;		/* for xap_rank() */
};

MUST_CHECK const struct error *weighting_open(struct weighting *,
    struct xap_reader *);

/*
 * By how much the weight that Xapian gives a query of these terms, n of them (a
 * word, or a phrase), must be multiplied.  at_least: each stands for what so
 * many paragraphs have, at least, in these words or others (names.h); 0: just
 * for itself.  *once: what Xapian is to give a paragraph of the mean length
 * that has each of them once.
 */
MUST_CHECK const struct error *weighting_factor(const struct weighting *,
    struct xap_reader *, const struct str *term, size_t n, uint64_t at_least,
    double *factor, double *once);

/*
 * The part of a term's weight that is the same wherever it occurs: in n of N
 * paragraphs (or articles), with that sum of its wdf.
 */
double weighting_model(const struct weighting *, uint64_t N, uint64_t n,
    uint64_t wdf);

/* What Xapian makes of it, as a score of the model. */
double weighting_score(const struct weighting *, double score);

#endif
