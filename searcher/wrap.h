/*
 * Text in columns of a terminal: wide characters take two, combining marks
 * none (wcwidth(3), which curses goes by, too).
 */
#ifndef WRAP_H
#define WRAP_H

#include "buf.h"

/*
 * Take one code point of *rest, which is not empty, and its columns; what
 * cannot be shown, control characters above all, becomes U+FFFD.
 */
int32_t wrap_rune(struct str *rest, size_t *width);

size_t wrap_width(struct str);		/* columns */

/* How many bytes of it fit; one character at least, if there is any. */
size_t wrap_fit(struct str, size_t width);

/*
 * Take the next line of *rest, cut at a blank if it has one, else anywhere;
 * false at the end.
 */
bool wrap_next(struct str *rest, size_t width, struct str *line);

#endif
