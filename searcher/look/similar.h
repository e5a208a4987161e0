/*
 * --similar: paragraphs like one paragraph, or like an article.
 *
 * The query is the terms that the ranking model (weighting.h) gives most in
 * that text: the rarity of each times the saturation of its frequency there,
 * SIMILAR_TERMS of them at most, any of which will do, each multiplied by that
 * saturation.  That is relevance feedback with one document (Robertson 1990,
 * "On term selection for query expansion"), as Lucene's MoreLikeThis has it.
 * Stop words are no terms, nor is what stands nowhere else.  Words of the title
 * count for an article, not for a paragraph, or its neighbours were all that is
 * like it.
 *
 * Measured as nDCG@10, a relevant document as the text, the other relevant ones
 * of its query to be found, no article twice:
 *
 *				time (105)	cranfield (570)
 *	20 terms		0.684		0.349
 *	30 terms		0.696		0.355
 *	  not multiplied	0.682		0.341
 */
#ifndef SIMILAR_H
#define SIMILAR_H

#include "work.h"

#define SIMILAR_TERMS 30

/*
 * ARTICLE#N or an article's id -> a query that does not find it itself; and
 * result->similar.  Error UNKNOWN with a suggestion; QUERY where a server
 * would have to leave out one paragraph.
 */
MUST_CHECK const struct error *similar_compile(struct work *, struct str id,
    struct xap_query **out);

#endif
