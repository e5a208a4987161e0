/*
 * Dates as articles and people write them -> YYYY, YYYY-MM or YYYY-MM-DD
 * (ISO 8601, proleptic Gregorian, years 1000 to 2999).  Such texts sort by
 * bytes in order of time; a shorter one sorts before all that it covers.
 */
#ifndef DATE_H
#define DATE_H

#include "buf.h"

struct date {
	char text[11];		/* "" if there is none */
};

/*
 * A whole date, blanks around it allowed:
 *	2023  2023-12  2023-12-08  2023/12/08  2023-12-08T10:30:00Z
 *	20231208  20231208T103000Z
 *	8 December 2023  8 Dec 2023  Dec 8, 2023  Dec. 8 2023  December 2023
 *	Fri, 08 Dec 2023 10:30:00 GMT		(RFC 5322)
 * A time of day is checked no further and left out.  False for anything else,
 * days that the month does not have and forms like 08/12/2023 that are read
 * differently in different countries included.
 */
bool date_parse(struct date *, struct str);

/* The strict forms YYYY, YYYY-MM and YYYY-MM-DD only. */
bool date_parse_iso(struct date *, struct str);

/*
 * The dateline at the start of an article: "BAGHDAD, Dec 8, 2023 (Reuters) - ",
 * "SAN SALVADOR, 3 JAN 90 -- ", "Nairobi (AP) -- ".  A year of two digits is
 * read as POSIX strptime() reads %y: 69 to 99 are of the 20th century.  The
 * date stays "" where the year is missing.  *len: bytes up to and including
 * the dash.  False if text does not start with a dateline.
 */
struct dateline {
	struct str place;
	struct date date;
	size_t len;
};
bool dateline_parse(struct dateline *, struct str text);

#endif
