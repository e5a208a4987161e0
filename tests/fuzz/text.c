/*
 * Text as an article: its paragraphs, their terms, and their facets by the
 * data of $FACETS_DATA.  The first line is the title.
 */
#include <string.h>

#include "date.h"
#include "facets.h"
#include "fuzz.h"
#include "paragraphs.h"
#include "terms.h"

static const struct facets *
data(void)
{
	static struct facets *facets;
	const char *path = getenv("FACETS_DATA");

	FUZZ_CHECK(facets != NULL || facets_open(&facets,
	    path != NULL ? path : "build/facets.bin") == NULL);
	return facets;
}

static void
check_facets(const struct article *a, const struct paragraph_facets *pf)
{
	for (size_t i = 0; i < a->n; i++) {
		uint32_t end = 0;

		for (size_t m = 0; m < pf[i].n; m++) {
			const struct mention *mention = &pf[i].mention[m];

			FUZZ_CHECK(mention->start >= end &&
			    mention->start < mention->end &&
			    mention->end <= a->paragraph[i].n);
			end = mention->end;
			fuzz_check_text((struct str){ a->paragraph[i].p +
			    mention->start, end - mention->start });
			fuzz_check_text(mention->value);
		}
		for (int f = 0; f < FACETS; f++)
			for (size_t v = 0; v < pf[i].value_n[f]; v++) {
				FUZZ_CHECK(pf[i].value[f][v].n > 0);
				fuzz_check_text(pf[i].value[f][v]);
				FUZZ_CHECK(v == 0 || str_cmp(
				    pf[i].value[f][v - 1],
				    pf[i].value[f][v]) < 0);
			}
	}
}

static void
check_terms(const struct article *a)
{
	static struct words *words;
	struct word_table *table;
	struct arena arena = { 0 };
	struct tokens tokens;
	struct terms t;

	FUZZ_CHECK(words != NULL || words_new(&words, "english") == NULL);
	table = words_hold(words);
	for (size_t i = 0; i < a->n; i++) {
		if (a->paragraph[i].n == 0)
			continue;
		tokens_make(&tokens, &arena, words, a->title,
		    a->paragraph[i]);
		terms_make(&t, &arena, &tokens);
		for (size_t k = 0; k < t.n; k++) {
			FUZZ_CHECK(t.at[k].text.n > 0 &&
			    t.at[k].text.n <= TERM_MAX);
			for (size_t j = 1; j < t.at[k].n; j++)
				FUZZ_CHECK(t.at[k].position[j - 1] <
				    t.at[k].position[j]);
		}
		arena_reset(&arena);
	}
	arena_release(&arena);
	word_table_drop(table);
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static struct extractor *x;
	union { const uint8_t *in; const char *out; } u = { p };
	struct buf clean = { 0 }, again = { 0 };
	struct paragraphs found = { 0 };
	struct article a = { .id = STR_LIT("f"), .path = STR_LIT("f") };
	struct dateline line;

	clean_text(&clean, (struct str){ u.out, n });
	clean_text(&again, buf_slice(&clean));
	FUZZ_CHECK(str_eq(buf_slice(&clean), buf_slice(&again)));
	paragraphs_find(&found, buf_slice(&clean), true);
	a.title = found.title;
	a.paragraph = found.at;
	a.n = found.n;
	for (size_t i = 0; i < a.n; i++)
		fuzz_check_text(a.paragraph[i]);
	if (a.n > 0 && dateline_parse(&line, a.paragraph[0])) {
		a.place = line.place;
		a.date = str_of(line.date.text);
	}
	if (x == NULL)
		extractor_new(&x, data());
	check_facets(&a, extractor_run(x, &a));
	check_terms(&a);
	paragraphs_release(&found);
	buf_release(&clean);
	buf_release(&again);
	return 0;
}
