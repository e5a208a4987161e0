/*
 * Second thoughts about the kind of a name that no dictionary has: heads that
 * mislead, and names that begin with somebody else's.
 */
#ifndef KINDS_REVIEW_H
#define KINDS_REVIEW_H

#include "facets/document.h"

/*
 * What the other words of the name make of the type that its head gave.  Where
 * they say nothing of a head that means many things, the name has no type.
 */
void kinds_review(const struct document *, struct span *);

/* "BBC Sport", "Ford Europe": of the type of whose part it is. */
void kinds_inherit(const struct document *, struct span *);

#endif
