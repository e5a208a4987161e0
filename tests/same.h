/*
 * Are two Xapian databases the same in everything that can be asked of them?
 * For tests; the one file of them that names Xapian.
 */
#ifndef SAME_H
#define SAME_H

#ifdef __cplusplus
extern "C" {
#endif

/* "" if so, else the first difference; good until the next call. */
const char *same_databases(const char *a, const char *b);

/* "" if Xapian's own check finds no error, else what it says. */
const char *same_check(const char *dir);

#ifdef __cplusplus
}
#endif

#endif
