/*
 * Lists of documents; free(ids->at).
 */
#ifndef IDS_H
#define IDS_H

#include "xap.h"

/* An xap_docids_fn: matches of one index, by that index's docids. */
void ids_match(void *ids, const uint32_t *docid, size_t n);

/* The paragraphs of an article, in all indexes; none if there is none. */
MUST_CHECK const struct error *ids_of_article(struct xap_reader *,
    struct str article, struct xap_ids *);

#endif
