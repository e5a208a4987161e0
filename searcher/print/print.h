/*
 * Output formats, one struct printer each; the search knows none of them.
 *
 * To add one: write NAME.c here with a struct printer, and name it in the
 * table of print.c.
 */
#ifndef PRINT_H
#define PRINT_H

#include "fields.h"
#include "searcher.h"

struct look {
	bool is_colored, is_linked;
	const char *host;	/* whose files are linked; NULL: none */
	size_t width;		/* columns of the terminal; 80 elsewhere */
	const char *batch;	/* the query's id in a batch, else NULL */
	struct fields fields;	/* of each hit; none for people */
	char end;		/* of a record of tsv: '\n' or '\0' */

	/* for a page */
	struct str title, command;	/* what was asked, and how it was typed */
	char time[40];			/* now */
	const struct timeline *timeline;	/* of the answer; may be NULL */
};

struct printer {
	const char *name;
	const char *fields;	/* without --fields; "*": all of them, "": as
				   suits people; NULL: --fields means nothing */
	bool is_batch_only;
	/* what it shows of an answer */
	bool has_facets, has_snippets, has_timeline, has_explanation,
	    has_context;
	/* Before the first answer and after the last one; may be NULL. */
	void (*begin)(struct buf *, const struct look *);
	void (*end)(struct buf *, const struct look *);
	/* Append one answer. */
	void (*result)(struct buf *, const struct look *,
	    const struct request *, const struct result *);
	/* Append a whole article; NULL: as any answer. */
	void (*article)(struct buf *, const struct look *,
	    const struct result *);
	/* Append what --timeline found. */
	void (*timeline)(struct buf *, const struct look *,
	    const struct timeline *);
	/* Append what --cooccur found; NULL: it cannot. */
	void (*cooccur)(struct buf *, const struct look *,
	    const struct request *, const struct cooccurrence *);
	/* Append what --compare found; NULL: it cannot. */
	void (*compare)(struct buf *, const struct look *,
	    const struct request *, const struct comparison *);
	/* Append what --values found. */
	void (*values)(struct buf *, const struct look *,
	    const struct facet_values *);
};

extern const struct printer printer_text, printer_json, printer_jsonl,
    printer_tsv, printer_csv, printer_html, printer_trec;

/* NULL if there is none of that name. */
const struct printer *print_find(const char *name);

/* "text, json, ..." */
void print_names(struct buf *);

/* Records of "VALUE TAB COUNT". */
void print_values(struct buf *, const struct look *,
    const struct facet_values *);

/* Records of "PERIOD TAB COUNT", matches without a date under "-". */
void print_periods(struct buf *, const struct look *,
    const struct timeline *);

/* Append s with tabs, and what ends a record, as blanks. */
void print_flat(struct buf *, const struct look *, struct str s);

/* The JSON Schema of json, whose hits have these fields at least. */
void print_schema(struct buf *, const struct fields *required);

/* What --explain says, to standard error; or as an object of JSON. */
void print_explanation(const struct result *);
void print_json_explanation(struct buf *, const struct result *);

/* Append a word for a shell, in single quotes unless it needs none. */
void print_word(struct buf *, struct str word);

/* {"before":[{"id":..,"text":..},..],"after":[..]} of a hit. */
void print_json_context(struct buf *, const struct hit *);

/* ,"similar":{"id":..,"words":[..]} */
void print_json_similar(struct buf *, const struct similar *);

/* Other looks than hits: text_look.c, json_look.c. */
void json_compare(struct buf *, const struct look *, const struct request *,
    const struct comparison *);
void jsonl_compare(struct buf *, const struct look *, const struct request *,
    const struct comparison *);
void text_compare(struct buf *, const struct look *, const struct request *,
    const struct comparison *);
void json_cooccur(struct buf *, const struct look *, const struct request *,
    const struct cooccurrence *);
void jsonl_cooccur(struct buf *, const struct look *, const struct request *,
    const struct cooccurrence *);
void text_cooccur(struct buf *, const struct look *, const struct request *,
    const struct cooccurrence *);

/* The id of a hit: its paragraph's. */
void print_id(struct buf *, const struct hit *);

#endif
