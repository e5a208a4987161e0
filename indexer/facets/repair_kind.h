/*
 * The second half of repair.h: of what kind a span is.
 */
#ifndef REPAIR_KIND_H
#define REPAIR_KIND_H

#include "facets/document.h"

/* What the dictionaries say of a phrase. */
struct meaning {
	bool place, country, region, demonym, actor, strong_actor;
	bool is_body;		/* a place that may act: no sea, no site */
	bool is_weak_place;	/* no place of that name goes without saying */
	bool is_minor_place;	/* none that is more than a town */
	struct str name;	/* of its first value */
};

/* p may be NULL: means nothing. */
struct meaning phrase_meaning(const struct lexicon *, const struct phrase *p);

bool document_is_word(const struct document *, size_t token, const char *);

/* Say what a span is where the tagger is wrong; or drop it. */
void repair_kind(struct document *, struct span *);

#endif
