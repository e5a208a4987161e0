#include "wrap.h"

#include <wchar.h>

#include "clean.h"

#define REPLACEMENT 0xfffd

int32_t
wrap_rune(struct str *rest, size_t *width)
{
	int32_t rune = clean_rune(rest);
	int n = wcwidth((wchar_t)rune);

	if (n < 0 || rune == 0) {
		rune = REPLACEMENT;
		n = 1;
	}
	*width = (size_t)n;
	return rune;
}

size_t
wrap_width(struct str s)
{
	size_t sum = 0, n;

	while (s.n > 0) {
		wrap_rune(&s, &n);
		sum += n;
	}
	return sum;
}

size_t
wrap_fit(struct str s, size_t width)
{
	struct str rest = s;
	size_t sum = 0, end = 0, n;

	while (rest.n > 0) {
		wrap_rune(&rest, &n);
		if (sum + n > width && end > 0)
			break;
		sum += n;
		end = s.n - rest.n;
	}
	return end;
}

bool
wrap_next(struct str *rest, size_t width, struct str *line)
{
	size_t end, cut;

	if (rest->n == 0)
		return false;
	end = cut = wrap_fit(*rest, width);
	if (end < rest->n) {
		while (cut > 0 && rest->p[cut] != ' ')
			cut--;
		if (cut > 0)
			end = cut;
	}
	*line = (struct str){ rest->p, end };
	while (end < rest->n && rest->p[end] == ' ')
		end++;
	rest->p += end;
	rest->n -= end;
	return true;
}
