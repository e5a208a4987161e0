#include "facets/people_table.h"

#include "facets/repair_kind.h"
#include "facets/tagger.h"

/* Does a capitalised word stand before or after it? */
static bool
is_in_run(const struct document *d, size_t i)
{
	const struct token *t = &d->tokens.at[i];
	const struct token *before = document_token(d, i, -1);
	const struct token *after = document_token(d, i, 1);

	return (after != NULL && ((after->flags & TOKEN_HYPHEN) != 0 ||
	    (tagger_is_name(after) && (after->flags & TOKEN_START) == 0 &&
	    (t->flags & TOKEN_POSSESSIVE) == 0))) || (before != NULL &&
	    tagger_is_name(before) && (t->flags & TOKEN_START) == 0 &&
	    (before->classes & WORD_COMMON) == 0 &&
	    (before->flags & TOKEN_POSSESSIVE) == 0);
}

/* A surname of the article, or another name of somebody in it, at token i? */
static bool
is_surname(const struct people *p, const struct document *d, size_t i)
{
	const struct token *t = &d->tokens.at[i];
	const struct seen *seen;

	if (t->shape != SHAPE_CAPITAL || !tagger_is_name(t) ||
	    (t->flags & (TOKEN_CASELESS | TOKEN_HYPHEN)) != 0 ||
	    (t->classes & (WORD_COMMON | WORD_NEVER | WORD_NOUN |
	    WORD_HEAD)) != 0)
		return false;
	if ((people_find(p, d, t->hash, false, (uint32_t)i) == NULL &&
	    known_among(d, i, 1, p->id, p->ids) == LEXICON_NONE) ||
	    is_in_run(d, i))
		return false;
	seen = document_seen(d, t->hash);
	return seen == NULL || seen->lower == 0;
}

/* "Pope [Francis]", "King [Hussein] of [Jordan]": good as they are. */
static bool
is_title_and(const struct span *x, const struct span *last, size_t i)
{
	return x->kind == MENTION_PERSON && (x->first - x->title_n == i ||
	    last != x);
}

/*
 * Full names of the dictionary that the tagger passed over or cut short
 * ("Ahmad Shah [Massoud]").
 */
void
people_find_known(struct document *d)
{
	size_t n = d->spans.n, k = 0, to, len;

	for (size_t i = 0; i < d->tokens.n; i++) {
		const struct token *t = &d->tokens.at[i];

		while (k < n && d->spans.at[k].first + d->spans.at[k].n <= i)
			k++;
		if (t->kind != TOKEN_WORD || (t->shape == SHAPE_LOWER ?
		    (t->classes & WORD_PARTICLE) == 0 :
		    (t->flags & TOKEN_START) != 0 &&
		    (t->classes & WORD_COMMON) != 0) ||
		    (k < n && d->spans.at[k].first < i) ||
		    (len = known_full(d, i, d->tokens.n)) == 0)
			continue;
		for (to = k; to < n && d->spans.at[to].first < i + len; to++)
			;
		if (to > k && (d->spans.at[to - 1].first +
		    d->spans.at[to - 1].n > i + len || (to == k + 1 &&
		    d->spans.at[k].n == len)))
			continue;
		if ((len == 1 && is_in_run(d, i)) || (k < to &&
		    is_title_and(&d->spans.at[k], &d->spans.at[to - 1], i)))
			continue;
		for (; k < to; k++)
			d->spans.at[k].kind = SPAN_DROPPED;
		repair_kind(d, spans_add(&d->spans, i, len, MENTION_PERSON,
		    0.95f, RULE_PERSON));
		i += len - 1;
	}
	if (d->spans.n > n)
		spans_tidy(&d->spans);
}

/*
 * Capitalised words that are somebody's surname and nowhere written small,
 * where the tagger passed them over.  True if any.
 */
bool
people_find_surnames(const struct people *p, struct document *d)
{
	size_t n = d->spans.n, k = 0;

	for (size_t i = 0; i < d->tokens.n && p->n > 0; i++) {
		for (; k < n && d->spans.at[k].first + d->spans.at[k].n <= i;
		    k++)
			;
		if (k < n && d->spans.at[k].first <= i)
			i = d->spans.at[k].first + d->spans.at[k].n - 1;
		else if (is_surname(p, d, i))
			spans_add(&d->spans, i, 1, MENTION_PERSON, 0.7f,
			    RULE_SURNAME);
	}
	if (d->spans.n == n)
		return false;
	spans_tidy(&d->spans);
	return true;
}

