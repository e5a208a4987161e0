#include "paragraphs.h"

#include <stdlib.h>
#include <string.h>

#include "date.h"

#define TITLE_MAX 160		/* bytes of a headline */
#define WRAP_SLACK 8		/* a wrapped line may stay this much short */

struct line {
	struct str s;		/* without blanks at both ends */
	size_t width;		/* characters */
	bool is_indented;
};

struct block {
	struct line *at;
	size_t n;
	size_t widest;
};

static size_t
width_of(struct str s)
{
	size_t n = str_ascii(s);

	for (size_t i = n; i < s.n; i++)
		n += (s.p[i] & 0xc0) != 0x80;
	return n;
}

static bool
ends_sentence(struct str s)
{
	static const char *const close[] = {
		"\"", "'", ")", "]", "\xe2\x80\x9d", "\xe2\x80\x99", NULL
	};
	bool cut = true;

	while (cut) {
		cut = false;
		for (size_t i = 0; close[i] != NULL; i++)
			if (str_ends(s, close[i])) {
				s.n -= strlen(close[i]);
				cut = true;
			}
	}
	return s.n > 0 && strchr(".!?:", s.p[s.n - 1]) != NULL;
}

static bool
begins_sentence(struct str s)
{
	unsigned char c = s.n > 0 ? (unsigned char)s.p[0] : 0;

	return c >= 0x80 || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	    (c != 0 && strchr("\"'([*-", c) != NULL);
}

/* Does line i of the block go on in line i + 1? */
static bool
is_soft_break(const struct block *b, size_t i, size_t fill)
{
	const struct line *line = &b->at[i], *next = &b->at[i + 1];
	const char *blank = memchr(next->s.p, ' ', next->s.n);
	struct str word = next->s;

	if (b->widest > LINE_LONG)
		return false;
	if (next->is_indented && !line->is_indented && i > 0)
		return false;
	if (blank != NULL)
		word.n = (size_t)(blank - word.p);
	if (line->width + 1 + width_of(word) + WRAP_SLACK > fill &&
	    line->width * 2 > fill)
		return true;
	return !(ends_sentence(line->s) && begins_sentence(next->s));
}

static bool
is_headline(const struct block *b, size_t fill, bool more_blocks)
{
	const struct line *line = &b->at[0];
	struct dateline d;
	bool letter = false;

	if (line->s.n > TITLE_MAX || line->width > LINE_LONG ||
	    strchr(".;:,-", line->s.p[line->s.n - 1]) != NULL ||
	    str_ends(line->s, "\xe2\x80\xa6") || !begins_sentence(line->s) ||
	    dateline_parse(&d, line->s))
		return false;
	for (size_t i = 0; i < line->s.n; i++)
		letter |= (line->s.p[i] | 32) >= 'a' || line->s.p[i] < 0;
	if (!letter)
		return false;
	if (b->n == 1)
		return more_blocks;
	/* the first of several lines: only if it stands out */
	if (dateline_parse(&d, b->at[1].s) || b->widest > LINE_LONG)
		return true;
	return line->width * 3 < fill * 2 && begins_sentence(b->at[1].s) &&
	    b->at[1].width > line->width + WRAP_SLACK;
}

/* ---- emitting ---- */

/* Where to cut a paragraph that is too long. */
static size_t
cut_at(struct str s)
{
	size_t n, lowest = PARAGRAPH_MAX / 2;

	for (n = PARAGRAPH_MAX; n > lowest; n--)
		if (s.p[n] == ' ' && strchr(".!?", s.p[n - 1]) != NULL)
			return n;
	for (n = PARAGRAPH_MAX; n > lowest; n--)
		if (s.p[n] == ' ')
			return n;
	for (n = PARAGRAPH_MAX; n > lowest && (s.p[n] & 0xc0) == 0x80; n--)
		continue;
	return n;
}

static void
emit(struct paragraphs *p, size_t from)
{
	struct str s = { p->text.p + from, p->text.n - from };

	while (s.n > 0) {
		size_t n = s.n > PARAGRAPH_MAX ? cut_at(s) : s.n;

		ARRAY_GROW(p->at, p->n, p->cap);
		p->at[p->n++] = (struct str){ s.p, n };
		s.p += n;
		s.n -= n;
		s = str_trim(s);
	}
}

/* Append a line with runs of blanks as one. */
static void
add_line(struct buf *b, struct str s)
{
	if (memmem(s.p, s.n, "  ", 2) == NULL) {
		buf_str(b, s);
		return;
	}
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != ' ' || s.p[i - 1] != ' ')
			buf_putc(b, s.p[i]);
}

static void
emit_block(struct paragraphs *p, const struct block *b, size_t first,
    size_t fill)
{
	size_t from = p->text.n;

	for (size_t i = first; i < b->n; i++) {
		const struct str s = b->at[i].s;

		add_line(&p->text, s);
		if (i + 1 < b->n && is_soft_break(b, i, fill)) {
			/* a word broken at its hyphen stays whole */
			if (!(s.n > 1 && s.p[s.n - 1] == '-' &&
			    s.p[s.n - 2] != '-' && s.p[s.n - 2] != ' '))
				buf_putc(&p->text, ' ');
			continue;
		}
		emit(p, from);
		from = p->text.n;
	}
}

/* ---- blocks ---- */

struct lines {
	struct line *at;
	size_t n, cap;
};

/* The next block of *rest; false if there is none. */
static bool
next_block(struct str *rest, struct lines *lines, struct block *b)
{
	struct str s;

	lines->n = 0;
	b->widest = 0;
	while (str_cut(rest, '\n', &s)) {
		struct str t = str_trim(s);

		if (t.n == 0) {
			if (lines->n > 0)
				break;
			continue;
		}
		ARRAY_GROW(lines->at, lines->n, lines->cap);
		lines->at[lines->n++] = (struct line){ t, width_of(t),
		    t.p - s.p >= 2 };
		if (lines->at[lines->n - 1].width > b->widest)
			b->widest = lines->at[lines->n - 1].width;
	}
	b->at = lines->at;
	b->n = lines->n;
	return b->n > 0;
}

/* The width to which the text is wrapped: its widest line that is not long. */
static size_t
fill_width(struct str text)
{
	size_t widest = 0;
	struct str s;

	while (str_cut(&text, '\n', &s)) {
		size_t w = width_of(str_trim(s));

		if (w > widest && w <= LINE_LONG)
			widest = w;
	}
	return widest;
}

static bool
is_blank_text(struct str s)
{
	return str_trim(s).n == 0;
}

void
paragraphs_find(struct paragraphs *p, struct str text, bool find_title)
{
	struct lines lines = { 0 };
	struct block b;
	size_t fill = fill_width(text), first, from;
	bool is_first = true;

	buf_reset(&p->text);
	/* all slices point into text: it must not move */
	buf_reserve(&p->text, text.n + 1);
	p->n = 0;
	p->title = (struct str){ "", 0 };
	while (next_block(&text, &lines, &b)) {
		first = 0;
		if (is_first && find_title && is_headline(&b, fill,
		    !is_blank_text(text))) {
			from = p->text.n;
			add_line(&p->text, b.at[0].s);
			p->title = (struct str){ p->text.p + from,
			    p->text.n - from };
			first = 1;
		}
		is_first = false;
		emit_block(p, &b, first, fill);
	}
	free(lines.at);
}

void
paragraphs_release(struct paragraphs *p)
{
	buf_release(&p->text);
	free(p->at);
	memset(p, 0, sizeof(*p));
}
