/*
 * Persons whom an article names in full, and who of them a part of a name may
 * mean.  For people.c.
 */
#ifndef PEOPLE_TABLE_H
#define PEOPLE_TABLE_H

#include "facets/people.h"

/* The name as a value: the dictionary's, else without diacritics. */
struct str people_value(struct document *, const struct span *);

/*
 * Hashes of the first and of the last word that are no particles; words that
 * count.
 */
void people_key(const struct document *, const struct span *, uint64_t *first,
    uint64_t *last, uint32_t *words);

/*
 * A person, as far as one can tell: two capitalised words that nothing else
 * speaks for ("Palm Beach") are one if the second stands alone, too, and more
 * often than the first.
 */
bool people_is_named(const struct document *, const struct span *);

/* List those whom the spans name in full. */
void people_collect(struct people *, struct document *);

/* The nearest person to token `at` whose first or last word is hash. */
struct person *people_find(const struct people *, const struct document *,
    uint64_t hash, bool by_first, uint32_t at);

/* The person of that first and last word, or of an initial; NULL. */
struct person *people_find_full(const struct people *,
    const struct document *, const struct span *, uint64_t first,
    uint64_t last);

/*
 * Add spans for persons whom the tagger passed over: by their full names
 * (people_find_known()), and by surnames of the article and nowhere written
 * small (people_find_surnames(): true if any).
 */
void people_find_known(struct document *);
bool people_find_surnames(const struct people *, struct document *);

#endif
