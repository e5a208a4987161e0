#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libstemmer.h>
#include <utf8proc.h>

#include "clean.h"
#include "stop_words.h"

#define CACHE_SIZE 8192		/* words whose stem is remembered; a power of two */
#define ACRONYM_MAX 5		/* capitals; longer ones are no other word's twin */

struct cached {
	uint64_t hash;		/* of the folded word; 0: empty */
	char *pair;		/* folded, then stem */
	uint8_t folded_n, stem_n;
	bool is_stop;
};

struct text {
	struct sb_stemmer *stemmer;
	bool is_english;
	struct str s;		/* the whole text */
	size_t at;
	bool has_acronyms;
	struct buf folded, plain, stem;
	struct cached *cache;
};

enum class {
	CLASS_NONE,
	CLASS_LETTER,
	CLASS_DIGIT,
	CLASS_MARK,		/* belongs to the character before it */
	CLASS_SINGLE		/* a word of its own */
};

const struct error *
text_new(struct text **tp, const char *language)
{
	struct text *t = mem_alloc(1, sizeof(*t));
	const char **all;
	struct buf names = { 0 };
	const struct error *e;

	if ((t->stemmer = sb_stemmer_new(language, "UTF_8")) == NULL) {
		for (all = sb_stemmer_list(); *all != NULL; all++)
			buf_printf(&names, " %s", *all);
		e = error_make(ERROR_USAGE,
		    "language \"%s\": unknown; known are:%s", language,
		    names.p != NULL ? names.p : " none");
		buf_release(&names);
		free(t);
		return e;
	}
	t->is_english = strcmp(language, "english") == 0 ||
	    strcmp(language, "en") == 0;
	t->cache = mem_alloc(CACHE_SIZE, sizeof(*t->cache));
	*tp = t;
	return NULL;
}

void
text_free(struct text *t)
{
	if (t == NULL)
		return;
	for (size_t i = 0; i < CACHE_SIZE; i++)
		free(t->cache[i].pair);
	free(t->cache);
	buf_release(&t->folded);
	buf_release(&t->plain);
	buf_release(&t->stem);
	sb_stemmer_delete(t->stemmer);
	free(t);
}

/* Scripts that put no blanks between words. */
static bool
is_single(int32_t c)
{
	return (c >= 0x0e00 && c <= 0x0eff) || (c >= 0x1000 && c <= 0x109f) ||
	    (c >= 0x1780 && c <= 0x17ff) || (c >= 0x3040 && c <= 0x309f) ||
	    (c >= 0x3400 && c <= 0x4dbf) || (c >= 0x4e00 && c <= 0x9fff) ||
	    (c >= 0xf900 && c <= 0xfaff) || (c >= 0x20000 && c <= 0x3ffff);
}

static enum class
classify(int32_t c)
{
	if (c < 0x80) {
		if ((c | 32) >= 'a' && (c | 32) <= 'z')
			return CLASS_LETTER;
		if (c >= '0' && c <= '9')
			return CLASS_DIGIT;
		return c == '_' ? CLASS_LETTER : CLASS_NONE;
	}
	switch (utf8proc_category(c)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
		return is_single(c) ? CLASS_SINGLE : CLASS_LETTER;
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
		return CLASS_DIGIT;
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
		return CLASS_MARK;
	default:
		return CLASS_NONE;
	}
}

static int32_t
peek(struct str s, size_t at, size_t *len)
{
	struct str rest = { s.p + at, s.n - at };
	int32_t c;

	if (rest.n == 0) {
		*len = 0;
		return 0;
	}
	c = clean_rune(&rest);
	*len = s.n - at - rest.n;
	return c;
}

static bool
is_apostrophe(int32_t c)
{
	return c == '\'' || c == 0x2019 || c == 0x2bc;
}

static bool
is_upper(int32_t c)
{
	return c < 0x80 ? c >= 'A' && c <= 'Z' :
	    utf8proc_category(c) == UTF8PROC_CATEGORY_LU;
}

static void
add_lower(struct buf *b, int32_t c)
{
	if (c < 0x80)
		buf_putc(b, (char)(c >= 'A' && c <= 'Z' ? c | 32 : c));
	else
		buf_rune(b, utf8proc_tolower(c));
}

/*
 * "U.S.", "U.N", "e.g.": single letters with a dot after each but perhaps the
 * last.  The end of the acronym, or 0 if there is none at start.
 */
static size_t
dotted(struct text *t, size_t start)
{
	size_t at = start, end = 0, len, dot;
	unsigned letters = 0;

	for (;;) {
		if (classify(peek(t->s, at, &len)) != CLASS_LETTER || len == 0)
			break;
		dot = at + len;
		if (dot >= t->s.n || t->s.p[dot] != '.') {
			/* a last letter without its dot: "U.S" */
			if (letters < 1)
				break;
			if (classify(peek(t->s, dot, &len)) == CLASS_NONE) {
				letters++;
				end = dot;
			}
			break;
		}
		letters++;
		at = end = dot + 1;
	}
	if (letters < 2)
		return 0;
	/* "B.Com": the letters after the last dot belong to a longer word */
	if (end < t->s.n && t->s.p[end - 1] == '.' &&
	    classify(peek(t->s, end, &len)) != CLASS_NONE && len != 0)
		return 0;
	t->folded.n = 0;
	for (at = start; at < end; at += len) {
		int32_t c = peek(t->s, at, &len);

		if (c != '.')
			add_lower(&t->folded, c);
	}
	return end;
}

/* Does the character c at *at join the word parts on its two sides? */
static bool
joins(const struct text *t, int32_t c, size_t after, enum class before)
{
	size_t len;
	enum class next = classify(peek(t->s, after, &len));

	if (len == 0 || next == CLASS_NONE || next == CLASS_SINGLE)
		return false;
	if (is_apostrophe(c) || c == '&')
		return before == CLASS_LETTER && next == CLASS_LETTER;
	if (c == ',' || c == '.')
		return before == CLASS_DIGIT && next == CLASS_DIGIT;
	return false;
}

struct shape {			/* of the word just scanned */
	unsigned uppers, others;
};

/* What most text consists of. */
static const uint8_t ascii_class[0x80] = {
	['0' ... '9'] = CLASS_DIGIT, ['a' ... 'z'] = CLASS_LETTER,
	['A' ... 'Z'] = CLASS_LETTER, ['_'] = CLASS_LETTER,
};

/*
 * scan() for a word of ASCII letters and digits that nothing joins to others:
 * its end, or 0 if the word is none such.
 */
static size_t
scan_ascii(struct text *t, size_t start, struct shape *shape)
{
	const unsigned char *s = (const unsigned char *)t->s.p;
	enum class class = CLASS_NONE;
	size_t at;
	char *to;

	buf_reserve(&t->folded, WORD_MAX);
	to = t->folded.p;
	*shape = (struct shape){ 0, 0 };
	for (at = start; at < t->s.n && at - start < WORD_MAX &&
	    s[at] < 0x80 && ascii_class[s[at]] != CLASS_NONE; at++) {
		bool is_big = s[at] >= 'A' && s[at] <= 'Z';

		class = (enum class)ascii_class[s[at]];
		shape->uppers += is_big;
		shape->others += class == CLASS_LETTER && !is_big;
		*to++ = (char)(is_big ? s[at] | 32 : s[at]);
	}
	if (at == start || at - start == WORD_MAX ||
	    (at < t->s.n && s[at] >= 0x80))
		return 0;
	if (at + 1 < t->s.n && (s[at + 1] >= 0x80 ||
	    ascii_class[s[at + 1]] != CLASS_NONE) &&
	    (class == CLASS_DIGIT ? s[at] == ',' || s[at] == '.' :
	    s[at] == '\'' || s[at] == '&'))
		return 0;
	t->folded.n = (size_t)(to - t->folded.p);
	*to = '\0';
	return at;
}

/* Scan a word from start, its folded form to t->folded.  Its end. */
static size_t
scan(struct text *t, size_t start, struct shape *shape)
{
	size_t at = start, len;
	enum class class, before = CLASS_NONE;
	int32_t c;

	if ((at = scan_ascii(t, start, shape)) > 0)
		return at;
	at = start;
	*shape = (struct shape){ 0, 0 };
	t->folded.n = 0;
	while (at < t->s.n) {
		c = peek(t->s, at, &len);
		class = classify(c);
		if (class == CLASS_SINGLE && at > start)
			break;
		if (class == CLASS_NONE) {
			if (!joins(t, c, at + len, before))
				break;
			if (is_apostrophe(c))
				buf_putc(&t->folded, '\'');
			else if (c != ',')
				buf_putc(&t->folded, (char)c);
			shape->others++;
			at += len;
			continue;
		}
		if (is_upper(c))
			shape->uppers++;
		else if (class == CLASS_LETTER)
			shape->others++;
		add_lower(&t->folded, c);
		at += len;
		if (class != CLASS_MARK)
			before = class;
		if (class == CLASS_SINGLE && classify(peek(t->s, at, &len)) !=
		    CLASS_MARK)
			break;
	}
	return at;
}

static void
drop_possessive(struct text *t, struct shape *shape)
{
	struct buf *f = &t->folded;

	if (f->n > 2 && f->p[f->n - 2] == '\'' && f->p[f->n - 1] == 's') {
		f->n -= 2;
		if (shape->others >= 2)
			shape->others -= 2;	/* the apostrophe and the s */
	}
}

/* Replace the tail of an overlong word by its hash; cut at a character. */
static void
limit_word(struct buf *f)
{
	size_t n = WORD_MAX - 16;
	char hex[17];

	if (f->n <= WORD_MAX)
		return;
	while (n > 0 && (f->p[n] & 0xc0) == 0x80)
		n--;
	snprintf(hex, sizeof(hex), "%016llx",
	    (unsigned long long)hash64(f->p + n, f->n - n, 0));
	f->n = n;
	buf_add(f, hex, 16);
}

/* Latin letters that Unicode does not decompose. */
static const char *
plain_letter(int32_t c)
{
	static const struct { int32_t c; const char *plain; } table[] = {
		{ 0xdf, "ss" }, { 0xe6, "ae" }, { 0xf0, "d" }, { 0xf8, "o" },
		{ 0xfe, "th" }, { 0x111, "d" }, { 0x127, "h" }, { 0x131, "i" },
		{ 0x142, "l" }, { 0x153, "oe" }, { 0x167, "t" },
		{ 0x259, "a" }, { 0x2bc, "'" }, { 0x2018, "'" },
		{ 0x2019, "'" }, { 0x201c, "\"" }, { 0x201d, "\"" },
		{ 0x2010, "-" }, { 0x2011, "-" }, { 0x2012, "-" },
		{ 0x2013, "-" }, { 0x2014, "-" },
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		if (table[i].c == c)
			return table[i].plain;
	return NULL;
}

/* Append c, lower case already, without its diacritics. */
static void
add_plain(struct buf *out, int32_t c)
{
	utf8proc_int32_t parts[8];
	utf8proc_ssize_t n;
	const char *plain;
	int last = UTF8PROC_BOUNDCLASS_START;

	if (c < 0x80) {
		buf_putc(out, (char)c);
		return;
	}
	if ((plain = plain_letter(c)) != NULL) {
		buf_puts(out, plain);
		return;
	}
	/* only letters of the Latin, Greek and Cyrillic blocks lose marks */
	if (c >= 0x300 && c <= 0x36f)
		return;
	if (!(c < 0x530 || (c >= 0x1e00 && c <= 0x1fff))) {
		buf_rune(out, c);
		return;
	}
	n = utf8proc_decompose_char(c, parts, 8, UTF8PROC_DECOMPOSE, &last);
	if (n < 1 || n > 8) {
		buf_rune(out, c);
		return;
	}
	for (utf8proc_ssize_t i = 0; i < n; i++)
		if (utf8proc_category(parts[i]) != UTF8PROC_CATEGORY_MN)
			buf_rune(out, parts[i]);
}

static void
add_plain_str(struct buf *out, struct str s)
{
	while (s.n > 0)
		add_plain(out, clean_rune(&s));
}

static int
cmp_stop(const void *key, const void *item)
{
	const char *const *word = item;

	return strcmp(key, *word);
}

/*
 * English stems know no diacritics, so there they go first: "ferme" finds
 * "fermé".  Other languages' stems need them.
 */
static void
stem(struct text *t, struct str folded)
{
	const sb_symbol *s;
	struct str word = folded;
	int n;

	if (t->is_english) {
		buf_reset(&t->plain);
		add_plain_str(&t->plain, word);
		word = buf_slice(&t->plain);
	}
	s = sb_stemmer_stem(t->stemmer, (const sb_symbol *)word.p,
	    (int)word.n);
	n = s != NULL ? sb_stemmer_length(t->stemmer) : 0;
	buf_reset(&t->stem);
	if (n > 0)
		add_plain_str(&t->stem, (struct str){ (const char *)s, (size_t)n });
	if (t->stem.n == 0)
		add_plain_str(&t->stem, folded);
	limit_word(&t->stem);
}

/* Fill in the word's slices from t->folded, through the cache. */
static void
look_up(struct text *t, struct word *w)
{
	uint64_t hash = hash_local(t->folded.p, t->folded.n, 1) | 1;
	struct cached *c = &t->cache[(hash >> 8) % CACHE_SIZE];

	if (c->hash != hash || c->folded_n != t->folded.n ||
	    memcmp(c->pair, t->folded.p, t->folded.n) != 0) {
		buf_putc(&t->folded, '\0');
		t->folded.n--;
		c->is_stop = t->is_english && bsearch(t->folded.p, stop_words,
		    sizeof(stop_words) / sizeof(stop_words[0]),
		    sizeof(stop_words[0]), cmp_stop) != NULL;
		stem(t, buf_slice(&t->folded));
		c->hash = hash;
		c->folded_n = (uint8_t)t->folded.n;
		c->stem_n = (uint8_t)t->stem.n;
		c->pair = mem_resize(c->pair, t->folded.n + t->stem.n, 1);
		memcpy(c->pair, t->folded.p, t->folded.n);
		memcpy(c->pair + t->folded.n, t->stem.p, t->stem.n);
	}
	w->folded = (struct str){ c->pair, c->folded_n };
	w->stem = (struct str){ c->pair + c->folded_n, c->stem_n };
	w->is_stop = c->is_stop && !w->is_acronym;
}

void
text_start(struct text *t, struct str s, bool has_acronyms)
{
	t->s = s;
	t->at = 0;
	t->has_acronyms = has_acronyms;
}

bool
text_scan(struct text *t, struct word *w)
{
	struct shape shape;
	enum class class;
	size_t len, end;

	for (;; t->at += len) {
		while (t->at < t->s.n && (unsigned char)t->s.p[t->at] < 0x80 &&
		    ascii_class[(unsigned char)t->s.p[t->at]] == CLASS_NONE)
			t->at++;
		class = classify(peek(t->s, t->at, &len));
		if (len == 0)
			return false;
		if (class != CLASS_NONE && class != CLASS_MARK)
			break;
	}
	w->start = t->at;
	w->is_acronym = false;
	/* a letter and a dot */
	if (class == CLASS_LETTER && t->at + len < t->s.n &&
	    t->s.p[t->at + len] == '.' && (end = dotted(t, t->at)) != 0) {
		w->is_acronym = t->has_acronyms && is_upper(peek(t->s, t->at,
		    &len));
		/* "U.S.'s" */
		if (is_apostrophe(peek(t->s, end, &len)) &&
		    end + len < t->s.n && (t->s.p[end + len] | 32) == 's' &&
		    classify(peek(t->s, end + len + 1, &len)) == CLASS_NONE)
			end += len + 1;
		t->at = end;
	} else {
		t->at = end = scan(t, t->at, &shape);
		drop_possessive(t, &shape);
		w->is_acronym = t->has_acronyms && shape.uppers >= 2 &&
		    shape.uppers <= ACRONYM_MAX && shape.others == 0;
	}
	w->end = end;
	limit_word(&t->folded);
	w->folded = buf_slice(&t->folded);
	return true;
}

void
text_stem(struct text *t, struct word *w)
{
	stem(t, w->folded);
	w->stem = buf_slice(&t->stem);
}

bool
text_next(struct text *t, struct word *w)
{
	if (!text_scan(t, w))
		return false;
	look_up(t, w);
	return true;
}

bool
text_is_shouting(struct str s)
{
	unsigned words = 0;
	bool inside = false;

	while (s.n > 0) {
		int32_t c = clean_rune(&s);
		enum class class = classify(c);

		if (class == CLASS_NONE) {
			if (c != '.' && !is_apostrophe(c))
				inside = false;
			continue;
		}
		if (class == CLASS_LETTER && utf8proc_category(c) ==
		    UTF8PROC_CATEGORY_LL)
			return false;
		words += !inside && class == CLASS_LETTER;
		inside = true;
	}
	return words >= 2;
}

void
text_fold(struct buf *out, struct str s)
{
	size_t from = out->n;

	while (s.n > 0) {
		int32_t c = clean_rune(&s);

		if (c == ' ' || c == '\n' || c == '\t' || c == 0xa0) {
			if (out->n > from && out->p[out->n - 1] != ' ')
				buf_putc(out, ' ');
		} else
			add_plain(out, c < 0x80 ? (c >= 'A' && c <= 'Z' ?
			    c | 32 : c) : utf8proc_tolower(c));
	}
	while (out->n > from && out->p[out->n - 1] == ' ')
		out->p[--out->n] = '\0';
}
