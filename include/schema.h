/*
 * THE field table and the format of an index.  The indexer writes by it, the
 * query parser, the help and the completions read it; nothing else knows a
 * prefix or a slot.  Any change of meaning raises SCHEMA_VERSION.
 *
 * Index directory
 *	XAPIANDB	stub file "auto gen.N": the current generation; replaced by
 *			rename(), so that a reader opens the old one or the new one
 *	gen.N/		a Xapian glass database
 *	gen.N/facets.column	what counting needs of it, see column.h; may be
 *			missing or of another revision, then nobody uses it
 *	gen.N/frequent.words	what it is to count of frequent words, see
 *			frequent.h; the same holds
 *	gen.N/seal	the sums of what was written at once, see indexer/seal.h
 *	lock		flock(2)ed by the one indexer that may write
 *
 * One Xapian document is one paragraph.
 *
 * Terms
 *	Z<stem>		a word of the text or the title, stemmed, with positions
 *	ZS<stem>	a word of the title
 *	K<acronym>	an acronym written in capitals or with dots, folded, at the
 *			position of its word, so that "US" is not "us"
 *	XA XL XO	facet values as written, one term per ancestor of a path,
 *			so that a value's count is what its filter finds; names
 *			in other case or spelling go through the dictionary
 *	XS<source>	the source, folded
 *	Q<id>		the article's id
 *	P<path>		the absolute path of the file it came from
 *	XF		the paragraph is the first of its article
 *	A prefix is followed by ':' where the value begins with a capital letter
 *	or a colon (Xapian's convention), and no term is longer than TERM_MAX
 *	bytes: the tail of a longer one is replaced by its hash (schema_term()).
 *	The within-document frequency of a Z term carries the length
 *	normalisation of BM25: round(16 f / (0.25 + 0.75 length / WDF_LENGTH)),
 *	at least 1, f the number of occurrences: a weighting that would read
 *	the list of document lengths needs not (searcher/weighting.h).
 *
 * Values (slots)	see enum slot
 *
 * Data			a record of fields, see record.h, compressed, see codec.h
 *
 * Metadata		see dictionary.h for the facet dictionaries;
 *	schema		SCHEMA_VERSION, decimal
 *	language	Snowball's name
 *	compression	the dictionary of the data, see codec.h; none: as it is
 *	digest		of the facet data and the options that change facets
 *	articles	their number, decimal
 *	words		number of words in all texts and titles, decimal
 *	replaced	documents replaced since the generation was made, decimal;
 *			none where none was
 *	dictionary:<n>	absolute path of a user's dictionary, n from 1
 *	root:<path>	a SOURCE as first given on the command line
 *	file:<path>	state of an input file, see state.h
 */
#ifndef SCHEMA_H
#define SCHEMA_H

#include "buf.h"

#define SCHEMA_VERSION 4

/*
 * Facets, in the order in which they are shown.
 *   symbol      name        prefix  letter  path?  title
 */
#define SCHEMA_FACETS(X) \
	X(ACTOR,    "actor",    "XA",   'a',    false, "Actors") \
	X(LOCATION, "location", "XL",   'l',    true,  "Locations") \
	X(ORG_TYPE, "org_type", "XO",   'o',    true,  "Organization types")

enum facet {
#define X(symbol, name, prefix, letter, path, title) FACET_##symbol,
	SCHEMA_FACETS(X)
#undef X
	FACETS
};

/*
 * What an input gives of its article as a whole: values of a facet, which are
 * taken as they are (enum facet), and names, which are looked up as if the text
 * had them.
 */
enum given {
	GIVEN_PERSON = FACETS,
	GIVEN_ORGANIZATION,
	GIVEN_LOCATION,
	GIVEN_KINDS
};

struct facet_def {
	const char *name;	/* key in JSON, field in queries, metadata */
	const char *prefix;
	char letter;		/* short option of the searcher */
	bool is_path;		/* values are paths: "Iraq/Baghdad" */
	const char *title;	/* over its counts */
};

extern const struct facet_def schema_facet[FACETS];

/* Value slots.  Numbers are part of the format. */
enum slot {
	SLOT_DATE = 0,		/* YYYY[-MM[-DD]], or no value */
	SLOT_ARTICLE = 1,	/* 8 bytes, hash64() of the article's id */
	SLOT_HASH = 2,		/* 8 bytes, hash of the article's content, and
				   perhaps 8, of the record it was read from; in
				   the first of its documents */
	SLOT_FACET = 3,		/* + enum facet: ordinals, see schema_pack() */
	SLOT_FINGERPRINT = 6	/* 16 bytes, see fingerprint.h */
};

/*
 * Fields of a query, "name:value".
 *   symbol     name        kind    help
 */
#define SCHEMA_FIELDS(X) \
	X(TITLE,    "title",    WORDS, "words of the title") \
	X(ACTOR,    "actor",    FACET, "a person, organization or armed group") \
	X(LOCATION, "location", FACET, "a place and all below it") \
	X(ORG_TYPE, "org_type", FACET, "a kind of organization") \
	X(SOURCE,   "source",   EXACT, "who published the article") \
	X(DATE,     "date",     DATE,  "its day, YYYY[-MM[-DD]], or FROM..TO")

enum field {
#define X(symbol, name, kind, help) FIELD_##symbol,
	SCHEMA_FIELDS(X)
#undef X
	FIELDS,
	FIELD_NONE = FIELDS
};

enum field_kind { FIELD_KIND_WORDS, FIELD_KIND_FACET, FIELD_KIND_EXACT,
    FIELD_KIND_DATE };

struct field_def {
	const char *name;
	enum field_kind kind;
	enum facet facet;	/* if kind is FIELD_KIND_FACET */
	const char *help;
};

extern const struct field_def schema_field[FIELDS];

/* FIELDS / FACETS if there is none of that name. */
enum field schema_find_field(struct str name);
enum facet schema_find_facet(struct str name);

#define PREFIX_WORD "Z"
#define PREFIX_TITLE "ZS"
#define PREFIX_ACRONYM "K"
#define PREFIX_SOURCE "XS"
#define PREFIX_ARTICLE "Q"
#define PREFIX_PATH "P"
#define TERM_LEAD "XF"

#define TERM_MAX 200		/* bytes, the prefix included; Xapian's limit is 245 */

/* Mean number of words in a paragraph of news; a constant, see above. */
#define WDF_LENGTH 45
#define WDF_SCALE 16
unsigned schema_wdf(unsigned frequency, unsigned length);

/*
 * Build the term for a value; *out is overwritten.
 */
void schema_term(struct buf *out, const char *prefix, struct str value);

/*
 * A paragraph's ordinals of one facet, ancestors included: ascending, as
 * varints of the differences.  schema_unpack() takes the next one from *rest,
 * where *ordinal holds the previous one (start with UINT32_MAX).
 */
void schema_pack(struct buf *out, const uint32_t *ordinal, size_t n);
bool schema_unpack(struct str *rest, uint32_t *ordinal);

/* Parent of a path ("Iraq/Baghdad" -> "Iraq"); false at the top. */
bool schema_parent(struct str path, struct str *parent);

#endif
