#include "buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- memory ---- */

static _Noreturn void
mem_fail(size_t size)
{
	fprintf(stderr, "out of memory (%zu bytes wanted)\n", size);
	_exit(2);
}

void *
mem_resize(void *old, size_t n, size_t size)
{
	void *p;

	if (n == 0)
		n = 1;
	if ((p = reallocarray(old, n, size)) == NULL)
		mem_fail(n * size);
	return p;
}

void *
mem_alloc(size_t n, size_t size)
{
	void *p = calloc(n != 0 ? n : 1, size);

	if (p == NULL)
		mem_fail(n * size);
	return p;
}

void *
mem_grow(void *at, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return at;
	*cap = *cap < 8 ? 16 : *cap * 2;
	return mem_resize(at, *cap, size);
}

/* ---- struct str ---- */

struct str
str_of(const char *s)
{
	return (struct str){ s, s != NULL ? strlen(s) : 0 };
}

bool
str_is(struct str a, const char *b)
{
	return str_eq(a, str_of(b));
}

bool
str_starts(struct str s, const char *prefix)
{
	size_t n = strlen(prefix);

	return s.n >= n && (n == 0 || memcmp(s.p, prefix, n) == 0);
}

bool
str_ends(struct str s, const char *suffix)
{
	size_t n = strlen(suffix);

	return s.n >= n && (n == 0 || memcmp(s.p + s.n - n, suffix, n) == 0);
}

int
str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n != 0 ? memcmp(a.p, b.p, n) : 0;

	return c != 0 ? c : (a.n > b.n) - (a.n < b.n);
}

static bool
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str
str_trim(struct str s)
{
	while (s.n > 0 && is_blank(s.p[0]))
		s.p++, s.n--;
	while (s.n > 0 && is_blank(s.p[s.n - 1]))
		s.n--;
	return s;
}

bool
str_cut(struct str *rest, char sep, struct str *part)
{
	const char *end;

	if (rest->p == NULL)
		return false;
	*part = *rest;
	end = rest->n != 0 ? memchr(rest->p, sep, rest->n) : NULL;
	if (end == NULL) {
		*rest = (struct str){ NULL, 0 };
		return true;
	}
	part->n = (size_t)(end - rest->p);
	rest->p += part->n + 1;
	rest->n -= part->n + 1;
	return true;
}

char *
str_dup(struct str s)
{
	char *p = mem_alloc(s.n + 1, 1);

	if (s.n != 0)
		memcpy(p, s.p, s.n);
	return p;
}

uint64_t
hash64(const void *data, size_t n, uint64_t seed)
{
	const unsigned char *u = data;
	uint64_t h = 0xcbf29ce484222325u ^ seed;

	for (size_t i = 0; i < n; i++)
		h = (h ^ u[i]) * 0x100000001b3u;
	h = (h ^ (h >> 33)) * 0xff51afd7ed558ccdu;
	h = (h ^ (h >> 33)) * 0xc4ceb9fe1a85ec53u;
	return h ^ (h >> 33);
}

uint64_t
hash_local(const void *data, size_t n, uint64_t seed)
{
	const char *p = data;
	uint64_t h = seed * 0x9e3779b97f4a7c15u + n, part;

	for (; n >= sizeof(part); p += sizeof(part), n -= sizeof(part)) {
		memcpy(&part, p, sizeof(part));
		h = (h ^ part) * 0xff51afd7ed558ccdu;
		h ^= h >> 33;
	}
	part = 0;
	if (n > 0)
		memcpy(&part, p, n);
	h = (h ^ part) * 0xff51afd7ed558ccdu;
	h = (h ^ (h >> 33)) * 0xc4ceb9fe1a85ec53u;
	return h ^ (h >> 33);
}

/* ---- struct buf ---- */

void
buf_reserve(struct buf *b, size_t more)
{
	size_t cap = b->cap;

	if (more >= SIZE_MAX / 2 - b->n)
		mem_fail(more);
	if (b->n + more + 1 <= cap)
		return;
	if (cap < 64)
		cap = 64;
	while (cap < b->n + more + 1)
		cap *= 2;
	b->p = mem_resize(b->p, cap, 1);
	b->cap = cap;
}

void
buf_puts(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void
buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n <= 0)
		return;
	buf_reserve(b, (size_t)n);
	va_start(ap, fmt);
	vsnprintf(b->p + b->n, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->n += (size_t)n;
}

void
buf_reset(struct buf *b)
{
	b->n = 0;
	if (b->p != NULL)
		b->p[0] = '\0';
}

void
buf_release(struct buf *b)
{
	free(b->p);
	*b = (struct buf){ NULL, 0, 0 };
}

void
buf_long_varint(struct buf *b, uint64_t v)
{
	char *p;

	if (b->cap - b->n < 11)
		buf_reserve(b, 10);
	for (p = b->p + b->n; v >= 0x80; v >>= 7)
		*p++ = (char)(0x80 | (v & 0x7f));
	*p++ = (char)v;
	*p = '\0';
	b->n = (size_t)(p - b->p);
}

bool
str_varint(struct str *rest, uint64_t *v)
{
	unsigned shift = 0;
	unsigned char c;

	*v = 0;
	do {
		if (rest->n == 0 || shift > 63)
			return false;
		c = (unsigned char)rest->p[0];
		if (shift == 63 && c > 1)
			return false;
		rest->p++;
		rest->n--;
		*v |= (uint64_t)(c & 0x7f) << shift;
		shift += 7;
	} while ((c & 0x80) != 0);
	return true;
}

void
buf_field(struct buf *b, struct str s)
{
	buf_varint(b, s.n);
	buf_str(b, s);
}

bool
str_field(struct str *rest, struct str *field)
{
	uint64_t n;

	if (!str_varint(rest, &n) || n > rest->n)
		return false;
	*field = (struct str){ rest->p, (size_t)n };
	rest->p += n;
	rest->n -= (size_t)n;
	return true;
}

/* ---- struct arena ---- */

#define ARENA_BLOCK 65536
#define ARENA_KEEP (1u << 20)

struct arena_block {
	struct arena_block *next;
	size_t used, size;
	max_align_t at[];
};

static struct arena_block *
block_new(size_t size)
{
	struct arena_block *b;

	if (size > SIZE_MAX / 2)
		mem_fail(size);
	b = mem_resize(NULL, 1, sizeof(*b) + size);
	b->next = NULL;
	b->used = 0;
	b->size = size;
	return b;
}

void *
arena_alloc(struct arena *a, size_t n)
{
	const size_t align = _Alignof(max_align_t);
	struct arena_block *b = a->last;
	void *p;

	if (n > SIZE_MAX / 4)
		mem_fail(n);
	n = (n + align - 1) / align * align;
	if (b == NULL || b->size - b->used < n) {
		b = block_new(n > ARENA_BLOCK ? n : ARENA_BLOCK);
		if (a->last != NULL)
			a->last->next = b;
		else
			a->first = b;
		a->last = b;
	}
	p = (char *)b->at + b->used;
	b->used += n;
	return p;
}

struct str
arena_str(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.n + 1);

	if (s.n != 0)
		memcpy(p, s.p, s.n);
	p[s.n] = '\0';
	return (struct str){ p, s.n };
}

void
arena_reset(struct arena *a)
{
	struct arena_block *keep = a->first;

	if (keep == NULL)
		return;
	for (struct arena_block *b = keep->next, *next; b != NULL; b = next) {
		next = b->next;
		free(b);
	}
	keep->next = NULL;
	keep->used = 0;
	a->last = keep;
	if (keep->size > ARENA_KEEP) {
		free(keep);
		a->first = a->last = NULL;
	}
}

void
arena_release(struct arena *a)
{
	for (struct arena_block *b = a->first, *next; b != NULL; b = next) {
		next = b->next;
		free(b);
	}
	a->first = a->last = NULL;
}
