/*
 * What a session asks, how keys change it, and its history.  Knows nothing of
 * terminals and indexes.
 *
 * Every change is one step that state_undo() takes back; letters typed or
 * erased one after another are one step up to the next blank.
 */
#ifndef BROWSE_STATE_H
#define BROWSE_STATE_H

#include "searcher.h"

struct picks {			/* selected values, our own copies */
	char **at;
	size_t n, cap;
};

struct ask {			/* one question */
	struct buf query;	/* as typed */
	size_t cursor;		/* in it; bytes */
	struct picks picked[FACETS];
	char since[11], until[11];	/* "" or a date */
	enum sort_key sort;
	bool group;
};

struct state {
	struct ask now;
	struct ask *past;	/* n of them, the oldest first */
	size_t n, cap;
	enum edit { EDIT_NONE, EDIT_TYPE, EDIT_ERASE } last;
};

#define STATE_HISTORY 1000	/* steps that can be taken back */

/* Begin with what the command line asks. */
void state_init(struct state *, const struct request *);
void state_release(struct state *);

/* ---- the query line ---- */

void state_type(struct state *, int32_t rune);
void state_erase(struct state *);	/* what stands before the cursor */
void state_delete(struct state *);	/* what it stands on */
void state_erase_word(struct state *);	/* back to the last blank */
void state_erase_line(struct state *);	/* back to the beginning */
void state_set_query(struct state *, struct str);
/* By one character, or to the end; moving ends a step. */
void state_left(struct state *);
void state_right(struct state *);
void state_home(struct state *);
void state_end(struct state *);

/* ---- the rest of the question ---- */

/* Add a value to its facet's selection, or remove it. */
void state_toggle(struct state *, enum facet, struct str value);
void state_toggle_group(struct state *);
void state_next_sort(struct state *);
/* A month or a year only; the same again: without it. */
void state_toggle_period(struct state *, const char *date);
/* No selected values, no dates. */
void state_clear(struct state *);
bool state_undo(struct state *);	/* false: nothing to take back */

/* Letters that come now are a step of their own. */
void state_end_edit(struct state *);

/*
 * Call values by the names that the index has for them, which are marked as
 * selected in a result: -a ISIS becomes "Islamic State".  No step.
 */
void state_resolve(struct state *, const struct result *);

/* ---- asking ---- */

struct asked {			/* a request, and what it refers to */
	struct request rq;
	struct buf query;
	struct picks picked[FACETS];
	char since[11], until[11];
};

/*
 * The request, with all else from base.  With as_prefix, the last word may be
 * unfinished: it gets a "*"; false if it has fewer than WILDCARD_LETTERS, does
 * not end the line, or is no plain word.  asked_release() in any case.
 */
bool state_ask(const struct state *, const struct request *base,
    bool as_prefix, struct asked *);
void asked_release(struct asked *);

/*
 * Append the command line that asks the same, quoted for a POSIX shell.
 * index: n of them are named.
 */
void state_command(struct buf *, const struct request *,
    const char *const *index, size_t n);

#endif
