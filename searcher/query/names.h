/*
 * Other names: a query for an actor by one of its names finds the paragraphs
 * that call it by another.
 *
 * Words side by side, NAME_WORDS of them at most, that are a name of exactly
 * one actor of the index, and of no place, stand for all its names, if it has
 * any that does not have these words itself: "Hizballah" is also Hezbollah,
 * "UN" the United Nations, but "Reagan", whom all names of his have, stays a
 * word.  A paragraph matches that has the words, as it would without this, or
 * whose facet has the actor; it then ranks as if it had each word once.
 *
 * Words that are the name of exactly one actor or of one place, and a word that is
 * the last one of exactly one actor's name, are noted, too, if they are not part
 * of a longer name: the paragraphs that have that value are lifted (bonus.h).
 * A last name must mean him: one in NAME_SHARE of the paragraphs that have the
 * word at least ("Austin"; but "said" is no Umar Said).
 *
 * What is asked for as it is written stays so: phrases, "=word", wildcards,
 * fields, what is excluded, the words of NEAR.  Function words are no name, nor
 * are words of up to NAME_SHORT letters but in capitals ("UN", not "un").
 */
#ifndef NAMES_H
#define NAMES_H

#include "compile.h"

#define NAME_WORDS 4		/* looked up together; each is a look-up */
#define NAME_SHORT 3
#define NAME_SHARE 4

/*
 * Put a NODE_NAME in the place of words that name an actor; of that text.  Note
 * the entities.
 */
MUST_CHECK const struct error *names_find(struct compiler *, struct query *,
    struct str text);

/* A term of the words that are being compiled. */
void names_add_term(struct compiler *, struct str term);

#endif
