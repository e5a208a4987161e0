#include <sys/stat.h>

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "read.h"

#define READ_SIZE ((size_t)1 << 16)

struct input {
	input_read *read;	/* where the bytes come from */
	void *arg;
	int fd;			/* of a file; else -1 */
	bool is_begun, is_end;
	enum utf16 utf16;
	struct buf half;	/* of UTF-16, what is no whole character yet */
	struct buf buf;		/* what was read and not yet taken */
	size_t at;		/* where in buf the untaken part begins */
	size_t lines;
	uint64_t taken;		/* bytes, into buf */
	uint64_t hash;		/* of them, whole words */
	char word[sizeof(uint64_t)];	/* words bytes of the next one */
	size_t words;
	input_known *is_known;	/* may be NULL */
	void *known_arg;
};

static const struct error *
read_file(void *arg, char *to, size_t room, size_t *n)
{
	const struct input *in = arg;
	/* EINTR is an error: the signal is to end the run */
	ssize_t got = read(in->fd, to, room);

	if (got == -1)
		return error_errno("read");
	*n = (size_t)got;
	return NULL;
}

void
input_of(struct input **ip, input_read *from, void *arg)
{
	struct input *in = mem_alloc(1, sizeof(*in));

	in->fd = -1;
	in->read = from;
	in->arg = arg;
	*ip = in;
}

const struct error *
input_open(struct input **ip, const char *path, bool is_named)
{
	int fd = STDIN_FILENO, flags = O_RDONLY | O_CLOEXEC;
	struct stat st;

	if (!is_named)
		flags |= O_NOFOLLOW | O_NONBLOCK;
	if (strcmp(path, "-") != 0 && (fd = open(path, flags)) == -1)
		return error_errno("open");
	if (!is_named && (fstat(fd, &st) == -1 || !S_ISREG(st.st_mode))) {
		close(fd);
		return error_make(ERROR_SYSTEM, "open: not a regular file any "
		    "more");
	}
	input_of(ip, read_file, NULL);
	(*ip)->fd = fd;
	(*ip)->arg = *ip;
	return NULL;
}

void
input_close(struct input *in)
{
	if (in == NULL)
		return;
	if (in->fd > STDIN_FILENO)
		close(in->fd);
	buf_release(&in->half);
	buf_release(&in->buf);
	free(in);
}

/* As hash_local(), however the bytes come. */
static void
hash_bytes(struct input *in, const char *p, size_t n)
{
	const size_t size = sizeof(in->word);
	size_t part;

	for (; n > 0; p += part, n -= part) {
		part = in->words == 0 && n >= size ? size : 1;
		memcpy(in->word + in->words, p, part);
		in->words += part;
		if (in->words == size) {
			in->hash = hash_local(in->word, size, in->hash);
			in->words = 0;
		}
	}
}

/* Read bytes as they come, behind those that are there. */
static const struct error *
read_raw(struct input *in, struct buf *to)
{
	const struct error *e;
	size_t n = 0;

	buf_reserve(to, READ_SIZE);
	if ((e = in->read(in->arg, to->p + to->n, READ_SIZE, &n)) != NULL)
		return e;
	in->is_end = n == 0;
	hash_bytes(in, to->p + to->n, n);
	to->n += n;
	return NULL;
}

static const struct error *
read_utf16_more(struct input *in)
{
	const struct error *e = read_raw(in, &in->half);
	size_t used;

	if (e != NULL)
		return e;
	used = read_utf16(&in->buf, buf_slice(&in->half),
	    in->utf16 == UTF16_BIG, in->is_end);
	memmove(in->half.p, in->half.p + used, in->half.n - used);
	in->half.n -= used;
	return NULL;
}

/* The first bytes, enough to tell UTF-16. */
static const struct error *
begin(struct input *in)
{
	const struct error *e = NULL;

	while (e == NULL && in->buf.n < 2 && !in->is_end)
		e = read_raw(in, &in->buf);
	in->utf16 = read_utf16_mark(buf_slice(&in->buf));
	if (e == NULL && in->utf16 != UTF16_NOT) {
		in->half = in->buf;
		in->buf = (struct buf){ 0 };
		e = read_utf16_more(in);
	}
	return e;
}

/* Read more; what was taken leaves the buffer. */
static const struct error *
fill(struct input *in)
{
	const struct error *e;
	size_t before;

	if (in->at > 0) {
		memmove(in->buf.p, in->buf.p + in->at, in->buf.n - in->at);
		in->buf.n -= in->at;
		in->at = 0;
	}
	before = in->buf.n;
	if (!in->is_begun) {
		in->is_begun = true;
		e = begin(in);
	} else if (in->utf16 == UTF16_NOT)
		e = read_raw(in, &in->buf);
	else
		do
			e = read_utf16_more(in);
		while (e == NULL && in->buf.n == before && !in->is_end);
	in->taken += in->buf.n - before;
	return e;
}

const struct error *
input_peek(struct input *in, size_t n, struct str *head)
{
	const struct error *e;

	while (!in->is_end && in->buf.n - in->at < n)
		if ((e = fill(in)) != NULL)
			return e;
	head->p = in->buf.p + in->at;
	head->n = in->buf.n - in->at < n ? in->buf.n - in->at : n;
	return NULL;
}

/* Drop the rest of a line that is too long. */
static const struct error *
pass_over(struct input *in)
{
	const struct error *e;
	const char *end;

	for (;;) {
		end = memchr(in->buf.p + in->at, '\n', in->buf.n - in->at);
		if (end != NULL) {
			in->at = (size_t)(end + 1 - in->buf.p);
			return NULL;
		}
		in->at = in->buf.n;
		if (in->is_end)
			return NULL;
		if ((e = fill(in)) != NULL)
			return e;
	}
}

const struct error *
input_line(struct input *in, struct str *line, bool *is_line)
{
	const struct error *e;
	const char *end = NULL;
	size_t seen = 0;

	*is_line = false;
	for (;;) {
		if (in->buf.n - in->at > seen)
			end = memchr(in->buf.p + in->at + seen, '\n',
			    in->buf.n - in->at - seen);
		if (end != NULL || in->is_end)
			break;
		seen = in->buf.n - in->at;
		if (seen > INPUT_MAX) {
			in->lines++;
			if ((e = pass_over(in)) != NULL)
				return e;
			return error_make(ERROR_INPUT,
			    "line longer than %zu MiB", INPUT_MAX >> 20);
		}
		if ((e = fill(in)) != NULL)
			return e;
	}
	if (end == NULL && in->at == in->buf.n)
		return NULL;
	line->p = in->buf.p + in->at;
	line->n = (end != NULL ? (size_t)(end - in->buf.p) : in->buf.n) -
	    in->at;
	in->at += line->n + (end != NULL);
	in->lines++;
	*is_line = true;
	return NULL;
}

size_t
input_lines(const struct input *in)
{
	return in->lines;
}

uint64_t
input_offset(const struct input *in)
{
	return in->taken - (in->buf.n - in->at);
}

const struct error *
input_take(struct input *in, size_t n, struct str *bytes)
{
	const struct error *e = input_peek(in, n, bytes);

	if (e == NULL)
		in->at += bytes->n;
	return e;
}

const struct error *
input_some(struct input *in, struct str *bytes)
{
	const struct error *e = NULL;

	if (in->at == in->buf.n && !in->is_end)
		e = fill(in);
	*bytes = (struct str){ in->buf.p + in->at, in->buf.n - in->at };
	in->at = in->buf.n;
	return e;
}

const struct error *
input_all(struct input *in, struct str *all)
{
	const struct error *e;

	while (!in->is_end) {
		if ((e = fill(in)) != NULL)
			return e;
		if (in->buf.n > INPUT_MAX)
			return error_make(ERROR_INPUT, "1: larger than %zu "
			    "MiB; split it", INPUT_MAX >> 20);
	}
	*all = (struct str){ in->buf.p + in->at, in->buf.n - in->at };
	in->at = in->buf.n;
	return NULL;
}

const struct error *
input_hash(struct input *in, uint64_t *hash)
{
	const struct error *e;

	while (!in->is_end) {
		in->at = in->buf.n;
		if ((e = fill(in)) != NULL)
			return e;
	}
	in->at = in->buf.n;
	*hash = hash_local(in->word, in->words, in->hash);
	return NULL;
}

void
input_ask(struct input *in, input_known *is_known, void *arg)
{
	in->is_known = is_known;
	in->known_arg = arg;
}

bool
input_is_known(const struct input *in, uint64_t record)
{
	return in->is_known != NULL && in->is_known(in->known_arg, record);
}
