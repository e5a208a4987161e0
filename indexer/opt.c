#include "opt.h"

#include <assert.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "nearest.h"

#define HELP_COLUMN 25
#define SYMBOL_BASE 256		/* above any letter */

/* The long options and the short ones of the table, for getopt_long(). */
static void
make_getopt(const struct opt *table, size_t n, struct option *longs,
    char *shorts)
{
	*shorts++ = ':';
	for (size_t i = 0; i < n; i++) {
		if (table[i].name == NULL)
			continue;
		*longs++ = (struct option){ table[i].name,
		    table[i].argument == NULL ? no_argument :
		    table[i].argument[0] == '[' ? optional_argument :
		    required_argument, NULL, SYMBOL_BASE + (int)i };
		if (table[i].letter == 0)
			continue;
		*shorts++ = table[i].letter;
		if (table[i].argument != NULL)
			*shorts++ = ':';
	}
	*shorts = '\0';
	*longs = (struct option){ NULL, 0, NULL, 0 };
}

/* A long option that there is not, or of which there are several. */
static const struct error *
unknown(const struct opt *table, size_t n, const char *program,
    const char *word)
{
	struct nearest_name near = { .wanted = str_of(word + 2) };
	struct buf several = { 0 };
	const struct error *e;
	size_t found = 0;

	near.wanted.n = strcspn(near.wanted.p, "=");
	for (size_t i = 0; i < n; i++) {
		if (table[i].name == NULL)
			continue;
		nearest_consider(&near, table[i].name);
		if (near.wanted.n > 0 && strncmp(table[i].name,
		    near.wanted.p, near.wanted.n) == 0)
			buf_printf(&several, "%s--%s", found++ > 0 ? ", " : "",
			    table[i].name);
	}
	if (found > 1)
		e = error_make(ERROR_USAGE, "%s: ambiguous: %s", word,
		    several.p);
	else if (near.best != NULL)
		e = error_make(ERROR_USAGE, "%s: unknown option; did you mean "
		    "--%s?", word, near.best);
	else
		e = error_make(ERROR_USAGE, "%s: unknown option; see %s "
		    "--help", word, program);
	buf_release(&several);
	return e;
}

static const struct error *
bad(const struct opt *table, size_t n, const char *program, int c,
    char **argv)
{
	const char *why = c == ':' ? "needs an argument" : "unknown option";
	const char *word = argv[optind - 1];

	/* a bad letter may stand inside a cluster; a bad word is the last */
	if (optopt > 0 && optopt < SYMBOL_BASE)
		return error_make(ERROR_USAGE, "-%c: %s; see %s --help",
		    optopt, why, program);
	if (c != ':' && optopt < SYMBOL_BASE)
		return unknown(table, n, program, word);
	return error_make(ERROR_USAGE, "%s: %s; see %s --help", word,
	    c == ':' ? why : "takes no argument", program);
}

const struct error *
opt_next(const struct opt *table, size_t n, const char *program, int argc,
    char **argv, int *index, const char **arg, int *operands)
{
	struct option longs[OPT_MAX + 1];
	char shorts[2 * OPT_MAX + 2];
	int c;

	assert(n <= OPT_MAX);
	make_getopt(table, n, longs, shorts);
	opterr = 0;
	*arg = NULL;
	c = getopt_long(argc, argv, shorts, longs, NULL);
	*operands = optind;
	if (c == '?' || c == ':')
		return bad(table, n, program, c, argv);
	*arg = optarg;
	*index = OPT_DONE;
	if (c >= SYMBOL_BASE)
		*index = c - SYMBOL_BASE;
	for (size_t i = 0; i < n && c > 0 && c < SYMBOL_BASE; i++)
		if (table[i].letter == c)
			*index = (int)i;
	return NULL;
}

void
opt_help(const struct opt *table, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *help = table[i].help;
		char left[64], letter[8] = "    ";

		if (table[i].name == NULL) {
			printf("%s%s:\n", i > 0 ? "\n" : "", help);
			continue;
		}
		if (table[i].letter != 0)
			snprintf(letter, sizeof(letter), "-%c, ",
			    table[i].letter);
		snprintf(left, sizeof(left), "  %s--%s%s%s", letter,
		    table[i].name, table[i].argument == NULL ||
		    table[i].argument[0] == '[' ? "" : " ",
		    table[i].argument != NULL ? table[i].argument : "");
		printf("%-*s ", HELP_COLUMN, left);
		for (; *help != '\0'; help++) {
			putchar(*help);
			if (*help == '\n')
				printf("%*s", HELP_COLUMN + 1, "");
		}
		putchar('\n');
	}
}

const struct error *
opt_default_index(struct buf *out)
{
	const char *dir = getenv("DATELINE_INDEX");
	const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");

	buf_reset(out);
	if (dir != NULL && dir[0] != '\0')
		buf_puts(out, dir);
	else if (data != NULL && data[0] == '/')
		buf_printf(out, "%s/dateline", data);
	else if (home != NULL && home[0] != '\0')
		buf_printf(out, "%s/.local/share/dateline", home);
	else
		return error_make(ERROR_USAGE, "no index named and no $HOME; "
		    "name one with --index");
	return NULL;
}
