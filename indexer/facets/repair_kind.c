#include <string.h>

#include "facets/actors.h"
#include "facets/names.h"
#include "facets/repair_kind.h"
#include "facets/repair_span.h"
#include "facets/tagger.h"

/* Is token i one of a list of words, NULL at its end? */
static bool
is_one_of(const struct document *d, size_t i, const char *const *word)
{
	struct str w = document_text(d, i, 1);

	if (d->tokens.at[i].kind != TOKEN_WORD)
		return false;
	for (; *word != NULL; word++)
		if ((*word)[0] == w.p[0] && str_is(w, *word))
			return true;
	return false;
}

/* ---- by what the dictionaries say ---- */

static bool
has_name_word(const struct document *d, const struct span *x)
{
	for (uint32_t i = 0; i < x->n; i++)
		if ((d->tokens.at[x->first + i].classes & (WORD_GIVEN |
		    WORD_FAMILY)) != 0)
			return true;
	return false;
}

static bool
is_after_place_word(const struct document *d, const struct span *x)
{
	const struct token *before = document_token(d, x->first, -1);

	return before != NULL && (before->classes & WORD_PLACE) != 0;
}

/* "ICO" is not the town of Ico, the lone "Union" not that of Union. */
static bool
is_no_town(const struct document *d, const struct span *x,
    const struct meaning *m)
{
	const struct token *t = &d->tokens.at[x->first];

	if (x->kind != MENTION_LOCATION || m->actor || !m->is_minor_place ||
	    x->phrase->is_acronym != 0 || span_is_caseless(d, x->first))
		return false;
	return (x->n == 1 && t->shape == SHAPE_UPPER && x->phrase->n == 1 &&
	    t->end - t->start <= 4) || (x->is_metonym && m->is_weak_place);
}

/* "Saudi Arabia" is no person, the African Union no place. */
static void
kind_by_dictionary(const struct document *d, struct span *x)
{
	struct meaning m = phrase_meaning(d->lex, x->phrase);
	uint8_t shape = d->tokens.at[x->first].shape, kind = x->kind;

	if (x->phrase == NULL)
		return;
	/* "FAITH IN GOD" */
	if (x->n == 1 && span_is_caseless(d, x->first) && !m.actor &&
	    (d->tokens.at[x->first].classes & WORD_NEVER) != 0) {
		x->kind = SPAN_DROPPED;
		return;
	}
	if (x->is_metonym && !m.is_body)
		x->is_metonym = false;
	if (is_no_town(d, x, &m)) {
		x->kind = MENTION_ORGANIZATION;
		x->is_metonym = false;
		x->phrase = NULL;
		return;
	}
	if (kind == MENTION_LOCATION && m.strong_actor && (!m.place ||
	    (m.is_minor_place && (shape == SHAPE_UPPER ||
	    shape == SHAPE_DOTTED))))
		kind = MENTION_ORGANIZATION;
	else if (kind == MENTION_PERSON && x->title_n == 0 && m.strong_actor &&
	    !m.place && (x->n > 1 || !has_name_word(d, x)))
		kind = MENTION_ORGANIZATION;
	else if (kind == MENTION_PERSON && x->title_n == 0 &&
	    (((m.country || m.region) && !has_name_word(d, x)) || (x->n > 1 &&
	    (m.is_noted || (m.place && !m.is_weak_place &&
	    !m.is_minor_place)))))
		kind = MENTION_LOCATION;	/* "Khan Younis" */
	else if (kind == MENTION_LOCATION && m.demonym && !m.country &&
	    !m.region && x->rule == RULE_MODEL &&
	    !is_after_place_word(d, x))
		kind = MENTION_NATIONALITY;	/* "the Somali border" */
	if (kind == x->kind)
		return;
	x->kind = kind;
	x->org_type = 0;
	x->is_metonym = false;
	x->rule = kind == MENTION_NATIONALITY ? RULE_DEMONYM : kind ==
	    MENTION_LOCATION ? RULE_GAZETTEER : RULE_DICTIONARY;
	x->confidence = 0.85f;
}

/* ---- by the words beside it ---- */

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

/* "carrier Hornet", "Hurricane Anna": no body, no place and no person. */
static bool
is_vessel(const struct document *d, const struct span *x)
{
	static const char *const before[] = { "ship", "carrier", "warship",
	    "frigate", "destroyer", "cruiser", "submarine", "tanker", "ferry",
	    "vessel", "yacht", "trawler", "freighter", "spacecraft",
	    "shuttle", "liner", "steamer", "icebreaker", "probe", "craft",
	    "boat", "battleship", "hurricane", "typhoon", "cyclone",
	    "storm", "Hurricane", "Typhoon", "Cyclone", "Storm", NULL };
	static const char *const first[] = { "Hurricane", "Typhoon",
	    "Cyclone", "Storm", NULL };

	if (x->kind == MENTION_NATIONALITY || x->title_n > 0)
		return false;
	return (x->n > 1 && x->phrase == NULL &&
	    is_one_of(d, x->first, first)) ||
	    (document_token(d, x->first, -1) != NULL &&
	    is_one_of(d, x->first - 1, before));
}

/* "Nobel Peace Prize", "Lunar New Year": something that happens or is made. */
static bool
is_event(const struct document *d, const struct span *x)
{
	static const char *const last[] = { "Act", "Agreement", "Accord",
	    "Accords", "Treaty", "Constitution", "War", "Revolution", "Day",
	    "Prize", "Award", "Awards", "Cup", "Championship",
	    "Championships", "Games", "Declaration", "Year", "Eve",
	    "Curtain", "Olympics", "Bowl", "Protocol", "Amendment",
	    "Summit", "Prix", "Show", "Expo", "Exhibition", "Fair",
	    "Marathon", "Holiday", "Law", "Bill", "Bills", "Code", NULL };

	return x->n > 1 && x->phrase == NULL && x->org_type == 0 &&
	    (x->kind == MENTION_ORGANIZATION ||
	    x->kind == MENTION_LOCATION) &&
	    is_one_of(d, x->first + x->n - 1, last);
}

/* "John F. Kennedy hospital", "the church of St Peter": named after him. */
static bool
is_namesake(const struct document *d, const struct span *x)
{
	static const char *const after[] = { "hospital", "airport",
	    "university", "school", "mosque", "church", "stadium", "prison",
	    "bridge", "street", "museum", "library", "cathedral", "square",
	    "avenue", "park", "cemetery", "theatre", "theater", "award",
	    "prize", "trophy", "stakes", NULL };
	const struct token *t = &d->tokens.at[x->first + x->n - 1];

	if (x->kind != MENTION_PERSON)
		return false;
	if (x->title_n == 1 && (document_is_word(d, x->first - 1, "St") ||
	    document_is_word(d, x->first - 1, "St.") ||
	    document_is_word(d, x->first - 1, "Saint")))
		return true;
	return (t->flags & TOKEN_POSSESSIVE) == 0 && document_token(d,
	    x->first + x->n - 1, 1) != NULL && is_one_of(d, x->first + x->n,
	    after);
}

/* "the attorney general, X,", "his wife, X,": a person by apposition. */
static bool
is_apposed(const struct document *d, const struct span *x)
{
	const struct token *comma = document_token(d, x->first, -1);
	const struct token *after = document_token(d, x->first + x->n - 1, 1);
	const struct sense *s;
	size_t len;

	if (comma == NULL || !token_is(comma, ',') || after == NULL ||
	    !token_is(after, ',') || document_token(d, x->first, -2) == NULL)
		return false;
	if ((comma[-1].classes & WORD_RELATIVE) != 0)
		return (d->tokens.at[x->first].classes & WORD_GIVEN) != 0;
	if (x->phrase != NULL || x->n < 2)
		return false;
	for (uint32_t i = 0; i < x->n; i++)
		if ((d->tokens.at[x->first + i].classes & (WORD_COMMON |
		    WORD_HEAD | WORD_LEGAL | WORD_MODIFIER)) != 0)
			return false;
	for (ptrdiff_t k = 4; k > 1; k--) {
		if (document_token(d, x->first, -k) == NULL)
			continue;
		s = actors_sense(d, tokens_match(d->lex, comma - (k - 1),
		    (size_t)k - 1, SENSE_BIT(SENSE_TITLE), &len), SENSE_TITLE);
		if (s != NULL && s->value == TITLE_OFFICE && len + 1 ==
		    (size_t)k && (comma[-1].classes & WORD_HEAD) == 0)
			return true;
	}
	return false;
}

/* Does the name end in a head noun of an organization? */
static bool
has_head(struct document *d, const struct span *x, uint8_t *type)
{
	struct scanner s = { d, d->lex, d->tokens.at, d->tokens.n };
	struct head_name head;

	if (x->n < 2 || !names_by_head(&s, x->first, &head) ||
	    head.end != x->first + x->n || !head.is_organization)
		return false;
	*type = head.org_type;
	return true;
}

static void
set_organization(struct span *x, uint8_t type)
{
	x->kind = MENTION_ORGANIZATION;
	x->org_type = type;
	x->is_metonym = false;
}

/* "the Kmara movement": a body, whatever the tagger thinks. */
static void
kind_by_role(const struct document *d, struct span *x)
{
	const struct sense *s = role_before(d, x->first);
	bool is_pair = x->kind == MENTION_PERSON && x->title_n == 0 &&
	    (x->confidence < 0.7f || (x->n == 1 && x->phrase != NULL &&
	    phrase_meaning(d->lex, x->phrase).actor));

	if (s != NULL && (is_pair || (x->kind == MENTION_LOCATION &&
	    x->phrase == NULL)))
		set_organization(x, d->lex->value[s->value].org_type);
}

/* "the Abu Salim quarter" */
static bool
is_before_place_word(const struct document *d, const struct span *x)
{
	const struct token *z = &d->tokens.at[x->first + x->n - 1];
	const struct token *after = document_token(d, x->first + x->n - 1, 1);

	return after != NULL && after->shape == SHAPE_LOWER &&
	    ((after->classes & WORD_GENERIC) != 0 || document_is_word(d,
	    x->first + x->n, "quarter")) && (after->flags & TOKEN_HYPHEN) ==
	    0 && (z->flags & TOKEN_POSSESSIVE) == 0 &&
	    d->tokens.at[x->first].shape != SHAPE_UPPER;
}

/* "Mr Sridharan", whatever else it might be. */
static void
kind_by_honorific(const struct document *d, struct span *x)
{
	const struct token *before = document_token(d, x->first, -1);
	const struct sense *s;
	size_t len;

	if (before == NULL || x->kind == MENTION_PERSON || x->n > 3 ||
	    x->kind == MENTION_NATIONALITY || before->kind != TOKEN_WORD ||
	    before->shape == SHAPE_LOWER || before->word == NULL ||
	    before->end - before->start > 4 ||
	    (before->classes & WORD_NEVER) == 0)
		return;
	s = actors_sense(d, tokens_match(d->lex, before, 1,
	    SENSE_BIT(SENSE_TITLE), &len), SENSE_TITLE);
	if (s == NULL || s->value != TITLE_HONORIFIC ||
	    document_is_word(d, x->first - 1, "St."))
		return;
	x->kind = MENTION_PERSON;
	x->title_n = 1;
	x->phrase = NULL;
	x->org_type = 0;
	x->is_metonym = false;
	x->confidence = 0.9f;
	x->rule = RULE_TITLE;
}

/* "Mines and Energy" before "Minister", or behind "Minister of". */
static bool
is_portfolio(const struct document *d, const struct span *x)
{
	static const char *const minister[] = { "Minister", "Ministers",
	    "minister", "ministers", NULL };
	const struct token *of = document_token(d, x->first, -1);

	if (x->kind != MENTION_ORGANIZATION ||
	    phrase_meaning(d->lex, x->phrase).strong_actor)
		return false;
	if (of != NULL && (document_is_word(d, x->first - 1, "of") ||
	    document_is_word(d, x->first - 1, "for")) &&
	    document_token(d, x->first, -2) != NULL &&
	    is_one_of(d, x->first - 2, minister))
		return true;
	return document_token(d, x->first + x->n - 1, 1) != NULL &&
	    document_is_word(d, x->first + x->n, "Minister") &&
	    (d->tokens.at[x->first + x->n - 1].flags & TOKEN_POSSESSIVE) == 0;
}

/* "Junin Department", where departments are provinces. */
static void
kind_by_province(const struct document *d, struct span *x)
{
	static const char *const last[] = { "Department", "Province",
	    "Governorate", "Prefecture", "Oblast", "Canton", "DEPARTMENT",
	    "PROVINCE", NULL };
	const struct phrase *p;

	if (x->kind != MENTION_ORGANIZATION || x->phrase != NULL || x->n < 2 ||
	    !is_one_of(d, x->first + x->n - 1, last))
		return;
	p = tokens_exact(d->lex, &d->tokens.at[x->first], x->n - 1u,
	    SENSE_NAMES);
	for (size_t i = 0; p != NULL && i < p->n_senses; i++) {
		const struct sense *s = &d->lex->sense[p->sense + i];

		if (s->kind != SENSE_PLACE ||
		    d->lex->value[s->value].kind != VALUE_PROVINCE)
			continue;
		x->kind = MENTION_LOCATION;
		x->phrase = p;
		x->org_type = 0;
		return;
	}
}

/* Peoples and faiths without a state: neither actors nor places. */
static bool
is_people(const struct document *d, const struct span *x)
{
	static const char *const people[] = { "Alawite", "Anglican", "Ashanti",
	    "Baluch", "Baptist", "Bedouin", "Berber", "Buddhist", "Catholic",
	    "Chaldean", "Christian", "Copt", "Coptic", "Druze", "Evangelical",
	    "Fulani", "Gypsy", "Hausa", "Hazara", "Hindu", "Hispanic", "Hutu",
	    "Igbo", "Inuit", "Islamist", "Jew", "Jewish", "Kachin", "Kikuyu",
	    "Luo", "Lutheran", "Mandaean", "Maori", "Mapuche", "Maronite",
	    "Mayan", "Methodist", "Mormon", "Moslem", "Muslim", "Navajo",
	    "Oromo", "Pashtun", "Pathan", "Presbyterian", "Protestant",
	    "Rohingya", "Sephardic", "Shia", "Shiite", "Sikh", "Sinhalese",
	    "Sunni", "Tamil", "Tatar", "Tigrayan", "Tuareg", "Tutsi",
	    "Uighur", "Uyghur", "Xhosa", "Yazidi", "Yoruba", "Zulu", NULL };
	struct str w = document_text(d, x->first, 1);

	if (x->n != 1 || x->kind == MENTION_NATIONALITY || w.n < 3)
		return false;
	if (w.p[w.n - 1] == 's')
		w.n--;
	for (size_t i = 0; people[i] != NULL; i++)
		if (people[i][0] == w.p[0] && str_is(w, people[i]))
			return x->title_n == 0;
	return false;
}

/* "Fort Campbell" is no Mr. Campbell. */
static void
kind_by_front(const struct document *d, struct span *x)
{
	static const char *const front[] = { "Fort", "Camp", "Port", "Mount",
	    "Lake", "Cape", NULL };

	if (x->kind == MENTION_PERSON && x->n > 1 && x->title_n == 0 &&
	    is_one_of(d, x->first, front))
		x->kind = MENTION_LOCATION;
}

static void
kind_by_context(struct document *d, struct span *x)
{
	bool is_models = x->rule == RULE_MODEL;
	uint8_t type;

	kind_by_province(d, x);
	kind_by_honorific(d, x);
	kind_by_front(d, x);
	if (span_is_caseless(d, x->first))
		return;
	if (is_vessel(d, x) || is_namesake(d, x) || is_portfolio(d, x) ||
	    (is_models && is_event(d, x))) {
		x->kind = SPAN_DROPPED;
		return;
	}
	if (is_people(d, x)) {
		x->kind = MENTION_NATIONALITY;
		x->phrase = NULL;
		x->is_metonym = false;
		return;
	}
	kind_by_role(d, x);
	if (x->kind != MENTION_PERSON && x->kind != MENTION_NATIONALITY &&
	    x->org_type == 0 && is_apposed(d, x)) {
		x->kind = MENTION_PERSON;
		x->is_metonym = false;
		x->phrase = NULL;
	} else if (is_models && x->phrase == NULL &&
	    x->kind == MENTION_LOCATION && has_head(d, x, &type))
		set_organization(x, type);
	else if (is_models && x->phrase == NULL && x->org_type == 0 &&
	    x->kind == MENTION_ORGANIZATION && is_before_place_word(d, x))
		x->kind = MENTION_LOCATION;
}

void
repair_kind(struct document *d, struct span *x)
{
	kind_by_dictionary(d, x);
	kind_by_context(d, x);
}
