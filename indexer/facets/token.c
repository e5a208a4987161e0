#include "facets/token.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "facets/fold.h"

/* Abbreviations whose full stop ends no sentence. */
static const char abbreviation[] =
    " mr mrs ms dr prof st gen lt col maj capt sgt cpl pvt gov sen rep rev"
    " hon pres inc corp co ltd jan feb mar apr aug sept sep oct nov dec no vs"
    " jr sr mt ft adm cmdr brig det insp supt atty bros messrs mgr fr dept"
    " univ assn intl natl lts sens reps govs rt smt messrs sra srta dra pfc spc"
    " ens cdr mx pte ";

/*
 * What was found out about a word as it is written: most of a text are a few
 * thousand short words.  One that shares another's place takes it.
 */
#define KNOWN_TOKENS 4096	/* a power of two */
#define KNOWN_BYTES 16		/* of a word; a longer one is not kept */

struct known_token {
	char text[KNOWN_BYTES];	/* NULs behind it */
	uint64_t hash;
	const struct word *word;
	bool is_abbreviation;
};

struct scan {
	struct tokens *out;
	const struct lexicon *lex;
	struct str text;
	size_t at;
	uint32_t segment;
	unsigned flags;
	bool sentence;		/* the next word begins one */
	bool quote;		/* a straight quotation is open */
};

enum char_kind { CHAR_LETTER, CHAR_DIGIT, CHAR_BLANK, CHAR_PUNCT, CHAR_BAD };

struct character {
	int32_t code;
	size_t n;		/* bytes */
	enum char_kind kind;
	bool upper;
};

static bool
is_symbol(int32_t c)
{
	return (c >= 0x80 && c <= 0xbf && c != 0xaa && c != 0xb5 &&
	    c != 0xba) || c == 0xd7 || c == 0xf7 ||
	    (c >= 0x2000 && c <= 0x2bff) || (c >= 0x3000 && c <= 0x303f) ||
	    (c >= 0xfe10 && c <= 0xfe6f) || (c >= 0xff00 && c <= 0xff0f) ||
	    c == 0xfeff || c == 0xfffd;
}

static void
peek_wide(const struct scan *s, size_t at, struct character *c)
{
	utf8proc_ssize_t n;

	n = utf8proc_iterate((const utf8proc_uint8_t *)s->text.p + at,
	    (utf8proc_ssize_t)(s->text.n - at), &c->code);
	if (n < 1) {
		*c = (struct character){ 0, 1, CHAR_BAD, false };
		return;
	}
	c->n = (size_t)n;
	c->upper = false;
	if (c->code == 0xa0 || c->code == 0x202f || c->code == 0x3000 ||
	    (c->code >= 0x2000 && c->code <= 0x200b))
		c->kind = CHAR_BLANK;
	else if (is_symbol(c->code))
		c->kind = CHAR_PUNCT;
	else {
		c->kind = CHAR_LETTER;
		c->upper = utf8proc_category(c->code) == UTF8PROC_CATEGORY_LU;
	}
}

static const uint8_t ascii_kind[0x80] = {
	[0 ... ' '] = CHAR_BLANK, ['!' ... '~'] = CHAR_PUNCT,
	[127] = CHAR_BLANK,
};

/* By the table, but for letters and digits, which lie in the middle of it. */
static inline enum char_kind
kind_of(unsigned char b)
{
	if ((b | 32) >= 'a' && (b | 32) <= 'z')
		return CHAR_LETTER;
	if (b >= '0' && b <= '9')
		return CHAR_DIGIT;
	return (enum char_kind)ascii_kind[b];
}

static struct character
peek(const struct scan *s, size_t at)
{
	struct character c = { 0, 0, CHAR_BAD, false };
	unsigned char b;

	if (at >= s->text.n)
		return c;
	b = (unsigned char)s->text.p[at];
	if (b >= 0x80) {
		peek_wide(s, at, &c);
		return c;
	}
	c.code = b;
	c.n = 1;
	c.upper = b >= 'A' && b <= 'Z';
	c.kind = kind_of(b);
	return c;
}

static bool
is_apostrophe(int32_t c)
{
	return c == '\'' || c == 0x2019 || c == 0x2018 || c == '`';
}

static bool
is_alnum_at(const struct scan *s, size_t at)
{
	enum char_kind k = peek(s, at).kind;

	return at < s->text.n && (k == CHAR_LETTER || k == CHAR_DIGIT);
}

struct shape {
	unsigned letters, upper, digits, dots;
	bool first_upper, inner_lower;
};

/* Does an apostrophe at `at` (n bytes) begin a possessive 's? */
static bool
is_possessive(const struct scan *s, size_t at, size_t n)
{
	char c = at + n < s->text.n ? s->text.p[at + n] : '\0';

	return (c == 's' || c == 'S') && !is_alnum_at(s, at + n + 1);
}

/*
 * word_end() of ASCII letters and digits that end at a blank or a mark that
 * never joins: what most words are.  False if it may go on.
 */
static bool
plain_end(const struct scan *s, struct shape *shape, size_t *end)
{
	const unsigned char *p = (const unsigned char *)s->text.p;
	size_t at = s->at;

	for (; at < s->text.n && p[at] < 0x80; at++) {
		enum char_kind kind = kind_of(p[at]);

		if (kind != CHAR_LETTER && kind != CHAR_DIGIT)
			break;
		shape->letters += kind == CHAR_LETTER;
		shape->digits += kind == CHAR_DIGIT;
		shape->upper += p[at] >= 'A' && p[at] <= 'Z';
	}
	*end = at;
	shape->first_upper = p[s->at] >= 'A' && p[s->at] <= 'Z';
	if (at == s->text.n)
		return true;
	if (p[at] >= 0x80 || p[at] == '\'' || p[at] == '`' || p[at] == '&')
		return false;
	if (p[at] == '.' || p[at] == ',')
		return shape->letters > 0 && at - s->at > 1;
	return true;
}

/* "[K.]Stalin", "[Mr.]Benn": a name begins behind the full stop at at; none
   is in "W.Va.". */
static bool
is_before_name(const struct scan *s, size_t at)
{
	struct character c = peek(s, ++at);
	size_t lower = 0;

	if (!c.upper)
		return false;
	for (at += c.n; (c = peek(s, at)).kind == CHAR_LETTER && !c.upper;
	    at += c.n)
		lower++;
	return lower > 1 && c.code != '.';
}

/*
 * Take a word from s->at: letters and digits, inner apostrophes, and inner
 * full stops after single letters.  Its end.
 */
static size_t
word_end(const struct scan *s, struct shape *shape)
{
	size_t at = s->at, run = 0;

	if (plain_end(s, shape, &at))
		return at;
	*shape = (struct shape){ 0 };
	for (at = s->at;;) {
		struct character c = peek(s, at);

		if (at >= s->text.n)
			break;
		if (c.kind == CHAR_LETTER || c.kind == CHAR_DIGIT) {
			if (at == s->at)
				shape->first_upper = c.upper;
			shape->letters += c.kind == CHAR_LETTER;
			shape->digits += c.kind == CHAR_DIGIT;
			shape->upper += c.upper;
			run++;
		} else if (is_apostrophe(c.code) && at > s->at &&
		    is_alnum_at(s, at + c.n) && !is_possessive(s, at, c.n)) {
			run = 0;
		} else if (c.code == '.' && run == 1 && shape->digits == 0 &&
		    peek(s, at + 1).kind == CHAR_LETTER &&
		    !is_before_name(s, at)) {
			shape->dots++;
			run = 0;
		} else if ((c.code == '.' || c.code == ',') &&
		    shape->letters == 0 &&
		    peek(s, at + 1).kind == CHAR_DIGIT) {
			run = 0;
		} else if (c.code == '&' && run == 1 && shape->upper == 1 &&
		    peek(s, at + 1).upper) {
			run = 0;
		} else
			break;
		at += c.n;
	}
	return at;
}

static enum token_shape
shape_of(const struct shape *s)
{
	if (s->dots > 0 && s->upper > 0)
		return SHAPE_DOTTED;
	if (!s->first_upper && (s->upper < 2 || s->digits == 0))
		return s->upper > 1 && s->letters > 2 ? SHAPE_CAPITAL :
		    SHAPE_LOWER;
	if (s->letters == 1 && s->digits == 0)
		return SHAPE_INITIAL;
	return s->upper == s->letters ? SHAPE_UPPER : SHAPE_CAPITAL;
}

static bool
is_abbreviation(const char *folded, size_t n)
{
	char key[8];

	if (n < 2 || n > 5)
		return false;
	key[0] = ' ';
	memcpy(key + 1, folded, n);
	key[n + 1] = ' ';
	key[n + 2] = '\0';
	return strstr(abbreviation, key) != NULL;
}

static struct token *
push(struct scan *s, enum token_kind kind, size_t start, size_t end)
{
	struct tokens *o = s->out;
	struct token *t;

	ARRAY_GROW(o->at, o->n, o->cap);
	t = &o->at[o->n++];
	memset(t, 0, sizeof(*t));
	t->start = (uint32_t)start;
	t->end = (uint32_t)end;
	t->kind = (uint8_t)kind;
	t->segment = s->segment;
	t->flags = (uint8_t)s->flags;
	if (start > 0 && peek(s, start - 1).kind != CHAR_BLANK)
		t->flags |= TOKEN_GLUED;
	return t;
}

/* The word of that token, folded and looked up. */
static struct known_token
look_up(const struct scan *s, struct str word)
{
	struct known_token k = { .word = NULL };
	char folded[FOLD_MAX];
	size_t n = fold_word(word, folded);

	k.hash = fold_hash(folded, n);
	k.is_abbreviation = is_abbreviation(folded, n);
	if (s->lex != NULL && n < FOLD_MAX)
		k.word = lexicon_find_word(s->lex, k.hash);
	return k;
}

/* The same through the memory of words. */
static struct known_token
know(const struct scan *s, struct str word)
{
	char text[KNOWN_BYTES] = "";
	struct known_token *place;

	if (word.n > KNOWN_BYTES || s->out->known == NULL)
		return look_up(s, word);
	memcpy(text, word.p, word.n);
	place = &s->out->known[hash_local(text, sizeof(text), 0) %
	    KNOWN_TOKENS];
	if (memcmp(place->text, text, sizeof(text)) != 0) {
		*place = look_up(s, word);
		memcpy(place->text, text, sizeof(text));
	}
	return *place;
}

/* The full stop after a word: does it belong to it? */
static void
take_stop(struct scan *s, struct token *t, bool is_abbreviated)
{
	struct character next;
	bool initial = t->shape == SHAPE_INITIAL;

	if (s->at >= s->text.n || s->text.p[s->at] != '.')
		return;
	if (t->shape != SHAPE_DOTTED && !initial && !is_abbreviated)
		return;
	next = peek(s, s->at + 1);
	if (next.kind == CHAR_LETTER && !is_before_name(s, s->at))
		return;
	/* "Plan B." and "no." end sentences, "J. Smith" and "No. 10" do not */
	if (s->at + 1 >= s->text.n && t->shape != SHAPE_DOTTED)
		return;
	t->end++;
	t->flags |= TOKEN_STOP;
	s->at++;
	s->sentence = false;
}

static void
take_possessive(struct scan *s, struct token *t)
{
	struct character c = peek(s, s->at);

	if (s->at >= s->text.n || !is_apostrophe(c.code))
		return;
	if (is_possessive(s, s->at, c.n)) {
		t->flags |= TOKEN_POSSESSIVE;
		s->at += c.n + 1;
	} else if (s->text.p[s->at - 1] == 's' &&
	    peek(s, s->at + c.n).kind == CHAR_BLANK) {
		t->flags |= TOKEN_POSSESSIVE;
		s->at += c.n;
	}
}

static void
take_word(struct scan *s, bool hyphen)
{
	struct shape shape = { 0 };
	size_t start = s->at;
	struct known_token known;
	struct token *t;

	s->at = word_end(s, &shape);
	t = push(s, shape.letters > 0 ? TOKEN_WORD : TOKEN_NUMBER, start,
	    s->at);
	t->shape = (uint8_t)shape_of(&shape);
	if (shape.dots > 0 && (s->flags & TOKEN_CASELESS) != 0)
		t->shape = SHAPE_DOTTED;
	if (hyphen)
		t->flags |= TOKEN_HYPHEN;
	if (s->sentence)
		t->flags |= TOKEN_START;
	s->sentence = false;
	known = know(s, (struct str){ s->text.p + start, s->at - start });
	t->hash = known.hash;
	t->word = known.word;
	t->classes = known.word != NULL ? known.word->classes : 0;
	if (t->kind == TOKEN_WORD)
		take_stop(s, t, known.is_abbreviation);
	take_possessive(s, t);
}

static char
punct_of(int32_t c)
{
	if (c < 0x80)
		return (char)c;
	if (c == 0x2013 || c == 0x2014 || c == 0x2015)
		return '-';
	if (c == 0x201c || c == 0x201d || c == 0xab || c == 0xbb ||
	    c == 0x201e)
		return '"';
	if (c == 0x2018 || c == 0x2019)
		return '\'';
	return '*';
}

static void
take_punct(struct scan *s, struct character c)
{
	struct token *t = push(s, TOKEN_PUNCT, s->at, s->at + c.n);
	bool opens;

	t->punct = punct_of(c.code);
	s->at += c.n;
	switch (t->punct) {
	case '.': case '!': case '?': case '*':
		s->sentence = true;
		break;
	case ':': case '-':
		/* a dateline's dash, a speaker's colon */
		if ((t->flags & TOKEN_GLUED) == 0 || t->punct == ':')
			s->sentence = true;
		break;
	case '"':
		opens = c.code == 0x201c || c.code == 0x201e ||
		    c.code == 0xab || (c.code == '"' && !s->quote &&
		    (t->flags & TOKEN_GLUED) == 0);
		if (c.code == '"')
			s->quote = !s->quote;
		if (opens)
			s->sentence = true;
		break;
	case '\'': case '(': case ')':
		break;
	default:
		s->sentence = false;
		break;
	}
}

/* A hyphen between letters or digits, which joins two words. */
static bool
is_hyphen(const struct scan *s, struct character c)
{
	return (c.code == '-' || c.code == 0x2010 || c.code == 0x2011 ||
	    c.code == 0x2013 || c.code == '/') && s->at > 0 &&
	    s->out->n > 0 && is_alnum_at(s, s->at + c.n) &&
	    s->out->at[s->out->n - 1].segment == s->segment &&
	    s->out->at[s->out->n - 1].end == s->at &&
	    s->out->at[s->out->n - 1].kind != TOKEN_PUNCT;
}

void
tokens_add(struct tokens *out, const struct lexicon *lex, struct str text,
    uint32_t segment, unsigned flags)
{
	struct scan s = { out, lex, text, 0, segment, flags, true, false };
	bool hyphen = false;

	if (s.text.n > UINT32_MAX - 1)
		s.text.n = UINT32_MAX - 1;
	while (s.at < s.text.n) {
		struct character c = peek(&s, s.at);

		switch (c.kind) {
		case CHAR_LETTER: case CHAR_DIGIT:
			take_word(&s, hyphen);
			hyphen = false;
			continue;
		case CHAR_PUNCT:
			if (is_hyphen(&s, c)) {
				hyphen = c.code != '/';
				s.at += c.n;
			} else
				take_punct(&s, c);
			continue;
		case CHAR_BLANK: case CHAR_BAD:
			break;
		}
		s.at += c.n;
	}
}

void
tokens_remember(struct tokens *t)
{
	if (t->known == NULL)
		t->known = mem_alloc(KNOWN_TOKENS, sizeof(*t->known));
}

void
tokens_release(struct tokens *t)
{
	free(t->at);
	free(t->known);
	*t = (struct tokens){ NULL, 0, 0, NULL };
}
