/*
 * Query string -> tree.
 *
 *	query	= group { "OR" group }
 *	group	= both { both }			words side by side
 *	both	= unit { "AND" unit | "AND" "NOT" unit }
 *	unit	= ( "NOT" | "-" | "+" ) unit | near
 *	near	= atom { "NEAR" [ "/" number ] atom }
 *	atom	= "(" query ")" | [ field ":" ] ( [ "=" ] word | word "*" |
 *		  word "~" | [ "=" ] phrase )
 *	phrase	= '"' { [ "=" ] word } '"'
 *
 * OR binds loosest, then words side by side (all of them, or any with --any),
 * then AND and NOT.  Operators are in capitals.  A query that does not fit is
 * an error that names its column; nothing is guessed.
 *
 * Xapian's own parser is not asked: it takes "white hous without the second
 * quotation mark and "embassy (talks" as they come, expands a wildcard over
 * terms that an index of stems alone does not have (nothing matches), reads
 * an unknown field as two words, and knows no acronyms.  Agreement with the
 * index comes from compile.c, which cuts and stems by text.h as the indexer
 * does.
 */
#ifndef QUERY_H
#define QUERY_H

#include "buf.h"
#include "errors.h"
#include "schema.h"

enum node_kind {
	NODE_WORDS,		/* text as typed: a word, or several that form one */
	NODE_PHRASE,		/* text in quotes */
	NODE_WILDCARD,		/* text is what stands before the "*" */
	NODE_FUZZY,		/* text is what stands before the "~" */
	NODE_FIELD,		/* a condition: field and text */
	NODE_NEAR,		/* children are NODE_WORDS, within distance */
	NODE_NAME,		/* children are NODE_WORDS that name the actor
				   text, which other names may, too: names.h */
	NODE_AND,		/* all children */
	NODE_OR,		/* any child */
	NODE_GROUP,		/* side by side: all or any, as the request says */
	NODE_NOT		/* one child */
};

struct node {
	enum node_kind kind;
	enum field field;	/* FIELD_NONE, or where to look */
	struct str text;
	unsigned distance;	/* of NEAR, in words */
	bool is_exact;		/* after "=": the words as they are written */
	bool is_closed;		/* was in parentheses: takes no more children */
	struct node **child;	/* n of them */
	size_t n;
};

struct query {
	struct node *root;	/* NULL: no words */
	bool is_plain;		/* only words side by side */
};

#define NEAR_DISTANCE 10	/* of NEAR without a number */
#define WILDCARD_LETTERS 3	/* before the "*" or "~", at least */

/*
 * The two ends of "A", "A..B", "A.." or "..B", dates as YYYY, YYYY-MM or
 * YYYY-MM-DD, "" where it is open.  NULL, or what is wrong at byte *at.
 */
const char *query_dates(struct str text, struct str *since, struct str *until,
    size_t *at);
/* The last day that such a date stands for, as a number of the column. */
uint32_t query_last_day(struct str date);

/*
 * text is clean (clean.h); the tree is the arena's and points into text.
 * With is_batch, words in capitals are words.
 */
MUST_CHECK const struct error *query_parse(struct query *, struct arena *,
    struct str text, bool is_batch);

/*
 * Append it as it was understood.  any: words side by side are joined by OR.
 */
void query_describe(struct buf *, const struct node *, bool any);

#endif
