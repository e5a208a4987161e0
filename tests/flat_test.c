/*
 * flat_parse() against jansson: random lines, many of them spoilt.  What it
 * takes, jansson takes too, with the same values; it takes what is usual.
 */
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "flat.h"
#include "clean.h"
#include "tap.h"

static uint64_t seed = 88172645463325252u;

static unsigned
roll(unsigned n)		/* 0 .. n - 1; xorshift64 */
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (unsigned)((seed >> 16) % n);
}

static void
add_string(struct buf *b)
{
	static const char *const piece[] = { "a", "word", " ", "\\\"", "\\\\",
	    "\\n", "\\u00e9", "\\ud83d\\ude00", "\\u0000", "\xc3\xa9", "{",
	    "]", ",", "\\/", "\\t", "id", "\xf0\x9f\x98\x80", "\\b\\f\\r",
	    "\\uffff", "\\u0041" };

	buf_putc(b, '"');
	for (unsigned n = roll(6); n > 0; n--)
		buf_puts(b, piece[roll(sizeof(piece) / sizeof(*piece))]);
	buf_putc(b, '"');
}

static void
add_value(struct buf *b)
{
	static const char *const other[] = { "null", "true", "false", "0",
	    "-1", "12345", "123456789012345678", "[]", "[ ]", "1.5", "1e3",
	    "-0", "007", "{}", "[1]", "9223372036854775808", "[[]]", "nul",
	    "-", "0x1" };
	unsigned n;

	switch (roll(4)) {
	case 0:
		buf_puts(b, other[roll(roll(3) > 0 ? 9 :
		    sizeof(other) / sizeof(*other))]);
		break;
	case 1:
		buf_putc(b, '[');
		for (n = roll(12); n > 0; n--) {
			add_string(b);
			if (n > 1)
				buf_puts(b, roll(2) ? "," : " ,\t");
		}
		buf_putc(b, ']');
		break;
	default:
		add_string(b);
		break;
	}
}

static void
make_line(struct buf *b)
{
	static const char *const name[] = { "\"id\"", "\"text\"", "\"x\"",
	    "\"\"", "\"i\\u0064\"" };
	unsigned n = roll(7);

	buf_reset(b);
	buf_putc(b, '{');
	for (unsigned i = 0; i < n; i++) {
		buf_puts(b, i > 0 ? ", " : "");
		buf_puts(b, name[roll(sizeof(name) / sizeof(*name))]);
		buf_puts(b, roll(2) ? ":" : " : ");
		add_value(b);
	}
	buf_putc(b, '}');
	if (roll(3) == 0 && b->n > 2)	/* spoil it */
		b->p[roll((unsigned)b->n)] = "{}[]\",:\\ux0 \t"[roll(13)];
	if (roll(20) == 0)
		b->n = roll((unsigned)b->n);
}

static bool
is_same_string(struct str s, const json_t *j)
{
	return json_is_string(j) && str_eq(s, (struct str){
	    json_string_value(j), json_string_length(j) });
}

static bool
is_same(struct flat_value v, const json_t *j)
{
	char digits[32];

	switch (v.kind) {
	case FLAT_NONE:
		return j == NULL || json_is_null(j);
	case FLAT_STRING:
		return is_same_string(v.s, j);
	case FLAT_STRINGS:
		if (!json_is_array(j) || json_array_size(j) != v.n)
			return false;
		for (size_t i = 0; i < v.n; i++)
			if (!is_same_string(v.at[i], json_array_get(j, i)))
				return false;
		return true;
	case FLAT_INTEGER:
		snprintf(digits, sizeof(digits), "%lld",
		    (long long)json_integer_value(j));
		return json_is_integer(j) && str_is(v.s, digits);
	case FLAT_OTHER:
		return json_is_boolean(j);
	}
	return false;
}

int
main(void)
{
	static struct flat flat;
	struct arena arena = { 0 };
	struct buf line = { 0 };
	unsigned taken = 0, both = 0, wrong = 0;

	for (unsigned i = 0; i < 100000; i++) {
		json_t *root;
		bool is_flat;

		make_line(&line);
		if (!clean_is_utf8(buf_slice(&line)))
			continue;
		arena_reset(&arena);
		is_flat = flat_parse(&flat, &arena, buf_slice(&line));
		root = json_loadb(line.p, line.n, JSON_ALLOW_NUL, NULL);
		taken += is_flat;
		both += root != NULL;
		if (is_flat && (!json_is_object(root) ||
		    !is_same(flat_find(&flat, "id"),
		    json_object_get(root, "id")) ||
		    !is_same(flat_find(&flat, "text"),
		    json_object_get(root, "text")))) {
			if (wrong++ < 5)
				printf("# %.*s\n", STR_ARG(buf_slice(&line)));
		}
		json_decref(root);
	}
	is_int(wrong, 0, "whatever it takes, jansson reads the same");
	ok(taken > 30000 && taken <= both, "it takes %u lines of %u", taken,
	    both);
	arena_release(&arena);
	buf_release(&line);
	return done_testing();
}
