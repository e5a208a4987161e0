/*
 * opt.h: options from a table, the help from the same table, the index.
 */
#include <getopt.h>
#include <stdlib.h>
#include <unistd.h>

#include "opt.h"
#include "tap.h"

static const struct opt table[] = {
	{ 'q', "quiet", NULL, "say less,\nor nothing" },
	{ 'i', "index", "DIR", "the index" },
	{ 0, "sort", "KEY", "order" },
	{ 0, "source", "S", "where from" },
	{ 'h', "help", NULL, "this" },
};
#define N (sizeof(table) / sizeof(table[0]))
#define ARGS 8

/* What was seen: "name=argument" each, then "| operands", or "error: ...". */
static void
parse(struct buf *out, const char *const *given)
{
	char *argv[ARGS + 2];
	const struct error *e;
	const char *arg;
	int argc = 0, index, operands;

	argv[argc++] = str_dup(STR_LIT("prog"));
	for (; *given != NULL; given++)
		argv[argc++] = str_dup(str_of(*given));
	argv[argc] = NULL;
	optind = 0;		/* glibc: start anew */
	buf_reset(out);
	for (;;) {
		e = opt_next(table, N, "prog", argc, argv, &index, &arg,
		    &operands);
		if (e != NULL || index == OPT_DONE)
			break;
		buf_printf(out, "%s%s%s ", table[index].name,
		    arg != NULL ? "=" : "", arg != NULL ? arg : "");
	}
	if (e != NULL)
		buf_printf(out, "error %d: %s", e->code, e->text);
	else {
		buf_putc(out, '|');
		for (int i = operands; i < argc; i++)
			buf_printf(out, " %s", argv[i]);
	}
	for (int i = 0; i < argc; i++)
		free(argv[i]);
}

static void
test_next(void)
{
	static const struct {
		const char *name, *argv[ARGS], *want;
	} row[] = {
		{ "nothing", { NULL }, "|" },
		{ "operands", { "a", "b" }, "| a b" },
		{ "letters", { "-q", "-i", "x", "a" },
		    "quiet index=x | a" },
		{ "joined", { "-ix", "-qi", "y" }, "index=x quiet index=y |" },
		{ "names", { "--index", "x", "--sort=k", "--quiet" },
		    "index=x sort=k quiet |" },
		{ "after operands", { "a", "-q", "b", "--sort", "k" },
		    "quiet sort=k | a b" },
		{ "the end of options", { "-q", "--", "-i", "--sort" },
		    "quiet | -i --sort" },
		{ "a lone dash is an operand", { "-", "-q" }, "quiet | -" },
		{ "an argument that looks like an option", { "-i", "-q" },
		    "index=-q |" },
		{ "an empty argument", { "-i", "", "--sort=" },
		    "index= sort= |" },
		{ "an abbreviation", { "--qui" }, "quiet |" },
		{ "twice", { "-q", "-q" }, "quiet quiet |" },
		{ "unknown letter", { "-x" },
		    "error 1: -x: unknown option; see prog --help" },
		{ "unknown letter among others", { "-qx" },
		    "quiet error 1: -x: unknown option; see prog --help" },
		{ "unknown name", { "--nope", "a" },
		    "error 1: --nope: unknown option; see prog --help" },
		{ "mistyped name", { "--qiuet" },
		    "error 1: --qiuet: unknown option; did you mean "
		    "--quiet?" },
		{ "ambiguous name", { "--so", "a" },
		    "error 1: --so: ambiguous: --sort, --source" },
		{ "letter without its argument", { "-i" },
		    "error 1: -i: needs an argument; see prog --help" },
		{ "name without its argument", { "a", "--index" },
		    "error 1: --index: needs an argument; see prog --help" },
		{ "long-only name without its argument", { "--sort" },
		    "error 1: --sort: needs an argument; see prog --help" },
		{ "an argument where none belongs", { "--quiet=x" },
		    "error 1: --quiet=x: takes no argument; see prog "
		    "--help" },
	};
	struct buf got = { 0 };

	is_int(ERROR_USAGE, 1, "the code of the errors below");
	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		parse(&got, row[i].argv);
		is_str(got.p, row[i].want, "next: %s", row[i].name);
	}
	buf_release(&got);
}

static void
test_help(void)
{
	FILE *tmp = tmpfile();
	struct buf got = { 0 };
	int saved = dup(STDOUT_FILENO), c;

	fflush(stdout);
	dup2(fileno(tmp), STDOUT_FILENO);
	opt_help(table, N);
	fflush(stdout);
	dup2(saved, STDOUT_FILENO);
	close(saved);
	rewind(tmp);
	while ((c = getc(tmp)) != EOF)
		buf_putc(&got, (char)c);
	fclose(tmp);
	is_str(got.p,
	    "  -q, --quiet             say less,\n"
	    "                          or nothing\n"
	    "  -i, --index DIR         the index\n"
	    "      --sort KEY          order\n"
	    "      --source S          where from\n"
	    "  -h, --help              this\n", "help");
	buf_release(&got);
}

static void
set(const char *name, const char *value)
{
	if (value != NULL)
		setenv(name, value, 1);
	else
		unsetenv(name);
}

static void
test_default_index(void)
{
	static const struct {
		const char *name, *index, *data, *home;	/* NULL: not set */
		const char *want;			/* NULL: an error */
	} row[] = {
		{ "named", "ix", "/data", "/home/me", "ix" },
		{ "empty", "", "/data", "/home/me", "/data/dateline" },
		{ "data directory", NULL, "/data", "/home/me",
		    "/data/dateline" },
		{ "a relative one does not count", NULL, "data", "/home/me",
		    "/home/me/.local/share/dateline" },
		{ "home", NULL, NULL, "/home/me",
		    "/home/me/.local/share/dateline" },
		{ "nothing", NULL, NULL, NULL, NULL },
		{ "all empty", "", "", "", NULL },
	};
	struct buf got = { 0 };

	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		const struct error *e;

		set("DATELINE_INDEX", row[i].index);
		set("XDG_DATA_HOME", row[i].data);
		set("HOME", row[i].home);
		buf_puts(&got, "overwritten");
		e = opt_default_index(&got);
		is_str(e != NULL ? NULL : got.p, row[i].want,
		    "default index: %s", row[i].name);
		if (e != NULL)
			is_int(e->code, ERROR_USAGE, "... as a usage error");
	}
	buf_release(&got);
}

int
main(void)
{
	test_next();
	test_help();
	test_default_index();
	return done_testing();
}
