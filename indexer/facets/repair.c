#include "facets/repair.h"

#include <string.h>

#include "facets/actors.h"
#include "facets/orgtype.h"
#include "facets/repair_kind.h"
#include "facets/repair_span.h"
#include "facets/repair_split.h"
#include "facets/tagger.h"

#define WIDEN_BACK 3		/* tokens in front that a phrase may add */

/* ---- where a name begins and ends ---- */

static bool
is_article(const struct document *d, size_t i)
{
	return document_is_word(d, i, "The") || document_is_word(d, i, "the") ||
	    document_is_word(d, i, "THE");
}

/* Is its name written with the article, as newspapers' are? */
static bool
has_article(const struct document *d, const struct phrase *p)
{
	const struct sense *s = actors_sense(d, p, SENSE_ACTOR);
	struct str name = phrase_meaning(d->lex, p).name;

	return memmem(name.p, name.n, "The ", 4) != NULL || (s != NULL &&
	    d->lex->value[s->value].org_type == ORG_TYPE_NEWS);
}

/* "The Vatican" is the Vatican, but The Hague is The Hague. */
static void
drop_article(const struct document *d, struct span *x)
{
	const struct phrase *p;

	if (x->n < 2 || !is_article(d, x->first))
		return;
	p = span_phrase_at(d, x->first, x->n);
	if (p != NULL && has_article(d, p))
		return;
	if (x->n > 2 || span_phrase_at(d, x->first + 1, 1) != NULL ||
	    (d->tokens.at[x->first + 1].classes & WORD_COMMON) == 0)
		span_shorten(d, x, 1);	/* but The Who is The Who */
}

/* Does a lower-case word at i lead to a name without being part of it? */
static bool
is_lead(const struct document *d, size_t i)
{
	const struct token *t = &d->tokens.at[i];
	size_t len;

	return t->kind == TOKEN_WORD && t->shape == SHAPE_LOWER &&
	    (t->flags & TOKEN_HYPHEN) == 0 &&
	    (t->classes & WORD_PARTICLE) == 0 && ((t->classes & (WORD_COMMON |
	    WORD_NEVER | WORD_GENERIC | WORD_NOUN)) != 0 ||
	    tokens_match(d->lex, t, 1, SENSE_BIT(SENSE_ROLE), &len) != NULL ||
	    tokens_match(d->lex, t, 1, SENSE_BIT(SENSE_TITLE), &len) != NULL);
}

/* "Guard of": a name ends in a name. */
static void
drop_tail(const struct document *d, struct span *x)
{
	uint32_t n = x->n;

	if (x->phrase != NULL || span_is_caseless(d, x->first))
		return;
	while (n > 1 && d->tokens.at[x->first + n - 1].shape == SHAPE_LOWER &&
	    (document_is_word(d, x->first + n - 1, "of") ||
	    document_is_word(d, x->first + n - 1, "the") ||
	    document_is_word(d, x->first + n - 1, "for") ||
	    document_is_word(d, x->first + n - 1, "and")))
		n--;
	if (n > 1 && d->tokens.at[x->first + n - 1].shape == SHAPE_LOWER &&
	    (d->tokens.at[x->first + n - 1].flags & TOKEN_HYPHEN) != 0 &&
	    (d->tokens.at[x->first + n - 1].classes & WORD_COMMON) != 0)
		n--;		/* "San Francisco-based" */
	if (n < x->n) {
		x->n = n;
		x->phrase = span_phrase_at(d, x->first, n);
	}
}

/* "From Lansing State Journal", at the start of a sentence. */
static void
drop_preposition(const struct document *d, struct span *x)
{
	const struct token *t = &d->tokens.at[x->first];

	if (x->n < 2 || x->phrase != NULL || t->shape != SHAPE_CAPITAL ||
	    (t->flags & (TOKEN_START | TOKEN_CASELESS)) != TOKEN_START ||
	    (t->classes & WORD_PLACE) == 0 || (t->classes & (WORD_GIVEN |
	    WORD_FAMILY)) != 0)
		return;
	if (x->kind == MENTION_PERSON && (document_is_word(d, x->first,
	    "Near") || document_is_word(d, x->first, "In")))
		x->kind = MENTION_LOCATION;
	span_shorten(d, x, 1);
}

/* "Supreme Court Justice Ann Lee": the title is not the court's. */
static void
drop_trailing_title(const struct document *d, struct span *x)
{
	size_t last = x->first + x->n - 1, len;
	const struct sense *s;

	if (x->phrase != NULL || x->n < 3 || x->kind !=
	    MENTION_ORGANIZATION || span_is_caseless(d, last) ||
	    (d->tokens.at[last].classes & WORD_HEAD) != 0)
		return;
	s = actors_sense(d, tokens_match(d->lex, &d->tokens.at[last], 1,
	    SENSE_BIT(SENSE_TITLE), &len), SENSE_TITLE);
	if (s == NULL || s->value == TITLE_HONORIFIC ||
	    document_token(d, last, 1) == NULL ||
	    !tagger_is_name(document_token(d, last, 1)))
		return;
	x->n--;
	x->phrase = span_phrase_at(d, x->first, x->n);
}

/*
 * "Securities and Exchange Commission Robertson": the dictionary's name, where
 * what follows is no more of a body's name.
 */
static void
drop_rest(const struct document *d, struct span *x)
{
	const struct phrase *p;
	size_t len;

	if (x->phrase != NULL || x->n < 4 || x->kind !=
	    MENTION_ORGANIZATION || span_is_caseless(d, x->first))
		return;
	p = tokens_match(d->lex, &d->tokens.at[x->first], x->n, SENSE_NAMES,
	    &len);
	if (p == NULL || len < 3 || len >= x->n ||
	    !phrase_meaning(d->lex, p).strong_actor)
		return;
	for (size_t i = x->first + len; i < x->first + x->n; i++)
		if (!tagger_is_name(&d->tokens.at[i]) ||
		    (d->tokens.at[i].classes & (WORD_HEAD | WORD_LEGAL |
		    WORD_COMMON | WORD_PLACE)) != 0 ||
		    span_phrase_at(d, i, 1) != NULL)
			return;
	x->n = (uint32_t)len;
	x->phrase = p;
	x->rule = RULE_DICTIONARY;
}

/* "eastern", "north": a part of the place that follows. */
static bool
is_direction(const struct document *d, size_t i)
{
	static const char *const word[] = { "north", "south", "east", "west",
	    "northern", "southern", "eastern", "western", "central",
	    "northeastern", "northwestern", "southeastern", "southwestern",
	    "northeast", "northwest", "southeast", "southwest" };

	for (size_t k = 0; k < sizeof(word) / sizeof(*word); k++)
		if (document_is_word(d, i, word[k]))
			return true;
	return false;
}

static bool
is_capital_direction(const struct document *d, size_t i)
{
	static const char *const word[] = { "North", "South", "East", "West",
	    "Northern", "Southern", "Eastern", "Western", "Central" };

	for (size_t k = 0; k < sizeof(word) / sizeof(*word); k++)
		if (document_is_word(d, i, word[k]))
			return true;
	return false;
}

/*
 * "rebel group Ansar": the name begins with its capital.  "eastern Zaire"
 * stays whole, and is Zaire.
 */
static void
drop_lead(const struct document *d, struct span *x)
{
	uint32_t n = 0, directions = 0;
	const struct phrase *p;

	if (x->phrase != NULL || span_is_caseless(d, x->first))
		return;
	/* "East Mosul" */
	if (x->kind == MENTION_LOCATION && x->n > 1 && is_capital_direction(d,
	    x->first) && (p = span_phrase_at(d, x->first + 1, x->n - 1)) !=
	    NULL && (phrase_meaning(d->lex, p).is_noted ||
	    phrase_meaning(d->lex, p).country)) {
		x->phrase = p;
		return;
	}
	for (; n + 1 < x->n && (is_lead(d, x->first + n) || (n ==
	    directions && is_direction(d, x->first + n))); n++)
		directions += is_direction(d, x->first + n);
	if (n == 0 || d->tokens.at[x->first + n].shape == SHAPE_LOWER ||
	    (d->tokens.at[x->first + n].flags & TOKEN_HYPHEN) != 0)
		return;
	p = span_phrase_at(d, x->first + n, x->n - n);
	if (x->kind == MENTION_LOCATION && directions == n && p != NULL)
		x->phrase = p;
	else
		span_shorten(d, x, n);
}

/* The longest name of the dictionaries that holds tokens a up to b. */
static const struct phrase *
wider(const struct document *d, size_t a, size_t b, size_t *first, size_t *len)
{
	for (size_t back = WIDEN_BACK + 1; back > 0; back--) {
		size_t i = a - (back - 1);
		const struct phrase *p;

		if (back - 1 > a || is_article(d, i) || d->tokens.at[i].segment !=
		    d->tokens.at[a].segment || (!token_is_capital(
		    &d->tokens.at[i]) && !is_direction(d, i)))
			continue;
		p = tokens_match(d->lex, &d->tokens.at[i], d->tokens.n - i,
		    SENSE_NAMES, len);
		if (p != NULL && i + *len >= b && *len > b - a) {
			*first = i;
			return p;
		}
	}
	return NULL;
}

/* No capital among tokens first up to end? */
static bool
is_small_print(const struct document *d, size_t first, size_t end)
{
	while (first < end && d->tokens.at[first].shape == SHAPE_LOWER)
		first++;
	return first == end;
}

/* "South [African]", "[Bosnia] and [Herzegovina]" */
static void
widen(struct document *d, size_t i, size_t spans)
{
	struct span *x = &d->spans.at[i];
	const struct phrase *p;
	struct meaning m;
	size_t first, len, from = i, to = i + 1;

	if ((x->kind == MENTION_PERSON && x->n > 1) ||
	    span_is_caseless(d, x->first) || (p = wider(d, x->first,
	    x->first + x->n, &first, &len)) == NULL)
		return;
	m = phrase_meaning(d->lex, p);
	if (!m.demonym && !m.strong_actor && !m.country && !m.region &&
	    !(m.place && !m.is_weak_place && (x->kind == MENTION_LOCATION ||
	    x->kind == MENTION_NATIONALITY)))
		return;
	while (from > 0 && x[-1].first + x[-1].n > first && x >=
	    &d->spans.at[1])
		from--, x--;
	while (to < spans && d->spans.at[to].first < first + len)
		to++;
	if (d->spans.at[from].first < first || d->spans.at[to - 1].first +
	    d->spans.at[to - 1].n > first + len)
		return;
	/* "[Jabaliya] refugee camp" tells which, but is no longer name */
	if (to == from + 1 && m.place && !m.strong_actor && !m.demonym &&
	    is_small_print(d, d->spans.at[i].first + d->spans.at[i].n,
	    first + len) && first == d->spans.at[i].first) {
		d->spans.at[i].phrase = p;
		return;
	}
	for (size_t k = from; k < to; k++)
		if (k != i)
			d->spans.at[k].kind = SPAN_DROPPED;
	x = &d->spans.at[i];
	x->first = (uint32_t)first;
	x->n = (uint32_t)len;
	x->phrase = p;
	x->org_type = x->title_n = 0;
	x->is_metonym = false;
	x->kind = m.demonym ? MENTION_NATIONALITY : m.strong_actor ?
	    MENTION_ORGANIZATION : MENTION_LOCATION;
	x->rule = m.demonym ? RULE_DEMONYM : m.strong_actor ?
	    RULE_DICTIONARY : RULE_GAZETTEER;
	x->confidence = 0.9f;
}

/*
 * "[Ministry of Economy], Trade and Industry": names of the dictionaries are
 * kept there without their commas.
 */
static void
widen_commas(struct document *d, size_t i, size_t spans)
{
	struct span *x = &d->spans.at[i];
	struct token part[LEXICON_PHRASE_MAX];
	uint32_t at[LEXICON_PHRASE_MAX];	/* token behind each part */
	const struct phrase *p;
	size_t n = 0, len, commas = 0;

	if (x->kind == MENTION_PERSON || span_is_caseless(d, x->first) ||
	    d->tokens.at[x->first].word == NULL ||
	    d->tokens.at[x->first].word->phrase_max < 3)
		return;
	for (size_t k = x->first; n < LEXICON_PHRASE_MAX &&
	    k < d->tokens.n; k++) {
		if (token_is(&d->tokens.at[k], ',')) {
			commas++;
			continue;
		}
		part[n] = d->tokens.at[k];
		at[n++] = (uint32_t)k + 1;
	}
	if (commas == 0)
		return;
	p = tokens_match(d->lex, part, n, SENSE_BIT(SENSE_ACTOR), &len);
	if (p == NULL || at[len - 1] - x->first <= len ||
	    at[len - 1] < x->first + x->n)
		return;
	x->n = at[len - 1] - x->first;
	x->phrase = p;
	x->kind = MENTION_ORGANIZATION;
	x->rule = RULE_DICTIONARY;
	x->confidence = 0.9f;
	for (size_t k = i + 1; k < spans && d->spans.at[k].first < x->first +
	    x->n; k++)
		d->spans.at[k].kind = SPAN_DROPPED;
}

/* "[Ban Ki]-moon"; "President Susilo [Bambang Yudhoyono]" */
static void
widen_person(struct document *d, size_t i, size_t spans)
{
	struct span *x = &d->spans.at[i];
	const struct token *t = d->tokens.at;
	size_t end = x->first + x->n, first = x->first, len;
	size_t stop = i + 1 < spans ? x[1].first : d->tokens.n;

	if (span_is_caseless(d, first))
		return;
	while (end < stop && (t[end].flags & TOKEN_HYPHEN) != 0 &&
	    t[end].kind == TOKEN_WORD && t[end].segment == t[first].segment &&
	    (t[end].classes & (WORD_COMMON | WORD_AUX)) == 0 &&
	    t[end].end - t[end].start <= 6)
		end++;
	x->n = (uint32_t)(end - first);
	stop = i > 0 ? x[-1].first + x[-1].n : 0;
	while (first > stop && first + 2 > x->first && t[first - 1].segment ==
	    t[x->first].segment && tagger_is_name(&t[first - 1]) &&
	    (t[first - 1].flags & TOKEN_POSSESSIVE) == 0 &&
	    (t[first - 1].classes & (WORD_COMMON | WORD_NEVER | WORD_HEAD |
	    WORD_MODIFIER)) == 0 && tokens_match(d->lex, &t[first - 1], 1,
	    SENSE_BIT(SENSE_TITLE), &len) == NULL)
		first--;
	if (first == x->first || first == 0 || first == stop ||
	    t[first - 1].segment != t[first].segment ||
	    (t[first].classes & (WORD_GIVEN | WORD_FAMILY)) == 0)
		return;
	for (size_t back = first > 4 ? first - 4 : 0; back < first; back++)
		if (tokens_match(d->lex, &t[back], first - back,
		    SENSE_BIT(SENSE_TITLE), &len) != NULL &&
		    back + len == first) {
			x->n += x->first - (uint32_t)first;
			x->first = (uint32_t)first;
			x->title_n = (uint8_t)len;
			x->phrase = NULL;
			return;
		}
}

/* ---- titles ---- */

static bool
ends_in_head(const struct document *d, const struct span *x)
{
	return (d->tokens.at[x->first + x->n - 1].classes & WORD_HEAD) != 0;
}

/* "US Attorney General", "Labour Minister": a title is no name. */
static void
drop_title(const struct document *d, struct span *x)
{
	const struct phrase *p = x->phrase;
	size_t len, n = 0;

	if (x->kind != MENTION_ORGANIZATION || span_is_caseless(d, x->first) ||
	    phrase_meaning(d->lex, p).strong_actor)
		return;
	if (p == NULL && (p = tokens_match(d->lex, &d->tokens.at[x->first],
	    x->n - 1u, SENSE_NAMES, &len)) != NULL && !phrase_meaning(d->lex,
	    p).actor)
		n = len;
	p = tokens_match(d->lex, &d->tokens.at[x->first + n],
	    d->tokens.n - x->first - n, SENSE_BIT(SENSE_TITLE), &len);
	if (actors_sense(d, p, SENSE_TITLE) == NULL ||
	    actors_sense(d, p, SENSE_TITLE)->value != TITLE_OFFICE)
		return;
	/* "Minister of Energy and Mines" */
	if (x->n > n + len ? !document_is_word(d, x->first + n + len, "of") ||
	    (d->tokens.at[x->first + n].classes & WORD_HEAD) != 0 ||
	    ends_in_head(d, x) : len < 2)
		return;
	if (n == 0) {
		x->kind = SPAN_DROPPED;
		return;
	}
	x->n = (uint32_t)n;
	x->phrase = span_phrase_at(d, x->first, n);
	x->kind = phrase_meaning(d->lex, x->phrase).demonym ?
	    MENTION_NATIONALITY : MENTION_LOCATION;
	x->rule = RULE_GAZETTEER;
}

void
spans_repair(struct document *d)
{
	size_t n = d->spans.n;

	for (size_t i = 0; i < n; i++) {
		if (d->spans.at[i].kind == SPAN_DROPPED)
			continue;
		drop_tail(d, &d->spans.at[i]);
		drop_article(d, &d->spans.at[i]);
		drop_preposition(d, &d->spans.at[i]);
		drop_lead(d, &d->spans.at[i]);
		repair_split(d, i);
		drop_title(d, &d->spans.at[i]);
		drop_trailing_title(d, &d->spans.at[i]);
		drop_rest(d, &d->spans.at[i]);
		drop_article(d, &d->spans.at[i]);
		widen(d, i, n);
		widen_commas(d, i, n);
		span_take_suffix(d, &d->spans.at[i]);
		if (d->spans.at[i].kind == MENTION_PERSON)
			widen_person(d, i, n);
		repair_kind(d, &d->spans.at[i]);
	}
	spans_tidy(&d->spans);
}
