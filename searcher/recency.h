/*
 * --recent: newer paragraphs are lifted.
 *
 * One of the newest day that the index has, or of --until where that is
 * earlier, gets RECENT_SHARE of the score of the best match on top of its own;
 * DAYS before, half of that; and so on.  So a lift turns around what is about as
 * good and never brings up what hardly matches, whatever the query is made of.
 * It depends on the index, not on the day of asking.
 *
 * A date that is less exact counts as its first day.  Without a date, or more
 * than RECENT_HALVES times DAYS before, there is no lift.
 */
#ifndef RECENCY_H
#define RECENCY_H

#include "work.h"

#define RECENT_DAYS 30		/* unless the user says otherwise */
#define RECENT_DAYS_MAX 3650
#define RECENT_SHARE 0.25
#define RECENT_HALVES 10

struct recency {
	long newest;		/* day from 1970-01-01 */
	double days;
	double lift;		/* of that day, as a score of the model */
};

/* One more bonus for the compiler (bonus.h), by the best that query finds. */
MUST_CHECK const struct error *recency_find(struct work *,
    const struct xap_query *query);

/* The lift for a date of the column (column.h). */
double recency_lift(const struct recency *, uint32_t date);

#endif
