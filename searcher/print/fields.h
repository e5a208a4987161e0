/*
 * The fields of a hit: THE table of what --fields can name, of the columns of
 * tsv and csv, of the keys of a hit in json and jsonl, and of --schema.
 *
 * To add one: a line here, and its case in fields.c.
 */
#ifndef FIELDS_H
#define FIELDS_H

#include "searcher.h"

/*
 * In the order of json.
 *   symbol     name         type      shown     meaning
 * type: how it is written, see enum field_type.  shown: when json has it
 * without --fields.
 */
#define HIT_FIELDS(X) \
	X(BATCH,      "batch",      NULLABLE, IN_BATCH, \
	    "the query's id, with --batch") \
	X(RANK,       "rank",       COUNT,    ALWAYS, \
	    "place among all hits, from 1") \
	X(ID,         "id",         TEXT,     ALWAYS, \
	    "of the paragraph: ARTICLE#N") \
	X(ARTICLE,    "article",    TEXT,     ALWAYS, \
	    "id of the article") \
	X(PARAGRAPH,  "paragraph",  COUNT,    ALWAYS, \
	    "its number in the article, from 1") \
	X(TITLE,      "title",      NULLABLE, ALWAYS, \
	    "of the article") \
	X(DATE,       "date",       NULLABLE, ALWAYS, \
	    "of the article: YYYY, YYYY-MM or YYYY-MM-DD") \
	X(SOURCE,     "source",     NULLABLE, ALWAYS, \
	    "who published the article") \
	X(URL,        "url",        NULLABLE, ALWAYS, \
	    "address of the article") \
	X(PATH,       "path",       TEXT,     ALWAYS, \
	    "file of the article, as given to the indexer") \
	X(FILE,       "file",       NULLABLE, NEVER, \
	    "the same as an absolute path") \
	X(SCORE,      "score",      SCORE,    ALWAYS, \
	    "how well it fits the words; 0 without any") \
	X(OTHERS,     "others",     COUNT,    IN_GROUP, \
	    "further matches in its article, with --group") \
	X(TWINS,      "twins",      COUNT,    IN_UNIQUE, \
	    "matches that are nearly the same, with --unique") \
	X(SNIPPET,    "snippet",    TEXT,     ALWAYS, \
	    "the part of the text that shows why it matched") \
	X(HIGHLIGHTS, "highlights", RANGES,   ALWAYS, \
	    "bytes of the snippet to mark: from-to, end exclusive") \
	X(TEXT,       "text",       TEXT,     ALWAYS, \
	    "of the paragraph") \
	X(CONTEXT,    "context",    CONTEXT,  IN_CONTEXT, \
	    "the paragraphs around it, with --context") \
	X(ACTOR,      "actor",      LIST,     ALWAYS, \
	    "persons, organizations and armed groups it names") \
	X(LOCATION,   "location",   LIST,     ALWAYS, \
	    "places it names") \
	X(ORG_TYPE,   "org_type",   LIST,     ALWAYS, \
	    "kinds of organizations it names")

enum hit_field {
#define X(symbol, name, type, shown, meaning) HIT_##symbol,
	HIT_FIELDS(X)
#undef X
	HIT_FIELDS_N
};

enum field_type {		/* in text; in JSON */
	FIELD_TYPE_TEXT,	/* itself; a string */
	FIELD_TYPE_NULLABLE,	/* itself or nothing; a string or null */
	FIELD_TYPE_COUNT,	/* decimal digits; an integer */
	FIELD_TYPE_SCORE,	/* with four decimals; a number */
	FIELD_TYPE_LIST,	/* joined by "; "; an array of strings */
	FIELD_TYPE_RANGES,	/* "2-5 9-12"; an array of pairs */
	FIELD_TYPE_CONTEXT	/* "4: text; 6: text"; two lists of paragraphs */
};

enum field_shown { FIELD_ALWAYS, FIELD_IN_BATCH, FIELD_IN_GROUP,
    FIELD_IN_UNIQUE, FIELD_IN_CONTEXT, FIELD_NEVER };

struct hit_field_def {
	const char *name;
	enum field_type type;
	enum field_shown shown;
	const char *meaning;
};

extern const struct hit_field_def hit_field[HIT_FIELDS_N];

struct fields {			/* what to print, in this order */
	enum hit_field at[HIT_FIELDS_N];
	size_t n;
};

/*
 * "rank,id,..." -> fields.  Error USAGE names an unknown one with a suggestion,
 * and one that is named twice.
 */
MUST_CHECK const struct error *fields_parse(struct fields *, struct str);

/* Those of a printer; "*" is all that json has without --fields. */
MUST_CHECK const struct error *fields_default(struct fields *,
    const char *list, bool is_batch, const struct request *);

/* Error USAGE if one of them needs an option that is not there. */
MUST_CHECK const struct error *fields_check(const struct fields *,
    const struct request *);

bool fields_have(const struct fields *, enum hit_field);

/* Lines of "NAME TAB MEANING". */
void fields_list(struct buf *);

struct field_source {
	const struct hit *hit;
	const char *batch;	/* id of the query that found it; or NULL */
	bool is_raw;		/* the file's name byte by byte */
};

/* Append the value as JSON. */
void field_json(struct buf *, const struct field_source *, enum hit_field);

/* Append it as text, which may hold any character that a text may. */
void field_text(struct buf *, const struct field_source *, enum hit_field);

#endif
