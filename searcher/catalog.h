/*
 * struct catalog: the facet dictionaries (dictionary.h) of the open indexes.
 */
#ifndef CATALOG_H
#define CATALOG_H

#include "errors.h"
#include "schema.h"
#include "xap.h"

struct catalog;

MUST_CHECK const struct error *catalog_open(struct catalog **,
    struct xap_reader *);
void catalog_close(struct catalog *);

size_t catalog_parts(const struct catalog *);	/* how many indexes */

/* How many ordinals one index has. */
uint32_t catalog_size(const struct catalog *, size_t part, enum facet);

/* The value of an ordinal; the catalog's until it is closed. */
MUST_CHECK const struct error *catalog_value(struct catalog *, size_t part,
    enum facet, uint32_t ordinal, struct str *value);

/* The ordinal of a value, written as it is, if that index has it. */
MUST_CHECK const struct error *catalog_ordinal(struct catalog *, size_t part,
    enum facet, struct str value, uint32_t *ordinal, bool *is_there);

/*
 * Who answers to a name: exact value before alias before last part of a path,
 * over all indexes.  Several values where they differ in case or accents only.
 * Error QUERY with the candidates if it is ambiguous, UNKNOWN if nobody does.
 */
struct found {
	struct str *value;	/* n of them, distinct; the catalog's */
	size_t n, cap;
};
MUST_CHECK const struct error *catalog_find(struct catalog *, enum facet,
    struct str name, struct found *);

/* The same without those two errors: all who answer to the name, or none. */
MUST_CHECK const struct error *catalog_look_up(struct catalog *, enum facet,
    struct str name, struct found *);

/* How many paragraphs have a value: none where the last one left. */
MUST_CHECK const struct error *catalog_documents(struct catalog *, enum facet,
    struct str value, uint64_t *n);

/* The actors whose name ends in a word. */
MUST_CHECK const struct error *catalog_last_name(struct catalog *,
    struct str word, struct found *);

/*
 * Call each(arg, alias) for the other names of a value, as they are written, in
 * all indexes: the same name perhaps several times.
 */
MUST_CHECK const struct error *catalog_aliases(struct catalog *, enum facet,
    struct str value, void (*each)(void *, struct str alias), void *arg);

#endif
