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

/*
 * ---- struct input: the bytes of one source, front to back ----
 *
 * UTF-16 with its mark comes as UTF-8, the mark included.
 */

struct input;

#define INPUT_MAX ((size_t)512 << 20)	/* bytes of one text file or one line */

/*
 * path "-" is standard input.  If users did not name it, it is to be a regular
 * file: something else may have taken its place since it was found.
 */
MUST_CHECK const struct error *input_open(struct input **, const char *path,
    bool is_named);
/*
 * Bytes from elsewhere: read puts up to room of them to to, and 0 to *n at the
 * end.  arg is the caller's.
 */
typedef const struct error *input_read(void *arg, char *to, size_t room,
    size_t *n);
void input_of(struct input **, input_read *, void *arg);
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

/* The next n bytes, fewer at the end. */
MUST_CHECK const struct error *input_take(struct input *, size_t n,
    struct str *bytes);
/* What comes next, as much as there is; none at the end. */
MUST_CHECK const struct error *input_some(struct input *, struct str *bytes);

/* All that is left; error INPUT, of line 1, if it is more than INPUT_MAX. */
MUST_CHECK const struct error *input_all(struct input *, struct str *);

/* Pass over what is left; a hash of all bytes from the first, as hash_local(). */
MUST_CHECK const struct error *input_hash(struct input *, uint64_t *hash);

/*
 * ---- struct unpack: compressed files and archives, read in place ----
 *
 * gzip, bzip2, xz, zstd; tar, zip; one in another.  Nothing is written to
 * disk, so that names like "../x" are only names.
 */

struct unpack;

#define UNPACK_DEPTH 3		/* one in another */
#define UNPACK_FREE ((uint64_t)256 << 20)	/* bytes out, before ... */
#define UNPACK_RATIO 200	/* ... so many times the bytes in are too many */

/* Does a file that begins so have members to be read? */
bool unpack_knows(struct str head);
/* Is that the name of one, "news.tar.gz"? */
bool unpack_named(const char *path);

/* name: of the file, whose suffix is taken off where nothing else names it. */
MUST_CHECK const struct error *unpack_open(struct unpack **, struct input *,
    const char *name);
/*
 * The next member that is a file: its name and its bytes, good until the next
 * call.  *is_only: it is the compressed file itself, not one of an archive.
 */
MUST_CHECK const struct error *unpack_next(struct unpack *, struct str *name,
    struct input **, bool *is_only, bool *got);
void unpack_close(struct unpack *);

/*
 * ---- records that are known by their bytes ----
 *
 * Most of a large file that is read again is as it was.  A format whose
 * records are strings of bytes gives each article a hash of all that made it
 * (its bytes, the format, this program, the file's name, its line if the id
 * comes from there), and asks, before it takes a record apart, whether what
 * would come of it is known.  An article with a warning has none: the next
 * reader is to be warned too.
 */
typedef bool input_known(void *arg, uint64_t record);
void input_ask(struct input *, input_known *, void *arg);
bool input_is_known(const struct input *, uint64_t record);

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
extern const struct format format_plain, format_markdown, format_mail,
    format_mbox, format_csv, format_tsv, format_json, format_ninjs,
    format_jsonl, format_html, format_rss, format_nitf, format_newsml,
    format_reuters, format_warc;

#define SNIFF_SIZE 4096

/* NULL if there is none of that name. */
const struct format *read_find(const char *name);

/* Does a format have the name's suffix? */
bool read_has_suffix(const char *path);
/* By the name's suffix; NULL if no format has it, or several. */
const struct format *read_choose_by_name(const char *path);

/*
 * By what it begins with, among the formats that have the name's suffix or,
 * where none has, among all; NULL if no format knows it.
 */
MUST_CHECK const struct error *read_choose_by_content(const struct format **,
    const char *path, struct input *);

/*
 * Append bytes as UTF-8.  UTF-16 and UTF-8 by their marks (which are dropped
 * later); then by charset, as declared, "" if it is not.  Otherwise UTF-8 as it
 * is; a mixture of UTF-8 and something else as UTF-8 to be repaired by
 * clean_text(); text in another alphabet by libuchardet, and the rest as
 * Windows-1252.
 */
void read_decode(struct buf *out, struct str raw, struct str charset);

/* By the mark at the beginning (https://www.unicode.org/faq/utf_bom.html). */
enum utf16 { UTF16_NOT, UTF16_LITTLE, UTF16_BIG };
enum utf16 read_utf16_mark(struct str head);

/*
 * Append UTF-16 as UTF-8, U+FFFD for what is none.  How many bytes were taken:
 * before the end, half a character at the end of raw is left.
 */
size_t read_utf16(struct buf *out, struct str raw, bool is_big, bool is_end);

/* The warning for a date that date_parse() refused; a slice of *out. */
struct str read_date_warning(struct buf *out, struct str date);

#endif
