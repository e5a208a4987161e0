/*
 * Folding: what the dictionaries and a text must agree on.  A folded word is
 * lower case ASCII where the Latin script allows it: marks are stripped
 * (Unicode decomposition), letters like o-slash take their plain form, and
 * apostrophes and full stops vanish ("Sana'a" sanaa, "U.S." us).
 */
#ifndef FOLD_H
#define FOLD_H

#include "buf.h"

#define FOLD_MAX 96	/* bytes; a longer word is cut, and found nowhere */

/* Fold one word of UTF-8 (bad bytes are skipped) into out; its length. */
size_t fold_word(struct str word, char out[FOLD_MAX]);

/* The same with case, blanks and punctuation kept: names as values. */
void fold_plain(struct buf *out, struct str text);

/* Hash of a folded word; of a phrase, step by step from PHRASE_SEED. */
uint64_t fold_hash(const char *folded, size_t n);
#define PHRASE_SEED 0x6a09e667f3bcc908u
uint64_t fold_phrase(uint64_t phrase, uint64_t word);

#endif
