/*
 * Pieces of an HTML page.  It is well-formed XML, too.
 */
#ifndef HTML_H
#define HTML_H

#include "print.h"

/* Append a text, also as the value of an attribute between quotation marks. */
void html_text(struct buf *, struct str);

/* "1 paragraph", "1,234 paragraphs" */
void html_count(struct buf *, uint64_t n, const char *noun);

/* A chart of the periods, and the same numbers as a table. */
void html_timeline(struct buf *, const struct timeline *);

/* A table of values with bars. */
void html_values(struct buf *, const char *caption,
    const struct facet_values *);

/* Tables of pairs of values, and of what two answers have of each value. */
void html_pairs(struct buf *, const struct cooccurrence *);
void html_contrasts(struct buf *, const char *caption,
    const struct contrast *, size_t n);

#endif
