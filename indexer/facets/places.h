/*
 * From the name of a place to its path: population, "X, Y", the countries
 * that the article names, one sense per article.
 */
#ifndef PLACES_H
#define PLACES_H

#include "facets/document.h"

struct places {
	struct { uint32_t country; float count; } *at; /* and provinces */
	size_t n, cap;
	struct { const struct phrase *phrase; uint32_t value; } *sense;
	size_t senses, senses_cap;
	float total;		/* of the counts of countries */
	uint32_t main;		/* the article's own country, or LEXICON_NONE */
};

/* Count the countries of the article (dateline included). */
void places_count(struct places *, const struct document *);
float places_count_of(const struct places *, uint32_t country);
/* The likeliest place of that name, or LEXICON_NONE. */
uint32_t places_best(const struct places *, const struct document *,
    const struct phrase *);
/* Fill in the values of location and nationality spans. */
void places_resolve(struct places *, struct document *);
void places_release(struct places *);

#endif
