/*
 * errors.h: making, wrapping, reporting.
 */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "buf.h"
#include "errors.h"
#include "tap.h"

#define TEXT_MAX 2047		/* bytes, as errors.h has it */

static void
test_make(void)
{
	const struct error *e, *f;
	char copy[64];

	e = error_make(ERROR_QUERY, "column %d: \"%s\"", 7, "(");
	is_int(e->code, ERROR_QUERY, "code");
	is_str(e->text, "column 7: \"(\"", "text");
	ok(error_wrap(NULL, "%s", "nothing") == NULL, "NULL stays NULL");
	e = error_wrap(e, "%s:%d", "a.txt", 3);
	is_str(e->text, "a.txt:3: column 7: \"(\"", "wrapped");
	is_int(e->code, ERROR_QUERY, "... with its code");
	for (int i = 0; i < 5; i++)
		e = error_wrap(e, "%d", i);
	is_str(e->text, "4: 3: 2: 1: 0: a.txt:3: column 7: \"(\"",
	    "wrapped many times");
	is_int(e->code, ERROR_QUERY, "... with its code");
	snprintf(copy, sizeof(copy), "%s", e->text);
	f = error_make(ERROR_INPUT, "again: %s", e->text);
	is_str(f->text + strlen("again: "), copy,
	    "an error may be made from the last one's text");
	f = error_wrap(f, "%s", "x");
	is_int(f->code, ERROR_INPUT, "the newer error's code");
}

static void
test_errno(void)
{
	const struct error *e;
	char want[128];

	errno = ENOENT;
	e = error_errno("%s", "/no/such");
	snprintf(want, sizeof(want), "/no/such: %s", strerror(ENOENT));
	is_str(e->text, want, "errno");
	is_int(e->code, ERROR_SYSTEM, "... is a system error");
	e = error_wrap(e, "index");
	is_int(e->code, ERROR_SYSTEM, "... still, when wrapped");
}

static void
test_length(void)
{
	const struct error *e;
	struct buf s = { 0 };

	while (s.n < TEXT_MAX)
		buf_putc(&s, 'x');
	e = error_make(ERROR_INPUT, "%s", s.p);
	is_str(e->text, s.p, "a text of the greatest length");
	e = error_wrap(e, "abc");
	is_int((intmax_t)strlen(e->text), TEXT_MAX, "wrapped: cut");
	ok(strncmp(e->text, "abc: xxx", 8) == 0, "... at its end");
	e = error_make(ERROR_INPUT, "%s%s", s.p, "yyy");
	is_str(e->text, s.p, "a longer one is cut");
	errno = EIO;
	e = error_errno("%s", s.p);
	is_str(e->text, s.p, "errno after a long text is cut");
	errno = EIO;
	e = error_errno("%s%s", s.p, s.p);
	is_str(e->text, s.p, "... and after a longer one");
	e = error_wrap(error_make(ERROR_INPUT, "why"), "%s%s", s.p, s.p);
	is_str(e->text, s.p, "a cause after a longer context is cut");
	e = error_wrap(error_make(ERROR_INPUT, "why"), "%s", s.p);
	is_str(e->text, s.p, "a cause after a long context is cut");
	buf_release(&s);
}

static void *
other_thread(void *arg)
{
	(void)arg;
	for (int i = 0; i < 10; i++)
		(void)error_wrap(error_make(ERROR_USAGE, "theirs"), "%d", i);
	return NULL;
}

static void
test_threads(void)
{
	const struct error *e = error_make(ERROR_INDEX, "ours");
	pthread_t thread;

	if (pthread_create(&thread, NULL, other_thread, NULL) != 0) {
		skip("threads", "none to be had");
		return;
	}
	pthread_join(thread, NULL);
	is_str(e->text, "ours", "another thread's errors are its own");
	is_int(e->code, ERROR_INDEX, "... codes too");
}

/* Standard error while reporting, as a string in *out. */
static void
capture(struct buf *out, const struct error *e, const char *note)
{
	FILE *tmp = tmpfile();
	int saved = dup(STDERR_FILENO), c;

	fflush(stderr);
	dup2(fileno(tmp), STDERR_FILENO);
	if (e != NULL)
		error_report("indexer", e);
	else
		error_note("searcher", "%s", note);
	fflush(stderr);
	dup2(saved, STDERR_FILENO);
	close(saved);
	buf_reset(out);
	rewind(tmp);
	while ((c = getc(tmp)) != EOF)
		buf_putc(out, (char)c);
	fclose(tmp);
}

static void
test_report(void)
{
	static const struct {
		const char *name, *in, *want;
	} table[] = {
		{ "plain", "a.txt:3: why", "searcher: a.txt:3: why\n" },
		{ "a percent sign", "100%s", "searcher: 100%s\n" },
		{ "escape sequence", "a\033[31mb", "searcher: a?[31mb\n" },
		{ "line feed and tab", "a\nb\tc", "searcher: a?b?c\n" },
		{ "DEL", "a\177b", "searcher: a?b\n" },
		{ "C1", "a\xc2\x9b" "31mb", "searcher: a?31mb\n" },
		{ "C1, first and last", "a\xc2\x80" "b\xc2\x9f" "c",
		    "searcher: a?b?c\n" },
		{ "UTF-8 stays", "caf\xc3\xa9 \xc2\xa0",
		    "searcher: caf\xc3\xa9 \xc2\xa0\n" },
		{ "nothing", "", "searcher: \n" },
	};
	struct buf got = { 0 };

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		capture(&got, NULL, table[i].in);
		is_str(got.p, table[i].want, "report: %s", table[i].name);
	}
	capture(&got, error_make(ERROR_INPUT, "x\r%d%%", 5), NULL);
	is_str(got.p, "indexer: x?5%\n", "report: an error");
	buf_release(&got);
}

int
main(void)
{
	test_make();
	test_errno();
	test_length();
	test_threads();
	test_report();
	return done_testing();
}
