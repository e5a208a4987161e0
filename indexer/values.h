/*
 * struct values: the facet dictionaries (dictionary.h) while an index is
 * written: value -> ordinal, new values and their names added at the end.
 */
#ifndef VALUES_H
#define VALUES_H

#include "errors.h"
#include "facets.h"
#include "schema.h"
#include "writer.h"

struct values;

/* Load what the index has.  facets: where aliases come from; may be NULL. */
MUST_CHECK const struct error *values_open(struct values **,
    struct writer *, const struct facets *);
void values_close(struct values *);

struct ordinals {
	uint32_t *at;
	size_t n, cap;
};

/* Append the ordinals of a value and of all its ancestors. */
void values_add(struct values *, enum facet, struct str value,
    struct ordinals *);

/* Sort and make distinct, ready for schema_pack(). */
void ordinals_sort(struct ordinals *);

/* Write what is new. */
MUST_CHECK const struct error *values_flush(struct values *,
    struct writer *);

#endif
