/*
 * text.h: words, stems, acronyms, shouting, folding.
 */
#include <stdlib.h>

#include "tap.h"
#include "text.h"

/*
 * The words of s as one line: folded, "=stem" where it differs, "^" for an
 * acronym, "*" for a stop word.
 */
static void
describe(struct buf *out, struct text *t, const char *s, bool has_acronyms)
{
	struct word w;

	buf_reset(out);
	text_start(t, str_of(s), has_acronyms);
	while (text_next(t, &w)) {
		if (out->n > 0)
			buf_putc(out, ' ');
		buf_str(out, w.folded);
		if (!str_eq(w.stem, w.folded)) {
			buf_putc(out, '=');
			buf_str(out, w.stem);
		}
		buf_puts(out, w.is_acronym ? "^" : "");
		buf_puts(out, w.is_stop ? "*" : "");
	}
	buf_puts(out, "");
}

static void
test_words(struct text *t)
{
	static const struct {
		const char *name, *text, *want;
	} table[] = {
		{ "nothing", "", "" },
		{ "blanks", " \n  ", "" },
		{ "punctuation only", "... -- !? \"\" ()", "" },
		{ "stems", "Embassies were attacked",
		    "embassies=embassi were* attacked=attack" },
		{ "stop words keep their place", "the Who",
		    "the* who*" },
		{ "underscore", "snake_case", "snake_case=snake_cas" },

		{ "dotted acronym", "U.S. forces", "us^ forces=forc" },
		{ "dotted acronym without the last dot", "the U.S embassy",
		    "the* us^ embassy=embassi" },
		{ "dotted at the end", "in the U.S.", "in* the* us^" },
		{ "dotted, then a comma", "U.N., U.K.", "un^ uk^" },
		{ "three letters", "U.A.E.", "uae^" },
		{ "plain acronym", "US forces", "us^ forces=forc" },
		{ "pronoun", "gave us hope", "gave us hope" },
		{ "capitalised pronoun", "Us", "us" },
		{ "WHO and who", "WHO? who", "who^ who*" },
		{ "IS", "IS is", "is^ is*" },
		{ "acronym with a digit", "CO2 G7 M23", "co2^ g7 m23" },
		{ "five capitals", "ASEAN", "asean^" },
		{ "six capitals are a word", "UNESCO", "unesco" },
		{ "one capital", "A B", "a* b" },
		{ "mixed case", "McD NaTO", "mcd nato" },
		{ "lower-case dots", "e.g. this", "eg this*" },
		{ "initials", "J.R. Smith", "jr^ smith" },
		{ "one initial", "J. Smith", "j smith" },
		{ "a longer word after the dot", "B.Com", "b com" },
		{ "possessive of a dotted acronym", "the U.S.'s aim",
		    "the* us^ aim" },
		{ "plural possessive of a dotted acronym", "the U.S.' aim",
		    "the* us^ aim" },
		{ "possessive of an acronym", "NATO's aim", "nato^ aim" },
		{ "ampersand", "AT&T R & D", "at&t r d" },

		{ "possessive", "Biden's dog", "biden dog" },
		{ "possessive, typographic", "Biden\xe2\x80\x99s dog",
		    "biden dog" },
		{ "plural possessive", "the boys' dog", "the* boys=boy dog" },
		{ "apostrophe inside", "O'Neill d'Estaing",
		    "o'neill=o'neil d'estaing=d'esta"  },
		{ "contraction", "don't", "don't*" },
		{ "contraction, typographic", "don\xe2\x80\x99t", "don't*" },
		{ "quotation marks", "'hello' \"dog\"", "hello dog" },

		{ "thousands", "1,500 men", "1500 men" },
		{ "millions", "12,345,678", "12345678" },
		{ "decimals", "3.14 1,500.25", "3.14 1500.25" },
		{ "a comma between words", "a,b 1, 2", "a* b 1 2" },
		{ "number at a full stop", "in 1999.", "in* 1999" },
		{ "a date", "2023-12-08", "2023 12 08" },
		{ "letters and digits", "F-16 4th", "f 16 4th" },

		{ "hyphens", "al-Asad cease-fire",
		    "al asad cease=ceas fire" },
		{ "dashes", "peace\xe2\x80\x94now", "peace=peac now" },

		{ "diacritics leave the stem", "Erdo\xc4\x9f" "an Erdogan",
		    "erdo\xc4\x9f" "an=erdogan erdogan" },
		{ "letters that do not decompose",
		    "\xc5\x81\xc3\xb3" "d\xc5\xba S\xc3\xb8ren",
		    "\xc5\x82\xc3\xb3" "d\xc5\xba=lodz s\xc3\xb8ren=soren" },
		{ "a final accent that the stemmer would keep", "ferm\xc3\xa9 ferme",
		    "ferm\xc3\xa9=ferm ferme=ferm" },
		{ "sharp s", "Stra\xc3\x9f" "e",
		    "stra\xc3\x9f" "e=strass" },
		{ "Cyrillic",
		    "\xd0\x9c\xd0\xbe\xd1\x81\xd0\xba\xd0\xb2\xd0\xb0",
		    "\xd0\xbc\xd0\xbe\xd1\x81\xd0\xba\xd0\xb2\xd0\xb0" },
		{ "Han, a word each", "\xe5\x8c\x97\xe4\xba\xac",
		    "\xe5\x8c\x97 \xe4\xba\xac" },
		{ "Hiragana, a word each", "\xe3\x81\x8d\xe3\x81\x9f",
		    "\xe3\x81\x8d \xe3\x81\x9f" },
		{ "Han beside Latin", "GDP\xe5\x8c\x97" "x",
		    "gdp^ \xe5\x8c\x97 x" },
		{ "Katakana stays together", "\xe3\x83\x86\xe3\x83\xad",
		    "\xe3\x83\x86\xe3\x83\xad" },
		{ "Thai with a vowel sign", "\xe0\xb8\x81\xe0\xb8\xb4"
		    "\xe0\xb8\x99", "\xe0\xb8\x81\xe0\xb8\xb4 \xe0\xb8\x99" },
		{ "bad bytes separate", "dog\xff" "cat\xc3", "dog cat" },
		{ "a lone mark is no word", "\xcc\x81 dog", "dog" },
	};
	struct buf got = { 0 };
	struct word w;

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		describe(&got, t, table[i].text, true);
		is_str(got.p, table[i].want, "words: %s", table[i].name);
	}
	text_start(t, (struct str){ "U.S.'s", 5 }, true);
	ok(text_next(t, &w) && w.end == 4 && !text_next(t, &w),
	    "a slice ends where it ends");
	describe(&got, t, "US WHO U.S.", false);
	is_str(got.p, "us who* us", "without acronyms, capitals are words");
	buf_release(&got);
}

static void
test_offsets(struct text *t)
{
	static const struct {
		const char *text, *word[4];
	} table[] = {
		{ "Biden's 1,500 men.", { "Biden's", "1,500", "men" } },
		{ "(U.S.) and U.S.'s end",
		    { "U.S.", "and", "U.S.'s", "end" } },
		{ "\xe2\x80\x9c" "Erdo\xc4\x9f" "an\xe2\x80\x9d said",
		    { "Erdo\xc4\x9f" "an", "said" } },
	};
	struct word w;

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		struct str text = str_of(table[i].text);
		size_t n = 0;

		text_start(t, text, true);
		while (text_next(t, &w) && n < 4 && table[i].word[n] != NULL) {
			struct str s = { text.p + w.start, w.end - w.start };
			char *copy = str_dup(s);

			is_str(copy, table[i].word[n], "offsets %zu: word %zu",
			    i, n);
			free(copy);
			n++;
		}
		ok(n == 4 || table[i].word[n] == NULL,
		    "offsets %zu: %zu words", i, n);
	}
}

/* Long words: a stem of at most WORD_MAX bytes that still tells them apart. */
static void
test_long(struct text *t)
{
	struct buf text = { 0 }, first = { 0 };
	struct word w;
	size_t n = 0;

	for (int i = 0; i < WORD_MAX; i++)
		buf_putc(&text, 'x');
	text_start(t, buf_slice(&text), true);
	ok(text_next(t, &w) && str_eq(w.folded, buf_slice(&text)),
	    "a word of WORD_MAX bytes stays as it is");
	for (int i = 0; i < 500; i++)
		buf_putc(&text, 'x');
	buf_puts(&text, "a ");
	n = text.n;
	buf_add(&text, text.p, 0);
	for (size_t i = 0; i + 2 < n; i++)
		buf_putc(&text, 'x');
	buf_puts(&text, "b");
	text_start(t, buf_slice(&text), true);
	ok(text_next(t, &w), "first overlong word");
	is_int((intmax_t)w.folded.n, WORD_MAX, "... cut to WORD_MAX");
	is_int((intmax_t)w.stem.n, WORD_MAX, "... its stem too");
	is_int((intmax_t)w.end, (intmax_t)n - 1, "... but all of it is taken");
	buf_str(&first, w.folded);
	ok(text_next(t, &w), "second overlong word");
	ok(w.folded.n == WORD_MAX && !str_eq(w.folded, buf_slice(&first)) &&
	    memcmp(w.folded.p, first.p, WORD_MAX - 16) == 0,
	    "... differs in its hash only");
	ok(!text_next(t, &w), "... is the last");

	/* cut between characters */
	buf_reset(&text);
	buf_putc(&text, 'x');
	for (int i = 0; i < 100; i++)
		buf_puts(&text, "\xc3\xa9");
	text_start(t, buf_slice(&text), true);
	ok(text_next(t, &w), "overlong word of two-byte characters");
	is_int((intmax_t)w.folded.n, 111 + 16, "... is cut between two");
	buf_release(&text);
	buf_release(&first);
}

static void
test_cache(struct text *t)
{
	struct buf text = { 0 }, once = { 0 };
	struct text *fresh;
	bool same = true;

	/* more words than the cache has places, twice over */
	for (int i = 0; i < 20000; i++)
		buf_printf(&text, "word%ding nation%dal ", i % 7919, i % 31);
	if (text_new(&fresh, "english") != NULL)
		return;
	describe(&once, fresh, text.p, true);
	text_free(fresh);
	for (int round = 0; round < 2; round++) {
		struct buf again = { 0 };

		describe(&again, t, text.p, true);
		same &= str_eq(buf_slice(&once), buf_slice(&again));
		buf_release(&again);
	}
	ok(same, "remembered stems are the same stems");
	buf_release(&once);
	buf_release(&text);
}

static void
test_languages(void)
{
	const struct error *e;
	struct text *t = NULL;
	struct buf got = { 0 };

	e = text_new(&t, "klingon");
	if (ok(e != NULL, "unknown language is refused")) {
		is_int(e->code, ERROR_USAGE, "... as a usage error");
		ok(strstr(e->text, "\"klingon\"") != NULL &&
		    strstr(e->text, " german") != NULL,
		    "... that names it and the known ones");
	}
	if (!ok(text_new(&t, "german") == NULL, "german"))
		return;
	describe(&got, t, "H\xc3\xa4user all", true);
	is_str(got.p, "h\xc3\xa4user=haus all", "... its stems, no stop words");
	text_free(t);
	text_free(NULL);
	buf_release(&got);
}

static void
test_shouting(void)
{
	static const struct {
		const char *text;
		bool want;
	} table[] = {
		{ "", false }, { "US", false }, { "U.S.", false },
		{ "US EMBASSY", true }, { "US EMBASSY.", true },
		{ "US Embassy", false }, { "us embassy", false },
		{ "US 2023", false }, { "US 2023 WAR", true },
		{ "42 17", false }, { "U.S. NAVY", true },
		{ "ERDO\xc4\x9e" "AN SAYS", true },
		{ "ERDO\xc4\x9f" "AN SAYS", false },
		{ "MEN'S", false },
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		is_int(text_is_shouting(str_of(table[i].text)), table[i].want,
		    "shouting: \"%s\"", table[i].text);
}

static void
test_fold(void)
{
	static const struct {
		const char *text, *want;
	} table[] = {
		{ "", "" }, { "   ", "" },
		{ "Lloyd Austin", "lloyd austin" },
		{ "  Iraq/Baghdad \n Zone ", "iraq/baghdad zone" },
		{ "Recep Tayyip Erdo\xc4\x9f" "an", "recep tayyip erdogan" },
		{ "\xc3\x89" "cole", "ecole" },
		{ "\xc5\x81\xc3\xb3" "d\xc5\xba", "lodz" },
		{ "C\xc3\xb4te d\xe2\x80\x99Ivoire", "cote d'ivoire" },
		{ "\xe2\x80\x9cq\xe2\x80\x9d a\xe2\x80\x93" "b",
		    "\"q\" a-b" },
		{ "\xe5\x8c\x97\xe4\xba\xac", "\xe5\x8c\x97\xe4\xba\xac" },
		{ "AT&T", "at&t" },
	};
	struct buf got = { 0 };

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		buf_reset(&got);
		text_fold(&got, str_of(table[i].text));
		buf_puts(&got, "");
		is_str(got.p, table[i].want, "fold: \"%s\"", table[i].want);
	}
	buf_reset(&got);
	buf_puts(&got, "key: ");
	text_fold(&got, str_of(" Two  Words "));
	is_str(got.p, "key: two words", "fold appends");
	buf_release(&got);
}

int
main(void)
{
	struct text *t;

	if (!ok(text_new(&t, "english") == NULL, "english"))
		return done_testing();
	test_words(t);
	test_offsets(t);
	test_long(t);
	test_cache(t);
	text_free(t);
	test_languages();
	test_shouting();
	test_fold();
	return done_testing();
}
