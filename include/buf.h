/*
 * Bytes: struct str borrows them, struct buf owns them, struct arena hands
 * them out until it is reset.
 *
 * Memory that cannot be had ends the process with exit status 2 and a message
 * (buf.c, mem_fail(): the one place).  That is safe at any moment, since a run
 * of the indexer shows nothing before its last step; sizes that come from
 * documents are checked where they are read.
 */
#ifndef BUF_H
#define BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- struct str: a borrowed slice; not terminated by a NUL ---- */

struct str {
	const char *p;		/* may be NULL if n is 0 */
	size_t n;		/* bytes */
};

/* Two macros for "%.*s": printf("%.*s", STR_ARG(s)). */
#define STR_ARG(s) (int)(s).n, (s).p
#define STR_LIT(lit) ((struct str){ (lit), sizeof(lit) - 1 })

struct str str_of(const char *);	/* of a C string; NULL gives the empty slice */
static inline bool str_eq(struct str, struct str);
bool str_is(struct str, const char *);
bool str_starts(struct str, const char *prefix);
bool str_ends(struct str, const char *suffix);
int str_cmp(struct str, struct str);	/* by bytes, shorter first */
struct str str_trim(struct str);	/* without ASCII blanks at both ends */
/* Cut *rest at the first sep: the part before it; false when *rest is used up. */
bool str_cut(struct str *rest, char sep, struct str *part);
char *str_dup(struct str);		/* NUL-terminated; free() it */

static inline bool
str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

/* How many bytes it begins with that are ASCII, eight at a time. */
static inline size_t
str_ascii(struct str s)
{
	uint64_t part;
	size_t n = 0;

	for (; n + sizeof(part) <= s.n; n += sizeof(part)) {
		memcpy(&part, s.p + n, sizeof(part));
		if ((part & 0x8080808080808080u) != 0)
			break;
	}
	return n;
}

/*
 * 64-bit FNV-1a with a final mix (Fowler, Noll, Vo; the mix is MurmurHash3's
 * fmix64).  For tables and for noticing change, not against an adversary.
 */
uint64_t hash64(const void *, size_t n, uint64_t seed);

/*
 * The same eight bytes a step, by the multiplications of fmix64: several times
 * faster.  Its values depend on the machine's byte order: for memory, and where
 * another value means no more than "changed".
 */
uint64_t hash_local(const void *, size_t n, uint64_t seed);

/* ---- struct buf: zero-initialise, use, buf_release() ---- */

struct buf {
	char *p;		/* NUL-terminated once anything was added */
	size_t n;		/* bytes, the NUL not counted */
	size_t cap;
};

static inline void buf_add(struct buf *, const void *, size_t n);
static inline void buf_str(struct buf *, struct str);
void buf_puts(struct buf *, const char *);
static inline void buf_putc(struct buf *, char);
void buf_printf(struct buf *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
void buf_reserve(struct buf *, size_t more);	/* room for more bytes and a NUL */
void buf_reset(struct buf *);			/* empty, memory kept */
void buf_release(struct buf *);
static inline struct str buf_slice(const struct buf *);	/* borrowed until the next change */

static inline void
buf_putc(struct buf *b, char c)
{
	if (b->cap - b->n < 2)
		buf_reserve(b, 1);
	b->p[b->n++] = c;
	b->p[b->n] = '\0';
}

static inline void
buf_add(struct buf *b, const void *p, size_t n)
{
	if (b->cap - b->n <= n)
		buf_reserve(b, n);
	if (n != 0)
		memcpy(b->p + b->n, p, n);
	b->n += n;
	b->p[b->n] = '\0';
}

static inline void
buf_str(struct buf *b, struct str s)
{
	buf_add(b, s.p, s.n);
}

static inline struct str
buf_slice(const struct buf *b)
{
	struct str s = { b->p, b->n };

	return s;
}

/* Unsigned integers, 7 bits a byte, low bits first (LEB128). */
void buf_long_varint(struct buf *, uint64_t);
static inline void
buf_varint(struct buf *b, uint64_t v)
{
	if (v < 0x80)
		buf_putc(b, (char)v);
	else
		buf_long_varint(b, v);
}
/* Take one from *rest; false if it is cut short or longer than 64 bits. */
bool str_varint(struct str *rest, uint64_t *);
/* A length and as many bytes. */
void buf_field(struct buf *, struct str);
bool str_field(struct str *rest, struct str *);

/* ---- growing arrays ---- */

/*
 * Make room for one more item: ARRAY_GROW(v->at, v->n, v->cap) before
 * v->at[v->n++] = x.
 */
void *mem_grow(void *at, size_t n, size_t *cap, size_t size);
#define ARRAY_GROW(at, n, cap) ((at) = (n) < (cap) ? (at) : \
	mem_grow((at), (n), &(cap), sizeof(*(at))))
void *mem_alloc(size_t n, size_t size);		/* zeroed; free() it */
void *mem_resize(void *, size_t n, size_t size);

/* ---- struct arena: zero-initialise, use, arena_release() ---- */

struct arena {
	struct arena_block *first, *last;
};

void *arena_alloc(struct arena *, size_t);	/* aligned for any type, not zeroed */
struct str arena_str(struct arena *, struct str);	/* a copy, with a NUL after it */
void arena_reset(struct arena *);		/* forget all, keep some memory */
void arena_release(struct arena *);

#ifdef __cplusplus
}
#endif

#endif
