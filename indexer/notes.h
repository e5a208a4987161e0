/*
 * What is said of articles that are used all the same, a date that nobody
 * understands say: on standard error, and kept, so that a rebuild that copies
 * a generation (run_copy.c) can say it again.
 */
#ifndef NOTES_H
#define NOTES_H

#include "buf.h"
#include "errors.h"

#define NOTES_NAME "seal.notes"	/* the file in a generation */

/* said: each note with its NUL; NULL: nobody wants to keep it. */
void notes_say(struct buf *said, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* Keep them in a generation's directory; nothing said, no file. */
MUST_CHECK const struct error *notes_write(const char *dir, struct str said);

/* Say those of a generation again. */
void notes_repeat(const char *dir);

#endif
