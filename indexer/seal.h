/*
 * The seal of a generation: what it was made of and by whom, and the sums of
 * its files.  A rebuild that would make the same once more copies them instead
 * (run_copy.c).  After an update or damage the sums are others: a seal that is
 * broken, cut or missing only means that nothing is copied.
 *
 * Format of its file: a line that says what it was made of, then for
 * each file of the generation a line "SUM SIZE NAME".
 */
#ifndef SEAL_H
#define SEAL_H

#include "buf.h"
#include "errors.h"

#define SEAL_NAME "seal"

/* Seal the generation in a directory; made: a line without its end. */
MUST_CHECK const struct error *seal_write(const char *dir, struct str made);

/*
 * Copy a generation with its seal to a directory that is empty.  *is_whole:
 * it was made of that, and each byte copied is as it was sealed; else what
 * was copied so far is left there.
 */
MUST_CHECK const struct error *seal_copy(const char *from, const char *to,
    struct str made, bool *is_whole);

#endif
