/*
 * clean.h: whatever bytes come in, clean text comes out.
 */
#include <stdlib.h>
#include <time.h>

#include <utf8proc.h>

#include "clean.h"
#include "tap.h"

#define FFFD "\xef\xbf\xbd"

struct row {
	const char *name, *in, *want;
};

static void
check(const char *what, void (*clean)(struct buf *, struct str),
    const struct row *row, size_t n)
{
	struct buf got = { 0 };

	for (size_t i = 0; i < n; i++) {
		buf_reset(&got);
		clean(&got, str_of(row[i].in));
		buf_puts(&got, "");
		is_str(got.p, row[i].want, "%s: %s", what, row[i].name);
	}
	buf_release(&got);
}

static void
test_repair(void)
{
	static const struct row row[] = {
		{ "empty", "", "" },
		{ "ASCII", "a b~", "a b~" },
		{ "valid UTF-8", "\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80",
		    "\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80" },
		{ "a byte that never occurs", "a\xff" "b", "a" FFFD "b" },
		{ "a lone continuation", "a\x80" "b", "a" FFFD "b" },
		{ "two lone continuations", "\x80\x81", FFFD FFFD },
		{ "two bytes cut short", "a\xc3", "a" FFFD },
		{ "three bytes cut short: one part", "a\xe2\x82z",
		    "a" FFFD "z" },
		{ "four bytes cut short: one part", "\xf0\x9f\x98z",
		    FFFD "z" },
		{ "overlong slash", "\xc0\xaf", FFFD FFFD },
		{ "overlong, three bytes", "\xe0\x80\xaf", FFFD FFFD FFFD },
		{ "surrogate", "\xed\xa0\x80", FFFD FFFD FFFD },
		{ "over U+10FFFF", "\xf4\x90\x80\x80",
		    FFFD FFFD FFFD FFFD },
		{ "U+10FFFF itself", "\xf4\x8f\xbf\xbf",
		    "\xf4\x8f\xbf\xbf" },
		{ "a true U+FFFD", FFFD, FFFD },
	};

	check("repair", clean_text, row, sizeof(row) / sizeof(row[0]));
}

static void
test_escapes(void)
{
	static const struct row row[] = {
		{ "colour", "a\033[1;31mred\033[0m", "ared" },
		{ "cursor with intermediates", "a\033[?25 hb", "ab" },
		{ "C1 CSI", "a\xc2\x9b" "31mb", "ab" },
		{ "title, BEL", "a\033]0;evil\ab", "ab" },
		{ "title, ST", "a\033]0;evil\033\\b", "ab" },
		{ "title, C1 ST", "a\033]0;evil\xc2\x9c" "b", "ab" },
		{ "C1 OSC", "a\xc2\x9d" "0;evil\ab", "ab" },
		{ "hyperlink",
		    "\033]8;;http://x\033\\text\033]8;;\033\\", "text" },
		{ "DCS", "a\033Pq#0\033\\b", "ab" },
		{ "APC and PM", "a\033_x\033\\b\033^y\033\\c", "abc" },
		{ "short", "a\033cb\0337c", "abc" },
		{ "charset", "a\033(Bb", "ab" },
		{ "escape at the end", "a\033", "a" },
		{ "CSI cut short", "a\033[3", "a" },
		{ "CSI ends at a line's end", "a\033[3\nb", "a\nb" },
		{ "escape before a line's end", "a\033\nb", "a\nb" },
		{ "escape before CR LF", "a\033\r\nb", "a\nb" },
		{ "title without an end keeps its text", "a\033]0;x\nb",
		    "a0;x\nb" },
		{ "an escape interrupted by another", "a\033\033[31mb",
		    "ab" },
		{ "an escape before a letter of two bytes",
		    "a\033\xc3\xa9", "a\xc3\xa9" },
		{ "sequence in a sequence", "\033[\033[31mb", "b" },
	};

	check("escape", clean_text, row, sizeof(row) / sizeof(row[0]));
}

static void
test_controls(void)
{
	static const struct row row[] = {
		{ "controls become blanks", "a\ab\bc\001d\177e",
		    "a b c d e" },
		{ "C1 controls too", "a\xc2\x80" "b\xc2\x87" "c", "a b c" },
		{ "tab", "a\tb", "a b" },
		{ "vertical tab", "a\vb", "a b" },
		{ "CR LF", "a\r\nb\r\n", "a\nb\n" },
		{ "CR", "a\rb\r\rc", "a\nb\n\nc" },
		{ "LF CR", "a\n\rb", "a\n\nb" },
		{ "form feed", "a\fb", "a\nb" },
		{ "NEL", "a\xc2\x85" "b", "a\nb" },
		{ "line separator", "a\xe2\x80\xa8" "b", "a\nb" },
		{ "paragraph separator", "a\xe2\x80\xa9" "b", "a\nb" },
		{ "no-break space", "a\xc2\xa0" "b", "a b" },
		{ "thin, em and ideographic space",
		    "a\xe2\x80\x89" "b\xe2\x80\x83" "c\xe3\x80\x80" "d",
		    "a b c d" },
		{ "byte order marks", "\xef\xbb\xbf" "a\xef\xbb\xbf" "b",
		    "ab" },
		{ "zero-width space and joiner",
		    "a\xe2\x80\x8b" "b\xe2\x80\x8d" "c", "abc" },
		{ "soft hyphen", "co\xc2\xad" "op", "coop" },
		{ "bidi marks", "a\xe2\x80\x8e\xe2\x80\x8f\xd8\x9c" "b",
		    "ab" },
		{ "bidi embeddings and overrides",
		    "a\xe2\x80\xaa\xe2\x80\xab\xe2\x80\xac\xe2\x80\xad"
		    "\xe2\x80\xae" "b", "ab" },
		{ "bidi isolates",
		    "a\xe2\x81\xa6\xe2\x81\xa7\xe2\x81\xa8\xe2\x81\xa9" "b",
		    "ab" },
		{ "tag characters", "a\xf3\xa0\x81\x81" "b", "ab" },
	};
	struct buf got = { 0 };

	check("control", clean_text, row, sizeof(row) / sizeof(row[0]));
	clean_text(&got, STR_LIT("a\0b"));
	is_str(got.p, "a b", "control: NUL becomes a blank");
	buf_reset(&got);
	clean_text(&got, (struct str){ "a\r\nb", 2 });
	is_str(got.p, "a\n", "control: CR at the end of a slice");
	buf_reset(&got);
	clean_text(&got, (struct str){ "a\033[31m", 4 });
	is_str(got.p, "a", "control: CSI at the end of a slice");
	buf_release(&got);
}

static void
test_line(void)
{
	static const struct row row[] = {
		{ "empty", "", "" },
		{ "blanks only", " \t\n ", "" },
		{ "ends", "  a b \n", "a b" },
		{ "runs", "a \t\n\n b", "a b" },
		{ "nothing to do", "a b", "a b" },
		{ "escape between blanks", "a \033[0m b", "a b" },
	};
	struct buf got = { 0 };

	check("line", clean_line, row, sizeof(row) / sizeof(row[0]));
	buf_puts(&got, "x ");
	clean_line(&got, STR_LIT(" a "));
	is_str(got.p, "x a", "line: appends, and touches nothing before");
	buf_release(&got);
}

static void
test_visible(void)
{
	char message[] = "a\033[1m\xc2\x9b" "b\xe2\x80\xae\xe2\x80\xa8"
	    "c\xff\xc3\xa9\xe2\x80";

	clean_visible(message);
	is_str(message, "a?[1m?b??c?\xc3\xa9?", "a message shows what is hidden");
}

static void
test_windows1252(void)
{
	static const struct row row[] = {
		{ "ASCII", "abc", "abc" },
		{ "Latin-1", "caf\xe9 \xff", "caf\xc3\xa9 \xc3\xbf" },
		{ "euro", "\x80", "\xe2\x82\xac" },
		{ "quotes and dashes", "\x91\x92\x93\x94\x96\x97",
		    "\xe2\x80\x98\xe2\x80\x99\xe2\x80\x9c\xe2\x80\x9d"
		    "\xe2\x80\x93\xe2\x80\x94" },
		{ "no-break space", "\xa0", "\xc2\xa0" },
		{ "Y with diaeresis", "\x9f", "\xc5\xb8" },
		{ "unassigned", "\x81\x8d\x8f\x90\x9d",
		    "\xc2\x81\xc2\x8d\xc2\x8f\xc2\x90\xc2\x9d" },
	};

	check("windows-1252", clean_windows1252, row,
	    sizeof(row) / sizeof(row[0]));
}

static void
test_is_utf8(void)
{
	static const struct {
		const char *text;
		bool want;
	} table[] = {
		{ "", true }, { "abc", true }, { "\xc3\xa9", true },
		{ FFFD, true }, { "\xf4\x8f\xbf\xbf", true },
		{ "\xc3", false }, { "\xe9t\xe9", false },
		{ "\xed\xa0\x80", false }, { "\xf4\x90\x80\x80", false },
		{ "\xc0\x80", false }, { "a\xef\xbf", false },
		{ "\xf8\x88\x80\x80\x80", false },
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		is_int(clean_is_utf8(str_of(table[i].text)), table[i].want,
		    "is UTF-8: row %zu", i);
}

/* Every code point and every decomposition, against utf8proc itself. */
static void
test_nfc(void)
{
	struct buf in = { 0 }, got = { 0 };
	int32_t bad_alone = 0, bad_apart = 0;

	for (int32_t c = 0xa1; c < 0x110000; c++) {
		utf8proc_uint8_t *nfd, *nfc;

		switch (utf8proc_category(c)) {
		case UTF8PROC_CATEGORY_CS:
		case UTF8PROC_CATEGORY_CN:
		case UTF8PROC_CATEGORY_ZS:
		case UTF8PROC_CATEGORY_ZL:
		case UTF8PROC_CATEGORY_ZP:
			continue;
		default:
			break;
		}
		buf_reset(&in);
		buf_rune(&in, c);
		nfc = utf8proc_NFC((utf8proc_uint8_t *)in.p);
		nfd = utf8proc_NFD((utf8proc_uint8_t *)in.p);
		buf_reset(&got);
		clean_text(&got, buf_slice(&in));
		if (got.n > 0 && !str_is(buf_slice(&got), (char *)nfc) &&
		    bad_alone == 0)
			bad_alone = c;
		buf_reset(&got);
		clean_text(&got, str_of((char *)nfd));
		if (got.n > 0 && !str_is(buf_slice(&got), (char *)nfc) &&
		    bad_apart == 0)
			bad_apart = c;
		free(nfc);
		free(nfd);
	}
	is_int(bad_alone, 0, "NFC of every code point");
	is_int(bad_apart, 0, "NFC of every decomposed code point");

	buf_reset(&got);
	buf_puts(&got, "e");
	clean_text(&got, STR_LIT("\xcc\x81" "e\xcc\x81"));
	is_str(got.p, "e\xcc\x81\xc3\xa9",
	    "NFC touches only what was appended");
	buf_release(&in);
	buf_release(&got);
}

/* Text made to be slow: sequences that begin and never end. */
static void
test_linear(void)
{
	struct buf in = { 0 }, got = { 0 };
	clock_t start = clock();

	for (int i = 0; i < 300000; i++)
		buf_puts(&in, "\033]");
	clean_text(&got, buf_slice(&in));
	is_int((intmax_t)got.n, 0, "600 kB of openings leave nothing");
	ok(clock() - start < 2 * CLOCKS_PER_SEC, "... in linear time");
	buf_reset(&in);
	buf_reset(&got);
	for (int i = 0; i < 300000; i++)
		buf_puts(&in, "\033]x\a");
	clean_text(&got, buf_slice(&in));
	is_int((intmax_t)got.n, 0, "300,000 titles leave nothing");
	buf_release(&in);
	buf_release(&got);
}

static void
test_runes(void)
{
	static const int32_t rune[] = {
		0, 'a', 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff,
		0x10000, 0x10ffff
	};
	struct buf b = { 0 };
	struct str rest;

	for (size_t i = 0; i < sizeof(rune) / sizeof(rune[0]); i++)
		buf_rune(&b, rune[i]);
	rest = buf_slice(&b);
	for (size_t i = 0; i < sizeof(rune) / sizeof(rune[0]); i++)
		is_int(rest.n > 0 ? clean_rune(&rest) : -1, rune[i],
		    "U+%04X there and back", (unsigned)rune[i]);
	is_int((intmax_t)rest.n, 0, "all bytes used");
	buf_release(&b);
}

int
main(void)
{
	test_repair();
	test_escapes();
	test_controls();
	test_line();
	test_visible();
	test_windows1252();
	test_is_utf8();
	test_nfc();
	test_linear();
	test_runes();
	return done_testing();
}
