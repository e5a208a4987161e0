#include "progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define INTERVAL 0.1		/* seconds between two drawings */
#define BAR 20			/* columns */

double
progress_clock(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void
progress_start(struct progress *p, bool is_wanted, uint64_t total)
{
	p->is_shown = is_wanted && isatty(STDERR_FILENO);
	p->total = total;
	p->start = progress_clock();
	p->drawn = 0;
}

void
progress_show(struct progress *p, uint64_t done, uint64_t paragraphs)
{
	double now, share, passed;
	char bar[BAR + 1], left[32] = "";
	unsigned long eta;

	if (!p->is_shown || (now = progress_clock()) - p->drawn < INTERVAL)
		return;
	p->drawn = now;
	passed = now - p->start;
	share = p->total > 0 ? (double)done / (double)p->total : 0;
	if (share > 1)
		share = 1;
	for (int i = 0; i < BAR; i++)
		bar[i] = i < (int)(share * BAR) ? '#' : '.';
	bar[BAR] = '\0';
	if (share > 0.01 && passed > 1) {
		eta = (unsigned long)(passed / share * (1 - share) + 0.5);
		snprintf(left, sizeof(left), ", %lu:%02lu left", eta / 60,
		    eta % 60);
	}
	fprintf(stderr, "\r[%s] %3.0f%%  %llu paragraphs, %.1f MB/s%s\033[K",
	    bar, share * 100, (unsigned long long)paragraphs,
	    passed > 0 ? (double)done / 1e6 / passed : 0, left);
	fflush(stderr);
}

void
progress_say(struct progress *p, const char *what)
{
	if (!p->is_shown)
		return;
	fprintf(stderr, "\r%s\033[K", what);
	fflush(stderr);
}

void
progress_end(struct progress *p)
{
	if (p->is_shown)
		fprintf(stderr, "\r\033[K");
	p->is_shown = false;
}
