#include "flat.h"

#include <string.h>


struct cursor {
	const char *p, *end;
	struct arena *arena;
};

static void
skip_blanks(struct cursor *c)
{
	while (c->p < c->end && (*c->p == ' ' || *c->p == '\t' ||
	    *c->p == '\n' || *c->p == '\r'))
		c->p++;
}

/* The next character that is no blank, if it is this one. */
static bool
take(struct cursor *c, char what)
{
	skip_blanks(c);
	if (c->p == c->end || *c->p != what)
		return false;
	c->p++;
	return true;
}

/* Four hexadecimal digits, or -1. */
static int32_t
take_hex(struct cursor *c)
{
	int32_t v = 0;

	if (c->end - c->p < 4)
		return -1;
	for (int i = 0; i < 4; i++, c->p++) {
		char d = *c->p;

		if (d >= '0' && d <= '9')
			v = v << 4 | (d - '0');
		else if ((d | 32) >= 'a' && (d | 32) <= 'f')
			v = v << 4 | ((d | 32) - 'a' + 10);
		else
			return -1;
	}
	return v;
}

/* What follows \u, a pair of surrogates as one; -1 if it is none. */
static int32_t
take_rune(struct cursor *c)
{
	int32_t v = take_hex(c), low;

	if (v < 0xd800 || v > 0xdfff)
		return v;
	if (v > 0xdbff || c->end - c->p < 2 || c->p[0] != '\\' ||
	    c->p[1] != 'u')
		return -1;
	c->p += 2;
	low = take_hex(c);
	if (low < 0xdc00 || low > 0xdfff)
		return -1;
	return 0x10000 + ((v - 0xd800) << 10 | (low - 0xdc00));
}

/* UTF-8 of a rune; its length. */
static size_t
put_rune(char *to, int32_t v)
{
	size_t n = v < 0x80 ? 1 : v < 0x800 ? 2 : v < 0x10000 ? 3 : 4;
	static const unsigned char first[] = { 0, 0, 0xc0, 0xe0, 0xf0 };

	for (size_t i = n; i-- > 1; v >>= 6)
		to[i] = (char)(0x80 | (v & 0x3f));
	to[0] = (char)(first[n] | v);
	return n;
}

/* The character that an escape stands for, to *to; false: none. */
static bool
take_escape(struct cursor *c, char **to)
{
	static const char plain[] = "\"\\/bfnrt";
	static const char means[] = "\"\\/\b\f\n\r\t";
	const char *which;
	int32_t v;

	if (c->p == c->end)
		return false;
	if (*c->p == 'u') {
		c->p++;
		if ((v = take_rune(c)) < 0)
			return false;
		*to += put_rune(*to, v);
		return true;
	}
	if (*c->p == '\0' || (which = strchr(plain, *c->p)) == NULL)
		return false;
	c->p++;
	*(*to)++ = means[which - plain];
	return true;
}

/* The rest of a string that has escapes; n bytes of it were seen. */
static bool
take_escaped(struct cursor *c, const char *start, struct str *out)
{
	const char *quote = c->p;
	char *to, *copy;

	/* no longer than what stands for it */
	while (quote < c->end && *quote != '"')
		quote += *quote == '\\' && c->end - quote > 1 ? 2 : 1;
	copy = arena_alloc(c->arena, (size_t)(quote - start) + 1);
	memcpy(copy, start, (size_t)(c->p - start));
	to = copy + (c->p - start);
	while (c->p < c->end && *c->p != '"') {
		if ((unsigned char)*c->p < ' ')
			return false;
		if (*c->p != '\\')
			*to++ = *c->p++;
		else if (c->p++, !take_escape(c, &to))
			return false;
	}
	*out = (struct str){ copy, (size_t)(to - copy) };
	return c->p++ < c->end;
}

/* A string, its opening quote taken. */
static bool
take_string(struct cursor *c, struct str *out)
{
	const char *start = c->p;

	while (c->p < c->end && *c->p != '"' && *c->p != '\\' &&
	    (unsigned char)*c->p >= ' ')
		c->p++;
	if (c->p == c->end)
		return false;
	if (*c->p == '\\')
		return take_escaped(c, start, out);
	*out = (struct str){ start, (size_t)(c->p - start) };
	return *c->p++ == '"';
}

/* An array of strings, its opening bracket taken. */
static bool
take_strings(struct cursor *c, struct flat_value *v)
{
	size_t cap = 0;
	struct str *at;

	v->kind = FLAT_STRINGS;
	if (take(c, ']'))
		return true;
	do {
		if (v->n == cap) {
			cap = cap == 0 ? 8 : 2 * cap;
			at = arena_alloc(c->arena, cap * sizeof(*at));
			if (v->n > 0)
				memcpy(at, v->at, v->n * sizeof(*at));
			v->at = at;
		}
		if (!take(c, '"') || !take_string(c, &v->at[v->n++]))
			return false;
	} while (take(c, ','));
	return take(c, ']');
}

/* An integer of up to 18 digits. */
static bool
take_integer(struct cursor *c, struct str *out)
{
	const char *start = c->p, *digits;

	c->p += *c->p == '-';
	digits = c->p;
	while (c->p < c->end && *c->p >= '0' && *c->p <= '9')
		c->p++;
	*out = (struct str){ start, (size_t)(c->p - start) };
	return c->p > digits && c->p - digits <= 18 &&
	    (*digits != '0' || (c->p - digits == 1 && digits == start)) &&
	    (c->p == c->end || (*c->p != '.' && (*c->p | 32) != 'e'));
}

static bool
take_word(struct cursor *c, const char *word)
{
	size_t n = strlen(word);

	if ((size_t)(c->end - c->p) < n || memcmp(c->p, word, n) != 0)
		return false;
	c->p += n;
	return true;
}

static bool
take_value(struct cursor *c, struct flat_value *v)
{
	*v = (struct flat_value){ 0 };
	skip_blanks(c);
	if (c->p == c->end)
		return false;
	switch (*c->p) {
	case '"':
		c->p++;
		v->kind = FLAT_STRING;
		return take_string(c, &v->s);
	case '[':
		c->p++;
		return take_strings(c, v);
	case 'n':
		return take_word(c, "null");
	case 't':
		v->kind = FLAT_OTHER;
		return take_word(c, "true");
	case 'f':
		v->kind = FLAT_OTHER;
		return take_word(c, "false");
	default:
		v->kind = FLAT_INTEGER;
		return take_integer(c, &v->s);
	}
}

bool
flat_parse(struct flat *f, struct arena *arena, struct str line)
{
	struct cursor c = { line.p, line.p + line.n, arena };

	f->n = 0;
	if (!take(&c, '{'))
		return false;
	do {
		if (f->n == FLAT_MAX || !take(&c, '"') ||
		    !take_string(&c, &f->name[f->n]) || !take(&c, ':') ||
		    memchr(f->name[f->n].p, '\0', f->name[f->n].n) != NULL ||
		    !take_value(&c, &f->value[f->n]))
			return false;
		f->n++;
	} while (take(&c, ','));
	if (!take(&c, '}'))
		return false;
	skip_blanks(&c);
	return c.p == c.end;
}

struct flat_value
flat_find(const struct flat *f, const char *name)
{
	for (size_t i = f->n; i-- > 0;)
		if (str_is(f->name[i], name))
			return f->value[i];
	return (struct flat_value){ 0 };
}
