/*
 * Spans that the tagger got nearly right: what the dictionaries and the words
 * beside them say of where they begin and end, and of their kind.
 *
 *	"The Vatican", "eastern Zaire", "South [African]", "[Ban Ki]-moon";
 *	a dictionary's organization taken for a place; "X district"
 */
#ifndef REPAIR_H
#define REPAIR_H

#include "facets/document.h"

void spans_repair(struct document *);

#endif
