/*
 * struct table: one B-tree written from its start to its end.  Memory: two
 * blocks a level and a buffer of 1 MiB; each block is written once.
 */
#ifndef TABLE_H
#define TABLE_H

#include "errors.h"
#include "glass.h"

struct table;

struct table_root {		/* what iamglass says of it */
	uint32_t block;
	uint32_t blocks;	/* in the file */
	unsigned level;
	uint64_t entries;	/* 0: a fake root */
};

/*
 * Make dir/NAME.glass.  check is called with each buffer written; its error
 * stops the writing; NULL: none.
 */
MUST_CHECK const struct error *table_open(struct table **, const char *dir,
    enum glass_table, unsigned block_size,
    const struct error *(*check)(void));
void table_close(struct table *);

/*
 * Add an entry.  Keys come in ascending order, 1 to GLASS_KEY_MAX bytes.
 * Error INDEX if the tag has more than 65,534 components (some 100 MB).
 */
MUST_CHECK const struct error *table_add(struct table *, struct str key,
    struct str tag);

/* Write what is left.  Syncing the file is left to the caller. */
MUST_CHECK const struct error *table_finish(struct table *,
    struct table_root *);

/* "postlist", ... */
extern const char *const table_name[GLASS_TABLES];

#endif
