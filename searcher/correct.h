/*
 * Words of a query that no paragraph has, put right (suggest.h).
 */
#ifndef CORRECT_H
#define CORRECT_H

#include "work.h"

/*
 * The whole query with better words, the arena's; "" if there is none to say,
 * or none that finds anything under the same conditions.  In a batch nobody
 * looks whether it does.
 */
MUST_CHECK const struct error *correct_query(struct work *, struct str *);

/*
 * Prepare it anew for the better query, if there is one; result->corrected is
 * that.  *c, zero-initialised, has to stay as long as the work; release its
 * query then.
 */
struct corrected {
	struct buf query;
	struct request request;
};
MUST_CHECK const struct error *correct_work(struct work *, struct corrected *);

#endif
