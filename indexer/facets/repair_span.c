#include "facets/repair_span.h"

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

struct meaning
phrase_meaning(const struct lexicon *lex, const struct phrase *p)
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
		m.is_noted |= s->kind == SENSE_PLACE && strong &&
		    (s->flags & SENSE_NOTED) != 0;
		m.demonym |= s->kind == SENSE_DEMONYM;
		m.actor |= s->kind == SENSE_ACTOR;
		m.strong_actor |= s->kind == SENSE_ACTOR && strong;
	}
	return m;
}

bool
document_is_word(const struct document *d, size_t i, const char *word)
{
	struct str w = document_text(d, i, 1);

	return w.p[0] == word[0] && d->tokens.at[i].kind == TOKEN_WORD &&
	    str_is(w, word);
}

const struct phrase *
span_phrase_at(const struct document *d, size_t first, size_t n)
{
	return tokens_exact(d->lex, &d->tokens.at[first], n, SENSE_NAMES);
}

bool
span_is_caseless(const struct document *d, size_t i)
{
	return (d->tokens.at[i].flags & TOKEN_CASELESS) != 0;
}

void
span_shorten(const struct document *d, struct span *x, uint32_t n)
{
	x->first += n;
	x->n -= n;
	x->title_n = 0;
	x->phrase = span_phrase_at(d, x->first, x->n);
}

/* A comma at token i and a legal suffix?  "AB", "NV", "Co" may be states. */
static bool
is_comma_suffix(const struct document *d, size_t i)
{
	const struct token *t = document_token(d, i, 1);

	return t != NULL && token_is(&d->tokens.at[i], ',') &&
	    (t->classes & WORD_LEGAL) != 0 && token_is_capital(t) &&
	    document_text(d, i + 1, 1).n > 2;
}

/* "American Soybean Association, ASA": no suffix, but its initials. */
static bool
are_initials(const struct document *d, const struct span *x, struct str word)
{
	uint32_t n = 0;

	while (n < x->n && n < word.n &&
	    document_text(d, x->first + n, 1).p[0] == word.p[n])
		n++;
	return n == x->n && n == word.n;
}

void
span_take_suffix(const struct document *d, struct span *x)
{
	size_t end = x->first + x->n;

	if (x->n == 1 && document_token(d, x->first, -1) != NULL &&
	    is_comma_suffix(d, x->first - 1) && (x->phrase == NULL ||
	    (x->phrase->kinds & PHRASE_USER) == 0)) {
		x->kind = SPAN_DROPPED;
		return;
	}
	if (x->phrase != NULL || (x->kind != MENTION_PERSON &&
	    x->kind != MENTION_ORGANIZATION && x->kind != MENTION_LOCATION) ||
	    document_token(d, end - 1, 1) == NULL || !is_comma_suffix(d, end) ||
	    are_initials(d, x, document_text(d, end + 1, 1)))
		return;
	x->n += 2;
	x->kind = MENTION_ORGANIZATION;
	x->rule = RULE_LEGAL;
	x->title_n = 0;
}

void
span_split_off(struct document *d, size_t first, size_t n,
    const struct phrase *p)
{
	struct meaning m = phrase_meaning(d->lex, p);
	struct span *x = spans_add(&d->spans, first, n, m.demonym ?
	    MENTION_NATIONALITY : m.place ? MENTION_LOCATION : m.actor ?
	    MENTION_ORGANIZATION : MENTION_PERSON, 0.9f, m.demonym ?
	    RULE_DEMONYM : m.place ? RULE_GAZETTEER : RULE_DICTIONARY);

	x->phrase = p;
}

