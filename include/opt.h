/*
 * Command-line options as data: one table per program feeds getopt_long(),
 * the help, and (through the help) the test that man page and completions
 * name the same options.
 */
#ifndef OPT_H
#define OPT_H

#include "buf.h"
#include "errors.h"

struct opt {
	char letter;		/* 0: long only */
	const char *name;	/* NULL: a heading of the help, no option */
	const char *argument;	/* its name in the help; NULL: takes none;
				   "[NAME]": only after "=", and may be absent */
	const char *help;	/* "\n" starts a new line */
};

#define OPT_MAX 64		/* options of one program */
#define OPT_DONE (-1)

/*
 * The next option of the command line: its index in the table, its argument
 * in *arg; OPT_DONE when only operands are left, from argv[*operands].  Error
 * USAGE names the option, and the one that was perhaps meant, or --help.
 */
MUST_CHECK const struct error *opt_next(const struct opt *table, size_t n,
    const char *program, int argc, char **argv, int *index, const char **arg,
    int *operands);

/* A line (or more) per option, to standard output. */
void opt_help(const struct opt *table, size_t n);

/*
 * Where the index is if the command line does not say: $DATELINE_INDEX, else
 * $XDG_DATA_HOME/dateline, else ~/.local/share/dateline.
 */
MUST_CHECK const struct error *opt_default_index(struct buf *out);

#endif
