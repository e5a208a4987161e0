/*
 * "=word": the index has stems only, so a document that has the stem is looked
 * at, when it fulfils all other conditions, for the word itself.
 */
#include <string.h>

#include "compile.h"
#include "record.h"

#define PHRASE_MAX 64		/* words, one bit for each */

struct exact {			/* the arena's */
	struct compiler *c;
	struct phrase_mark phrase;
	bool is_title;		/* only there */
};

/* Does word i of the phrase accept this one of a text? */
static bool
accepts(struct exact *x, size_t i, struct word *w, struct str folded)
{
	struct str term = x->phrase.term[i];
	size_t n;

	if (x->phrase.exact[i].n > 0 && !str_eq(x->phrase.exact[i], folded))
		return false;
	if (str_starts(term, PREFIX_ACRONYM)) {
		n = strlen(PREFIX_ACRONYM);
		return w->is_acronym && str_eq(w->folded, (struct str){
		    term.p + n, term.n - n });
	}
	if (x->phrase.exact[i].n > 0)
		return true;
	n = strlen(PREFIX_WORD);
	text_stem(x->c->tokenizer, w);
	return str_eq(w->stem, (struct str){ term.p + n, term.n - n });
}

static bool
is_ascii(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((s.p[i] & 0x80) != 0)
			return false;
	return true;
}

/*
 * Bit i of state: the last i + 1 words are the first of the phrase (Baeza-Yates
 * and Gonnet 1992, "A new approach to text searching").
 */
static bool
is_in(struct exact *x, struct str s)
{
	struct text *t = x->c->tokenizer;
	const size_t n = x->phrase.n;
	uint64_t state = 0, next;
	struct buf plain = { 0 };
	struct str folded;
	struct word w;

	text_start(t, s, !text_is_shouting(s));
	while ((state >> (n - 1) & 1) == 0 && text_scan(t, &w)) {
		folded = w.folded;
		if (!is_ascii(folded)) {
			buf_reset(&plain);
			text_fold(&plain, folded);
			folded = buf_slice(&plain);
		}
		next = 0;
		for (size_t i = 0; i < n; i++)
			if ((i == 0 || (state >> (i - 1) & 1) != 0) &&
			    accepts(x, i, &w, folded))
				next |= UINT64_C(1) << i;
		state = next;
	}
	buf_release(&plain);
	return (state >> (n - 1) & 1) != 0;
}

static enum xap_verdict
test(void *arg, struct str data)
{
	struct exact *x = arg;
	struct record r;

	arena_reset(&x->c->scratch);
	if (!record_read(&r, &x->c->scratch, data))
		return XAP_DAMAGED;
	return (!x->is_title && is_in(x, r.text)) || is_in(x, r.title) ?
	    XAP_YES : XAP_NO;
}

const struct error *
compile_exact(struct compiler *c, const struct phrase_mark *p, bool is_title,
    struct xap_query **query)
{
	struct exact *x = arena_alloc(c->arena, sizeof(*x));
	struct xap_query *list[2] = { *query }, *q = NULL;
	const struct error *e;

	*x = (struct exact){ .c = c, .phrase = *p, .is_title = is_title };
	if (p->n > PHRASE_MAX)
		return error_make(ERROR_QUERY, "query: a phrase with \"=\" "
		    "has at most %d words", PHRASE_MAX);
	if (xap_reader_has_server(c->reader))
		return error_make(ERROR_QUERY, "query: a server does not look "
		    "for words as they are written; leave out the \"=\"");
	e = xap_query_test(&q, test, x);
	if ((e = compile_keep(c, e, q, &list[1])) != NULL)
		return e;
	return compile_join(c, XAP_FILTER, list, 2, 0, query);
}
