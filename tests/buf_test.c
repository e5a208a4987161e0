/*
 * buf.h: slices, buffers, varints, arenas.
 */
#include <stdlib.h>

#include "buf.h"
#include "tap.h"

static void
test_str(void)
{
	const struct str none = { NULL, 0 }, empty = STR_LIT("");
	struct str s;
	char *copy;

	ok(str_of(NULL).p == NULL && str_of(NULL).n == 0, "str_of(NULL)");
	is_int((intmax_t)str_of("abc").n, 3, "str_of");
	ok(str_eq(none, empty), "NULL equals the empty slice");
	ok(str_eq(STR_LIT("a\0b"), STR_LIT("a\0b")), "equal with a NUL");
	ok(!str_eq(STR_LIT("a\0b"), STR_LIT("a\0c")), "differ after a NUL");
	ok(!str_eq(STR_LIT("ab"), STR_LIT("abc")), "differ in length");
	ok(str_is(STR_LIT("ab"), "ab") && !str_is(STR_LIT("ab"), "a"),
	    "str_is");
	ok(str_starts(STR_LIT("abc"), "ab") && str_starts(none, "") &&
	    !str_starts(STR_LIT("a"), "ab") &&
	    !str_starts(STR_LIT("acb"), "ab"), "str_starts");
	ok(str_ends(STR_LIT("abc"), "bc") && str_ends(none, "") &&
	    !str_ends(STR_LIT("c"), "bc") &&
	    !str_ends(STR_LIT("bac"), "bc"), "str_ends");
	ok(str_cmp(STR_LIT("a"), STR_LIT("ab")) < 0 &&
	    str_cmp(STR_LIT("b"), STR_LIT("ab")) > 0 &&
	    str_cmp(none, empty) == 0 &&
	    str_cmp(STR_LIT("\xc3"), STR_LIT("z")) > 0,
	    "str_cmp: by bytes, shorter first");
	s = str_trim(STR_LIT(" \t\r\n a b \v\f"));
	ok(str_is(s, "a b"), "str_trim");
	is_int((intmax_t)str_trim(STR_LIT(" \n ")).n, 0, "str_trim: all");
	is_int((intmax_t)str_trim(none).n, 0, "str_trim: NULL");
	copy = str_dup(STR_LIT("abc"));
	is_str(copy, "abc", "str_dup");
	free(copy);
	copy = str_dup(none);
	is_str(copy, "", "str_dup: NULL");
	free(copy);
}

static void
test_cut(void)
{
	static const struct {
		const char *text, *want;	/* parts, each in [] */
	} table[] = {
		{ NULL, "" }, { "", "[]" }, { "a", "[a]" },
		{ "a,b", "[a][b]" }, { "a,", "[a][]" }, { ",a", "[][a]" },
		{ ",", "[][]" }, { "a,,b", "[a][][b]" },
	};
	struct buf got = { 0 };

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		struct str rest = str_of(table[i].text), part;

		buf_reset(&got);
		buf_puts(&got, "");
		while (str_cut(&rest, ',', &part))
			buf_printf(&got, "[%.*s]", STR_ARG(part));
		is_str(got.p, table[i].want, "cut: row %zu", i);
		ok(!str_cut(&rest, ',', &part), "... and no more");
	}
	buf_release(&got);
}

static void
test_hash(void)
{
	static uint64_t (*const hash[])(const void *, size_t, uint64_t) = {
		hash64, hash_local };
	char text[41] = "0123456789abcdefghijklmnopqrstuvwxyz....";
	unsigned differ = 0;

	for (int i = 0; i < 2; i++) {
		ok(hash[i]("ab", 2, 0) != hash[i]("ba", 2, 0), "hash: order");
		ok(hash[i]("ab", 2, 0) != hash[i]("ab", 2, 1), "hash: seed");
		ok(hash[i]("a\0", 2, 0) != hash[i]("a", 1, 0), "hash: NUL");
		ok(hash[i]("ab", 2, 7) == hash[i]("abc", 2, 7), "hash: n bytes");
		for (size_t n = 0; n < 40; n++) {
			uint64_t before = hash[i](text, 40, 0);

			text[n]++;
			differ += hash[i](text, 40, 0) != before;
		}
	}
	ok(differ == 80, "hash: each byte");
	/*
	 * Hashes are stored (SLOT_ARTICLE, overlong terms): fmix64 of
	 * FNV-1a's published offset basis and of its value for "a".
	 */
	ok(hash64("", 0, 0) == UINT64_C(0xefd01f60ba992926),
	    "hash: of nothing");
	ok(hash64("a", 1, 0) == UINT64_C(0x82a2a958a9bece5b),
	    "hash: of \"a\"");
}

static void
test_buf(void)
{
	struct buf b = { 0 };
	struct str slice;
	bool same = true;

	buf_reset(&b);
	ok(b.p == NULL && b.n == 0, "reset of a new buffer");
	buf_add(&b, NULL, 0);
	is_str(b.p, "", "adding nothing terminates");
	buf_puts(&b, "ab");
	buf_putc(&b, 'c');
	buf_str(&b, STR_LIT("de"));
	buf_printf(&b, "%d%s", 42, "");
	is_str(b.p, "abcde42", "everything appends");
	is_int((intmax_t)b.n, 7, "... and counts");
	buf_printf(&b, "%s", "");
	is_str(b.p, "abcde42", "an empty format adds nothing");
	slice = buf_slice(&b);
	ok(slice.p == b.p && slice.n == b.n, "slice");
	buf_reset(&b);
	is_str(b.p, "", "reset terminates");
	buf_add(&b, "a\0b", 3);
	is_int((intmax_t)b.n, 3, "NUL counts");
	buf_reset(&b);
	for (int i = 0; i < 100000; i++)
		buf_putc(&b, (char)('a' + i % 26));
	for (int i = 0; i < 100000; i++)
		same &= b.p[i] == 'a' + i % 26;
	ok(same && b.n == 100000 && b.p[b.n] == '\0', "growing keeps all");
	buf_reset(&b);
	buf_printf(&b, "%5000d", 7);
	ok(b.n == 5000 && b.p[4999] == '7', "a long format");
	buf_release(&b);
	ok(b.p == NULL && b.n == 0 && b.cap == 0, "release");
}

static void
test_varint(void)
{
	static const struct {
		uint64_t value;
		size_t len;
	} table[] = {
		{ 0, 1 }, { 1, 1 }, { 127, 1 }, { 128, 2 }, { 16383, 2 },
		{ 16384, 3 }, { UINT32_MAX, 5 }, { INT64_MAX, 9 },
		{ (uint64_t)1 << 63, 10 }, { UINT64_MAX, 10 },
	};
	static const struct {
		const char *name;
		struct str in;
	} bad[] = {
		{ "nothing", { "", 0 } },
		{ "cut short", { "\x80", 1 } },
		{ "cut short after nine", { "\xff\xff\xff\xff\xff\xff\xff"
		    "\xff\xff", 9 } },
		{ "65 bits", { "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02",
		    10 } },
		{ "70 bits", { "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f",
		    10 } },
		{ "eleven bytes", { "\x80\x80\x80\x80\x80\x80\x80\x80\x80"
		    "\x80\x00", 11 } },
	};
	struct buf b = { 0 };
	struct str rest;
	uint64_t v;

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		buf_reset(&b);
		buf_varint(&b, table[i].value);
		is_int((intmax_t)b.n, (intmax_t)table[i].len,
		    "varint %" PRIu64 ": length", table[i].value);
		rest = buf_slice(&b);
		ok(str_varint(&rest, &v) && v == table[i].value &&
		    rest.n == 0, "... there and back");
		rest = buf_slice(&b);
		rest.n--;
		ok(!str_varint(&rest, &v), "... refused without its end");
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		rest = bad[i].in;
		ok(!str_varint(&rest, &v), "varint refused: %s", bad[i].name);
	}
	buf_release(&b);
}

static void
test_field(void)
{
	struct buf b = { 0 };
	struct str rest, a, c;

	buf_field(&b, STR_LIT("abc"));
	buf_field(&b, STR_LIT(""));
	rest = buf_slice(&b);
	ok(str_field(&rest, &a) && str_is(a, "abc") &&
	    str_field(&rest, &c) && c.n == 0 && rest.n == 0,
	    "fields there and back");
	ok(!str_field(&rest, &a), "no third field");
	rest = STR_LIT("\x04" "abc");
	ok(!str_field(&rest, &a), "a field longer than what is there");
	rest = STR_LIT("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01");
	ok(!str_field(&rest, &a), "a field of 2^64 - 1 bytes");
	buf_release(&b);
}

static void
test_arrays(void)
{
	struct { int *at; size_t n, cap; } v = { NULL, 0, 0 };
	bool same = true;
	int *zero = mem_alloc(0, 8);

	for (int i = 0; i < 1000; i++) {
		ARRAY_GROW(v.at, v.n, v.cap);
		v.at[v.n++] = i;
	}
	for (int i = 0; i < 1000; i++)
		same &= v.at[i] == i;
	ok(same && v.cap >= v.n, "an array grows");
	free(v.at);
	ok(zero != NULL, "mem_alloc(0) gives memory");
	free(zero);
	zero = mem_alloc(4, sizeof(*zero));
	ok(zero[0] == 0 && zero[3] == 0, "mem_alloc() zeroes");
	free(zero);
}

static void
test_arena(void)
{
	struct arena a = { 0 };
	struct str s[1000];
	bool same = true, aligned = true;
	char *big;

	for (int i = 0; i < 1000; i++) {
		char text[200];

		memset(text, 'a' + i % 26, sizeof(text));
		s[i] = arena_str(&a, (struct str){ text,
		    (size_t)(i % 200) });
		aligned &= (uintptr_t)s[i].p % _Alignof(max_align_t) == 0;
	}
	for (int i = 0; i < 1000; i++) {
		same &= s[i].n == (size_t)(i % 200) && s[i].p[s[i].n] == '\0';
		for (size_t j = 0; j < s[i].n; j++)
			same &= s[i].p[j] == 'a' + i % 26;
	}
	ok(same, "what an arena holds stays, with a NUL after it");
	ok(aligned, "... and is aligned");
	big = arena_alloc(&a, 3 << 20);
	memset(big, 'x', 3 << 20);
	ok(arena_alloc(&a, 1) != NULL, "something after a large block");
	arena_reset(&a);
	ok(str_is(arena_str(&a, STR_LIT("again")), "again"), "reset and on");
	arena_release(&a);
	ok(a.first == NULL && a.last == NULL, "release");
	arena_reset(&a);
	big = arena_alloc(&a, 3 << 20);
	memset(big, 'x', 3 << 20);
	arena_reset(&a);
	ok(a.first == NULL, "reset gives a large first block back");
	is_int((intmax_t)arena_str(&a, (struct str){ NULL, 0 }).n, 0,
	    "an empty copy");
	arena_release(&a);
}

int
main(void)
{
	test_str();
	test_cut();
	test_hash();
	test_buf();
	test_varint();
	test_field();
	test_arrays();
	test_arena();
	return done_testing();
}
