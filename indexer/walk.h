/*
 * From the SOURCEs of the command line to a list of input files.
 */
#ifndef WALK_H
#define WALK_H

#include "buf.h"
#include "errors.h"
#include "read.h"

struct file {
	struct str path;	/* absolute, symbolic links of the SOURCE resolved */
	struct str shown;	/* as users know it: the SOURCE and what is below it */
	const struct format *format;	/* as asked for; NULL: to be found out */
	bool is_named;		/* given on the command line, not found below it */
	uint64_t size;
	int64_t mtime_ns;
};

struct walk_options {
	const struct format *format;
	const char *const *exclude;
	size_t n_exclude;
	bool verbose;
	const char *index;	/* its directory is no source; may be NULL */
};

struct walk {
	struct file *at;	/* n of them, in order of the SOURCEs, then of names */
	size_t n, cap;
	struct str *unread;	/* absolute paths of directories that cannot be read */
	size_t unreads, unread_cap;
	uint64_t bytes;		/* sum of the sizes */
	size_t skipped;		/* inputs named on standard error */
	struct arena arena;
};

/*
 * The absolute path of a SOURCE, which need not exist (then of its directory).
 */
MUST_CHECK const struct error *walk_absolute(struct buf *out,
    const char *source);

/*
 * Is a directory below a SOURCE an index, this one (which may not be complete
 * yet) or another?  Those are passed over.
 */
bool walk_is_index(const char *dir, const char *index);

/*
 * Add the files of one SOURCE (absolute path and as shown).  What cannot be
 * read is named on standard error and counted in skipped; *is_missing says
 * that this is so for the SOURCE itself.  The error is only for a signal.
 */
MUST_CHECK const struct error *walk_source(struct walk *,
    const struct walk_options *, struct str path, struct str shown,
    bool *is_missing);

/* Is path below a directory that cannot be read? */
bool walk_is_unread(const struct walk *, struct str path);

void walk_release(struct walk *);

#endif
