/*
 * The C face of Xapian.  Two opaque handles, a writer (indexer/xap_writer.cc)
 * and a reader (searcher/xap/); no C++ is visible, and every
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

/* Which state of which database is open. */
struct xap_version {
	char uuid[40];		/* NUL-padded; "" for a server, whose is unknown */
	uint64_t revision;	/* a commit's */
	uint32_t documents;
	uint32_t last;		/* the highest docid that was ever given */
};

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

/* How many errors its tables have, and what they are, to *found. */
MUST_CHECK const struct error *xap_check(const char *dir, size_t *errors,
    struct buf *found);

/*
 * The bytes with which the version file of every database begins that the
 * library makes now: one is made in dir, which must not exist and is left.
 */
MUST_CHECK const struct error *xap_signature(const char *dir, struct buf *);

/*
 * Compose a document, then add it; *docid is its number.  Or put it in the
 * place of one that is there: what both have is not written again.
 */
MUST_CHECK const struct error *xap_doc_start(struct xap_writer *,
    struct str data);
MUST_CHECK const struct error *xap_doc_term(struct xap_writer *,
    struct str term, unsigned wdf, const uint32_t *position, size_t n);
MUST_CHECK const struct error *xap_doc_value(struct xap_writer *,
    unsigned slot, struct str value);
MUST_CHECK const struct error *xap_doc_add(struct xap_writer *,
    uint32_t *docid);
MUST_CHECK const struct error *xap_doc_replace(struct xap_writer *,
    uint32_t docid);

/* The numbers of the documents that hold the term, ascending, onto *ids. */
struct xap_ids {
	uint32_t *at;
	size_t n, cap;
};
MUST_CHECK const struct error *xap_writer_find(struct xap_writer *,
    struct str term, struct xap_ids *);
/* The same one by one, with its wdf in each. */
MUST_CHECK const struct error *xap_writer_postings(struct xap_writer *,
    struct str term, void (*each)(void *, uint32_t docid, uint32_t wdf),
    void *arg);
/* Every term that starts with prefix, in order, and how many have it. */
MUST_CHECK const struct error *xap_writer_terms(struct xap_writer *,
    struct str prefix, void (*each)(void *, struct str, uint32_t documents),
    void *arg);
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

/* Of a view: what was committed last. */
MUST_CHECK const struct error *xap_writer_version(struct xap_writer *,
    struct xap_version *);

/*
 * Call each(arg, docid, value) for every document from a docid on, by docid:
 * value[i] is that of slot[i], "" if there is none; each() ends the walk with
 * an error.  At least one of the slots is in every document.
 */
MUST_CHECK const struct error *xap_writer_rows(struct xap_writer *,
    uint32_t from, const unsigned *slot, size_t n,
    const struct error *(*each)(void *, uint32_t docid,
    const struct str *value), void *arg);

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
 * Each path is a directory or "tcp://HOST:PORT" (xapian-tcpsrv), which is
 * given up after so many milliseconds without an answer, now and later.  Error
 * INDEX names the one that failed.
 */
MUST_CHECK const struct error *xap_reader_open(struct xap_reader **,
    const char *const *path, size_t n, unsigned timeout_ms);
void xap_reader_close(struct xap_reader *);

size_t xap_reader_parts(const struct xap_reader *);	/* n of them */
bool xap_reader_has_server(const struct xap_reader *);	/* among them */
MUST_CHECK const struct error *xap_reader_version(struct xap_reader *,
    size_t part, struct xap_version *);
MUST_CHECK const struct error *xap_reader_get(struct xap_reader *,
    size_t part, struct str key, struct buf *out);

/* How many documents all parts have; the highest docid of them. */
MUST_CHECK const struct error *xap_reader_count(struct xap_reader *,
    uint64_t *documents);
MUST_CHECK const struct error *xap_reader_last(struct xap_reader *,
    uint32_t *docid);

/* In how many of them the term is, and the sum of its wdf. */
struct xap_frequency {
	uint64_t documents, wdf;
};
MUST_CHECK const struct error *xap_reader_frequency(struct xap_reader *,
    struct str term, struct xap_frequency *);

/* Every term of any part that starts with prefix, in order. */
MUST_CHECK const struct error *xap_reader_terms(struct xap_reader *,
    struct str prefix, void (*each)(void *, struct str), void *arg);

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
	XAP_AND_MAYBE,		/* the first; the second only ranks */
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
/* every document, all with this weight */
MUST_CHECK const struct error *xap_query_fixed(struct xap_query **,
    double weight);
/* the same documents, all weights multiplied */
MUST_CHECK const struct error *xap_query_scale(struct xap_query **,
    const struct xap_query *, double factor);
/* lowest <= value <= highest by bytes; a missing value does not match */
MUST_CHECK const struct error *xap_query_range(struct xap_query **,
    unsigned slot, struct str lowest, struct str highest);

/* every document with one of n values in a slot, with the weight of the value */
struct xap_value_weight {
	struct str value;
	double weight;
};
MUST_CHECK const struct error *xap_query_values(struct xap_query **,
    unsigned slot, const struct xap_value_weight *, size_t n);

/*
 * The documents whose data passes a test.  Join it by XAP_FILTER to what finds
 * few: it asks only about documents that fulfil all other conditions, and
 * remembers the answers as long as the query lives.  XAP_DAMAGED ends the
 * search with an error.  Not for servers (xap_reader_has_server()).
 */
enum xap_verdict { XAP_DAMAGED = -1, XAP_NO, XAP_YES };
typedef enum xap_verdict xap_test_fn(void *, struct str data);
MUST_CHECK const struct error *xap_query_test(struct xap_query **,
    xap_test_fn *, void *arg);

/* The documents among these of the only part, ascending; they are copied. */
MUST_CHECK const struct error *xap_query_docids(struct xap_query **,
    const uint32_t *docid, size_t n);

/* Is it one term, whatever its weight? */
bool xap_query_is_term(const struct xap_query *, struct buf *term);

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

/* k1: of BM25Weight(k1, 0, 1000, 0, 0). */
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
 * Every posting of a term, by docid, and every value of a slot, in no order, in
 * all parts.  A server sends them all at once.
 */
MUST_CHECK const struct error *xap_postings(struct xap_reader *,
    struct str term, void (*each)(void *, uint32_t docid, uint32_t wdf),
    void *arg);
MUST_CHECK const struct error *xap_reader_values(struct xap_reader *,
    unsigned slot, void (*each)(void *, uint32_t docid, struct str value),
    void *arg);

/*
 * The docids, within one part, of every document that matches, unranked:
 * each(arg, docid, n), so many at a time, ascending within a call.  Reads the
 * posting list of a term, or of several joined by OR; the matcher decides
 * about anything else.
 */
typedef void xap_docids_fn(void *, const uint32_t *docid, size_t n);
MUST_CHECK const struct error *xap_docids(struct xap_reader *, size_t part,
    const struct xap_query *, xap_docids_fn *, void *arg);

/*
 * Every matching document of one part, unranked, with values.
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
