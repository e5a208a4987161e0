/*
 * paragraphs.h: the structure of plain text is found.
 */
#include <stdlib.h>

#include "paragraphs.h"
#include "tap.h"

/* 72 columns, as a mail program wraps */
#define WRAPPED \
	"The rockets hit the perimeter of the embassy shortly before " \
	"dawn, the\n" \
	"ministry said, and nobody was hurt.  Guards answered the fire " \
	"from the\n" \
	"roof for some ten minutes, two residents of the district said."
#define UNWRAPPED \
	"The rockets hit the perimeter of the embassy shortly before " \
	"dawn, the ministry said, and nobody was hurt. Guards answered " \
	"the fire from the roof for some ten minutes, two residents of " \
	"the district said."
#define LONG1 \
	"A paragraph on a single line, as a web page or a word processor " \
	"gives it, is longer than any line that was wrapped by a program."
#define LONG2 \
	"It is followed by another such line, and nothing but the line feed " \
	"tells the reader where the one ends and where the other begins."

struct row {
	const char *name, *in;
	const char *want;	/* paragraphs, " | " between them */
};

static void
describe(struct buf *out, const struct paragraphs *p)
{
	buf_reset(out);
	buf_puts(out, "");
	for (size_t i = 0; i < p->n; i++) {
		buf_puts(out, i > 0 ? " | " : "");
		buf_str(out, p->at[i]);
	}
}

static void
test_structure(struct paragraphs *p)
{
	static const struct row row[] = {
		{ "nothing", "", "" },
		{ "blank lines only", "\n \n\n", "" },
		{ "one line", "One.", "One." },
		{ "no final line feed", "One.\n\nTwo", "One. | Two" },
		{ "blocks", "One.\n\nTwo.\n", "One. | Two." },
		{ "several blank lines", "\n\nOne.\n\n \n\nTwo.\n\n\n",
		    "One. | Two." },
		{ "blanks at both ends and inside", "  One   two.  \n",
		    "One two." },
		{ "wrapped lines", WRAPPED "\n", UNWRAPPED },
		{ "wrapped blocks", WRAPPED "\n\n" WRAPPED "\n",
		    UNWRAPPED " | " UNWRAPPED },
		{ "long lines", LONG1 "\n" LONG2 "\n", LONG1 " | " LONG2 },
		{ "long lines and a short one", LONG1 "\nShort one.\n" LONG2,
		    LONG1 " | Short one. | " LONG2 },
		{ "long lines with blank ones", LONG1 "\n\n" LONG2,
		    LONG1 " | " LONG2 },
		{ "no blank line: a sentence ends early",
		    "The rockets hit the perimeter of the embassy shortly "
		    "before dawn, the\nministry said.\nNobody was hurt.\n"
		    "Guards answered.\n",
		    "The rockets hit the perimeter of the embassy shortly "
		    "before dawn, the ministry said. | Nobody was hurt. | "
		    "Guards answered." },
		{ "a short line that ends no sentence goes on",
		    "The rockets hit the perimeter of the embassy shortly "
		    "before dawn, the\nministry\nsaid on Friday.\n",
		    "The rockets hit the perimeter of the embassy shortly "
		    "before dawn, the ministry said on Friday." },
		{ "a short line before a small letter goes on",
		    "The rockets hit the perimeter of the embassy shortly "
		    "before dawn, the\nministry of St.\njohn said.\n",
		    "The rockets hit the perimeter of the embassy shortly "
		    "before dawn, the ministry of St. john said." },
		{ "a sentence ends where the next word would not fit",
		    "The rockets hit the perimeter of the embassy shortly "
		    "before the dawn.\nThe ministry said that nobody had been "
		    "hurt in it, and that the guards\nanswered.\n",
		    "The rockets hit the perimeter of the embassy shortly "
		    "before the dawn. The ministry said that nobody had been "
		    "hurt in it, and that the guards answered." },
		{ "a sentence that ends in a quotation",
		    "The rockets hit the perimeter of the embassy shortly "
		    "before dawn, he\nsaid, \"but no one was hurt.\"\n"
		    "\"We are well,\" he added.\n",
		    "The rockets hit the perimeter of the embassy shortly "
		    "before dawn, he said, \"but no one was hurt.\" | "
		    "\"We are well,\" he added." },
		{ "a sentence that ends in a quotation in brackets",
		    "The rockets hit the perimeter of the embassy shortly "
		    "before dawn, he\nsaid (\"no one was hurt.\")\n"
		    "They were well.\n",
		    "The rockets hit the perimeter of the embassy shortly "
		    "before dawn, he said (\"no one was hurt.\") | "
		    "They were well." },
		{ "an indented line begins a paragraph",
		    "   The rockets hit the perimeter of the embassy shortly "
		    "before dawn, the\nministry said, and nobody was hurt in "
		    "the attack, it added on the Friday\n   Guards answered "
		    "the fire from the roof for some ten minutes, they said,\n"
		    "and then it was over.\n",
		    "The rockets hit the perimeter of the embassy shortly "
		    "before dawn, the ministry said, and nobody was hurt in "
		    "the attack, it added on the Friday | Guards answered "
		    "the fire from the roof for some ten minutes, they said, "
		    "and then it was over." },
		{ "a word broken at its hyphen",
		    "The rockets hit the perimeter of the embassy before a "
		    "planned cease-\nfire took hold, the ministry said.\n",
		    "The rockets hit the perimeter of the embassy before a "
		    "planned cease-fire took hold, the ministry said." },
		{ "a dash at a line's end",
		    "The rockets hit the perimeter of the embassy before a "
		    "planned truce --\nnobody was hurt, the ministry said.\n",
		    "The rockets hit the perimeter of the embassy before a "
		    "planned truce -- nobody was hurt, the ministry said." },
		{ "a lone hyphen at a line's end",
		    "The rockets hit the perimeter of the embassy before a "
		    "planned truce -\nnobody was hurt, the ministry said.\n",
		    "The rockets hit the perimeter of the embassy before a "
		    "planned truce - nobody was hurt, the ministry said." },
	};
	struct buf got = { 0 };

	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		paragraphs_find(p, str_of(row[i].in), false);
		describe(&got, p);
		is_str(got.p, row[i].want, "%s", row[i].name);
		ok(p->title.n == 0, "... no title unless one is looked for");
	}
	buf_release(&got);
}

/* Lengths count characters: 100 of two bytes each are not a long line. */
static void
test_width(struct paragraphs *p)
{
	struct buf in = { 0 };

	for (int line = 0; line < 2; line++) {
		for (int i = 0; i < 100; i++)
			buf_puts(&in, "\xd0\xb6");
		buf_putc(&in, '\n');
	}
	paragraphs_find(p, buf_slice(&in), false);
	is_int((intmax_t)p->n, 1, "100 characters of 2 bytes are not long");
	buf_release(&in);
}

static void
test_titles(struct paragraphs *p)
{
	static const struct {
		const char *name, *in, *title, *want;
	} table[] = {
		{ "headline, blank line, text",
		    "Rockets hit embassy\n\nNobody was hurt.\n",
		    "Rockets hit embassy", "Nobody was hurt." },
		{ "a question is one too",
		    "Who fired the rockets?\n\nNobody was hurt.\n",
		    "Who fired the rockets?", "Nobody was hurt." },
		{ "blanks in it", "  Rockets   hit embassy \n\nNobody.\n",
		    "Rockets hit embassy", "Nobody." },
		{ "headline, dateline on the next line",
		    "Rockets hit embassy\n"
		    "BAGHDAD, Dec 8 (Reuters) - Nobody was hurt.\n",
		    "Rockets hit embassy",
		    "BAGHDAD, Dec 8 (Reuters) - Nobody was hurt." },
		{ "headline, long line", "Rockets hit embassy\n" LONG1 "\n",
		    "Rockets hit embassy", LONG1 },
		{ "short line over wrapped text",
		    "Rockets hit embassy\n" WRAPPED "\n",
		    "Rockets hit embassy", UNWRAPPED },
		{ "headline only", "Rockets hit embassy\n", "",
		    "Rockets hit embassy" },
		{ "headline and blank lines only",
		    "Rockets hit embassy\n\n \n", "",
		    "Rockets hit embassy" },
		{ "a final stop", "Rockets hit embassy.\n\nNobody.\n", "",
		    "Rockets hit embassy. | Nobody." },
		{ "a comma", "Dear Sir,\n\nNobody.\n", "",
		    "Dear Sir, | Nobody." },
		{ "a colon", "He said:\n\nNobody.\n", "",
		    "He said: | Nobody." },
		{ "an ellipsis", "And so\xe2\x80\xa6\n\nNobody.\n", "",
		    "And so\xe2\x80\xa6 | Nobody." },
		{ "a small letter first", "and so on\n\nNobody.\n", "",
		    "and so on | Nobody." },
		{ "one letter", "A 1\n\nNobody.\n", "A 1", "Nobody." },
		{ "no letter", "* * *\n\nNobody.\n", "", "* * * | Nobody." },
		{ "a dateline",
		    "BAGHDAD, Dec 8 (Reuters) - Rockets hit\n\nNobody.\n",
		    "", "BAGHDAD, Dec 8 (Reuters) - Rockets hit | Nobody." },
		{ "a long line", LONG1 " It has no end\n\nNobody.\n", "",
		    LONG1 " It has no end | Nobody." },
		{ "wrapped text", WRAPPED "\n\nNobody.\n", "",
		    UNWRAPPED " | Nobody." },
		{ "the second block is none",
		    "One here.\n\nRockets hit embassy\n\nNobody.\n", "",
		    "One here. | Rockets hit embassy | Nobody." },
	};
	struct buf got = { 0 };

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		char *title;

		paragraphs_find(p, str_of(table[i].in), true);
		title = str_dup(p->title);
		is_str(title, table[i].title, "title: %s", table[i].name);
		free(title);
		describe(&got, p);
		is_str(got.p, table[i].want, "... and what follows");
	}
	buf_release(&got);
}

/* A headline has at most 160 bytes and 120 characters. */
static void
test_title_length(struct paragraphs *p)
{
	static const struct {
		const char *unit;
		size_t n;
		bool want;
	} table[] = {
		{ "X", 120, true }, { "X", 121, false },
		{ "\xd0\x96", 80, true }, { "\xd0\x96", 81, false },
	};
	struct buf in = { 0 };

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		buf_reset(&in);
		for (size_t j = 0; j < table[i].n; j++)
			buf_puts(&in, table[i].unit);
		buf_puts(&in, "\n\nNobody.\n");
		paragraphs_find(p, buf_slice(&in), true);
		is_int(p->title.n > 0, table[i].want,
		    "title: %zu characters of %zu bytes", table[i].n,
		    strlen(table[i].unit));
	}
	buf_release(&in);
}

/* Cut a megabyte; nothing but blanks may be lost, nothing be too long. */
static void
test_cut(struct paragraphs *p)
{
	static const struct {
		const char *name, *unit;
		const char *end;	/* of each paragraph but the last */
	} table[] = {
		{ "sentences", "Nobody was hurt in it. ", "." },
		{ "words", "nobody was hurt in it ", "" },
		{ "characters", "\xe5\x8c\x97", "\x97" },
		{ "bytes", "x", "x" },
	};
	struct buf in = { 0 }, out = { 0 };

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		const bool blanks = strchr(table[i].unit, ' ') != NULL;
		size_t longest = 0, shortest = SIZE_MAX;
		bool ends = true;

		buf_reset(&in);
		while (in.n < (size_t)1 << 20)
			buf_puts(&in, table[i].unit);
		paragraphs_find(p, buf_slice(&in), true);
		buf_reset(&out);
		for (size_t j = 0; j < p->n; j++) {
			struct str s = p->at[j];

			buf_str(&out, s);
			buf_puts(&out, blanks ? " " : "");
			longest = s.n > longest ? s.n : longest;
			if (j + 1 == p->n)
				break;
			shortest = s.n < shortest ? s.n : shortest;
			ends &= str_ends(s, table[i].end);
		}
		ok(p->title.n == 0, "1 MB of %s: no title", table[i].name);
		ok(longest <= PARAGRAPH_MAX && shortest >= PARAGRAPH_MAX / 2,
		    "... paragraphs of %zu to %zu bytes", shortest, longest);
		ok(ends, "... cut at an end");
		ok(str_eq(buf_slice(&in), buf_slice(&out)),
		    "... and nothing lost");
	}
	buf_reset(&in);
	while (in.n < PARAGRAPH_MAX)
		buf_putc(&in, 'x');
	paragraphs_find(p, buf_slice(&in), false);
	is_int((intmax_t)p->n, 1, "PARAGRAPH_MAX bytes are not cut");
	buf_putc(&in, 'x');
	paragraphs_find(p, buf_slice(&in), false);
	is_int((intmax_t)p->n, 2, "... one more is");
	buf_release(&in);
	buf_release(&out);
}

int
main(void)
{
	struct paragraphs p = { 0 };

	test_structure(&p);
	test_width(&p);
	test_titles(&p);
	test_title_length(&p);
	test_cut(&p);
	paragraphs_release(&p);
	return done_testing();
}
