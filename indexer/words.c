#include "words.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "schema.h"
#include "terms.h"
#include "text.h"

#define WORDS_MAX 100000	/* then a table is given up; some 10 MB */

struct word_table {
	struct place {
		uint64_t hash;		/* of the word, folded */
		struct known_word *word;	/* NULL: free */
	} *place;			/* places of them, a power of two */
	size_t n, places;
	struct arena arena;
	atomic_uint holders;
};

struct scanned {			/* a word on its way to its place */
	uint64_t hash;
	size_t at, n;		/* its bytes in words.folded */
	bool is_acronym;
};

struct words {
	struct text *text;
	struct word_table *table;
	struct scanned *scanned;	/* of a title or a text */
	size_t scanned_cap;
	struct buf folded;
	struct token *token;	/* n of them, of the paragraph under way */
	size_t n, cap;
	uint32_t position;	/* of the last one */
	/* The title that the first tokens are of: the next has it, mostly. */
	struct buf title;
	size_t titles;
	uint32_t title_end;	/* position of the last of them */
	bool has_title;
};

static struct word_table *
table_new(void)
{
	struct word_table *t = mem_alloc(1, sizeof(*t));

	t->places = 8192;
	t->place = mem_alloc(t->places, sizeof(*t->place));
	atomic_init(&t->holders, 1);
	return t;
}

void
word_table_drop(struct word_table *t)
{
	if (t == NULL || atomic_fetch_sub(&t->holders, 1) > 1)
		return;
	arena_release(&t->arena);
	free(t->place);
	free(t);
}

const struct error *
words_new(struct words **wp, const char *language)
{
	struct words *w = mem_alloc(1, sizeof(*w));
	const struct error *e = text_new(&w->text, language);

	if (e != NULL) {
		free(w);
		return e;
	}
	w->table = table_new();
	*wp = w;
	return NULL;
}

void
words_free(struct words *w)
{
	if (w == NULL)
		return;
	text_free(w->text);
	word_table_drop(w->table);
	free(w->token);
	free(w->scanned);
	buf_release(&w->folded);
	buf_release(&w->title);
	free(w);
}

struct word_table *
words_hold(struct words *w)
{
	if (w->table->n > WORDS_MAX) {
		word_table_drop(w->table);
		w->table = table_new();
		w->has_title = false;
	}
	atomic_fetch_add(&w->table->holders, 1);
	return w->table;
}

struct str
known_folded(const struct known_word *k)
{
	return (struct str){ k->text, k->folded_n };
}

struct str
known_stem(const struct known_word *k)
{
	return (struct str){ k->text + k->folded_n, k->stem_n };
}

static struct place *
probe(const struct word_table *t, struct str folded, uint64_t hash)
{
	size_t i = (size_t)hash & (t->places - 1);

	while (t->place[i].word != NULL && (t->place[i].hash != hash ||
	    !str_eq(known_folded(t->place[i].word), folded)))
		i = (i + 1) & (t->places - 1);
	return &t->place[i];
}

static void
grow(struct word_table *t)
{
	struct place *old = t->place;
	size_t n = t->places;

	t->places *= 2;
	t->place = mem_alloc(t->places, sizeof(*t->place));
	for (size_t i = 0; i < n; i++)
		if (old[i].word != NULL)
			*probe(t, known_folded(old[i].word), old[i].hash) =
			    old[i];
	free(old);
}

static struct known_word *
find(struct words *w, struct word *word, uint64_t hash)
{
	struct word_table *t = w->table;
	struct place *place = probe(t, word->folded, hash);
	struct known_word *k;

	if (place->word != NULL)
		return place->word;
	if (++t->n * 2 > t->places) {
		grow(t);
		place = probe(t, word->folded, hash);
	}
	text_stem(w->text, word);
	k = arena_alloc(&t->arena, sizeof(*k) + word->folded.n +
	    word->stem.n);
	*k = (struct known_word){
	    .hash = hash64(word->folded.p, word->folded.n, 0),
	    .folded_n = (uint16_t)word->folded.n,
	    .stem_n = (uint16_t)word->stem.n };
	memcpy(k->text, word->folded.p, word->folded.n);
	memcpy(k->text + word->folded.n, word->stem.p, word->stem.n);
	*place = (struct place){ hash, k };
	return k;
}

/* All words of s; *n of them. */
static void
scan(struct words *w, struct str s, size_t *n)
{
	struct word word;

	*n = 0;
	buf_reset(&w->folded);
	text_start(w->text, s, !text_is_shouting(s));
	while (text_scan(w->text, &word)) {
		ARRAY_GROW(w->scanned, *n, w->scanned_cap);
		w->scanned[(*n)++] = (struct scanned){
		    hash_local(word.folded.p, word.folded.n, 0), w->folded.n, word.folded.n,
		    word.is_acronym };
		buf_str(&w->folded, word.folded);
	}
}

/*
 * Places and words lie all over the memory: all of a text are fetched before
 * the first is looked at.
 */
static void
fetch(const struct words *w, size_t n)
{
	const struct word_table *t = w->table;

	for (size_t i = 0; i < n; i++)
		__builtin_prefetch(&t->place[w->scanned[i].hash &
		    (t->places - 1)]);
	for (size_t i = 0; i < n; i++)
		__builtin_prefetch(t->place[w->scanned[i].hash &
		    (t->places - 1)].word);
}

static void
collect(struct words *w, struct str s, bool is_title)
{
	size_t n;

	scan(w, s, &n);
	fetch(w, n);
	for (size_t i = 0; i < n; i++) {
		const struct scanned *c = &w->scanned[i];
		struct word word = { .folded = { w->folded.p + c->at, c->n } };

		ARRAY_GROW(w->token, w->n, w->cap);
		w->token[w->n++] = (struct token){ find(w, &word, c->hash),
		    ++w->position, is_title, c->is_acronym };
	}
}

/* All paragraphs of an article have its title. */
static void
collect_title(struct words *w, struct str title)
{
	if (!w->has_title || !str_eq(title, buf_slice(&w->title))) {
		w->n = 0;
		w->position = 0;
		collect(w, title, true);
		w->titles = w->n;
		w->title_end = w->position;
		w->has_title = true;
		buf_reset(&w->title);
		buf_str(&w->title, title);
	}
	w->n = w->titles;
	w->position = w->title_end + (w->titles > 0 ? TITLE_GAP : 0);
}

void
tokens_make(struct tokens *out, struct arena *a, struct words *w,
    struct str title, struct str text)
{
	struct fingerprint_sum sum = { 0 };

	collect_title(w, title);
	collect(w, text, false);
	for (size_t i = w->titles; i < w->n; i++)
		fingerprint_add(&sum, w->token[i].word->hash);
	out->has_fingerprint = fingerprint_make(&sum, &out->fingerprint);
	out->n = w->n;
	out->length = (unsigned)w->n;
	out->at = arena_alloc(a, w->n * sizeof(*out->at));
	if (w->n > 0)
		memcpy(out->at, w->token, w->n * sizeof(*out->at));
}

bool
token_has(const struct token *t, enum token_term which)
{
	switch (which) {
	case TOKEN_WORD:	return true;
	case TOKEN_TITLE:	return t->is_title;
	case TOKEN_ACRONYM:	return t->is_acronym;
	case TOKEN_TERMS:	break;
	}
	return false;
}

bool
token_is_spelled(const struct token *t)
{
	return t->word->folded_n > 1;
}

void
token_term(struct buf *out, const struct known_word *k, enum token_term which)
{
	static const char *const prefix[TOKEN_TERMS] = {
		[TOKEN_WORD] = PREFIX_WORD,
		[TOKEN_TITLE] = PREFIX_TITLE,
		[TOKEN_ACRONYM] = PREFIX_ACRONYM,
	};

	buf_puts(out, prefix[which]);
	buf_str(out, which == TOKEN_ACRONYM ? known_folded(k) :
	    known_stem(k));
}
