/*
 * A session as it stands, and the screen that shows it.
 */
#ifndef BROWSE_VIEW_H
#define BROWSE_VIEW_H

#include "browse.h"
#include "keys.h"
#include "state.h"

enum style { STYLE_PLAIN, STYLE_TITLE, STYLE_DIM, STYLE_HEAD, STYLE_PICK,
    STYLE_MARK, STYLE_ERROR, STYLES };

/* ---- pages: page.c ---- */

struct line {
	struct str text;
	const struct ranges *marks;	/* in a text that has this line */
	size_t from;			/* from here on; NULL: none */
	enum style style;
	uint64_t count, most;		/* a bar after it, if most > 0 */
};

struct page {
	enum page_kind { PAGE_NONE, PAGE_CONTEXT, PAGE_ARTICLE, PAGE_TIMELINE,
	    PAGE_HELP } kind;
	struct arena arena;
	struct line *at;		/* n of them */
	size_t n, cap;
	size_t first;			/* that is shown */
	size_t width;			/* it was made for */
};

struct browse {
	const struct browse_setup *setup;
	struct browse_report *report;
	struct state state;
	struct asked asked;		/* what result answers */
	struct result result;
	bool is_prefix;			/* its last word got a "*" */
	bool is_changed;		/* state was, since */
	bool is_resolved;		/* state_resolve() was done */
	struct buf message;		/* for the last line, or empty */
	bool is_error;			/* it is */
	enum focus { FOCUS_QUERY, FOCUS_HITS, FOCUS_FACET } focus;
	enum facet facet;		/* with FOCUS_FACET */
	size_t limit;			/* hits asked for */
	size_t hit, first_hit;		/* the cursor; the first shown */
	struct {
		size_t at, first;	/* the same */
	} values[FACETS];
	struct page page;
	struct result article;		/* of a page */
	struct timeline timeline;
	bool by_month;
	size_t period;			/* the cursor in it */
	uint64_t index_state;		/* search_state() when it was opened */
	bool is_done;
};

unsigned browse_where(const struct browse *);
/* The hit under the cursor; NULL if there is none. */
const struct hit *browse_hit(const struct browse *);

/* ---- cursors: move.c ---- */

/* To the next list or the one before: query, hits, facets. */
void browse_change_list(struct browse *, int by);
/* Whatever has the cursor, by so many of its units. */
void browse_move(struct browse *, long by);
/* To another hit; asks for more at the end of what was asked for. */
void browse_move_hit(struct browse *, long by);

/* ---- asking: search.c ---- */

#define BROWSE_HITS 20		/* asked for at a time */


/*
 * Find what the state asks; on an error the last result stays.  If nothing
 * has all the words, the last may be half typed: then what begins so.
 */
void browse_search(struct browse *);

/* Pages about the hit under the cursor and the matches. */
void browse_open_article(struct browse *, enum page_kind, size_t width);
void browse_open_timeline(struct browse *);
void browse_open_page(struct browse *, enum page_kind);
void browse_close_page(struct browse *);

/* On the last row, until the next key. */
void browse_say(struct browse *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
void browse_say_error(struct browse *, const struct error *);

/* Make the lines of a page, for a width; its kind is set. */
void page_make(struct browse *, size_t width);
/* The line where the paragraph of the hit begins. */
size_t page_find_hit(const struct browse *);
void page_release(struct page *);

/* ---- the screen ---- */

struct view {			/* one at a time */
	const struct browse_setup *setup;
	struct screen *screen;	/* curses' */
	unsigned style[STYLES];	/* its attributes */
	bool is_utf8;		/* the locale's characters */
	size_t rows, cols;
};

/* Error SYSTEM if the terminal cannot do it. */
MUST_CHECK const struct error *view_open(struct view **,
    const struct browse_setup *);
void view_close(struct view *);		/* the terminal is as it was */

void view_draw(struct view *, struct browse *);
/* The next key, at once: ASCII, KEY_*, minus another character; 0: none. */
int view_key(struct view *);
void view_clear(struct view *);		/* draw all anew next time */
size_t view_rows(const struct view *);	/* of a page */
/* Another program may have the terminal. */
void view_suspend(struct view *);
void view_resume(struct view *);
/* To the terminal's clipboard (OSC 52); false: it has none for sure. */
bool view_copy(struct view *, struct str);

#endif
