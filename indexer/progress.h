/*
 * A progress line on standard error, only at a terminal: share, speed, what is
 * done, and an estimate of the time left.
 */
#ifndef PROGRESS_H
#define PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
	bool is_shown;
	uint64_t total;		/* bytes to read */
	double start, drawn;	/* seconds */
};

double progress_clock(void);	/* seconds, monotonic */
void progress_start(struct progress *, bool is_wanted, uint64_t total);
void progress_show(struct progress *, uint64_t done, uint64_t paragraphs);
void progress_say(struct progress *, const char *what);
void progress_end(struct progress *);	/* wipe the line */

#endif
