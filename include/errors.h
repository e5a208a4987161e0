/*
 * struct error: the only error type of both programs.
 *
 * A function that can fail returns a const struct error *, NULL on success.
 * The text lives in thread-local storage: making an error cannot fail, nobody
 * frees it, and it is valid until the same thread makes its next error.  Each
 * level adds what only it knows with error_wrap(); main() prints the result
 * once with error_report().  To carry an error over to another thread, copy
 * its text.
 *
 * Texts are lower case, have no full stop, quote values, name file and line,
 * and name the remedy where there is one.
 */
#ifndef ERRORS_H
#define ERRORS_H

#define MUST_CHECK __attribute__((warn_unused_result))
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))

#ifdef __cplusplus
extern "C" {
#endif

enum error_code {
	ERROR_SYSTEM,		/* the operating system said no */
	ERROR_USAGE,		/* command line */
	ERROR_INPUT,		/* a document or data file */
	ERROR_INDEX,		/* the index, or Xapian's view of it */
	ERROR_LOCKED,		/* another indexer writes to the index */
	ERROR_CHANGED,		/* the index changed under a reader: reopen */
	ERROR_QUERY,		/* what the user searched for */
	ERROR_UNKNOWN,		/* a facet value that the index does not have */
	ERROR_STOPPED		/* interrupted by a signal */
};

struct error {
	enum error_code code;
	const char *text;	/* UTF-8, no line feed; borrowed, see above */
};

/* A new error of this thread; the text is cut at 2,047 bytes. */
const struct error *error_make(enum error_code, const char *fmt, ...)
    PRINTF_LIKE(2, 3);

/* An ERROR_SYSTEM of "fmt: strerror(errno)". */
const struct error *error_errno(const char *fmt, ...) PRINTF_LIKE(1, 2);

/* The same error with "fmt: " before its text.  NULL stays NULL. */
const struct error *error_wrap(const struct error *, const char *fmt, ...)
    PRINTF_LIKE(2, 3);

/*
 * The same error with its remedy, if it is that of a full disk: a failed run
 * changed nothing, and the index needs room.  NULL stays NULL.
 */
const struct error *error_full(const struct error *, const char *index);

/*
 * Print "program: text" and a line feed to standard error, after
 * clean_visible(): the text may quote a document or a file name.
 */
void error_report(const char *program, const struct error *);

/* The same for a message that is not an error. */
void error_note(const char *program, const char *fmt, ...)
    PRINTF_LIKE(2, 3);

#ifdef __cplusplus
}
#endif

#endif
