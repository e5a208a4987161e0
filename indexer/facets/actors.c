#include "facets/actors.h"

#include <string.h>

#include "facets/orgtype.h"

#define SHORT_BACK 300		/* names to look back over */

const struct sense *
actors_sense(const struct document *d, const struct phrase *p,
    enum sense_kind kind)
{
	const struct sense *best = NULL;

	for (size_t i = 0; p != NULL && i < p->n_senses; i++) {
		const struct sense *s = &d->lex->sense[p->sense + i];

		if (s->kind == kind && (best == NULL ||
		    ((best->flags & SENSE_WEAK) != 0 &&
		    (s->flags & SENSE_WEAK) == 0)))
			best = s;
	}
	return best;
}

struct str
actors_body(struct document *d, uint32_t country, struct str body)
{
	buf_reset(&d->scratch);
	buf_str(&d->scratch, lexicon_name(d->lex, country));
	buf_putc(&d->scratch, ' ');
	buf_str(&d->scratch, body);
	return arena_str(&d->arena, buf_slice(&d->scratch));
}

static void
set_government(struct document *d, struct span *x, uint32_t country,
    const char *rule)
{
	x->kind = MENTION_ORGANIZATION;
	x->facet = FACET_ACTOR;
	x->value = actors_body(d, country, STR_LIT("government"));
	x->org_type = ORG_TYPE_GOVERNMENT;
	x->rule = rule;
}

/*
 * Among several organizations of that name: one of a country that the article
 * names, a strong sense before a weak one.  A weak one needs its country.
 */
static const struct sense *
choose(const struct document *d, const struct places *places,
    const struct phrase *p)
{
	const struct sense *best = NULL;
	int best_score = 0;

	for (size_t i = 0; i < p->n_senses; i++) {
		const struct sense *s = &d->lex->sense[p->sense + i];
		bool strong = (s->flags & SENSE_WEAK) == 0;
		uint32_t country;
		int score;

		if (s->kind != SENSE_ACTOR)
			continue;
		country = d->lex->value[s->value].country;
		score = 1 + (strong ? 4 : 0) + ((s->flags & SENSE_NAME) != 0) +
		    (country != LEXICON_NONE &&
		    places_count_of(places, country) > 0 ? 3 : 0);
		if (!strong && !(country == LEXICON_NONE ? p->n > 1 :
		    places->total > 0 && places_count_of(places, country) >=
		    places->total * 0.3f))
			continue;
		if (score > best_score) {
			best = s;
			best_score = score;
		}
	}
	return best;
}

static void
set_value(struct document *d, struct span *x, uint32_t value)
{
	const struct value *v = &d->lex->value[value];

	x->value_id = value;
	x->value = lexicon_name(d->lex, value);
	x->facet = FACET_ACTOR;
	x->org_type = v->org_type;
	x->kind = v->kind == VALUE_PERSON ? MENTION_PERSON :
	    MENTION_ORGANIZATION;
}

/* Does a verb of which a government is the subject follow? */
static bool
acts(const struct document *d, const struct span *x)
{
	const struct token *before = document_token(d, x->first, -1), *t;
	size_t last = x->first + x->n - 1;

	if (before != NULL && (before->classes & WORD_PLACE) != 0)
		return false;
	if (before != NULL && (token_is(before, ',') ||
	    str_is(document_text(d, x->first - 1, 1), "of")))
		return false;
	if ((d->tokens.at[last].flags & TOKEN_POSSESSIVE) != 0)
		return false;
	for (ptrdiff_t k = 1; k <= 3; k++) {
		if ((t = document_token(d, last, k)) == NULL)
			return false;
		if ((t->classes & WORD_SPEECH) != 0)
			return t->shape == SHAPE_LOWER;
		if ((t->classes & WORD_AUX) == 0)
			return false;
	}
	return false;
}

static void
resolve_phrase(struct document *d, const struct places *places, struct span *x)
{
	const struct sense *s;

	if (x->kind == MENTION_ORGANIZATION &&
	    (s = choose(d, places, x->phrase)) != NULL) {
		set_value(d, x, s->value);
		return;
	}
	s = actors_sense(d, x->phrase, SENSE_METONYM);
	if (s != NULL && ((s->flags & SENSE_CAPITAL) == 0 ? x->kind ==
	    MENTION_ORGANIZATION : x->kind == MENTION_LOCATION && acts(d, x)))
		set_government(d, x, s->value, "metonym");
	else if (x->kind == MENTION_ORGANIZATION && actors_sense(d, x->phrase,
	    SENSE_PLACE) != NULL)
		x->kind = MENTION_LOCATION;
	else if (x->kind == MENTION_ORGANIZATION && x->org_type == 0 &&
	    d->tokens.at[x->first].shape == SHAPE_CAPITAL)
		x->kind = SPAN_DROPPED;	/* "Shell", "Target" without context */
}

/* "American Express Co" is American Express. */
static void
without_suffix(struct document *d, struct span *x)
{
	const struct phrase *p;
	const struct sense *s;
	uint32_t n = x->n;

	while (n > 1 && (d->tokens.at[x->first + n - 1].classes &
	    WORD_LEGAL) != 0)
		n--;
	if (n == x->n || x->phrase != NULL)
		return;
	p = tokens_exact(d->lex, &d->tokens.at[x->first], n, SENSE_NAMES);
	s = actors_sense(d, p, SENSE_ACTOR);
	if (s != NULL)
		set_value(d, x, s->value);
}

/*
 * "Shearson" after "Shearson Lehman Brothers Inc": a word that stands for an
 * organization of several words that it begins.
 */
static void
link_short(struct document *d, struct span *x, size_t i)
{
	uint64_t hash = d->tokens.at[x->first].hash;
	size_t back = i > SHORT_BACK ? i - SHORT_BACK : 0;

	if (x->n != 1 || x->value_id != LEXICON_NONE || x->phrase != NULL ||
	    (x->kind != SPAN_UNKNOWN && x->kind != MENTION_ORGANIZATION &&
	    !(x->kind == MENTION_PERSON && x->confidence <= 0.5f)))
		return;
	for (; i > back; i--) {
		const struct span *y = &d->spans.at[i - 1];

		if (y->kind == MENTION_ORGANIZATION && y->n > 1 &&
		    d->tokens.at[y->first].hash == hash && y->value.n > 0 &&
		    ((d->tokens.at[y->first + y->n - 1].classes &
		    WORD_LEGAL) != 0 || d->tokens.at[x->first].word == NULL)) {
			x->kind = MENTION_ORGANIZATION;
			x->facet = FACET_ACTOR;
			x->value = y->value;
			x->value_id = y->value_id;
			x->org_type = y->org_type;
			x->confidence = 0.7f;
			x->rule = "short for";
			return;
		}
	}
}

/* ---- acronyms ---- */

/* Do the initials of the span's capitalised words spell it? */
static bool
spells(const struct document *d, const struct span *x, struct str acronym)
{
	size_t at = 0;

	for (uint32_t i = 0; i < x->n; i++) {
		const struct token *t = &d->tokens.at[x->first + i];
		char c = document_text(d, x->first + i, 1).p[0];

		if (t->shape == SHAPE_LOWER)
			continue;
		if (at >= acronym.n || (c | 32) != (acronym.p[at] | 32))
			return false;
		at++;
	}
	return at == acronym.n && at > 1;
}

static bool
is_acronym(const struct document *d, size_t i)
{
	const struct token *t = &d->tokens.at[i];

	return t->kind == TOKEN_WORD && (t->shape == SHAPE_UPPER ||
	    t->shape == SHAPE_DOTTED || (t->shape == SHAPE_CAPITAL &&
	    t->end - t->start <= 6)) && t->end - t->start <= 10;
}

/* All later spans that are this acronym alone mean what x means. */
static void
spread(struct document *d, const struct span *x, uint64_t hash)
{
	for (size_t i = 0; i < d->spans.n; i++) {
		struct span *y = &d->spans.at[i];

		if (y->n != 1 || d->tokens.at[y->first].hash != hash ||
		    y->value_id != LEXICON_NONE || !is_acronym(d, y->first))
			continue;
		y->kind = MENTION_ORGANIZATION;
		y->facet = FACET_ACTOR;
		y->value = x->value;
		y->org_type = x->org_type;
		y->confidence = 0.9f;
		y->rule = "acronym of";
	}
}

/* "Name of It (NOI)": the one in the dictionary names both. */
static void
bind_acronym(struct document *d, size_t i)
{
	struct span *x = &d->spans.at[i], *y;
	size_t open = x->first + x->n;

	if (x->kind != MENTION_ORGANIZATION || x->n < 2 ||
	    open + 2 >= d->tokens.n || !token_is(&d->tokens.at[open], '(') ||
	    !token_is(&d->tokens.at[open + 2], ')') ||
	    !is_acronym(d, open + 1))
		return;
	y = i + 1 < d->spans.n && d->spans.at[i + 1].first == open + 1 &&
	    d->spans.at[i + 1].n == 1 ? &d->spans.at[i + 1] : NULL;
	if (x->value_id == LEXICON_NONE && y != NULL &&
	    y->value_id != LEXICON_NONE && y->kind == MENTION_ORGANIZATION &&
	    spells(d, x, document_text(d, open + 1, 1)))
		set_value(d, x, y->value_id);
	else
		spread(d, x, d->tokens.at[open + 1].hash);
}

/* An acronym that no bracket explains: the initials of a name here? */
static void
guess_acronym(struct document *d, struct span *x)
{
	struct str word = document_text(d, x->first, 1);
	size_t tries = 0;

	if (x->n != 1 || x->value_id != LEXICON_NONE || word.n < 3 ||
	    d->tokens.at[x->first].shape != SHAPE_UPPER)
		return;
	for (size_t i = 0; i < d->spans.n && tries < 2000; i++) {
		const struct span *y = &d->spans.at[i];

		if (y->kind != MENTION_ORGANIZATION || y->n < 3)
			continue;
		tries++;
		if (spells(d, y, word)) {
			x->value = y->value;
			x->org_type = y->org_type;
			x->rule = "initials of";
			return;
		}
	}
}

void
actors_resolve(struct document *d, const struct places *places)
{
	for (size_t i = 0; i < d->spans.n; i++) {
		struct span *x = &d->spans.at[i];

		if (x->value.n == 0 && x->phrase != NULL &&
		    (x->kind == MENTION_ORGANIZATION ||
		    x->kind == MENTION_LOCATION))
			resolve_phrase(d, places, x);
		if (x->kind == MENTION_ORGANIZATION && x->value.n == 0)
			without_suffix(d, x);
		link_short(d, x, i);
		if (x->kind == MENTION_ORGANIZATION && x->value.n == 0) {
			x->facet = FACET_ACTOR;
			x->value = document_value(d, x->first, x->n);
		}
	}
	for (size_t i = 0; i < d->spans.n; i++)
		bind_acronym(d, i);
	for (size_t i = 0; i < d->spans.n; i++)
		if (d->spans.at[i].kind == MENTION_ORGANIZATION)
			guess_acronym(d, &d->spans.at[i]);
}
