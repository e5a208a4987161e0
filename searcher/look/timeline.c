/*
 * How the matches lie in time.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "map.h"
#include "work.h"

struct periods {
	struct timeline *t;
	struct map by_date;		/* -> 1 + where in t */
	size_t cap;
	enum period_unit unit;
};

/* Days since 1 March of the year 0, of the proleptic Gregorian calendar. */
static long
day_number(long year, long month, long day)
{
	if (month < 3) {
		year--;
		month += 12;
	}
	return 365 * year + year / 4 - year / 100 + year / 400 +
	    (153 * (month - 3) + 2) / 5 + day - 1;
}

/* The Monday at or before a day, as YYYY-MM-DD. */
static struct str
monday_of(struct str date, char text[11])
{
	long year = strtol(date.p, NULL, 10);
	long month = strtol(date.p + 5, NULL, 10);
	long day = strtol(date.p + 8, NULL, 10);
	/* 1 March of the year 0 was a Wednesday */
	long back = (day_number(year, month, day) + 2) % 7;
	static const int length[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
	    30, 31 };

	if ((day -= back) < 1) {
		if (--month < 1) {
			month = 12;
			year--;
		}
		day += length[month - 1] + (month == 2 && year % 4 == 0 &&
		    (year % 100 != 0 || year % 400 == 0));
	}
	snprintf(text, 11, "%04u-%02u-%02u", (unsigned)year % 10000,
	    (unsigned)month % 100, (unsigned)day % 100);
	return str_of(text);
}

/* What a date counts for. */
static struct str
period_of(struct str date, enum period_unit unit, char text[11])
{
	static const size_t len[] = { 4, 7, 10, 10 };

	if (date.n > len[unit])
		date.n = len[unit];
	snprintf(text, 11, "%.*s", STR_ARG(date));
	return unit == PERIOD_WEEK && date.n == 10 ?
	    monday_of(str_of(text), text) : str_of(text);
}

static void
count_date(void *arg, size_t i, uint64_t times, struct str date)
{
	struct periods *p = arg;
	struct timeline *t = p->t;
	struct map_entry *entry;
	char text[11];

	(void)i;
	date = period_of(date, p->unit, text);
	entry = map_put(&p->by_date, date);
	if (entry->value == 0) {
		ARRAY_GROW(t->at, t->n, p->cap);
		t->at[t->n] = (struct period){ .count = 0 };
		memcpy(t->at[t->n++].date, date.p, date.n);
		entry->value = t->n;
	}
	t->at[entry->value - 1].count += times;
	t->undated -= times;
}

static int
by_date(const void *a, const void *b)
{
	return strcmp(((const struct period *)a)->date,
	    ((const struct period *)b)->date);
}

const struct error *
search_timeline(struct search *s, const struct request *rq,
    enum period_unit unit, struct timeline *t)
{
	const unsigned slot[] = { SLOT_DATE };
	struct periods p = { .t = t, .unit = unit };
	struct xap_query *query;
	const struct error *e;
	struct work w;
	uint64_t n;

	memset(t, 0, sizeof(*t));
	if ((e = work_prepare(&w, s, rq, &t->result)) == NULL)
		e = tally_filter(&w.counting, FACETS, &query);
	for (size_t i = 0; i < xap_reader_parts(s->reader) && e == NULL; i++) {
		e = xap_scan(s->reader, i, query, slot, 1, count_date, &p, &n);
		t->undated += e == NULL ? n : 0;
	}
	if (e == NULL && t->n > 0)
		qsort(t->at, t->n, sizeof(*t->at), by_date);
	work_finish(&w);
	map_release(&p.by_date);
	if (e != NULL)
		timeline_release(t);
	return e;
}

void
timeline_release(struct timeline *t)
{
	free(t->at);
	result_release(&t->result);
	memset(t, 0, sizeof(*t));
}
