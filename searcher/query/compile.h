/*
 * Query tree -> Xapian query, and what to mark in a snippet.
 */
#ifndef COMPILE_H
#define COMPILE_H

#include "catalog.h"
#include "map.h"
#include "query.h"
#include "text.h"
#include "weighting.h"
#include "xap.h"

/* ---- struct marks: terms that a snippet shows in bold ---- */

struct phrase_mark {
	struct str *term;	/* n of them, one after another */
	struct str *exact;	/* n of them, as text_fold() writes them: that
				   word and no other form; "": any form */
	size_t n;
	bool is_name;		/* only marked: another name, names.h */
};

struct marks {
	struct map terms;	/* terms that count alone */
	struct phrase_mark *phrase;	/* phrases of them */
	size_t phrases, phrase_cap;
	bool has_acronyms;	/* in the query: capitals mean something */
};

/* ---- struct compiler ---- */

struct word_use {		/* a plain word of the query */
	struct str text;	/* where in the query it stands */
	struct str folded;
	bool is_known;		/* some paragraph has it */
};

struct name_use {		/* words that name an actor, see names.h */
	struct str typed, value;
	struct str *term;	/* n of them: those of the words */
	size_t n;
	uint64_t documents;	/* that have the actor */
	struct xap_query *others;	/* those of them without the words */
};

struct entity {			/* words of the query that name a value */
	enum facet facet;
	struct str value;
};

struct row_word {		/* a word that ranks */
	struct str term, folded;
	double weight;		/* of the model */
};

struct leaf {			/* what a query is made of, but what it excludes */
	const struct node *node;
	struct xap_query *query;	/* adds to scores; NULL: a condition */
	struct str *term;	/* n of them, of the index; the arena's */
	size_t n;
};

struct compiler {
	/* set by the caller */
	struct xap_reader *reader;
	struct catalog *catalog;
	struct text *tokenizer;
	struct arena *arena;
	const struct weighting *weighting;
	bool any;		/* words side by side: any of them will do */
	bool has_leaves;	/* note the leaves */

	/* results */
	struct marks marks;
	struct word_use *word;	/* words of them, stop words left out */
	size_t words, word_cap;
	size_t plain;		/* how many there are, a compound as one */
	struct name_use *name;	/* names of them, whose other names count */
	size_t names, name_cap;
	struct entity *entity;	/* entities of them, each once: for bonus.c */
	size_t entities, entity_cap;
	struct row_word *row;	/* rows of them, in order: for bonus.c */
	size_t rows, row_cap;
	struct bonus *bonus;	/* bonuses of them, once bonus_find() was called */
	size_t bonuses, bonus_cap;
	struct leaf *leaf;	/* leaves of them, if wanted */
	size_t leaves, leaf_cap;

	struct str *pending;	/* terms of the leaf that comes next */
	size_t pendings, pending_cap;
	struct name_use *naming;	/* whose words are compiled, or NULL */
	double once;		/* what a paragraph gets that names it otherwise */
	bool is_loose;		/* the node stands where any word will do */
	bool is_near;		/* within NEAR, whose parts are bare terms */
	unsigned negations;	/* around the node: what is not wanted is not marked */
	struct arena scratch;	/* of a test of one document */
	struct xap_query **made;	/* n_made, freed by compiler_release() */
	size_t n_made, made_cap;
};

/* *out is the compiler's; for a query without words it is "all". */
MUST_CHECK const struct error *compile_query(struct compiler *,
    const struct query *, struct str text, struct xap_query **out);

/* The documents that have any of the values: for a selection. */
MUST_CHECK const struct error *compile_values(struct compiler *, enum facet,
    const struct found *, struct xap_query **out);
MUST_CHECK const struct error *compile_source(struct compiler *, struct str,
    struct xap_query **out);
/*
 * Dates that query_dates() took apart; *first, *last: the same bounds as
 * numbers of the column.
 */
MUST_CHECK const struct error *compile_dates(struct compiler *,
    struct str since, struct str until, struct xap_query **out,
    uint32_t *first, uint32_t *last);
MUST_CHECK const struct error *compile_join(struct compiler *, enum xap_op,
    struct xap_query *const *, size_t n, unsigned window,
    struct xap_query **out);

/*
 * The end of every function that makes a query: the compiler keeps it, and
 * *out is it.  e is returned; if it is not NULL there is none.
 */
MUST_CHECK const struct error *compile_keep(struct compiler *,
    const struct error *e, struct xap_query *, struct xap_query **out);

/* ---- what compile.c is made of ---- */

struct query_list {
	struct xap_query **at;	/* free() it; the queries are the compiler's */
	size_t n, cap;
};
void compile_add(struct query_list *, struct xap_query *);

/*
 * A word, or several in a row; words within a distance; *out stays NULL if
 * there is none.  Is the node a stop word and nothing else?  words.c.
 */
MUST_CHECK const struct error *compile_words(struct compiler *,
    const struct node *, struct xap_query **out);
MUST_CHECK const struct error *compile_near(struct compiler *,
    const struct node *, struct xap_query **out);
bool compile_is_stop(struct compiler *, const struct node *);

/*
 * Words that name an actor, or its other names; names.c.
 */
MUST_CHECK const struct error *compile_name(struct compiler *,
    const struct node *, struct xap_query **out);

/* Any node; *out stays NULL if it holds no word at all. */
MUST_CHECK const struct error *compile_node(struct compiler *,
    const struct node *, struct xap_query **out);

/* Mark words that are another name. */
void compile_mark_name(struct compiler *, struct str name);

/* A word that stands for many of the index; expand.c. */
MUST_CHECK const struct error *compile_expansion(struct compiler *,
    const struct node *, struct xap_query **out);

/* Note a term of a leaf; then the leaf that they are of.  leaf.c. */
void compile_note_term(struct compiler *, struct str term);
void compile_note_leaf(struct compiler *, const struct node *,
    struct xap_query *);

/* The leaves noted since there were from of them count where part matches. */
MUST_CHECK const struct error *compile_bind_leaves(struct compiler *,
    size_t from, struct xap_query *part);

/*
 * Those documents of *query that have the phrase in the text or the title, or
 * in the title only, its exact words as they are; exact.c.
 */
MUST_CHECK const struct error *compile_exact(struct compiler *,
    const struct phrase_mark *, bool is_title, struct xap_query **query);

/* Show the term in snippets, unless it is what nobody wants. */
void compile_mark(struct compiler *, struct str term);

void compiler_release(struct compiler *);

#endif
