/* Compressed files and archives, by libarchive. */
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "clean.h"
#include "read.h"

struct unpack {
	struct archive *archive;
	struct input *outer, *member;
	const struct error *failed;	/* of the outer input */
	uint64_t out;			/* bytes unpacked */
	struct buf name, only;
	bool is_raw;
};

static const struct {
	const char *magic;
	size_t n, at;
} kinds[] = {
	{ "\x1f\x8b", 2, 0 },			/* gzip, RFC 1952 */
	{ "BZh", 3, 0 },			/* bzip2 */
	{ "\xfd" "7zXZ", 5, 0 },		/* xz */
	{ "\x28\xb5\x2f\xfd", 4, 0 },		/* zstd, RFC 8878 */
	{ "PK\x03\x04", 4, 0 },			/* zip */
	{ "ustar", 5, 257 },			/* tar, POSIX.1-1988 */
};

static const char *const suffixes[] = { ".gz", ".bz2", ".xz", ".zst", ".zip",
    ".tar", ".tgz", ".tbz2", ".txz", ".tzst", NULL };

bool
unpack_knows(struct str head)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (head.n >= kinds[i].at + kinds[i].n &&
		    memcmp(head.p + kinds[i].at, kinds[i].magic,
		    kinds[i].n) == 0)
			return true;
	return false;
}

static const char *
suffix_of(const char *path)
{
	size_t n = strlen(path);

	for (size_t i = 0; suffixes[i] != NULL; i++) {
		size_t k = strlen(suffixes[i]);

		if (n > k && strcasecmp(path + n - k, suffixes[i]) == 0)
			return path + n - k;
	}
	return NULL;
}

bool
unpack_named(const char *path)
{
	return suffix_of(path) != NULL;
}

static const struct error *
why(const struct unpack *u)
{
	const char *text = archive_error_string(u->archive);

	if (u->failed != NULL)
		return u->failed;
	return error_make(ERROR_SYSTEM, "cannot be unpacked: %s",
	    text != NULL ? text : "damaged");
}

/* libarchive asks for more of the file. */
static la_ssize_t
more(struct archive *a, void *arg, const void **bytes)
{
	struct unpack *u = arg;
	struct str some;

	if ((u->failed = input_some(u->outer, &some)) != NULL) {
		archive_set_error(a, EIO, "not readable");
		return ARCHIVE_FATAL;
	}
	*bytes = some.p;
	return (la_ssize_t)some.n;
}

const struct error *
unpack_open(struct unpack **up, struct input *outer, const char *name)
{
	struct unpack *u = mem_alloc(1, sizeof(*u));
	const char *end = suffix_of(name);
	const struct error *e;

	u->outer = outer;
	buf_add(&u->only, name, end != NULL ? (size_t)(end - name) :
	    strlen(name));
	buf_puts(&u->only, "");
	*up = u;
	if ((u->archive = archive_read_new()) == NULL)
		return error_make(ERROR_SYSTEM, "libarchive: out of memory");
	archive_read_support_filter_gzip(u->archive);
	archive_read_support_filter_bzip2(u->archive);
	archive_read_support_filter_xz(u->archive);
	archive_read_support_filter_zstd(u->archive);
	archive_read_support_format_tar(u->archive);
	archive_read_support_format_zip_streamable(u->archive);
	archive_read_support_format_raw(u->archive);
	archive_read_support_format_empty(u->archive);
	if (archive_read_open(u->archive, u, NULL, more, NULL) == ARCHIVE_OK)
		return NULL;
	e = why(u);
	unpack_close(u);
	*up = NULL;
	return e;
}

/* The bytes of the member that is at hand. */
static const struct error *
read_member(void *arg, char *to, size_t room, size_t *n)
{
	struct unpack *u = arg;
	la_ssize_t got = archive_read_data(u->archive, to, room);

	if (got < 0)
		return why(u);
	*n = (size_t)got;
	u->out += (uint64_t)got;
	if (u->out > UNPACK_FREE &&
	    u->out / UNPACK_RATIO > input_offset(u->outer))
		return error_make(ERROR_SYSTEM, "unpacks to more than %d "
		    "times its size; unpack it yourself if it is to be read",
		    UNPACK_RATIO);
	return NULL;
}

const struct error *
unpack_next(struct unpack *u, struct str *name, struct input **in,
    bool *is_only, bool *got)
{
	struct archive_entry *entry;
	const char *path;
	int status;

	*got = false;
	input_close(u->member);
	u->member = NULL;
	do {
		status = archive_read_next_header(u->archive, &entry);
		if (status == ARCHIVE_EOF)
			return NULL;
		if (status != ARCHIVE_OK && status != ARCHIVE_WARN)
			return why(u);
	} while (archive_entry_filetype(entry) != AE_IFREG);
	*is_only = archive_format(u->archive) == ARCHIVE_FORMAT_RAW;
	path = archive_entry_pathname_utf8(entry);
	if (path == NULL)
		path = archive_entry_pathname(entry);
	buf_reset(&u->name);
	clean_line(&u->name, *is_only || path == NULL ? buf_slice(&u->only) :
	    str_of(path));
	buf_puts(&u->name, "");
	*name = buf_slice(&u->name);
	input_of(&u->member, read_member, u);
	*in = u->member;
	*got = true;
	return NULL;
}

void
unpack_close(struct unpack *u)
{
	if (u == NULL)
		return;
	input_close(u->member);
	archive_read_free(u->archive);
	buf_release(&u->name);
	buf_release(&u->only);
	free(u);
}
