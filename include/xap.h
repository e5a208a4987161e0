/*
 * The C face of Xapian.  Two opaque handles, a writer (indexer/xap_writer.cc)
 * and a reader (searcher/xap_reader.cc); no C++ is visible, and every
 * exception becomes a struct error in one place (xap_guard.hh).
 *
 * Terms, values, metadata and data are bytes.  Nothing here knows what they
 * mean: that is schema.h.
 */
#ifndef XAP_H
#define XAP_H

#include "buf.h"
#include "errors.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- writing: one database, one writer, one transaction at a time ---- */

struct xap_writer;

/*
 * Open the database in the directory, or make it: then the directory must not
 * exist.  Error INDEX if it is damaged, locked, or not a database.
 */
MUST_CHECK const struct error *xap_writer_open(struct xap_writer **,
    const char *dir, bool create);

/* The same for reading only: no lock; finds and gets, but writes nothing. */
MUST_CHECK const struct error *xap_writer_view(struct xap_writer **,
    const char *dir);

/* Drops what was not committed.  NULL is fine. */
void xap_writer_close(struct xap_writer *);

/*
 * Everything between begin and commit becomes visible at once, or not at all.
 * Any error in between is final: close the writer (after a full disk a second
 * commit would report success and have dropped the batch).
 */
MUST_CHECK const struct error *xap_writer_begin(struct xap_writer *);
MUST_CHECK const struct error *xap_writer_commit(struct xap_writer *);

/*
 * Copy the database in one directory to a new one, all blocks full: a third
 * smaller than what many insertions leave.
 */
MUST_CHECK const struct error *xap_compact(const char *from, const char *to);

/*
 * The bytes with which the version file of every database begins that the
 * library makes now: one is made in dir, which must not exist and is left.
 */
MUST_CHECK const struct error *xap_signature(const char *dir, struct buf *);

/* Compose a document, then add it; *docid is its number. */
MUST_CHECK const struct error *xap_doc_start(struct xap_writer *,
    struct str data);
MUST_CHECK const struct error *xap_doc_term(struct xap_writer *,
    struct str term, unsigned wdf, const uint32_t *position, size_t n);
MUST_CHECK const struct error *xap_doc_value(struct xap_writer *,
    unsigned slot, struct str value);
MUST_CHECK const struct error *xap_doc_add(struct xap_writer *,
    uint32_t *docid);

/* The numbers of the documents that hold the term, ascending, onto *ids. */
struct xap_ids {
	uint32_t *at;
	size_t n, cap;
};
MUST_CHECK const struct error *xap_writer_find(struct xap_writer *,
    struct str term, struct xap_ids *);
MUST_CHECK const struct error *xap_writer_data(struct xap_writer *,
    uint32_t docid, struct buf *out);
MUST_CHECK const struct error *xap_writer_value(struct xap_writer *,
    uint32_t docid, unsigned slot, struct buf *out);
/* Every value of a slot that is not "", in the order of documents. */
MUST_CHECK const struct error *xap_writer_values(struct xap_writer *,
    unsigned slot, void (*each)(void *, uint32_t docid, struct str value),
    void *arg);
MUST_CHECK const struct error *xap_writer_delete(struct xap_writer *,
    uint32_t docid);
MUST_CHECK const struct error *xap_writer_count(struct xap_writer *,
    uint64_t *documents);

/* Metadata: "" means there is none. */
MUST_CHECK const struct error *xap_writer_get(struct xap_writer *,
    struct str key, struct buf *out);
MUST_CHECK const struct error *xap_writer_set(struct xap_writer *,
    struct str key, struct str value);

/* Call each(arg, key) for every metadata key with that prefix, in order. */
MUST_CHECK const struct error *xap_writer_keys(struct xap_writer *,
    const char *prefix, void (*each)(void *, struct str key), void *arg);

/* Change how often a word is known to the speller. */
MUST_CHECK const struct error *xap_writer_spell(struct xap_writer *,
    struct str word, int64_t by);

/* ---- reading: several databases searched as one ---- */

struct xap_reader;

/*
 * Each path is a directory or "tcp://HOST:PORT" (xapian-tcpsrv).  Error INDEX
 * names the one that failed.
 */
MUST_CHECK const struct error *xap_reader_open(struct xap_reader **,
    const char *const *path, size_t n);
void xap_reader_close(struct xap_reader *);

size_t xap_reader_parts(const struct xap_reader *);	/* n of them */
MUST_CHECK const struct error *xap_reader_get(struct xap_reader *,
    size_t part, struct str key, struct buf *out);

/* In how many documents of all parts the term is. */
MUST_CHECK const struct error *xap_reader_frequency(struct xap_reader *,
    struct str term, uint64_t *documents);

/*
 * Words known to the speller that start with prefix, at most max of them; and
 * a known word like this one, or "".
 */
MUST_CHECK const struct error *xap_reader_words(struct xap_reader *,
    struct str prefix, size_t max, void (*each)(void *, struct str),
    void *arg);
MUST_CHECK const struct error *xap_reader_suggest(struct xap_reader *,
    struct str word, struct buf *out);

/* ---- queries: values; the functions take over nothing ---- */

struct xap_query;

enum xap_op {
	XAP_AND,
	XAP_OR,
	XAP_AND_NOT,		/* the first, without the others */
	XAP_FILTER,		/* the first, ranked; the others only restrict */
	XAP_SYNONYM,		/* OR that ranks as one term */
	XAP_PHRASE,		/* in this order, within window words */
	XAP_NEAR		/* in any order, within window words */
};

MUST_CHECK const struct error *xap_query_all(struct xap_query **);
MUST_CHECK const struct error *xap_query_none(struct xap_query **);
MUST_CHECK const struct error *xap_query_term(struct xap_query **,
    struct str term);
MUST_CHECK const struct error *xap_query_join(struct xap_query **,
    enum xap_op, struct xap_query *const *, size_t n, unsigned window);
/* lowest <= value <= highest by bytes; a missing value does not match */
MUST_CHECK const struct error *xap_query_range(struct xap_query **,
    unsigned slot, struct str lowest, struct str highest);
void xap_query_free(struct xap_query *);

/* ---- matching ---- */

enum xap_order {
	XAP_RELEVANCE,		/* best first, then in order of entry */
	XAP_DESCENDING,		/* by the value of a slot, "" last */
	XAP_ASCENDING		/* the same, "" last too */
};

struct xap_hit {
	uint32_t docid;		/* of all parts */
	double score;		/* 0 for a query without words */
};

/* The k1 of xap_rank()'s BM25; b is 0, see schema.h. */
struct xap_order_by {
	enum xap_order order;
	unsigned slot;		/* unless by relevance */
	double k1;
};

/*
 * Hits offset .. offset + limit - 1 into hit[], *n of them.
 */
MUST_CHECK const struct error *xap_rank(struct xap_reader *,
    const struct xap_query *, const struct xap_order_by *, size_t offset,
    size_t limit, struct xap_hit *hit, size_t *n);

/*
 * Every document of all parts that matches, with its score: each(arg, docid,
 * score, value of the slot).  Order undefined.
 */
MUST_CHECK const struct error *xap_score(struct xap_reader *,
    const struct xap_query *, double k1, unsigned slot,
    void (*each)(void *, uint32_t docid, double score, struct str value),
    void *arg);

/*
 * Every matching document of one part, unranked: the fastest way to see all.
 * each(arg, i, times, value): times of them have this value, not "", in
 * slot[i].  *total is their number; n may be 0 to learn only that.
 */
typedef void xap_scan_fn(void *, size_t i, uint64_t times, struct str value);
MUST_CHECK const struct error *xap_scan(struct xap_reader *, size_t part,
    const struct xap_query *, const unsigned *slot, size_t n, xap_scan_fn *,
    void *arg, uint64_t *total);

MUST_CHECK const struct error *xap_reader_data(struct xap_reader *,
    uint32_t docid, struct buf *out);
MUST_CHECK const struct error *xap_reader_value(struct xap_reader *,
    uint32_t docid, unsigned slot, struct buf *out);

#ifdef __cplusplus
}
#endif

#endif
