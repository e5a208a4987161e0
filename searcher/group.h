/*
 * One hit per article: its best paragraph, the articles in order of half the
 * score of that paragraph and half the score of the article as a whole.
 *
 * The article as a whole is scored by the same model as a paragraph
 * (weighting.h): N counts articles, n those that have the word, and the word's
 * wdf is the sum over its paragraphs, divided by 0.25 + 0.75 p / mean p, where
 * p is how many paragraphs it has.
 *
 * What lifts a paragraph (query/bonus.h) lifts its article as much, once.
 *
 * Measured without that (make measure) as nDCG@10 / MAP, any of the words, the texts of the
 * collections cut into paragraphs of 50 words and more:
 *
 *					time		cranfield
 *	best paragraph			0.702 / 0.635	0.381 / 0.318
 *	fading sum of four, by 1/2	0.723 / 0.658	0.375 / 0.315
 *	fading sum of four, by 1/4	0.728 / 0.660	0.389 / 0.323
 *	4-norm of all scores		0.728 / 0.659	0.391 / 0.326
 *	the article as a whole		0.772 / 0.717	0.396 / 0.334
 *	half and half			0.781 / 0.730	0.398 / 0.334
 *	0.4 to 0.6 for the article	0.773 to 0.781	0.396 to 0.400
 *
 * (With the texts whole, an article is a paragraph but for a few that are two:
 * fading sums then lose 0.03 to 0.05, half and half nothing.)
 */
#ifndef GROUP_H
#define GROUP_H

#include "column.h"
#include "compile.h"
#include "searcher.h"

struct grouping {
	struct xap_reader *reader;
	struct column *column;		/* of the only index; may be NULL */
	const struct weighting *weighting;
	const struct xap_query *query;
	const struct compiler *compiler;	/* of the query: its words,
						   names and bonuses rank */
	enum sort_key sort;		/* not SORT_DEFAULT */
	size_t offset, limit;
};

/*
 * Hits offset .. offset + limit - 1 into hit[], *n of them.  Time: once over
 * the matches and the postings of the words; memory: 20 bytes a document.
 */
MUST_CHECK const struct error *group_rank(const struct grouping *,
    struct xap_hit *hit, size_t *n);

/*
 * What each word adds to the score of the n hits that group_rank() found:
 * add(arg, term, i, by hit i as a paragraph, by its article as a whole).  query,
 * offset and limit mean nothing.
 */
typedef void group_part_fn(void *, struct str term, size_t i,
    double paragraph, double article);
MUST_CHECK const struct error *group_explain(const struct grouping *,
    const struct xap_hit *hit, size_t n, group_part_fn *add, void *arg);

#endif
