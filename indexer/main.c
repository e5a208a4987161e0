#include <fcntl.h>
#include <limits.h>
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
#ifndef DATADIR
#define DATADIR "/usr/local/share/dateline"
#endif
#define DATA_NAME "facets.bin"

/* The data file of the facets: beside the program, or where it is installed. */
static const struct error *
data_path(struct buf *out)
{
	char program[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", program, sizeof(program) - 1);
	char *slash;

	if (n > 0) {
		program[n] = '\0';
		if ((slash = strrchr(program, '/')) != NULL)
			*slash = '\0';
		buf_reset(out);
		buf_printf(out, "%s/" DATA_NAME, program);
		if (access(out->p, R_OK) == 0)
			return NULL;
		buf_reset(out);
		buf_printf(out, "%s/../share/dateline/" DATA_NAME, program);
		if (access(out->p, R_OK) == 0)
			return NULL;
	}
	buf_reset(out);
	buf_puts(out, DATADIR "/" DATA_NAME);
	if (access(out->p, R_OK) == 0)
		return NULL;
	return error_errno("%s: the data for finding facets; install it with "
	    "make install, or use --no-extract", out->p);
}

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
	struct buf path = { 0 };
	const struct error *e = NULL;

	if (o->mode == MODE_STATUS)
		return run_status(o);
	if (o->mode == MODE_CHECK)
		return run_check(o, NULL, skipped);
	if (!o->no_extract && (e = data_path(&path)) == NULL)
		e = facets_open(&facets, path.p);
	if (e == NULL && facets != NULL)
		e = facets_add(facets, o->dictionary, o->n_dictionary);
	if (e != NULL && !o->has_dictionary && o->n_dictionary > 0)
		e = error_wrap(e, "dictionary of the index (name others with "
		    "--dictionary FILE, none with --dictionary '')");
	if (e == NULL)
		e = o->mode == MODE_EXTRACT ?
		    run_extract(o, facets, skipped) :
		    o->mode == MODE_REPAIR ?
		    run_check(o, facets, skipped) :
		    o->shards > 0 ? run_shards(o, facets, skipped) :
		    run_index(o, facets, skipped);
	if (e == NULL && o->mode == MODE_INDEX && o->watch)
		e = run_watch(o, facets);
	facets_close(facets);
	buf_release(&path);
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
