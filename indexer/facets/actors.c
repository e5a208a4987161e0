#include "facets/actors.h"

#include <string.h>

#include "facets/orgtype.h"

#define SHORT_BACK 300		/* names to look back over */
#define ACRONYMS 256		/* different ones in a window */
#define NAMED 512		/* values of a window */
#define LONG_NAMES 256		/* whose initials are tried */

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
	x->org_type = v->former_type != 0 && d->year != 0 &&
	    d->year <= 1900 + v->former_year ? v->former_type : v->org_type;
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

static bool
is_city_of(const struct document *d, uint32_t place, uint32_t country)
{
	return place != LEXICON_NONE &&
	    d->lex->value[place].country == country;
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
	    MENTION_ORGANIZATION : x->kind == MENTION_LOCATION && (x->is_metonym || acts(d, x)) &&
	    is_city_of(d, places_best(places, d, x->phrase), s->value)))
		set_government(d, x, s->value, "metonym");
	else if (x->kind == MENTION_ORGANIZATION && actors_sense(d, x->phrase,
	    SENSE_PLACE) != NULL)
		x->kind = MENTION_LOCATION;
	else if (x->kind == MENTION_ORGANIZATION && x->org_type == 0 &&
	    x->confidence < 0.7f && (d->tokens.at[x->first].shape == SHAPE_CAPITAL ||
	    (d->tokens.at[x->first].classes & WORD_COMMON) != 0))
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

struct acronym {
	uint64_t hash;
	uint32_t span;
};

static void
set_acronym(const struct document *d, struct span *y, uint32_t span,
    const char *rule)
{
	const struct span *x = &d->spans.at[span];

	y->kind = MENTION_ORGANIZATION;
	y->facet = FACET_ACTOR;
	y->value = x->value;
	y->value_id = x->value_id;
	y->org_type = x->org_type;
	y->confidence = 0.9f;
	y->rule = rule;
}

/* The acronym's token if the span is all that brackets after it hold. */
static bool
acronym_before(const struct document *d, size_t first, size_t n, size_t *at)
{
	const struct token *open = document_token(d, first, -1);
	const struct token *before = document_token(d, first, -2);
	const struct token *close = document_token(d, first + n - 1, 1);

	if (open == NULL || before == NULL || close == NULL ||
	    !(token_is(open, '(') || token_is(open, '[')) ||
	    close->kind != TOKEN_PUNCT || close->punct == ',' ||
	    before->shape != SHAPE_UPPER || before->end - before->start < 3 ||
	    before->end - before->start > 8 ||
	    (before->classes & (WORD_COMMON | WORD_HEAD)) != 0)
		return false;
	*at = first - 2;
	return true;
}

/* "NOI [Name of It]": the same the other way round. */
static bool
bind_long_form(struct document *d, size_t i, uint64_t *hash)
{
	struct span *x = &d->spans.at[i];
	size_t at;

	if (x->kind != MENTION_ORGANIZATION || x->n < 2 ||
	    !acronym_before(d, x->first, x->n, &at))
		return false;
	*hash = d->tokens.at[at].hash;
	if (x->value_id == LEXICON_NONE && i > 0 &&
	    x[-1].first == at && x[-1].value_id != LEXICON_NONE &&
	    x[-1].kind == MENTION_ORGANIZATION) {
		set_value(d, x, x[-1].value_id);
		return false;
	}
	return true;
}

/*
 * "Name of It (NOI)", brackets of any kind: the one in the dictionary names
 * both.  True if the acronym is news.
 */
static bool
bind_acronym(struct document *d, size_t i, uint64_t *hash)
{
	struct span *x = &d->spans.at[i], *y;
	size_t open = x->first + x->n;

	if (x->kind != MENTION_ORGANIZATION || x->n < 2 ||
	    open + 2 >= d->tokens.n ||
	    !(token_is(&d->tokens.at[open], '(') ||
	    token_is(&d->tokens.at[open], '[')) ||
	    d->tokens.at[open + 2].kind != TOKEN_PUNCT ||
	    !is_acronym(d, open + 1))
		return false;
	*hash = d->tokens.at[open + 1].hash;
	y = i + 1 < d->spans.n && d->spans.at[i + 1].first == open + 1 &&
	    d->spans.at[i + 1].n == 1 ? &d->spans.at[i + 1] : NULL;
	if (x->value_id != LEXICON_NONE || y == NULL ||
	    y->value_id == LEXICON_NONE || y->kind != MENTION_ORGANIZATION ||
	    !spells(d, x, document_text(d, open + 1, 1)))
		return true;
	set_value(d, x, y->value_id);
	return false;
}

/* An acronym that no bracket explains: the initials of a name here? */
static void
guess_acronym(const struct document *d, struct span *x,
    const uint32_t *long_name, size_t n)
{
	struct str word = document_text(d, x->first, 1);

	if (x->kind != MENTION_ORGANIZATION || x->value_id != LEXICON_NONE ||
	    word.n < 3 || d->tokens.at[x->first].shape != SHAPE_UPPER)
		return;
	for (size_t i = 0; i < n; i++)
		if (spells(d, &d->spans.at[long_name[i]], word)) {
			set_acronym(d, x, long_name[i], "initials of");
			return;
		}
}

/* Every span that is an acronym alone means what its long form means. */
static void
resolve_acronyms(struct document *d)
{
	struct acronym bound[ACRONYMS];
	uint32_t long_name[LONG_NAMES];
	size_t n = 0, names = 0, k;

	for (size_t i = 0; i < d->spans.n; i++) {
		if (n < ACRONYMS && (bind_acronym(d, i, &bound[n].hash) ||
		    bind_long_form(d, i, &bound[n].hash)))
			bound[n++].span = (uint32_t)i;
		if (names < LONG_NAMES && d->spans.at[i].n >= 3 &&
		    d->spans.at[i].kind == MENTION_ORGANIZATION)
			long_name[names++] = (uint32_t)i;
	}
	for (size_t i = 0; i < d->spans.n; i++) {
		struct span *x = &d->spans.at[i];

		if (x->n != 1 || x->value_id != LEXICON_NONE ||
		    !is_acronym(d, x->first))
			continue;
		for (k = 0; k < n; k++)
			if (bound[k].hash == d->tokens.at[x->first].hash)
				break;
		if (k < n)
			set_acronym(d, x, bound[k].span, "acronym of");
		else
			guess_acronym(d, x, long_name, names);
	}
}

/* Does what stands around an unexplained acronym speak of a body? */
static bool
has_body_context(const struct document *d, const struct span *x)
{
	const struct token *t = &d->tokens.at[x->first];
	const struct token *after = document_token(d, x->first, 1);

	if ((t->flags & TOKEN_POSSESSIVE) != 0)
		return true;
	if (after != NULL && after->shape == SHAPE_LOWER && (after->classes &
	    WORD_SPEECH) != 0)
		return true;
	return x->first > 0 && t[-1].segment == t->segment &&
	    t[-1].kind == TOKEN_WORD && str_is(document_text(d, x->first - 1,
	    1), "the") && (after == NULL || after->kind == TOKEN_PUNCT ||
	    (after->classes & (WORD_COMMON | WORD_AUX | WORD_NOUN)) != 0);
}

/* USB, CMOS: acronyms that nothing in the article shows to be a body. */
static void
mute_acronyms(struct document *d)
{
	uint64_t good[ACRONYMS];
	size_t n = 0, k;

	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < d->spans.n; i++) {
			struct span *x = &d->spans.at[i];
			uint64_t hash = d->tokens.at[x->first].hash;

			if (x->kind != MENTION_ORGANIZATION || x->n != 1 ||
			    x->confidence > 0.5f || x->org_type != 0)
				continue;
			for (k = 0; k < n && good[k] != hash; k++)
				;
			if (pass == 0 && k == n && n < ACRONYMS &&
			    has_body_context(d, x))
				good[n++] = hash;
			if (pass == 1 && k == n)
				x->facet = FACETS;
		}
}

/* The type of the last head noun among the tokens; is there any? */
static bool
head_type(const struct document *d, size_t first, size_t n, uint8_t *type)
{
	bool found = false;
	size_t len;

	for (size_t i = first; i < first + n; i++) {
		const struct phrase *p = tokens_match(d->lex,
		    &d->tokens.at[i], first + n - i, SENSE_BIT(SENSE_HEAD),
		    &len);
		const struct sense *s = actors_sense(d, p, SENSE_HEAD);

		if ((d->tokens.at[i].classes & (WORD_SPEECH | WORD_AUX)) != 0 ||
		    (d->tokens.at[i].classes & WORD_TIME) != 0)
			return false;
		if (s == NULL || s->value == LEXICON_NONE)
			continue;
		*type = (uint8_t)s->value;
		found = true;
	}
	return found;
}

/* In text without case, "NOI [NAME OF IT]": the words in brackets. */
static void
add_long_form(struct document *d, size_t first, size_t n, size_t spans)
{
	uint8_t type = 0;
	struct span *x;
	size_t at;

	if (!acronym_before(d, first, n, &at) ||
	    !head_type(d, first, n, &type))
		return;
	for (size_t i = 0; i < spans; i++) {
		x = &d->spans.at[i];
		if (x->first < first + n && first < x->first + x->n)
			x->kind = SPAN_DROPPED;
		if (x->first == at)
			at = SIZE_MAX;
	}
	x = spans_add(&d->spans, first, n, MENTION_ORGANIZATION, 0.8f,
	    "long form");
	x->phrase = tokens_exact(d->lex, &d->tokens.at[first], n, SENSE_NAMES);
	x->org_type = type;
	if (at == SIZE_MAX)
		return;
	x = spans_add(&d->spans, at, 1, MENTION_ORGANIZATION, 0.8f,
	    "acronym of");
	x->phrase = tokens_exact(d->lex, &d->tokens.at[at], 1, SENSE_NAMES);
	x->org_type = type;
}

void
actors_long_forms(struct document *d)
{
	size_t spans = d->spans.n, end;

	for (size_t i = 1; i < d->tokens.n; i++) {
		const struct token *t = &d->tokens.at[i];

		if ((t->flags & TOKEN_CASELESS) == 0 ||
		    !(token_is(t, '[') || token_is(t, '(')))
			continue;
		for (end = i + 1; end < d->tokens.n && end < i + 12 &&
		    d->tokens.at[end].kind != TOKEN_PUNCT &&
		    d->tokens.at[end].segment == t->segment; end++)
			;
		if (end > i + 2 && end < d->tokens.n)
			add_long_form(d, i + 1, end - i - 1, spans);
	}
	if (d->spans.n > spans)
		spans_tidy(&d->spans);
}

/* Values that the article names beyond doubt. */
static size_t
list_named(const struct document *d, uint32_t *named)
{
	size_t n = 0, k;

	for (size_t i = 0; i < d->spans.n && n < NAMED; i++) {
		const struct span *x = &d->spans.at[i];

		if (x->kind != MENTION_ORGANIZATION ||
		    x->value_id == LEXICON_NONE)
			continue;
		for (k = 0; k < n && named[k] != x->value_id; k++)
			;
		if (k == n)
			named[n++] = x->value_id;
	}
	return n;
}

/* "GM", "Shell": doubtful alone, but not beside the full name. */
static void
resolve_doubtful(struct document *d)
{
	uint32_t named[NAMED];
	size_t n = list_named(d, named), k;

	for (size_t i = 0; i < d->spans.n && n > 0; i++) {
		struct span *x = &d->spans.at[i];

		if (x->phrase == NULL || x->value_id != LEXICON_NONE ||
		    (x->phrase->kinds & SENSE_BIT(SENSE_ACTOR)) == 0 ||
		    (x->kind != MENTION_ORGANIZATION &&
		    x->kind != SPAN_DROPPED))
			continue;
		for (size_t s = 0; s < x->phrase->n_senses; s++) {
			const struct sense *y =
			    &d->lex->sense[x->phrase->sense + s];

			if (y->kind != SENSE_ACTOR)
				continue;
			for (k = 0; k < n && named[k] != y->value; k++)
				;
			if (k == n)
				continue;
			set_value(d, x, y->value);
			x->rule = "named elsewhere";
			x->confidence = 0.8f;
			break;
		}
	}
}

/* "United Nations Observer Group": of the family of what it begins with. */
static void
inherit_family(struct document *d, struct span *x)
{
	const struct phrase *p;
	const struct sense *s;
	size_t len;

	if (x->n < 3 || x->phrase != NULL || (x->org_type != 0 &&
	    x->org_type != ORG_TYPE_COMPANY && x->org_type != ORG_TYPE_NGO &&
	    x->org_type != ORG_TYPE_GOVERNMENT &&
	    x->org_type != ORG_TYPE_PARTY))
		return;
	p = tokens_match(d->lex, &d->tokens.at[x->first], x->n - 1,
	    SENSE_BIT(SENSE_ACTOR), &len);
	s = actors_sense(d, p, SENSE_ACTOR);
	if (s != NULL && (s->flags & SENSE_WEAK) == 0 &&
	    d->lex->value[s->value].org_type == ORG_TYPE_INTERGOVERNMENTAL)
		x->org_type = ORG_TYPE_INTERGOVERNMENTAL;
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
			inherit_family(d, x);
		}
	}
	resolve_doubtful(d);
	resolve_acronyms(d);
	mute_acronyms(d);
}
