/*
 * What lifts a paragraph among those that match, and never makes one match.
 *
 *	title	the word stands in the title, too: a tenth of its weight
 *	near	two words that follow each other in the query (function words
 *		left out) stand within NEAR_WINDOW words: a twentieth of the
 *		weight of the lesser
 *	entity	words of the query are the whole name of one actor, or of one
 *		place or its last part, and the facet has it: a tenth of
 *		ln((N + 1) / (n + 0.5)), n of N paragraphs that have it
 *
 * Each is there or not; how often does not count.  Measured as nDCG@10 / MAP,
 * any of the words; "cut": the texts in paragraphs of 50 words and more.  time
 * has names and no titles, cranfield titles and no names.
 *
 *	paragraphs	time		time, cut	cranfield	cranfield, cut
 *	none		.783 / .731	.702 / .635	.390 / .330	.381 / .318
 *	+ title		.783 / .731	.702 / .635	.393 / .334	.389 / .322
 *	+ near		.783 / .731	.704 / .638	.394 / .335	.391 / .325
 *	+ entity	.784 / .731	.707 / .642	.394 / .335	.392 / .325
 *	articles (group.h)
 *	none		.778 / .726	.779 / .729	.390 / .330	.398 / .334
 *	+ title		.778 / .726	.779 / .729	.393 / .334	.400 / .335
 *	+ near		.779 / .728	.783 / .733	.394 / .335	.400 / .336
 *	+ entity	.779 / .728	.783 / .734	.394 / .334	.400 / .336
 *
 * The constants are round numbers out of the middle of what helps: 0.05 to 0.15
 * for titles, 0.05 to 0.1 and 5 to 16 words for near, 0.05 to 0.1 for entities;
 * at 0.3 each loses.  Left out, since they lost or did nothing on one side:
 * exact pairs instead of near ones, all pairs instead of neighbours, surnames
 * alone as entities, entities in the score of an article as a whole, a bonus
 * for an article's first paragraph (time, cut: .779 to .776) and for recency,
 * for which there are no judgements; --sort and --since are there for that.
 */
#ifndef BONUS_H
#define BONUS_H

#include "compile.h"

struct bonus {
	struct str text;	/* as a query would have it */
	struct xap_query *where;
	struct xap_query *query;	/* there, with the weight, for xap_rank() */
	double weight;		/* of the model (weighting.h) */
	bool is_entity;		/* not of the article as a whole */
};

/* Note a word that ranks, in order. */
void bonus_add_word(struct compiler *, struct str term, struct str folded,
    double weight);

/* After compile_query(): all that there are, to c->bonus. */
MUST_CHECK const struct error *bonus_find(struct compiler *,
    const struct query *);

/* Let them lift what *query finds. */
MUST_CHECK const struct error *bonus_join(struct compiler *,
    struct xap_query **query);

#endif
