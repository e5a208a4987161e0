/*
 * Users' dictionaries: TSV files of rows.h, read before ours.  Their names
 * replace what ours say of the same names (SENSE_USER), and are found in a
 * text whatever the tagger thinks of them.
 */
#ifndef USER_H
#define USER_H

#include "facets/builder.h"
#include "facets/document.h"

/*
 * Add n files.  Error INPUT or SYSTEM: "FILE:LINE: what; remedy", also for a
 * name that two rows claim.
 */
MUST_CHECK const struct error *user_read(struct builder *,
    const char *const *file, size_t n);

/*
 * Names of users' dictionaries become spans with their values, in place of
 * what the tagger made of these words, unless they are a part of a longer
 * name.
 */
void user_find(struct document *);

#endif
