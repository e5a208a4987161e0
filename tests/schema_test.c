/*
 * schema.h: terms, packed ordinals, paths, field tables.
 */
#include <stdlib.h>

#include "schema.h"
#include "tap.h"

static void
test_terms(void)
{
	static const struct {
		const char *name, *prefix, *value, *want;
	} table[] = {
		{ "a word", "Z", "embassi", "Zembassi" },
		{ "a capital gets a colon", "Q", "A.txt", "Q:A.txt" },
		{ "so does a colon", "Q", ":x", "Q::x" },
		{ "a digit does not", "Q", "1", "Q1" },
		{ "nor a path", "P", "/A", "P/A" },
		{ "nor a capital of another script", "XL", "\xc3\x89",
		    "XL\xc3\x89" },
		{ "nothing", "XA", "", "XA" },
	};
	struct buf got = { 0 };

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		buf_puts(&got, "overwritten");
		schema_term(&got, table[i].prefix, str_of(table[i].value));
		is_str(got.p, table[i].want, "term: %s", table[i].name);
	}
	schema_term(&got, "Z", (struct str){ NULL, 0 });
	is_str(got.p, "Z", "term: of a NULL slice");
	buf_release(&got);
}

static void
test_long_terms(void)
{
	struct buf value = { 0 }, a = { 0 }, b = { 0 };
	char want[TERM_MAX + 1];

	while (value.n < TERM_MAX - 2)
		buf_putc(&value, 'x');
	schema_term(&a, "XA", buf_slice(&value));
	snprintf(want, sizeof(want), "XA%s", value.p);
	is_str(a.p, want, "a term of TERM_MAX bytes stays");
	value.p[0] = 'X';
	schema_term(&a, "XA", buf_slice(&value));
	is_int((intmax_t)a.n, TERM_MAX, "one more, for the colon, is hashed");
	ok(memcmp(a.p, "XA:Xxxx", 7) == 0 && a.p[a.n - 17] == 'x',
	    "... at its tail");
	value.p[0] = 'x';
	buf_puts(&value, "1");
	schema_term(&a, "XA", buf_slice(&value));
	value.p[value.n - 1] = '2';
	schema_term(&b, "XA", buf_slice(&value));
	ok(a.n == TERM_MAX && b.n == TERM_MAX, "both cut to TERM_MAX");
	ok(memcmp(a.p, b.p, TERM_MAX - 16) == 0 && !str_eq(buf_slice(&a),
	    buf_slice(&b)), "what differs after the cut differs in its hash");
	is_int((intmax_t)strspn(a.p + TERM_MAX - 16, "0123456789abcdef"), 16,
	    "... of 16 hexadecimal digits");
	schema_term(&b, "XA", buf_slice(&value));
	value.p[value.n - 1] = '1';
	schema_term(&b, "XA", buf_slice(&value));
	ok(str_eq(buf_slice(&a), buf_slice(&b)),
	    "the same value gives the same term");

	schema_term(&a, "Q", STR_LIT("a\0b"));
	schema_term(&b, "Q", STR_LIT("a\0c"));
	ok(memchr(a.p, '\0', a.n) == NULL && a.n == 2 + 16,
	    "a NUL never gets into a term");
	ok(!str_eq(buf_slice(&a), buf_slice(&b)),
	    "... and what follows it still counts");
	buf_release(&value);
	buf_release(&a);
	buf_release(&b);
}

static void
test_wdf(void)
{
	static const struct {
		unsigned frequency, length, want;
	} table[] = {
		{ 1, 45, 16 },		/* a paragraph of mean length */
		{ 2, 45, 32 },
		{ 1, 0, 64 },
		{ 1, 90, 9 },		/* 16 / 1.75 = 9.14 */
		{ 1, 15, 32 },		/* 16 / 0.5 */
		{ 1, 450, 2 },		/* 16 / 7.75 = 2.06 */
		{ 1, 100000, 1 },
		{ 0, 45, 1 },		/* never 0 */
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		is_int(schema_wdf(table[i].frequency, table[i].length),
		    table[i].want, "wdf of %u in %u words",
		    table[i].frequency, table[i].length);
}

static void
test_pack(void)
{
	static const struct {
		size_t n;
		uint32_t at[5];
		size_t len;
	} table[] = {
		{ 0, { 0 }, 0 },
		{ 1, { 0 }, 1 },
		{ 1, { 126 }, 1 },
		{ 1, { 127 }, 2 },
		{ 3, { 0, 1, 2 }, 3 },
		{ 5, { 3, 200, 201, 70000, 4000000000u }, 12 },
		{ 2, { 0, UINT32_MAX - 1 }, 6 },
	};
	struct buf b = { 0 };

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		uint32_t ordinal = UINT32_MAX;
		struct str rest;
		size_t n = 0;
		bool same = true;

		buf_reset(&b);
		schema_pack(&b, table[i].at, table[i].n);
		is_int((intmax_t)b.n, (intmax_t)table[i].len,
		    "pack: row %zu: bytes", i);
		rest = buf_slice(&b);
		while (schema_unpack(&rest, &ordinal)) {
			same &= n < table[i].n && ordinal == table[i].at[n];
			n++;
		}
		ok(same && n == table[i].n && rest.n == 0,
		    "... there and back");
	}
	buf_release(&b);
}

static void
test_damaged(void)
{
	static const struct {
		const char *name;
		struct str in;
		int good;		/* ordinals before the damage */
	} table[] = {
		{ "nothing", { "", 0 }, 0 },
		{ "a gap of 0", { "\x00\x01", 2 }, 0 },
		{ "a gap of 0 later", { "\x05\x00", 2 }, 1 },
		{ "cut short", { "\x01\x80", 2 }, 1 },
		{ "a gap over 32 bits", { "\xff\xff\xff\xff\x7f", 5 }, 0 },
		{ "a gap over 64 bits", { "\xff\xff\xff\xff\xff\xff\xff\xff"
		    "\xff\x7f", 10 }, 0 },
		{ "past the last ordinal", { "\x05\xff\xff\xff\xff\x0f", 6 },
		    1 },
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		uint32_t ordinal = UINT32_MAX;
		struct str rest = table[i].in;
		int n = 0;

		while (n < 9 && schema_unpack(&rest, &ordinal))
			n++;
		is_int(n, table[i].good, "damaged: %s", table[i].name);
	}
}

static void
test_parents(void)
{
	static const struct {
		const char *path, *want;	/* NULL: none */
	} table[] = {
		{ "Iraq", NULL }, { "", NULL },
		{ "Iraq/Baghdad", "Iraq" },
		{ "Iraq/Baghdad/Green Zone", "Iraq/Baghdad" },
		{ "/x", NULL },
		{ "armed group/militia", "armed group" },
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		struct str parent;
		bool has = schema_parent(str_of(table[i].path), &parent);
		char *copy = has ? str_dup(parent) : NULL;

		is_str(copy, table[i].want, "parent of \"%s\"",
		    table[i].path);
		free(copy);
	}
}

static void
test_tables(void)
{
	static const struct {
		const char *name, *prefix;
		char letter;
		bool is_path;
	} facet[FACETS] = {
		{ "actor", "XA", 'a', false },
		{ "location", "XL", 'l', true },
		{ "org_type", "XO", 'o', true },
	};
	static const struct {
		const char *name;
		enum field_kind kind;
		enum facet facet;
	} field[FIELDS] = {
		{ "title", FIELD_KIND_WORDS, FACETS },
		{ "actor", FIELD_KIND_FACET, FACET_ACTOR },
		{ "location", FIELD_KIND_FACET, FACET_LOCATION },
		{ "org_type", FIELD_KIND_FACET, FACET_ORG_TYPE },
		{ "source", FIELD_KIND_EXACT, FACETS },
		{ "date", FIELD_KIND_DATE, FACETS },
	};

	for (unsigned f = 0; f < FACETS; f++) {
		const struct facet_def *d = &schema_facet[f];

		is_str(d->name, facet[f].name, "facet %u", f);
		is_str(d->prefix, facet[f].prefix, "... its prefix");
		is_int(d->letter, facet[f].letter, "... its letter");
		is_int(d->is_path, facet[f].is_path, "... is it a path");
		is_int(schema_find_facet(str_of(facet[f].name)), f,
		    "... found by name");
	}
	for (unsigned f = 0; f < FIELDS; f++) {
		is_str(schema_field[f].name, field[f].name, "field %u", f);
		is_int(schema_field[f].kind, field[f].kind, "... its kind");
		is_int(schema_field[f].facet, field[f].facet,
		    "... its facet");
		is_int(schema_find_field(str_of(field[f].name)), f,
		    "... found by name");
	}
	is_int(schema_find_facet(str_of("Actor")), FACETS,
	    "names are lower case");
	is_int(schema_find_facet(str_of("act")), FACETS, "... and whole");
	is_int(schema_find_field(str_of("")), FIELD_NONE, "no field");
	is_int(schema_find_field(str_of("titles")), FIELD_NONE,
	    "no such field");
}

int
main(void)
{
	test_terms();
	test_long_terms();
	test_wdf();
	test_pack();
	test_damaged();
	test_parents();
	test_tables();
	return done_testing();
}
