/*
 * What lifts a paragraph among those that match, and never makes one match.
 *
 *	title	the word stands in the title, too: a tenth of its weight
 *	facet	words are the name of an actor or a place, the whole name or
 *		the last word of just one actor's, whose facet the paragraph
 *		has (names.h): a twentieth of ln((N + 1) / (n + 0.5)), n of N
 *		paragraphs have it
 *	lead	it is the first of its article: 1/200 of the weight of the
 *		heaviest word, so that it comes before what is as good
 *	near	two words that follow each other in the query (function words
 *		left out) stand within NEAR_WINDOW words of each other: a
 *		twentieth of the weight of the lesser.  Not of two words each
 *		in more than NEAR_MOST paragraphs: that would take tenths of a
 *		second and tell nothing ("of the")
 *
 * Each is there or not; how often does not count.  Measured (make measure) as
 * nDCG@10 / MAP / Recall@100, any of the words, the texts whole and cut into
 * paragraphs of 50 words and more; time has no titles.
 *
 *				time			cranfield
 *	paragraphs, whole
 *	  BM25 of Xapian	.700 / .637 / .974	.350 / .284 / .717
 *	  none			.781 / .729 / .986	.388 / .327 / .768
 *	  title			.781 / .729 / .986	.394 / .333 / .768
 *	  title, near		.782 / .730 / .986	.394 / .333 / .770
 *	paragraphs, cut
 *	  BM25 of Xapian	.643 / .584 / .964	.344 / .276 / .706
 *	  none			.709 / .641 / .967	.374 / .312 / .754
 *	  title			.709 / .641 / .967	.383 / .316 / .762
 *	  title, near		.707 / .640 / .968	.384 / .318 / .760
 *	articles, whole
 *	  none			.778 / .726 / .986	.390 / .330 / .768
 *	  title			.778 / .726 / .986	.393 / .334 / .770
 *	  title, near		.779 / .728 / .986	.394 / .335 / .771
 *	articles, cut
 *	  none			.779 / .729 / .974	.398 / .334 / .773
 *	  title			.779 / .729 / .974	.398 / .335 / .768
 *	  title, near		.783 / .734 / .974	.400 / .336 / .770
 *
 * The constants are round numbers from the middle of what helps, 0.05 to 0.15
 * for titles, 0.05 to 0.1 and 5 to 16 words for near; at 0.3 both lose.  Titles
 * cost nothing that can be measured; near costs a quarter to a half of a query
 * of 17 words, about 1 ms of a query of two frequent words among 325,000
 * paragraphs.
 *
 * Lead is of paragraphs, not of articles (--group), which have one each.  Facet
 * and lead are of a query that somebody typed, not of a batch, which the
 * above is of.  One by one, with facets extracted, nDCG@10 / MAP:
 *
 *				time			cranfield
 *	paragraphs, whole
 *	  title, near		.777 / .724		.394 / .333
 *	  facet			.777 / .724		.394 / .333
 *	  facet, lead		.777 / .724		.394 / .333
 *	paragraphs, cut
 *	  title, near		.709 / .642		.384 / .318
 *	  facet			.710 / .643		.384 / .318
 *	  facet, lead		.710 / .643		.384 / .318
 *	articles, whole
 *	  title, near		.779 / .728		.394 / .335
 *	  facet			.779 / .728		.394 / .335
 *	  facet, lead		.779 / .728		.394 / .335
 *	articles, cut
 *	  title, near		.783 / .734		.400 / .336
 *	  facet			.783 / .734		.400 / .336
 *	  facet, lead		.783 / .734		.400 / .336
 *
 * They are there for what these sets cannot show: "Austin in Baghdad" puts the
 * paragraphs about Lloyd Austin before those where only the title has the name.
 * A tenth for facets, or 1/50 for leads, loses up to .0007 somewhere; leads of
 * articles of several paragraphs alone lose .0007 in cranfield's.
 *
 * Left out after measuring (articles, whole / cut, nDCG@10, time; cranfield):
 *	exact pairs instead of near ones at 0.1	   .777 / .781; .391 / .399
 *	all pairs of words, not neighbours only	   .775 / .782; .394 / .399
 *	a first paragraph counts 1.1 times	   .778 / .779; .390 / .398
 *	its words count 1.5 times in its article   .780 / .776; .385 / .399
 * Neither set has anything to judge recency by: --recent (recency.h) is off
 * unless it is asked for.
 */
#ifndef BONUS_H
#define BONUS_H

#include "compile.h"

struct bonus {
	struct str text;	/* as a query would have it */
	struct xap_query *where;
	struct xap_query *query;	/* there, with the weight, for xap_rank() */
	const struct recency *recency;	/* or NULL: it fades with the age of
					   any document, no where, no weight */
	double weight;		/* of the model (weighting.h) */
	struct str term;	/* or "": weight counts as a factor of the
				   term's own, as often as it is there */
};

/* Note a word that ranks, in order. */
void bonus_add_word(struct compiler *, struct str term, struct str folded,
    double weight);

/* After compile_query(): all that there are, to c->bonus. */
MUST_CHECK const struct error *bonus_find(struct compiler *);

/* One more: the first paragraph of an article. */
MUST_CHECK const struct error *bonus_add_lead(struct compiler *);

/* One more: a term that ranks with so much of its weight. */
MUST_CHECK const struct error *bonus_add_term(struct compiler *, struct str,
    double factor);

/* Let them lift what *query finds. */
MUST_CHECK const struct error *bonus_join(struct compiler *,
    struct xap_query **query);

#endif
