/*
 * struct flat: a JSON object of the usual form, whose values are strings,
 * arrays of strings, null, true, false, or integers; read without building a
 * tree.  Anything else, and any error, is left to a parser of all of JSON:
 * five times slower, and it can say what is wrong.
 */
#ifndef FLAT_H
#define FLAT_H

#include "buf.h"

#define FLAT_MAX 32		/* members */

enum flat_kind { FLAT_NONE, FLAT_STRING, FLAT_STRINGS, FLAT_INTEGER,
    FLAT_OTHER };

struct flat_value {
	enum flat_kind kind;	/* FLAT_NONE: null, or no such member */
	struct str s;		/* the string, or the integer's digits */
	struct str *at;		/* n strings */
	size_t n;
};

struct flat {
	struct str name[FLAT_MAX];
	struct flat_value value[FLAT_MAX];
	size_t n;
};

/*
 * line: UTF-8.  Strings point into it or into the arena.  False if it is not
 * of that form.
 */
bool flat_parse(struct flat *, struct arena *, struct str line);

/* The last member of that name. */
struct flat_value flat_find(const struct flat *, const char *name);

#endif
