/*
 * Names by the statistical model (crf.h), for tagger.h.
 */
#ifndef TAGGER_CRF_H
#define TAGGER_CRF_H

#include "facets/crf.h"
#include "facets/document.h"

/* Spans of the model's names, in order; to be joined with the rules'. */
void tagger_by_model(struct document *, const struct crf *, struct crf_work *);

#endif
