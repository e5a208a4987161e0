/*
 * In-article coreference of persons: surnames, given names and parts of names
 * are given the full name that the article introduces.
 *
 * Persons whom the whole world names have one value whatever their spelling
 * (people_known.h).  Values of others are written without diacritics, since
 * news writes them both ways.
 */
#ifndef PEOPLE_H
#define PEOPLE_H

#include "facets/document.h"
#include "facets/people_known.h"

struct person {
	struct str name;	/* the value; in the document's arena */
	uint64_t first, last;	/* hashes of the words that may stand alone */
	uint32_t span;		/* of the first full name */
	uint32_t words;
	uint32_t value_id;	/* of the dictionary; LEXICON_NONE */
	uint32_t latest;	/* token of the latest mention so far */
	bool is_given;		/* the name is of a user's dictionary */
};

#define KNOWN_MAX 64	/* more are not looked for by other names */

struct people {
	struct person *at;
	size_t n, cap;
	struct { uint64_t hash; uint32_t index; } *slot;
	size_t slots;
	struct known known;
	uint32_t id[KNOWN_MAX];	/* of the dictionary's, those named in full */
	size_t ids;
};

/*
 * Fill in the values of person spans and decide which unknown spans and places
 * are persons ("Austin" after "Lloyd Austin").
 */
void people_resolve(struct people *, struct document *);
void people_release(struct people *);

#endif
