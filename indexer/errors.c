#include "errors.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "clean.h"

#define TEXT_MAX 2048

/* Two texts in turn, so that error_wrap() can read one and write the other. */
static _Thread_local struct error error_slot[2];
static _Thread_local char error_text[2][TEXT_MAX];
static _Thread_local int error_turn;

static const struct error *
store(enum error_code code, const char *text)
{
	struct error *e = &error_slot[error_turn];

	e->code = code;
	e->text = text;
	return e;
}

const struct error *
error_make(enum error_code code, const char *fmt, ...)
{
	va_list ap;
	char *text;

	error_turn ^= 1;
	text = error_text[error_turn];
	va_start(ap, fmt);
	vsnprintf(text, TEXT_MAX, fmt, ap);
	va_end(ap);
	return store(code, text);
}

const struct error *
error_errno(const char *fmt, ...)
{
	int saved = errno, n;
	va_list ap;
	char *text;

	error_turn ^= 1;
	text = error_text[error_turn];
	va_start(ap, fmt);
	n = vsnprintf(text, TEXT_MAX, fmt, ap);
	va_end(ap);
	if (n >= 0 && n < TEXT_MAX)
		snprintf(text + n, TEXT_MAX - (size_t)n, ": %s",
		    strerror(saved));
	return store(ERROR_SYSTEM, text);
}

const struct error *
error_wrap(const struct error *inner, const char *fmt, ...)
{
	va_list ap;
	char *text;
	int n;

	if (inner == NULL)
		return NULL;
	/* The older of the two texts is the free one, unless it is inner's. */
	error_turn = inner->text == error_text[0] ? 1 : 0;
	text = error_text[error_turn];
	va_start(ap, fmt);
	n = vsnprintf(text, TEXT_MAX, fmt, ap);
	va_end(ap);
	if (n >= 0 && n < TEXT_MAX)
		snprintf(text + n, TEXT_MAX - (size_t)n, ": %s", inner->text);
	return store(inner->code, text);
}

const struct error *
error_full(const struct error *e, const char *index)
{
	if (e == NULL || (strstr(e->text, strerror(ENOSPC)) == NULL &&
	    strstr(e->text, strerror(EDQUOT)) == NULL))
		return e;
	return error_make(e->code, "%s; the index is as it was; make room for "
	    "%s and run again", e->text, index);
}

void
error_report(const char *program, const struct error *e)
{
	error_note(program, "%s", e->text);
}

void
error_note(const char *program, const char *fmt, ...)
{
	char text[TEXT_MAX + 64], line[TEXT_MAX + 128];
	va_list ap;
	int n;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	clean_visible(text);
	/* in one write: others may print to the same terminal */
	n = snprintf(line, sizeof(line), "%s: %s\n", program, text);
	fwrite(line, 1, (size_t)n < sizeof(line) ? (size_t)n : sizeof(line) - 1,
	    stderr);
}
