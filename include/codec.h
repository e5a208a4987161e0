/*
 * struct codec: the data of documents (record.h), each compressed by itself
 * with Zstandard (RFC 8878) and a dictionary that was made of the first of
 * them: what news has in common, and how often each byte comes.
 *
 * Format: a byte 0, which begins no record, then a frame without checksum and
 * dictionary id that says its size; or the record as it is, where that is
 * shorter or where there is no dictionary.  The dictionary is the metadata
 * CODEC_KEY of the database, after its hash64(), 8 bytes, high ones first: with
 * a damaged one texts would be others, and nobody would know.
 *
 * Chosen by measurement, 100,000 news paragraphs, 29.7 MB of data, one core:
 *
 *	method				MB	MB/s in	MB/s out
 *	none				29.7
 *	deflate (libdeflate, level 1)	22.7	59
 *	zstd without dictionary, 1	24.4	58	165
 *	zstd, trained 16 KiB, level 1	15.5	237	480
 *	zstd, 16 KiB as here, level 1	14.9	226	480
 *	the same of 64 KiB		14.9	238
 *	zstd, trained 32 KiB, level -1	17.4	211	1100
 *	  level 3			13.8	171	590
 *	  level 6			13.7	48	730
 *
 * A dictionary trained by zstd's own search takes ten times as long (60 ms of
 * 2000 records) as one that takes records from all of them and is only
 * finished by zstd, and is no better.  Term lists stay as they are: Xapian
 * reads them deflated or not at all, and that saves 15 % of them, 4 % of the
 * index, for more CPU than all else that writes a table.
 *
 * One codec serves one thread.
 */
#ifndef CODEC_H
#define CODEC_H

#include "buf.h"

#ifdef __cplusplus
extern "C" {
#endif

#define CODEC_KEY "compression"

struct codec;

/*
 * dictionary: as codec_dictionary() gave it; "", or damaged: all is encoded as
 * it is, and nothing that was compressed can be decoded.
 */
void codec_new(struct codec **, struct str dictionary);
void codec_free(struct codec *);	/* NULL is fine */
struct str codec_dictionary(const struct codec *);

/* Make the dictionary of records, end to end, n of them with these sizes. */
void codec_train(struct codec *, struct str records, const size_t *size,
    size_t n);
#define CODEC_RECORDS 2000	/* that are enough for it */
#define CODEC_RECORDS_MIN 100	/* fewer make none */
#define CODEC_RECORDS_BYTES ((size_t)4 << 20)	/* no more are needed */

/* Overwrite *out with a record encoded, or with one decoded: false: damaged. */
void codec_encode(struct codec *, struct buf *out, struct str record);
bool codec_decode(struct codec *, struct buf *out, struct str data);

#ifdef __cplusplus
}
#endif

#endif
