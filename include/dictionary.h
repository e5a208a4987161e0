/*
 * The facet dictionaries of an index: ordinal <-> value, and every name by
 * which a value may be asked for.  They live in the metadata, so that the
 * searcher needs no other file.
 *
 *	values:<facet>		how many ordinals there are, decimal
 *	values:<facet>:<block>	names of DICTIONARY_BLOCK ordinals, as fields
 *	name:<facet>:<folded>	who answers to that name: (kind, ordinal)...,
 *				a byte and a varint each
 *	aliases:<facet>:<ordinal>  its other names as they are written, as
 *				fields; none where it has none
 *
 * An ordinal is never reused; a value whose last paragraph left stays, with a
 * count of 0, until the index is made anew.  <facet> is the option letter.
 */
#ifndef DICTIONARY_H
#define DICTIONARY_H

#include "buf.h"
#include "schema.h"

#define DICTIONARY_BLOCK 512

enum name_kind {
	NAME_VALUE = 'v',	/* the whole value */
	NAME_ALIAS = 'a',	/* another name of it */
	NAME_PART = 'p',	/* the last part of a path */
	NAME_LAST = 'l'		/* the last word of an actor of several, unless
				   it begins with a small letter a to z */
};

void dictionary_count_key(struct buf *, enum facet);
void dictionary_block_key(struct buf *, enum facet, uint32_t block);
/* name is as people write it; it is folded here. */
void dictionary_name_key(struct buf *, enum facet, struct str name);
void dictionary_aliases_key(struct buf *, enum facet, uint32_t ordinal);

/* The next entry of a name's list; false at the end or if it is damaged. */
bool dictionary_next(struct str *rest, enum name_kind *, uint32_t *ordinal);
void dictionary_add(struct buf *list, enum name_kind, uint32_t ordinal);

#endif
