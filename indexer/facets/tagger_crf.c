#include "facets/tagger_crf.h"

#include "facets/names.h"
#include "facets/tagger.h"

static enum mention_kind
kind_of(unsigned tag)
{
	static const enum mention_kind kind[] = { MENTION_PERSON,
	    MENTION_ORGANIZATION, MENTION_LOCATION, MENTION_NATIONALITY };

	return kind[(tag - 1) / 4];
}

/* Words of titles that end just before token i. */
static uint8_t
title_before(const struct document *d, size_t i)
{
	size_t back = i > 6 ? i - 6 : 0, len;

	for (; back < i; back++) {
		size_t k = back;

		if (d->tokens.at[k].segment != d->tokens.at[i].segment)
			continue;
		while (k < i && tokens_match(d->lex, &d->tokens.at[k], i - k,
		    SENSE_BIT(SENSE_TITLE), &len) != NULL)
			k += len;
		if (k == i)
			return (uint8_t)(i - back);
	}
	return 0;
}

/* Do tokens i up to end look like a person's name? */
static bool
is_person_like(const struct document *d, size_t i, size_t end, bool is_rank)
{
	bool known = false;

	if (end - i > 4)
		return false;
	for (; i < end; i++) {
		const struct token *t = &d->tokens.at[i];
		bool name = (t->classes & (WORD_GIVEN | WORD_FAMILY)) != 0;

		known |= name;
		if (!tagger_is_name(t) && (t->classes & WORD_PARTICLE) == 0)
			return false;
		if ((t->classes & (WORD_HEAD | WORD_LEGAL)) != 0 || (!name &&
		    (t->classes & (WORD_COMMON | WORD_NOUN)) != 0))
			return false;
	}
	return known || !is_rank;
}

size_t
tagger_person_in(const struct document *d, size_t first, size_t n)
{
	size_t end = first + n, best = first, len;
	bool is_rank = false;

	if (tokens_exact(d->lex, &d->tokens.at[first], n, SENSE_NAMES) != NULL)
		return first;
	for (size_t k = first; k + 1 < end; k++) {
		const struct phrase *p = tokens_match(d->lex,
		    &d->tokens.at[k], end - k, SENSE_BIT(SENSE_TITLE), &len);

		if (p == NULL || k + len >= end)
			continue;
		is_rank = d->lex->sense[p->sense].value == TITLE_RANK;
		best = k + len;
		k = best - 1;
	}
	return best > first && is_person_like(d, best, end, is_rank) ? best :
	    first;
}

/*
 * A title that begins before token first and ends inside the name, "Secretary
 * of State" before "State Colin Powell": where it ends; first if there is
 * none.
 */
static size_t
title_end(const struct document *d, size_t first, size_t end)
{
	size_t back = first > 4 ? first - 4 : 0, len;

	for (; back < first; back++)
		if (d->tokens.at[back].segment == d->tokens.at[first].segment &&
		    tokens_match(d->lex, &d->tokens.at[back], end - back,
		    SENSE_BIT(SENSE_TITLE), &len) != NULL && back + len > first)
			return back + len;
	return first;
}

/* "Mr", "Ms" just before? */
static bool
has_honorific(const struct document *d, size_t first)
{
	const struct token *t = document_token(d, first, -1);
	const struct phrase *p;
	size_t len;

	if (t == NULL || (p = tokens_match(d->lex, t, 1,
	    SENSE_BIT(SENSE_TITLE), &len)) == NULL)
		return false;
	return d->lex->sense[p->sense].value == TITLE_HONORIFIC;
}

/* A place, and no organization of that name? */
static bool
is_metonym(const struct lexicon *lex, const struct phrase *p)
{
	bool found = false;

	for (size_t i = 0; p != NULL && i < p->n_senses; i++) {
		const struct sense *s = &lex->sense[p->sense + i];

		if (s->kind == SENSE_ACTOR)
			return false;
		found |= s->kind == SENSE_PLACE;
	}
	return found;
}

/* Behind "in", "to the"? */
static bool
is_where(const struct document *d, size_t first)
{
	const struct token *t = document_token(d, first, -1);

	if (t != NULL && str_is(document_text(d, first - 1, 1), "the"))
		t = document_token(d, first, -2);
	return t != NULL && (t->classes & WORD_PLACE) != 0;
}

/* "University of X and Y Ltd" is two: the "and" between them, or 0. */
static size_t
two_heads(const struct scanner *s, size_t first, size_t end)
{
	struct head_name a, b;

	for (size_t k = first + 1; k + 1 < end; k++)
		if (str_is(document_text(s->d, k, 1), "and"))
			return names_by_head(s, first, &a) && a.end == k &&
			    names_by_head(s, k + 1, &b) && b.end == end ? k :
			    0;
	return 0;
}

static void
add_name(struct document *d, size_t first, size_t end, unsigned tag)
{
	struct scanner s = { d, d->lex, d->tokens.at, d->tokens.n };
	struct head_name head;
	enum mention_kind kind = kind_of(tag);
	struct span *x;
	size_t person, and, len;

	if ((person = title_end(d, first, end)) > first) {
		if (person >= end || !is_person_like(d, person, end, false))
			return;
		kind = MENTION_PERSON;
		first = person;
	}
	if ((kind == MENTION_PERSON || kind == MENTION_ORGANIZATION) &&
	    (person = tagger_person_in(d, first, end - first)) > first) {
		kind = MENTION_PERSON;
		first = person;
	}
	if ((kind == MENTION_ORGANIZATION || kind == MENTION_LOCATION) &&
	    has_honorific(d, first) && is_person_like(d, first, end, true))
		kind = MENTION_PERSON;
	/* "Internet", "AIDS" */
	if (end == first + 1 && (d->tokens.at[first].classes & WORD_NEVER) !=
	    0 && (d->tokens.at[first].shape == SHAPE_CAPITAL ||
	    tokens_exact(d->lex, &d->tokens.at[first], 1, SENSE_NAMES) ==
	    NULL))
		return;
	if (kind == MENTION_ORGANIZATION &&
	    (and = two_heads(&s, first, end)) != 0) {
		add_name(d, first, and, tag);
		add_name(d, and + 1, end, tag);
		return;
	}
	x = spans_add(&d->spans, first, end - first, kind, 0.8f, RULE_MODEL);
	x->phrase = tokens_exact(d->lex, &d->tokens.at[first], end - first,
	    SENSE_NAMES);
	if (x->kind == MENTION_ORGANIZATION &&
	    is_metonym(d->lex, x->phrase)) {
		x->kind = MENTION_LOCATION;
		/* but a place in "US President", "to the US" */
		x->is_metonym = !is_where(d, first) && (end >= d->tokens.n ||
		    tokens_match(d->lex, &d->tokens.at[end],
		    d->tokens.n - end, SENSE_BIT(SENSE_TITLE), &len) == NULL);
	}
	if (x->kind == MENTION_PERSON)
		x->title_n = title_before(d, first);
	else if (x->kind == MENTION_ORGANIZATION && x->phrase == NULL &&
	    names_by_head(&s, first, &head) && head.end == end &&
	    head.is_organization)
		x->org_type = head.org_type;
}

void
tagger_by_model(struct document *d, const struct crf *m, struct crf_work *w)
{
	features_begin(&w->features, d);
	for (size_t first = 0, end; first < d->tokens.n; first = end) {
		end = features_sentence(&w->features, first);
		crf_decode(m, w);
		for (size_t i = 0, k; i < end - first; i = k) {
			k = i + 1;
			if (w->tag[i] == TAG_O)
				continue;
			while (k < end - first &&
			    !crf_allows(w->tag[k - 1], TAG_O))
				k++;
			add_name(d, first + i, first + k, w->tag[i]);
		}
	}
}
