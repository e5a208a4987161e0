#include "facets/acronyms.h"

#include "facets/actors.h"
#include "facets/kinds.h"

#define ACRONYMS 256		/* different ones in a window */
#define LONG_NAMES 256		/* whose initials are tried */

/* Do the initials of the capitalised words among n spell it?  "MoD" has the
   small ones, too. */
static bool
words_spell(const struct document *d, size_t first, size_t n,
    struct str acronym)
{
	size_t at = 0;

	for (size_t i = first; i < first + n; i++) {
		const struct token *t = &d->tokens.at[i];
		char c = document_text(d, i, 1).p[0];

		if (t->shape == SHAPE_LOWER) {
			at += at < acronym.n && acronym.p[at] == c;
			continue;
		}
		if (at >= acronym.n || (c | 32) != (acronym.p[at] | 32))
			return false;
		at++;
	}
	return at == acronym.n && at > 1;
}

static bool
spells(const struct document *d, const struct span *x, struct str acronym)
{
	return words_spell(d, x->first, x->n, acronym);
}

static bool
is_acronym(const struct document *d, size_t i)
{
	const struct token *t = &d->tokens.at[i];

	return t->kind == TOKEN_WORD && (t->shape == SHAPE_UPPER ||
	    t->shape == SHAPE_DOTTED || (t->shape == SHAPE_CAPITAL &&
	    t->end - t->start <= 6)) && t->end - t->start <= 10;
}

/* "France", but not "StB" or "KOR"? */
static bool
is_ordinary(struct str word)
{
	for (size_t i = 1; i < word.n; i++)
		if (word.p[i] >= 'A' && word.p[i] <= 'Z')
			return false;
	return true;
}

struct acronym {
	uint64_t hash;
	bool is_sure;		/* its letters are the initials */
	struct str value;
	uint32_t value_id;
	uint8_t org_type;
};

static void
set_acronym(struct span *y, const struct acronym *x, enum rule rule)
{
	y->kind = MENTION_ORGANIZATION;
	y->facet = FACET_ACTOR;
	y->value = x->value;
	y->value_id = x->value_id;
	y->org_type = x->org_type;
	y->phrase = NULL;
	y->confidence = 0.9f;
	y->rule = rule;
}

/* Has the dictionary's name of a value half of the span's words? */
static bool
resembles(const struct document *d, const struct span *x, uint32_t value)
{
	struct str name = lexicon_name(d->lex, value), word;
	char folded[FOLD_MAX];
	uint32_t words = 0, same = 0;

	while (str_cut(&name, ' ', &word)) {
		uint64_t hash = fold_hash(folded, fold_word(word, folded));

		for (uint32_t i = 0; i < x->n; i++)
			same += d->tokens.at[x->first + i].hash == hash;
	}
	for (uint32_t i = 0; i < x->n; i++)
		words += d->tokens.at[x->first + i].shape != SHAPE_LOWER;
	return same * 2 >= words;
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
		actors_set(d, x, x[-1].value_id);
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
	/* "Democratic Movement (France)" */
	if (is_ordinary(document_text(d, open + 1, 1)) &&
	    d->tokens.at[open + 1].word != NULL && !spells(d, x,
	    document_text(d, open + 1, 1)))
		return false;
	*hash = d->tokens.at[open + 1].hash;
	y = i + 1 < d->spans.n && d->spans.at[i + 1].first == open + 1 &&
	    d->spans.at[i + 1].n == 1 ? &d->spans.at[i + 1] : NULL;
	if (x->value_id != LEXICON_NONE || y == NULL ||
	    y->value_id == LEXICON_NONE || y->kind != MENTION_ORGANIZATION ||
	    !spells(d, x, document_text(d, open + 1, 1)) ||
	    !resembles(d, x, y->value_id))
		return true;
	actors_set(d, x, y->value_id);
	return false;
}

static struct acronym
long_form(const struct document *d, uint32_t span, uint64_t hash)
{
	const struct span *x = &d->spans.at[span];

	return (struct acronym){ hash, false, x->value, x->value_id,
	    x->org_type };
}

/* Do the letters in the brackets after it spell it? */
static bool
is_spelt_after(const struct document *d, const struct span *x)
{
	size_t open = x->first + x->n;

	return open + 1 < d->tokens.n && spells(d, x, document_text(d,
	    open + 1, 1));
}

/* An acronym that no bracket explains: the initials of a name here? */
static void
guess_acronym(const struct document *d, struct span *x,
    const uint32_t *long_name, size_t n)
{
	struct str word = document_text(d, x->first, 1);
	struct acronym a;

	if (x->kind != MENTION_ORGANIZATION || x->value_id != LEXICON_NONE ||
	    word.n < 3 || (d->tokens.at[x->first].shape != SHAPE_UPPER &&
	    is_ordinary(word)))
		return;
	for (size_t i = 0; i < n; i++)
		if (spells(d, &d->spans.at[long_name[i]], word)) {
			a = long_form(d, long_name[i], 0);
			set_acronym(x, &a, RULE_INITIALS);
			return;
		}
}

static const struct acronym *
find_acronym(const struct acronym *at, size_t n, uint64_t hash)
{
	for (size_t k = 0; k < n; k++)
		if (at[k].hash == hash)
			return &at[k];
	return NULL;
}

/* "the CUT": an acronym that looks like a word to the tagger. */
static void
find_passed_over(struct document *d, const struct acronym *bound, size_t n)
{
	size_t spans = d->spans.n, k = 0;

	for (size_t i = 0; i < d->tokens.n && n > 0; i++) {
		const struct token *t = &d->tokens.at[i];

		while (k < spans && d->spans.at[k].first + d->spans.at[k].n <=
		    i)
			k++;
		if ((k < spans && d->spans.at[k].first <= i) ||
		    t->shape != SHAPE_UPPER ||
		    (t->flags & (TOKEN_CASELESS | TOKEN_HYPHEN)) != 0 ||
		    find_acronym(bound, n, t->hash) == NULL)
			continue;
		spans_add(&d->spans, i, 1, MENTION_ORGANIZATION, 0.9f,
		    RULE_EXPLAINED);
	}
	if (d->spans.n > spans)
		spans_tidy(&d->spans);
}

/* Every span that is an acronym alone means what its long form means. */
void
acronyms_resolve(struct document *d)
{
	struct acronym bound[ACRONYMS];
	const struct acronym *a;
	uint32_t long_name[LONG_NAMES];
	size_t n = 0, names = 0;
	uint64_t hash;

	for (size_t i = 0; i < d->spans.n && n < ACRONYMS; i++) {
		if (!bind_acronym(d, i, &hash) && !bind_long_form(d, i, &hash))
			continue;
		bound[n] = long_form(d, (uint32_t)i, hash);
		bound[n].is_sure = is_spelt_after(d, &d->spans.at[i]);
		n++;
	}
	find_passed_over(d, bound, n);
	for (size_t i = 0; i < d->spans.n && names < LONG_NAMES; i++)
		if (d->spans.at[i].n >= 3 &&
		    d->spans.at[i].kind == MENTION_ORGANIZATION)
			long_name[names++] = (uint32_t)i;
	for (size_t i = 0; i < d->spans.n; i++) {
		struct span *x = &d->spans.at[i];

		if (x->n != 1 || !is_acronym(d, x->first))
			continue;
		a = find_acronym(bound, n, d->tokens.at[x->first].hash);
		if (a != NULL && (x->value_id == LEXICON_NONE || (a->is_sure &&
		    x->kind == MENTION_ORGANIZATION)))
			set_acronym(x, a, x->value_id == a->value_id &&
			    x->value_id != LEXICON_NONE ? x->rule :
			    RULE_EXPLAINED);
		else if (x->value_id == LEXICON_NONE)
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
void
acronyms_mute(struct document *d)
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

/* In text without case, "NOI [NAME OF IT]": the words in brackets. */
static void
add_long_form(struct document *d, size_t first, size_t n, size_t spans)
{
	uint8_t type = 0;
	struct span *x;
	size_t at;

	if (!acronym_before(d, first, n, &at) ||
	    !kinds_by_head(d, first, n, &type))
		return;
	for (size_t i = 0; i < spans; i++) {
		x = &d->spans.at[i];
		if (x->first < first + n && first < x->first + x->n)
			x->kind = SPAN_DROPPED;
		if (x->first == at)
			at = SIZE_MAX;
	}
	x = spans_add(&d->spans, first, n, MENTION_ORGANIZATION, 0.8f,
	    RULE_LONG_FORM);
	x->phrase = tokens_exact(d->lex, &d->tokens.at[first], n, SENSE_NAMES);
	x->org_type = type;
	if (at == SIZE_MAX)
		return;
	x = spans_add(&d->spans, at, 1, MENTION_ORGANIZATION, 0.8f,
	    RULE_EXPLAINED);
	x->phrase = tokens_exact(d->lex, &d->tokens.at[at], 1, SENSE_NAMES);
	x->org_type = type;
}

/* "the [Malaysian] Industrial Development Authority (MIDA)" */
static void
take_nationality(struct document *d, struct span *x)
{
	struct span *y = x - 1;
	size_t open = x->first + x->n;
	const struct token *t = d->tokens.at;

	if (x->kind != MENTION_ORGANIZATION || x->n < 2 || x->phrase != NULL ||
	    y->n != 1 || y->first + 1 != x->first ||
	    (y->kind != MENTION_NATIONALITY && y->kind != MENTION_LOCATION) ||
	    t[y->first].segment != t[x->first].segment ||
	    (t[y->first].flags & TOKEN_POSSESSIVE) != 0 ||
	    open + 2 >= d->tokens.n || t[open].kind != TOKEN_PUNCT ||
	    t[open + 1].shape != SHAPE_UPPER ||
	    t[open + 2].kind != TOKEN_PUNCT ||
	    !words_spell(d, y->first, x->n + 1, document_text(d, open + 1, 1)))
		return;
	x->first--;
	x->n++;
	x->phrase = tokens_exact(d->lex, &t[x->first], x->n, SENSE_NAMES);
	y->kind = SPAN_DROPPED;
}

void
acronyms_widen(struct document *d)
{
	for (size_t i = 1; i < d->spans.n; i++)
		take_nationality(d, &d->spans.at[i]);
	spans_tidy(&d->spans);
}

void
acronyms_long_forms(struct document *d)
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
