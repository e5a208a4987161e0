#include "notes.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "indexer.h"

void
notes_say(struct buf *said, const char *fmt, ...)
{
	char text[2048];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	error_note(PROGRAM, "%s", text);
	if (said != NULL)
		buf_add(said, text, strlen(text) + 1);
}

const struct error *
notes_write(const char *dir, struct str said)
{
	const struct error *e = NULL;
	struct buf path = { 0 };
	FILE *f;

	if (said.n == 0)
		return NULL;
	buf_printf(&path, "%s/" NOTES_NAME, dir);
	if ((f = fopen(path.p, "wxe")) == NULL ||
	    fwrite(said.p, 1, said.n, f) != said.n)
		e = error_errno("%s", path.p);
	if (f != NULL && fclose(f) != 0 && e == NULL)
		e = error_errno("%s", path.p);
	buf_release(&path);
	return e;
}

void
notes_repeat(const char *dir)
{
	struct buf path = { 0 };
	char *line = NULL;
	size_t cap = 0;
	FILE *f;

	buf_printf(&path, "%s/" NOTES_NAME, dir);
	if ((f = fopen(path.p, "re")) != NULL) {
		while (getdelim(&line, &cap, '\0', f) > 0)
			error_note(PROGRAM, "%s", line);
		fclose(f);
	}
	free(line);
	buf_release(&path);
}
