/*
 * What the gazetteer and the words around a name say of a place, without
 * regard to the rest of the article.
 */
#ifndef PLACE_SENSES_H
#define PLACE_SENSES_H

#include "facets/document.h"

enum value_kind place_kind(const struct document *, uint32_t value);

/* The node right below the country; LEXICON_NONE if it is the country. */
uint32_t place_province(const struct lexicon *, uint32_t place);

/* Is the place the other one, or in it? */
bool place_is_below(const struct lexicon *, uint32_t place, uint32_t above);

/* Within some 100 km of each other? */
bool place_is_near(const struct value *, const struct value *);

/* How likely a sense is when nothing else is known: some 3 to 9. */
float place_prior(const struct lexicon *, const struct sense *);

/* "Georgia": a country, and a province of another. */
bool place_is_mixed(const struct lexicon *, const struct phrase *);

/* The country or region of a demonym, else the first place of the name. */
uint32_t place_home(const struct document *, const struct phrase *);

/* The phrase after "X,", if a place; "X, Y County," is passed over.  NULL. */
const struct phrase *place_after(const struct document *, size_t span);

/* May the place be in one that outer (or NULL) names? */
bool place_may_contain(const struct lexicon *, const struct phrase *outer,
    uint32_t place);

/* The province or country that a phrase in "X, Y" stands for. */
uint32_t place_outer(const struct document *, const struct phrase *outer);

/* "X, Y and Z", "W, X, Y": a list, not a town in its state. */
bool place_is_list(const struct document *, size_t span);

#endif
