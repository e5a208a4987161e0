/*
 * json.h: writing JSON, judged by rows and by jansson.
 */
#include <stdlib.h>

#include <jansson.h>

#include "json.h"
#include "tap.h"

static void
test_strings(void)
{
	static const struct {
		const char *name;
		struct str in;
		const char *want;
	} table[] = {
		{ "empty", { "", 0 }, "\"\"" },
		{ "plain", { "a b~", 4 }, "\"a b~\"" },
		{ "quote", { "a\"b", 3 }, "\"a\\\"b\"" },
		{ "backslash", { "a\\b", 3 }, "\"a\\\\b\"" },
		{ "only special", { "\"\\\"", 3 }, "\"\\\"\\\\\\\"\"" },
		{ "solidus", { "a/b", 3 }, "\"a/b\"" },
		{ "line feed", { "a\nb", 3 }, "\"a\\nb\"" },
		{ "tab", { "\t", 1 }, "\"\\u0009\"" },
		{ "escape", { "\033[1m", 4 }, "\"\\u001b[1m\"" },
		{ "DEL", { "\177", 1 }, "\"\\u007f\"" },
		{ "NUL", { "a\0b", 3 }, "\"a\\u0000b\"" },
		{ "UTF-8", { "\xc3\xa9\xf0\x9f\x98\x80", 6 },
		    "\"\xc3\xa9\xf0\x9f\x98\x80\"" },
	};
	struct buf b = { 0 };

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		buf_reset(&b);
		json_add_str(&b, table[i].in);
		is_str(b.p, table[i].want, "string: %s", table[i].name);
	}
	buf_reset(&b);
	json_add_str(&b, (struct str){ NULL, 0 });
	is_str(b.p, "\"\"", "string: NULL");
	buf_reset(&b);
	buf_puts(&b, "x:");
	json_add_str_or_null(&b, (struct str){ NULL, 0 });
	json_add_str_or_null(&b, STR_LIT("a"));
	is_str(b.p, "x:null\"a\"", "null for an empty one; appended");
	buf_release(&b);
}

/* Every ASCII character at once, read back by another's parser. */
static void
test_jansson(void)
{
	struct buf b = { 0 };
	char all[128];
	json_t *j;

	for (int i = 0; i < 128; i++)
		all[i] = (char)i;
	json_add_str(&b, (struct str){ all, sizeof(all) });
	j = json_loadb(b.p, b.n, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
	ok(j != NULL && json_string_length(j) == sizeof(all) &&
	    memcmp(json_string_value(j), all, sizeof(all)) == 0,
	    "jansson reads back all of ASCII");
	json_decref(j);
	buf_release(&b);
}

static void
test_lists(void)
{
	const struct str list[] = { STR_LIT("a"), STR_LIT(""),
	    STR_LIT("b\"") };
	struct buf b = { 0 };

	json_add_list(&b, NULL, 0);
	json_add_list(&b, list, 1);
	json_add_list(&b, list, 3);
	is_str(b.p, "[][\"a\"][\"a\",\"\",\"b\\\"\"]",
	    "lists of none, one, three");
	buf_release(&b);
}

int
main(void)
{
	test_strings();
	test_jansson();
	test_lists();
	return done_testing();
}
