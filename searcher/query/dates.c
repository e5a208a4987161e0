#include <string.h>

#include "column.h"
#include "date.h"
#include "query.h"

static bool
is_date(struct str s)
{
	struct date date;

	return s.n == 0 || date_parse_iso(&date, s);
}

uint32_t
query_last_day(struct str s)
{
	return column_date(s) + (s.n <= 4 ? 9999 : s.n <= 7 ? 99 : 0);
}

const char *
query_dates(struct str text, struct str *since, struct str *until, size_t *at)
{
	const char *dots = memmem(text.p, text.n, "..", 2);

	*since = *until = text;
	*at = 0;
	if (dots != NULL) {
		since->n = (size_t)(dots - text.p);
		until->p = dots + 2;
		until->n = text.n - since->n - 2;
	}
	if (since->n + until->n == 0)
		return "a range of dates needs one at least";
	if (!is_date(*since))
		return "not a date; write YYYY, YYYY-MM or YYYY-MM-DD, and "
		    ".. between two";
	*at = (size_t)(until->p - text.p);
	if (!is_date(*until))
		return "not a date; write YYYY, YYYY-MM or YYYY-MM-DD";
	if (since->n > 0 && until->n > 0 && column_date(*since) >
	    query_last_day(*until))
		return "the range ends before it begins";
	return NULL;
}
