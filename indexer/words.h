/*
 * struct words: the distinct words that one thread has met, each folded and
 * stemmed once; and struct tokens: a paragraph as a sequence of them.
 *
 * Words live in a table that is given up when it has grown large (most words
 * are rare); tokens keep the table of their words alive.
 */
#ifndef WORDS_H
#define WORDS_H

#include "buf.h"
#include "errors.h"
#include "fingerprint.h"

struct words;
struct word_table;

/* The terms that a word may give, by schema.h. */
enum token_term { TOKEN_WORD, TOKEN_TITLE, TOKEN_ACRONYM, TOKEN_TERMS };

struct known_word {		/* in one piece */
	/* Notes of the thread that writes: numbers in a batch, each + 1. */
	uint32_t batch;		/* of which; 0: none */
	uint32_t term[TOKEN_TERMS], speller;
	uint64_t hash;		/* hash64() of it, folded */
	uint16_t folded_n, stem_n;
	char text[];		/* folded, then stem */
};

struct token {
	struct known_word *word;
	uint32_t position;	/* from 1; see terms.h */
	bool is_title, is_acronym;
};

struct tokens {
	struct token *at;	/* n of them, in order */
	size_t n;
	unsigned length;	/* words of title and text */
	struct fingerprint fingerprint;	/* of the text, if it has words */
	bool has_fingerprint;
};

/* Error USAGE if there is no such language. */
MUST_CHECK const struct error *words_new(struct words **,
    const char *language);
void words_free(struct words *);

/*
 * The table in use, held until word_table_drop(), by any thread.  To be
 * called before the tokens are made: it may be a new one.
 */
struct word_table *words_hold(struct words *);
void word_table_drop(struct word_table *);

/* The tokens are the arena's. */
void tokens_make(struct tokens *, struct arena *, struct words *,
    struct str title, struct str text);

/* Does the token give such a term?  Is its word for the speller? */
bool token_has(const struct token *, enum token_term);
bool token_is_spelled(const struct token *);

struct str known_folded(const struct known_word *);
struct str known_stem(const struct known_word *);

/* The term that a word gives, appended to out. */
void token_term(struct buf *out, const struct known_word *, enum token_term);

#endif
