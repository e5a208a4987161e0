/*
 * Query string -> tokens, for query.c.
 */
#ifndef TOKENS_H
#define TOKENS_H

#include "query.h"

enum token_kind {
	TOKEN_END, TOKEN_WORD, TOKEN_PHRASE, TOKEN_FIELD, TOKEN_OPEN,
	TOKEN_CLOSE, TOKEN_MINUS, TOKEN_PLUS, TOKEN_AND, TOKEN_OR, TOKEN_NOT,
	TOKEN_NEAR
};

struct token {
	enum token_kind kind;
	struct str text;
	enum field field;
	unsigned distance;
	bool is_exact;		/* after "=" */
	size_t at;		/* byte in the query */
};

struct parser {
	struct str text;
	size_t at;
	struct arena *arena;
	struct token token;	/* the one looked at */
	bool is_batch, is_plain;
	unsigned depth;		/* of parentheses and signs */
};

/* Have the next token in p->token; TOKEN_END at the end, again and again. */
MUST_CHECK const struct error *tokens_next(struct parser *);

/* The error that names the column of a byte of the query. */
MUST_CHECK const struct error *tokens_bad(const struct parser *, size_t at,
    const char *why);

#endif
