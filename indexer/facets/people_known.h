/*
 * Persons whom the whole world names (persons.tsv): by their full names, and
 * by a lone surname where a title or the country fits.  Where several bear
 * it, the one who held the office that the title names, in the article's year.
 */
#ifndef PEOPLE_KNOWN_H
#define PEOPLE_KNOWN_H

#include "facets/document.h"

struct known {
	uint32_t *country;	/* that the article names */
	size_t n, cap;
	bool is_listed;
};

void known_reset(struct known *);	/* for another article */
void known_release(struct known *);

/* "Muammar Qadhafi", "King Hussein": by a name that needs no context. */
void known_mark(struct document *, struct span *);

/*
 * The person of an id among those listed (n of them) whom n words at first may
 * name, by any name that the dictionary has; LEXICON_NONE.
 */
uint32_t known_among(const struct document *, size_t first, size_t words,
    const uint32_t *id, size_t n);

/* Words of the name at token i of somebody who needs no context; 0. */
size_t known_full(const struct document *, size_t i, size_t end);

/* A surname alone that the article does not explain. */
void known_link(struct known *, struct document *, struct span *);

/*
 * The country of whoever a span names, if all who bear the name are of one:
 * "the Bush administration".  LEXICON_NONE if not.
 */
uint32_t known_country(const struct document *, const struct span *);
uint32_t known_country_at(const struct document *, size_t first, size_t n);

#endif
