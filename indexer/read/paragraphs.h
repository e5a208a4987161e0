/*
 * The paragraph structure of plain text is found, not assumed:
 *   - blank lines separate blocks;
 *   - a block whose lines are long (over LINE_LONG characters) has a paragraph
 *     per line;
 *   - other blocks are wrapped text: a line break is soft where the next word
 *     would not have fitted, and a paragraph's end where it would have, the
 *     line ends a sentence and the next line begins one, or is indented;
 *   - a paragraph of more than PARAGRAPH_MAX bytes is cut at the end of a
 *     sentence, a word or, at worst, a character.
 */
#ifndef PARAGRAPHS_H
#define PARAGRAPHS_H

#include "buf.h"

#define LINE_LONG 120
#define PARAGRAPH_MAX ((size_t)8 << 10)

struct paragraphs {
	struct buf text;	/* the paragraphs, one after another */
	struct str *at;		/* n of them, slices of text */
	size_t n, cap;
	struct str title;	/* slice of text; "" if none was found */
};

/*
 * Split text, which is clean (clean.h).  With find_title, a first line that
 * reads like a headline (short, no final stop, not a dateline, more text
 * after it) becomes the title.  Slices are good until the next call.
 */
void paragraphs_find(struct paragraphs *, struct str text, bool find_title);
void paragraphs_release(struct paragraphs *);

#endif
