/*
 * Pages: texts that take the screen instead of hits and facets.
 */
#include <stdlib.h>
#include <string.h>

#include "view.h"
#include "wrap.h"

#define INDENT 2
#define KEY_WIDTH 14		/* columns of a key's name */

static struct line *
add_line(struct page *p, struct str text, enum style style)
{
	ARRAY_GROW(p->at, p->n, p->cap);
	p->at[p->n] = (struct line){ .text = text, .style = style };
	return &p->at[p->n++];
}

static void
add_text(struct page *p, struct str text, const struct ranges *marks,
    enum style style)
{
	struct str rest = text, line;
	struct line *to;

	while (wrap_next(&rest, p->width, &line)) {
		to = add_line(p, line, style);
		to->marks = marks;
		to->from = (size_t)(line.p - text.p);
	}
}

/* A made-up line. */
static void
add_made(struct page *p, const struct buf *b, enum style style)
{
	add_text(p, arena_str(&p->arena, buf_slice(b)), NULL, style);
}

static void
add_blank(struct page *p)
{
	add_line(p, STR_LIT(""), STYLE_PLAIN);
}

/* ---- an article ---- */

static void
add_values(struct page *p, const struct record *r)
{
	struct buf b = { 0 };

	for (enum facet f = 0; f < FACETS; f++) {
		if (r->value_n[f] == 0)
			continue;
		buf_reset(&b);
		buf_printf(&b, "%s: ", schema_facet[f].title);
		for (size_t i = 0; i < r->value_n[f]; i++)
			buf_printf(&b, "%s%.*s", i > 0 ? ", " : "",
			    STR_ARG(r->value[f][i]));
		add_made(p, &b, STYLE_DIM);
	}
	buf_release(&b);
}

static void
add_head(struct page *p, const struct hit *hit)
{
	const struct record *r = &hit->record;
	const struct str parts[] = { r->date, r->source, r->article, r->url };
	struct buf b = { 0 };

	add_text(p, r->title.n > 0 ? r->title : r->article,
	    &hit->title_highlights, STYLE_TITLE);
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		if (parts[i].n > 0)
			buf_printf(&b, "%s%.*s", b.n > 0 ? "  " : "",
			    STR_ARG(parts[i]));
	add_made(p, &b, STYLE_DIM);
	add_blank(p);
	buf_release(&b);
}

static void
make_article(struct browse *b, bool is_whole)
{
	const struct hit *here = browse_hit(b);
	struct page *p = &b->page;
	uint64_t at = here != NULL ? here->record.paragraph : 1;

	if (b->article.hits > 0)
		add_head(p, &b->article.hit[0]);
	for (size_t i = 0; i < b->article.hits; i++) {
		const struct hit *hit = &b->article.hit[i];
		uint64_t n = hit->record.paragraph;
		bool is_hit = n == at;
		struct buf head = { 0 };

		if (!is_whole && (n + 1 < at || n > at + 1))
			continue;
		buf_printf(&head, "%s paragraph %llu", is_hit ? ">" : " ",
		    (unsigned long long)n);
		add_made(p, &head, is_hit ? STYLE_PICK : STYLE_DIM);
		buf_release(&head);
		add_text(p, hit->snippet, &hit->highlights, is_hit || is_whole ?
		    STYLE_PLAIN : STYLE_DIM);
		if (is_hit)
			add_values(p, &hit->record);
		add_blank(p);
	}
}

size_t
page_find_hit(const struct browse *b)
{
	for (size_t i = 0; i < b->page.n; i++)
		if (b->page.at[i].style == STYLE_PICK)
			return i;
	return 0;
}

/* ---- the timeline ---- */

static void
make_timeline(struct browse *b)
{
	const struct timeline *t = &b->timeline;
	struct page *p = &b->page;
	uint64_t most = 0;
	struct buf text = { 0 };

	for (size_t i = 0; i < t->n; i++)
		if (t->at[i].count > most)
			most = t->at[i].count;
	for (size_t i = 0; i < t->n; i++) {
		struct line *line;
		bool is_picked;

		buf_reset(&text);
		is_picked = strcmp(b->state.now.since, t->at[i].date) == 0;
		buf_printf(&text, "%c%c%-7s %9llu ", i == b->period ? '>' :
		    ' ', is_picked ? '*' : ' ', t->at[i].date,
		    (unsigned long long)t->at[i].count);
		line = add_line(p, arena_str(&p->arena, buf_slice(&text)),
		    is_picked ? STYLE_PICK : STYLE_PLAIN);
		line->count = t->at[i].count;
		line->most = most;
	}
	if (t->undated > 0) {
		buf_reset(&text);
		buf_printf(&text, "  no date %9llu",
		    (unsigned long long)t->undated);
		add_made(p, &text, STYLE_DIM);
	}
	buf_release(&text);
}

/* ---- the help ---- */

static void
make_help(struct page *p)
{
	size_t indent = INDENT + KEY_WIDTH;
	struct buf b = { 0 };

	add_line(p, STR_LIT("Keys"), STYLE_HEAD);
	for (size_t i = 0; i < COMMANDS; i++) {
		const struct browse_key *key = &browse_keys[i];
		struct str rest = str_of(key->help), line;

		buf_reset(&b);
		buf_printf(&b, "%*s%-*s", INDENT, "", KEY_WIDTH, key->shown);
		while (wrap_next(&rest, p->width > indent + 20 ?
		    p->width - indent : 20, &line)) {
			buf_printf(&b, "%.*s", STR_ARG(line));
			add_line(p, arena_str(&p->arena, buf_slice(&b)),
			    STYLE_PLAIN);
			buf_reset(&b);
			buf_printf(&b, "%*s", (int)indent, "");
		}
	}
	buf_release(&b);
	add_blank(p);
	add_line(p, STR_LIT("Query"), STYLE_HEAD);
	add_text(p, STR_LIT("words  \"a phrase\"  a OR b  a AND b  NOT a  -a  "
	    "( )  wild*  a NEAR/5 b"), NULL, STYLE_PLAIN);
	add_text(p, STR_LIT("title:a  actor:\"A B\"  location:a  org_type:a  "
	    "source:a"), NULL, STYLE_PLAIN);
	add_text(p, STR_LIT("A last word that nothing has yet is taken as the "
	    "beginning of one."), NULL, STYLE_PLAIN);
}

/* ---- any ---- */

void
page_make(struct browse *b, size_t width)
{
	struct page *p = &b->page;

	arena_release(&p->arena);
	p->n = 0;
	p->width = width;
	switch (p->kind) {
	case PAGE_NONE:						break;
	case PAGE_CONTEXT:	make_article(b, false);		break;
	case PAGE_ARTICLE:	make_article(b, true);		break;
	case PAGE_TIMELINE:	make_timeline(b);		break;
	case PAGE_HELP:		make_help(p);			break;
	}
}

void
page_release(struct page *p)
{
	arena_release(&p->arena);
	free(p->at);
	memset(p, 0, sizeof(*p));
}
