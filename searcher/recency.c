#include "recency.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

#include "bonus.h"

/* ---- days ---- */

/*
 * Of a date of the column: YYYYMMDD, with 00 for what is not known and 99 for
 * the last one (query_last_day()).
 */
static long
day_of(uint32_t date)
{
	int month = (int)(date / 100 % 100), day = (int)(date % 100);
	struct tm tm = { .tm_year = (int)(date / 10000) - 1900,
	    .tm_mon = month == 0 ? 0 : month > 12 ? 11 : month - 1,
	    .tm_mday = day == 0 ? 1 : day };

	if (day > 31) {		/* the day before the next month */
		tm.tm_mon++;
		tm.tm_mday = 0;
	}
	return (long)(timegm(&tm) / 86400);
}

double
recency_lift(const struct recency *r, uint32_t date)
{
	double age = (double)(r->newest - day_of(date));

	if (date == 0 || age > RECENT_HALVES * r->days)
		return 0;
	return age < 0 ? r->lift : r->lift * exp2(-age / r->days);
}

/* ---- the newest ---- */

static void
each_date(void *arg, uint32_t docid, struct str date)
{
	uint32_t *newest = arg, this = column_date(date);

	(void)docid;
	if (this > *newest)
		*newest = this;
}

/* *newest: 0 if nothing has a date. */
static const struct error *
find_newest(struct search *s, uint32_t *newest)
{
	const struct columns *c = &s->columns;

	*newest = 0;
	if (!columns_complete(c))
		return xap_reader_values(s->reader, SLOT_DATE, each_date,
		    newest);
	for (size_t i = 0; i < c->parts; i++)
		for (uint32_t b = 0; b < column_blocks(c->at[i]); b++) {
			uint32_t last = column_entry(c->at[i], b)->newest;

			if (last > *newest)
				*newest = last;
		}
	return NULL;
}

/* ---- the bonus ---- */

struct lifts {			/* of dates as they are written */
	struct compiler *c;
	const struct recency *recency;
	struct xap_value_weight *at;
	size_t n, cap;
};

static void
add_lift(struct lifts *l, uint32_t date, struct buf *text)
{
	ARRAY_GROW(l->at, l->n, l->cap);
	l->at[l->n++] = (struct xap_value_weight){ arena_str(l->c->arena,
	    buf_slice(text)), recency_lift(l->recency, date) *
	    (l->c->weighting->k + 1) };
	buf_reset(text);
}

/* The day, and, if it is the first of one, the month and the year. */
static void
add_day(struct lifts *l, long day)
{
	time_t seconds = (time_t)day * 86400;
	struct buf text = { 0 };
	struct tm tm;
	uint32_t date;

	gmtime_r(&seconds, &tm);
	date = (uint32_t)((tm.tm_year + 1900) * 10000 + (tm.tm_mon + 1) * 100 +
	    tm.tm_mday);
	buf_printf(&text, "%04u-%02u-%02u", date / 10000, date / 100 % 100,
	    date % 100);
	add_lift(l, date, &text);
	if (tm.tm_mday == 1) {
		buf_printf(&text, "%04u-%02u", date / 10000, date / 100 % 100);
		add_lift(l, date, &text);
	}
	if (tm.tm_yday == 0) {
		buf_printf(&text, "%04u", date / 10000);
		add_lift(l, date, &text);
	}
	buf_release(&text);
}

static const struct error *
add_bonus(struct compiler *c, const struct recency *recency)
{
	struct lifts lifts = { .c = c, .recency = recency };
	struct bonus b = { .text = STR_LIT("--recent"), .recency = recency };
	struct xap_query *q = NULL;
	const struct error *e;

	for (long i = 0; i <= (long)(RECENT_HALVES * recency->days); i++)
		add_day(&lifts, recency->newest - i);
	e = xap_query_values(&q, SLOT_DATE, lifts.at, lifts.n);
	free(lifts.at);
	if ((e = compile_keep(c, e, q, &b.query)) != NULL)
		return e;
	ARRAY_GROW(c->bonus, c->bonuses, c->bonus_cap);
	c->bonus[c->bonuses++] = b;
	return NULL;
}

const struct error *
recency_find(struct work *w, const struct xap_query *query)
{
	struct xap_order_by by = { XAP_RELEVANCE, 0, w->s->weighting.k };
	struct recency *recency = arena_alloc(&w->result->arena,
	    sizeof(*recency));
	uint32_t newest = w->s->newest, until = w->counting.until;
	const struct error *e = NULL;
	struct xap_hit best;
	size_t n;

	if (newest == 0 && (e = find_newest(w->s, &newest)) != NULL)
		return e;
	w->s->newest = newest;
	if (w->rq->until != NULL && until < newest)
		newest = until;
	if ((e = xap_rank(w->s->reader, query, &by, 0, 1, &best, &n)) != NULL ||
	    n == 0 || best.score <= 0 || newest == 0)
		return e;
	*recency = (struct recency){ day_of(newest), (double)w->rq->recent,
	    RECENT_SHARE * weighting_score(&w->s->weighting, best.score) };
	return add_bonus(&w->compiler, recency);
}
