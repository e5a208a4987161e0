/*
 * What the files of repair.h share: the dictionaries' word on a phrase, and
 * cutting and widening spans.
 */
#ifndef REPAIR_SPAN_H
#define REPAIR_SPAN_H

#include "facets/document.h"

/* What the dictionaries say of a phrase. */
struct meaning {
	bool place, country, region, demonym, actor, strong_actor;
	bool is_body;		/* a place that may act: no sea, no site */
	bool is_weak_place;	/* no place of that name goes without saying */
	bool is_minor_place;	/* none that is more than a town */
	bool is_noted;		/* a place of our own tables */
	struct str name;	/* of its first value */
};

/* p may be NULL: means nothing. */
struct meaning phrase_meaning(const struct lexicon *, const struct phrase *p);

bool document_is_word(const struct document *, size_t token, const char *);

/* The name of the dictionaries that n tokens at first are; NULL. */
const struct phrase *span_phrase_at(const struct document *, size_t first,
    size_t n);
bool span_is_caseless(const struct document *, size_t token);

/* Cut n tokens off the front. */
void span_shorten(const struct document *, struct span *, uint32_t n);

/*
 * ", Inc." behind makes an organization of what the dictionaries do not know,
 * and belongs to it; a suffix alone behind a comma is no name.
 */
void span_take_suffix(const struct document *, struct span *);

/* n tokens at first, which are p or unknown, become a span of their own. */
void span_split_off(struct document *, size_t first, size_t n,
    const struct phrase *p);

#endif
