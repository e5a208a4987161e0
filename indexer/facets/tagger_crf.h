/*
 * Names by the statistical model (crf.h), for tagger.h.
 */
#ifndef TAGGER_CRF_H
#define TAGGER_CRF_H

#include "facets/crf.h"
#include "facets/document.h"

/* Add the spans of the model's names, in order. */
void tagger_by_model(struct document *, const struct crf *, struct crf_work *);

/*
 * A name of n tokens from first that has a title in it, as "King Gyanendra"
 * or "Army General Tommy Franks" taken for an organization: where the
 * person's name begins; first if it is none.
 */
size_t tagger_person_in(const struct document *, size_t first, size_t n);

#endif
