/*
 * Who holds an office: "Pentagon chief Lloyd Austin", then "the Pentagon
 * chief" and "the US Secretary of Defense" alone are he.
 */
#ifndef HOLDERS_H
#define HOLDERS_H

#include "facets/document.h"

struct holder;

struct holders {
	struct holder *at;
	size_t n, cap;
};

/* Adds MENTION_ROLE spans; the values of persons must be known. */
void holders_find(struct holders *, struct document *);
void holders_release(struct holders *);

#endif
