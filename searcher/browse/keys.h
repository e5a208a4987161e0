/*
 * THE table of a session's keys: the session acts by it, the help screen shows
 * it, searcher(1) has the same lines (tests/browse_test.c compares them).
 */
#ifndef BROWSE_KEYS_H
#define BROWSE_KEYS_H

/* Where a key counts; in the query line, characters are text. */
enum {
	AT_QUERY = 1,
	AT_HITS = 2,
	AT_FACETS = 4,
	AT_PAGE = 8,		/* an article, the help */
	AT_TIMELINE = 16,
	AT_LISTS = AT_HITS | AT_FACETS,
	AT_PAGES = AT_PAGE | AT_TIMELINE,
	AT_ALL = AT_QUERY | AT_LISTS | AT_PAGES
};

#define CONTROL(c) ((c) & 0x1f)
#define ESCAPE 27
#define ERASE 127

/* Around what is pasted: no keys of anybody's. */
#define KEY_PASTE (KEY_MAX + 1)
#define KEY_PASTED (KEY_MAX + 2)

/*
 *   symbol  where  its keys (characters or KEY_*)  as shown
 *	short text for the last line, or NULL		help
 */
#define BROWSE_KEYS(X) \
	X(NEXT, AT_QUERY | AT_LISTS, '\t', 0, 0, "Tab", "next list", \
	    "go to the next: query, hits, actors, locations, kinds") \
	X(PREVIOUS, AT_QUERY | AT_LISTS, KEY_BTAB, 0, 0, "Shift-Tab", NULL, \
	    "go to the one before") \
	X(QUERY, AT_LISTS | AT_PAGES, '/', 0, 0, "/", "query", \
	    "edit the query; results follow every key") \
	X(UP, AT_LISTS | AT_PAGES, KEY_UP, 'k', 0, "Up, k", NULL, \
	    "one up") \
	X(DOWN, AT_ALL, KEY_DOWN, 'j', 0, "Down, j", NULL, \
	    "one down; from the query, to the hits") \
	X(PAGE_UP, AT_LISTS | AT_PAGES, KEY_PPAGE, 'b', 0, "PgUp, b", NULL, \
	    "a page up") \
	X(PAGE_DOWN, AT_LISTS | AT_PAGES, KEY_NPAGE, 'f', 0, "PgDn, f", \
	    NULL, "a page down") \
	X(FIRST, AT_LISTS | AT_PAGES, KEY_HOME, '<', 0, "Home, <", NULL, \
	    "to the first") \
	X(LAST, AT_LISTS | AT_PAGES, KEY_END, '>', 0, "End, >", NULL, \
	    "to the last") \
	X(LEFT, AT_QUERY | AT_LISTS, KEY_LEFT, 'h', 0, "Left, h", NULL, \
	    "from a facet to the hits; in the query, one character back") \
	X(RIGHT, AT_QUERY | AT_LISTS, KEY_RIGHT, 'l', 0, "Right, l", NULL, \
	    "from the hits to the facets; in the query, one character on") \
	X(TOGGLE, AT_FACETS, '\r', '\n', ' ', "Enter, Space", "select", \
	    "in a facet: select the value, or no longer") \
	X(CONTEXT, AT_HITS, '\r', '\n', 'c', "Enter, c", "context", \
	    "the paragraph in full, between its neighbours") \
	X(ARTICLE, AT_HITS | AT_PAGE, 'a', 0, 0, "a", "article", \
	    "the whole article") \
	X(NEXT_HIT, AT_PAGE, 'n', 0, 0, "n", "next", \
	    "in an article: that of the next hit") \
	X(PREVIOUS_HIT, AT_PAGE, 'p', 0, 0, "p", NULL, \
	    "in an article: that of the hit before") \
	X(GO, AT_QUERY, '\r', '\n', 0, "Enter", "hits", \
	    "in the query: go to the hits") \
	X(NARROW, AT_TIMELINE, '\r', '\n', ' ', "Enter", "only this", \
	    "in the timeline: only this year or month, or no longer") \
	X(TIMELINE, AT_LISTS | AT_PAGES, 't', 0, 0, "t", "timeline", \
	    "how the matches lie in time; again: by year, by month") \
	X(GROUP, AT_LISTS, 'g', 0, 0, "g", "group", \
	    "one hit per article, or all paragraphs") \
	X(SORT, AT_LISTS, 's', 0, 0, "s", NULL, \
	    "the next order: the usual, relevance, newest, oldest") \
	X(CLEAR, AT_LISTS | AT_TIMELINE, 'x', 0, 0, "x", NULL, \
	    "no selected values and dates any more") \
	X(SUGGESTION, AT_LISTS, 'd', 0, 0, "d", NULL, \
	    "search for what was perhaps meant") \
	X(UNDO, AT_ALL, 'u', CONTROL('_'), 0, "u, Ctrl-_", "undo", \
	    "take back the last change of query, selection or order") \
	X(COPY, AT_LISTS | AT_PAGES, 'y', 0, 0, "y", "copy", \
	    "copy the searcher command that asks the same (OSC 52); it is " \
	    "printed at the end, too") \
	X(PAGER, AT_HITS | AT_PAGE, 'o', 0, 0, "o", NULL, \
	    "open the hit's file in $PAGER") \
	X(EDITOR, AT_HITS | AT_PAGE, 'e', 0, 0, "e", NULL, \
	    "open the hit's file in $EDITOR") \
	X(REFRESH, AT_ALL, CONTROL('L'), 0, 0, "Ctrl-L", NULL, \
	    "search again and draw the screen anew") \
	X(HELP, AT_ALL, '?', KEY_F(1), 0, "?, F1", "help", "this help") \
	X(BACK, AT_QUERY | AT_FACETS | AT_PAGES, ESCAPE, 0, 0, "Esc", "back", \
	    "back to the hits") \
	X(QUIT, AT_LISTS | AT_PAGES, 'q', 0, 0, "q, Ctrl-C", "quit", \
	    "end; from a page, back to the hits") \
	X(ERASE, AT_QUERY, KEY_BACKSPACE, ERASE, '\b', "Backspace", NULL, \
	    "in the query: erase the character before") \
	X(DELETE, AT_QUERY, KEY_DC, CONTROL('D'), 0, "Delete", NULL, \
	    "in the query: erase the character under the cursor") \
	X(ERASE_WORD, AT_QUERY, CONTROL('W'), 0, 0, "Ctrl-W", NULL, \
	    "in the query: erase the word before") \
	X(ERASE_LINE, AT_QUERY, CONTROL('U'), 0, 0, "Ctrl-U", NULL, \
	    "in the query: erase all before") \
	X(LINE_HOME, AT_QUERY, KEY_HOME, CONTROL('A'), 0, "Ctrl-A", NULL, \
	    "in the query: to its beginning") \
	X(LINE_END, AT_QUERY, KEY_END, CONTROL('E'), 0, "Ctrl-E", NULL, \
	    "in the query: to its end")

enum command {
#define X(symbol, where, key1, key2, key3, shown, hint, help) \
	COMMAND_##symbol,
	BROWSE_KEYS(X)
#undef X
	COMMANDS
};

struct browse_key {
	unsigned where;
	int key[3];		/* 0: none */
	const char *shown, *hint, *help;
};

extern const struct browse_key browse_keys[COMMANDS];

/* What a key does there; COMMANDS: nothing. */
enum command browse_command(int key, unsigned where);

#endif
