/*
 * The screen of a session, by curses.
 *
 *	row 0		the query
 *	row 1		what was found, and for what
 *	then		hits, and facets beside them; or a page
 *	last row	a message, or the keys that count here
 *
 * A terminal with few columns shows the list that has the cursor; one with few
 * rows, whatever fits.
 */
#include "view.h"

#include <string.h>

#include <curses.h>

#include "clean.h"
#include "wrap.h"

#define TOP 2			/* rows above the lists */
#define SIDE_BY_SIDE 56		/* columns for both lists */
#define FACETS_MIN 26		/* columns of the facets */
#define FACETS_MAX 48
#define SECTION_MIN 3		/* rows of a facet, its title included */
#define SNIPPET_LINES 3
#define COUNT_WIDTH 7
#define PROMPT "Query: "
#define RUN 256			/* characters put at once */

struct box {
	size_t y, x, rows, cols;
};

/* ---- text ---- */

/* Text into width columns of a row, marked ranges in style; columns used. */
static size_t
put(const struct view *v, size_t y, size_t x, size_t width, struct str text,
    enum style style)
{
	wchar_t run[RUN];
	size_t used = 0, n = 0, w;

	attrset((int)v->style[style]);
	move((int)y, (int)x);
	while (text.n > 0) {
		int32_t rune = wrap_rune(&text, &w);

		if (used + w > width)
			break;
		if (w == 0 && used == 0)
			continue;	/* no base to stand on */
		run[n++] = (wchar_t)rune;
		used += w;
		if (n == RUN) {
			addnwstr(run, RUN);
			n = 0;
		}
	}
	if (n > 0)
		addnwstr(run, (int)n);
	attrset(A_NORMAL);
	return used;
}

/* The same, with the marks that fall into it: text begins at byte from. */
static size_t
put_marked(const struct view *v, size_t y, size_t x, size_t width,
    struct str text, const struct ranges *marks, size_t from,
    enum style style)
{
	size_t at = 0, used = 0;

	for (size_t m = 0; marks != NULL && m < marks->n && at < text.n; m++) {
		size_t start = marks->at[m].start, end = marks->at[m].end;

		if (end <= from + at || start >= from + text.n)
			continue;
		start = start > from + at ? start - from : at;
		end = end - from < text.n ? end - from : text.n;
		used += put(v, y, x + used, width - used,
		    (struct str){ text.p + at, start - at }, style);
		used += put(v, y, x + used, width - used,
		    (struct str){ text.p + start, end - start }, STYLE_MARK);
		at = end;
	}
	return used + put(v, y, x + used, width - used,
	    (struct str){ text.p + at, text.n - at }, style);
}

/* A bar; one column at least for a count. */
static void
put_bar(const struct view *v, size_t y, size_t x, size_t width,
    uint64_t count, uint64_t most)
{
	uint64_t eighths = most > 0 ? (count * width * 8 + most - 1) / most : 0;
	struct buf b = { 0 };

	for (; eighths >= 8; eighths -= 8)
		if (v->is_utf8)
			buf_rune(&b, 0x2588);
		else
			buf_putc(&b, '#');
	if (eighths > 0 && v->is_utf8)
		buf_rune(&b, 0x2590 - (int32_t)eighths);
	else if (eighths > 0)
		buf_putc(&b, '#');
	put(v, y, x, width, buf_slice(&b), STYLE_HEAD);
	buf_release(&b);
}

/* ---- the first two rows and the last ---- */

static void
draw_query(const struct view *v, const struct browse *b)
{
	struct str q = buf_slice(&b->state.now.query);
	size_t prompt = sizeof(PROMPT) - 1, width, skip = 0, n;

	if (v->cols <= prompt + 4)
		prompt = 0;
	width = v->cols - prompt;
	put(v, 0, 0, prompt, STR_LIT(PROMPT), b->focus == FOCUS_QUERY ?
	    STYLE_HEAD : STYLE_DIM);
	/* a long one: what stands before the cursor */
	while (wrap_width((struct str){ q.p + skip,
	    b->state.now.cursor - skip }) + 1 > width) {
		struct str rest = { q.p + skip, q.n - skip };

		wrap_rune(&rest, &n);
		skip = (size_t)(rest.p - q.p);
	}
	put(v, 0, prompt, width, (struct str){ q.p + skip, q.n - skip },
	    STYLE_TITLE);
}

static void
move_to_cursor(const struct view *v, const struct browse *b)
{
	size_t prompt = v->cols <= sizeof(PROMPT) + 3 ? 0 :
	    sizeof(PROMPT) - 1;
	size_t at = prompt + wrap_width((struct str){ b->state.now.query.p,
	    b->state.now.cursor });

	if (b->page.kind != PAGE_NONE || b->focus != FOCUS_QUERY) {
		curs_set(0);
		move((int)v->rows - 1, (int)v->cols - 1);
		return;
	}
	curs_set(1);
	move(0, (int)(at < v->cols ? at : v->cols - 1));
}

static void
draw_summary(const struct view *v, const struct browse *b)
{
	static const char *const sorts[] = { NULL, "by relevance",
	    "newest first", "oldest first" };
	const struct result *r = &b->result;
	const struct request *rq = &b->asked.rq;
	struct buf s = { 0 };

	buf_printf(&s, "%llu paragraph%s", (unsigned long long)r->total,
	    r->total == 1 ? "" : "s");
	if (rq->group)
		buf_printf(&s, " in %llu article%s",
		    (unsigned long long)r->articles,
		    r->articles == 1 ? "" : "s");
	if (r->relaxed)
		buf_puts(&s, " with any of the words");
	for (size_t i = 0; i < r->names; i++)
		buf_printf(&s, "; %.*s: also %.*s",
		    STR_ARG(r->name[i].typed), STR_ARG(r->name[i].value));
	if (b->is_prefix)
		buf_printf(&s, " for %.*s", STR_ARG(rq->query));
	if (sorts[rq->sort] != NULL)
		buf_printf(&s, ", %s", sorts[rq->sort]);
	if (rq->source != NULL)
		buf_printf(&s, "; source: %s", rq->source);
	if (rq->since != NULL)
		buf_printf(&s, "; since %s", rq->since);
	if (rq->until != NULL)
		buf_printf(&s, "; until %s", rq->until);
	for (enum facet f = 0; f < FACETS; f++)
		for (size_t i = 0; i < rq->selected[f].n; i++)
			buf_printf(&s, "%s%s", i > 0 ? " or " : "; ",
			    rq->selected[f].at[i]);
	put(v, 1, 0, v->cols, buf_slice(&s), STYLE_DIM);
	buf_release(&s);
}

/* What a key does there, if it fits as a whole. */
static void
add_hint(struct buf *s, enum command i, unsigned where, size_t cols)
{
	const struct browse_key *key = &browse_keys[i];
	const char *shown = key->shown;
	size_t n = strcspn(shown, ",");

	if ((key->where & where) == 0 || key->hint == NULL)
		return;
	if (where == AT_QUERY && shown[1] == ',')
		shown += 3, n = strlen(shown);
	if (s->n + 2 + n + 1 + strlen(key->hint) <= cols)
		buf_printf(s, "%s%.*s %s", s->n > 0 ? "  " : "", (int)n, shown,
		    key->hint);
}

/* Help and the way out first: what comes last may not fit. */
static void
draw_last(const struct view *v, const struct browse *b)
{
	unsigned where = browse_where(b);
	struct buf s = { 0 };

	if (b->message.n > 0) {
		put(v, v->rows - 1, 0, v->cols, buf_slice(&b->message),
		    b->is_error ? STYLE_ERROR : STYLE_TITLE);
		return;
	}
	add_hint(&s, COMMAND_HELP, where, v->cols);
	add_hint(&s, COMMAND_QUIT, where, v->cols);
	for (enum command i = 0; i < COMMANDS; i++)
		if (i != COMMAND_HELP && i != COMMAND_QUIT)
			add_hint(&s, i, where, v->cols);
	put(v, v->rows - 1, 0, v->cols, buf_slice(&s), STYLE_DIM);
	buf_release(&s);
}

/* ---- hits ---- */

/* Draw a hit from row y on, or with v NULL only tell how many rows it takes. */
static size_t
draw_hit(const struct view *v, const struct browse *b, size_t i,
    const struct box *box, size_t y)
{
	const struct hit *hit = &b->result.hit[i];
	const struct record *r = &hit->record;
	bool is_here = i == b->hit;
	size_t end = box->y + box->rows, lines = 0, width = box->cols - 2;
	struct str rest = hit->snippet, line;
	struct buf s = { 0 };

	if (v != NULL && y < end) {
		if (is_here)
			put(v, y, box->x, 1, STR_LIT(">"),
			    b->focus == FOCUS_HITS ? STYLE_PICK : STYLE_DIM);
		buf_printf(&s, "%zu. ", hit->rank);
		lines = put(v, y, box->x + 2, width, buf_slice(&s),
		    STYLE_TITLE);
		put_marked(v, y, box->x + 2 + lines, width - lines,
		    r->title.n > 0 ? r->title : r->article,
		    r->title.n > 0 ? &hit->title_highlights : NULL, 0,
		    STYLE_TITLE);
	}
	if (v != NULL && y + 1 < end) {
		buf_reset(&s);
		if (r->date.n > 0)
			buf_printf(&s, "%.*s  ", STR_ARG(r->date));
		if (r->source.n > 0)
			buf_printf(&s, "%.*s  ", STR_ARG(r->source));
		if (hit->others > 0)
			buf_printf(&s, "and %llu more  ",
			    (unsigned long long)hit->others);
		buf_printf(&s, "%.*s#%llu", STR_ARG(r->article),
		    (unsigned long long)r->paragraph);
		put(v, y + 1, box->x + 2, width, buf_slice(&s), STYLE_DIM);
	}
	buf_release(&s);
	for (lines = 0; lines < SNIPPET_LINES &&
	    wrap_next(&rest, width, &line); lines++)
		if (v != NULL && y + 2 + lines < end)
			put_marked(v, y + 2 + lines, box->x + 2, width, line,
			    &hit->highlights, (size_t)(line.p -
			    hit->snippet.p), STYLE_PLAIN);
	return 2 + lines + 1;
}

static void
draw_hits(const struct view *v, struct browse *b, const struct box *box)
{
	const struct result *r = &b->result;
	size_t y = box->y, sum = 0;

	if (box->cols < 6)
		return;
	if (b->first_hit > b->hit)
		b->first_hit = b->hit;
	/* all of the one under the cursor, if that can be */
	for (size_t i = b->hit + 1; i-- > b->first_hit && i < r->hits;) {
		sum += draw_hit(NULL, b, i, box, 0);
		if (sum > box->rows + 1 && i < b->hit) {
			b->first_hit = i + 1;
			break;
		}
	}
	for (size_t i = b->first_hit; i < r->hits && y < box->y + box->rows;
	    i++)
		y += draw_hit(v, b, i, box, y);
	if (r->hits == 0)
		put(v, box->y, box->x + 2, box->cols - 2, r->total == 0 ?
		    STR_LIT("Nothing found.") : STR_LIT(""), STYLE_DIM);
}

/* ---- facets ---- */

static void
draw_value(const struct view *v, const struct browse *b, enum facet f,
    size_t i, const struct box *box, size_t y)
{
	const struct facet_values *values = &b->result.facet[f];
	const struct facet_value *value = &values->at[i];
	bool has_focus = b->focus == FOCUS_FACET && b->facet == f;
	size_t bar = box->cols / 6, name, used = 0, n;
	struct str shown = value->value;
	enum style style = value->is_selected ? STYLE_PICK : STYLE_PLAIN;
	struct buf s = { 0 };

	name = box->cols - bar - COUNT_WIDTH - 3;
	if (has_focus && i == b->values[f].at)
		put(v, y, box->x, 1, STR_LIT(">"), STYLE_PICK);
	if (value->is_selected)
		put(v, y, box->x + 1, 1, STR_LIT("*"), STYLE_PICK);
	/* a long path loses its beginning */
	if (schema_facet[f].is_path && wrap_width(shown) > name && name > 2) {
		used = put(v, y, box->x + 2, name, STR_LIT(".."), style);
		while (wrap_width(shown) > name - used)
			wrap_rune(&shown, &n);
	}
	put(v, y, box->x + 2 + used, name - used, shown, style);
	buf_printf(&s, "%*llu", COUNT_WIDTH,
	    (unsigned long long)value->count);
	put(v, y, box->x + 2 + name, COUNT_WIDTH, buf_slice(&s), STYLE_PLAIN);
	buf_release(&s);
	put_bar(v, y, box->x + 2 + name + COUNT_WIDTH + 1, bar, value->count,
	    values->at[0].count);
}

static void
draw_facet(const struct view *v, struct browse *b, enum facet f,
    const struct box *box)
{
	const struct facet_values *values = &b->result.facet[f];
	size_t at = b->values[f].at, *first = &b->values[f].first;
	size_t rows = box->rows - 1;
	struct buf s = { 0 };

	buf_printf(&s, "%s (%llu)", schema_facet[f].title,
	    (unsigned long long)values->values);
	put(v, box->y, box->x, box->cols, buf_slice(&s), STYLE_HEAD);
	buf_release(&s);
	if (*first > at)
		*first = at;
	if (rows > 0 && at >= *first + rows)
		*first = at - rows + 1;
	for (size_t i = 0; i < rows && *first + i < values->n; i++)
		draw_value(v, b, f, *first + i, box, box->y + 1 + i);
}

static void
draw_facets(const struct view *v, struct browse *b, const struct box *box)
{
	struct box part = *box;

	if (box->rows == 0 || box->cols < 18)
		return;
	if (box->rows < FACETS * SECTION_MIN) {
		draw_facet(v, b, b->facet, box);
		return;
	}
	for (enum facet f = 0; f < FACETS; f++) {
		part.y = box->y + box->rows * f / FACETS;
		part.rows = box->y + box->rows * (f + 1) / FACETS - part.y;
		draw_facet(v, b, f, &part);
	}
}

static void
draw_lists(const struct view *v, struct browse *b)
{
	struct box box = { TOP, 0, v->rows - TOP - 1, v->cols };
	struct box side = box;

	if (v->cols < SIDE_BY_SIDE) {
		if (b->focus == FOCUS_FACET)
			draw_facets(v, b, &box);
		else
			draw_hits(v, b, &box);
		return;
	}
	side.cols = v->cols * 2 / 5;
	if (side.cols > FACETS_MAX)
		side.cols = FACETS_MAX;
	if (side.cols < FACETS_MIN)
		side.cols = FACETS_MIN;
	side.x = v->cols - side.cols;
	box.cols = side.x - 1;
	draw_hits(v, b, &box);
	draw_facets(v, b, &side);
}

/* ---- pages ---- */

static void
draw_page(const struct view *v, struct browse *b)
{
	struct page *p = &b->page;
	size_t rows = view_rows(v);

	if (p->width != v->cols)
		page_make(b, v->cols);
	if (p->kind == PAGE_TIMELINE) {
		if (b->period < p->first)
			p->first = b->period;
		if (rows > 0 && b->period >= p->first + rows)
			p->first = b->period - rows + 1;
	} else if (p->first + rows > p->n)
		p->first = p->n > rows ? p->n - rows : 0;
	for (size_t i = 0; i < rows && p->first + i < p->n; i++) {
		const struct line *line = &p->at[p->first + i];
		size_t used = put_marked(v, TOP + i, 0, v->cols, line->text,
		    line->marks, line->from, line->style);

		if (line->most > 0 && used < v->cols)
			put_bar(v, TOP + i, used, v->cols - used, line->count,
			    line->most);
	}
}

size_t
view_rows(const struct view *v)
{
	return v->rows > TOP + 1 ? v->rows - TOP - 1 : 0;
}

void
view_draw(struct view *v, struct browse *b)
{
	v->rows = (size_t)(LINES > 0 ? LINES : 0);
	v->cols = (size_t)(COLS > 0 ? COLS : 0);
	erase();
	if (v->rows > 0 && v->cols > 0) {
		draw_query(v, b);
		if (v->rows > 2)
			draw_summary(v, b);
		if (view_rows(v) > 0 && b->page.kind != PAGE_NONE)
			draw_page(v, b);
		else if (view_rows(v) > 0)
			draw_lists(v, b);
		if (v->rows > 1)
			draw_last(v, b);
		move_to_cursor(v, b);
	}
	refresh();
}
