/*
 * What the parts of the program share: main.c answers with hits, program.c
 * with other looks at the matches.
 */
#ifndef PROGRAM_H
#define PROGRAM_H

#include "options.h"
#include "seen.h"

enum { EXIT_MATCH = 0, EXIT_NO_MATCH = 1, EXIT_ERROR = 2 };

struct program {
	struct options o;
	struct look look;
	struct buf title, command;	/* of a page */
	char host[256];
	struct search *search;
	struct buf out;
	struct seen seen;		/* of --new-since, and what the answer */
	struct fresh fresh;		/* adds to it */
};

/* Write p->out and empty it. */
MUST_CHECK const struct error *program_write(struct program *);

/* Say which words of the query stand for other names, too. */
void program_say_names(const struct result *);

/* Each answers, prints and sets the exit status. */
MUST_CHECK const struct error *program_count(struct program *, int *status);
MUST_CHECK const struct error *program_values(struct program *, int *status);
MUST_CHECK const struct error *program_timeline(struct program *,
    int *status);
MUST_CHECK const struct error *program_cooccur(struct program *, int *status);
MUST_CHECK const struct error *program_compare(struct program *, int *status);

#endif
