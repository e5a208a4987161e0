#include <fcntl.h>
#include <sys/stat.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "indexer.h"
#include "stop.h"
#include "watch.h"

#ifndef VERSION
#define VERSION "0"
#endif

/* DIR/1, DIR/2 ...: an index each. */
static const struct error *
run_shards(const struct options *o, const struct facets *facets,
    size_t *skipped)
{
	const struct error *e = NULL;
	struct options part = *o;
	struct buf dir = { 0 };

	if (mkdir(o->index, 0777) == -1 && errno != EEXIST)
		return error_errno("%s", o->index);
	for (part.shard = 1; part.shard <= o->shards && e == NULL;
	    part.shard++) {
		buf_reset(&dir);
		buf_printf(&dir, "%s/%u", o->index, part.shard);
		part.index = dir.p;
		e = run_index(&part, facets, skipped);
	}
	buf_release(&dir);
	return e;
}

/* The dictionaries that the index, or its first shard, records. */
static void
recall(struct options *o)
{
	const char *index = o->index;
	struct buf dir = { 0 };

	if (o->shards > 0) {
		buf_printf(&dir, "%s/1", index);
		o->index = dir.p;
	}
	options_recall(o);
	o->index = index;
	buf_release(&dir);
}

/*
 * A standard descriptor that is closed would be given to the next file that is
 * opened, and what is printed would go there.  What takes its place refuses.
 */
static void
hold_descriptors(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) == -1)
			(void)!open("/dev/null", fd == STDIN_FILENO ?
			    O_WRONLY : O_RDONLY);
}

static const struct error *
work(const struct options *o, size_t *skipped)
{
	struct facets *facets = NULL;
	const struct error *e;

	if (o->mode == MODE_STATUS)
		return run_status(o);
	if (o->mode == MODE_CHECK)
		return run_check(o, NULL, skipped);
	if ((e = load_facets(&facets, o)) == NULL)
		e = o->mode == MODE_EXTRACT ?
		    run_extract(o, facets, skipped) :
		    o->mode == MODE_REPAIR ?
		    run_check(o, facets, skipped) :
		    o->shards > 0 ? run_shards(o, facets, skipped) :
		    run_index(o, facets, skipped);
	facets_close(facets);
	if (e == NULL && o->mode == MODE_INDEX && o->watch)
		e = run_watch(o);
	return e;
}

int
main(int argc, char **argv)
{
	const struct error *e;
	struct options o;
	size_t skipped = 0;
	int status = 0;

	hold_descriptors();
	e = options_parse(&o, argc, argv);
	if (e == NULL && o.mode == MODE_HELP)
		options_help();
	else if (e == NULL && o.mode == MODE_FORMATS)
		options_formats();
	else if (e == NULL && o.mode == MODE_VERSION)
		printf("indexer (Dateline) " VERSION "\n");
	else if (e == NULL) {
		if (o.mode != MODE_EXTRACT)
			stop_catch();
		recall(&o);
		e = work(&o, &skipped);
	}
	if (e == NULL && fflush(stdout) != 0)
		e = error_errno("standard output");
	if (e != NULL) {
		error_report(PROGRAM, e);
		status = e->code == ERROR_STOPPED ? 128 + stop_signal() : 2;
	} else if (skipped > 0)
		status = 1;
	options_release(&o);
	return status;
}
