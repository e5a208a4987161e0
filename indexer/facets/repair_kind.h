/*
 * The second half of repair.h: of what kind a span is.
 */
#ifndef REPAIR_KIND_H
#define REPAIR_KIND_H

#include "facets/document.h"

/* Say what a span is where the tagger is wrong; or drop it. */
void repair_kind(struct document *, struct span *);

#endif
