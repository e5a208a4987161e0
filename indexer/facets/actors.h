/*
 * Organizations: canonical names from the dictionary, acronyms that the
 * article introduces, governments called by their capital.
 */
#ifndef ACTORS_H
#define ACTORS_H

#include "facets/document.h"
#include "facets/places.h"

/* In text without case: adds names that brackets explain, "NOI [NAME OF IT]". */
void actors_long_forms(struct document *);

/* Needs the places' countries (places_count()). */
void actors_resolve(struct document *, const struct places *);

/* "COUNTRY body" in the document's arena. */
struct str actors_body(struct document *, uint32_t country, struct str body);

/* The best sense of that kind; NULL if the phrase has none. */
const struct sense *actors_sense(const struct document *,
    const struct phrase *, enum sense_kind);

#endif
