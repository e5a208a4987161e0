/*
 * The part of a paragraph that shows why it matched, and where the words are.
 */
#ifndef SNIPPET_H
#define SNIPPET_H

#include "compile.h"
#include "searcher.h"

#define SNIPPET_MAX 320		/* bytes; a shorter paragraph is shown whole */

/* Where marked words stand in text; appended in order. */
void snippet_mark(struct text *, const struct marks *, struct str text,
    struct ranges *);

/*
 * Choose the window with the most different marked words, then the most of
 * them, then the first; cut at words, "..." where something was left out.
 */
void snippet_make(struct arena *, struct text *, const struct marks *,
    struct hit *);

#endif
