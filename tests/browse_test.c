/*
 * What a session asks and its history, its keys, and text in columns.
 */
#include <curses.h>
#include <locale.h>
#include <stdlib.h>

#include "keys.h"
#include "state.h"
#include "tap.h"
#include "wrap.h"

static const struct request nothing;

static void
type(struct state *s, const char *text)
{
	for (; *text != '\0'; text++)
		state_type(s, *text);
}

static void
start(struct state *s, const char *query)
{
	struct request rq = nothing;

	rq.query = str_of(query);
	state_init(s, &rq);
}

static void
test_typing(void)
{
	struct state s;

	start(&s, "");
	type(&s, "embassy attack");
	is_str(s.now.query.p, "embassy attack", "letters make a query");
	ok(state_undo(&s), "there is something to take back");
	is_str(s.now.query.p, "embassy ", "a word is one step");
	state_undo(&s);
	is_str(s.now.query.p, "", "and the word before another");
	ok(!state_undo(&s), "then nothing is left");
	type(&s, "abc");
	state_erase(&s);
	state_erase(&s);
	is_str(s.now.query.p, "a", "erasing");
	state_undo(&s);
	is_str(s.now.query.p, "abc", "is one step, too");
	state_home(&s);
	type(&s, "x");
	is_str(s.now.query.p, "xabc", "insert at the beginning");
	state_delete(&s);
	is_str(s.now.query.p, "xbc", "delete under the cursor");
	state_delete(&s);
	state_delete(&s);
	state_delete(&s);
	is_str(s.now.query.p, "x", "no further than the end");
	state_release(&s);
}

static void
test_editing(void)
{
	struct state s;

	start(&s, "na\xc3\xafve caf\xc3\xa9");
	state_erase(&s);
	is_str(s.now.query.p, "na\xc3\xafve caf", "a letter of two bytes");
	state_left(&s);
	state_left(&s);
	state_erase(&s);
	is_str(s.now.query.p, "na\xc3\xafve af", "in the middle");
	state_end(&s);
	state_erase_word(&s);
	is_str(s.now.query.p, "na\xc3\xafve ", "the word before");
	state_left(&s);
	state_left(&s);
	state_left(&s);
	state_left(&s);
	state_right(&s);
	state_erase(&s);
	is_str(s.now.query.p, "nave ", "to the right over two bytes");
	state_end(&s);
	state_erase_word(&s);
	is_str(s.now.query.p, "", "with the blank behind it");
	state_erase_word(&s);
	state_erase(&s);
	state_erase_line(&s);
	state_left(&s);
	is_str(s.now.query.p, "", "nothing to erase is no harm");
	state_set_query(&s, STR_LIT("other words"));
	state_type(&s, 0x4e2d);
	is_str(s.now.query.p, "other words\xe4\xb8\xad", "a new query");
	state_erase_line(&s);
	is_str(s.now.query.p, "", "the line");
	state_undo(&s);
	state_undo(&s);
	is_str(s.now.query.p, "other words", "steps back");
	state_release(&s);
}

static void
test_selecting(void)
{
	const char *names[] = { "ISIS" };
	struct request rq = nothing;
	struct facet_value value = { STR_LIT("Islamic State"), 7, true };
	struct result result = { .facet = { { &value, 1, 1 } } };
	struct asked asked;
	struct state s;

	rq.selected[FACET_ACTOR] = (struct strings){ names, 1 };
	rq.since = "2001";
	state_init(&s, &rq);
	state_resolve(&s, &result);
	is_str(s.now.picked[FACET_ACTOR].at[0], "Islamic State",
	    "a value goes by its name in the index");
	is_int((intmax_t)s.n, 0, "which is no step");
	state_toggle(&s, FACET_LOCATION, STR_LIT("Iraq"));
	state_toggle(&s, FACET_ACTOR, STR_LIT("Islamic State"));
	ok(state_ask(&s, &rq, false, &asked), "ask");
	is_int((intmax_t)asked.rq.selected[FACET_ACTOR].n, 0, "removed");
	is_int((intmax_t)asked.rq.selected[FACET_LOCATION].n, 1, "added");
	is_str(asked.rq.selected[FACET_LOCATION].at[0], "Iraq", "its name");
	is_str(asked.rq.since, "2001", "the date stays");
	asked_release(&asked);
	state_toggle_period(&s, "2003-05");
	is_str(s.now.since, "2003-05", "a month");
	is_str(s.now.until, "2003-05", "only");
	state_toggle_period(&s, "2003-05");
	is_str(s.now.since, "", "and no longer");
	state_clear(&s);
	is_int((intmax_t)s.now.picked[FACET_LOCATION].n, 0, "clear");
	for (int i = 0; i < 4; i++)
		state_undo(&s);
	is_int((intmax_t)s.now.picked[FACET_LOCATION].n, 1,
	    "undo restores a selection");
	state_undo(&s);
	is_str(s.now.picked[FACET_ACTOR].at[0], "Islamic State",
	    "and the first of them");
	state_toggle_group(&s);
	ok(s.now.group, "group");
	for (int i = 0; i < 4; i++)
		state_next_sort(&s);
	is_int(s.now.sort, SORT_DEFAULT, "four orders");
	state_release(&s);
}

static void
test_history(void)
{
	struct state s;
	size_t n = 0;

	start(&s, "");
	for (int i = 0; i < STATE_HISTORY + 50; i++)
		state_toggle_group(&s);
	while (state_undo(&s))
		n++;
	is_int((intmax_t)n, STATE_HISTORY, "the history has an end");
	state_release(&s);
}

static void
test_prefix(void)
{
	static const struct {
		const char *typed, *asked;
	} cases[] = {
		{ "embas", "embas*" },
		{ "two  wor", "two wor*" },
		{ "-embas", "-embas*" },
		{ "(a OR emb", "(a OR emb*" },
		{ "\"a b\" emb", "\"a b\" emb*" },
		{ "\xc3\xa9t\xc3\xa9", "\xc3\xa9t\xc3\xa9*" },
		{ "em", NULL },
		{ "\xc3\xa9t", NULL },
		{ "embas ", NULL },
		{ "embas*", NULL },
		{ "\"white hous", NULL },
		{ "title:emb", NULL },
		{ "a NEAR", NULL },
		{ "", NULL },
	};
	struct asked asked;
	struct state s;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		bool is_prefix;

		start(&s, cases[i].typed);
		is_prefix = state_ask(&s, &nothing, true, &asked);
		is_str(is_prefix ? asked.query.p : NULL, cases[i].asked,
		    "unfinished: \"%s\"", cases[i].typed);
		asked_release(&asked);
		state_release(&s);
	}
	start(&s, "embas");
	state_left(&s);
	ok(state_ask(&s, &nothing, true, &asked),
	    "wherever the cursor is");
	asked_release(&asked);
	state_release(&s);
}

static void
test_command(void)
{
	const char *actors[] = { "Lloyd Austin", "O'Neill" };
	const char *places[] = { "Iraq/Baghdad" }, *index[] = { "my ix" };
	struct request rq = nothing;
	struct buf b = { 0 };

	state_command(&b, &rq, NULL, 0);
	is_str(b.p, "searcher", "nothing asked");
	buf_reset(&b);
	rq.selected[FACET_ACTOR] = (struct strings){ actors, 2 };
	rq.selected[FACET_LOCATION] = (struct strings){ places, 1 };
	rq.query = STR_LIT("-embassy \"a b\" \033x");
	rq.source = "BBC";
	rq.since = "2001";
	rq.until = "2002-03";
	rq.sort = SORT_OLDEST;
	rq.group = rq.any = rq.no_relax = true;
	state_command(&b, &rq, index, 1);
	is_str(b.p, "searcher -i 'my ix' -a 'Lloyd Austin' -a 'O'\\''Neill' "
	    "-l Iraq/Baghdad --source BBC --since 2001 --until 2002-03 "
	    "--sort oldest --any --no-relax --group -- "
	    "'-embassy \"a b\" ?x'", "everything, quoted");
	buf_release(&b);
}

/* No key means two things in one place; the manual has every key. */
static void
test_keys(void)
{
	FILE *f = fopen("searcher/searcher.1", "r");
	struct buf manual = { 0 }, want = { 0 };
	char chunk[4096];
	size_t n, twice = 0;

	for (size_t i = 0; i < COMMANDS; i++)
		for (unsigned where = 1; where < AT_ALL; where *= 2)
			for (int k = 0; k < 3; k++) {
				const struct browse_key *key =
				    &browse_keys[i];
				enum command c = browse_command(key->key[k],
				    where);

				if ((key->where & where) != 0 &&
				    c != COMMANDS && c != i) {
					printf("# %s, %s\n", key->shown,
					    browse_keys[c].shown);
					twice++;
				}
			}
	is_int((intmax_t)twice, 0, "no key does two things");
	is_int(browse_command('q', AT_QUERY), COMMANDS,
	    "letters are text in the query");
	if (f == NULL) {
		skip("the manual names all keys", "not at the top");
		return;
	}
	while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		buf_add(&manual, chunk, n);
	fclose(f);
	for (size_t i = 0; i < COMMANDS; i++) {
		buf_reset(&want);
		buf_puts(&want, ".It Ic ");
		for (const char *p = browse_keys[i].shown; *p != '\0'; p++)
			buf_printf(&want, "%s%c", *p == ',' ? " " :
			    *p == '-' ? "\\" : "", *p);
		buf_printf(&want, "\n%s\n", browse_keys[i].help);
		ok(strstr(manual.p, want.p) != NULL, "searcher(1) has %s",
		    browse_keys[i].shown);
	}
	buf_release(&manual);
	buf_release(&want);
}

static void
test_wrap(void)
{
	static const struct {
		const char *text;
		size_t width;
	} cases[] = {
		{ "abc", 3 },
		{ "\xe4\xb8\xad\xe6\x96\x87", 4 },	/* two of CJK */
		{ "e\xcc\x81", 1 },			/* e, combining acute */
		{ "a\033[31m", 6 },			/* ESC shown as U+FFFD */
		{ "\xff", 1 },
		{ "", 0 },
	};
	struct str rest = STR_LIT("one two \xe4\xb8\xad\xe6\x96\x87 abcdefgh");
	const char *lines[] = { "one", "two", "\xe4\xb8\xad\xe6\x96\x87",
	    "abcd", "efgh" };
	struct str line;
	size_t n;

	if (setlocale(LC_CTYPE, "C.UTF-8") == NULL) {
		skip("columns", "no C.UTF-8");
		return;
	}
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		is_int((intmax_t)wrap_width(str_of(cases[i].text)),
		    (intmax_t)cases[i].width, "columns, case %zu", i);
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
		char *got;

		ok(wrap_next(&rest, 4, &line), "line %zu", i);
		got = str_dup(line);
		is_str(got, lines[i], "of four columns");
		free(got);
	}
	ok(!wrap_next(&rest, 4, &line), "no more");
	rest = STR_LIT("\xe4\xb8\xad\xe6\x96\x87");
	n = wrap_fit(rest, 1);
	is_int((intmax_t)n, 3, "one character at least");
}

int
main(void)
{
	test_typing();
	test_editing();
	test_selecting();
	test_history();
	test_prefix();
	test_command();
	test_keys();
	test_wrap();
	return done_testing();
}
