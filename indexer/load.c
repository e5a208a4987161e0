/* The data of the facets, and users' dictionaries over them. */
#include <sys/stat.h>

#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "indexer.h"

#ifndef DATADIR
#define DATADIR "/usr/local/share/dateline"
#endif
#define DATA_NAME "facets.bin"

const struct error *
load_path(struct buf *out)
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

const struct error *
load_facets(struct facets **facets, const struct options *o)
{
	const struct error *e = NULL;
	struct buf path = { 0 };

	*facets = NULL;
	if (!o->no_extract && (e = load_path(&path)) == NULL &&
	    (e = facets_open(facets, path.p)) == NULL)
		e = facets_add(*facets, o->dictionary, o->n_dictionary);
	if (e != NULL && *facets != NULL && !o->has_dictionary &&
	    o->n_dictionary > 0)
		e = error_wrap(e, "dictionary of the index (name others with "
		    "--dictionary FILE, none with --dictionary '')");
	if (e != NULL) {
		facets_close(*facets);
		*facets = NULL;
	}
	buf_release(&path);
	return e;
}

static uint64_t
stamp(uint64_t h, const char *path)
{
	struct stat st;
	uint64_t is[5] = { 0 };

	if (stat(path, &st) == 0) {
		is[0] = st.st_dev;
		is[1] = st.st_ino;
		is[2] = (uint64_t)st.st_size;
		is[3] = (uint64_t)st.st_mtim.tv_sec;
		is[4] = (uint64_t)st.st_mtim.tv_nsec;
	}
	return hash64((const char *)is, sizeof(is),
	    hash64(path, strlen(path), h));
}

uint64_t
load_stamp(const struct options *o)
{
	struct buf path = { 0 };
	uint64_t h = 0;

	if (!o->no_extract && load_path(&path) == NULL)
		h = stamp(h, path.p);
	for (size_t i = 0; i < o->n_dictionary; i++)
		h = stamp(h, o->dictionary[i]);
	buf_release(&path);
	return h;
}
