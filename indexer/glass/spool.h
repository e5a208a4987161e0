/*
 * struct spool: bytes written once and read back once, in order.  What
 * exceeds the buffer, which grows while there is memory to be had, lies in a
 * file without a name, gone with the process.
 *
 * Writing and reading go on after an error, without effect; spool_error()
 * tells of it, and must be asked before what was read is believed.
 */
#ifndef SPOOL_H
#define SPOOL_H

#include "errors.h"
#include "buf.h"

struct spool {
	const char *dir;	/* borrowed; where the file is made */
	size_t *memory;		/* borrowed; bytes left for all that share it */
	int fd;			/* -1: none yet */
	int failed;		/* errno of the first error; 0: none */
	char *at;		/* the buffer */
	size_t n, cap;		/* bytes in it, its size */
	size_t next;		/* the next byte to read */
	uint64_t written;	/* bytes in the file */
	uint64_t read;		/* of these */
};

void spool_init(struct spool *, const char *dir, size_t *memory);
void spool_release(struct spool *);

void spool_add(struct spool *, struct str);
void spool_long_varint(struct spool *, uint64_t);
void spool_field(struct spool *, struct str);

/* From now on it is read, from its start. */
void spool_rewind(struct spool *);

/*
 * The next n bytes, or as many as there are: borrowed until the next call.
 * spool_skip() takes bytes off that spool_peek() has shown.
 */
struct str spool_peek(struct spool *, size_t n);
void spool_skip(struct spool *, size_t n);

uint64_t spool_get_long_varint(struct spool *);	/* 0 at the end */
struct str spool_get_field(struct spool *);
bool spool_is_end(struct spool *);

MUST_CHECK const struct error *spool_error(const struct spool *);

/* Most numbers are one byte. */
static inline void
spool_varint(struct spool *s, uint64_t v)
{
	if (v < 0x80 && s->n < s->cap)
		s->at[s->n++] = (char)v;
	else
		spool_long_varint(s, v);
}

static inline uint64_t
spool_get_varint(struct spool *s)
{
	if (s->next < s->n && (s->at[s->next] & 0x80) == 0)
		return (unsigned char)s->at[s->next++];
	return spool_get_long_varint(s);
}

#endif
