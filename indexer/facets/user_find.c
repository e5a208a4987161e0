#include "facets/user.h"

#define SURE 0.6f	/* a longer name that the tagger is less sure of yields */

static bool
has_use_of_case(const struct token *t)
{
	return (t->flags & TOKEN_CASELESS) == 0;
}

/*
 * A single ordinary word: at the beginning of a sentence, or in text without
 * case, its capital says nothing.
 */
static bool
is_ordinary(const struct document *d, size_t i, const struct phrase *p)
{
	const struct token *t = &d->tokens.at[i];
	const struct seen *seen;

	if (p->n > 1 || (p->is_acronym != 0 && has_use_of_case(t)) ||
	    (has_use_of_case(t) && (t->flags & TOKEN_START) == 0))
		return false;
	seen = document_seen(d, t->hash);
	return (t->classes & (WORD_COMMON | WORD_AUX | WORD_SPEECH |
	    WORD_TIME)) != 0 || (seen != NULL && seen->lower > 0);
}

/* Does a span from k on hold all of it and more, and is it sure to? */
static bool
is_part(const struct document *d, size_t k, size_t n, size_t first,
    size_t len)
{
	const struct span *x = &d->spans.at[k];

	return k < n && x->kind != SPAN_DROPPED && x->first <= first &&
	    x->first + x->n >= first + len && x->n > len &&
	    x->confidence >= SURE;
}

static void
set_user(struct document *d, struct span *x, const struct phrase *p)
{
	const struct sense *s = &d->lex->sense[p->sense];
	const struct value *v = &d->lex->value[s->value];

	x->phrase = p;
	x->value_id = s->value;
	x->value = lexicon_name(d->lex, s->value);
	x->facet = (uint8_t)lexicon_facet(v);
	x->org_type = v->org_type;
	x->kind = lexicon_facet(v) == FACET_LOCATION ? MENTION_LOCATION :
	    v->kind == VALUE_PERSON ? MENTION_PERSON : MENTION_ORGANIZATION;
}

/* "the Zorb Front", of a name that begins with "The": is no part of it. */
static bool
is_article(const struct document *d, size_t i, size_t len)
{
	const struct token *t = &d->tokens.at[i];

	return len > 1 && (t->shape == SHAPE_LOWER ||
	    (t->flags & TOKEN_START) != 0) &&
	    (str_is(document_text(d, i, 1), "the") ||
	    str_is(document_text(d, i, 1), "The"));
}

/* The spans from k on that begin before `end` give way to one from `first`. */
static void
replace(struct document *d, size_t k, size_t n, size_t first, size_t end,
    const struct phrase *p)
{
	uint8_t title_n = 0;

	for (; k < n && d->spans.at[k].first < end; k++) {
		if (d->spans.at[k].first == first)
			title_n = d->spans.at[k].title_n;
		d->spans.at[k].kind = SPAN_DROPPED;
	}
	set_user(d, spans_add(&d->spans, first, end - first,
	    MENTION_ORGANIZATION, 1, RULE_USER), p);
	d->spans.at[d->spans.n - 1].title_n = title_n;
}

void
user_find(struct document *d)
{
	const struct token *t = d->tokens.at;
	size_t n = d->spans.n, k = 0, i = 0, len;

	while (i < d->tokens.n) {
		const struct phrase *p = t[i].word == NULL ||
		    t[i].word->phrase_max == 0 ? NULL : tokens_match(d->lex,
		    &t[i], d->tokens.n - i, PHRASE_USER, &len);

		while (k < n && d->spans.at[k].first + d->spans.at[k].n <= i)
			k++;
		if (p == NULL || is_part(d, k, n, i, len)) {
			i++;
			continue;
		}
		if (is_ordinary(d, i, p)) {
			if (k < n && d->spans.at[k].phrase == p)
				d->spans.at[k].kind = SPAN_DROPPED;
			i++;
			continue;
		}
		replace(d, k, n, i + is_article(d, i, len), i + len, p);
		i += len;
	}
	spans_tidy(&d->spans);
}
