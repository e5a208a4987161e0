/*
 * Bars of a page: the values of a facet, and how the matches lie in time.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "html.h"

#define WIDTH 720		/* of the chart, in units of its own */
#define HEIGHT 140		/* of its highest bar */
#define BAR_MAX 40		/* the widest */

void
html_count(struct buf *b, uint64_t n, const char *noun)
{
	char digits[32];
	int len = snprintf(digits, sizeof(digits), "%llu",
	    (unsigned long long)n);

	for (int i = 0; i < len; i++) {
		if (i > 0 && (len - i) % 3 == 0)
			buf_putc(b, ',');
		buf_putc(b, digits[i]);
	}
	if (noun[0] != '\0')
		buf_printf(b, " %s%s", noun, n == 1 ? "" : "s");
}

/* The last cells of a row: a number and its bar. */
static void
add_bar(struct buf *b, uint64_t count, uint64_t most)
{
	buf_puts(b, "<td>");
	html_count(b, count, "");
	buf_printf(b, "</td><td class=\"bar\"><svg width=\"100%%\" "
	    "height=\"10\" aria-hidden=\"true\"><rect width=\"%.2f%%\" "
	    "height=\"10\"/></svg></td></tr>\n", most > 0 ?
	    100.0 * (double)count / (double)most : 0.0);
}

void
html_values(struct buf *b, const char *caption, const struct facet_values *v)
{
	uint64_t most = v->n > 0 ? v->at[0].count : 0;

	for (size_t i = 0; i < v->n; i++)
		most = v->at[i].count > most ? v->at[i].count : most;
	buf_puts(b, "<table>\n<caption>");
	html_text(b, str_of(caption));
	if (v->values > v->n)
		buf_printf(b, " <small>(%zu of %llu)</small>", v->n,
		    (unsigned long long)v->values);
	buf_puts(b, "</caption>\n<thead><tr><th scope=\"col\">Value</th>"
	    "<th scope=\"col\">Paragraphs</th><td></td></tr></thead>\n"
	    "<tbody>\n");
	for (size_t i = 0; i < v->n; i++) {
		const struct facet_value *at = &v->at[i];

		buf_printf(b, "<tr%s><th scope=\"row\">",
		    at->is_selected ? " class=\"selected\"" : "");
		html_text(b, at->value);
		buf_puts(b, at->is_selected ? " <small>selected</small>" : "");
		buf_puts(b, "</th>");
		add_bar(b, at->count, most);
	}
	buf_puts(b, "</tbody>\n</table>\n");
}

void
html_pairs(struct buf *b, const struct cooccurrence *c)
{
	buf_printf(b, "<table>\n<caption>Named together</caption>\n<thead>"
	    "<tr><th scope=\"col\">%s</th><th scope=\"col\">%s</th>"
	    "<th scope=\"col\">Paragraphs</th><td></td></tr></thead>\n"
	    "<tbody>\n", schema_facet[c->of[0]].title,
	    schema_facet[c->of[1]].title);
	for (size_t i = 0; i < c->n; i++) {
		const struct pair *p = &c->pair[i];

		buf_puts(b, "<tr><th scope=\"row\">");
		html_text(b, c->value[0].at[p->of[0]].value);
		buf_puts(b, "</th><th scope=\"row\">");
		html_text(b, c->value[1].at[p->of[1]].value);
		buf_puts(b, "</th>");
		add_bar(b, p->count, c->pair[0].count);
	}
	buf_puts(b, "</tbody>\n</table>\n");
}

void
html_contrasts(struct buf *b, const char *caption, const struct contrast *at,
    size_t n)
{
	buf_printf(b, "<table>\n<caption>%s</caption>\n<thead><tr>"
	    "<th scope=\"col\">Value</th><th scope=\"col\">Here</th>"
	    "<th scope=\"col\">There</th><th scope=\"col\">Per 1000 here</th>"
	    "<th scope=\"col\">there</th><th scope=\"col\">Log ratio</th>"
	    "<th scope=\"col\">G²</th></tr></thead>\n<tbody>\n", caption);
	for (size_t i = 0; i < n; i++) {
		buf_puts(b, "<tr><th scope=\"row\">");
		html_text(b, at[i].value);
		buf_printf(b, "</th><td>%llu</td><td>%llu</td><td>%.1f</td>"
		    "<td>%.1f</td><td>%+.2f</td><td>%.1f</td></tr>\n",
		    (unsigned long long)at[i].count[0],
		    (unsigned long long)at[i].count[1], at[i].share[0],
		    at[i].share[1], at[i].log_ratio, at[i].g2);
	}
	buf_puts(b, "</tbody>\n</table>\n");
}

/* ---- time ---- */

/* The unit of the dates: how many bytes the longest has. */
static size_t
precision_of(const struct timeline *t)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++)
		if (strlen(t->at[i].date) > n)
			n = strlen(t->at[i].date);
	return n;
}

/* Years, months or days since some moment. */
static long
place_of(const char *date, size_t precision)
{
	long year = strtol(date, NULL, 10), month, day;
	struct tm tm = { 0 };

	if (precision == 4)
		return year;
	month = strtol(date + 5, NULL, 10);
	if (precision == 7)
		return year * 12 + month - 1;
	day = strtol(date + 8, NULL, 10);
	tm.tm_year = (int)year - 1900;
	tm.tm_mon = (int)month - 1;
	tm.tm_mday = (int)day;
	return (long)(timegm(&tm) / 86400);
}

struct chart {
	size_t precision;
	long first, last;
	const struct period *from, *to, *top;	/* NULL: nothing to draw */
};

/* A date that is less exact than the others has no place among them. */
static bool
is_drawn(const struct chart *c, const struct period *p)
{
	return strlen(p->date) == c->precision;
}

static void
measure(struct chart *c, const struct timeline *t)
{
	*c = (struct chart){ .precision = precision_of(t) };
	for (size_t i = 0; i < t->n; i++) {
		const struct period *p = &t->at[i];

		if (!is_drawn(c, p))
			continue;
		c->to = p;
		if (c->from == NULL)
			c->from = p;
		if (c->top == NULL || p->count > c->top->count)
			c->top = p;
	}
	if (c->from != NULL) {
		c->first = place_of(c->from->date, c->precision);
		c->last = place_of(c->to->date, c->precision);
	}
}

static void
add_bars(struct buf *b, const struct chart *c, const struct timeline *t)
{
	double step = (double)WIDTH / (double)(c->last - c->first + 1);
	double width = step > BAR_MAX ? BAR_MAX : step < 2 ? 2 : step * 0.85;

	for (size_t i = 0; i < t->n; i++) {
		const struct period *p = &t->at[i];
		double height = HEIGHT * (double)p->count /
		    (double)c->top->count;
		double x = step * (double)(is_drawn(c, p) ?
		    place_of(p->date, c->precision) - c->first : 0);

		if (is_drawn(c, p))
			buf_printf(b, "<rect x=\"%.2f\" y=\"%.2f\" "
			    "width=\"%.2f\" height=\"%.2f\"><title>%s: %llu"
			    "</title></rect>\n", x < WIDTH - width ? x :
			    WIDTH - width, HEIGHT - height, width, height,
			    p->date, (unsigned long long)p->count);
	}
}

static void
add_table(struct buf *b, const struct timeline *t)
{
	buf_puts(b, "<details><summary>The numbers</summary>\n<table>\n"
	    "<caption>Paragraphs by date</caption>\n<thead><tr>"
	    "<th scope=\"col\">Date</th><th scope=\"col\">Paragraphs</th>"
	    "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < t->n; i++)
		buf_printf(b, "<tr><th scope=\"row\">%s</th><td>%llu</td>"
		    "</tr>\n", t->at[i].date,
		    (unsigned long long)t->at[i].count);
	if (t->undated > 0)
		buf_printf(b, "<tr><th scope=\"row\">undated</th><td>%llu</td>"
		    "</tr>\n", (unsigned long long)t->undated);
	buf_puts(b, "</tbody>\n</table>\n</details>\n");
}

void
html_timeline(struct buf *b, const struct timeline *t)
{
	struct chart c;

	measure(&c, t);
	buf_puts(b, "<figure>\n");
	if (c.from != NULL) {
		buf_printf(b, "<svg viewBox=\"0 -16 %d %d\" role=\"img\" "
		    "aria-label=\"Paragraphs by date, %s to %s; the most, "
		    "%llu, in %s\">\n", WIDTH, HEIGHT + 36, c.from->date,
		    c.to->date, (unsigned long long)c.top->count,
		    c.top->date);
		add_bars(b, &c, t);
		buf_printf(b, "<line x1=\"0\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>"
		    "\n<text x=\"0\" y=\"%d\">%s</text>\n<text x=\"%d\" "
		    "y=\"%d\" text-anchor=\"end\">%s</text>\n<text x=\"0\" "
		    "y=\"-4\">%llu at most</text>\n</svg>\n", WIDTH, HEIGHT,
		    HEIGHT, HEIGHT + 15, c.from->date, WIDTH, HEIGHT + 15,
		    c.to != c.from ? c.to->date : "",
		    (unsigned long long)c.top->count);
	}
	add_table(b, t);
	buf_puts(b, "</figure>\n");
}
