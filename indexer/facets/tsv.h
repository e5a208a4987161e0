/*
 * Rows of a data file: fields separated by TABs, blank lines and lines that
 * begin with "#" passed over.  Lines may end in CR LF, and a byte order mark
 * in front is dropped.
 */
#ifndef TSV_H
#define TSV_H

#include "buf.h"
#include "errors.h"

#define TSV_FIELDS 8

struct tsv {
	struct buf text, path;
	struct str rest, row;
	size_t line;
	struct str field[TSV_FIELDS];	/* trimmed; "" where the row ends */
	size_t fields;			/* in the row, may be more */
};

/* dir may be NULL: then name is the path. */
MUST_CHECK const struct error *tsv_open(struct tsv *, const char *dir,
    const char *name);
bool tsv_next(struct tsv *);
void tsv_close(struct tsv *);

/* An error INPUT of this row: "PATH:LINE: why". */
const struct error *tsv_error(const struct tsv *, const char *fmt, ...)
    PRINTF_LIKE(2, 3);

/* Read a whole file; what was in the buffer is lost. */
MUST_CHECK const struct error *tsv_slurp(struct buf *, const char *path);

#endif
