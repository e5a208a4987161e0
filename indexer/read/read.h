/*
 * Input formats: bytes -> articles, one file per format.
 *
 * To add one: write read/NAME.c with a struct format like the ones there, and
 * name it in the table of read.c.  Everything else (walking, decoding, what
 * changed, --format, help) follows from the table.
 *
 * A reader is opened on an input, delivers one article after another, and is
 * closed.  What it delivers is clean text (clean.h).
 */
#ifndef READ_H
#define READ_H

#include "article.h"
#include "errors.h"

/* ---- struct input: the bytes of one source, front to back ---- */

struct input;

#define INPUT_MAX ((size_t)512 << 20)	/* bytes of one text file or one line */

/* path "-" is standard input. */
MUST_CHECK const struct error *input_open(struct input **, const char *path);
void input_close(struct input *);

/* Up to n of the next bytes, without taking them; for sniffing. */
MUST_CHECK const struct error *input_peek(struct input *, size_t n,
    struct str *head);

/*
 * The next line, without its line feed; it dies at the next call.  *is_line is
 * false at the end.  Error INPUT, with the line passed over, if it is longer
 * than INPUT_MAX; error SYSTEM if reading fails.  input_lines() is the number
 * of the line last read, from 1.
 */
MUST_CHECK const struct error *input_line(struct input *, struct str *line,
    bool *is_line);
size_t input_lines(const struct input *);
uint64_t input_offset(const struct input *);	/* bytes taken so far */

/* All that is left; error INPUT if it is more than INPUT_MAX. */
MUST_CHECK const struct error *input_all(struct input *, struct str *);

/* Pass over what is left; a hash of all bytes from the first (FNV-1a, 64 bits). */
MUST_CHECK const struct error *input_hash(struct input *, uint64_t *hash);

/* ---- struct format: how to read ---- */

struct reader;			/* each format defines its own */

struct format {
	const char *name;		/* for --format */
	const char *const *suffix;	/* with the dot, NULL-terminated */
	const char *help;
	/* Does a file that starts so look like this format? */
	bool (*sniff)(struct str head);
	/* path: as shown to users. */
	void (*open)(struct reader **, struct input *, struct str path);
	/*
	 * *got is false at the end.  Error INPUT, its text beginning with the
	 * number of the line: this record is skipped, the next call goes on;
	 * any other error ends the input.
	 */
	const struct error *(*next)(struct reader *, struct article *,
	    bool *got);
	void (*close)(struct reader *);
};

extern const struct format *const read_formats[];	/* NULL-terminated */
extern const struct format format_plain, format_jsonl;

#define SNIFF_SIZE 4096

/* NULL if there is none of that name. */
const struct format *read_find(const char *name);

/* By the name's suffix; NULL if no format has it. */
const struct format *read_choose_by_name(const char *path);

/* By what it begins with; NULL if no format knows it. */
MUST_CHECK const struct error *read_choose_by_content(const struct format **,
    struct input *);

/*
 * Append bytes of unknown encoding as UTF-8: UTF-8 (a BOM is dropped later)
 * as it is; text without a single multi-byte character of UTF-8 as
 * Windows-1252; a mixture as UTF-8 to be repaired by clean_text().
 */
void read_decode(struct buf *out, struct str raw);

/* The warning for a date that date_parse() refused; a slice of *out. */
struct str read_date_warning(struct buf *out, struct str date);

#endif
