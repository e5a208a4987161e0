/*
 * Rows of a dictionary: organizations.tsv, and those of users (user.h).
 *
 *	name, aliases, kind, org_type, place, dates, note
 */
#ifndef ROWS_H
#define ROWS_H

#include "facets/builder.h"
#include "facets/tsv.h"

#define ROW_FIELDS 7

/*
 * Add a row's value and names.  flags: of its strong senses.  What the row
 * leaves empty stays as it was if the value is known.
 */
MUST_CHECK const struct error *rows_add(struct builder *, const struct tsv *,
    unsigned flags);

MUST_CHECK const struct error *rows_org_type(const struct tsv *,
    struct str name, uint8_t *type);

#endif
