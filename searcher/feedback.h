/*
 * --expand: pseudo-relevance feedback.  The FEEDBACK_WORDS words that tell most
 * about the FEEDBACK_HITS best paragraphs rank, too; what matches stays.  The
 * relevance model of Lavrenko and Croft (2001), joined to the query as in RM3
 * (Abdul-Jaleel et al. 2004): a word weighs the sum over those paragraphs of
 * score * its share of their words, and all of them together FEEDBACK_SHARE of
 * the query.
 *
 * Measured as nDCG@10 / MAP / Recall@100, any of the words:
 *
 *				without			with
 *	time, paragraphs	.782 / .730 / .986	.782 / .728 / .986
 *	  cut			.707 / .640 / .968	.720 / .655 / .967
 *	  articles		.779 / .728 / .986	.784 / .728 / .986
 *	  cut			.783 / .734 / .974	.787 / .737 / .986
 *	cranfield, paragraphs	.394 / .333 / .770	.397 / .341 / .786
 *	  cut			.384 / .318 / .760	.390 / .329 / .776
 *	  articles		.394 / .335 / .771	.400 / .344 / .788
 *	  cut			.400 / .336 / .770	.405 / .347 / .786
 *
 * A share of 0.2 is the best of 0.1, 0.2 and 0.3 for nDCG@10 of articles on
 * either collection alone; 0.3 loses 0.010 on time.  It costs up to half of a
 * query of 17 words more; and since words rank that nobody typed, it is not the
 * default.
 */
#ifndef FEEDBACK_H
#define FEEDBACK_H

#include "work.h"

/* More bonuses for the compiler (bonus.h), by the best that query finds. */
MUST_CHECK const struct error *feedback_find(struct work *,
    const struct xap_query *query);

#endif
