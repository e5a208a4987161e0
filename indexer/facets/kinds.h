/*
 * The kind of an organization that no dictionary has: by its head noun, by the
 * family it names, by what stands beside it ("rebel group X").
 */
#ifndef KINDS_H
#define KINDS_H

#include "facets/document.h"

/* The type of the last head noun among n tokens; false if there is none. */
bool kinds_by_head(const struct document *, size_t first, size_t n,
    uint8_t *type);

/* Find or correct the type of a span that has no value of a dictionary. */
void kinds_find(struct document *, struct span *);

/* The same name elsewhere in the article is of the same kind. */
void kinds_share(struct document *);

#endif
