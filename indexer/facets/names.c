#include "facets/names.h"

#include "facets/orgtype.h"
#include "facets/tagger.h"

#define PERSON_MAX 7		/* words, particles counted */
#define RUN_MAX 40		/* words looked at; a bound on the work */

bool
tagger_is_name(const struct token *t)
{
	if (t->kind != TOKEN_WORD || (t->classes & WORD_TIME) != 0)
		return false;
	if ((t->flags & TOKEN_CASELESS) == 0)
		return t->shape != SHAPE_LOWER;
	return (t->classes & (WORD_GIVEN | WORD_FAMILY)) != 0 &&
	    (t->classes & (WORD_COMMON | WORD_SPEECH | WORD_AUX)) == 0;
}

/* Does token i follow the one before without a break? */
static bool
joins(const struct scanner *s, size_t i)
{
	const struct token *t = &s->t[i], *before = t - 1;

	return i < s->n && t->kind == TOKEN_WORD &&
	    t->segment == before->segment &&
	    ((t->flags & TOKEN_START) == 0 ||
	    (before->flags & TOKEN_STOP) != 0) &&
	    ((t->flags & TOKEN_GLUED) == 0 || (t->flags & TOKEN_HYPHEN) != 0);
}

/* "Ban Ki-moon": the last syllable of a given name. */
static bool
is_syllable(const struct scanner *s, size_t k, size_t first)
{
	const struct token *t = &s->t[k];

	if ((t->flags & TOKEN_HYPHEN) == 0 || k < first + 2 ||
	    t->end - t->start > 6)
		return false;
	if ((s->t[k - 1].classes & (WORD_COMMON | WORD_NOUN)) != 0 ||
	    (t->classes & (WORD_SPEECH | WORD_AUX)) != 0)
		return false;
	/* "Moon Jae-in", but not "New York-in" */
	return (t->classes & (WORD_COMMON | WORD_PLACE)) == 0 ||
	    ((t->classes & WORD_PLACE) != 0 && s->t[k - 1].end -
	    s->t[k - 1].start <= 5 && (s->t[k - 1].word == NULL ||
	    (s->t[k - 1].classes & (WORD_GIVEN | WORD_FAMILY)) != 0));
}

/* In text without case, the unknown word after a given name. */
static bool
is_new_surname(const struct scanner *s, size_t k)
{
	const struct token *t = &s->t[k];

	return (t->flags & TOKEN_CASELESS) != 0 && t->word == NULL &&
	    t->end - t->start >= 4 &&
	    (s->t[k - 1].classes & WORD_GIVEN) != 0;
}

/* End of the run of name words at i; a possessive ends it. */
size_t
names_run(const struct scanner *s, size_t i)
{
	size_t k, p;

	for (k = i + 1; k < s->n && k < i + RUN_MAX && joins(s, k); k++) {
		if ((s->t[k - 1].flags & TOKEN_POSSESSIVE) != 0)
			break;
		if (tagger_is_name(&s->t[k]) || is_syllable(s, k, i) ||
		    is_new_surname(s, k))
			continue;
		for (p = k; p < k + 3 && p < s->n && joins(s, p) &&
		    (s->t[p].classes & WORD_PARTICLE) != 0; p++)
			;
		if (p == k || p >= s->n || !joins(s, p) ||
		    !tagger_is_name(&s->t[p]))
			break;
		k = p;
	}
	return k;
}

/* ---- persons ---- */

static bool
is_suffix(const struct scanner *s, size_t i)
{
	struct str w = document_text(s->d, i, 1);

	return str_is(w, "Jr.") || str_is(w, "Jr") || str_is(w, "Sr.") ||
	    str_is(w, "Sr") || str_is(w, "II") || str_is(w, "III") ||
	    str_is(w, "IV") || str_is(w, "VI") || str_is(w, "XVI");
}

/* Can this word stand inside a person's name? */
static bool
is_person_word(const struct scanner *s, size_t i, size_t first)
{
	const struct token *t = &s->t[i];

	if ((t->classes & WORD_PARTICLE) != 0)
		return true;
	if ((t->classes & (WORD_GIVEN | WORD_FAMILY)) != 0)
		return true;
	/* "Mohammed Shia al-Sudani" */
	if (i > first && (t->classes & WORD_NEVER) != 0 && i + 1 < s->n &&
	    (s->t[i + 1].classes & WORD_PARTICLE) != 0 && joins(s, i + 1))
		return true;
	if ((t->flags & TOKEN_HYPHEN) != 0 && is_syllable(s, i, first))
		return true;
	if ((t->classes & (WORD_COMMON | WORD_NEVER | WORD_HEAD |
	    WORD_LEGAL)) != 0)
		return is_suffix(s, i);
	if (t->shape == SHAPE_UPPER && s->t[first].shape != SHAPE_UPPER &&
	    (t->flags & TOKEN_CASELESS) == 0)
		return is_suffix(s, i) || t->end - t->start > 4;
	return t->shape != SHAPE_DOTTED || t->end - t->start <= 4;
}

size_t
names_person_end(const struct scanner *s, size_t i)
{
	size_t end = names_run(s, i), k;

	for (k = i; k < end && k < i + PERSON_MAX; k++)
		if (!is_person_word(s, k, i))
			break;
	/* "Sr." follows a comma at times: leave that */
	while (k > i + 1 && (s->t[k - 1].classes & WORD_PARTICLE) != 0 &&
	    s->t[k - 1].shape == SHAPE_LOWER)
		k--;
	return k;
}

static bool
has_speech_after(const struct scanner *s, size_t end)
{
	for (size_t k = end; k < end + 3 && k < s->n; k++) {
		if ((s->t[k].classes & WORD_SPEECH) != 0 &&
		    s->t[k].shape == SHAPE_LOWER)
			return true;
		if ((s->t[k].classes & WORD_AUX) == 0)
			return false;
	}
	return false;
}

static bool
has_age_after(const struct scanner *s, size_t end)
{
	return end + 2 < s->n && token_is(&s->t[end], ',') &&
	    s->t[end + 1].kind == TOKEN_NUMBER &&
	    s->t[end + 1].end - s->t[end + 1].start == 2 &&
	    (token_is(&s->t[end + 2], ',') || token_is(&s->t[end + 2], '.'));
}

/* Is a word, as far as lexicon and article know, only ever a name? */
static bool
is_rare(const struct scanner *s, const struct token *t)
{
	const struct seen *seen = document_seen(s->d, t->hash);

	return (t->classes & (WORD_COMMON | WORD_NEVER | WORD_HEAD |
	    WORD_SPEECH | WORD_NOUN | WORD_LEGAL)) == 0 &&
	    (seen == NULL || seen->lower == 0);
}

/* How sure it is that tokens i up to end (two or more) name a person. */
float
names_person_score(const struct scanner *s, size_t i, size_t end)
{
	const struct token *a = &s->t[i], *b = &s->t[end - 1];
	bool given = (a->classes & WORD_GIVEN) != 0;
	bool doubtful = (a->classes & WORD_DOUBTFUL) != 0 &&
	    (a->flags & TOKEN_START) != 0;
	bool family = (b->classes & WORD_FAMILY) != 0;
	bool caseless = (a->flags & TOKEN_CASELESS) != 0;
	bool particle = false, rare = true;

	if ((a->classes & WORD_COMMON) != 0 && (!given ||
	    ((a->flags & TOKEN_START) != 0 && !family)))
		return 0;
	for (size_t k = i; k < end; k++) {
		particle |= k > i &&
		    (s->t[k].classes & WORD_PARTICLE) != 0 &&
		    s->t[k].end - s->t[k].start < 5;
		rare &= is_rare(s, &s->t[k]);
	}
	if (given && family)
		return 0.95f;
	if (caseless)
		return 0;
	if (given && (rare || !doubtful))
		return 0.9f;
	if (a->shape == SHAPE_INITIAL && b->shape != SHAPE_INITIAL && rare)
		return 0.85f;
	if ((a->classes & WORD_FAMILY_FIRST) != 0 && rare)
		return 0.75f;
	if (family && rare)
		return 0.75f;
	if (particle && rare)
		return 0.7f;
	if (!rare || end - i > 3 || a->shape == SHAPE_UPPER)
		return 0;
	if (has_speech_after(s, end) || has_age_after(s, end))
		return 0.7f;
	return (a->flags & TOKEN_START) != 0 ? 0 : 0.55f;
}

/* ---- organizations and places by their head noun ---- */

static bool
is_word(const struct scanner *s, size_t i, const char *word)
{
	return i < s->n && s->t[i].kind == TOKEN_WORD &&
	    str_is(document_text(s->d, i, 1), word);
}

/* Does "and" lead to more of the same name, and to no name of its own? */
static bool
is_plain(const struct scanner *s, size_t i)
{
	size_t end;

	if (i >= s->n || !joins(s, i) || !tagger_is_name(&s->t[i]))
		return false;
	for (end = names_run(s, i); i < end; i++)
		if ((s->t[i].classes & (WORD_HEAD | WORD_LEGAL | WORD_GIVEN)) !=
		    0)
			return false;
	return true;
}

/* After "Ministry": where does "of Foreign Affairs" end?  i if it does not. */
static size_t
complement_end(const struct scanner *s, size_t i, bool and)
{
	size_t k = i, end = i;

	for (int parts = 0; parts < 3; parts++) {
		bool first = parts == 0;

		if (k >= s->n || !joins(s, k) ||
		    !(is_word(s, k, "of") || is_word(s, k, "for") ||
		    (first && is_word(s, k, "on")) ||
		    (first && is_word(s, k, "against")) ||
		    (!first && and && is_word(s, k, "and"))))
			break;
		if (is_word(s, k++, "and") && !is_plain(s, k))
			break;
		if (is_word(s, k, "the"))
			k++;
		if (k >= s->n || !joins(s, k) || !tagger_is_name(&s->t[k]) ||
		    (s->t[k].flags & TOKEN_CASELESS) != 0)
			break;
		k = end = names_run(s, k);
		if ((s->t[end - 1].flags & TOKEN_POSSESSIVE) != 0)
			break;
	}
	return end;
}

static const struct sense *
head_sense(const struct scanner *s, const struct phrase *p)
{
	for (size_t i = 0; i < p->n_senses; i++)
		if (s->lex->sense[p->sense + i].kind == SENSE_HEAD)
			return &s->lex->sense[p->sense + i];
	return NULL;
}

/* End of the run for names that heads end: "People's" goes on. */
static size_t
head_run(const struct scanner *s, size_t i)
{
	size_t end = names_run(s, i), len;

	while (end < s->n && end < i + RUN_MAX && joins(s, end) &&
	    tagger_is_name(&s->t[end]) &&
	    (s->t[end - 1].flags & TOKEN_POSSESSIVE) != 0 &&
	    (s->t[end - 1].classes & WORD_COMMON) != 0)
		end = names_run(s, end);
	if (end + 1 < s->n && end == i + 1 && joins(s, end) &&
	    (is_word(s, end, "and") || is_word(s, end, "&")) &&
	    joins(s, end + 1) && tagger_is_name(&s->t[end + 1]) &&
	    (s->t[i].classes & (WORD_GIVEN | WORD_FAMILY)) == 0 &&
	    tokens_match(s->lex, &s->t[i], 1, SENSE_NAMES, &len) == NULL)
		return names_run(s, end + 1);
	return end;
}

/* Words that do not make a name of the head that follows them. */
static bool
is_bare(const struct scanner *s, size_t i, size_t head)
{
	for (; i < head; i++)
		if ((s->t[i].classes & WORD_COMMON) == 0 ||
		    (s->t[i].flags & TOKEN_START) == 0)
			return false;
	return true;
}

/*
 * A name that begins at i and ends in a head noun, with what the head brings
 * ("of Finance").  False if there is none.
 */
bool
names_by_head(const struct scanner *s, size_t i, struct head_name *out)
{
	const unsigned kind = SENSE_BIT(SENSE_HEAD);
	size_t end = head_run(s, i), whole_stop = 0;
	const struct sense *whole = NULL;
	bool found = false;

	for (size_t k = i; k < end; k++) {
		const struct phrase *p;
		const struct sense *h;
		size_t len, stop;

		if ((s->t[k].classes & WORD_COMMON) != 0 && k > i &&
		    s->t[k].shape == SHAPE_LOWER)
			continue;
		p = tokens_match(s->lex, &s->t[k], end - k, kind, &len);
		if (p == NULL || (s->t[k].flags & TOKEN_CASELESS) != 0 ||
		    (h = head_sense(s, p)) == NULL)
			continue;
		stop = k + len;
		if ((h->flags & SENSE_INITIAL) != 0) {
			size_t more = complement_end(s, stop,
			    h->value != LEXICON_NONE);

			stop = more;
		}
		if ((h->flags & SENSE_FRONT) != 0 && k == i && stop == k + len)
			stop = names_run(s, stop - 1);	/* Camp X */
		if (is_bare(s, i, k) && stop == k + len) {
			/* "National League": no name, but a kind of League */
			if (k == i && len > 1) {
				whole = h;
				whole_stop = stop;
			}
			continue;
		}
		if (whole != NULL && stop == whole_stop)
			h = whole;
		*out = (struct head_name){ stop, h->value != LEXICON_NONE,
		    h->value != LEXICON_NONE ? (uint8_t)h->value : 0,
		    (h->flags & SENSE_LEGAL) != 0 };
		found = true;
		k += len - 1;
		if (stop > k + 1)
			break;
	}
	return found;
}

#define CASELESS_MAX 8		/* words of such a name */

static bool
is_acronym_after(const struct scanner *s, size_t i)
{
	return i + 2 < s->n && (token_is(&s->t[i], '(') ||
	    token_is(&s->t[i], '[')) && s->t[i + 1].kind == TOKEN_WORD &&
	    s->t[i + 1].end - s->t[i + 1].start <= 8 &&
	    s->t[i + 2].kind == TOKEN_PUNCT && s->t[i + 2].punct != ',';
}

bool
names_caseless_head(const struct scanner *s, size_t i, struct head_name *out)
{
	const unsigned stop = WORD_AUX | WORD_SPEECH | WORD_PLACE | WORD_TIME;
	bool found = false;
	size_t len;

	for (size_t k = i; k < i + CASELESS_MAX && k < s->n; k++) {
		const struct phrase *p;
		const struct sense *h;

		if ((k > i && !joins(s, k)) || (s->t[k].classes & stop) != 0 ||
		    is_word(s, k, "OF") || is_word(s, k, "AND") ||
		    is_word(s, k, "THE"))
			break;
		p = tokens_match(s->lex, &s->t[k], s->n - k,
		    SENSE_BIT(SENSE_HEAD), &len);
		if (k == i || p == NULL || (h = head_sense(s, p)) == NULL ||
		    h->value == LEXICON_NONE || (h->flags & SENSE_LEGAL) != 0 ||
		    !(len > 1 || is_acronym_after(s, k + len)))
			continue;
		*out = (struct head_name){ k + len, true, (uint8_t)h->value,
		    false };
		found = true;
		k += len - 1;
	}
	return found;
}
