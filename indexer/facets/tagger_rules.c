#include "facets/names.h"
#include "facets/orgtype.h"
#include "facets/tagger.h"

/* What the dictionaries know at one token. */
struct hits {
	const struct phrase *name, *title;
	size_t name_n, title_n;
	bool has_actor;		/* a strong one */
	bool has_weak_actor;
	bool has_place, has_demonym, has_metonym;
	bool is_weak_place;	/* every place sense is weak */
	bool is_minor_place;	/* a town that few would know */
};

static bool
is_minor(const struct value *v)
{
	return (v->kind == VALUE_CITY || v->kind == VALUE_SITE) &&
	    v->population < 200000;
}

static void
look_up(const struct scanner *s, size_t i, struct hits *h)
{
	size_t left = s->n - i;

	*h = (struct hits){ 0 };
	if (s->t[i].word == NULL || s->t[i].word->phrase_max == 0)
		return;
	h->name = tokens_match(s->lex, &s->t[i], left, SENSE_NAMES,
	    &h->name_n);
	h->title = tokens_match(s->lex, &s->t[i], left,
	    SENSE_BIT(SENSE_TITLE), &h->title_n);
	h->is_weak_place = h->is_minor_place = true;
	for (size_t k = 0; h->name != NULL && k < h->name->n_senses; k++) {
		const struct sense *x = &s->lex->sense[h->name->sense + k];
		bool weak = (x->flags & SENSE_WEAK) != 0;

		h->has_actor |= x->kind == SENSE_ACTOR && !weak;
		h->has_weak_actor |= x->kind == SENSE_ACTOR && weak;
		h->has_place |= x->kind == SENSE_PLACE;
		h->has_demonym |= x->kind == SENSE_DEMONYM;
		h->has_metonym |= x->kind == SENSE_METONYM &&
		    (x->flags & SENSE_CAPITAL) == 0;
		if (x->kind != SENSE_PLACE)
			continue;
		h->is_weak_place &= weak;
		h->is_minor_place &= weak || is_minor(&s->lex->value[x->value]);
	}
}

static bool
is_place_context(const struct scanner *s, size_t i)
{
	const struct token *before = document_token(s->d, i, -1);

	if (before != NULL && (before->classes & WORD_COMMON) != 0 &&
	    str_is(document_text(s->d, i - 1, 1), "the"))
		before = document_token(s->d, i, -2);
	return before != NULL && before->kind == TOKEN_WORD &&
	    (before->classes & WORD_PLACE) != 0;
}

static bool
is_after_the(const struct scanner *s, size_t i)
{
	struct str w;

	if (document_token(s->d, i, -1) == NULL)
		return false;
	w = document_text(s->d, i - 1, 1);
	return str_is(w, "the") || str_is(w, "THE");
}

/* "Reading, Pennsylvania" */
static bool
is_before_comma(const struct scanner *s, size_t i)
{
	return i + 1 < s->n && token_is(&s->t[i], ',') &&
	    tagger_is_name(&s->t[i + 1]) &&
	    (s->t[i + 1].flags & TOKEN_CASELESS) == 0;
}

/* "Springfield, Ill." */
static bool
is_after_city(const struct scanner *s, size_t i)
{
	const struct span *x;

	if (i < 2 || !token_is(&s->t[i - 1], ',') || s->d->spans.n == 0)
		return false;
	x = &s->d->spans.at[s->d->spans.n - 1];
	return x->first + x->n == i - 1 && x->kind == MENTION_LOCATION;
}

/*
 * An ordinary word that is also a place ("Reading", "Split"), or a place of
 * text without case, needs more than its looks.
 */
static bool
is_doubtful(const struct scanner *s, size_t i, const struct hits *h)
{
	const struct token *t = &s->t[i];
	const unsigned ordinary = WORD_COMMON | WORD_NEVER | WORD_TIME |
	    WORD_NOUN | WORD_SPEECH;
	const struct seen *seen;

	if ((t->flags & TOKEN_STOP) != 0 && t->shape == SHAPE_CAPITAL &&
	    h->name_n == 1 && !is_after_city(s, i))
		return true;
	if (h->name_n > 1)
		return h->is_weak_place && !is_before_comma(s, i + h->name_n);
	if ((t->flags & TOKEN_CASELESS) != 0 && !is_after_city(s, i) &&
	    t->shape != SHAPE_DOTTED && t->end - t->start < 3)
		return !is_after_the(s, i);
	if (h->name->is_acronym != 0 && (t->shape == SHAPE_DOTTED ||
	    ((t->flags & TOKEN_CASELESS) == 0 &&
	    (t->classes & WORD_NEVER) == 0)))
		return false;
	if (!h->is_weak_place && (t->classes & (ordinary |
	    WORD_PLACEWORD)) == 0)
		return false;
	if (is_after_city(s, i))
		return false;
	if ((t->flags & TOKEN_CASELESS) != 0)
		return (t->classes & ordinary) != 0 || ((t->classes &
		    WORD_PLACEWORD) != 0 && h->is_minor_place) ||
		    (h->is_weak_place &&
		    !is_place_context(s, i));
	if ((t->classes & ordinary) != 0 && (t->flags & TOKEN_START) != 0)
		return true;
	if ((t->classes & (WORD_COMMON | WORD_NEVER | WORD_TIME)) != 0 &&
	    h->is_weak_place)
		return !is_before_comma(s, i + 1);
	seen = document_seen(s->d, t->hash);
	if (!h->is_weak_place)
		return false;
	if (seen != NULL && seen->lower > 0)
		return true;
	if (is_before_comma(s, i + 1))
		return false;
	return !is_place_context(s, i);
}

static struct span *
add(struct scanner *s, size_t first, size_t end, enum mention_kind kind,
    float confidence, enum rule rule)
{
	struct span *x = spans_add(&s->d->spans, first, end - first, kind,
	    confidence, rule);

	x->phrase = tokens_exact(s->lex, &s->t[first], end - first,
	    SENSE_NAMES);
	return x;
}

/* A person whose title came before: "Prime Minister Sudani". */
static size_t
after_title(struct scanner *s, size_t i, size_t title_n, const struct hits *h)
{
	size_t end;

	if (!tagger_is_name(&s->t[i]) ||
	    (s->t[i].flags & TOKEN_START) != 0 ||
	    (s->t[i].classes & (WORD_COMMON | WORD_NEVER | WORD_HEAD)) != 0)
		return 0;
	end = names_person_end(s, i);
	if (end <= i)
		return 0;
	if (h->name != NULL && h->name_n >= end - i &&
	    (s->t[i].classes & (WORD_GIVEN | WORD_FAMILY)) == 0 &&
	    (h->has_actor || h->has_demonym || h->has_metonym ||
	    (h->has_place && !h->is_weak_place)))
		return 0;
	if (end == i + 1 && s->t[i].shape == SHAPE_UPPER &&
	    (s->t[i].flags & TOKEN_CASELESS) == 0)
		return 0;
	add(s, i, end, MENTION_PERSON, 0.95f, RULE_TITLE)->title_n =
	    (uint8_t)(title_n < 255 ? title_n : 255);
	return end;
}

static size_t
by_head(struct scanner *s, size_t i, size_t beat)
{
	struct head_name head;
	struct span *x;

	if ((s->t[i].classes & (WORD_COMMON | WORD_HEAD)) == WORD_COMMON &&
	    (s->t[i].flags & TOKEN_START) != 0)
		return 0;
	if (!names_by_head(s, i, &head) || head.end - i <= beat)
		return 0;
	if (head.is_organization) {
		x = add(s, i, head.end, MENTION_ORGANIZATION, 0.85f,
		    head.is_legal ? RULE_LEGAL : RULE_HEAD);
		x->org_type = head.org_type;
	} else
		add(s, i, head.end, MENTION_LOCATION, 0.8f, RULE_HEAD);
	return head.end;
}

/* "THE GREEN VALLEY LIBERATION FRONT [GVLF]" */
static size_t
by_caseless_head(struct scanner *s, size_t i)
{
	struct head_name head;
	struct hits h;

	if ((s->t[i].flags & TOKEN_CASELESS) == 0 || !is_after_the(s, i) ||
	    !names_caseless_head(s, i, &head))
		return 0;
	while (i + 1 < head.end && (s->t[i].classes & WORD_MODIFIER) != 0)
		i++;
	for (size_t k = i + 1; k < head.end; k++) {
		look_up(s, k, &h);
		if (h.has_actor && k + h.name_n >= head.end)
			return 0;	/* the dictionary knows it */
	}
	add(s, i, head.end, MENTION_ORGANIZATION, 0.7f, RULE_HEAD)->org_type =
	    head.org_type;
	return head.end;
}

static size_t
by_person(struct scanner *s, size_t i, const struct hits *h)
{
	size_t end = names_person_end(s, i);
	const struct token *t = &s->t[i];
	float score;
	size_t len;

	if (end < i + 2 || end - i <= h->name_n)
		return 0;
	if (end == i + 2 && (s->t[i + 1].classes & WORD_PARTICLE) != 0)
		return 0;
	if (h->name != NULL && (h->has_actor || h->has_demonym ||
	    h->has_metonym || !h->is_minor_place) &&
	    (t->classes & WORD_GIVEN) == 0)
		return 0;
	if (h->has_demonym && (t->classes & WORD_FAMILY) == 0)
		return 0;
	for (size_t k = i + 1; k < end; k++)
		if ((s->t[k].classes & (WORD_GIVEN | WORD_FAMILY)) == 0 &&
		    tokens_match(s->lex, &s->t[k], end - k,
		    SENSE_BIT(SENSE_TITLE), &len) != NULL)
			return 0;	/* "Madison Judge William ..." */
	score = names_person_score(s, i, end);
	if (score < 0.5f || (score < 0.75f && is_after_the(s, i)))
		return 0;
	add(s, i, end, MENTION_PERSON, score, score >= 0.9f ?
	    RULE_FIRST_NAME : score >= 0.7f ? RULE_PATTERN : RULE_PAIR);
	return end;
}

static size_t
by_dictionary(struct scanner *s, size_t i, const struct hits *h)
{
	size_t end = i + h->name_n;

	if (h->name == NULL)
		return 0;
	if (h->has_demonym && !h->has_actor && (tagger_is_name(&s->t[i]) ||
	    ((s->t[i].flags & TOKEN_CASELESS) != 0 &&
	    (s->t[i].classes & WORD_COMMON) == 0))) {
		add(s, i, end, MENTION_NATIONALITY, 0.95f, RULE_DEMONYM);
		return end;
	}
	if (h->has_metonym && !h->has_place && !h->has_actor) {
		add(s, i, end, MENTION_ORGANIZATION, 0.9f, RULE_METONYM);
		return end;
	}
	if (h->has_actor && !((s->t[i].flags & TOKEN_CASELESS) != 0 &&
	    h->name_n == 1 && (s->t[i].classes & WORD_COMMON) != 0)) {
		add(s, i, end, MENTION_ORGANIZATION, 0.95f, RULE_DICTIONARY);
		return end;
	}
	if (h->has_place && !is_doubtful(s, i, h)) {
		add(s, i, end, MENTION_LOCATION, 0.9f, RULE_GAZETTEER);
		return end;
	}
	if (h->has_weak_actor && s->t[i].kind == TOKEN_WORD &&
	    (s->t[i].flags & (TOKEN_START | TOKEN_CASELESS)) == 0) {
		add(s, i, end, MENTION_ORGANIZATION, 0.6f, RULE_DOUBTFUL);
		return end;
	}
	return 0;
}

/* "SAVAR, Bangladesh (Reuters) -" at the head of a paragraph */
static bool
is_dateline(const struct scanner *s, size_t i)
{
	return (i == 0 || s->t[i - 1].segment != s->t[i].segment) &&
	    i + 1 < s->n && (token_is(&s->t[i + 1], ',') ||
	    token_is(&s->t[i + 1], '('));
}

/* One capitalised word, or a run of them that no rule claims. */
static size_t
by_shape(struct scanner *s, size_t i)
{
	const struct token *t = &s->t[i];
	const struct seen *seen = document_seen(s->d, t->hash);
	size_t end = names_person_end(s, i);
	struct span *x;

	if ((t->flags & TOKEN_CASELESS) != 0 || end > i + 3)
		return 0;
	if ((t->classes & (WORD_COMMON | WORD_NEVER | WORD_NOUN |
	    WORD_HEAD)) != 0 || t->shape == SHAPE_INITIAL)
		return 0;
	if (t->shape == SHAPE_UPPER && t->end - t->start > 3 &&
	    is_dateline(s, i)) {
		add(s, i, i + 1, MENTION_LOCATION, 0.6f, RULE_DATELINE);
		return i + 1;
	}
	if (t->shape == SHAPE_UPPER && t->end - t->start <= 6) {
		if ((seen != NULL && seen->lower > 0) ||
		    (i > 0 && token_is(&s->t[i - 1], '<')))
			return 0;	/* a ticker symbol */
		x = add(s, i, i + 1, MENTION_ORGANIZATION, 0.5f, RULE_ACRONYM);
		return x->first + x->n;
	}
	if (end > i + 1 && (t->flags & TOKEN_START) != 0)
		end = i + 1;
	if (end <= i)
		return 0;
	if (seen != NULL && seen->lower > 0)
		return 0;
	x = add(s, i, end, MENTION_PERSON, 0.4f, RULE_CAPITAL);
	x->kind = SPAN_UNKNOWN;
	return end;
}

/* "al-Sudani", "bin Laden": a name that begins with a particle. */
static size_t
by_particle(struct scanner *s, size_t i)
{
	const struct token *next = document_token(s->d, i, 1);
	struct str w = document_text(s->d, i, 1);
	struct span *x;
	size_t end;

	if ((s->t[i].classes & WORD_PARTICLE) == 0 || next == NULL ||
	    next->kind != TOKEN_WORD || next->shape == SHAPE_LOWER ||
	    ((next->flags & TOKEN_HYPHEN) == 0 && !str_is(w, "bin") &&
	    !str_is(w, "ibn") && !str_is(w, "van") && !str_is(w, "von") &&
	    !str_is(w, "ben") && !str_is(w, "abu") && !str_is(w, "de")))
		return 0;
	end = names_person_end(s, i + 1);
	if (end <= i + 1 || end > i + 4)
		return 0;
	x = add(s, i, end, MENTION_PERSON, 0.5f, RULE_PARTICLE);
	x->kind = SPAN_UNKNOWN;
	return end;
}

/* "(Dateline Wire) -" near the head of a paragraph: who reports. */
static size_t
by_dateline(struct scanner *s, size_t i)
{
	const struct token *t = &s->t[i];
	size_t end;

	if (i < 2 || t->start > 80 || !token_is(&s->t[i - 1], '(') ||
	    (t->flags & (TOKEN_CASELESS | TOKEN_TITLE)) != 0)
		return 0;
	end = names_run(s, i);
	if (end + 1 >= s->n || !token_is(&s->t[end], ')') ||
	    !token_is(&s->t[end + 1], '-') || s->t[end].segment != t->segment)
		return 0;
	add(s, i, end, MENTION_ORGANIZATION, 0.8f, RULE_DATELINE)->org_type =
	    ORG_TYPE_NEWS;
	return end;
}

/* The name at i; its end, or 0. */
static size_t
name_at(struct scanner *s, size_t i, const struct hits *h)
{
	bool name = tagger_is_name(&s->t[i]);
	size_t end;

	if (name && !h->has_actor && (end = by_dateline(s, i)) != 0)
		return end;
	if (h->has_actor && h->name_n > 1) {
		if ((end = by_head(s, i, h->name_n)) != 0)
			return end;
		return by_dictionary(s, i, h);
	}
	if ((end = by_caseless_head(s, i)) > i + h->name_n)
		return end;
	if (name && (end = by_head(s, i, h->has_weak_actor && !h->has_actor ?
	    h->name_n - 1 : h->name_n)) != 0)
		return end;
	if (name && (end = by_person(s, i, h)) != 0)
		return end;
	if ((end = by_dictionary(s, i, h)) != 0)
		return end;
	return name ? by_shape(s, i) : by_particle(s, i);
}

void
tagger_by_rules(struct document *d)
{
	struct scanner s = { d, d->lex, d->tokens.at, d->tokens.n };
	size_t title_end = SIZE_MAX, title_n = 0, end, i = 0;
	struct hits h;

	while (i < s.n) {
		const struct token *t = &s.t[i];

		if (t->kind == TOKEN_PUNCT || (t->word == NULL &&
		    t->shape == SHAPE_LOWER)) {
			i++;
			continue;
		}
		look_up(&s, i, &h);
		if (title_end == i && h.title_n == 0 &&
		    t->segment == s.t[i - 1].segment &&
		    (end = after_title(&s, i, title_n, &h)) != 0) {
			i = end;
			continue;
		}
		if (h.title_n > h.name_n || (h.title_n > 0 &&
		    h.title_n == h.name_n && !h.has_actor)) {
			title_n = (title_end == i ? title_n : 0) + h.title_n;
			title_end = i + h.title_n;
			if ((end = by_head(&s, i, h.title_n)) != 0)
				i = end;
			else
				i = title_end;
			continue;
		}
		end = name_at(&s, i, &h);
		i = end != 0 ? end : i + 1;
	}
}
