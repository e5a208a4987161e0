/*
 * The facet columns (column.h) of the open indexes, and what they know of
 * frequent words (frequent.h).
 */
#ifndef COLUMNS_H
#define COLUMNS_H

#include "catalog.h"
#include "frequent.h"

struct columns {
	struct column **at;		/* parts of them; NULL: do without */
	enum column_state *state;	/* why */
	struct frequent **frequent;	/* the same; NULL: do without */
	size_t parts;
};

/* index[i] is the path of part i.  columns_close() in any case. */
MUST_CHECK const struct error *columns_open(struct columns *,
    const char *const *index, struct xap_reader *, const struct catalog *);
void columns_close(struct columns *);

/* What is known of a part turned out to be damaged: never use it again. */
void columns_drop(struct columns *, size_t part);

/* All of them ready? */
bool columns_complete(const struct columns *);

/* "ready", "absent", "stale", "damaged" */
const char *columns_state_name(enum column_state);

/*
 * The directory of the generation that an index's stub names now.  It may have
 * been replaced since the database was opened: the column's header tells.
 */
bool columns_generation(const char *index, struct buf *dir);

#endif
