/*
 * Colours of a terminal, for text.
 */
#ifndef STYLE_H
#define STYLE_H

#include "print.h"

#define BOLD "\033[1m"
#define MARK "\033[1;31m"
#define DIM "\033[2m"
#define HEAD "\033[1;34m"
#define PICK "\033[1;32m"
#define PLAIN "\033[0m"

static inline void
style(struct buf *b, const struct look *look, const char *code)
{
	if (look->is_colored)
		buf_puts(b, code);
}

/* A name cut or padded to the width; a long path loses its beginning. */
void text_name(struct buf *, struct str, size_t width);

#endif
