#include "fingerprint.h"

#include <string.h>

/* Count the bits of two words more: plane i has the bit 2^i of each count. */
static void
count(struct fingerprint_sum *s, const uint64_t bits[2])
{
	for (int half = 0; half < 2; half++) {
		uint64_t carry = bits[half], sum;

		for (int i = 0; i < FINGERPRINT_PLANES && carry != 0; i++) {
			sum = s->plane[i][half] ^ carry;
			carry &= s->plane[i][half];
			s->plane[i][half] = sum;
		}
	}
	s->n++;
}

/* The last step of MurmurHash3 (Appleby), fmix64. */
static uint64_t
mix(uint64_t h)
{
	h = (h ^ (h >> 33)) * 0xff51afd7ed558ccdu;
	h = (h ^ (h >> 33)) * 0xc4ceb9fe1a85ec53u;
	return h ^ (h >> 33);
}

void
fingerprint_add(struct fingerprint_sum *s, uint64_t word)
{
	uint64_t pair = mix(s->last * 3 + word);
	uint64_t bits[2] = { pair, mix(pair + 1) };

	if (s->n < (1u << FINGERPRINT_PLANES) - 1)
		count(s, bits);
	s->last = word;
}

bool
fingerprint_make(const struct fingerprint_sum *s, struct fingerprint *out)
{
	const uint32_t most = s->n / 2;

	for (int half = 0; half < 2; half++) {
		uint64_t more = 0, same = ~(uint64_t)0;

		/* count > most, for all bits at once, from the highest plane */
		for (int i = FINGERPRINT_PLANES - 1; i >= 0; i--)
			if ((most >> i & 1) == 0) {
				more |= same & s->plane[i][half];
				same &= ~s->plane[i][half];
			} else
				same &= s->plane[i][half];
		out->half[half] = more;
	}
	return s->n > 0;
}

void
fingerprint_write(const struct fingerprint *f, char out[FINGERPRINT_BYTES])
{
	for (int i = 0; i < FINGERPRINT_BYTES; i++)
		out[i] = (char)(f->half[i / 8] >> (56 - i % 8 * 8));
}

bool
fingerprint_read(struct str s, struct fingerprint *out)
{
	*out = (struct fingerprint){ { 0 } };
	for (size_t i = 0; s.n == FINGERPRINT_BYTES && i < s.n; i++)
		out->half[i / 8] = out->half[i / 8] << 8 |
		    (unsigned char)s.p[i];
	return s.n == FINGERPRINT_BYTES;
}

bool
fingerprint_is_near(const struct fingerprint *a, const struct fingerprint *b)
{
	return __builtin_popcountll(a->half[0] ^ b->half[0]) +
	    __builtin_popcountll(a->half[1] ^ b->half[1]) <= FINGERPRINT_NEAR;
}
