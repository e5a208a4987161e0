/*
 * nearest.h: distances, judged by rows and by the plain recursion, and what was
 * meant.
 */
#include <stdlib.h>

#include "nearest.h"
#include "tap.h"

/* By definition: the last characters are equal, or one of four mistakes. */
static size_t
by_definition(const char *a, size_t n, const char *b, size_t m)
{
	size_t best, d;

	if (n == 0 || m == 0)
		return n + m;
	best = by_definition(a, n - 1, b, m) + 1;
	d = by_definition(a, n, b, m - 1) + 1;
	best = d < best ? d : best;
	d = by_definition(a, n - 1, b, m - 1) + (a[n - 1] != b[m - 1]);
	best = d < best ? d : best;
	if (n > 1 && m > 1 && a[n - 1] == b[m - 2] && a[n - 2] == b[m - 1]) {
		d = by_definition(a, n - 2, b, m - 2) + 1;
		best = d < best ? d : best;
	}
	return best;
}

static void
test_rows(void)
{
	static const struct {
		const char *a, *b;
		size_t want;
	} table[] = {
		{ "", "", 0 }, { "", "abc", 3 }, { "company", "company", 0 },
		{ "comapny", "company", 1 }, { "compny", "company", 1 },
		{ "companny", "company", 1 }, { "cumpany", "company", 1 },
		{ "kitten", "sitting", 3 }, { "ca", "abc", 3 },
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		is_int((intmax_t)nearest_distance(str_of(table[i].a),
		    str_of(table[i].b), 9), (intmax_t)table[i].want,
		    "\"%s\", \"%s\"", table[i].a, table[i].b);
		if (table[i].want > 1)
			is_int((intmax_t)nearest_distance(str_of(table[i].a),
			    str_of(table[i].b), 1), 2, "more than the limit");
	}
}

static void
test_random(void)
{
	unsigned wrong = 0;

	srand(1);
	for (int round = 0; round < 500; round++) {
		char a[8] = "", b[8] = "";
		size_t n = (size_t)rand() % 7, m = (size_t)rand() % 7, want;

		for (size_t i = 0; i < n; i++)
			a[i] = (char)('a' + rand() % 3);
		for (size_t i = 0; i < m; i++)
			b[i] = (char)('a' + rand() % 3);
		want = by_definition(a, n, b, m);
		wrong += nearest_distance((struct str){ a, n },
		    (struct str){ b, m }, 20) != want;
		wrong += nearest_distance((struct str){ a, n },
		    (struct str){ b, m }, 2) != (want < 3 ? want : 3);
	}
	is_int(wrong, 0, "500 pairs as by definition");
}

static void
test_names(void)
{
	static const char *const names[] = { "id", "title", "text", "source",
	    "snippet" };
	static const struct {
		const char *wanted, *best;
	} table[] = {
		{ "titel", "title" }, { "txt", "text" }, { "sn", "snippet" },
		{ "s", "source" }, { "source", "source" }, { "xyzzy", "none" },
		{ "", "none" }, { "di", "id" },
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		struct nearest_name n = { .wanted = str_of(table[i].wanted) };

		for (size_t k = 0; k < 5; k++)
			nearest_consider(&n, names[k]);
		is_str(n.best != NULL ? n.best : "none", table[i].best,
		    "\"%s\"", table[i].wanted);
	}
}

int
main(void)
{
	test_rows();
	test_random();
	test_names();
	return done_testing();
}
