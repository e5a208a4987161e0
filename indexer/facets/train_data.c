/* Blocks of annotated sentences -> features and tags, case copies included. */
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "facets/train.h"

/* Of 1,000 articles or sentences, by their hash. */
#define COPY_LOWER 150		/* articles also in lower case */
#define COPY_UPPER 75		/* articles also in upper case */
#define COPY_TITLE 150		/* sentences also as titles */
#define COPY_CAPITALS 75	/* sentences also as upper-case titles */

enum letters { AS_IS, LOWER, UPPER, TITLE };

static int32_t
change_case(int32_t c, enum letters how, bool first)
{
	switch (how) {
	case LOWER:
		return utf8proc_tolower(c);
	case UPPER:
		return utf8proc_toupper(c);
	case TITLE:
		return first ? utf8proc_toupper(c) : c;
	case AS_IS:
		break;
	}
	return c;
}

/* "of", "the", "and": small in titles. */
static bool
is_small(struct str text, size_t at)
{
	static const char small[] = " of the and in on at to for a an by with "
	    "from as or but ";
	char word[8] = " ";
	size_t n = 1;

	for (; at < text.n && text.p[at] != ' '; at++) {
		if (n > 5)
			return false;
		word[n++] = text.p[at];
	}
	word[n++] = ' ';
	word[n] = '\0';
	return strstr(small, word) != NULL;
}

/*
 * The same text in other letters, as many bytes: a letter whose other form
 * has more or fewer bytes stays.
 */
static struct str
recase(struct arena *arena, struct str text, enum letters how)
{
	char *out = arena_alloc(arena, text.n + 1);
	bool first = true;

	if (how == AS_IS)
		return text;
	for (size_t i = 0; i < text.n;) {
		utf8proc_uint8_t code[4];
		utf8proc_ssize_t n;
		int32_t c;

		n = utf8proc_iterate((const utf8proc_uint8_t *)text.p + i,
		    (utf8proc_ssize_t)(text.n - i), &c);
		if (n < 1) {
			out[i] = text.p[i];
			i++;
			continue;
		}
		if (utf8proc_encode_char(change_case(c, how, first &&
		    !is_small(text, i)), code) == n)
			memcpy(out + i, code, (size_t)n);
		else
			memcpy(out + i, text.p + i, (size_t)n);
		first = c == ' ' || c == '-';
		i += (size_t)n;
	}
	return (struct str){ out, text.n };
}

/* ---- gold names to tags ---- */

static bool
is_demonym(const struct lexicon *lex, const struct token *t, size_t n)
{
	const struct phrase *p = tokens_exact(lex, t, n, SENSE_NAMES);

	return p != NULL && (p->kinds & SENSE_BIT(SENSE_DEMONYM)) != 0 &&
	    (p->kinds & SENSE_BIT(SENSE_PLACE)) == 0;
}

static void
set_tags(uint8_t *tag, size_t n, uint8_t unit)
{
	if (unit == TAG_U_NATIONALITY) {
		if (n > 2)
			return;
		tag[0] = n == 1 ? TAG_U_NATIONALITY : TAG_B_NATIONALITY;
		if (n == 2)
			tag[1] = TAG_L_NATIONALITY;
		return;
	}
	for (size_t i = 0; i < n; i++)
		tag[i] = (uint8_t)(n == 1 ? unit : i == 0 ? unit - 3 :
		    i + 1 == n ? unit - 1 : unit - 2);
}

/* What the dictionaries know better than a set made by machine. */
static uint8_t
correct(const struct lexicon *lex, const struct token *t, size_t n,
    uint8_t unit)
{
	const struct phrase *p = tokens_exact(lex, t, n, SENSE_NAMES);
	bool place = p != NULL && (p->kinds & SENSE_BIT(SENSE_PLACE)) != 0;
	bool actor = p != NULL && (p->kinds & SENSE_BIT(SENSE_ACTOR)) != 0;

	if (is_demonym(lex, t, n) && !actor)
		return TAG_U_NATIONALITY;
	if (unit == TAG_U_NATIONALITY && (n > 2 || place))
		return TAG_U_LOCATION;
	/* "Zimbabwe" is no person */
	if (unit == TAG_U_PERSON && place && !actor &&
	    (t->classes & (WORD_GIVEN | WORD_FAMILY)) == 0)
		return TAG_U_LOCATION;
	return unit;
}

static void
tag_name(const struct trainer *t, const struct block *b, const struct gold *g,
    size_t first, size_t end, uint8_t *tag)
{
	const struct token *at = t->d.tokens.at;
	uint8_t unit = g->tag;
	size_t a = first, z;

	while (a < end && (at[a].end <= g->start || at[a].kind == TOKEN_PUNCT))
		a++;
	for (z = a; z < end && at[z].start < g->end; z++)
		;
	while (z > a && at[z - 1].kind == TOKEN_PUNCT)
		z--;
	if (a < z && str_is(document_text(&t->d, a, 1), "the"))
		a++;
	if (unit == TAG_U_PERSON && b->is_titled)
		a += train_title(t->lex, &at[a], z - a, end - a);
	if (a >= z)
		return;
	unit = correct(t->lex, &at[a], z - a, unit);
	set_tags(&tag[a - first], z - a, unit);
}

/* The tag of a dictionary name that a set does not mark; TAG_O: none. */
static uint8_t
unmarked(const struct trainer *t, const struct phrase *p, size_t i, size_t n,
    size_t end)
{
	const struct token *at = t->d.tokens.at;
	const struct sense *s = &t->lex->sense[p->sense];
	bool joined = (at[i].flags & TOKEN_HYPHEN) != 0 || (i + n < end &&
	    (at[i + n].flags & TOKEN_HYPHEN) != 0);

	if ((at[i].classes & WORD_COMMON) != 0)
		return TAG_O;
	if (is_demonym(t->lex, &at[i], n))
		return TAG_U_NATIONALITY;
	/* "U.S.-led" is one word in the sets */
	if (!joined || (s->flags & SENSE_WEAK) != 0)
		return TAG_O;
	return s->kind == SENSE_PLACE ? TAG_U_LOCATION :
	    s->kind == SENSE_ACTOR ? TAG_U_ORGANIZATION : TAG_O;
}

/* Demonyms and parts of words: what the sets do not mark. */
static void
tag_unmarked(const struct trainer *t, size_t first, size_t end, uint8_t *tag)
{
	const struct token *at = t->d.tokens.at;
	size_t len;

	for (size_t i = first; i < end; i += len) {
		const struct phrase *p = tokens_match(t->lex, &at[i], end - i,
		    SENSE_NAMES, &len);
		bool free = len == 1 || len == 2;
		uint8_t unit;

		if (p == NULL) {
			len = 1;
			continue;
		}
		for (size_t k = i; k < i + len; k++)
			free &= tag[k - first] == TAG_O;
		unit = free ? unmarked(t, p, i, len, end) : TAG_O;
		if (unit != TAG_O)
			set_tags(&tag[i - first], len, unit);
	}
}

/* ---- examples ---- */

static void
add_example(struct trainer *t, struct examples *x, size_t first, size_t end,
    const uint8_t *tag)
{
	ARRAY_GROW(x->sentence, x->sentences, x->sentences_cap);
	x->sentence[x->sentences++] = (struct sentence_example){
	    (uint32_t)x->tokens, (uint32_t)(end - first) };
	for (size_t i = first; i < end; i++) {
		struct token_example *e;
		uint32_t hash[FEATURES_MAX];
		size_t n = features_of(&t->features, i - first, hash);

		ARRAY_GROW(x->token, x->tokens, x->tokens_cap);
		e = &x->token[x->tokens++];
		e->at = x->hashes;
		e->n = (uint8_t)n;
		e->tag = tag[i - first];
		for (size_t k = 0; k < n; k++) {
			ARRAY_GROW(x->hash, x->hashes, x->hashes_cap);
			x->hash[x->hashes++] = hash[k];
		}
	}
}

/* The tokens of one segment, gold tags beside them, cut into sentences. */
static void
add_segment(struct trainer *t, const struct block *b, struct examples *x,
    const struct annotated *a, size_t first, size_t end)
{
	uint8_t *tag = mem_alloc(end - first + 1, 1);
	uint8_t part[SENTENCE_MAX];

	for (uint32_t i = 0; i < a->spans; i++)
		tag_name(t, b, &b->gold[a->span + i], first, end, tag);
	tag_unmarked(t, first, end, tag);
	for (size_t i = first, next; i < end; i = next) {
		next = features_sentence(&t->features, i);
		for (size_t k = i; k < next; k++)
			part[k - i] = tag[k - first];
		for (size_t k = i; k < next; k++)	/* a name cut in two */
			if (!crf_allows(k == i ? CRF_TAGS : part[k - 1 - i],
			    part[k - i]) || (k + 1 == next &&
			    !crf_allows(part[k - i], CRF_TAGS)))
				memset(part, TAG_O, sizeof(part));
		add_example(t, x, i, next, part);
	}
	free(tag);
}

static uint64_t
chance(struct str text, uint64_t seed)
{
	return hash64(text.p, text.n, seed) % 1000;
}

/* Which sentences of a copy are to be learnt: those in these letters. */
static void
add_copy(struct trainer *t, const struct block *b, struct examples *x,
    const enum letters *how, bool as_titles)
{
	struct arena arena = { 0 };
	bool any = false;

	for (size_t i = 0; i < b->n; i++)
		any |= !as_titles || how[i] != AS_IS;
	if (!any)
		return;
	document_reset(&t->d);
	arena_reset(&t->d.arena);
	for (size_t i = 0; i < b->n; i++) {
		struct str text = recase(&arena, b->sentence[i].text, how[i]);
		bool title = as_titles && how[i] != AS_IS;

		if (title && text.n > 0 && text.p[text.n - 1] == '.')
			text.n--;
		document_add(&t->d, text, (uint32_t)i, 0, title);
	}
	document_count(&t->d);
	features_begin(&t->features, &t->d);
	for (size_t i = 0, first = 0, end; i < b->n; i++, first = end) {
		for (end = first; end < t->d.tokens.n &&
		    t->d.tokens.at[end].segment == i; end++)
			;
		if (!as_titles || how[i] != AS_IS)
			add_segment(t, b, x, &b->sentence[i], first, end);
	}
	arena_release(&arena);
}

static void
add_copies(struct trainer *t, const struct block *b, struct examples *x,
    enum letters *how)
{
	struct str key = b->sentence[0].text;

	if (chance(key, 2) < COPY_LOWER) {
		for (size_t i = 0; i < b->n; i++)
			how[i] = LOWER;
		add_copy(t, b, x, how, false);
	}
	if (chance(key, 3) < COPY_UPPER) {
		for (size_t i = 0; i < b->n; i++)
			how[i] = UPPER;
		add_copy(t, b, x, how, false);
	}
	for (size_t i = 0; i < b->n; i++) {
		uint64_t c = chance(b->sentence[i].text, 4);

		how[i] = c < COPY_TITLE ? TITLE :
		    c < COPY_TITLE + COPY_CAPITALS ? UPPER : AS_IS;
	}
	add_copy(t, b, x, how, true);
}

void
train_add_block(void *trainer, struct train_set *set, struct block *b)
{
	struct trainer *t = trainer;
	enum letters *how = mem_alloc(b->n, sizeof(*how));
	bool is_dev = !t->everything && train_is_held(b);
	struct examples *x = is_dev ? &t->dev : &t->train;
	size_t tokens = x->tokens;

	t->features.style = set->style;
	add_copy(t, b, x, how, false);
	if (!is_dev) {
		set->sentences += b->n;
		set->tokens += x->tokens - tokens;
		set->names += b->golds;
		add_copies(t, b, x, how);
	}
	free(how);
}
