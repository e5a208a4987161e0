#include "facets/repair.h"

#include <string.h>

#include "facets/actors.h"
#include "facets/tagger.h"

#define WIDEN_BACK 3		/* tokens in front that a phrase may add */

/* What the dictionaries say of a phrase. */
struct meaning {
	bool place, country, region, demonym, actor, strong_actor;
	bool is_body;		/* a place that may act: no sea, no site */
	bool is_weak_place;	/* no place of that name goes without saying */
	bool is_minor_place;	/* none that is more than a town */
	struct str name;	/* of its first value */
};

static void
add_place(struct meaning *m, const struct value *v, bool strong)
{
	m->place = true;
	m->country |= strong && v->kind == VALUE_COUNTRY;
	m->region |= strong && v->kind == VALUE_REGION;
	m->is_body |= v->kind != VALUE_REGION && v->kind != VALUE_SITE;
	m->is_weak_place &= !strong;
	m->is_minor_place &= v->kind == VALUE_CITY && v->population < 200000;
}

static struct meaning
meaning_of(const struct lexicon *lex, const struct phrase *p)
{
	struct meaning m = { .name = STR_LIT(""), .is_weak_place = true,
	    .is_minor_place = true };

	for (size_t i = 0; p != NULL && i < p->n_senses; i++) {
		const struct sense *s = &lex->sense[p->sense + i];
		bool strong = (s->flags & SENSE_WEAK) == 0;

		if (SENSE_BIT(s->kind) & SENSE_NAMES && m.name.n == 0)
			m.name = lexicon_name(lex, s->value);
		if (s->kind == SENSE_PLACE)
			add_place(&m, &lex->value[s->value], strong);
		m.demonym |= s->kind == SENSE_DEMONYM;
		m.actor |= s->kind == SENSE_ACTOR;
		m.strong_actor |= s->kind == SENSE_ACTOR && strong;
	}
	return m;
}

static const struct phrase *
phrase_at(const struct document *d, size_t first, size_t n)
{
	return tokens_exact(d->lex, &d->tokens.at[first], n, SENSE_NAMES);
}

static bool
is_caseless(const struct document *d, size_t i)
{
	return (d->tokens.at[i].flags & TOKEN_CASELESS) != 0;
}

static bool
is_word(const struct document *d, size_t i, const char *word)
{
	return d->tokens.at[i].kind == TOKEN_WORD &&
	    str_is(document_text(d, i, 1), word);
}

/* Cut n tokens off the front. */
static void
shorten(const struct document *d, struct span *x, uint32_t n)
{
	x->first += n;
	x->n -= n;
	x->title_n = 0;
	x->phrase = phrase_at(d, x->first, x->n);
}

/* ---- where a name begins and ends ---- */

static bool
is_article(const struct document *d, size_t i)
{
	return is_word(d, i, "The") || is_word(d, i, "the") ||
	    is_word(d, i, "THE");
}

/* "The Vatican" is the Vatican, but The Hague is The Hague. */
static void
drop_article(const struct document *d, struct span *x)
{
	const struct phrase *p;

	if (x->n < 2 || !is_article(d, x->first))
		return;
	p = phrase_at(d, x->first, x->n);
	if (p != NULL && memmem(meaning_of(d->lex, p).name.p,
	    meaning_of(d->lex, p).name.n, "The ", 4) != NULL)
		return;
	if (x->n > 2 || phrase_at(d, x->first + 1, 1) != NULL ||
	    (d->tokens.at[x->first + 1].classes & WORD_COMMON) == 0)
		shorten(d, x, 1);	/* but The Who is The Who */
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

/* "eastern", "north": a part of the place that follows. */
static bool
is_direction(const struct document *d, size_t i)
{
	static const char *const word[] = { "north", "south", "east", "west",
	    "northern", "southern", "eastern", "western", "central",
	    "northeastern", "northwestern", "southeastern", "southwestern",
	    "northeast", "northwest", "southeast", "southwest" };

	for (size_t k = 0; k < sizeof(word) / sizeof(*word); k++)
		if (is_word(d, i, word[k]))
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

	if (x->phrase != NULL || is_caseless(d, x->first))
		return;
	for (; n + 1 < x->n && is_lead(d, x->first + n); n++)
		directions += is_direction(d, x->first + n);
	if (n == 0 || d->tokens.at[x->first + n].shape == SHAPE_LOWER ||
	    (d->tokens.at[x->first + n].flags & TOKEN_HYPHEN) != 0)
		return;
	p = phrase_at(d, x->first + n, x->n - n);
	if (x->kind == MENTION_LOCATION && directions == n && p != NULL)
		x->phrase = p;
	else
		shorten(d, x, n);
}

/* "Italy's Eni": a place and the name of what is there. */
static void
split_owner(struct document *d, size_t i)
{
	struct span *x = &d->spans.at[i];
	const struct phrase *p;
	struct meaning m;
	size_t len;

	if (x->phrase != NULL || x->kind == MENTION_PERSON ||
	    x->kind == MENTION_NATIONALITY)
		return;
	p = tokens_match(d->lex, &d->tokens.at[x->first], x->n, SENSE_NAMES,
	    &len);
	if (p == NULL || len >= x->n || (d->tokens.at[x->first + len -
	    1].flags & TOKEN_POSSESSIVE) == 0)
		return;
	m = meaning_of(d->lex, p);
	if (m.actor || !m.place)
		return;
	shorten(d, x, (uint32_t)len);
	x = spans_add(&d->spans, x->first - len, len, MENTION_LOCATION, 0.9f,
	    "gazetteer");
	x->phrase = p;
}

/* The longest name of the dictionaries that holds tokens a up to b. */
static const struct phrase *
wider(const struct document *d, size_t a, size_t b, size_t *first, size_t *len)
{
	for (size_t back = WIDEN_BACK + 1; back > 0; back--) {
		size_t i = a - (back - 1);
		const struct phrase *p;

		if (back - 1 > a || is_article(d, i) || d->tokens.at[i].segment !=
		    d->tokens.at[a].segment || !token_is_capital(
		    &d->tokens.at[i]))
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

/* "South [African]", "[Bosnia] and [Herzegovina]" */
static void
widen(struct document *d, size_t i, size_t spans)
{
	struct span *x = &d->spans.at[i];
	const struct phrase *p;
	struct meaning m;
	size_t first, len, from = i, to = i + 1;

	if ((x->kind == MENTION_PERSON && x->n > 1) ||
	    is_caseless(d, x->first) || (p = wider(d, x->first,
	    x->first + x->n, &first, &len)) == NULL)
		return;
	m = meaning_of(d->lex, p);
	if (!m.demonym && !m.strong_actor && !m.country && !m.region)
		return;
	while (from > 0 && x[-1].first + x[-1].n > first && x >=
	    &d->spans.at[1])
		from--, x--;
	while (to < spans && d->spans.at[to].first < first + len)
		to++;
	if (d->spans.at[from].first < first || d->spans.at[to - 1].first +
	    d->spans.at[to - 1].n > first + len)
		return;
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
	x->rule = m.demonym ? "demonym" : m.strong_actor ? "dictionary" :
	    "gazetteer";
	x->confidence = 0.9f;
}

/* "[Ban Ki]-moon"; "President Susilo [Bambang Yudhoyono]" */
static void
widen_person(struct document *d, size_t i, size_t spans)
{
	struct span *x = &d->spans.at[i];
	const struct token *t = d->tokens.at;
	size_t end = x->first + x->n, first = x->first, len;
	size_t stop = i + 1 < spans ? x[1].first : d->tokens.n;

	if (is_caseless(d, first))
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

/* ---- what it is ---- */

static bool
has_name_word(const struct document *d, const struct span *x)
{
	for (uint32_t i = 0; i < x->n; i++)
		if ((d->tokens.at[x->first + i].classes & (WORD_GIVEN |
		    WORD_FAMILY)) != 0)
			return true;
	return false;
}

/* "Saudi Arabia" is no person, the African Union no place. */
static void
kind_by_dictionary(const struct document *d, struct span *x)
{
	struct meaning m = meaning_of(d->lex, x->phrase);
	uint8_t shape = d->tokens.at[x->first].shape;

	if (x->phrase == NULL)
		return;
	if (x->is_metonym && !m.is_body)
		x->is_metonym = false;
	/* "ICO" is not the town of Ico, the lone "Union" not that of Union */
	if (x->kind == MENTION_LOCATION && !m.actor && m.is_minor_place &&
	    x->phrase->is_acronym == 0 && !is_caseless(d, x->first) &&
	    ((x->n == 1 && shape == SHAPE_UPPER && x->phrase->n == 1 &&
	    d->tokens.at[x->first].end - d->tokens.at[x->first].start <= 4) ||
	    (x->is_metonym && m.is_weak_place))) {
		x->kind = MENTION_ORGANIZATION;
		x->is_metonym = false;
		x->phrase = NULL;
		return;
	}
	if (x->kind == MENTION_LOCATION && m.strong_actor && (!m.place ||
	    (m.is_minor_place && (shape == SHAPE_UPPER ||
	    shape == SHAPE_DOTTED))))
		x->kind = MENTION_ORGANIZATION;
	else if (x->kind == MENTION_PERSON && x->title_n == 0 &&
	    !has_name_word(d, x)) {
		if (m.country || m.region)
			x->kind = MENTION_LOCATION;
		else if (m.strong_actor && !m.place)
			x->kind = MENTION_ORGANIZATION;
		else
			return;
	} else
		return;
	x->org_type = 0;
	x->rule = x->kind == MENTION_LOCATION ? "gazetteer" : "dictionary";
	x->confidence = 0.85f;
}

/* A common noun that says of the name after it that it is a body. */
static const struct sense *
role_before(const struct document *d, size_t first)
{
	size_t back = first > 3 ? first - 3 : 0, len;

	for (; back < first; back++) {
		const struct token *t = &d->tokens.at[back];
		const struct sense *s;

		if (t->segment != d->tokens.at[first].segment ||
		    t->shape != SHAPE_LOWER || t->kind != TOKEN_WORD)
			continue;
		s = actors_sense(d, tokens_match(d->lex, t, first - back,
		    SENSE_BIT(SENSE_ROLE), &len), SENSE_ROLE);
		if (s != NULL && back + len == first && t->segment ==
		    d->tokens.at[first].segment)
			return s;
	}
	return NULL;
}

/* "ship", "carrier": what bears the name is no body and no place. */
static bool
is_vessel(const struct document *d, size_t i)
{
	static const char *const word[] = { "ship", "carrier", "warship",
	    "frigate", "destroyer", "cruiser", "submarine", "tanker", "ferry",
	    "vessel", "yacht", "trawler", "freighter", "spacecraft",
	    "shuttle", "liner", "steamer", "icebreaker", "probe", "craft",
	    "boat", "hurricane", "typhoon", "cyclone", "battleship" };

	for (size_t k = 0; k < sizeof(word) / sizeof(*word); k++)
		if (is_word(d, i, word[k]))
			return true;
	return false;
}

static void
kind_by_context(const struct document *d, struct span *x)
{
	const struct token *before = document_token(d, x->first, -1);
	const struct token *after = document_token(d, x->first + x->n - 1, 1);
	const struct sense *s;
	bool unknown = x->phrase == NULL && strcmp(x->rule, "model") == 0;

	if (is_caseless(d, x->first))
		return;
	if (before != NULL && x->kind != MENTION_NATIONALITY &&
	    x->title_n == 0 && is_vessel(d, x->first - 1)) {
		x->kind = SPAN_DROPPED;
		return;
	}
	if (!unknown)
		return;
	if (x->kind == MENTION_LOCATION &&
	    (s = role_before(d, x->first)) != NULL) {
		x->kind = MENTION_ORGANIZATION;
		x->org_type = d->lex->value[s->value].org_type;
	} else if (x->kind == MENTION_ORGANIZATION && after != NULL &&
	    x->org_type == 0 && after->shape == SHAPE_LOWER &&
	    (after->classes & WORD_GENERIC) != 0 &&
	    (after->flags & TOKEN_HYPHEN) == 0 && (d->tokens.at[x->first +
	    x->n - 1].flags & TOKEN_POSSESSIVE) == 0 &&
	    d->tokens.at[x->first].shape != SHAPE_UPPER)
		x->kind = MENTION_LOCATION;
}

void
spans_repair(struct document *d)
{
	size_t n = d->spans.n;

	for (size_t i = 0; i < n; i++) {
		struct span *x = &d->spans.at[i];

		if (x->kind == SPAN_DROPPED || x->kind == MENTION_ROLE)
			continue;
		drop_article(d, x);
		drop_lead(d, x);
		split_owner(d, i);
		widen(d, i, n);
		x = &d->spans.at[i];
		kind_by_dictionary(d, x);
		if (x->kind == MENTION_PERSON)
			widen_person(d, i, n);
		kind_by_context(d, x);
	}
	spans_tidy(&d->spans);
}
