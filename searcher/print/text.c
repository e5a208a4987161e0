/*
 * text: for people.  On a pipe the same lines without colour.
 */
#include <string.h>

#include "clean.h"
#include "link.h"
#include "print.h"
#include "style.h"

#define INDENT 4
#define BAR_MAX 24		/* columns of the longest bar */
#define NAME_MAX 44		/* columns of a facet value */

static size_t
columns(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += (s.p[i] & 0xc0) != 0x80;
	return n;
}

/* The part of a text from a byte on, marked; base is the style around it. */
static void
add_marked(struct buf *b, const struct look *look, struct str s,
    const struct ranges *marks, size_t from, const char *base)
{
	size_t m = 0;

	for (size_t i = 0; i < s.n; i++) {
		size_t at = from + i;

		while (m < marks->n && marks->at[m].end <= at) {
			if (marks->at[m].end == at && i > 0) {
				style(b, look, PLAIN);
				style(b, look, base);
			}
			m++;
		}
		if (m < marks->n && (marks->at[m].start == at ||
		    (i == 0 && marks->at[m].start < at)))
			style(b, look, MARK);
		buf_putc(b, s.p[i]);
	}
	if (m < marks->n && marks->at[m].start < from + s.n)
		style(b, look, PLAIN);
}

/* Wrap at blanks to the width, indented. */
static void
add_wrapped(struct buf *b, const struct look *look, struct str s,
    const struct ranges *marks)
{
	size_t width = look->width > INDENT + 20 ? look->width - INDENT : 20;
	size_t start = 0;

	if (width > 96)
		width = 96;
	while (start < s.n) {
		size_t end = start, blank = 0, n = 0;

		while (end < s.n && n < width) {
			end++;
			while (end < s.n && (s.p[end] & 0xc0) == 0x80)
				end++;
			n++;
			if (end < s.n && s.p[end] == ' ')
				blank = end;
		}
		if (end < s.n && blank > start)
			end = blank;
		buf_printf(b, "%*s", INDENT, "");
		add_marked(b, look, (struct str){ s.p + start, end - start },
		    marks, start, "");
		buf_putc(b, '\n');
		while (end < s.n && s.p[end] == ' ')
			end++;
		start = end;
	}
}

/* With its number, as grep(1) writes those of lines. */
static void
add_numbered(struct buf *b, const struct look *look, uint64_t number,
    bool is_hit, struct str s, const struct ranges *marks)
{
	struct buf text = { 0 };

	add_wrapped(&text, look, s, marks);
	if (!is_hit)
		style(b, look, DIM);
	buf_printf(b, "%2llu%c ", (unsigned long long)number,
	    is_hit ? ':' : '-');
	/* without the line feed */
	if (text.n > INDENT)
		buf_add(b, text.p + INDENT, text.n - INDENT - 1);
	if (!is_hit)
		style(b, look, PLAIN);
	buf_putc(b, '\n');
	buf_release(&text);
}

static void
add_in_context(struct buf *b, const struct look *look, const struct hit *hit)
{
	const struct context *c = &hit->context;
	const struct ranges none = { 0 };

	for (size_t i = 0; i < c->befores; i++)
		add_numbered(b, look, c->before[i].paragraph, false,
		    c->before[i].text, &none);
	add_numbered(b, look, hit->record.paragraph, true, hit->snippet,
	    &hit->highlights);
	for (size_t i = 0; i < c->afters; i++)
		add_numbered(b, look, c->after[i].paragraph, false,
		    c->after[i].text, &none);
}

static void
add_title(struct buf *b, const struct look *look, const struct hit *hit)
{
	const struct record *r = &hit->record;
	bool is_link;

	link_begin_article(b, look, r, &is_link);
	style(b, look, BOLD);
	if (r->title.n > 0)
		add_marked(b, look, r->title, &hit->title_highlights, 0, BOLD);
	else
		buf_str(b, r->article);
	style(b, look, PLAIN);
	link_end(b, is_link);
}

static void
add_hit(struct buf *b, const struct look *look, const struct request *rq,
    const struct hit *hit)
{
	const struct record *r = &hit->record;
	const struct str parts[] = { r->date, r->source };
	bool is_link;

	buf_printf(b, "%2zu. ", hit->rank);
	add_title(b, look, hit);
	buf_printf(b, "\n%*s", INDENT, "");
	style(b, look, DIM);
	for (size_t i = 0; i < 2; i++)
		if (parts[i].n > 0) {
			buf_str(b, parts[i]);
			buf_puts(b, "  ");
		}
	link_begin_file(b, look, r, &is_link);
	print_id(b, hit);
	link_end(b, is_link);
	if (rq->group && hit->others > 0)
		buf_printf(b, "  and %llu more", (unsigned long long)
		    hit->others);
	if (hit->twins > 0)
		buf_printf(b, "  and %llu alike", (unsigned long long)
		    hit->twins);
	style(b, look, PLAIN);
	buf_putc(b, '\n');
	if (rq->context > 0)
		add_in_context(b, look, hit);
	else
		add_wrapped(b, look, hit->snippet, &hit->highlights);
	buf_putc(b, '\n');
}

/* With --fields: a line for each. */
static void
add_fields(struct buf *b, const struct look *look, const struct hit *hit)
{
	const struct field_source source = { hit, look->batch, false };
	int width = 0;

	for (size_t i = 0; i < look->fields.n; i++) {
		int n = (int)strlen(hit_field[look->fields.at[i]].name);

		width = n > width ? n : width;
	}
	for (size_t i = 0; i < look->fields.n; i++) {
		enum hit_field f = look->fields.at[i];

		style(b, look, DIM);
		buf_printf(b, "%*s", width, hit_field[f].name);
		style(b, look, PLAIN);
		buf_puts(b, "  ");
		field_text(b, &source, f);
		buf_putc(b, '\n');
	}
	buf_putc(b, '\n');
}

void
text_name(struct buf *b, struct str s, size_t width)
{
	size_t n = columns(s);

	if (n > width) {
		buf_puts(b, "...");
		for (n -= width - 3; n > 0; n--) {
			s.p++, s.n--;
			while (s.n > 0 && (s.p[0] & 0xc0) == 0x80)
				s.p++, s.n--;
		}
		n = width;
	}
	buf_str(b, s);
	buf_printf(b, "%*s", (int)(width - n), "");
}

/* A bar of eighths of a column, U+2588 to U+258F. */
static void
add_bar(struct buf *b, uint64_t count, uint64_t most, size_t width)
{
	uint64_t eighths = most > 0 ? (count * width * 8 + most - 1) / most : 0;

	for (; eighths >= 8; eighths -= 8)
		buf_rune(b, 0x2588);
	if (eighths > 0)
		buf_rune(b, 0x2590 - (int32_t)eighths);
}

static void
add_facet(struct buf *b, const struct look *look, enum facet f,
    const struct facet_values *v)
{
	uint64_t most = v->n > 0 ? v->at[0].count : 0;
	size_t width = 0, bar = BAR_MAX;

	if (v->n == 0)
		return;
	for (size_t i = 0; i < v->n; i++)
		if (columns(v->at[i].value) > width)
			width = columns(v->at[i].value);
	if (width > NAME_MAX)
		width = NAME_MAX;
	if (look->width < width + bar + 16)
		bar = look->width > width + 22 ? look->width - width - 16 : 6;
	style(b, look, HEAD);
	buf_puts(b, schema_facet[f].title);
	style(b, look, PLAIN);
	if (v->values > v->n)
		buf_printf(b, " (%zu of %llu%s)", v->n,
		    (unsigned long long)v->values,
		    v->is_least ? " or more" : "");
	buf_putc(b, '\n');
	for (size_t i = 0; i < v->n; i++) {
		bool picked = v->at[i].is_selected;

		buf_printf(b, "  %c ", picked ? '*' : ' ');
		if (picked)
			style(b, look, PICK);
		text_name(b, v->at[i].value, width);
		if (picked)
			style(b, look, PLAIN);
		buf_printf(b, " %7llu ", (unsigned long long)v->at[i].count);
		style(b, look, HEAD);
		add_bar(b, v->at[i].count, most, bar);
		style(b, look, PLAIN);
		buf_putc(b, '\n');
	}
	buf_putc(b, '\n');
}

/* What the paragraphs are like. */
static void
add_similar(struct buf *b, const struct look *look, const struct similar *s)
{
	const struct ranges none = { 0 };
	struct buf line = { 0 };

	buf_printf(&line, "like %.*s:", STR_ARG(s->id));
	for (size_t i = 0; i < s->n; i++)
		buf_printf(&line, " %.*s", STR_ARG(s->word[i]));
	style(b, look, DIM);
	add_wrapped(b, look, buf_slice(&line), &none);
	style(b, look, PLAIN);
	buf_release(&line);
}

static void
text_result(struct buf *b, const struct look *look, const struct request *rq,
    const struct result *r)
{
	unsigned long long first = rq->offset + 1;
	unsigned long long last = rq->offset + r->hits;

	if (look->batch != NULL)
		buf_printf(b, "== %s: %.*s\n", look->batch,
		    STR_ARG(rq->query));
	if (r->total == 0)
		return;
	buf_printf(b, "%llu paragraph%s", (unsigned long long)r->total,
	    r->total == 1 ? "" : "s");
	if (rq->group)
		buf_printf(b, " in %llu article%s",
		    (unsigned long long)r->articles,
		    r->articles == 1 ? "" : "s");
	if (r->hits > 0 && (rq->offset > 0 || last < (rq->group ?
	    r->articles : r->total)))
		buf_printf(b, ", %llu to %llu shown", first, last);
	buf_putc(b, '\n');
	if (r->similar.id.n > 0)
		add_similar(b, look, &r->similar);
	buf_putc(b, '\n');
	for (size_t i = 0; i < r->hits; i++)
		if (look->fields.n > 0)
			add_fields(b, look, &r->hit[i]);
		else
			add_hit(b, look, rq, &r->hit[i]);
	for (enum facet f = 0; f < FACETS; f++)
		add_facet(b, look, f, &r->facet[f]);
}

/* The whole of it: a head, then its paragraphs with their numbers. */
static void
text_article(struct buf *b, const struct look *look, const struct result *r)
{
	const struct record *first = &r->hit[0].record;
	const struct str parts[] = { first->date, first->source, first->url };

	bool is_link;

	add_title(b, look, &r->hit[0]);
	buf_putc(b, '\n');
	style(b, look, DIM);
	for (size_t i = 0; i < 3; i++)
		if (parts[i].n > 0) {
			buf_str(b, parts[i]);
			buf_puts(b, "  ");
		}
	link_begin_file(b, look, first, &is_link);
	buf_str(b, first->article);
	link_end(b, is_link);
	style(b, look, PLAIN);
	buf_puts(b, "\n\n");
	for (size_t i = 0; i < r->hits; i++) {
		struct buf text = { 0 };

		add_wrapped(&text, look, r->hit[i].snippet,
		    &r->hit[i].highlights);
		/* the number takes the place of the first line's indent */
		buf_printf(b, "%3llu ",
		    (unsigned long long)r->hit[i].record.paragraph);
		if (text.n > INDENT)
			buf_add(b, text.p + INDENT, text.n - INDENT);
		buf_putc(b, '\n');
		buf_release(&text);
	}
}

static void
text_timeline(struct buf *b, const struct look *look,
    const struct timeline *t)
{
	uint64_t most = t->undated;
	size_t bar = look->width > 40 ? look->width - 24 : 16;

	for (size_t i = 0; i < t->n; i++)
		most = t->at[i].count > most ? t->at[i].count : most;
	for (size_t i = 0; i < t->n + (t->undated > 0); i++) {
		uint64_t n = i < t->n ? t->at[i].count : t->undated;

		buf_printf(b, "%-10s %9llu ", i < t->n ? t->at[i].date :
		    "undated", (unsigned long long)n);
		style(b, look, HEAD);
		add_bar(b, n, most, bar > 56 ? 56 : bar);
		style(b, look, PLAIN);
		buf_putc(b, '\n');
	}
}

const struct printer printer_text = {
	.name = "text", .fields = "", .has_facets = true,
	.has_snippets = true, .has_context = true,
	.result = text_result, .article = text_article,
	.timeline = text_timeline, .cooccur = text_cooccur,
	.compare = text_compare, .values = print_values
};
