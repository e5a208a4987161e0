/*
 * Names by the statistical model (crf.h), for tagger.h.
 */
#ifndef TAGGER_CRF_H
#define TAGGER_CRF_H

#include "facets/crf.h"
#include "facets/document.h"

/* Add the spans of the model's names, in order. */
void tagger_by_model(struct document *, const struct crf *, struct crf_work *);

#endif
