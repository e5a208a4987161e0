#include "spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BUFFER ((size_t)256 << 10)
#define VARINT_MAX 10		/* bytes */

void
spool_init(struct spool *s, const char *dir, size_t *memory)
{
	*s = (struct spool){ .dir = dir, .memory = memory, .fd = -1 };
}

void
spool_release(struct spool *s)
{
	if (s->at != NULL && s->fd != -1)
		close(s->fd);
	free(s->at);
	*s = (struct spool){ .fd = -1 };
}

/* A file without a name; where there is no such thing, its name is removed. */
static int
make_file(const char *dir)
{
	struct buf path = { 0 };
	int fd = open(dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

	if (fd == -1 && (errno == EOPNOTSUPP || errno == EISDIR ||
	    errno == EINVAL || errno == ENOENT)) {
		buf_printf(&path, "%s/XXXXXX.tmp", dir);
		if ((fd = mkostemps(path.p, 4, O_CLOEXEC)) != -1)
			unlink(path.p);
		buf_release(&path);
	}
	return fd;
}

static void
flush(struct spool *s)
{
	const char *p = s->at;
	ssize_t n;

	if (s->failed == 0 && s->fd == -1 && (s->fd = make_file(s->dir)) == -1)
		s->failed = errno;
	while (s->failed == 0 && s->n > 0) {
		if ((n = write(s->fd, p, s->n)) == -1) {
			if (errno != EINTR)
				s->failed = errno;
			continue;
		}
		p += n;
		s->n -= (size_t)n;
		s->written += (uint64_t)n;
	}
	s->n = 0;
}

/* Room for n bytes in the buffer, n at most its size. */
static char *
reserve(struct spool *s, size_t n)
{
	if (s->n + n > s->cap) {
		if (s->at == NULL)
			s->at = mem_resize(NULL, s->cap = BUFFER, 1);
		else if (s->fd == -1 && *s->memory >= s->cap) {
			*s->memory -= s->cap;
			s->at = mem_resize(s->at, s->cap *= 2, 1);
		} else
			flush(s);
	}
	return s->at + s->n;
}

void
spool_add(struct spool *s, struct str bytes)
{
	size_t n;

	while (bytes.n > 0) {
		reserve(s, bytes.n < 4096 ? bytes.n : 1);
		n = s->cap - s->n < bytes.n ? s->cap - s->n : bytes.n;
		memcpy(s->at + s->n, bytes.p, n);
		s->n += n;
		bytes.p += n;
		bytes.n -= n;
	}
}

void
spool_long_varint(struct spool *s, uint64_t v)
{
	char *p = reserve(s, VARINT_MAX);

	for (; v >= 0x80; v >>= 7)
		*p++ = (char)(0x80 | (v & 0x7f));
	*p++ = (char)v;
	s->n = (size_t)(p - s->at);
}

void
spool_field(struct spool *s, struct str bytes)
{
	spool_varint(s, bytes.n);
	spool_add(s, bytes);
}

/* ---- reading ---- */

void
spool_rewind(struct spool *s)
{
	if (s->fd != -1) {
		flush(s);
		if (s->failed == 0 && lseek(s->fd, 0, SEEK_SET) == -1)
			s->failed = errno;
	}
	s->next = 0;
	s->read = 0;
}

struct str
spool_peek(struct spool *s, size_t want)
{
	ssize_t got;

	if (s->n - s->next < want && s->read < s->written && s->failed == 0) {
		if (s->n > s->next)
			memmove(s->at, s->at + s->next, s->n - s->next);
		s->n -= s->next;
		s->next = 0;
		if (want > s->cap)
			s->at = mem_resize(s->at, s->cap = want, 1);
		while (s->n < want && s->read < s->written) {
			got = read(s->fd, s->at + s->n, s->cap - s->n);
			if (got == -1 && errno == EINTR)
				continue;
			if (got <= 0) {
				s->failed = got == 0 ? EIO : errno;
				break;
			}
			s->n += (size_t)got;
			s->read += (uint64_t)got;
		}
	}
	if (s->failed != 0)
		return (struct str){ "", 0 };
	return (struct str){ s->at + s->next, s->n - s->next < want ?
	    s->n - s->next : want };
}

void
spool_skip(struct spool *s, size_t n)
{
	s->next += n;
}

uint64_t
spool_get_long_varint(struct spool *s)
{
	struct str rest = spool_peek(s, VARINT_MAX), before = rest;
	uint64_t v;

	if (!str_varint(&rest, &v))
		return 0;
	s->next += before.n - rest.n;
	return v;
}

struct str
spool_get_field(struct spool *s)
{
	size_t n = (size_t)spool_get_varint(s);
	struct str field = spool_peek(s, n);

	s->next += field.n;
	return field;
}

bool
spool_is_end(struct spool *s)
{
	return spool_peek(s, 1).n == 0;
}

const struct error *
spool_error(const struct spool *s)
{
	if (s->failed == 0)
		return NULL;
	errno = s->failed;
	return error_errno("%s: temporary file", s->dir);
}
