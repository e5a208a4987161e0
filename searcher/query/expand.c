/* "wild*" and "fuzy~": one word of the query for many of the index. */
#include <stdlib.h>

#include "compile.h"
#include "nearest.h"

#define EXPANSION_MAX 10000	/* words that one may stand for */
#define FUZZY_LETTERS 6		/* words so long may have two mistakes */

struct expansion {
	struct compiler *c;
	const char *prefix;	/* of its terms */
	struct map terms;
	struct str word;	/* as written, folded */
	size_t mistakes;	/* in it, at most */
	bool is_fuzzy;
	size_t n;
};

/* A word of the index; its stem is what is searched for. */
static void
each_word(void *arg, struct str word)
{
	struct expansion *x = arg;
	struct buf term = { 0 };
	struct word w;

	if (x->is_fuzzy && (word.n > x->word.n + 2 * x->mistakes ||
	    word.n + 2 * x->mistakes < x->word.n ||
	    nearest_distance(word, x->word, x->mistakes) > x->mistakes))
		return;
	x->n++;
	text_start(x->c->tokenizer, word, false);
	if (text_next(x->c->tokenizer, &w)) {
		buf_puts(&term, x->prefix);
		buf_str(&term, w.stem);
		map_put(&x->terms, buf_slice(&term));
	}
	buf_release(&term);
}

static const struct error *
find_words(struct expansion *x, const struct node *node)
{
	char sign = x->is_fuzzy ? '~' : '*';
	const struct error *e;

	e = xap_reader_words(x->c->reader, x->is_fuzzy ? STR_LIT("") : x->word,
	    x->is_fuzzy ? SIZE_MAX : EXPANSION_MAX + 1, each_word, x);
	if (e == NULL && x->n > EXPANSION_MAX)
		e = error_make(ERROR_QUERY, "query: \"%.*s%c\": stands for "
		    "more than %d words; write more letters",
		    STR_ARG(node->text), sign, EXPANSION_MAX);
	return e;
}

/* Any of the terms, weighed as if they were one. */
static const struct error *
join_terms(struct expansion *x, struct xap_query **out)
{
	struct compiler *c = x->c;
	struct xap_query **at = mem_alloc(x->terms.n + 1, sizeof(*at));
	const struct error *e = NULL;

	for (size_t i = 0; i < x->terms.n && e == NULL; i++) {
		struct str term = arena_str(c->arena, x->terms.at[i].key);
		struct xap_query *q = NULL;

		e = xap_query_term(&q, term);
		e = compile_keep(c, e, q, &at[i]);
		compile_mark(c, term);
		compile_note_term(c, term);
	}
	if (e == NULL)
		e = compile_join(c, XAP_SYNONYM, at, x->terms.n, 0, out);
	free(at);
	return e;
}

const struct error *
compile_expansion(struct compiler *c, const struct node *node,
    struct xap_query **out)
{
	struct expansion x = { .c = c, .is_fuzzy = node->kind == NODE_FUZZY,
	    .prefix = node->field == FIELD_TITLE ? PREFIX_TITLE :
	    PREFIX_WORD };
	const struct error *e;
	struct word w;
	size_t words = 0;

	text_start(c->tokenizer, node->text, false);
	while (text_next(c->tokenizer, &w))
		if (words++ == 0)
			x.word = arena_str(c->arena, w.folded);
	if (words != 1)
		return error_make(ERROR_QUERY, "query: \"%.*s%c\": a %s "
		    "is one word", STR_ARG(node->text), x.is_fuzzy ? '~' :
		    '*', x.is_fuzzy ? "word with mistakes" : "wildcard");
	x.mistakes = x.word.n < FUZZY_LETTERS ? 1 : 2;
	if ((e = find_words(&x, node)) == NULL)
		e = join_terms(&x, out);
	map_release(&x.terms);
	return e;
}
