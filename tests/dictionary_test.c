/*
 * dictionary.h: keys and lists of names.
 */
#include "dictionary.h"
#include "tap.h"

static void
test_keys(void)
{
	static const struct {
		enum facet facet;
		const char *name, *want;
	} table[] = {
		{ FACET_ACTOR, "Lloyd Austin", "name:a:lloyd austin" },
		{ FACET_ACTOR, "lloyd  AUSTIN ", "name:a:lloyd austin" },
		{ FACET_LOCATION, "Iraq/Baghdad", "name:l:iraq/baghdad" },
		{ FACET_LOCATION, "C\xc3\xb4te d\xe2\x80\x99Ivoire",
		    "name:l:cote d'ivoire" },
		{ FACET_ORG_TYPE, "Militia", "name:o:militia" },
	};
	struct buf key = { 0 }, name = { 0 };

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		dictionary_name_key(&key, table[i].facet,
		    str_of(table[i].name));
		is_str(key.p, table[i].want, "name key: row %zu", i);
	}
	for (int i = 0; i < 300; i++)
		buf_putc(&name, 'x');
	dictionary_name_key(&key, FACET_ACTOR, buf_slice(&name));
	is_int((intmax_t)key.n, TERM_MAX, "the key of a long name is cut");
	dictionary_count_key(&key, FACET_LOCATION);
	is_str(key.p, "values:l", "count key");
	dictionary_block_key(&key, FACET_ORG_TYPE, 12);
	is_str(key.p, "values:o:12", "block key");
	buf_release(&key);
	buf_release(&name);
}

static void
test_lists(void)
{
	static const struct {
		enum name_kind kind;
		uint32_t ordinal;
	} entry[] = {
		{ NAME_VALUE, 0 }, { NAME_ALIAS, 127 }, { NAME_PART, 128 },
		{ NAME_ALIAS, UINT32_MAX },
	};
	const size_t n = sizeof(entry) / sizeof(entry[0]);
	static const struct {
		const char *name;
		struct str in;
	} bad[] = {
		{ "nothing", { "", 0 } },
		{ "a kind only", { "v", 1 } },
		{ "an ordinal cut short", { "v\x80", 2 } },
		{ "an ordinal over 32 bits", { "v\xff\xff\xff\xff\x7f", 6 } },
	};
	struct buf list = { 0 };
	struct str rest;
	enum name_kind kind;
	uint32_t ordinal;

	for (size_t i = 0; i < n; i++)
		dictionary_add(&list, entry[i].kind, entry[i].ordinal);
	rest = buf_slice(&list);
	for (size_t i = 0; i < n; i++)
		ok(dictionary_next(&rest, &kind, &ordinal) &&
		    kind == entry[i].kind && ordinal == entry[i].ordinal,
		    "list: entry %zu", i);
	ok(!dictionary_next(&rest, &kind, &ordinal), "list: its end");
	rest = STR_LIT("p\x05");
	ok(dictionary_next(&rest, &kind, &ordinal) && kind == NAME_PART &&
	    ordinal == 5 && rest.n == 0, "list: of one");
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		rest = bad[i].in;
		ok(!dictionary_next(&rest, &kind, &ordinal),
		    "list refused: %s", bad[i].name);
	}
	buf_release(&list);
}

int
main(void)
{
	test_keys();
	test_lists();
	return done_testing();
}
