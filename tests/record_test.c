/*
 * record.h: what a document stores, there and back and damaged.
 */
#include <stdlib.h>

#include "record.h"
#include "tap.h"

static bool
same_lists(const struct record *a, const struct record *b)
{
	for (int f = 0; f < FACETS; f++) {
		if (a->value_n[f] != b->value_n[f])
			return false;
		for (size_t i = 0; i < a->value_n[f]; i++)
			if (!str_eq(a->value[f][i], b->value[f][i]) ||
			    a->rule[f][i] != b->rule[f][i])
				return false;
	}
	for (int f = 0; f < GIVEN_KINDS; f++) {
		if (a->given_n[f] != b->given_n[f])
			return false;
		for (size_t i = 0; i < a->given_n[f]; i++)
			if (!str_eq(a->given[f][i], b->given[f][i]))
				return false;
	}
	return true;
}

static bool
same(const struct record *a, const struct record *b)
{
	return str_eq(a->article, b->article) &&
	    a->paragraph == b->paragraph && str_eq(a->title, b->title) &&
	    str_eq(a->date, b->date) && str_eq(a->source, b->source) &&
	    str_eq(a->url, b->url) && str_eq(a->path, b->path) &&
	    str_eq(a->file, b->file) && str_eq(a->text, b->text) &&
	    same_lists(a, b);
}

/* read a copy that ends where the memory ends, so that ASan sees an overrun */
static bool
read_tight(struct record *r, struct arena *a, struct str data, char **copy)
{
	*copy = malloc(data.n != 0 ? data.n : 1);
	memcpy(*copy, data.p, data.n);
	return record_read(r, a, (struct str){ *copy, data.n });
}

static void
check(const char *name, const struct record *want)
{
	struct buf b = { 0 };
	struct arena a = { 0 };
	struct record got;
	size_t taken = 0;
	char *copy;

	record_write(&b, want);
	ok(read_tight(&got, &a, buf_slice(&b), &copy) && same(&got, want),
	    "%s: there and back", name);
	free(copy);
	for (size_t n = 0; n < b.n; n++) {
		taken += read_tight(&got, &a, (struct str){ b.p, n }, &copy);
		free(copy);
	}
	is_int((intmax_t)taken, 0, "%s: none of %zu truncations is taken",
	    name, b.n);
	buf_putc(&b, '\0');
	ok(!record_read(&got, &a, buf_slice(&b)),
	    "%s: refused with something after it", name);
	buf_release(&b);
	arena_release(&a);
}

/* Every byte set to every value: anything may come out, but in bounds. */
static void
test_damage(const struct record *r)
{
	struct buf b = { 0 };
	struct arena a = { 0 };
	struct record got;
	size_t inside = 0, taken = 0;
	char *copy;

	record_write(&b, r);
	for (size_t i = 0; i < b.n; i++) {
		const char old = b.p[i];

		for (int c = 0; c < 256; c++) {
			b.p[i] = (char)c;
			arena_reset(&a);
			if (read_tight(&got, &a, buf_slice(&b), &copy)) {
				taken++;
				inside += got.article.p >= copy &&
				    got.text.p + got.text.n <= copy + b.n;
			}
			free(copy);
		}
		b.p[i] = old;
	}
	ok(taken > b.n && inside == taken,
	    "damaged bytes: %zu records read, all within their data", taken);
	buf_release(&b);
	arena_release(&a);
}

int
main(void)
{
	struct str actor[] = { STR_LIT("Lloyd Austin"), STR_LIT("Reuters") };
	struct str location[] = { STR_LIT("Iraq/Baghdad/Green Zone") };
	uint8_t actor_rule[] = { RULE_GIVEN, RULES - 1 };
	uint8_t location_rule[] = { RULE_GAZETTEER };
	struct str given[] = { STR_LIT(""), STR_LIT("G\xc3\xbcl") };
	struct record empty = { .paragraph = 0 };
	struct record full = {
		.article = STR_LIT("wire.jsonl:12"), .paragraph = 300,
		.title = STR_LIT("A title"), .date = STR_LIT("2023-12-08"),
		.source = STR_LIT("Reuters"), .url = STR_LIT("http://x/"),
		.path = STR_LIT("wire.jsonl"), .file = STR_LIT("/a/wire.jsonl"),
		.text = STR_LIT("Some text with \xc2\xa7 in it."),
		.value = { actor, location, NULL }, .value_n = { 2, 1, 0 },
		.rule = { actor_rule, location_rule, NULL },
		.given = { NULL, NULL, given }, .given_n = { 0, 0, 2 },
	};
	struct record names = full, huge = full;
	struct arena a = { 0 };
	struct record got;
	struct buf text = { 0 }, odd = { 0 };

	check("empty", &empty);
	check("full", &full);
	names.given[GIVEN_LOCATION] = location;
	names.given_n[GIVEN_LOCATION] = 1;
	check("with names", &names);
	huge.paragraph = UINT32_MAX;
	for (int i = 0; i < 1000; i++)
		buf_puts(&text, "0123456789");
	huge.text = buf_slice(&text);
	check("large", &huge);
	actor_rule[1] = RULES;
	buf_reset(&text);
	record_write(&text, &full);
	ok(!record_read(&got, &a, buf_slice(&text)), "a rule that is none");
	actor_rule[1] = RULES - 1;
	test_damage(&full);

	/* a path may be anything, what is printed may not */
	names.file = STR_LIT("/a/\033[31m.txt");
	check("with an odd path", &names);
	names.title = STR_LIT("A\033[31m");
	record_write(&odd, &names);
	ok(!record_read(&got, &a, buf_slice(&odd)),
	    "an escape sequence is damage");
	buf_release(&odd);

	/* nine empty fields and a list that claims 2^40 items */
	ok(!record_read(&got, &a,
	    STR_LIT("\0\0\0\0\0\0\0\0\0\x80\x80\x80\x80\x80\x20")),
	    "a list longer than the data asks for no memory");
	arena_release(&a);
	buf_release(&text);
	return done_testing();
}
