/*
 * --similar: paragraphs like one paragraph, or like an article.
 *
 * The query is the terms that the ranking model (weighting.h) gives most in
 * that text: the rarity of each times the saturation of its frequency there,
 * SIMILAR_TERMS of them at most, each multiplied by that saturation.  That is
 * relevance feedback with one document (Robertson 1990, "On term selection for
 * query expansion"), as Lucene's MoreLikeThis has it.  A match has any of the
 * first SIMILAR_NEEDED, the others only rank: a third of 100,000 paragraphs of
 * news had any of 30 words, 1 % any of 10, and numbers should say something.
 * Stop words are no terms, nor is what stands nowhere else.  Words of the title
 * count for an article, not for a paragraph, or its neighbours were all that is
 * like it.
 *
 * Measured as nDCG@10, a relevant document as the text, the other relevant ones
 * of its query to be found; with any of the terms, unless it says otherwise:
 *
 *				time (105)	cranfield (570)
 *	20 terms		0.689		0.349
 *	30 terms		0.703		0.355
 *	  any of the first 10	0.702		0.355
 *	  any of the first 5	0.701		0.353
 *	  not multiplied	0.689		0.342
 */
#ifndef SIMILAR_H
#define SIMILAR_H

#include "work.h"

#define SIMILAR_TERMS 30
#define SIMILAR_NEEDED 10

/*
 * ARTICLE#N or an article's id -> a query that does not find it itself; and
 * result->similar.  Error UNKNOWN with a suggestion; QUERY where a server
 * would have to leave out one paragraph.
 */
MUST_CHECK const struct error *similar_compile(struct work *, struct str id,
    struct xap_query **out);

#endif
