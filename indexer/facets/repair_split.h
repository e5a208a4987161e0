/*
 * The part of repair.h that makes several names of one span.
 */
#ifndef REPAIR_SPLIT_H
#define REPAIR_SPLIT_H

#include "facets/document.h"

/*
 * "Rwanda and Uganda", "Italy's Eni", "UN chief Ann Lee": span i keeps its
 * last name, the others are added behind the spans (spans_tidy()).
 */
void repair_split(struct document *, size_t i);

#endif
