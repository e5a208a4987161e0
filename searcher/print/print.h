/*
 * Output formats, one struct printer each; the search knows none of them.
 *
 * To add one: write print_NAME.c with a struct printer, and name it in the
 * table of print.c.
 */
#ifndef PRINT_H
#define PRINT_H

#include "searcher.h"

struct look {
	bool is_colored;
	size_t width;		/* columns of the terminal; 80 elsewhere */
	const char *batch;	/* the query's id in a batch, else NULL */
};

struct printer {
	const char *name;
	bool is_batch_only;
	bool has_facets, has_snippets, has_context;	/* what it shows */
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
    printer_tsv, printer_trec;

/* NULL if there is none of that name. */
const struct printer *print_find(const char *name);

/* "text, json, ..." */
void print_names(struct buf *);

/* Lines of "VALUE TAB COUNT". */
void print_values(struct buf *, const struct look *,
    const struct facet_values *);

/* Lines of "PERIOD TAB COUNT", matches without a date under "-". */
void print_periods(struct buf *, const struct look *,
    const struct timeline *);

/* Append s with tabs and line feeds as blanks. */
void print_flat(struct buf *, struct str s);

/* ,"context":{"before":[{"id":..,"text":..},..],"after":[..]} of a hit. */
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
