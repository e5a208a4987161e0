/*
 * The searcher's command line.
 */
#ifndef OPTIONS_H
#define OPTIONS_H

#include "print.h"
#include "searcher.h"

struct options {
	enum mode { MODE_SEARCH, MODE_COUNT, MODE_VALUES, MODE_TIMELINE,
	    MODE_COOCCUR, MODE_COMPARE, MODE_ARTICLE, MODE_BATCH, MODE_BROWSE,
	    MODE_SCHEMA, MODE_LIST_FIELDS, MODE_HELP, MODE_VERSION } mode;
	struct indexes index;
	struct request request;
	const struct printer *printer;
	struct fields fields;		/* to print of each hit */
	bool has_fields;		/* they were named */
	bool is_null;			/* records end with NUL */
	enum when { WHEN_DEFAULT, WHEN_AUTO, WHEN_ALWAYS, WHEN_NEVER } color,
	    hyperlink;
	const char *new_since;		/* file, or NULL */
	const char *batch;		/* file; "-": standard input */
	enum facet values;		/* of --values */
	enum period_unit unit;		/* of --timeline */
	enum facet cooccur[2];		/* of --cooccur */
	struct str article;		/* of --article */
	struct str prefix;		/* of --values */
	struct buf query, compare, default_index;
};

/* options_release() in any case. */
MUST_CHECK const struct error *options_parse(struct options *, int argc,
    char **argv);
void options_release(struct options *);
void options_help(void);

#endif
