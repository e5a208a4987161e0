/*
 * struct record: what a document of the index stores about its paragraph, and
 * so what a hit can show.  Written by store.c, read by the searcher and, when
 * an index is made anew without its source, by the indexer.
 *
 * Format: the fields in the order of the struct, each as a length and its
 * bytes (buf_field()); the lists as a count and that many fields; behind a
 * list of values a byte for each, the rule that named it.  Before the lists of names given stands
 * how many names there are; if none, no list.
 */
#ifndef RECORD_H
#define RECORD_H

#include "buf.h"
#include "rule.h"
#include "schema.h"

struct record {
	struct str article;	/* its id */
	uint64_t paragraph;	/* from 1; 32 bits, as the documents of an index */
	struct str title, date, source, url, path;
	struct str file;	/* absolute path; "" if it came from a pipe */
	struct str text;
	struct str *value[FACETS];	/* the paragraph's own, no implied ancestors */
	size_t value_n[FACETS];
	const uint8_t *rule[FACETS];	/* enum rule, of each value */
	struct str *given[GIVEN_KINDS];	/* what the input gave, by enum given */
	size_t given_n[GIVEN_KINDS];
};

void record_write(struct buf *, const struct record *);

/*
 * Slices point into data, the lists are the arena's.  False if data is damaged,
 * or has text that a terminal should not see; file, a path, may be anything.
 */
bool record_read(struct record *, struct arena *, struct str data);

#endif
