/*
 * fingerprint.h: near-duplicates.
 */
#include <string.h>

#include "fingerprint.h"
#include "tap.h"

#define WORDS 30
#define ROUNDS 2000

static uint64_t seed = 1;

static uint64_t
word(void)
{
	seed++;
	return hash64(&seed, sizeof(seed), 0);
}

static bool
make(const uint64_t *word, size_t n, struct fingerprint *f)
{
	static struct fingerprint_sum s;

	memset(&s, 0, sizeof(s));
	for (size_t i = 0; i < n; i++)
		fingerprint_add(&s, word[i]);
	return fingerprint_make(&s, f);
}

/* What most of the features have at each bit, counted one by one. */
static bool
is_majority(const uint64_t *word, size_t n)
{
	unsigned count[FINGERPRINT_BITS] = { 0 };
	struct fingerprint all, one;
	bool good = make(word, n, &all);

	for (size_t i = 0; i < n; i++) {
		struct fingerprint_sum s = { .last = i > 0 ? word[i - 1] : 0 };

		fingerprint_add(&s, word[i]);
		good &= fingerprint_make(&s, &one);
		for (int b = 0; b < FINGERPRINT_BITS; b++)
			count[b] += one.half[b / 64] >> b % 64 & 1;
	}
	for (int b = 0; b < FINGERPRINT_BITS; b++)
		good &= (all.half[b / 64] >> b % 64 & 1) == (count[b] * 2 > n);
	return good;
}

int
main(void)
{
	static uint64_t text[5000], other[WORDS + 4];
	struct fingerprint a, b;
	char bytes[FINGERPRINT_BYTES];
	int near = 0, far = 0, moved = 0;

	ok(!make(text, 0, &a), "no word, no fingerprint");
	for (size_t i = 0; i < 5000; i++)
		text[i] = word() % 50 + 1;
	for (size_t n = 1; n <= 5000; n = n * 3 + 1)
		ok(is_majority(text, n), "the majority of %zu features", n);

	for (int round = 0; round < ROUNDS; round++) {
		for (size_t i = 0; i < WORDS; i++)
			text[i] = other[i] = word();
		make(text, WORDS, &a);
		other[round % WORDS] = word();
		make(other, WORDS, &b);
		near += fingerprint_is_near(&a, &b);
		/* a dateline before it */
		for (size_t i = 0; i < 2; i++)
			other[i] = word();
		memcpy(other + 2, text, WORDS * sizeof(*text));
		make(other, WORDS + 2, &b);
		moved += fingerprint_is_near(&a, &b);
		/* half of it is another text */
		memcpy(other, text, WORDS / 2 * sizeof(*text));
		for (size_t i = WORDS / 2; i < WORDS; i++)
			other[i] = word();
		make(other, WORDS, &b);
		far += fingerprint_is_near(&a, &b);
	}
	ok(near > ROUNDS * 95 / 100, "one word of thirty changed: near (%d of "
	    "%d)", near, ROUNDS);
	ok(moved > ROUNDS * 95 / 100, "two words before it: near (%d)", moved);
	ok(far < ROUNDS / 100, "half of it changed: not (%d)", far);

	fingerprint_write(&a, bytes);
	ok(fingerprint_read((struct str){ bytes, sizeof(bytes) }, &b) &&
	    memcmp(&a, &b, sizeof(a)) == 0, "written and read");
	ok((unsigned char)bytes[0] == a.half[0] >> 56, "... the highest byte "
	    "first");
	ok(!fingerprint_read((struct str){ bytes, 15 }, &b),
	    "a shorter one is none");
	return done_testing();
}
