#include "seal.h"

#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "frequent.h"
#include "notes.h"
#include "stop.h"

#define PIECE ((size_t)1 << 20)
#define LANES 4

/* What changes with a commit comes first: most broken seals show at once. */
static const char *const files[] = { "iamglass", "postlist.glass",
	"spelling.glass", "docdata.glass", "termlist.glass", "position.glass",
	COLUMN_NAME, FREQUENT_NAME, NOTES_NAME, "flintlock" };
#define FILES (sizeof(files) / sizeof(files[0]))

/*
 * A sum of many bytes, whole words of them in turn to four lanes, which the
 * processor adds up at the same time; the constant is that of hash64().
 */
struct sum {
	uint64_t lane[LANES];
};

static void
sum_add(struct sum *s, const char *p, size_t n)
{
	uint64_t word;

	for (; n >= sizeof(s->lane); n -= sizeof(s->lane))
		for (int i = 0; i < LANES; i++, p += sizeof(word)) {
			memcpy(&word, p, sizeof(word));
			word = (s->lane[i] ^ word) * 0xff51afd7ed558ccdu;
			s->lane[i] = word ^ word >> 32;
		}
	s->lane[0] = hash64(p, n, s->lane[0]);
}

/* Until the buffer is full or the file ends. */
static const struct error *
read_piece(int fd, const char *path, char *piece, size_t *n)
{
	ssize_t got = 1;

	for (*n = 0; *n < PIECE && got > 0; *n += (size_t)got)
		while ((got = read(fd, piece + *n, PIECE - *n)) == -1)
			if (errno != EINTR)
				return error_errno("%s", path);
	return stop_check();
}

static const struct error *
write_piece(int fd, const char *path, const char *piece, size_t n)
{
	ssize_t done;

	for (; n > 0; piece += done, n -= (size_t)done)
		while ((done = write(fd, piece, n)) == -1)
			if (errno != EINTR)
				return error_errno("%s", path);
	return NULL;
}

/* The line of a file, added to out; the file goes to to, unless it is NULL. */
static const struct error *
add_open_file(struct buf *out, int fd, const char *from, const char *to,
    const char *name)
{
	struct sum s = { { 0 } };
	const struct error *e = NULL;
	char *piece = mem_resize(NULL, PIECE, 1);
	uint64_t all = 0;
	size_t n = PIECE;
	int copy = -1;

	if (to != NULL && (copy = open(to, O_WRONLY | O_CREAT | O_EXCL |
	    O_CLOEXEC, 0666)) == -1)
		e = error_errno("%s", to);
	while (e == NULL && n == PIECE) {
		if ((e = read_piece(fd, from, piece, &n)) != NULL)
			break;
		sum_add(&s, piece, n);
		all += n;
		if (copy != -1)
			e = write_piece(copy, to, piece, n);
	}
	if (copy != -1 && close(copy) == -1 && e == NULL)
		e = error_errno("%s", to);
	free(piece);
	buf_printf(out, "%016llx %llu %s\n",
	    (unsigned long long)hash64(&s, sizeof(s), 0),
	    (unsigned long long)all, name);
	return e;
}

static const struct error *
add_file(struct buf *out, const char *dir, const char *to, const char *name)
{
	struct buf path = { 0 }, copy = { 0 };
	const struct error *e = NULL;
	struct stat st;
	int fd;

	buf_printf(&path, "%s/%s", dir, name);
	if (to != NULL)
		buf_printf(&copy, "%s/%s", to, name);
	/* a pipe in its place would not open */
	fd = open(path.p, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (fd != -1 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
		e = add_open_file(out, fd, path.p, copy.p, name);
	if (fd != -1)
		close(fd);
	buf_release(&path);
	buf_release(&copy);
	return e;
}

const struct error *
seal_write(const char *dir, struct str made)
{
	struct buf text = { 0 }, path = { 0 };
	const struct error *e = NULL;
	int fd = -1;

	buf_printf(&text, "%.*s\n", STR_ARG(made));
	for (size_t i = 0; i < FILES && e == NULL; i++)
		e = add_file(&text, dir, NULL, files[i]);
	buf_printf(&path, "%s/" SEAL_NAME, dir);
	if (e == NULL && (fd = open(path.p, O_WRONLY | O_CREAT | O_TRUNC |
	    O_CLOEXEC, 0666)) == -1)
		e = error_errno("%s", path.p);
	if (e == NULL)
		e = write_piece(fd, path.p, text.p, text.n);
	if (fd != -1 && close(fd) == -1 && e == NULL)
		e = error_errno("%s", path.p);
	buf_release(&text);
	buf_release(&path);
	return e;
}

/* The seal's text, "" if there is none; no seal is as long as a piece. */
static const struct error *
read_seal(const char *dir, struct buf *out)
{
	struct buf path = { 0 };
	const struct error *e = NULL;
	size_t n = 0;
	int fd;

	buf_printf(&path, "%s/" SEAL_NAME, dir);
	fd = open(path.p, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	buf_reserve(out, PIECE);
	if (fd != -1)
		e = read_piece(fd, path.p, out->p, &n);
	out->n = n;
	if (fd != -1)
		close(fd);
	buf_release(&path);
	return e;
}

const struct error *
seal_copy(const char *from, const char *to, struct str made, bool *is_whole)
{
	struct buf seal = { 0 }, text = { 0 };
	const struct error *e = read_seal(from, &seal);

	*is_whole = e == NULL;
	buf_printf(&text, "%.*s\n", STR_ARG(made));
	for (size_t i = 0; i < FILES && *is_whole; i++) {
		if (text.n > seal.n || memcmp(text.p, seal.p, text.n) != 0)
			*is_whole = false;
		else if ((e = add_file(&text, from, to, files[i])) != NULL)
			*is_whole = false;
	}
	*is_whole = *is_whole && str_eq(buf_slice(&text), buf_slice(&seal));
	if (*is_whole)
		e = add_file(&text, from, to, SEAL_NAME);
	buf_release(&seal);
	buf_release(&text);
	return e;
}
