/*
 * Counting one index by its column (column.h): a walk over the rows of the
 * documents that match.
 */
#ifndef WALK_H
#define WALK_H

#include "column.h"
#include "tally.h"

struct walk {
	const struct counting *c;
	struct tally *t;
	struct column *column;
	size_t part, parts;
	unsigned needed;		/* facets with a selection, as bits */
	bool has_rows;			/* the facets are counted by rows */
	bool has_keys;			/* articles or dates are wanted */
	bool is_damaged;
	struct column_block rows, keys;
};

/* Count documents, docids ascending; arg: a struct walk. */
void walk_documents(void *arg, const uint32_t *docid, size_t n);

#endif
