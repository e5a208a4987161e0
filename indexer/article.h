/*
 * struct article: one source document as every reader delivers it, and what
 * the rest of the indexer works on.
 *
 * All text is valid UTF-8 in NFC without control characters (clean.h): a
 * paragraph is one line.  Slices belong to the reader and live until it reads
 * the next article.
 */
#ifndef ARTICLE_H
#define ARTICLE_H

#include "buf.h"
#include "schema.h"

struct article {
	struct str id;		/* see INTERFACE: the record's own id or PATH[:LINE] */
	struct str path;	/* of the source, as shown to users; "" from a pipe */
	size_t line;		/* of the record in its file, from 1; 0: the whole file */
	struct str title;	/* "" if there is none */
	struct str date;	/* YYYY, YYYY-MM or YYYY-MM-DD; "" if unknown */
	struct str source;	/* who published it; "" if unknown */
	struct str url;
	struct str place;	/* the dateline's place as written ("BAGHDAD"); "" */
	struct str *paragraph;	/* n of them; an empty one is a gap in the numbers */
	size_t n;
	struct str *given[GIVEN_KINDS];	/* by enum given, of the whole article */
	size_t given_n[GIVEN_KINDS];
	struct str warning;	/* what the user should be told; "" if nothing */
	uint64_t record;	/* of its bytes, see read.h; 0: none */
	bool is_known;		/* nothing but that: the caller has it */
};

#endif
