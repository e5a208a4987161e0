/*
 * Text from outside made safe: whatever bytes come in, valid UTF-8 in NFC
 * comes out, without control characters, and with line feeds as the only
 * line ends.  Documents and queries pass through here before anything else.
 */
#ifndef CLEAN_H
#define CLEAN_H

#include "buf.h"

/*
 * Append the cleaned text to *out:
 *   - terminal escape sequences (ECMA-48: CSI, OSC, DCS and the short ones) are
 *     removed whole, other control characters become blanks;
 *   - CR LF, CR, form feed, U+0085, U+2028 and U+2029 become line feeds;
 *   - tabs and the blanks of Unicode (Zs) become one space each;
 *   - byte order marks, zero-width blanks, soft hyphens and the controls of
 *     bidirectional text (UAX #9) are dropped;
 *   - bytes that are not UTF-8 become U+FFFD, one for each maximal part;
 *   - the result is in NFC (UAX #15).
 * Linear time.  Text that is already clean passes at the speed of a copy.
 */
void clean_text(struct buf *out, struct str in);

/*
 * The same for text of one line: line feeds become blanks, runs of blanks one
 * space, none at the ends.
 */
void clean_line(struct buf *out, struct str in);

/*
 * Has it nothing that clean_line() takes out: is it UTF-8 without controls and
 * invisible characters?  So is all that the indexer stores; what a stranger's
 * index holds may not be.
 */
bool clean_is_line(struct str);

/*
 * For messages, in place: each control, also of bidirectional text, invisible
 * character or malformed part becomes "?".
 */
void clean_visible(char *s);

/* Is it well-formed UTF-8 (no surrogates, nothing over U+10FFFF)? */
bool clean_is_utf8(struct str);

/*
 * Append in, taken as Windows-1252 (the superset of Latin-1 that documents
 * labelled so are in; https://encoding.spec.whatwg.org/#windows-1252), as UTF-8.
 */
void clean_windows1252(struct buf *out, struct str in);

/*
 * Take one code point from the front of *rest, which is not empty; U+FFFD for
 * a malformed part.
 */
int32_t clean_rune(struct str *rest);

/* Append a code point as UTF-8. */
void buf_rune(struct buf *, int32_t rune);

#endif
