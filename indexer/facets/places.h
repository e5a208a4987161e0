/*
 * From the name of a place to its path: population, "X, Y", the countries
 * that the article names, one sense per article.
 */
#ifndef PLACES_H
#define PLACES_H

#include "facets/document.h"

/* A name, which has one sense in an article. */
struct place_name {
	const struct phrase *phrase;
	uint32_t value;		/* LEXICON_NONE: none as yet */
	uint32_t n;		/* mentions */
	bool is_only;		/* one place bears it */
	bool is_told;		/* "X, Y" says which */
	bool is_below;		/* in no gazetteer: value is what it is in */
	bool is_stray;		/* by the article's home alone */
};

struct places {
	struct { uint32_t country; float count; } *at; /* and provinces */
	size_t n, cap;
	struct place_name *name;
	size_t names, names_cap;
	float total;		/* of the counts of countries */
	uint32_t main;		/* the article's own country, or LEXICON_NONE */
	uint32_t home;		/* the same or a province, on weaker grounds */
	uint32_t us;		/* the United States */
	uint32_t counties;	/* named like American ones */
	uint32_t dateline;	/* the place there, or LEXICON_NONE */
};

/* Read the names: what the countries are, and which place each name is. */
void places_count(struct places *, const struct document *);
float places_count_of(const struct places *, uint32_t country);
/* The likeliest place of that name, or LEXICON_NONE. */
uint32_t places_best(const struct places *, const struct document *,
    const struct phrase *);
/* The same; outer: the place that "X, Y" tells, or NULL. */
uint32_t places_choose(const struct places *, const struct document *,
    const struct phrase *, const struct phrase *outer);
/* The name of the article; NULL. */
const struct place_name *places_find(const struct places *,
    const struct phrase *);
/* Fill in the values of location and nationality spans. */
void places_resolve(const struct places *, struct document *);
void places_release(struct places *);

#endif
