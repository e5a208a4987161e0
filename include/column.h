/*
 * The facet column: what counting needs to know of every document, in one file
 * beside the database of a generation, so that a count touches no value stream.
 * It holds nothing that the database does not hold; a reader that cannot trust
 * it does without, slower.
 *
 * File COLUMN_NAME in the generation's directory.  All numbers are in the byte
 * order of the machine that wrote it (byte_order tells), 32 bits wide where
 * nothing else is said, aligned to their size.
 *
 *	struct column_header
 *	blocks		of COLUMN_BLOCK docids each, none for a block without
 *			documents:
 *	  keys		article[COLUMN_BLOCK]	a docid that stands for its
 *						article; 0: no document
 *			date[COLUMN_BLOCK]	YYYYMMDD, zeros for what is not
 *						known; 0: no date
 *	  rows		start[COLUMN_BLOCK + 1]	into value[]
 *			value[start[COLUMN_BLOCK]]	of each document the facet
 *						values, ancestors included,
 *						ascending
 *	totals		total[values]		documents that have the value
 *	directory	struct column_entry for each block
 *
 * A value's number is its ordinal (dictionary.h) plus the numbers of ordinals
 * of the facets before its own.
 *
 * Trust.  The header names the database by uuid, revision and number of
 * documents; anything else is stale.  Header and directory are checked by their
 * hashes when the file is opened, the totals and each half of a block when they
 * are first used, and every offset and number is checked against its bounds
 * then.  So a file that was cut, mixed up or changed is found out before a
 * number of it counts, and a search pays only for what it looks at.  (The
 * hashes are no defence against who can write to the index: he could write to
 * the database.)  The file is written under another name and renamed.
 */
#ifndef COLUMN_H
#define COLUMN_H

#include "errors.h"
#include "schema.h"
#include "xap.h"

#define COLUMN_NAME "facets.column"
#define COLUMN_VERSION 1
#define COLUMN_BLOCK 256
#define COLUMN_KEY_WORDS (2 * COLUMN_BLOCK)
#define COLUMN_START_WORDS (COLUMN_BLOCK + 1)
#define COLUMN_BYTE_ORDER 0x01020304

struct column_header {
	char magic[8];			/* COLUMN_MAGIC, without its NUL */
	uint32_t byte_order;		/* COLUMN_BYTE_ORDER */
	uint32_t version;		/* COLUMN_VERSION */
	struct xap_version database;
	uint32_t values[FACETS];	/* ordinals of each facet */
	uint32_t blocks;
	uint64_t totals, directory;	/* where they are: bytes from the start */
	uint64_t size;			/* of the file, bytes */
	uint64_t totals_hash, directory_hash;
	uint64_t hash;			/* of the header up to here */
};
#define COLUMN_MAGIC "dlcolumn"

struct column_entry {
	uint64_t at;			/* bytes from the start; 0: no document */
	uint64_t keys_hash, rows_hash;
	uint32_t documents;
	uint32_t newest, oldest;	/* of their dates; 0: none has one */
	uint32_t zero;
};

/* Of n words; of a header but its last field. */
uint64_t column_hash(const uint32_t *word, size_t n);
uint64_t column_header_hash(const struct column_header *);

struct column;				/* one that is read */
struct column_writer;			/* one that is written */

/* ---- writing: indexer/column_write.c ---- */

/*
 * Begin the file in the directory of a generation; values: ordinals of each
 * facet.
 */
MUST_CHECK const struct error *column_create(struct column_writer **,
    const char *dir, const uint32_t values[FACETS]);

/*
 * The next document; docids ascend.  date: as in SLOT_DATE; article: the 8
 * bytes of SLOT_ARTICLE; packed: the facets' slots.
 */
MUST_CHECK const struct error *column_add(struct column_writer *,
    uint32_t docid, struct str date, struct str article,
    const struct str packed[FACETS]);

/*
 * The same for a document that another column has, of the same database: its
 * ordinals are still the same, and its article has no documents but those that
 * the other column has.  Error INDEX if that column is damaged.
 */
MUST_CHECK const struct error *column_copy(struct column_writer *,
    struct column *, uint32_t docid);

/* The same for one that has another date and other values there. */
MUST_CHECK const struct error *column_change(struct column_writer *,
    struct column *, uint32_t docid, struct str date,
    const struct str packed[FACETS]);

/* Complete it and let it take the place of the one before. */
MUST_CHECK const struct error *column_publish(struct column_writer *,
    const struct xap_version *);

/* Frees; what was not published is removed.  NULL is fine. */
void column_discard(struct column_writer *);

/* ---- reading ---- */

enum column_state {
	COLUMN_READY,
	COLUMN_ABSENT,
	COLUMN_STALE,			/* of another revision */
	COLUMN_DAMAGED
};

/*
 * Map a regular file of at least so many bytes in the directory of a
 * generation: ready, absent, or damaged, if it is something else.
 */
struct column_file {
	const char *p;			/* NULL unless it is ready */
	size_t n;
};
enum column_state column_map(struct column_file *, const char *dir,
    const char *name, size_t least);
void column_unmap(struct column_file *);

/*
 * Map the column in the directory of a generation.  *column is set only if it
 * is ready.
 */
enum column_state column_open(struct column **, const char *dir,
    const struct xap_version *, const uint32_t values[FACETS]);
void column_close(struct column *);	/* NULL is fine */

/* Check now what otherwise is checked when it is used. */
MUST_CHECK bool column_check(struct column *);

uint32_t column_blocks(const struct column *);
const struct column_header *column_header(const struct column *);
const struct column_entry *column_entry(const struct column *, uint32_t block);

/*
 * Parts of the block that holds a docid; entry i belongs to docid first + i.
 * Where no document is, article[] is 0 and the row is empty; in a block without
 * documents, or past the last, all is NULL.  False: damaged; do without the
 * column.  The pointers live as long as the column.
 */
struct column_block {
	uint32_t first;			/* its lowest docid; 0: none was read */
	const uint32_t *article, *date;	/* keys */
	const uint32_t *start, *value;	/* rows */
};
MUST_CHECK bool column_keys(struct column *, uint32_t docid,
    struct column_block *);
MUST_CHECK bool column_rows(struct column *, uint32_t docid,
    struct column_block *);

/* How many documents have each value; NULL: damaged. */
const uint32_t *column_totals(struct column *);

/* YYYY[-MM[-DD]] as a number of the column; 0 if it is something else. */
uint32_t column_date(struct str);

#endif
