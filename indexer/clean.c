#include "clean.h"

#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

int32_t
clean_rune(struct str *rest)
{
	const unsigned char *u = (const unsigned char *)rest->p;
	size_t n = rest->n, want, i;
	int32_t rune, lowest;

	if (u[0] < 0x80) {
		rest->p++, rest->n--;
		return u[0];
	}
	if (u[0] >= 0xc2 && u[0] <= 0xdf)
		want = 2, rune = u[0] & 0x1f, lowest = 0x80;
	else if ((u[0] & 0xf0) == 0xe0)
		want = 3, rune = u[0] & 0x0f, lowest = 0x800;
	else if (u[0] >= 0xf0 && u[0] <= 0xf4)
		want = 4, rune = u[0] & 0x07, lowest = 0x10000;
	else
		want = 1, rune = 0, lowest = 1;
	for (i = 1; i < want && i < n && (u[i] & 0xc0) == 0x80; i++) {
		/* overlong, surrogate or too high: the second byte tells */
		if (i == 1 && ((u[0] == 0xe0 && u[1] < 0xa0) ||
		    (u[0] == 0xed && u[1] > 0x9f) ||
		    (u[0] == 0xf0 && u[1] < 0x90) ||
		    (u[0] == 0xf4 && u[1] > 0x8f)))
			break;
		rune = rune << 6 | (u[i] & 0x3f);
	}
	rest->p += i;
	rest->n -= i;
	return i == want && rune >= lowest ? rune : 0xfffd;
}

void
buf_rune(struct buf *b, int32_t rune)
{
	utf8proc_uint8_t u[4];
	utf8proc_ssize_t n = utf8proc_encode_char(rune, u);

	buf_add(b, u, n > 0 ? (size_t)n : 0);
}

bool
clean_is_utf8(struct str s)
{
	while (s.n > 0) {
		size_t n = str_ascii(s);
		const char *at;

		s.p += n;
		s.n -= n;
		if ((at = s.p) == NULL || s.n == 0)
			break;
		/* a true U+FFFD is three bytes EF BF BD */
		if (clean_rune(&s) == 0xfffd && !(s.p - at == 3 &&
		    memcmp(at, "\xef\xbf\xbd", 3) == 0))
			return false;
	}
	return true;
}

void
clean_windows1252(struct buf *out, struct str in)
{
	/* 0x80..0x9f; the five unassigned bytes stay C1 controls */
	static const int32_t high[32] = {
		0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021,
		0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x17d, 0x8f,
		0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
		0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d, 0x17e, 0x178
	};

	for (size_t i = 0; i < in.n; i++) {
		unsigned char c = (unsigned char)in.p[i];

		if (c < 0x80)
			buf_putc(out, (char)c);
		else
			buf_rune(out, c < 0xa0 ? high[c - 0x80] : c);
	}
}

/*
 * Skip what follows an escape character (or the C1 control that stands for
 * ESC and introducer): ECMA-48, section 5.  *unclosed: no string that begins
 * before it has an end, so that none is looked for twice.
 */
static void
skip_escape(struct str *rest, int32_t introducer, const char **unclosed)
{
	struct str ahead;
	int32_t c = introducer;

	if (c == 0) {
		/* short sequence: intermediates 0x20..0x2f, then one final */
		do {
			if (rest->n == 0 || rest->p[0] < ' ' ||
			    rest->p[0] == 127)
				return;
			c = clean_rune(rest);
		} while (c >= 0x20 && c <= 0x2f);
	}
	if (c == '[') {
		while (rest->n > 0 && rest->p[0] >= 0x20 && rest->p[0] <= 0x3f)
			rest->p++, rest->n--;
		if (rest->n > 0 && rest->p[0] >= 0x40 && rest->p[0] <= 0x7e)
			rest->p++, rest->n--;
	} else if ((c == ']' || c == 'P' || c == 'X' || c == '^' ||
	    c == '_') && (*unclosed == NULL || rest->p >= *unclosed)) {
		/* a string up to BEL or ST, within its line */
		ahead = *rest;
		while (ahead.n > 0 && ahead.p[0] != '\n') {
			c = clean_rune(&ahead);
			if (c == 0x1b && ahead.n > 0 && ahead.p[0] == '\\')
				clean_rune(&ahead);
			else if (c != 0x07 && c != 0x9c)
				continue;
			*rest = ahead;
			return;
		}
		*unclosed = ahead.p;
	}
}

static bool
is_dropped(int32_t c)
{
	return c == 0xfeff || (c >= 0x200b && c <= 0x200f) || c == 0xad ||
	    (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) ||
	    c == 0x61c || (c >= 0xe0000 && c <= 0xe007f);
}

/* May NFC change text that holds c?  Errs on the side of yes. */
static bool
may_compose(int32_t c)
{
	if (c < 0x300)
		return false;
	return (c >= 0x300 && c <= 0x37e) || c == 0x387 ||
	    (c >= 0x900 && c <= 0xfff) || (c >= 0x1100 && c <= 0x11ff) ||
	    (c >= 0x1f00 && c <= 0x2001) || (c >= 0x2126 && c <= 0x212b) ||
	    c == 0x2329 || c == 0x232a || c == 0x2adc ||
	    (c >= 0xf900 && c <= 0xfb4f) ||
	    utf8proc_category(c) == UTF8PROC_CATEGORY_MN ||
	    utf8proc_category(c) == UTF8PROC_CATEGORY_MC || c >= 0x1d000;
}

/* One code point of *rest, cleaned, onto *out. */
static bool
clean_one(struct buf *out, struct str *rest, const char **unclosed)
{
	int32_t c = clean_rune(rest);

	if (c == '\r' || c == '\f' || c == 0x85 || c == 0x2028 || c == 0x2029) {
		if (c == '\r' && rest->n > 0 && rest->p[0] == '\n')
			rest->p++, rest->n--;
		buf_putc(out, '\n');
	} else if (c == 0x1b)
		skip_escape(rest, 0, unclosed);
	else if (c == 0x9b)
		skip_escape(rest, '[', unclosed);
	else if (c == 0x90 || c == 0x98 || (c >= 0x9d && c <= 0x9f))
		skip_escape(rest, ']', unclosed);
	else if (c == '\n')
		buf_putc(out, '\n');
	else if (c < 0x20 || (c >= 0x7f && c < 0xa0))
		buf_putc(out, ' ');
	else if (is_dropped(c))
		return false;
	else if (c >= 0xa0 && utf8proc_category(c) == UTF8PROC_CATEGORY_ZS)
		buf_putc(out, ' ');
	else
		buf_rune(out, c);
	return may_compose(c);
}

void
clean_text(struct buf *out, struct str in)
{
	size_t from = out->n;
	const char *unclosed = NULL;
	bool compose = false;
	utf8proc_uint8_t *nfc;
	utf8proc_ssize_t len;

	buf_reserve(out, in.n);
	while (in.n > 0) {
		size_t n = 0;

		while (n < in.n && ((in.p[n] >= ' ' && in.p[n] < 127) ||
		    in.p[n] == '\n'))
			n++;
		buf_add(out, in.p, n);
		in.p += n;
		in.n -= n;
		if (in.n > 0)
			compose |= clean_one(out, &in, &unclosed);
	}
	if (!compose)
		return;
	len = utf8proc_map((const utf8proc_uint8_t *)out->p + from,
	    (utf8proc_ssize_t)(out->n - from), &nfc,
	    UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	if (len < 0)
		return;		/* only for lack of memory: leave it as it was */
	out->n = from;
	buf_add(out, nfc, (size_t)len);
	free(nfc);
}

void
clean_line(struct buf *out, struct str in)
{
	size_t from = out->n, to = from;

	clean_text(out, in);
	for (size_t i = from; i < out->n; i++) {
		char c = out->p[i];

		if (c != ' ' && c != '\n')
			out->p[to++] = c;
		else if (to > from && out->p[to - 1] != ' ')
			out->p[to++] = ' ';
	}
	if (to > from && out->p[to - 1] == ' ')
		to--;
	out->n = to;
	if (out->p != NULL)
		out->p[to] = '\0';
}

/* Nobody sees it, or it changes what others look like. */
static bool
is_hidden(int32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 ||
	    c == 0x2029 || is_dropped(c);
}

bool
clean_is_line(struct str s)
{
	bool is_seen = clean_is_utf8(s);

	while (s.n > 0 && is_seen) {
		size_t n = 0;

		while (n < s.n && s.p[n] >= ' ' && s.p[n] < 127)
			n++;
		s.p += n;
		s.n -= n;
		if (s.n > 0)
			is_seen = !is_hidden(clean_rune(&s));
	}
	return is_seen;
}

void
clean_visible(char *s)
{
	struct str rest = str_of(s);
	char *to = s;

	while (rest.n > 0) {
		const char *at = rest.p;
		int32_t c = clean_rune(&rest);
		size_t n = (size_t)(rest.p - at);

		if (is_hidden(c) || c == 0xfffd)
			*to++ = '?';
		else {
			memmove(to, at, n);
			to += n;
		}
	}
	*to = '\0';
}
