/*
 * Bodies of a state ("Iraqi security forces", "US Army") and common nouns that
 * name a kind of body ("militias", "the embassy").
 */
#ifndef BODIES_H
#define BODIES_H

#include "facets/document.h"

/*
 * Adds spans and joins others; spans are in order before and after.  home: the
 * article's own country, whose "Finance Ministry" is meant where no other is
 * named; LEXICON_NONE.
 */
void bodies_find(struct document *, uint32_t home);

#endif
