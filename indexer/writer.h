/*
 * struct writer: what a run writes to.  Either a database that is there,
 * through the library (xap.h), where it can be read and documents can leave;
 * or a new one, in bulk (bulk.h), where neither is possible before its end.
 */
#ifndef WRITER_H
#define WRITER_H

#include "bulk.h"
#include "xap.h"

struct writer {
	struct xap_writer *xap;	/* one of the two */
	struct bulk *bulk;
	struct str data;	/* of the document under way */
};

/* A term that comes again and again: zero-initialise, release. */
struct writer_repeat {
	struct buf term;
	uint32_t batch, number;	/* of it, in bulk; batch 0: none */
};
void writer_repeat_release(struct writer_repeat *);

void writer_close(struct writer *);	/* drops what was not committed */

/* Metadata: "" means there is none. */
MUST_CHECK const struct error *writer_get(struct writer *, struct str key,
    struct buf *out);
MUST_CHECK const struct error *writer_set(struct writer *, struct str key,
    struct str value);

/* A document: its data (which stay the caller's), terms and values, its end. */
MUST_CHECK const struct error *writer_start(struct writer *,
    struct str data);
MUST_CHECK const struct error *writer_flag(struct writer *, struct str term);
/* The same for a term that is probably that of the last call. */
MUST_CHECK const struct error *writer_repeat(struct writer *,
    struct writer_repeat *, struct str term);
MUST_CHECK const struct error *writer_value(struct writer *, unsigned slot,
    struct str value);
MUST_CHECK const struct error *writer_add(struct writer *, unsigned length,
    uint32_t *docid);

MUST_CHECK const struct error *writer_commit(struct writer *);

#endif
