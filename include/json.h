/*
 * Writing JSON (RFC 8259); reading it is jansson's.
 */
#ifndef JSON_H
#define JSON_H

#include "buf.h"

/* Append s, valid UTF-8, as a string with its quotes. */
void json_add_str(struct buf *, struct str s);

/* The same, but null for an empty one. */
void json_add_str_or_null(struct buf *, struct str s);

/* Append an array of strings. */
void json_add_list(struct buf *, const struct str *, size_t n);

#endif
