#include "date.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#define YEAR_MIN 1000
#define YEAR_MAX 2999

/* ---- pieces ---- */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_alpha(char c)
{
	return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static void
skip_any(struct str *s, const char *set)
{
	while (s->n > 0 && strchr(set, s->p[0]) != NULL && s->p[0] != '\0')
		s->p++, s->n--;
}

/* A number of at most max digits; their count, 0 if there is none. */
static unsigned
take_number(struct str *s, unsigned max, unsigned *value)
{
	unsigned n = 0;

	*value = 0;
	while (n < max && s->n > 0 && is_digit(s->p[0])) {
		*value = *value * 10 + (unsigned)(s->p[0] - '0');
		s->p++, s->n--, n++;
	}
	return n > 0 && s->n > 0 && is_digit(s->p[0]) ? 0 : n;
}

/* A month's name or its abbreviation; 1..12, 0 if there is none. */
static unsigned
take_month(struct str *s)
{
	static const char *const name[] = {
		"january", "february", "march", "april", "may", "june", "july",
		"august", "september", "october", "november", "december"
	};
	size_t n = 0;

	while (n < s->n && is_alpha(s->p[n]))
		n++;
	if (n < 3 || n > 9)
		return 0;
	for (unsigned m = 0; m < 12; m++) {
		bool is_short = n == 3 || (n == 4 && (m == 8 || m == 5 ||
		    m == 6));	/* Sept, June, July */

		if (strncasecmp(s->p, name[m], n) != 0 ||
		    (!is_short && strlen(name[m]) != n))
			continue;
		s->p += n;
		s->n -= n;
		return m + 1;
	}
	return 0;
}

static unsigned
days_of(unsigned year, unsigned month)
{
	static const unsigned char days[] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
	};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

/* month and day may be 0: unknown. */
static bool
compose(struct date *d, unsigned year, unsigned month, unsigned day)
{
	d->text[0] = '\0';
	if (year < YEAR_MIN || year > YEAR_MAX || month > 12 ||
	    (month == 0 && day != 0) ||
	    (day != 0 && day > days_of(year, month)))
		return false;
	if (day != 0)
		snprintf(d->text, sizeof(d->text), "%04u-%02u-%02u",
		    year % 10000, month % 100, day % 100);
	else if (month != 0)
		snprintf(d->text, sizeof(d->text), "%04u-%02u", year % 10000,
		    month % 100);
	else
		snprintf(d->text, sizeof(d->text), "%04u", year % 10000);
	return true;
}

/* What may follow a date: nothing, or a time of day and a zone. */
static bool
is_time(struct str s)
{
	if (s.n == 0)
		return true;
	if (s.p[0] == 'T' || s.p[0] == 't' || s.p[0] == ' ' || s.p[0] == ',')
		s.p++, s.n--;
	skip_any(&s, " ");
	if (s.n < 4 || !is_digit(s.p[0]))
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!is_digit(s.p[i]) && !is_alpha(s.p[i]) &&
		    strchr(":.+- ()", s.p[i]) == NULL)
			return false;
	return memchr(s.p, ':', s.n < 3 ? s.n : 3) != NULL;
}

/* ---- whole dates ---- */

/* YYYY[-MM[-DD]]; the separator may be '/' if lenient. */
static bool
take_iso(struct date *d, struct str *s, bool lenient)
{
	unsigned year, month = 0, day = 0;
	char sep;

	if (take_number(s, 4, &year) != 4)
		return false;
	if (s->n > 0 && (s->p[0] == '-' || (lenient && s->p[0] == '/'))) {
		sep = s->p[0];
		s->p++, s->n--;
		if (take_number(s, 2, &month) != 2 || month == 0)
			return false;
		if (s->n > 0 && s->p[0] == sep) {
			s->p++, s->n--;
			if (take_number(s, 2, &day) != 2 || day == 0)
				return false;
		}
	}
	return compose(d, year, month, day);
}

bool
date_parse_iso(struct date *d, struct str s)
{
	bool good = take_iso(d, &s, false) && s.n == 0;

	if (!good)
		d->text[0] = '\0';
	return good;
}

/* [D] Month [D][,] Y; the year may be missing if year is allowed to be 0. */
static bool
take_written(struct str *s, unsigned *year, unsigned *month, unsigned *day)
{
	struct str ahead;
	unsigned digits;

	*year = *day = 0;
	if (s->n > 0 && is_digit(s->p[0])) {
		digits = take_number(s, 2, day);
		if (digits == 0 || *day == 0)
			return false;
		if (s->n > 1 && is_alpha(s->p[0]) && strchr("snrt",
		    s->p[0] | 32) != NULL && strchr("tdh", s->p[1] | 32) !=
		    NULL && (s->n == 2 || !is_alpha(s->p[2])))
			s->p += 2, s->n -= 2;	/* 1st, 2nd, 3rd, 4th */
		skip_any(s, " -");
		if ((*month = take_month(s)) == 0)
			return false;
		skip_any(s, ". ,-");
	} else {
		if ((*month = take_month(s)) == 0)
			return false;
		skip_any(s, ". ");
		ahead = *s;
		digits = take_number(&ahead, 2, day);
		if (digits > 0 && *day == 0)
			return false;
		if (digits > 0)
			*s = ahead;
		else
			*day = 0;
		ahead = *s;
		skip_any(&ahead, ", ");
		if (ahead.n > 0 && is_digit(ahead.p[0]))
			*s = ahead;
	}
	ahead = *s;
	digits = take_number(&ahead, 4, year);
	if (digits == 2)
		*year += *year >= 69 ? 1900 : 2000;
	if (digits == 2 || digits == 4)
		*s = ahead;
	else
		*year = 0;
	return *day <= 31;
}

static void
skip_weekday(struct str *s)
{
	static const char *const name[] = {
		"monday", "tuesday", "wednesday", "thursday", "friday",
		"saturday", "sunday"
	};
	size_t n = 0;

	while (n < s->n && is_alpha(s->p[n]))
		n++;
	if (n < 3 || n > 9)
		return;
	for (size_t i = 0; i < 7; i++)
		if ((n <= 4 || n == strlen(name[i])) &&
		    strncasecmp(s->p, name[i], n) == 0) {
			s->p += n;
			s->n -= n;
			skip_any(s, "., ");
			return;
		}
}

/* 20231208 and 20231208T103000Z, the basic format of ISO 8601. */
static bool
take_basic(struct date *d, struct str s)
{
	unsigned n = 0;

	if (s.n < 8 || (s.n > 8 && s.p[8] != 'T'))
		return false;
	for (size_t i = 0; i < 8; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		n = n * 10 + (unsigned)(s.p[i] - '0');
	}
	return compose(d, n / 10000, n / 100 % 100, n % 100);
}

bool
date_parse(struct date *d, struct str s)
{
	struct str rest;
	unsigned year, month, day;

	s = str_trim(s);
	if (take_basic(d, s))
		return true;
	rest = s;
	if (take_iso(d, &rest, true) && (rest.n == 0 || (strlen(d->text) ==
	    10 && is_time(rest))))
		return true;
	d->text[0] = '\0';
	rest = s;
	skip_weekday(&rest);
	if (!take_written(&rest, &year, &month, &day) || year == 0 ||
	    !is_time(rest))
		return false;
	return compose(d, year, month, day);
}

/* ---- datelines ---- */

#define PLACE_MAX 60		/* bytes of a place's name */
#define AGENCY_MAX 40

/* The dash that ends a dateline; its length, 0 if there is none at s. */
static size_t
dash(struct str s)
{
	size_t n = 0;

	while (n < s.n && s.p[n] == '-')
		n++;
	if (n == 0 && (str_starts(s, "\xe2\x80\x93") ||
	    str_starts(s, "\xe2\x80\x94")))
		n = 3;
	return n > 0 && (n == s.n || s.p[n] == ' ' || n >= 3) ? n : 0;
}

/* Where the place's name ends: before ", Month", " (" or a dash. */
static size_t
place_end(struct str s)
{
	for (size_t i = 0; i < s.n && i <= PLACE_MAX; i++) {
		struct str after = { s.p + i, s.n - i };

		if (s.p[i] == ',') {
			unsigned year, month, day;

			skip_any(&after, ", ");
			if (after.n > 0 && take_written(&after, &year, &month,
			    &day))
				return i;
		} else if (s.p[i] == ' ' && i + 1 < s.n) {
			after.p++, after.n--;
			if (after.p[0] == '(' || dash(after) > 0)
				return i;
		}
	}
	return 0;
}

bool
dateline_parse(struct dateline *d, struct str text)
{
	struct str rest = text;
	unsigned year = 0, month = 0, day = 0;
	bool upper = true, agency = false;
	size_t n = place_end(text);
	const char *close;

	memset(d, 0, sizeof(*d));
	if (n < 2 || !(((unsigned char)text.p[0] >= 0x80) ||
	    (text.p[0] >= 'A' && text.p[0] <= 'Z')))
		return false;
	for (size_t i = 0; i < n; i++)
		upper &= !(text.p[i] >= 'a' && text.p[i] <= 'z');
	rest.p += n;
	rest.n -= n;
	if (rest.p[0] == ',') {
		skip_any(&rest, ", ");
		if (!take_written(&rest, &year, &month, &day))
			return false;
	}
	skip_any(&rest, " ,");
	if (rest.n > 0 && rest.p[0] == '(') {
		close = memchr(rest.p, ')', rest.n < AGENCY_MAX ? rest.n :
		    AGENCY_MAX);
		if (close == NULL)
			return false;
		agency = true;
		rest.n -= (size_t)(close + 1 - rest.p);
		rest.p = close + 1;
		skip_any(&rest, " ");
	}
	if (dash(rest) == 0 || (!upper && !agency && month == 0))
		return false;
	d->place = (struct str){ text.p, n };
	d->len = (size_t)(rest.p - text.p) + dash(rest);
	if (year != 0)
		compose(&d->date, year, month, day);
	return true;
}
