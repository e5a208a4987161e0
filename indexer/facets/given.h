/*
 * Names that an input gives of its article, <person>Ban Ki-moon</person> say
 * (enum given): each is a segment of its own before the title and one span, so
 * that it finds its value as a name in the text does, and helps the text's
 * names to find theirs.
 */
#ifndef GIVEN_H
#define GIVEN_H

#include "article.h"
#include "facets/document.h"

/* Before all other segments; names past 256 bytes are none. */
void given_add(struct document *, const struct article *);

/* After the tagger, which may have seen something else in them. */
void given_find(struct document *);

#endif
