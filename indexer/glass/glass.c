#include "glass.h"

#include <string.h>

void
pack_sorted_uint(struct buf *b, uint32_t v)
{
	unsigned char s[5];
	size_t n = 2;

	if (v >= 0x8000)
		n = (size_t)(37 - __builtin_clz(v)) / 7;
	for (size_t i = n; i-- > 0; v >>= 8)
		s[i] = (unsigned char)v;
	if (n > 2)
		s[0] |= (unsigned char)(0xff << (10 - n));
	buf_add(b, s, n);
}

void
pack_sorted_str(struct buf *b, struct str s, bool is_last)
{
	const char *nul;
	size_t n;

	while (s.n > 0 && (nul = memchr(s.p, '\0', s.n)) != NULL) {
		n = (size_t)(nul - s.p) + 1;
		buf_add(b, s.p, n);
		buf_putc(b, '\xff');
		s.p += n;
		s.n -= n;
	}
	buf_str(b, s);
	if (!is_last)
		buf_putc(b, '\0');
}

void
pack_bytes(struct buf *b, uint32_t v)
{
	for (; v != 0; v >>= 8)
		buf_putc(b, (char)v);
}

/* ---- positions ---- */

struct bits {
	struct buf *out;
	uint64_t held;		/* n bits, the next one lowest */
	unsigned n;		/* below 8 between two calls */
};

static void
put_bits(struct bits *b, uint32_t v, unsigned n)
{
	b->held |= (uint64_t)v << b->n;
	b->n += n;
	while (b->n >= 8) {
		buf_putc(b->out, (char)b->held);
		b->held >>= 8;
		b->n -= 8;
	}
}

/* v, below k. */
static void
put_out_of(struct bits *b, uint32_t v, uint32_t k)
{
	unsigned n = k > 1 ? 32 - (unsigned)__builtin_clz(k - 1) : 0;
	uint32_t spare = (uint32_t)(((uint64_t)1 << n) - k);
	uint32_t middle = (k - spare) / 2;

	if (spare > 0 && v >= middle + spare)
		v = (v - middle - spare) | (uint32_t)1 << (n - 1);
	else if (spare > 0 && v >= middle)
		n--;
	put_bits(b, v, n);
}

static void
put_between(struct bits *b, const uint32_t *p, uint32_t first, uint32_t last)
{
	uint32_t middle;

	while (first + 1 < last) {
		middle = first + (last - first) / 2;
		put_out_of(b, p[middle] - p[first] - (middle - first),
		    p[last] - p[first] - (last - first) + 1);
		put_between(b, p, first, middle);
		first = middle;
	}
}

void
pack_positions(struct buf *out, const uint32_t *p, size_t n)
{
	struct bits b = { .out = out };

	buf_varint(out, p[n - 1]);
	if (n == 1)
		return;
	put_out_of(&b, p[0], p[n - 1]);
	put_out_of(&b, (uint32_t)n - 2, p[n - 1] - p[0]);
	put_between(&b, p, 0, (uint32_t)n - 1);
	if (b.n > 0)
		buf_putc(out, (char)b.held);
}
