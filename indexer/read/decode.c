/* Bytes of any charset as UTF-8: iconv, and libuchardet where none is named. */
#include <iconv.h>
#include <string.h>
#include <uchardet.h>

#include "clean.h"
#include "read.h"

#define LOOK_AT ((size_t)1 << 16)	/* bytes that libuchardet sees */

/* False if iconv does not know the charset; what is malformed is left out. */
static bool
convert(struct buf *out, struct str raw, const char *charset)
{
	iconv_t cd = iconv_open("UTF-8", charset);
	union { const char *in; char *out; } at = { .in = raw.p };
	size_t left = raw.n;
	char part[4096];

	if (cd == (iconv_t)-1)
		return false;
	while (left > 0) {
		char *to = part;
		size_t room = sizeof(part), before = left;

		iconv(cd, &at.out, &left, &to, &room);
		buf_add(out, part, sizeof(part) - room);
		if (left == before && room == sizeof(part)) {
			buf_puts(out, "\xef\xbf\xbd");	/* U+FFFD */
			at.in++;
			left--;
		}
	}
	iconv_close(cd);
	return true;
}

static int32_t
unit(const char *p, bool is_big)
{
	unsigned char first = (unsigned char)p[0], second = (unsigned char)p[1];

	return is_big ? first << 8 | second : second << 8 | first;
}

size_t
read_utf16(struct buf *out, struct str raw, bool is_big, bool is_end)
{
	size_t at = 0;

	while (at + 2 <= raw.n) {
		int32_t c = unit(raw.p + at, is_big), low = 0;

		if ((c & 0xfc00) == 0xd800) {
			if (at + 4 <= raw.n)
				low = unit(raw.p + at + 2, is_big);
			else if (!is_end)
				break;
		}
		if ((low & 0xfc00) == 0xdc00) {
			c = 0x10000 + ((c & 0x3ff) << 10) + (low & 0x3ff);
			at += 2;
		} else if ((c & 0xf800) == 0xd800)
			c = 0xfffd;	/* half a pair */
		buf_rune(out, c);
		at += 2;
	}
	if (is_end && at < raw.n) {
		buf_rune(out, 0xfffd);
		at = raw.n;
	}
	return at;
}

enum utf16
read_utf16_mark(struct str head)
{
	if (head.n < 2)
		return UTF16_NOT;
	return memcmp(head.p, "\xff\xfe", 2) == 0 ? UTF16_LITTLE :
	    memcmp(head.p, "\xfe\xff", 2) == 0 ? UTF16_BIG : UTF16_NOT;
}

/* Multi-byte characters of UTF-8, and bytes that are none. */
static void
look(struct str raw, size_t *letters, size_t *high, bool *multibyte,
    bool *broken)
{
	struct str rest = raw;

	while (rest.n > 0) {
		const char *at = rest.p;
		int32_t c;

		if (at[0] >= 0) {
			*letters += (at[0] | 32) >= 'a' && (at[0] | 32) <= 'z';
			rest.p++, rest.n--;
			continue;
		}
		c = clean_rune(&rest);
		*high += (size_t)(rest.p - at);
		if (c == 0xfffd && !(rest.p - at == 3 &&
		    memcmp(at, "\xef\xbf\xbd", 3) == 0))
			*broken = true;
		else
			*multibyte = true;
	}
}

static bool
detect(struct buf *out, struct str raw)
{
	uchardet_t u = uchardet_new();
	bool done;

	uchardet_handle_data(u, raw.p, raw.n < LOOK_AT ? raw.n : LOOK_AT);
	uchardet_data_end(u);
	done = uchardet_get_charset(u)[0] != '\0' &&
	    convert(out, raw, uchardet_get_charset(u));
	uchardet_delete(u);
	return done;
}

static bool
is_name(struct str charset, char name[40])
{
	size_t n = 0;

	for (; n < charset.n && n < 39; n++) {
		char c = charset.p[n];

		if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
		    (c >= 'a' && c <= 'z') || c == '-' || c == '_' ||
		    c == '.' || c == ':'))
			return false;
		name[n] = c;
	}
	name[n] = '\0';
	return n > 0 && n == charset.n;
}

void
read_decode(struct buf *out, struct str raw, struct str charset)
{
	bool multibyte = false, broken = false;
	size_t letters = 0, high = 0;
	enum utf16 mark = read_utf16_mark(raw);
	char name[40];

	if (mark != UTF16_NOT) {
		read_utf16(out, raw, mark == UTF16_BIG, true);
		return;
	}
	if (str_starts(raw, "\xef\xbb\xbf")) {
		buf_str(out, raw);
		return;
	}
	if (is_name(charset, name) && strcasecmp(name, "utf-8") != 0 &&
	    strcasecmp(name, "iso-8859-1") != 0 &&
	    strcasecmp(name, "us-ascii") != 0 && convert(out, raw, name))
		return;
	look(raw, &letters, &high, &multibyte, &broken);
	if (!broken || multibyte)
		buf_str(out, raw);
	/* in Latin text few letters have accents */
	else if (high < 16 || high * 4 < letters || !detect(out, raw))
		clean_windows1252(out, raw);
}
