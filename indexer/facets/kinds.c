#include "facets/kinds.h"
#include "facets/kinds_review.h"

#include "facets/actors.h"
#include "facets/orgtype.h"

#define TYPED 512		/* names of a window */

/* "of": what follows a head that came first is not the body. */
static bool
is_complement(const struct document *d, size_t i, size_t end)
{
	return i + 1 < end && (str_is(document_text(d, i, 1), "of") ||
	    str_is(document_text(d, i, 1), "OF")) &&
	    d->tokens.at[i].segment == d->tokens.at[i - 1].segment;
}

/* Does a possessive in the name begin another: "University of X's Press"? */
static bool
has_owner(const struct document *d, size_t first, size_t end)
{
	for (; first + 1 < end; first++)
		if ((d->tokens.at[first].flags & TOKEN_POSSESSIVE) != 0)
			return true;
	return false;
}

/*
 * The type of the last head noun among the tokens, or of the first that "of"
 * follows; is there any?
 */
bool
kinds_by_head(const struct document *d, size_t first, size_t n, uint8_t *type)
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
		if (s == NULL)
			continue;
		if (s->value != LEXICON_NONE) {
			*type = (uint8_t)s->value;
			found = true;
		}
		i += len - 1;
		if (s->value != LEXICON_NONE && (s->flags & SENSE_INITIAL) !=
		    0 && is_complement(d, i + 1, first + n) &&
		    !has_owner(d, i + 1, first + n))
			return true;
	}
	return found;
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

/* The type of a role noun of len words at i: "rebels"; 0. */
static uint8_t
role_type(const struct document *d, size_t i, size_t n, size_t *len)
{
	const struct sense *s = actors_sense(d, tokens_match(d->lex,
	    &d->tokens.at[i], n, SENSE_BIT(SENSE_ROLE), len), SENSE_ROLE);

	return s != NULL && d->tokens.at[i].shape == SHAPE_LOWER ?
	    d->lex->value[s->value].org_type : 0;
}

/* "rebel group X", "X rebels": what stands beside the name says its kind. */
static uint8_t
type_by_context(const struct document *d, const struct span *x)
{
	size_t end = x->first + x->n, len;
	uint8_t type;

	if (tokens_match(d->lex, &d->tokens.at[end - 1], 1,
	    SENSE_BIT(SENSE_PLACE), &len) != NULL)
		return 0;	/* "North Queensland police" */
	if ((d->tokens.at[end - 1].flags & TOKEN_POSSESSIVE) == 0 &&
	    document_token(d, end - 1, 1) != NULL &&
	    (d->tokens.at[end].classes & WORD_AUX) == 0 &&
	    (type = role_type(d, end, d->tokens.n - end, &len)) != 0)
		return type;
	for (ptrdiff_t k = 3; k > 0; k--)
		if (document_token(d, x->first, -k) != NULL &&
		    (type = role_type(d, x->first - (size_t)k, (size_t)k,
		    &len)) != 0 && len == (size_t)k)
			return type;
	return 0;
}

/* "National Federation of Salvadoran Workers" */
static bool
is_of_workers(const struct document *d, const struct span *x)
{
	static const char *const word[] = { "Workers", "Employees",
	    "Teachers", "Labourers", "WORKERS", "EMPLOYEES", "TEACHERS" };

	for (uint32_t i = 0; i < x->n; i++)
		for (size_t k = 0; k < sizeof(word) / sizeof(*word); k++)
			if (str_is(document_text(d, x->first + i, 1), word[k]))
				return true;
	return false;
}

/* "Army of Conquest", not "Army of Chad". */
static bool
is_irregular(const struct document *d, const struct span *x)
{
	size_t len;

	if (x->n < 3 || x->org_type != ORG_TYPE_MILITARY ||
	    !str_is(document_text(d, x->first, 1), "Army") ||
	    !str_is(document_text(d, x->first + 1, 1), "of"))
		return false;
	for (uint32_t i = 2; i < x->n; i++)
		if (tokens_match(d->lex, &d->tokens.at[x->first + i],
		    x->n - i, SENSE_BIT(SENSE_PLACE) |
		    SENSE_BIT(SENSE_DEMONYM), &len) != NULL)
			return false;
	return true;
}

/* The same name elsewhere in the article is of the same kind. */
void
kinds_share(struct document *d)
{
	uint32_t typed[TYPED];
	size_t n = 0, k;

	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < d->spans.n; i++) {
			struct span *x = &d->spans.at[i];

			if (x->kind != MENTION_ORGANIZATION ||
			    x->value_id != LEXICON_NONE || x->value.n == 0 ||
			    (pass == 0) != (x->org_type != 0))
				continue;
			for (k = 0; k < n && !str_eq(x->value,
			    d->spans.at[typed[k]].value); k++)
				;
			if (pass == 0 && k == n && n < TYPED)
				typed[n++] = (uint32_t)i;
			else if (pass == 1 && k < n)
				x->org_type = d->spans.at[typed[k]].org_type;
		}
}

/* "Parliament", "the Senate": a role noun with a capital; 0. */
static uint8_t
type_of_word(const struct document *d, size_t i)
{
	size_t len;
	const struct sense *s = actors_sense(d, tokens_match(d->lex,
	    &d->tokens.at[i], 1, SENSE_BIT(SENSE_ROLE), &len), SENSE_ROLE);

	return s != NULL ? d->lex->value[s->value].org_type : 0;
}

/* "Coopers & Lybrand", "Air Zimbabwe", "Hilton International". */
static bool
is_firm(const struct document *d, const struct span *x)
{
	const struct token *t = &d->tokens.at[x->first];
	size_t len;

	if (x->n < 2)
		return false;
	for (uint32_t i = 1; i + 1 < x->n; i++)
		if (str_is(document_text(d, x->first + i, 1), "&"))
			return true;
	if (str_is(document_text(d, x->first + x->n - 1, 1), "International"))
		return true;
	return x->n == 2 && str_is(document_text(d, x->first, 1), "Air") &&
	    tokens_match(d->lex, t + 1, 1, SENSE_BIT(SENSE_PLACE) |
	    SENSE_BIT(SENSE_DEMONYM), &len) != NULL;
}

/* Of a name that no dictionary has: by its head noun, else by its context. */
void
kinds_find(struct document *d, struct span *x)
{
	if (x->org_type == 0 && x->n > 1)
		kinds_by_head(d, x->first, x->n, &x->org_type);
	if (x->org_type == 0 && x->n == 1)
		x->org_type = type_of_word(d, x->first);
	if (x->org_type == 0 && is_firm(d, x))
		x->org_type = ORG_TYPE_COMPANY;
	if (x->org_type == 0)
		x->org_type = type_by_context(d, x);
	if (x->org_type == ORG_TYPE_NGO && is_of_workers(d, x))
		x->org_type = ORG_TYPE_LABOR;
	if (is_irregular(d, x))
		x->org_type = ORG_TYPE_REBEL;
	if (x->phrase == NULL)
		kinds_review(d, x);
	inherit_family(d, x);
	if (x->phrase == NULL)
		kinds_inherit(d, x);
}
