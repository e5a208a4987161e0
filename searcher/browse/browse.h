/*
 * A session at a terminal: the query, its hits and facets on the screen, and
 * keys that change them (keys.h).
 *
 *	browse.c	keys -> state -> search
 *	search.c	what the index answers
 *	state.c	what is asked, and its history
 *	keys.c	the table of keys
 *	move.c	cursors
 *	page.c	full-screen texts: article, timeline, help
 *	view.c	the screen
 *	terminal.c	the terminal under it
 *
 * From a key to the screen, 80x24, queries of one to three words of the texts
 * themselves typed letter by letter, values selected and taken back, on two
 * busy cores: 325,132 paragraphs median 3 ms, 95 % within 22 ms, all within
 * 48 ms; 975,396 paragraphs 5, 28 and 81 ms (--explain prints these).
 *
 * A query that cannot be answered, a half typed phrase say, leaves the last
 * results and its reason on the screen.
 */
#ifndef BROWSE_H
#define BROWSE_H

#include <stdio.h>

#include "searcher.h"

struct browse_setup {
	struct search **search;		/* open; anew after an update */
	const struct indexes *index;
	bool names_index;		/* the command line did */
	const struct request *request;	/* to begin with */
	bool is_colored;
	FILE *in, *out;			/* terminals */
};

struct browse_report {
	struct buf command;		/* copied last, or empty */
	double *ms;			/* from key to screen, n of them */
	size_t n, cap;
	int signal;			/* that ended it, or 0 */
};

/* Until the user quits.  The terminal is then as it was. */
MUST_CHECK const struct error *browse(const struct browse_setup *,
    struct browse_report *);
void browse_report_release(struct browse_report *);

#endif
