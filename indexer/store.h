/*
 * struct store: articles -> documents, the only code that writes by the
 * schema.  One transaction: store_open() begins it, store_commit() ends it,
 * store_close() without a commit drops all.
 */
#ifndef STORE_H
#define STORE_H

#include "article.h"
#include "errors.h"
#include "facets.h"
#include "terms.h"
#include "writer.h"

struct store;

/*
 * language: for an index that is made; an existing one keeps its own.
 * The writer stays the caller's.  One that writes in bulk finds nothing, and
 * articles that leave it do so after all others were written.
 */
MUST_CHECK const struct error *store_open(struct store **,
    struct writer *, const struct facets *, const char *language);
/* For reading only: store_find() and store_each(). */
void store_view(struct store **,
    struct xap_writer *);
void store_close(struct store *);

/* dir: of a database that was written in bulk. */
MUST_CHECK const struct error *store_commit(struct store *, const char *dir);

/* One article, ready to be written: made by the workers (pipeline.h). */
struct prepared {
	struct article article;
	struct str file;	/* absolute path; "" if it came from a pipe */
	uint64_t hash;		/* article_hash() */
	const struct paragraph_facets *facets;	/* article.n of them */
	const struct tokens *tokens;	/* the same; NULL: to be made */
	const struct terms *terms;	/* the same; NULL: to be made */
};
/*
 * It takes the place of the one of the same id, if there is one: its documents
 * keep their numbers if they do not become more, and those that stay the same
 * are left alone.  A writer in bulk does not look.
 */
MUST_CHECK const struct error *store_add(struct store *,
    const struct prepared *);
/* The documents so replaced, ascending; until the next store_add(). */
const struct xap_ids *store_replaced(struct store *);

/* What the index has under an article's id. */
struct stored {
	bool is_there;
	uint64_t hash;		/* article_hash() when it was added */
	struct buf file;	/* release it */
};
MUST_CHECK const struct error *store_find(struct store *, struct str id,
    struct stored *);

/* Remove one article; fine if there is none. */
MUST_CHECK const struct error *store_remove(struct store *, struct str id);

/*
 * Remove the articles that came from a file, but for those whose id hashes
 * (hash64(id, 0)) is_kept() says yes to; *n: how many articles left.
 */
MUST_CHECK const struct error *store_remove_file(struct store *,
    struct str file, bool (*is_kept)(void *, uint64_t), void *, size_t *n);

/* The documents that came from a file, ascending; n of them are an article. */
MUST_CHECK const struct error *store_documents(struct store *,
    struct str file, struct xap_ids *);
MUST_CHECK const struct error *store_remove_documents(struct store *,
    uint32_t first, uint32_t n);

/*
 * The stored articles of a file (or of the pipe), one by one, as they can be
 * indexed again without their source.
 */
MUST_CHECK const struct error *store_each(struct store *, struct str file,
    const struct error *(*each)(void *, const struct article *,
    struct str file), void *);

MUST_CHECK const struct error *store_totals(struct store *,
    uint64_t *articles, uint64_t *paragraphs);

/* Hash of all that the index takes from an article, but its id. */
uint64_t article_hash(const struct article *);

#endif
