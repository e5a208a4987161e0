#include "seen.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FIRST_LINE "dateline-seen 1\n"
#define DIGITS 16

uint64_t
seen_hash(const struct record *r)
{
	return hash64(r->text.p, r->text.n,
	    hash64(r->article.p, r->article.n, 0));
}

static int
by_number(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static bool
parse_line(const char *line, uint64_t *hash)
{
	*hash = strtoull(line, NULL, 16);
	return strspn(line, "0123456789abcdef") == DIGITS &&
	    strcmp(line + DIGITS, "\n") == 0;
}

static const struct error *
read_lines(struct seen *s, FILE *f, const char *path)
{
	char line[DIGITS + 8];
	size_t number = 1;
	uint64_t hash;

	if (fgets(line, sizeof(line), f) == NULL ||
	    strcmp(line, FIRST_LINE) != 0)
		return ferror(f) ? error_errno("%s", path) :
		    error_make(ERROR_INPUT, "%s: not a file that --new-since "
		    "made; name another", path);
	while (fgets(line, sizeof(line), f) != NULL) {
		number++;
		if (!parse_line(line, &hash) || (s->n > 0 &&
		    s->at[s->n - 1] >= hash))
			return error_make(ERROR_INPUT, "%s:%zu: damaged; "
			    "remove the file, and all paragraphs are new",
			    path, number);
		ARRAY_GROW(s->at, s->n, s->cap);
		s->at[s->n++] = hash;
	}
	return ferror(f) ? error_errno("%s", path) : NULL;
}

const struct error *
seen_read(struct seen *s, const char *path)
{
	FILE *f = fopen(path, "re");
	const struct error *e;

	if (f == NULL)
		return errno == ENOENT ? NULL : error_errno("%s", path);
	s->is_there = true;
	e = read_lines(s, f, path);
	fclose(f);
	return e;
}

bool
seen_has(const struct seen *s, uint64_t hash)
{
	return s->n > 0 && bsearch(&hash, s->at, s->n, sizeof(*s->at),
	    by_number) != NULL;
}

void
seen_add(struct seen *s, const uint64_t *hash, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		ARRAY_GROW(s->at, s->n, s->cap);
		s->at[s->n++] = hash[i];
	}
	if (s->n > 0)
		qsort(s->at, s->n, sizeof(*s->at), by_number);
	for (size_t i = 0; i < s->n; i++)
		if (kept == 0 || s->at[kept - 1] != s->at[i])
			s->at[kept++] = s->at[i];
	s->n = kept;
}

static bool
write_lines(const struct seen *s, FILE *f)
{
	bool is_written = fputs(FIRST_LINE, f) != EOF;

	for (size_t i = 0; i < s->n && is_written; i++)
		is_written = fprintf(f, "%016" PRIx64 "\n", s->at[i]) > 0;
	return is_written && fflush(f) == 0 && fsync(fileno(f)) == 0;
}

const struct error *
seen_write(const struct seen *s, const char *path)
{
	struct buf temporary = { 0 };
	const struct error *e = NULL;
	bool is_written;
	FILE *f;

	buf_printf(&temporary, "%s.%ld", path, (long)getpid());
	f = fopen(temporary.p, "we");
	if (f == NULL) {
		e = error_errno("%s", path);
		goto done;
	}
	is_written = write_lines(s, f);
	if (!is_written)
		e = error_errno("%s", path);
	if (fclose(f) != 0 && is_written)
		e = error_errno("%s", path);
	if (e == NULL && rename(temporary.p, path) == -1)
		e = error_errno("%s", path);
	if (e != NULL)
		unlink(temporary.p);
done:
	buf_release(&temporary);
	return e;
}

void
seen_release(struct seen *s)
{
	free(s->at);
	memset(s, 0, sizeof(*s));
}
