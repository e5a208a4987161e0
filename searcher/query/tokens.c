#include "tokens.h"

#include <bsd/stdlib.h>
#include <string.h>

#include "nearest.h"

const struct error *
tokens_bad(const struct parser *p, size_t at, const char *why)
{
	size_t column = 1;

	for (size_t i = 0; i < at && i < p->text.n; i++)
		column += (p->text.p[i] & 0xc0) != 0x80;
	return error_make(ERROR_QUERY, "query: column %zu: %s", column, why);
}

/* The length of a quotation mark at s, 0 if there is none. */
static size_t
quote(struct str s)
{
	if (str_starts(s, "\""))
		return 1;
	return str_starts(s, "\xe2\x80\x9c") || str_starts(s, "\xe2\x80\x9d") ||
	    str_starts(s, "\xe2\x80\x9e") ? 3 : 0;
}

static struct str
rest_of(const struct parser *p)
{
	return (struct str){ p->text.p + p->at, p->text.n - p->at };
}

static const struct error *
take_phrase(struct parser *p)
{
	struct token *t = &p->token;
	size_t start;

	t->kind = TOKEN_PHRASE;
	p->at += quote(rest_of(p));
	start = p->at;
	while (p->at < p->text.n && quote(rest_of(p)) == 0)
		p->at++;
	if (p->at == p->text.n)
		return tokens_bad(p, t->at, "a quotation mark that is not "
		    "closed");
	t->text = (struct str){ p->text.p + start, p->at - start };
	p->at += quote(rest_of(p));
	return NULL;
}

static const struct error *
no_field(const struct parser *p, size_t at, struct str name)
{
	struct nearest_name near = { .wanted = name };
	struct buf why = { 0 };
	const struct error *e;

	for (enum field f = 0; f < FIELDS; f++)
		nearest_consider(&near, schema_field[f].name);
	buf_puts(&why, "no such field; ");
	if (near.best != NULL)
		buf_printf(&why, "did you mean %s:?", near.best);
	else
		buf_puts(&why, "there are ");
	for (enum field f = 0; f < FIELDS && near.best == NULL; f++)
		buf_printf(&why, "%s%s", f > 0 ? ", " : "",
		    schema_field[f].name);
	buf_puts(&why, " (quote a word with a colon)");
	e = tokens_bad(p, at, why.p);
	buf_release(&why);
	return e;
}

/* "name:" before a value makes a field; the rest of *t is what follows. */
static const struct error *
take_field(struct parser *p, size_t colon)
{
	struct token *t = &p->token;
	struct str name = { t->text.p, colon };
	struct str value = { name.p + colon + 1, t->text.n - colon - 1 };
	struct str next;
	size_t i;

	for (i = 0; i < name.n; i++)
		if (!((name.p[i] >= 'a' && name.p[i] <= 'z') ||
		    name.p[i] == '_'))
			return NULL;	/* "10:30", "Note:" */
	if (name.n == 0 || str_starts(value, "//"))
		return NULL;
	if (t->is_exact)
		return tokens_bad(p, t->at, "\"=\" stands between the field "
		    "and its word: title:=word");
	t->field = schema_find_field(name);
	if (t->field == FIELD_NONE)
		return no_field(p, t->at, name);
	t->kind = TOKEN_FIELD;
	p->at = (size_t)(value.p - p->text.p);
	next = rest_of(p);
	if (next.n == 0 || next.p[0] == ' ' || next.p[0] == ')')
		return tokens_bad(p, p->at, "a field without a value");
	return NULL;
}

static const struct error *
take_operator(struct parser *p)
{
	struct token *t = &p->token;
	struct str s = t->text;
	const char *why;
	char number[8] = "";

	if (p->is_batch || t->is_exact)
		return NULL;
	if (str_is(s, "AND"))
		t->kind = TOKEN_AND;
	else if (str_is(s, "OR"))
		t->kind = TOKEN_OR;
	else if (str_is(s, "NOT"))
		t->kind = TOKEN_NOT;
	else if (str_is(s, "NEAR")) {
		t->kind = TOKEN_NEAR;
		t->distance = NEAR_DISTANCE;
	} else if (str_starts(s, "NEAR/")) {
		t->kind = TOKEN_NEAR;
		if (s.n - 5 < sizeof(number))
			memcpy(number, s.p + 5, s.n - 5);
		t->distance = (unsigned)strtonum(number, 1, 1000, &why);
		if (why != NULL)
			return tokens_bad(p, t->at, "NEAR/ needs a number of "
			    "words, 1 to 1000");
	}
	if (t->kind != TOKEN_WORD)
		p->is_plain = false;
	return NULL;
}

static const struct error *
take_word(struct parser *p)
{
	struct token *t = &p->token;
	size_t start = p->at;
	const char *colon;
	const struct error *e;

	while (p->at < p->text.n && strchr(" ()", p->text.p[p->at]) == NULL &&
	    quote(rest_of(p)) == 0)
		p->at++;
	t->kind = TOKEN_WORD;
	t->text = (struct str){ p->text.p + start, p->at - start };
	if ((e = take_operator(p)) != NULL || t->kind != TOKEN_WORD)
		return e;
	colon = memchr(t->text.p, ':', t->text.n);
	return colon == NULL ? NULL :
	    take_field(p, (size_t)(colon - t->text.p));
}

/* Is a "-" or "+" here a sign before something? */
static bool
is_sign(const struct parser *p)
{
	return p->at + 1 < p->text.n && strchr("-+ ", p->text.p[p->at + 1]) ==
	    NULL;
}

/* Is a "=" here before something? */
static bool
is_exact(const struct parser *p)
{
	return p->text.p[p->at] == '=' && p->at + 1 < p->text.n &&
	    strchr("= )", p->text.p[p->at + 1]) == NULL;
}

const struct error *
tokens_next(struct parser *p)
{
	struct token *t = &p->token;
	char c;

	while (p->at < p->text.n && p->text.p[p->at] == ' ')
		p->at++;
	*t = (struct token){ .kind = TOKEN_END, .field = FIELD_NONE,
	    .at = p->at };
	if (p->at == p->text.n)
		return NULL;
	if (is_exact(p)) {
		t->is_exact = true;
		p->is_plain = false;
		p->at++;
	}
	if (quote(rest_of(p)) > 0) {
		p->is_plain = false;
		return take_phrase(p);
	}
	c = p->text.p[p->at];
	if (t->is_exact && c == '(')
		return tokens_bad(p, t->at, "\"=\" stands before a word or a "
		    "phrase");
	if (c == '(' || c == ')')
		t->kind = c == '(' ? TOKEN_OPEN : TOKEN_CLOSE;
	else if ((c == '-' || c == '+') && is_sign(p) && !t->is_exact)
		t->kind = c == '-' ? TOKEN_MINUS : TOKEN_PLUS;
	else
		return take_word(p);
	p->is_plain = false;
	p->at++;
	return NULL;
}
