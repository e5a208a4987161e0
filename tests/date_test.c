/*
 * date.h: dates and datelines.
 */
#include <stdlib.h>

#include "date.h"
#include "tap.h"

static void
test_dates(void)
{
	static const struct {
		const char *text, *want;	/* NULL: refused */
	} table[] = {
		{ "2023", "2023" },
		{ "2023-12", "2023-12" },
		{ "2023-12-08", "2023-12-08" },
		{ " 2023-12-08\n", "2023-12-08" },
		{ "2023/12/08", "2023-12-08" },
		{ "2023-12-08T10:30:00Z", "2023-12-08" },
		{ "2023-12-08t10:30", "2023-12-08" },
		{ "20231208", "2023-12-08" },
		{ "20231208T103000Z", "2023-12-08" },
		{ "2023-12-08 10:30:00.123+02:00", "2023-12-08" },
		{ "8 December 2023", "2023-12-08" },
		{ "8 Dec 2023", "2023-12-08" },
		{ "08 dec. 2023", "2023-12-08" },
		{ "8-Dec-2023", "2023-12-08" },
		{ "Dec 8, 2023", "2023-12-08" },
		{ "Dec. 8 2023", "2023-12-08" },
		{ "DECEMBER 8, 2023", "2023-12-08" },
		{ "December 8th, 2023", NULL },
		{ "1st December 2023", "2023-12-01" },
		{ "2nd May 1999", "1999-05-02" },
		{ "Sept. 11, 2001", "2001-09-11" },
		{ "Sep 11, 2001", "2001-09-11" },
		{ "June 6, 1944", "1944-06-06" },
		{ "December 2023", "2023-12" },
		{ "Fri, 08 Dec 2023 10:30:00 GMT", "2023-12-08" },
		{ "Fri, 8 Dec 2023 10:30:00 +0100 (CET)", "2023-12-08" },
		{ "Friday, December 8, 2023", "2023-12-08" },
		{ "Tues. 5 Dec 2023", "2023-12-05" },
		{ "29 Feb 2024", "2024-02-29" },
		{ "2000-02-29", "2000-02-29" },
		{ "8 Dec 68", "2068-12-08" },
		{ "8 Dec 69", "1969-12-08" },
		{ "1000-01-01", "1000-01-01" },
		{ "2999-12-31", "2999-12-31" },

		{ "", NULL }, { " ", NULL }, { "yesterday", NULL },
		{ "08/12/2023", NULL }, { "12/08/23", NULL },
		{ "8.12.2023", NULL }, { "20231308", NULL },
		{ "202312081", NULL }, { "20231208x", NULL },
		{ "2023-1-8", NULL }, { "2023-12-8", NULL },
		{ "2023-13", NULL }, { "2023-00", NULL },
		{ "2023-12-00", NULL }, { "2023-12-32", NULL },
		{ "2023-02-29", NULL }, { "1900-02-29", NULL },
		{ "31 April 2023", NULL }, { "0 Dec 2023", NULL },
		{ "Dec 0, 2023", NULL }, { "Dec 32, 2023", NULL },
		{ "2023-12/08", NULL }, { "2023/12-08", NULL },
		{ "0999-01-01", NULL }, { "3000-01-01", NULL },
		{ "23", NULL }, { "202", NULL }, { "20234", NULL },
		{ "Dec 8", NULL }, { "8 December", NULL },
		{ "December", NULL }, { "De 8, 2023", NULL },
		{ "Decem 8, 2023", NULL }, { "Marc 8, 2023", NULL },
		{ "8 Dec 2023 or so", NULL }, { "2023-12-08 noon", NULL },
		{ "2023 10:30", NULL }, { "2023-12-08T", NULL },
		{ "Dec 8, 123", NULL }, { "-2023-12-08", NULL },
	};
	struct date d;

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		bool good;

		memset(&d, 'x', sizeof(d));
		good = date_parse(&d, str_of(table[i].text));
		if (table[i].want == NULL)
			ok(!good, "refused: row %zu", i);
		else
			is_str(good ? d.text : NULL, table[i].want,
			    "date: row %zu", i);
	}
}

static void
test_iso(void)
{
	static const struct {
		const char *text;
		bool want;
	} table[] = {
		{ "2023", true }, { "2023-12", true }, { "2023-12-08", true },
		{ "2023/12/08", false }, { " 2023", false },
		{ "2023 ", false }, { "2023-", false }, { "2023-12-", false },
		{ "2023-12-08T10:30", false }, { "8 Dec 2023", false },
		{ "2023-02-30", false }, { "", false }, { "abc", false },
		{ "2023-12-081", false },
	};
	struct date d;

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		strcpy(d.text, "old");
		is_int(date_parse_iso(&d, str_of(table[i].text)),
		    table[i].want, "strict: \"%s\"", table[i].text);
		is_str(d.text, table[i].want ? table[i].text : "",
		    "... and its text");
	}
}

static void
test_datelines(void)
{
	static const struct {
		const char *text, *place, *date, *rest;	/* place NULL: none */
	} table[] = {
		{ "BAGHDAD, Dec 8, 2023 (Reuters) - Rockets", "BAGHDAD",
		    "2023-12-08", " Rockets" },
		{ "BAGHDAD, Dec 8 (Reuters) - Rockets", "BAGHDAD", "",
		    " Rockets" },
		{ "SAN SALVADOR, 3 JAN 90 -- A bomb", "SAN SALVADOR",
		    "1990-01-03", " A bomb" },
		{ "Nairobi (AP) -- Rivals", "Nairobi", "", " Rivals" },
		{ "NAIROBI (AP) \xe2\x80\x94 Rivals", "NAIROBI", "",
		    " Rivals" },
		{ "LONDON (Reuters) \xe2\x80\x93 Shares", "LONDON", "",
		    " Shares" },
		{ "PARIS \xe2\x80\x94 Shares", "PARIS", "", " Shares" },
		{ "PARIS \xe2\x80\x94Shares", "PARIS", "", "Shares" },
		{ "PARIS ---Shares", "PARIS", "", "Shares" },
		{ "PARIS -- Shares", "PARIS", "", " Shares" },
		{ "WASHINGTON, D.C., Jan. 5, 2001 - He", "WASHINGTON, D.C.",
		    "2001-01-05", " He" },
		{ "LIMA, Peru (AP) - He", "LIMA, Peru", "", " He" },
		{ "S\xc3\x83O PAULO, 3 May 1999 - He", "S\xc3\x83O PAULO",
		    "1999-05-03", " He" },
		{ "\xc3\x8ELE (AFP) - He", "\xc3\x8ELE", "", " He" },
		{ "ROME, Dec 2023 - He", "ROME", "2023-12", " He" },

		{ "", NULL, NULL, NULL },
		{ "Rockets hit the embassy - again", NULL, NULL, NULL },
		{ "The talks (in Geneva) went on", NULL, NULL, NULL },
		{ "baghdad, Dec 8 (Reuters) - x", NULL, NULL, NULL },
		{ "BAGHDAD, Dec 8 (Reuters) Rockets", NULL, NULL, NULL },
		{ "BAGHDAD, Monday - Rockets", NULL, NULL, NULL },
		{ "BAGHDAD", NULL, NULL, NULL },
		{ "Ma -- Zz", NULL, NULL, NULL },
		{ "Zz -- Ma", NULL, NULL, NULL },
		{ "A - B", NULL, NULL, NULL },
		{ "BAGHDAD (an agency whose name is far too long to be "
		    "one at all) - x", NULL, NULL, NULL },
		{ "A PLACE WHOSE NAME GOES ON AND ON AND ON AND ON FOR "
		    "MORE THAN SIXTY (AP) - x", NULL, NULL, NULL },
		{ "SOUTH-EAST WIND -and rain", NULL, NULL, NULL },
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		struct str text = str_of(table[i].text);
		struct dateline d;
		bool good = dateline_parse(&d, text);
		char *place;

		if (table[i].place == NULL) {
			ok(!good, "no dateline: row %zu", i);
			continue;
		}
		if (!ok(good, "dateline: row %zu", i))
			continue;
		place = str_dup(d.place);
		is_str(place, table[i].place, "... its place");
		is_str(d.date.text, table[i].date, "... its date");
		is_str(table[i].text + d.len, table[i].rest, "... its end");
		free(place);
	}
}

int
main(void)
{
	test_dates();
	test_iso();
	test_datelines();
	return done_testing();
}
