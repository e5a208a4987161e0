/*
 * html: one page that holds all it shows, to send to a colleague.  It loads
 * nothing and runs nothing, and its content security policy has the browser
 * see to that (https://www.w3.org/TR/CSP3/); every text from a document or a
 * query is escaped, and only http and https addresses become links.
 */
#include "html.h"

#include <string.h>

#include "link.h"

static const char style[] =
    ":root{color-scheme:light dark;--ink:#1b1f24;--paper:#fff;--soft:#57606a;"
    "--line:#d0d7de;--bar:#2f6db5;--mark:#ffec99;--link:#0b57d0}\n"
    "@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--paper:#0d1117;"
    "--soft:#9aa4af;--line:#30363d;--bar:#6cb0ff;--mark:#7a5d00;"
    "--link:#8ab4f8}}\n"
    "*{box-sizing:border-box}\n"
    "body{margin:0 auto;max-width:72rem;padding:1.5rem;color:var(--ink);"
    "background:var(--paper);font:1rem/1.5 system-ui,sans-serif}\n"
    "h1{margin:0;font-size:1.6rem;overflow-wrap:anywhere}\n"
    "h2{font-size:1.2rem;border-bottom:1px solid var(--line)}\n"
    "h3{margin:0;font-size:1.05rem}\n"
    "p{margin:.25rem 0;overflow-wrap:anywhere}\n"
    "a{color:var(--link)}\n"
    "code{overflow-wrap:anywhere}\n"
    ".meta,small,figcaption{color:var(--soft);font-size:.9rem;"
    "font-weight:normal}\n"
    "mark{background:var(--mark);color:inherit;font-weight:600}\n"
    "ol{padding-left:2.2rem}\n"
    "li{margin-bottom:1rem}\n"
    ".facets{display:grid;gap:1.5rem;align-items:start;"
    "grid-template-columns:repeat(auto-fit,minmax(20rem,1fr))}\n"
    "table{border-collapse:collapse;width:100%}\n"
    "main>table+table{margin-top:1rem}\n"
    "caption{text-align:left;font-weight:600}\n"
    "th,td{padding:.1rem .5rem .1rem 0;text-align:left;font-weight:normal;"
    "vertical-align:top;overflow-wrap:anywhere}\n"
    "td{text-align:right;font-variant-numeric:tabular-nums}\n"
    "thead th{color:var(--soft);font-size:.9rem;white-space:nowrap}\n"
    "th+th{text-align:right}\n"
    ".selected th{font-weight:600}\n"
    ".bar{width:35%;padding-top:.45rem}\n"
    "figure{margin:0}\n"
    "details table{width:auto}\n"
    "rect{fill:var(--bar)}\n"
    "line{stroke:var(--line)}\n"
    "text{fill:var(--soft);font-size:12px}\n"
    "@media print{body{max-width:none;padding:0}"
    "li,table{break-inside:avoid}"
    "a[href]::after{content:\" (\" attr(href) \")\";font-size:.8rem}}\n";

/* U+FFFE and U+FFFF, which XML does not have. */
static bool
is_no_character(struct str s, size_t i)
{
	return i + 2 < s.n && memcmp(s.p + i, "\xef\xbf", 2) == 0 &&
	    (unsigned char)s.p[i + 2] >= 0xbe;
}

void
html_text(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		switch (s.p[i]) {
		case '&':	buf_puts(b, "&amp;");	break;
		case '<':	buf_puts(b, "&lt;");	break;
		case '>':	buf_puts(b, "&gt;");	break;
		case '"':	buf_puts(b, "&quot;");	break;
		case '\'':	buf_puts(b, "&#39;");	break;
		default:
			if ((unsigned char)s.p[i] < ' ')
				buf_putc(b, ' ');
			else if (is_no_character(s, i)) {
				buf_puts(b, "\xef\xbf\xbd");
				i += 2;
			} else
				buf_putc(b, s.p[i]);
		}
}

static void
add_marked(struct buf *b, struct str s, const struct ranges *marks)
{
	size_t done = 0;

	for (size_t i = 0; i < marks->n; i++) {
		const struct range *r = &marks->at[i];

		html_text(b, (struct str){ s.p + done, r->start - done });
		buf_puts(b, "<mark>");
		html_text(b, (struct str){ s.p + r->start,
		    r->end - r->start });
		buf_puts(b, "</mark>");
		done = r->end;
	}
	html_text(b, (struct str){ s.p + done, s.n - done });
}

/* ---- the page ---- */

static void
page_begin(struct buf *b, const struct look *look)
{
	buf_puts(b, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
	    "<meta charset=\"utf-8\"/>\n"
	    "<meta http-equiv=\"Content-Security-Policy\" content=\""
	    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
	    "form-action 'none'\"/>\n"
	    "<meta name=\"referrer\" content=\"no-referrer\"/>\n"
	    "<meta name=\"viewport\" content=\"width=device-width, "
	    "initial-scale=1\"/>\n<title>");
	html_text(b, look->title);
	buf_printf(b, " - Dateline</title>\n<style>\n%s</style>\n</head>\n"
	    "<body>\n<header>\n<h1>", style);
	html_text(b, look->title);
	buf_puts(b, "</h1>\n<p class=\"meta\">Answered ");
	html_text(b, str_of(look->time));
	buf_puts(b, " by <code>");
	html_text(b, look->command);
	buf_puts(b, "</code></p>\n</header>\n<main>\n");
}

static void
page_end(struct buf *b, const struct look *look)
{
	(void)look;
	buf_puts(b, "</main>\n</body>\n</html>\n");
}

/* The title, as a link if the article has an address. */
static void
add_title(struct buf *b, const struct hit *hit)
{
	const struct record *r = &hit->record;

	if (link_is_web(r->url)) {
		buf_puts(b, "<a rel=\"noopener noreferrer\" href=\"");
		html_text(b, r->url);
		buf_puts(b, "\">");
	}
	if (r->title.n > 0)
		add_marked(b, r->title, &hit->title_highlights);
	else
		html_text(b, r->article);
	buf_puts(b, link_is_web(r->url) ? "</a>" : "");
}

static void
add_meta(struct buf *b, const struct record *r)
{
	if (r->date.n > 0) {
		buf_puts(b, "<time>");
		html_text(b, r->date);
		buf_puts(b, "</time> ");
	}
	if (r->source.n > 0) {
		html_text(b, r->source);
		buf_putc(b, ' ');
	}
}

static void
add_hit(struct buf *b, const struct request *rq, const struct hit *hit)
{
	struct buf id = { 0 };

	print_id(&id, hit);
	buf_printf(b, "<li value=\"%zu\"><article>\n<h3>", hit->rank);
	add_title(b, hit);
	buf_puts(b, "</h3>\n<p class=\"meta\">");
	add_meta(b, &hit->record);
	html_text(b, buf_slice(&id));
	if (rq->group && hit->others > 0) {
		buf_puts(b, " and ");
		html_count(b, hit->others, "");
		buf_puts(b, " more");
	}
	if (rq->unique && hit->twins > 0) {
		buf_puts(b, " and ");
		html_count(b, hit->twins, "");
		buf_puts(b, " nearly the same");
	}
	buf_puts(b, "</p>\n<p>");
	add_marked(b, hit->snippet, &hit->highlights);
	buf_puts(b, "</p>\n</article></li>\n");
	buf_release(&id);
}

/* How much was found, and what was made of the query. */
static void
add_summary(struct buf *b, const struct request *rq, const struct result *r)
{
	buf_puts(b, "<p>");
	html_count(b, r->total, "paragraph");
	if (rq->group) {
		buf_puts(b, " in ");
		html_count(b, r->articles, "article");
	}
	if (r->hits > 0 && (rq->offset > 0 || r->hits < (rq->group ?
	    r->articles : r->total))) {
		buf_puts(b, ", ");
		html_count(b, rq->offset + 1, "");
		buf_puts(b, " to ");
		html_count(b, rq->offset + r->hits, "");
		buf_puts(b, " shown");
	}
	buf_puts(b, r->relaxed ? "; none has all the words, these have any "
	    "of them" : "");
	for (size_t i = 0; i < r->names; i++) {
		buf_puts(b, "; <q>");
		html_text(b, r->name[i].typed);
		buf_puts(b, "</q> stands for all names of ");
		html_text(b, r->name[i].value);
	}
	if (r->did_you_mean.n > 0) {
		buf_puts(b, "; perhaps you meant <q>");
		html_text(b, r->did_you_mean);
		buf_puts(b, "</q>");
	}
	buf_puts(b, "</p>\n");
	if (r->similar.n == 0)
		return;
	buf_puts(b, "<p>Like <code>");
	html_text(b, r->similar.id);
	buf_puts(b, "</code>:");
	for (size_t i = 0; i < r->similar.n; i++) {
		buf_putc(b, ' ');
		html_text(b, r->similar.word[i]);
	}
	buf_puts(b, "</p>\n");
}

static void
html_result(struct buf *b, const struct look *look, const struct request *rq,
    const struct result *r)
{
	bool has_values = false;

	buf_puts(b, "<section>\n");
	if (look->batch != NULL) {
		buf_puts(b, "<h2>");
		html_text(b, str_of(look->batch));
		buf_puts(b, ": ");
		html_text(b, rq->query);
		buf_puts(b, "</h2>\n");
	}
	add_summary(b, rq, r);
	if (r->hits > 0) {
		buf_puts(b, "<h2>Paragraphs</h2>\n<ol>\n");
		for (size_t i = 0; i < r->hits; i++)
			add_hit(b, rq, &r->hit[i]);
		buf_puts(b, "</ol>\n");
	}
	for (enum facet f = 0; f < FACETS; f++)
		has_values |= r->facet[f].n > 0;
	if (has_values)
		buf_puts(b, "<h2>Who, where, what</h2>\n"
		    "<div class=\"facets\">\n");
	for (enum facet f = 0; f < FACETS; f++)
		if (r->facet[f].n > 0)
			html_values(b, schema_facet[f].title, &r->facet[f]);
	buf_puts(b, has_values ? "</div>\n" : "");
	if (look->timeline != NULL && look->timeline->n > 0) {
		buf_puts(b, "<h2>When</h2>\n");
		html_timeline(b, look->timeline);
	}
	buf_puts(b, "</section>\n");
}

static void
html_article(struct buf *b, const struct look *look, const struct result *r)
{
	(void)look;
	buf_puts(b, "<article>\n<h2>");
	add_title(b, &r->hit[0]);
	buf_puts(b, "</h2>\n<p class=\"meta\">");
	add_meta(b, &r->hit[0].record);
	html_text(b, r->hit[0].record.article);
	buf_puts(b, "</p>\n<ol>\n");
	for (size_t i = 0; i < r->hits; i++) {
		buf_printf(b, "<li value=\"%llu\">", (unsigned long long)
		    r->hit[i].record.paragraph);
		add_marked(b, r->hit[i].snippet, &r->hit[i].highlights);
		buf_puts(b, "</li>\n");
	}
	buf_puts(b, "</ol>\n</article>\n");
}

static void
timeline_page(struct buf *b, const struct look *look,
    const struct timeline *t)
{
	page_begin(b, look);
	html_timeline(b, t);
	page_end(b, look);
}

static void
cooccur_page(struct buf *b, const struct look *look, const struct request *rq,
    const struct cooccurrence *c)
{
	(void)rq;
	page_begin(b, look);
	html_pairs(b, c);
	page_end(b, look);
}

static void
compare_page(struct buf *b, const struct look *look, const struct request *rq,
    const struct comparison *c)
{
	page_begin(b, look);
	buf_puts(b, "<p>Here: ");
	html_count(b, c->result[0].total, "paragraph");
	buf_puts(b, ". There, <code>");
	html_text(b, rq->compare);
	buf_puts(b, "</code>: ");
	html_count(b, c->result[1].total, "paragraph");
	buf_puts(b, ".</p>\n");
	for (enum facet f = 0; f < FACETS; f++)
		if (c->n[f] > 0)
			html_contrasts(b, schema_facet[f].title, c->at[f],
			    c->n[f]);
	page_end(b, look);
}

static void
values_page(struct buf *b, const struct look *look,
    const struct facet_values *v)
{
	page_begin(b, look);
	html_values(b, "Values", v);
	page_end(b, look);
}

const struct printer printer_html = {
	.name = "html", .has_facets = true, .has_snippets = true,
	.has_timeline = true, .begin = page_begin, .end = page_end,
	.result = html_result, .article = html_article,
	.timeline = timeline_page, .cooccur = cooccur_page,
	.compare = compare_page, .values = values_page
};
