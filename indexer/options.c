#include <bsd/stdlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "indexer.h"
#include "opt.h"

/* symbol  letter  long  argument (NULL: none)  help */
#define OPTIONS(X) \
	X(INDEX, 'i', "index", "DIR", "the index (default: $DATELINE_INDEX, " \
	    "else\n~/.local/share/dateline)") \
	X(FORMAT, 'f', "format", "FORMAT", "how to read the SOURCEs: auto, " \
	    "or one of --format list") \
	X(JOBS, 'j', "jobs", "N", "threads that work (default: all cores)") \
	X(MEMORY, 0, "memory", "SIZE", "for making a new index, 64M or more " \
	    "(default: 512M)") \
	X(COMPRESS, 0, "compress", "METHOD", "of the stored text in a new " \
	    "index: zstd (the\ndefault) or none") \
	X(REBUILD, 0, "rebuild", NULL, "build a new index, then swap it in") \
	X(WATCH, 0, "watch", NULL, "after that, stay and follow changes") \
	X(EXCLUDE, 0, "exclude", "GLOB", "pass over matching paths " \
	    "(repeatable)") \
	X(KEEP, 0, "keep", NULL, "keep articles whose source is gone") \
	X(FORGET, 0, "forget", "SOURCE", "let its articles leave, and read " \
	    "it no more") \
	X(SHARDS, 0, "shards", "N", "make N indexes, DIR/1 to DIR/N, of a part " \
	    "of the\narticles each") \
	X(WAIT, 0, "wait", NULL, "wait for an indexer that is at work") \
	X(DICTIONARY, 0, "dictionary", "FILE", "names of your own, read " \
	    "before ours (repeatable)") \
	X(NO_EXTRACT, 0, "no-extract", NULL, "take only the facets that the " \
	    "input gives") \
	X(LANGUAGE, 0, "language", "L", "Snowball language of the text " \
	    "(default: english)") \
	X(EXTRACT, 0, "extract", NULL, "print paragraphs with their facets " \
	    "as JSON Lines") \
	X(CHECK, 0, "check", NULL, "is the index sound?") \
	X(REPAIR, 0, "repair", NULL, "check it; if it is not, make it anew " \
	    "from its sources") \
	X(STATUS, 0, "status", NULL, "print what the index holds") \
	X(QUIET, 'q', "quiet", NULL, "no progress, no notes") \
	X(VERBOSE, 'v', "verbose", NULL, "name what is passed over; with " \
	    "--extract, why") \
	X(HELP, 'h', "help", NULL, "print this") \
	X(VERSION, 'V', "version", NULL, "print the version")

enum option {
#define X(symbol, letter, name, argument, help) OPTION_##symbol,
	OPTIONS(X)
#undef X
	N_OPTIONS
};

static const struct opt option_table[] = {
#define X(symbol, letter, name, argument, help) \
	{ letter, name, argument, help },
	OPTIONS(X)
#undef X
};

void
options_help(void)
{
	printf("usage: indexer [options] SOURCE...  bring the index up to date "
	    "with the SOURCEs\n"
	    "       indexer --extract SOURCE...  print paragraphs with their "
	    "facets\n"
	    "       indexer --status             what the index holds\n\n"
	    "A SOURCE is a file, a directory (searched for files), or - for "
	    "standard input.\nWithout one, those that the index records are "
	    "read again.\n\n");
	opt_help(option_table, N_OPTIONS);
	printf("\nexit: 0 all read, 1 some inputs were skipped, 2 error and "
	    "nothing changed\n");
}

void
options_formats(void)
{
	printf("%-10s by suffix and content\n", "auto");
	for (size_t i = 0; read_formats[i] != NULL; i++) {
		const struct format *f = read_formats[i];

		printf("%-10s %s (", f->name, f->help);
		for (size_t k = 0; f->suffix[k] != NULL; k++)
			printf("%s%s", k > 0 ? " " : "", f->suffix[k]);
		printf(")\n");
	}
	printf("Each also inside .gz .bz2 .xz .zst .zip .tar.\n");
}

static const struct error *
set_format(struct options *o, const char *arg)
{
	struct buf names = { 0 };
	const struct error *e;

	if (strcmp(arg, "list") == 0) {
		o->mode = MODE_FORMATS;
		return NULL;
	}
	if (strcmp(arg, "auto") == 0 ||
	    (o->format = read_find(arg)) != NULL)
		return NULL;
	for (size_t i = 0; read_formats[i] != NULL; i++)
		buf_printf(&names, ", %s", read_formats[i]->name);
	e = error_make(ERROR_USAGE, "--format: \"%s\": unknown; known are "
	    "auto%s; --format list says what they are", arg, names.p);
	buf_release(&names);
	return e;
}

static const struct error *
set_jobs(struct options *o, const char *arg)
{
	const char *why;

	o->jobs = (unsigned)strtonum(arg, 1, 256, &why);
	return why != NULL ? error_make(ERROR_USAGE, "--jobs: \"%s\": %s "
	    "(1 to 256)", arg, why) : NULL;
}

#define MEMORY_DEFAULT ((size_t)512 << 20)
#define MEMORY_MIN 64		/* MiB */
#define MEMORY_MAX (1 << 20)

/* A number of mebibytes (M) or gibibytes (G). */
static const struct error *
set_memory(struct options *o, const char *arg)
{
	char digits[16] = "";
	size_t n = strspn(arg, "0123456789");
	const char *why = "not of the form 512M or 2G";
	long long size = 0;

	if (n < sizeof(digits) && n > 0 && (strcmp(arg + n, "M") == 0 ||
	    strcmp(arg + n, "G") == 0)) {
		memcpy(digits, arg, n);
		size = strtonum(digits, 0, MEMORY_MAX, &why) *
		    (arg[n] == 'G' ? 1024 : 1);
		if (why == NULL && size < MEMORY_MIN)
			why = "too small";
		if (why == NULL && size > MEMORY_MAX)
			why = "too large";
	}
	o->memory = (size_t)size << 20;
	return why != NULL ? error_make(ERROR_USAGE, "--memory: \"%s\": %s "
	    "(64M to 1024G)", arg, why) : NULL;
}

const char *const options_compress[] = { "none", "zstd", NULL };

static const struct error *
set_compress(struct options *o, const char *arg)
{
	for (int i = 0; options_compress[i] != NULL; i++)
		if (strcmp(arg, options_compress[i]) == 0) {
			o->compress = (enum compress)i;
			return NULL;
		}
	return error_make(ERROR_USAGE, "--compress: \"%s\": unknown; one of "
	    "zstd, none", arg);
}

static const struct error *
set_shards(struct options *o, const char *arg)
{
	const char *why;

	o->shards = (unsigned)strtonum(arg, 1, 1000, &why);
	return why != NULL ? error_make(ERROR_USAGE, "--shards: \"%s\": %s "
	    "(1 to 1000)", arg, why) : NULL;
}

/* "" forgets those before it, and those that the index records. */
static void
add_dictionary(struct options *o, const char *arg)
{
	o->has_dictionary = true;
	if (arg[0] == '\0') {
		o->n_dictionary = 0;
		return;
	}
	o->dictionary = mem_resize(o->dictionary, o->n_dictionary + 1,
	    sizeof(*o->dictionary));
	o->dictionary[o->n_dictionary++] = arg;
}

static const struct error *
set(struct options *o, enum option option, const char *arg)
{
	switch (option) {
	case OPTION_INDEX:	o->index = arg;			break;
	case OPTION_FORMAT:	return set_format(o, arg);
	case OPTION_JOBS:	return set_jobs(o, arg);
	case OPTION_MEMORY:	return set_memory(o, arg);
	case OPTION_COMPRESS:	return set_compress(o, arg);
	case OPTION_REBUILD:	o->rebuild = true;		break;
	case OPTION_WATCH:	o->watch = true;		break;
	case OPTION_EXCLUDE:
		o->exclude = mem_resize(o->exclude, o->n_exclude + 1,
		    sizeof(*o->exclude));
		o->exclude[o->n_exclude++] = arg;
		break;
	case OPTION_FORGET:
		o->forget = mem_resize(o->forget, o->n_forget + 1,
		    sizeof(*o->forget));
		o->forget[o->n_forget++] = arg;
		break;
	case OPTION_SHARDS:	return set_shards(o, arg);
	case OPTION_WAIT:	o->wait = true;			break;
	case OPTION_KEEP:	o->keep = true;			break;
	case OPTION_DICTIONARY:	add_dictionary(o, arg);		break;
	case OPTION_NO_EXTRACT:	o->no_extract = true;		break;
	case OPTION_LANGUAGE:	o->language = arg;		break;
	case OPTION_EXTRACT:	o->mode = MODE_EXTRACT;		break;
	case OPTION_CHECK:	o->mode = MODE_CHECK;		break;
	case OPTION_REPAIR:	o->mode = MODE_REPAIR;		break;
	case OPTION_STATUS:	o->mode = MODE_STATUS;		break;
	case OPTION_QUIET:	o->quiet = true;		break;
	case OPTION_VERBOSE:	o->verbose = true;		break;
	case OPTION_HELP:	o->mode = MODE_HELP;		break;
	case OPTION_VERSION:	o->mode = MODE_VERSION;		break;
	case N_OPTIONS:		break;
	}
	return NULL;
}

static const struct error *
check(struct options *o)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	const struct error *e = NULL;
	size_t pipes = 0;

	if (o->memory == 0)
		o->memory = MEMORY_DEFAULT;
	if (o->jobs == 0)
		o->jobs = cores > 0 && cores <= 256 ? (unsigned)cores : 1;
	for (size_t i = 0; i < o->n_source; i++) {
		pipes += strcmp(o->source[i], "-") == 0;
		if (o->source[i][0] == '\0')
			return error_make(ERROR_USAGE,
			    "SOURCE: the empty name is no file");
	}
	if (pipes > 1)
		return error_make(ERROR_USAGE,
		    "standard input (-) named more than once");
	if (o->n_dictionary > 0 && o->no_extract)
		return error_make(ERROR_USAGE, "--dictionary is of no use "
		    "with --no-extract; leave one of them out");
	if (o->mode == MODE_EXTRACT && o->n_source == 0)
		return error_make(ERROR_USAGE, "--extract needs a SOURCE");
	if (o->mode == MODE_EXTRACT && o->watch)
		return error_make(ERROR_USAGE, "--watch: not with --extract");
	if (o->n_forget > 0 && (o->mode != MODE_INDEX || o->rebuild ||
	    o->keep || o->watch))
		return error_make(ERROR_USAGE, "--forget: not with --extract, "
		    "--status, --rebuild, --keep or --watch");
	if (o->shards > 0 && (o->mode != MODE_INDEX || o->watch || pipes > 0))
		return error_make(ERROR_USAGE, "--shards: not with --extract, "
		    "--status, --watch or standard input");
	if ((o->mode == MODE_CHECK || o->mode == MODE_REPAIR) &&
	    (o->n_source > 0 || o->watch))
		return error_make(ERROR_USAGE, "--check and --repair take no "
		    "SOURCE, and not --watch");
	if (o->mode == MODE_STATUS && o->n_source > 0)
		return error_make(ERROR_USAGE, "--status takes no SOURCE");
	if (o->index != NULL && o->index[0] == '\0')
		return error_make(ERROR_USAGE, "--index: the empty name is no "
		    "directory");
	if (o->index != NULL && strncmp(o->index, "tcp://", 6) == 0)
		return error_make(ERROR_USAGE, "--index: a server can be "
		    "searched, not written; run indexer on its machine");
	if (o->index == NULL && o->mode != MODE_EXTRACT) {
		e = opt_default_index(&o->index_buf);
		o->index = o->index_buf.p;
	}
	return e;
}

const struct error *
options_parse(struct options *o, int argc, char **argv)
{
	const struct error *e;
	const char *arg;
	int option, operands;

	memset(o, 0, sizeof(*o));
	o->compress = COMPRESS_ZSTD;
	for (;;) {
		if ((e = opt_next(option_table, N_OPTIONS, PROGRAM, argc, argv,
		    &option, &arg, &operands)) != NULL)
			return e;
		if (option == OPT_DONE)
			break;
		if ((e = set(o, (enum option)option, arg)) != NULL)
			return e;
		if (o->mode == MODE_HELP || o->mode == MODE_VERSION ||
		    o->mode == MODE_FORMATS)
			return NULL;
	}
	o->source = argv + operands;
	o->n_source = (size_t)(argc - operands);
	return check(o);
}

void
options_release(struct options *o)
{
	free(o->exclude);
	free(o->forget);
	free(o->dictionary);
	buf_release(&o->index_buf);
	arena_release(&o->arena);
}
