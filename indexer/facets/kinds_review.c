#include "facets/kinds_review.h"

#include <string.h>
#include <strings.h>

#include "facets/actors.h"
#include "facets/orgtype.h"

static bool
is_word(const struct document *d, size_t i, const char *word)
{
	struct str w = document_text(d, i, 1);

	return (w.p[0] | 32) == (word[0] | 32) && w.n == strlen(word) &&
	    strncasecmp(w.p, word, w.n) == 0;
}

/* Is one of the words (NULL at the end) among tokens first up to end? */
static bool
has_word(const struct document *d, size_t first, size_t end,
    const char *const *word)
{
	for (; *word != NULL; word++)
		for (size_t i = first; i < end; i++)
			if (is_word(d, i, *word))
				return true;
	return false;
}

static bool
has(const struct document *d, const struct span *x, const char *const *word)
{
	return has_word(d, x->first, x->first + x->n, word);
}

static bool
ends_in(const struct document *d, const struct span *x, const char *word)
{
	return is_word(d, x->first + x->n - 1, word);
}

static bool
begins_with(const struct document *d, const struct span *x, unsigned senses)
{
	size_t len;

	return tokens_match(d->lex, &d->tokens.at[x->first], x->n - 1,
	    senses, &len) != NULL;
}

/* "Workers", "Growers", "Pilots": people, by the end of a word inside. */
static bool
has_people(const struct document *d, const struct span *x)
{
	for (size_t i = x->first; i < x->first + x->n; i++) {
		struct str w = document_text(d, i, 1);

		if (w.n > 4 && (w.p[w.n - 1] | 32) == 's' &&
		    strchr("rtn", w.p[w.n - 2] | 32) != NULL)
			return true;
	}
	return false;
}

/* "Union": of workers, of states, of voters, or one cannot tell. */
static uint8_t
type_of_union(const struct document *d, const struct span *x)
{
	static const char *const state[] = { "African", "European", "Arab",
	    "Customs", "Monetary", "Economic", "Postal", "Pacific",
	    "Telecommunication", "Telecommunications", "Parliamentary",
	    "Inter-Parliamentary", "Eurasian", "Maghreb", NULL };
	static const char *const voter[] = { "Democratic", "Christian",
	    "Patriotic", "Liberal", "Social", "Socialist", "Civic",
	    "Republican", "Popular", "People", NULL };
	static const char *const saver[] = { "Credit", NULL };

	if (has(d, x, saver))
		return ORG_TYPE_FINANCE;
	if (has_people(d, x))
		return ORG_TYPE_LABOR;
	return has(d, x, state) ? ORG_TYPE_INTERGOVERNMENTAL :
	    has(d, x, voter) ? ORG_TYPE_PARTY : 0;
}

/* "Council": that rules, or of people, or one cannot tell. */
static uint8_t
type_of_council(const struct document *d, const struct span *x)
{
	static const char *const chosen[] = { "Ministers", "State",
	    "Representatives", "Elders", "Deputies", "Government",
	    "Governors", "Guardians", "Command", NULL };
	static const char *const ruler[] = { "City", "County", "Town", "District",
	    "Municipal", "Provincial", "Regional", "National", "Federal",
	    "Security", "Governing", "Military", "Revolutionary",
	    "Legislative", "Supreme", "Privy", "Constitutional", "Defense",
	    "Defence", "Transitional", "Presidential", "Judicial",
	    "Sovereignty", "Sovereign", "Executive", "Electoral",
	    "Expediency", "Local", "Parish", "Borough", "Village", "Shura",
	    "Leadership", "Ruling", "Judiciary", "Magistracy", "Islamic",
	    "Securities", "Monetary", NULL };
	static const char *const trade[] = { "Export", "Industry", "Trade",
	    "Business", "Cancer", "Consumer", "Marketing", "Health", NULL };

	if (has(d, x, chosen))
		return ORG_TYPE_GOVERNMENT;
	if (x->n > 2 && is_word(d, x->first + 1, "Council") &&
	    (begins_with(d, x, SENSE_BIT(SENSE_DEMONYM)) ||
	    is_word(d, x->first + 2, "of")) && !has_word(d, x->first + 2,
	    x->first + x->n, ruler))
		return ORG_TYPE_NGO;	/* National Council of ... */
	if (has(d, x, ruler))
		return ORG_TYPE_GOVERNMENT;
	if (has(d, x, trade) || has_people(d, x))
		return ORG_TYPE_NGO;
	return begins_with(d, x, SENSE_BIT(SENSE_PLACE)) && x->n < 4 ?
	    ORG_TYPE_GOVERNMENT : 0;
}

/* "Board": of a state, or one cannot tell. */
static uint8_t
type_of_board(const struct document *d, const struct span *x)
{
	static const char *const state[] = { "National", "Federal", "State",
	    "Central", "County", "City", "School", "Education", "Review",
	    "Electoral", "Election", "Elections", "Regulatory", NULL };

	return has(d, x, state) || begins_with(d, x, SENSE_BIT(SENSE_DEMONYM) |
	    SENSE_BIT(SENSE_PLACE)) ? ORG_TYPE_GOVERNMENT : 0;
}

/* A "Division" fights if its name says how. */
static bool
is_fighting(const struct document *d, const struct span *x)
{
	static const char *const arm[] = { "Infantry", "Armored", "Armoured",
	    "Airborne", "Mountain", "Mechanized", "Mechanised", "Panzer",
	    "Cavalry", "Marine", "Guards", "Motorized", "Army", "Tank",
	    "Republican", "First", "Second", "Third", "Fourth", "Fifth",
	    "Sixth", "Seventh", "Eighth", "Ninth", "Tenth", NULL };

	return d->tokens.at[x->first].kind == TOKEN_NUMBER || has(d, x, arm);
}

/* A network, centre or trust for a cause. */
static bool
has_cause(const struct document *d, const struct span *x)
{
	static const char *const cause[] = { "Rights", "Research", "Policy",
	    "Studies", "Legal", "Law", "Justice", "Peace", "Democracy",
	    "Women's", "Women", "Refugee", "Strategic", "Relief", "Aid",
	    "Environmental", "Community", "Human", "Advocacy", "Civil",
	    "Anti-Corruption", "National", "Wildlife", "Heritage",
	    "Charitable", "Conservation", "Memorial", "Housing", "for",
	    "Poverty", "Action", NULL };

	return has(d, x, cause);
}

static void
review_ngo(const struct document *d, struct span *x)
{
	static const char *const vague[] = { "Network", "Center", "Centre",
	    "Trust", "Centers", "Centres", NULL };
	static const char *const money[] = { "Management", "Managers", NULL };
	static const char *const school[] = { "University", "College", NULL };
	static const char *const ward[] = { "NHS", "Hospital", "Hospitals",
	    "Medical", "Healthcare", NULL };

	if (has(d, x, school))
		x->org_type = ORG_TYPE_EDUCATION;
	else if (has(d, x, ward))
		x->org_type = ORG_TYPE_HEALTH;
	else if (ends_in(d, x, "Management") || ends_in(d, x, "Managers"))
		x->org_type = has(d, x, money) ? ORG_TYPE_FINANCE : 0;
	else if (has(d, x, vague) && !has_cause(d, x))
		x->org_type = 0;
}

/* "Coopers & Lybrand" keeps its "&" whatever its words mean. */
static bool
has_ampersand(const struct document *d, const struct span *x)
{
	for (size_t i = x->first + 1; i + 1 < x->first + x->n; i++)
		if (token_is(&d->tokens.at[i], '&'))
			return true;
	return false;
}

/* "Coalition", "Alliance": of voters, or one cannot tell. */
static bool
is_of_voters(const struct document *d, const struct span *x)
{
	static const char *const voter[] = { "Democratic", "National",
	    "Popular", "Liberal", "Opposition", "Patriotic", "People",
	    "Left", "Socialist", "Christian", "Republican", "Social",
	    "Progressive", "Freedom", "Unity", "Electoral", "Civic",
	    "Conservative", "Green", "Free", "Centre", "Center", NULL };

	return has(d, x, voter);
}

void
kinds_review(const struct document *d, struct span *x)
{
	static const char *const world[] = { "International", "World", NULL };
	static const char *const council[] = { "Council", NULL };
	static const char *const division[] = { "Division", NULL };
	static const char *const fighting[] = { "Forces", "Strike", "Battle",
	    "Combat", "Army", "Amphibious", NULL };
	static const char *const link[] = { "of", "for", "on", NULL };
	bool global = has_word(d, x->first, x->first + 1, world);
	uint32_t last = d->tokens.at[x->first + x->n - 1].classes;

	if (x->n < 2 || (d->tokens.at[x->first].flags & TOKEN_CASELESS) != 0)
		return;
	if ((last & WORD_NEVER) != 0 && (last & WORD_HEAD) == 0 &&
	    !has(d, x, link))
		x->org_type = 0;	/* "... Transparency Initiative" */
	else if (ends_in(d, x, "Board"))
		x->org_type = type_of_board(d, x);
	else if (global && x->org_type == ORG_TYPE_GOVERNMENT)
		x->org_type = ORG_TYPE_INTERGOVERNMENTAL;
	else if (global && x->org_type == ORG_TYPE_LEGISLATURE &&
	    (ends_in(d, x, "Congress") || ends_in(d, x, "Assembly")))
		x->org_type = ORG_TYPE_NGO;
	else if (x->org_type == ORG_TYPE_GOVERNMENT && has(d, x, council))
		x->org_type = type_of_council(d, x);
	else if (x->org_type == ORG_TYPE_INTERGOVERNMENTAL &&
	    (ends_in(d, x, "Union") || is_word(d, x->first, "Union")))
		x->org_type = type_of_union(d, x);
	else if (x->org_type == ORG_TYPE_INTERGOVERNMENTAL &&
	    ends_in(d, x, "Convention"))
		x->org_type = 0;
	else if (x->org_type == ORG_TYPE_PARTY && (ends_in(d, x, "Coalition") ||
	    ends_in(d, x, "Alliance")) && !is_of_voters(d, x))
		x->org_type = 0;
	else if (x->org_type == ORG_TYPE_COMPANY && ends_in(d, x, "Group") &&
	    has(d, x, fighting))
		x->org_type = ORG_TYPE_MILITARY;
	else if (x->org_type == ORG_TYPE_MILITARY && has(d, x, division) &&
	    !is_fighting(d, x))
		x->org_type = 0;
	if (x->org_type == ORG_TYPE_NGO)
		review_ngo(d, x);
	if (has_ampersand(d, x) && (x->org_type == ORG_TYPE_PARTY ||
	    x->org_type == ORG_TYPE_MOVEMENT || x->org_type == ORG_TYPE_NGO ||
	    x->org_type == ORG_TYPE_MILITARY ||
	    x->org_type == ORG_TYPE_LEGISLATURE))
		x->org_type = ORG_TYPE_COMPANY;
}

/* Does the rest of a name make a part of a body, not a product of it? */
static bool
is_part(const struct document *d, size_t first, size_t end)
{
	static const char *const part[] = { "Sport", "Sports", "News",
	    "Online", "Worldwide", "International", "Group", "Motor",
	    "Financial", "Finance", "Capital", "Securities", "Cargo",
	    "Media", "Radio", "Television", "TV", "Research", "Airlines",
	    "Entertainment", "Records", "Pictures", "Studios", "Stores",
	    "Systems", "Services", "Holdings", "Europe", "Asia", "Life",
	    "Credit", "Markets", "Drama", "One", "Two", "Exploration",
	    "Chemicals", "Foods", "Oil", "Energy", "Insurance", "Ventures",
	    "Films", "Motors", "Trading", "Investments", "Partners", NULL };
	size_t len;

	for (; first < end; first++)
		if (!has_word(d, first, first + 1, part) && tokens_match(
		    d->lex, &d->tokens.at[first], end - first,
		    SENSE_BIT(SENSE_PLACE) | SENSE_BIT(SENSE_DEMONYM), &len) ==
		    NULL && !is_word(d, first, "of"))
			return false;
	return true;
}

void
kinds_inherit(const struct document *d, struct span *x)
{
	const struct sense *s;
	size_t len;

	if (x->org_type != 0 || x->n < 2)
		return;
	s = actors_sense(d, tokens_match(d->lex, &d->tokens.at[x->first],
	    x->n - 1, SENSE_BIT(SENSE_ACTOR), &len), SENSE_ACTOR);
	if (s == NULL || (s->flags & SENSE_WEAK) != 0 || (d->tokens.at[
	    x->first + len - 1].flags & TOKEN_POSSESSIVE) != 0 ||
	    !is_part(d, x->first + len, x->first + x->n))
		return;
	switch (d->lex->value[s->value].org_type) {
	case ORG_TYPE_COMPANY: case ORG_TYPE_FINANCE: case ORG_TYPE_NEWS:
		x->org_type = d->lex->value[s->value].org_type;
	}
}
