#include "facets/fold.h"

#include <string.h>
#include <utf8proc.h>

/* Letters that Unicode does not decompose, and marks that vanish. */
static const struct {
	int32_t letter;
	const char *plain;
} plain_form[] = {
	{ 0xb4, "" }, { 0xc6, "AE" }, { 0xd0, "D" }, { 0xd8, "O" },
	{ 0xde, "Th" }, { 0xdf, "ss" }, { 0xe6, "ae" }, { 0xf0, "d" },
	{ 0xf8, "o" }, { 0xfe, "th" }, { 0x110, "D" }, { 0x111, "d" },
	{ 0x126, "H" }, { 0x127, "h" }, { 0x131, "i" }, { 0x138, "k" },
	{ 0x141, "L" }, { 0x142, "l" }, { 0x14a, "N" }, { 0x14b, "n" },
	{ 0x152, "OE" }, { 0x153, "oe" }, { 0x166, "T" }, { 0x167, "t" },
	{ 0x18f, "A" }, { 0x1dd, "a" }, { 0x259, "a" }, { 0x2b9, "" },
	{ 0x2bb, "" }, { 0x2bc, "" }, { 0x2be, "" }, { 0x2bf, "" },
	{ 0x2c8, "" }, { 0x2018, "" }, { 0x2019, "" }, { 0x201b, "" },
	{ 0x2032, "" }, { 0x2010, "-" }, { 0x2011, "-" }, { 0x2013, "-" },
	{ 0x2014, "-" }
};

static const char *
find_plain(int32_t c)
{
	size_t lo = 0, hi = sizeof(plain_form) / sizeof(plain_form[0]);

	/* The table is small and not quite sorted: walk it. */
	for (; lo < hi; lo++)
		if (plain_form[lo].letter == c)
			return plain_form[lo].plain;
	return NULL;
}

static bool
is_mark(int32_t c)
{
	utf8proc_category_t k = utf8proc_category(c);

	return k == UTF8PROC_CATEGORY_MN || k == UTF8PROC_CATEGORY_MC ||
	    k == UTF8PROC_CATEGORY_ME;
}

/* The plain form of one character as UTF-8 in out; its length, at most 32. */
static size_t
plain_char(int32_t c, bool lower, char out[32])
{
	const char *s = find_plain(c);
	int32_t part[8];
	utf8proc_ssize_t n;
	size_t len = 0;
	int last = 0;

	if (s != NULL) {
		for (; s[len] != '\0'; len++)
			out[len] = lower && s[len] >= 'A' && s[len] <= 'Z' ?
			    (char)(s[len] + 32) : s[len];
		return len;
	}
	n = utf8proc_decompose_char(c, part, 8, UTF8PROC_DECOMPOSE, &last);
	if (n < 1 || n > 8) {
		part[0] = c;
		n = 1;
	}
	for (utf8proc_ssize_t i = 0; i < n && len + 4 <= 32; i++) {
		if (is_mark(part[i]))
			continue;
		if (lower)
			part[i] = utf8proc_tolower(part[i]);
		len += (size_t)utf8proc_encode_char(part[i],
		    (utf8proc_uint8_t *)out + len);
	}
	return len;
}

size_t
fold_word(struct str word, char out[FOLD_MAX])
{
	size_t n = 0;

	for (size_t i = 0; i < word.n && n < FOLD_MAX;) {
		unsigned char b = (unsigned char)word.p[i];
		utf8proc_ssize_t len;
		int32_t c;
		char plain[32];
		size_t plain_n;

		if (b < 0x80) {
			i++;
			if (b == '\'' || b == '.' || b == '`')
				continue;
			out[n++] = (char)(b >= 'A' && b <= 'Z' ? b + 32 : b);
			continue;
		}
		len = utf8proc_iterate((const utf8proc_uint8_t *)word.p + i,
		    (utf8proc_ssize_t)(word.n - i), &c);
		if (len < 1) {
			i++;
			continue;
		}
		i += (size_t)len;
		plain_n = plain_char(c, true, plain);
		if (plain_n > FOLD_MAX - n)
			return FOLD_MAX;
		memcpy(out + n, plain, plain_n);
		n += plain_n;
	}
	return n;
}

void
fold_plain(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.n;) {
		utf8proc_ssize_t len;
		int32_t c;
		char plain[32];

		if ((unsigned char)text.p[i] < 0x80) {
			buf_putc(out, text.p[i++]);
			continue;
		}
		len = utf8proc_iterate((const utf8proc_uint8_t *)text.p + i,
		    (utf8proc_ssize_t)(text.n - i), &c);
		if (len < 1) {
			i++;
			continue;
		}
		i += (size_t)len;
		if (c == 0x2019 || c == 0x2018)
			buf_putc(out, '\'');
		else
			buf_add(out, plain, plain_char(c, false, plain));
	}
}

uint64_t
fold_hash(const char *folded, size_t n)
{
	uint64_t h = hash64(folded, n, 0);

	return h != 0 ? h : 1;
}

uint64_t
fold_phrase(uint64_t phrase, uint64_t word)
{
	phrase = (phrase ^ word) * 0x9e3779b97f4a7c15u;
	phrase ^= phrase >> 29;
	return phrase != 0 ? phrase : 1;
}
