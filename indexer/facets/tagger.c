/* The rules' spans and the model's, made one. */
#include "facets/tagger.h"

#include <string.h>

#include "facets/names.h"
#include "facets/tagger_crf.h"

/* Is it a part of a longer run of capitals: "Gulf" in "Gulf War"? */
static bool
is_part(const struct document *d, const struct span *x)
{
	const struct token *a = &d->tokens.at[x->first];
	const struct token *z = a + x->n - 1, *before, *after;

	if ((a->flags & TOKEN_CASELESS) != 0)
		return false;
	before = document_token(d, x->first, -1);
	after = document_token(d, x->first + x->n - 1, 1);
	return (after != NULL && tagger_is_name(after) && (z->flags &
	    TOKEN_POSSESSIVE) == 0 && (after->flags & (TOKEN_START |
	    TOKEN_HYPHEN)) == 0) || (before != NULL && tagger_is_name(before)
	    && (before->classes & WORD_COMMON) == 0 && (before->flags &
	    TOKEN_POSSESSIVE) == 0 && (a->flags & (TOKEN_START |
	    TOKEN_HYPHEN)) == 0);
}

static bool
is_town(const struct lexicon *lex, const struct phrase *p)
{
	for (size_t i = 0; p != NULL && i < p->n_senses; i++) {
		const struct sense *s = &lex->sense[p->sense + i];

		if (s->kind != SENSE_PLACE ||
		    lex->value[s->value].kind <= VALUE_PROVINCE)
			return false;
	}
	return true;
}

/*
 * A town whose name is a word, too: "Eagle", "Cocoa".  The model is right to
 * see none, unless "in" or "near" stands before it.
 */
static bool
is_doubtful(const struct document *d, const struct span *x)
{
	const struct token *t = &d->tokens.at[x->first];
	const struct token *before = document_token(d, x->first, -1);

	return x->n == 1 && is_town(d->lex, x->phrase) &&
	    (t->classes & (WORD_COMMON | WORD_NOUN)) != 0 &&
	    (before == NULL || (before->classes & WORD_PLACE) == 0);
}

/* Rules that are worth hearing where the model sees no name. */
static bool
is_heard(const struct document *d, const struct span *x)
{
	switch (x->rule) {
	case RULE_ACRONYM:	/* one that is explained? */
		return (features_around(&d->crf_work->features,
		    d->tokens.at[x->first].hash) & FEATURES_BRACKET) != 0;
	case RULE_DICTIONARY:
	case RULE_DOUBTFUL:
	case RULE_GAZETTEER:
		return x->n > 1 || (!is_part(d, x) && (x->kind !=
		    MENTION_LOCATION || !is_doubtful(d, x)));
	case RULE_DEMONYM:
	case RULE_METONYM:
	case RULE_TITLE:
	case RULE_HEAD:
	case RULE_LEGAL:
	case RULE_DATELINE:
		return x->kind != SPAN_UNKNOWN;
	default:
		return false;
	}
}

/* What a name's senses can be, as bits; 0 if one of them is weak. */
static unsigned
strong_kinds(const struct lexicon *lex, const struct phrase *p)
{
	unsigned kinds = 0;

	for (size_t i = 0; i < p->n_senses; i++) {
		const struct sense *s = &lex->sense[p->sense + i];

		if ((s->flags & SENSE_WEAK) != 0)
			return 0;
		kinds |= SENSE_BIT(s->kind);
	}
	return kinds;
}

/*
 * The same words, of another kind: does the dictionary know better?  "U.N."
 * is no place, "Saudi Arabia" no person.
 */
static bool
is_better(const struct document *d, const struct span *x,
    const struct span *y)
{
	unsigned kinds;

	if (x->first != y->first || x->n != y->n || x->phrase == NULL)
		return false;
	for (size_t i = 0; i < x->n; i++)
		if ((d->tokens.at[x->first + i].classes & (WORD_GIVEN |
		    WORD_FAMILY | WORD_COMMON)) != 0)
			return false;
	kinds = strong_kinds(d->lex, x->phrase) &
	    (SENSE_BIT(SENSE_ACTOR) | SENSE_BIT(SENSE_PLACE));
	return (kinds == SENSE_BIT(SENSE_ACTOR) &&
	    x->kind == MENTION_ORGANIZATION && y->kind == MENTION_LOCATION) ||
	    (kinds == SENSE_BIT(SENSE_PLACE) &&
	    x->kind == MENTION_LOCATION && y->kind == MENTION_PERSON);
}

/*
 * A name of several words that the dictionary or its head noun makes sure;
 * has_body: the model sees an organization in it.
 */
static bool
is_sure(const struct span *x, bool has_body)
{
	if (x->rule == RULE_LEGAL || (x->rule == RULE_HEAD && !has_body &&
	    x->kind == MENTION_ORGANIZATION))
		return x->n > 1;
	return x->n > 2 && x->phrase != NULL && x->confidence >= 0.9f &&
	    x->rule == RULE_DICTIONARY;
}

/* "The New York Times", where the model has "New York Times"? */
static bool
is_article_more(const struct document *d, const struct span *x,
    const struct span *y)
{
	struct str word = document_text(d, x->first, 1);

	return y->first == x->first + 1 && y->n + 1 == x->n &&
	    (str_is(word, "The") || str_is(word, "the"));
}

/*
 * Spans up to rules are the rules', the others the model's, both in order.
 * The model decides, but for long names that the dictionary has and the model
 * sees a part of; where both agree, the rules' span stays, which knows more.
 */
static void
join(struct document *d, size_t rules)
{
	size_t first = rules;

	for (size_t i = 0; i < rules; i++) {
		struct span *x = &d->spans.at[i];
		uint32_t end = x->first + x->n;
		bool covers = true, meets = false, agrees = false;
		bool better = false, body = false, caseless =
		    (d->tokens.at[x->first].flags & TOKEN_CASELESS) != 0;

		while (first < d->spans.n && d->spans.at[first].first +
		    d->spans.at[first].n <= x->first)
			first++;
		for (size_t k = first; k < d->spans.n &&
		    d->spans.at[k].first < end; k++) {
			const struct span *y = &d->spans.at[k];

			meets = true;
			body |= y->kind == MENTION_ORGANIZATION;
			agrees |= y->first == x->first && y->n == x->n &&
			    y->kind == x->kind && !y->is_metonym;
			better |= is_better(d, x, y);
			covers &= y->first >= x->first &&
			    y->first + y->n <= end && y->n < x->n &&
			    !is_article_more(d, x, y);
		}
		if (!agrees && !better && (meets ? !covers || !is_sure(x, body && !caseless) :
		    !is_heard(d, x))) {
			x->kind = SPAN_DROPPED;
			continue;
		}
		for (size_t k = first; k < d->spans.n &&
		    d->spans.at[k].first < end; k++) {
			d->spans.at[k].kind = SPAN_DROPPED;
			if (agrees && x->confidence <
			    d->spans.at[k].confidence)
				x->confidence = d->spans.at[k].confidence;
		}
	}
}

/* The rules' dictionary name that begins at a token; NULL if none does. */
static const struct span *
dictionary_at(const struct document *d, size_t rules, uint32_t first)
{
	size_t low = 0, high = rules;
	const struct span *x;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (d->spans.at[middle].first < first)
			low = middle + 1;
		else
			high = middle;
	}
	x = &d->spans.at[low];
	return low < rules && x->first == first && x->phrase != NULL &&
	    x->rule == RULE_DICTIONARY ? x : NULL;
}

/* Is a span of the model nothing but names of the dictionary in a row? */
static bool
is_list(const struct document *d, size_t rules, const struct span *y)
{
	uint32_t at = y->first, end = y->first + y->n;
	const struct span *x;
	size_t names = 0;

	while (at < end) {
		struct str word = document_text(d, at, 1);

		if ((x = dictionary_at(d, rules, at)) != NULL &&
		    at + x->n <= end) {
			at += x->n;
			names++;
		} else if (str_is(word, "and") || str_is(word, "or") ||
		    str_is(word, ","))
			at++;
		else
			return false;
	}
	return names > 1;
}

/* Two armed groups with "and" between them are no third one. */
static void
drop_lists(struct document *d, size_t rules)
{
	size_t n = rules;

	for (size_t i = rules; i < d->spans.n; i++)
		if (d->spans.at[i].n < 3 || !is_list(d, rules,
		    &d->spans.at[i]))
			d->spans.at[n++] = d->spans.at[i];
	d->spans.n = n;
}

/*
 * "Fuel and Energy" of a minister is his portfolio, no organization; of
 * "Iranian Oil" the nationality stays.
 */
static void
drop_portfolios(struct document *d)
{
	for (size_t i = 0; i < d->spans.n; i++) {
		struct span *x = &d->spans.at[i];
		size_t last = x->first + x->n - 1, len;
		const struct phrase *p;
		struct str word;

		if (x->kind != MENTION_ORGANIZATION || x->phrase != NULL ||
		    document_token(d, last, 1) == NULL)
			continue;
		word = document_text(d, last + 1, 1);
		if (!str_is(word, "Minister") && !str_is(word, "Secretary"))
			continue;
		p = tokens_match(d->lex, &d->tokens.at[x->first], x->n,
		    SENSE_BIT(SENSE_DEMONYM), &len);
		*x = (struct span){ x->first, (uint32_t)len,
		    MENTION_NATIONALITY, .facet = x->facet,
		    .confidence = 0.9f, .rule = RULE_DEMONYM, .phrase = p,
		    .value_id = LEXICON_NONE };
		if (p == NULL)
			x->kind = SPAN_DROPPED;
	}
}

void
tagger_run(struct document *d)
{
	size_t rules;

	tagger_by_rules(d);
	rules = d->spans.n;
	if (d->crf != NULL) {
		tagger_by_model(d, d->crf, d->crf_work);
		drop_lists(d, rules);
		join(d, rules);
	}
	drop_portfolios(d);
	spans_tidy(&d->spans);
}
