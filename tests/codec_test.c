/*
 * codec.h: records compressed, and what comes back of bytes that are none.
 */
#include <stdlib.h>
#include <string.h>

#include "codec.h"
#include "tap.h"

/* Some record of news, always the same one for a number. */
static struct str
record(struct buf *out, unsigned i)
{
	static const char *const word[] = { "minister", "said", "oil",
	    "prices", "rose", "government", "the", "in", "Baghdad", "army" };
	unsigned x = i * 2654435761u + 1;

	buf_reset(out);
	buf_printf(out, "\016article%06u:1\tTitle of it\n2021-01-%02u", i,
	    1 + i % 28);
	for (unsigned k = 0; k < 20 + i % 30; k++) {
		x = x * 1103515245u + 12345;
		buf_printf(out, " %s", word[(x >> 16) % 10]);
	}
	return buf_slice(out);
}

static void
train(struct codec **c, unsigned n)
{
	struct buf all = { 0 }, one = { 0 };
	size_t *size = mem_alloc(n, sizeof(*size));

	for (unsigned i = 0; i < n; i++) {
		struct str r = record(&one, i);

		size[i] = r.n;
		buf_str(&all, r);
	}
	codec_new(c, (struct str){ "", 0 });
	codec_train(*c, buf_slice(&all), size, n);
	free(size);
	buf_release(&all);
	buf_release(&one);
}

static bool
is_back(struct codec *to, struct codec *from, struct str r, size_t *n)
{
	struct buf data = { 0 }, back = { 0 };
	bool same;

	codec_encode(to, &data, r);
	*n += data.n;
	same = codec_decode(from, &back, buf_slice(&data)) &&
	    str_eq(buf_slice(&back), r) && data.n <= r.n;
	buf_release(&data);
	buf_release(&back);
	return same;
}

static void
test_there_and_back(void)
{
	struct codec *c, *again, *none;
	struct buf one = { 0 }, large = { 0 };
	size_t in = 0, out = 0, plain = 0;
	bool same = true, same_none = true;

	train(&c, 500);
	ok(codec_dictionary(c).n > 1000, "a dictionary is made of 500");
	codec_new(&again, codec_dictionary(c));
	codec_new(&none, (struct str){ "", 0 });
	for (unsigned i = 0; i < 1000; i++) {
		struct str r = record(&one, i * 7);

		in += r.n;
		same &= is_back(c, again, r, &out);
		same_none &= is_back(none, again, r, &plain);
	}
	ok(same, "what one encodes another decodes");
	ok(out * 2 < in, "in less than half the bytes");
	ok(same_none && plain == in, "without a dictionary as it is");
	ok(is_back(c, c, (struct str){ "x", 1 }, &out), "a byte");
	ok(is_back(c, c, (struct str){ "", 0 }, &out), "nothing");
	for (unsigned i = 0; i < 20000; i++)
		buf_str(&large, record(&one, i));
	ok(is_back(c, again, buf_slice(&large), &out), "a large one");
	codec_free(c);
	codec_free(again);
	codec_free(none);
	buf_release(&one);
	buf_release(&large);
}

static void
test_few(void)
{
	struct codec *c;

	train(&c, 10);
	is_int((intmax_t)codec_dictionary(c).n, 0,
	    "ten records make no dictionary");
	codec_free(c);
	train(&c, 0);
	is_int((intmax_t)codec_dictionary(c).n, 0, "none make none");
	codec_free(c);
}

/* Whatever the bytes are, an answer, and no more memory than they justify. */
static void
test_damage(void)
{
	struct codec *c, *none, *other;
	struct buf one = { 0 }, data = { 0 }, back = { 0 }, bad = { 0 };
	bool refused = true;

	train(&c, 300);
	codec_new(&none, (struct str){ "", 0 });
	codec_new(&other, (struct str){ "no dictionary of ours", 21 });
	codec_encode(c, &data, record(&one, 3));
	ok(data.p[0] == '\0', "compressed");
	ok(!codec_decode(none, &back, buf_slice(&data)),
	    "without its dictionary it is refused");
	for (size_t n = 1; n < data.n; n++)
		refused &= !codec_decode(c, &back, (struct str){ data.p, n });
	ok(refused, "cut short it is refused");
	for (size_t i = 1; i < data.n; i++)
		for (int bit = 0; bit < 8; bit++) {
			buf_reset(&bad);
			buf_str(&bad, buf_slice(&data));
			bad.p[i] = (char)(bad.p[i] ^ 1 << bit);
			if (codec_decode(c, &back, buf_slice(&bad)))
				refused &= back.n < 1 << 20;
			(void)codec_decode(other, &back, buf_slice(&bad));
		}
	ok(refused, "changed bytes are refused, or a record that may be one");
	codec_free(c);
	codec_free(none);
	codec_free(other);
	buf_release(&one);
	buf_release(&data);
	buf_release(&back);
	buf_release(&bad);
}

int
main(void)
{
	test_there_and_back();
	test_few();
	test_damage();
	return done_testing();
}
