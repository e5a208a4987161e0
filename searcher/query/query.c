#include "query.h"

#include <string.h>

#include "tokens.h"

#define DEPTH_MAX 100		/* of parentheses and signs */

static const struct error *parse_query(struct parser *, struct node **);

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
		return tokens_bad(p, (size_t)(star - p->text.p), "after \"=\" "
		    "a word stands for itself, without \"*\" and \"~\"");
	if (star != text.p + text.n - 1)
		return tokens_bad(p, (size_t)(star - p->text.p),
		    "\"*\" stands only at the end of a word");
	text.n--;
	for (size_t i = 0; i < text.n; i++)
		letters += (text.p[i] & 0xc0) != 0x80;
	if (letters < WILDCARD_LETTERS)
		return tokens_bad(p, (size_t)(star - p->text.p), is_fuzzy ?
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
	struct str since, until;
	const char *why;
	size_t at;
	bool is_words = schema_field[field].kind == FIELD_KIND_WORDS;

	p->is_plain = false;
	if ((e = tokens_next(p)) != NULL)
		return e;
	if (p->token.is_exact && !is_words)
		return tokens_bad(p, p->token.at, "\"=\" stands before words "
		    "of the text or the title only");
	if (p->token.kind == TOKEN_PHRASE)
		*out = phrase_node(p, is_words ? NODE_PHRASE : NODE_FIELD);
	else if (p->token.kind == TOKEN_WORD && !is_words)
		*out = node_new(p, NODE_FIELD, p->token.text);
	else if (p->token.kind == TOKEN_WORD) {
		if ((e = word_node(p, out)) != NULL)
			return e;
	} else
		return tokens_bad(p, p->token.at, "a field takes one value; "
		    "quote it if it has blanks: actor:\"Lloyd Austin\"");
	if ((*out)->text.n == 0)
		return tokens_bad(p, p->token.at, "a field without a value");
	(*out)->field = field;
	if (schema_field[field].kind == FIELD_KIND_DATE && (why = query_dates(
	    (*out)->text, &since, &until, &at)) != NULL)
		return tokens_bad(p, (size_t)((*out)->text.p - p->text.p) + at,
		    why);
	return tokens_next(p);
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
		return tokens_next(p);
	case TOKEN_PHRASE:
		*out = phrase_node(p, NODE_PHRASE);
		return tokens_next(p);
	case TOKEN_FIELD:
		return parse_field(p, out);
	case TOKEN_OPEN:
		if (++p->depth > DEPTH_MAX)
			return tokens_bad(p, at, "too many parentheses");
		if ((e = tokens_next(p)) != NULL ||
		    (e = parse_query(p, out)) != NULL)
			return e;
		if (p->token.kind != TOKEN_CLOSE)
			return tokens_bad(p, at, "a parenthesis that is not "
			    "closed");
		p->depth--;
		(*out)->is_closed = true;
		return tokens_next(p);
	case TOKEN_CLOSE:
		return tokens_bad(p, at, "a closing parenthesis without an "
		    "opening one");
	case TOKEN_END:
		return tokens_bad(p, at, "the query ends where a word should "
		    "follow");
	case TOKEN_AND: case TOKEN_OR: case TOKEN_NEAR: case TOKEN_NOT:
	case TOKEN_MINUS: case TOKEN_PLUS:
		return tokens_bad(p, at, "an operator where a word should be "
		    "(quote it to search for it)");
	}
	return tokens_bad(p, at, "cannot be read");
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
		if ((e = tokens_next(p)) != NULL ||
		    (e = parse_atom(p, &second)) != NULL)
			return e;
		if (second->kind != NODE_WORDS || second->field !=
		    FIELD_NONE || (*out)->field != FIELD_NONE ||
		    ((*out)->kind != NODE_WORDS && (*out)->kind != NODE_NEAR))
			return tokens_bad(p, at, "NEAR stands between two "
			    "words");
		if (second->is_exact || (*out)->is_exact)
			return tokens_bad(p, at, "NEAR knows no \"=\"; write "
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
		return tokens_bad(p, p->token.at, "too many signs");
	if ((e = tokens_next(p)) != NULL || (e = parse_unit(p, &child)) != NULL)
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
		if ((e = tokens_next(p)) != NULL ||
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
		if ((e = tokens_next(p)) != NULL ||
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
	if ((e = tokens_next(&p)) != NULL || p.token.kind == TOKEN_END)
		return e;
	if ((e = parse_query(&p, &q->root)) != NULL)
		return e;
	if (p.token.kind == TOKEN_CLOSE)
		return tokens_bad(&p, p.token.at,
		    "a closing parenthesis without an opening one");
	q->is_plain = p.is_plain;
	return NULL;
}
