#include "nearest.h"

#include <string.h>

#define NAME_MAX_COMPARED 100	/* bytes; longer names are not compared */

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

size_t
nearest_distance(struct str a, struct str b, size_t limit)
{
	size_t row[3][NAME_MAX_COMPARED + 1];
	size_t *before = row[0], *above = row[1], *here = row[2], *spare;

	if (a.n > NAME_MAX_COMPARED || b.n > NAME_MAX_COMPARED ||
	    (a.n > b.n ? a.n - b.n : b.n - a.n) > limit)
		return limit + 1;
	memset(row, 0, sizeof(row));
	for (size_t j = 0; j <= b.n; j++)
		above[j] = j;
	for (size_t i = 1; i <= a.n; i++) {
		here[0] = i;
		for (size_t j = 1; j <= b.n; j++) {
			here[j] = least(least(above[j] + 1, here[j - 1] + 1),
			    above[j - 1] + (a.p[i - 1] != b.p[j - 1]));
			if (i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] &&
			    a.p[i - 2] == b.p[j - 1])
				here[j] = least(here[j], before[j - 2] + 1);
		}
		spare = before;
		before = above;
		above = here;
		here = spare;
	}
	return least(above[b.n], limit + 1);
}

void
nearest_consider(struct nearest_name *s, const char *name)
{
	size_t limit = s->best != NULL ? s->distance - 1 : (s->wanted.n + 2) /
	    3, d;

	if (s->wanted.n == 0 || (s->best != NULL && s->distance == 0))
		return;
	d = strlen(name) > s->wanted.n && memcmp(name, s->wanted.p,
	    s->wanted.n) == 0 ? 0 : nearest_distance(s->wanted, str_of(name),
	    limit);
	if (d <= limit) {
		s->best = name;
		s->distance = d;
	}
}
