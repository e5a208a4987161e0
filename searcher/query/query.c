#include "query.h"

#include <bsd/stdlib.h>
#include <string.h>

enum token_kind {
	TOKEN_END, TOKEN_WORD, TOKEN_PHRASE, TOKEN_FIELD, TOKEN_OPEN,
	TOKEN_CLOSE, TOKEN_MINUS, TOKEN_PLUS, TOKEN_AND, TOKEN_OR, TOKEN_NOT,
	TOKEN_NEAR
};

struct token {
	enum token_kind kind;
	struct str text;
	enum field field;
	unsigned distance;
	bool is_exact;		/* after "=" */
	size_t at;		/* byte in the query */
};

#define DEPTH_MAX 100		/* of parentheses and signs */

struct parser {
	struct str text;
	size_t at;
	struct arena *arena;
	struct token token;	/* the one looked at */
	bool is_batch, is_plain;
	unsigned depth;
};

static const struct error *parse_query(struct parser *, struct node **);

static const struct error *
bad(const struct parser *p, size_t at, const char *why)
{
	size_t column = 1;

	for (size_t i = 0; i < at && i < p->text.n; i++)
		column += (p->text.p[i] & 0xc0) != 0x80;
	return error_make(ERROR_QUERY, "query: column %zu: %s", column, why);
}

/* ---- tokens ---- */

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
		return bad(p, t->at, "a quotation mark that is not closed");
	t->text = (struct str){ p->text.p + start, p->at - start };
	p->at += quote(rest_of(p));
	return NULL;
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
		return bad(p, t->at, "\"=\" stands between the field and its "
		    "word: title:=word");
	t->field = schema_find_field(name);
	if (t->field == FIELD_NONE)
		return bad(p, t->at, "no such field; there are title, actor, "
		    "location, org_type, source (quote a word with a colon)");
	t->kind = TOKEN_FIELD;
	p->at = (size_t)(value.p - p->text.p);
	next = rest_of(p);
	if (next.n == 0 || next.p[0] == ' ' || next.p[0] == ')')
		return bad(p, p->at, "a field without a value");
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
			return bad(p, t->at, "NEAR/ needs a number of words, "
			    "1 to 1000");
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

static const struct error *
advance(struct parser *p)
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
		return bad(p, t->at, "\"=\" stands before a word or a phrase");
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

/* ---- nodes ---- */

static struct node *
node_new(struct parser *p, enum node_kind kind, struct str text)
{
	struct node *n = arena_alloc(p->arena, sizeof(*n));

	*n = (struct node){ .kind = kind, .field = FIELD_NONE, .text = text };
	return n;
}

static void
add_child(struct parser *p, struct node *parent, struct node *child)
{
	struct node **list;

	/* full at each power of two */
	if ((parent->n & (parent->n - 1)) == 0) {
		list = arena_alloc(p->arena, (parent->n * 2 + 1) *
		    sizeof(*list));
		if (parent->n > 0)
			memcpy(list, parent->child, parent->n * sizeof(*list));
		parent->child = list;
	}
	parent->child[parent->n++] = child;
}

/* Wrap first into a parent of that kind, once there is a second child. */
static void
join(struct parser *p, struct node **first, enum node_kind kind,
    struct node *second)
{
	struct node *parent = *first;

	if (parent->kind != kind || parent->is_closed) {
		parent = node_new(p, kind, (struct str){ "", 0 });
		add_child(p, parent, *first);
		*first = parent;
	}
	add_child(p, parent, second);
}

static const struct error *
word_node(struct parser *p, struct node **out)
{
	struct str text = p->token.text;
	const char *star = memchr(text.p, '*', text.n);
	bool is_fuzzy = star == NULL && text.n > 1 &&
	    text.p[text.n - 1] == '~';
	size_t letters = 0;

	if (is_fuzzy)
		star = text.p + text.n - 1;

	if (star == NULL) {
		*out = node_new(p, NODE_WORDS, text);
		(*out)->is_exact = p->token.is_exact;
		return NULL;
	}
	if (p->token.is_exact)
		return bad(p, (size_t)(star - p->text.p), "after \"=\" a word "
		    "stands for itself, without \"*\" and \"~\"");
	if (star != text.p + text.n - 1)
		return bad(p, (size_t)(star - p->text.p),
		    "\"*\" stands only at the end of a word");
	text.n--;
	for (size_t i = 0; i < text.n; i++)
		letters += (text.p[i] & 0xc0) != 0x80;
	if (letters < WILDCARD_LETTERS)
		return bad(p, (size_t)(star - p->text.p), is_fuzzy ?
		    "\"~\" needs at least three letters before it" :
		    "\"*\" needs at least three letters before it");
	p->is_plain = false;
	*out = node_new(p, is_fuzzy ? NODE_FUZZY : NODE_WILDCARD, text);
	return NULL;
}

static struct node *
phrase_node(struct parser *p, enum node_kind kind)
{
	struct node *n = node_new(p, kind, p->token.text);

	n->is_exact = p->token.is_exact;
	return n;
}

static const struct error *
parse_field(struct parser *p, struct node **out)
{
	enum field field = p->token.field;
	const struct error *e;
	bool is_words = schema_field[field].kind == FIELD_KIND_WORDS;

	p->is_plain = false;
	if ((e = advance(p)) != NULL)
		return e;
	if (p->token.is_exact && !is_words)
		return bad(p, p->token.at, "\"=\" stands before words of the "
		    "text or the title only");
	if (p->token.kind == TOKEN_PHRASE)
		*out = phrase_node(p, is_words ? NODE_PHRASE : NODE_FIELD);
	else if (p->token.kind == TOKEN_WORD && !is_words)
		*out = node_new(p, NODE_FIELD, p->token.text);
	else if (p->token.kind == TOKEN_WORD) {
		if ((e = word_node(p, out)) != NULL)
			return e;
	} else
		return bad(p, p->token.at, "a field takes one value; quote "
		    "it if it has blanks: actor:\"Lloyd Austin\"");
	if ((*out)->text.n == 0)
		return bad(p, p->token.at, "a field without a value");
	(*out)->field = field;
	return advance(p);
}

static const struct error *
parse_atom(struct parser *p, struct node **out)
{
	const struct error *e;
	size_t at = p->token.at;

	switch (p->token.kind) {
	case TOKEN_WORD:
		if ((e = word_node(p, out)) != NULL)
			return e;
		return advance(p);
	case TOKEN_PHRASE:
		*out = phrase_node(p, NODE_PHRASE);
		return advance(p);
	case TOKEN_FIELD:
		return parse_field(p, out);
	case TOKEN_OPEN:
		if (++p->depth > DEPTH_MAX)
			return bad(p, at, "too many parentheses");
		if ((e = advance(p)) != NULL ||
		    (e = parse_query(p, out)) != NULL)
			return e;
		if (p->token.kind != TOKEN_CLOSE)
			return bad(p, at, "a parenthesis that is not closed");
		p->depth--;
		(*out)->is_closed = true;
		return advance(p);
	case TOKEN_CLOSE:
		return bad(p, at, "a closing parenthesis without an opening "
		    "one");
	case TOKEN_END:
		return bad(p, at, "the query ends where a word should follow");
	case TOKEN_AND: case TOKEN_OR: case TOKEN_NEAR: case TOKEN_NOT:
	case TOKEN_MINUS: case TOKEN_PLUS:
		return bad(p, at, "an operator where a word should be (quote "
		    "it to search for it)");
	}
	return bad(p, at, "cannot be read");
}

static const struct error *
parse_near(struct parser *p, struct node **out)
{
	struct node *second;
	const struct error *e;
	unsigned distance;
	size_t at;

	if ((e = parse_atom(p, out)) != NULL)
		return e;
	while (p->token.kind == TOKEN_NEAR) {
		distance = p->token.distance;
		at = p->token.at;
		if ((e = advance(p)) != NULL ||
		    (e = parse_atom(p, &second)) != NULL)
			return e;
		if (second->kind != NODE_WORDS || second->field !=
		    FIELD_NONE || (*out)->field != FIELD_NONE ||
		    ((*out)->kind != NODE_WORDS && (*out)->kind != NODE_NEAR))
			return bad(p, at, "NEAR stands between two words");
		if (second->is_exact || (*out)->is_exact)
			return bad(p, at, "NEAR knows no \"=\"; write "
			    "(a NEAR b) AND =a");
		join(p, out, NODE_NEAR, second);
		if (distance > (*out)->distance)
			(*out)->distance = distance;
	}
	return NULL;
}

static const struct error *
parse_unit(struct parser *p, struct node **out)
{
	enum token_kind kind = p->token.kind;
	const struct error *e;
	struct node *child;

	if (kind != TOKEN_NOT && kind != TOKEN_MINUS && kind != TOKEN_PLUS)
		return parse_near(p, out);
	if (++p->depth > DEPTH_MAX)
		return bad(p, p->token.at, "too many signs");
	if ((e = advance(p)) != NULL || (e = parse_unit(p, &child)) != NULL)
		return e;
	p->depth--;
	if (kind == TOKEN_PLUS) {
		*out = child;
		return NULL;
	}
	*out = node_new(p, NODE_NOT, (struct str){ "", 0 });
	add_child(p, *out, child);
	return NULL;
}

static const struct error *
parse_both(struct parser *p, struct node **out)
{
	const struct error *e;
	struct node *second;

	if ((e = parse_unit(p, out)) != NULL)
		return e;
	while (p->token.kind == TOKEN_AND) {
		if ((e = advance(p)) != NULL ||
		    (e = parse_unit(p, &second)) != NULL)
			return e;
		join(p, out, NODE_AND, second);
	}
	return NULL;
}

static const struct error *
parse_group(struct parser *p, struct node **out)
{
	const struct error *e;
	struct node *second;

	if ((e = parse_both(p, out)) != NULL)
		return e;
	while (p->token.kind != TOKEN_END && p->token.kind != TOKEN_OR &&
	    p->token.kind != TOKEN_CLOSE) {
		if ((e = parse_both(p, &second)) != NULL)
			return e;
		join(p, out, NODE_GROUP, second);
	}
	return NULL;
}

static const struct error *
parse_query(struct parser *p, struct node **out)
{
	const struct error *e;
	struct node *second;

	if ((e = parse_group(p, out)) != NULL)
		return e;
	while (p->token.kind == TOKEN_OR) {
		if ((e = advance(p)) != NULL ||
		    (e = parse_group(p, &second)) != NULL)
			return e;
		join(p, out, NODE_OR, second);
	}
	return NULL;
}

const struct error *
query_parse(struct query *q, struct arena *a, struct str text, bool is_batch)
{
	struct parser p = { .text = text, .arena = a, .is_batch = is_batch,
	    .is_plain = true };
	const struct error *e;

	*q = (struct query){ NULL, true };
	if ((e = advance(&p)) != NULL || p.token.kind == TOKEN_END)
		return e;
	if ((e = parse_query(&p, &q->root)) != NULL)
		return e;
	if (p.token.kind == TOKEN_CLOSE)
		return bad(&p, p.token.at,
		    "a closing parenthesis without an opening one");
	q->is_plain = p.is_plain;
	return NULL;
}
