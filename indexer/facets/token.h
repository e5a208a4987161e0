/*
 * The news tokenizer: words, numbers and punctuation with byte offsets, case
 * and sentence starts.  Hyphens and possessives are no tokens: "al-Asad's" is
 * the words "al" and "Asad", the second TOKEN_HYPHEN and TOKEN_POSSESSIVE.
 * Full stops belong to an abbreviation ("U.S.", "Gen.", "J.").
 *
 * The dictionaries are cut by the same code when the data file is made.
 */
#ifndef TOKEN_H
#define TOKEN_H

#include "buf.h"
#include "facets/fold.h"
#include "facets/lexicon.h"

enum token_kind { TOKEN_WORD, TOKEN_NUMBER, TOKEN_PUNCT };

enum token_shape {
	SHAPE_LOWER,		/* begins with no capital */
	SHAPE_CAPITAL,		/* Word, McDonald */
	SHAPE_UPPER,		/* NATO: two letters or more, all capitals */
	SHAPE_DOTTED,		/* U.S. */
	SHAPE_INITIAL		/* J. or J */
};

enum token_flag {
	TOKEN_START = 0x01,	/* begins a sentence or a quotation */
	TOKEN_HYPHEN = 0x02,	/* joined to the word before by a hyphen */
	TOKEN_POSSESSIVE = 0x04, /* 's or ' follows, not part of it */
	TOKEN_STOP = 0x08,	/* an abbreviation with its full stop */
	TOKEN_GLUED = 0x10,	/* no blank in front */
	TOKEN_CASELESS = 0x20,	/* the text around has no use of case */
	TOKEN_TITLE = 0x40	/* in the article's title */
};

struct token {
	uint32_t start, end;	/* bytes in the text of its segment */
	uint64_t hash;		/* fold_hash(); of a punctuation mark 0 */
	const struct word *word; /* NULL: not in the lexicon */
	uint32_t classes;	/* of word; 0 */
	uint32_t segment;
	uint8_t kind, shape, flags;
	char punct;		/* ( ) , . ; : ? ! " - or another */
};

struct tokens {			/* zero-initialise */
	struct token *at;
	size_t n, cap;
	struct known_token *known;	/* words as written; NULL: not kept */
};

/*
 * Append the tokens of text (any bytes; at most UINT32_MAX of them).  lex may
 * be NULL: no words are looked up.  flags: set in every token.
 */
void tokens_add(struct tokens *, const struct lexicon *lex, struct str text,
    uint32_t segment, unsigned flags);
void tokens_release(struct tokens *);

/* From now on remember the words of many texts, of one lexicon: 200 KB. */
void tokens_remember(struct tokens *);

/* Can it be a part of a phrase? */
static inline bool
token_is_part(const struct token *t)
{
	return t->kind != TOKEN_PUNCT || t->punct == '&';
}

/* Its hash there: "&" is "and". */
static inline uint64_t
token_part_hash(const struct token *t)
{
	return t->kind == TOKEN_PUNCT && t->punct == '&' ?
	    fold_hash("and", 3) : t->hash;
}

/* Capitalised, as far as one can tell. */
static inline bool
token_is_capital(const struct token *t)
{
	return t->shape != SHAPE_LOWER || (t->flags & TOKEN_CASELESS) != 0;
}

static inline bool
token_is(const struct token *t, char punct)
{
	return t->kind == TOKEN_PUNCT && t->punct == punct;
}

/*
 * The longest phrase that begins at t (of n tokens left) and may mean one of
 * kinds (SENSE_BIT()s, names or words but not both); its words in *len.  Case
 * must fit.  NULL if none.
 */
const struct phrase *tokens_match(const struct lexicon *, const struct token *,
    size_t n, unsigned kinds, size_t *len);

/* The phrase that is exactly these n words, as tokens_match(). */
const struct phrase *tokens_exact(const struct lexicon *, const struct token *,
    size_t n, unsigned kinds);

#endif
