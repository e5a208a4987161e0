/*
 * Private to bulk.c (documents as they come) and bulk_finish.c.
 */
#ifndef BULK_PRIVATE_H
#define BULK_PRIVATE_H

#include "batch.h"
#include "bulk.h"
#include "codec.h"

struct slot {			/* the values of one slot */
	uint64_t n;
	struct buf lowest, highest;
	struct spool chunks;	/* vu first id, str entry */
	struct buf chunk;
	uint32_t first, last;	/* ids in it */
};

/* Data that wait until a dictionary is made of them: of the first documents. */
struct waiting {
	struct buf data;
	size_t *size;		/* n of them */
	size_t n, cap;
};

struct bulk {
	struct bulk_options o;
	char *dir;
	struct table *table[GLASS_TABLES];	/* those that are open */
	struct table_root root[GLASS_TABLES];
	struct batch batch;
	struct sorted_run *run;	/* runs of them */
	size_t runs, run_cap;
	size_t spool_memory;	/* that spools may still take */
	struct spool lengths;
	struct slot slot[BULK_SLOTS];
	int last_slot;		/* of this document */
	uint32_t documents;
	struct codec *codec;	/* NULL: data go as they are */
	struct waiting waiting;
	bool is_trained;
	struct buf encoded;
	struct batch_totals totals;
	uint32_t spelling_max;
	struct map key;		/* metadata: key -> index in value */
	struct buf *value;
	size_t value_cap;
	struct buf key_buf;
	const struct error *e;	/* of bulk_term(), kept for bulk_add() */
};

MUST_CHECK const struct error *bulk_open_table(struct bulk *,
    enum glass_table);

/* Write what waits, with a dictionary if there is enough for one. */
MUST_CHECK const struct error *bulk_write_waiting(struct bulk *);

/* Invert what there is of the batch. */
MUST_CHECK const struct error *bulk_flush(struct bulk *);

void bulk_close_chunk(struct slot *);
void bulk_release_runs(struct bulk *);

#endif
