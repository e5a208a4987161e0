#include <sys/ioctl.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "browse.h"
#include "clean.h"
#include "program.h"

#ifndef VERSION
#define VERSION "0"
#endif

#define MONTHS_MAX 48		/* of the timeline on a page */

static bool
want(enum when when, bool automatic, bool otherwise)
{
	switch (when) {
	case WHEN_ALWAYS:	return true;
	case WHEN_NEVER:	return false;
	case WHEN_AUTO:		return automatic;
	case WHEN_DEFAULT:	return otherwise;
	}
	return false;
}

/* The files of a server are not here. */
static bool
is_remote(const struct indexes *index)
{
	for (size_t i = 0; i < index->path.n; i++)
		if (strncmp(index->path.at[i], "tcp://", 6) == 0)
			return true;
	return false;
}

static void
set_look(struct program *p)
{
	bool is_terminal = isatty(STDOUT_FILENO);
	const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
	struct winsize size;
	bool is_dumb;

	p->look.fields = p->o.fields;
	p->look.end = p->o.is_null ? '\0' : '\n';
	p->look.width = 80;
	if (is_terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 &&
	    size.ws_col > 0)
		p->look.width = size.ws_col;
	is_dumb = term != NULL && strcmp(term, "dumb") == 0;
	p->look.is_colored = want(p->o.color, is_terminal, is_terminal &&
	    !is_dumb && (no_color == NULL || no_color[0] == '\0'));
	p->look.is_linked = want(p->o.hyperlink, is_terminal && !is_dumb,
	    is_terminal && !is_dumb);
	if (!p->look.is_linked || is_remote(&p->o.index) ||
	    gethostname(p->host, sizeof(p->host)) == -1)
		return;
	p->host[sizeof(p->host) - 1] = '\0';
	p->look.host = p->host;
}

/* What a page says of itself. */
static void
set_page(struct program *p, int argc, char **argv)
{
	const struct options *o = &p->o;
	struct buf command = { 0 };
	time_t now = time(NULL);
	struct tm tm;

	for (int i = 0; i < argc; i++) {
		buf_puts(&command, i > 0 ? " " : "");
		print_word(&command, str_of(i > 0 ? argv[i] : PROGRAM));
	}
	clean_line(&p->command, buf_slice(&command));
	buf_release(&command);
	if (o->mode == MODE_ARTICLE)
		clean_line(&p->title, o->article);
	else if (o->mode == MODE_VALUES)
		buf_puts(&p->title, schema_facet[o->values].title);
	else if (o->mode == MODE_BATCH)
		buf_puts(&p->title, "Several queries");
	else if (o->request.query.n > 0)
		buf_str(&p->title, o->request.query);
	else if (o->request.similar.n > 0) {
		buf_puts(&p->title, "Like ");
		clean_line(&p->title, o->request.similar);
	} else
		buf_puts(&p->title, "All paragraphs");
	p->look.title = buf_slice(&p->title);
	p->look.command = buf_slice(&p->command);
	if (gmtime_r(&now, &tm) != NULL)
		strftime(p->look.time, sizeof(p->look.time),
		    "%Y-%m-%d %H:%M UTC", &tm);
}

const struct error *
program_write(struct program *p)
{
	if (p->out.n > 0 && fwrite(p->out.p, 1, p->out.n, stdout) != p->out.n)
		return error_errno("standard output");
	buf_reset(&p->out);
	return NULL;
}

/* Run a request; if the index changes under it, open it again and redo all. */
static const struct error *
run(struct program *p, const struct request *rq, struct result *result)
{
	const struct error *e;
	int tries = 0;

	while ((e = search_run(p->search, rq, result)) != NULL &&
	    search_again(&p->search, &p->o.index, &tries, &e))
		result_release(result);
	return e;
}

static void
say_notes(const struct result *r)
{
	if (r->corrected.n > 0)
		error_note(PROGRAM, "no paragraph has what was typed; these "
		    "are for: %.*s", STR_ARG(r->corrected));
	program_say_names(r);
	if (r->relaxed)
		error_note(PROGRAM, "no paragraph has all the words; these "
		    "have any of them");
	if (r->did_you_mean.n > 0)
		error_note(PROGRAM, "did you mean: %.*s",
		    STR_ARG(r->did_you_mean));
}

/* --explain, where the format does not; and how the indexes were counted. */
static void
explain(const struct program *p, const struct result *r)
{
	if (!p->o.request.explain)
		return;
	if (!p->o.printer->has_explanation || r->explanation == NULL)
		print_explanation(r);
	for (size_t i = 0; i < p->o.index.path.n && p->search != NULL; i++)
		error_note(PROGRAM, "%s: facet column %s", p->o.index.path.at[i],
		    search_column(p->search, i));
}

/* Months, or years where that are too many. */
static const struct error *
find_timeline(struct program *p, const struct request *rq, bool relaxed,
    struct timeline *t)
{
	struct request any = *rq;
	const struct error *e;

	any.any |= relaxed;
	e = search_timeline(p->search, &any, PERIOD_MONTH, t);
	if (e != NULL || t->n <= MONTHS_MAX)
		return e;
	timeline_release(t);
	return search_timeline(p->search, &any, PERIOD_YEAR, t);
}

/* Format a result and write it. */
static const struct error *
print_result(struct program *p, const struct request *rq,
    struct result *result)
{
	double start = stage_clock();
	const struct error *e = NULL;
	struct timeline t = { 0 };

	if (p->o.printer->has_timeline && result->total > 0)
		e = find_timeline(p, rq, result->relaxed, &t);
	if (e != NULL)
		return e;
	p->look.timeline = &t;
	p->o.printer->result(&p->out, &p->look, rq, result);
	p->look.timeline = NULL;
	timeline_release(&t);
	e = program_write(p);
	result->ms[STAGE_PRINT] = stage_clock() - start;
	explain(p, result);
	return e;
}

static const struct error *
do_search(struct program *p, int *status)
{
	struct result result = { 0 };
	const struct error *e = run(p, &p->o.request, &result);

	if (e != NULL && e->code == ERROR_UNKNOWN) {
		/* nothing matches a value that is not there */
		error_report(PROGRAM, e);
		e = NULL;
		result_release(&result);
	} else if (e == NULL && p->o.new_since == NULL)
		say_notes(&result);
	if (e == NULL) {
		*status = result.total > 0 ? EXIT_MATCH : EXIT_NO_MATCH;
		e = print_result(p, &p->o.request, &result);
	}
	p->fresh = result.fresh;
	result.fresh = (struct fresh){ 0 };
	result_release(&result);
	return e;
}

static const struct error *
do_article(struct program *p, int *status)
{
	struct result result = { 0 };
	const struct error *e;
	int tries = 0;

	while ((e = search_article(p->search, &p->o.request, p->o.article,
	    &result)) != NULL && search_again(&p->search, &p->o.index, &tries,
	    &e))
		result_release(&result);
	if (e == NULL && result.total == 0)
		error_note(PROGRAM, "no article \"%.*s\"",
		    STR_ARG(p->o.article));
	if (e == NULL) {
		*status = result.total > 0 ? EXIT_MATCH : EXIT_NO_MATCH;
		if (p->o.printer->article != NULL && result.hits > 0 &&
		    !p->o.has_fields)
			p->o.printer->article(&p->out, &p->look, &result);
		else
			p->o.printer->result(&p->out, &p->look, &p->o.request,
			    &result);
		e = program_write(p);
	}
	result_release(&result);
	return e;
}

/* ---- batches ---- */

/* One line of a batch: ID TAB QUERY. */
static const struct error *
do_line(struct program *p, struct str line, bool *matched)
{
	struct request rq = p->o.request;
	struct result result = { 0 };
	struct buf query = { 0 }, batch = { 0 };
	const struct error *e;
	struct str id;

	if (memchr(line.p, '\t', line.n) == NULL || line.p[0] == '\t')
		return error_make(ERROR_QUERY, "not ID TAB QUERY");
	str_cut(&line, '\t', &id);
	clean_line(&query, line);
	rq.query = buf_slice(&query);
	rq.is_batch = true;
	clean_line(&batch, id);
	p->look.batch = batch.p;
	if ((e = run(p, &rq, &result)) == NULL) {
		*matched |= result.total > 0;
		e = print_result(p, &rq, &result);
	}
	p->look.batch = NULL;
	buf_release(&query);
	buf_release(&batch);
	result_release(&result);
	return e;
}

static const struct error *
do_batch(struct program *p, int *status)
{
	const char *name = p->o.batch;
	FILE *f = strcmp(name, "-") == 0 ? stdin : fopen(name, "re");
	const struct error *e = NULL;
	size_t cap = 0, number = 0;
	bool matched = false, failed = false;
	char *line = NULL;
	ssize_t n;

	if (f == NULL)
		return error_errno("%s", name);
	while (e == NULL && (n = getline(&line, &cap, f)) != -1) {
		number++;
		while (n > 0 && (line[n - 1] == '\n' || line[n - 1] == '\r'))
			n--;
		if (n == 0)
			continue;
		e = do_line(p, (struct str){ line, (size_t)n }, &matched);
		if (e != NULL && (e->code == ERROR_QUERY ||
		    e->code == ERROR_UNKNOWN)) {
			/* the rest still runs */
			error_note(PROGRAM, "%s:%zu: %s", name, number,
			    e->text);
			failed |= e->code == ERROR_QUERY;
			e = NULL;
		}
	}
	if (e == NULL && ferror(f))
		e = error_errno("%s", name);
	free(line);
	if (f != stdin)
		fclose(f);
	*status = failed ? EXIT_ERROR : matched ? EXIT_MATCH : EXIT_NO_MATCH;
	return e;
}

/* ---- a session ---- */

static int
by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static const struct error *
do_browse(struct program *p, int *status)
{
	struct request rq = p->o.request;
	struct browse_setup setup = { .search = &p->search,
	    .index = &p->o.index, .names_index = p->o.default_index.n == 0,
	    .request = &rq, .is_colored = p->look.is_colored,
	    .in = stdin, .out = stdout };
	struct browse_report report = { 0 };
	const struct error *e;

	rq.explain = false;	/* here it is about time only */
	e = browse(&setup, &report);
	if (e == NULL && report.command.n > 0)
		printf("%s\n", report.command.p);
	if (e == NULL && p->o.request.explain && report.n > 0) {
		qsort(report.ms, report.n, sizeof(*report.ms), by_value);
		error_note(PROGRAM, "key to screen: %zu times, median %.2f "
		    "ms, 95 %% within %.2f ms, all within %.2f ms", report.n,
		    report.ms[report.n / 2], report.ms[report.n * 95 / 100],
		    report.ms[report.n - 1]);
	}
	*status = report.signal != 0 ? 128 + report.signal : EXIT_MATCH;
	browse_report_release(&report);
	return e;
}

/* What was written will not be new again. */
static const struct error *
remember(struct program *p)
{
	if (p->fresh.n == 0 && p->seen.is_there)
		return NULL;
	if (fflush(stdout) != 0)
		return error_errno("standard output");
	seen_add(&p->seen, p->fresh.at, p->fresh.n);
	return seen_write(&p->seen, p->o.new_since);
}

/* What prints hits, between the printer's beginning and end. */
static const struct error *
do_hits(struct program *p, int *status)
{
	const struct printer *printer = p->o.printer;
	const struct error *e;

	if (p->o.new_since != NULL) {
		if ((e = seen_read(&p->seen, p->o.new_since)) != NULL)
			return e;
		p->o.request.seen = &p->seen;
	}
	if (printer->begin != NULL)
		printer->begin(&p->out, &p->look);
	e = p->o.mode == MODE_SEARCH ? do_search(p, status) :
	    p->o.mode == MODE_BATCH ? do_batch(p, status) :
	    do_article(p, status);
	if (e == NULL && printer->end != NULL) {
		printer->end(&p->out, &p->look);
		e = program_write(p);
	}
	return e == NULL && p->o.new_since != NULL ? remember(p) : e;
}

static const struct error *
work(struct program *p, int *status)
{
	const struct error *e;

	set_look(p);
	if (p->o.mode == MODE_BROWSE && (!isatty(STDIN_FILENO) ||
	    !isatty(STDOUT_FILENO)))
		return error_make(ERROR_USAGE, "--browse: not at a terminal; "
		    "leave it out, or connect standard input and output to "
		    "one");
	if ((e = search_open(&p->search, &p->o.index)) != NULL)
		return e;
	switch (p->o.mode) {
	case MODE_COUNT:	return program_count(p, status);
	case MODE_VALUES:	return program_values(p, status);
	case MODE_TIMELINE:	return program_timeline(p, status);
	case MODE_COOCCUR:	return program_cooccur(p, status);
	case MODE_COMPARE:	return program_compare(p, status);
	case MODE_SEARCH: case MODE_ARTICLE: case MODE_BATCH:
		return do_hits(p, status);
	case MODE_BROWSE:	return do_browse(p, status);
	case MODE_SCHEMA: case MODE_LIST_FIELDS: case MODE_HELP:
	case MODE_VERSION:
		break;
	}
	return NULL;
}

int
main(int argc, char **argv)
{
	struct program p = { 0 };
	const struct error *e = options_parse(&p.o, argc, argv);
	int status = EXIT_MATCH;

	if (e == NULL && p.o.mode == MODE_HELP)
		options_help();
	else if (e == NULL && p.o.mode == MODE_VERSION)
		printf("searcher (Dateline) " VERSION "\n");
	else if (e == NULL && (p.o.mode == MODE_LIST_FIELDS ||
	    p.o.mode == MODE_SCHEMA)) {
		if (p.o.mode == MODE_SCHEMA)
			print_schema(&p.out, &p.o.fields);
		else
			fields_list(&p.out);
		e = program_write(&p);
	} else if (e == NULL) {
		set_page(&p, argc, argv);
		e = work(&p, &status);
	}
	if (e == NULL && fflush(stdout) != 0)
		e = error_errno("standard output");
	if (e != NULL) {
		error_report(PROGRAM, e);
		status = EXIT_ERROR;
	}
	/* what is open goes with the process, faster than piece by piece */
	exit(status);
}
