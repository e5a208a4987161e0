/*
 * Organizations: canonical names from the dictionary, short forms, governments
 * called by their capital.
 */
#ifndef ACTORS_H
#define ACTORS_H

#include "facets/document.h"
#include "facets/places.h"

/* Needs the places' countries (places_count()). */
void actors_resolve(struct document *, const struct places *);

/* Give a span a value of the dictionary. */
void actors_set(struct document *, struct span *, uint32_t value);

/* "COUNTRY body" in the document's arena. */
struct str actors_body(struct document *, uint32_t country, struct str body);

/* The best sense of that kind; NULL if the phrase has none. */
const struct sense *actors_sense(const struct document *,
    const struct phrase *, enum sense_kind);

#endif
