#include "names.h"

#include <stdlib.h>
#include <string.h>

#define PUNCTUATION ",.;:!?'"

/* ---- which words are a name ---- */

struct name {			/* words of the query, perhaps a name */
	struct buf text;	/* as it is looked up */
	struct map stems;
	size_t words, letters;
	bool is_acronym;	/* the last of them */
	bool is_stop;		/* all of them */
};

static void
name_release(struct name *n)
{
	buf_release(&n->text);
	map_release(&n->stems);
}

static struct str
without_punctuation(struct str s)
{
	while (s.n > 0 && strchr(PUNCTUATION, s.p[s.n - 1]) != NULL)
		s.n--;
	while (s.n > 0 && strchr(PUNCTUATION, s.p[0]) != NULL)
		s.p++, s.n--;
	return s;
}

static void
read_name(struct compiler *c, struct node *const *node, size_t n,
    struct name *out)
{
	struct buf typed = { 0 };
	struct word w;

	*out = (struct name){ .is_stop = true };
	for (size_t i = 0; i < n; i++)
		buf_printf(&typed, "%s%.*s", i > 0 ? " " : "",
		    STR_ARG(node[i]->text));
	text_start(c->tokenizer, buf_slice(&typed), c->marks.has_acronyms);
	while (text_next(c->tokenizer, &w)) {
		out->is_stop &= w.is_stop;
		out->is_acronym = w.is_acronym;
		out->words++;
		for (size_t i = 0; i < w.folded.n; i++)
			out->letters += (w.folded.p[i] & 0xc0) != 0x80;
		map_put(&out->stems, w.stem);
		if (n == 1 && w.is_acronym)
			buf_str(&out->text, w.folded);	/* "U.N." */
	}
	if (out->words > 1 || out->text.n == 0) {
		buf_reset(&out->text);
		buf_str(&out->text, without_punctuation(buf_slice(&typed)));
	}
	buf_release(&typed);
}

static bool
may_be_name(const struct name *n)
{
	return n->words > 0 && n->text.n > 0 && !n->is_stop &&
	    (n->letters > NAME_SHORT || n->is_acronym);
}

struct aliases {		/* of a value, for each_alias() */
	struct compiler *c;
	const struct map *stems;	/* of what was typed */
	struct str *at;		/* n that do not have all of them; the arena's */
	size_t n, cap;
};

static void
each_alias(void *arg, struct str alias)
{
	struct aliases *a = arg;
	struct map found = { 0 };
	struct word w;

	text_start(a->c->tokenizer, alias, !text_is_shouting(alias));
	while (text_next(a->c->tokenizer, &w))
		if (map_find(a->stems, w.stem) != NULL)
			map_put(&found, w.stem);
	if (found.n < a->stems->n) {
		ARRAY_GROW(a->at, a->n, a->cap);
		a->at[a->n++] = arena_str(a->c->arena, alias);
	}
	map_release(&found);
}

/* The names of the value that what was typed is not part of. */
static const struct error *
other_names(struct compiler *c, struct str value, const struct map *stems,
    struct aliases *out)
{
	*out = (struct aliases){ .c = c, .stems = stems };
	each_alias(out, value);
	return catalog_aliases(c->catalog, FACET_ACTOR, value, each_alias, out);
}

/* ---- what they name, for bonus.c ---- */

static void
add_entity(struct compiler *c, enum facet f, struct str value)
{
	for (size_t i = 0; i < c->entities; i++)
		if (c->entity[i].facet == f &&
		    str_eq(c->entity[i].value, value))
			return;
	ARRAY_GROW(c->entity, c->entities, c->entity_cap);
	c->entity[c->entities++] = (struct entity){ f, value };
}

/* In how many paragraphs the name's only word is. */
static const struct error *
count_word(struct compiler *c, const struct name *name, uint64_t *documents)
{
	struct buf term = { 0 };
	struct xap_frequency f = { 0, 0 };
	const struct error *e;

	buf_printf(&term, PREFIX_WORD "%.*s", STR_ARG(name->stems.at[0].key));
	e = xap_reader_frequency(c->reader, buf_slice(&term), &f);
	buf_release(&term);
	*documents = f.documents;
	return e;
}

/* The one actor of the index that has that last name, if it means him. */
static const struct error *
find_last_name(struct compiler *c, const struct name *name, struct str *value)
{
	struct found found = { 0 };
	const struct error *e;
	size_t living = 0;
	uint64_t n, last = 0, all = 0;

	e = catalog_last_name(c->catalog, buf_slice(&name->text), &found);
	for (size_t i = 0; i < found.n && living < 2 && e == NULL; i++) {
		e = catalog_documents(c->catalog, FACET_ACTOR, found.value[i],
		    &n);
		if (e != NULL || n == 0)
			continue;
		*value = found.value[i];
		last = n;
		living++;
	}
	if (living == 1 && e == NULL)
		e = count_word(c, name, &all);
	if (living != 1 || last < all / NAME_SHARE)
		*value = (struct str){ "", 0 };
	free(found.value);
	return e;
}

static const struct error *
note_entities(struct compiler *c, const struct name *name,
    const struct found *actor, const struct found *place)
{
	const struct error *e;
	struct str value;

	if (actor->n == 1)
		add_entity(c, FACET_ACTOR, actor->value[0]);
	if (place->n == 1)
		add_entity(c, FACET_LOCATION, place->value[0]);
	if (name->words != 1 || actor->n > 0)
		return NULL;
	e = find_last_name(c, name, &value);
	if (e == NULL && value.n > 0)
		add_entity(c, FACET_ACTOR, value);
	return e;
}

/*
 * The actor that n words name and others may, too; "" if there is none.  What
 * they name is noted if they are not *covered, part of a longer name.
 */
static const struct error *
find_actor(struct compiler *c, struct node *const *node, size_t n,
    size_t *covered, struct str *value)
{
	struct found found = { 0 }, place = { 0 };
	struct aliases others = { 0 };
	const struct error *e = NULL;
	struct name name;

	*value = (struct str){ "", 0 };
	read_name(c, node, n, &name);
	if (!may_be_name(&name))
		goto done;
	e = catalog_look_up(c->catalog, FACET_ACTOR, buf_slice(&name.text),
	    &found);
	if (e == NULL)
		e = catalog_look_up(c->catalog, FACET_LOCATION,
		    buf_slice(&name.text), &place);
	if (e == NULL && *covered == 0) {
		e = note_entities(c, &name, &found, &place);
		if (found.n + place.n > 0)
			*covered = n;
	}
	if (e != NULL || found.n != 1 || place.n > 0)
		goto done;
	e = other_names(c, found.value[0], &name.stems, &others);
	if (e == NULL && others.n > 0)
		*value = found.value[0];
done:
	free(others.at);
	free(found.value);
	free(place.value);
	name_release(&name);
	return e;
}

/* ---- where they may stand ---- */

static bool
is_word(const struct node *n)
{
	return n->kind == NODE_WORDS && n->field == FIELD_NONE && !n->is_exact;
}

static struct node *
name_node(struct compiler *c, struct node *const *word, size_t n,
    struct str value)
{
	struct node *name = arena_alloc(c->arena, sizeof(*name));

	*name = (struct node){ .kind = NODE_NAME, .field = FIELD_NONE,
	    .text = value, .n = n };
	name->child = arena_alloc(c->arena, n * sizeof(*name->child));
	memcpy(name->child, word, n * sizeof(*name->child));
	return name;
}

/*
 * The longest name that begins with the first of the words; *used: 0: none.
 * covered: as in find_actor().
 */
static const struct error *
find_longest(struct compiler *c, struct node *const *word, size_t most,
    size_t *covered, struct node **out, size_t *used)
{
	const struct error *e = NULL;
	struct str value = { "", 0 };
	size_t n;

	*used = 0;
	for (n = 0; n < most && n < NAME_WORDS && is_word(word[n]); n++)
		continue;
	for (; n > 0 && e == NULL && *used == 0; n--) {
		e = find_actor(c, word, n, covered, &value);
		if (e == NULL && value.n > 0) {
			*out = name_node(c, word, n, value);
			*used = n;
		}
	}
	return e;
}

static const struct error *
walk(struct compiler *c, struct node **at)
{
	struct node *node = *at;
	bool is_row = node->kind == NODE_GROUP;
	const struct error *e = NULL;
	size_t to = 0, used, covered = 0;

	if (is_word(node))
		return find_longest(c, at, 1, &covered, at, &used);
	if (!is_row && node->kind != NODE_AND && node->kind != NODE_OR)
		return NULL;
	for (size_t i = 0; i < node->n && e == NULL; i += used, to++) {
		node->child[to] = node->child[i];
		used = 0;
		if (is_row && is_word(node->child[i]))
			e = find_longest(c, &node->child[i], node->n - i,
			    &covered, &node->child[to], &used);
		else
			e = walk(c, &node->child[to]);
		used += used == 0;
		covered -= used < covered ? used : covered;
	}
	if (e == NULL)
		node->n = to;
	return e;
}

const struct error *
names_find(struct compiler *c, struct query *query, struct str text)
{
	c->marks.has_acronyms = !text_is_shouting(text);
	c->entities = 0;
	return query->root == NULL ? NULL : walk(c, &query->root);
}

/* ---- what they find ---- */

void
names_add_term(struct compiler *c, struct str term)
{
	struct name_use *use = c->naming;
	struct str *list;

	if (use == NULL)
		return;
	list = arena_alloc(c->arena, (use->n + 1) * sizeof(*list));
	if (use->n > 0)
		memcpy(list, use->term, use->n * sizeof(*list));
	list[use->n++] = term;
	use->term = list;
}

/* The words: all or any of them, as anywhere else in the query. */
static const struct error *
compile_named(struct compiler *c, const struct node *node,
    struct xap_query **out)
{
	struct node group = { .kind = NODE_GROUP, .field = FIELD_NONE,
	    .child = node->child, .n = node->n };

	return compile_node(c, node->n > 1 ? &group : node->child[0], out);
}

/* The paragraphs that have the actor, but not the words; is there any? */
static const struct error *
find_others(struct compiler *c, struct name_use *use, struct xap_query *words,
    bool *is_any)
{
	struct found found = { &use->value, 1, 1 };
	struct xap_order_by by = { XAP_RELEVANCE, 0, c->weighting->k };
	struct xap_query *list[2], *flat = NULL;
	const struct error *e;
	struct xap_hit hit;
	size_t n = 0;

	*is_any = false;
	if ((e = compile_values(c, FACET_ACTOR, &found, &list[0])) != NULL)
		return e;
	list[1] = words;
	e = compile_join(c, XAP_AND_NOT, list, 2, 0, &use->others);
	if (e == NULL)
		e = xap_query_scale(&flat, use->others, 0);
	if ((e = compile_keep(c, e, flat, &flat)) != NULL)
		return e;
	if ((e = xap_rank(c->reader, flat, &by, 0, 1, &hit, &n)) != NULL)
		return e;
	*is_any = n > 0;
	return NULL;
}

/* Let those others match, each with the score of the words once. */
static const struct error *
add_others(struct compiler *c, struct name_use *use, struct xap_query **query)
{
	struct node *node = arena_alloc(c->arena, sizeof(*node));
	struct xap_query *list[2], *either[2] = { *query }, *fixed = NULL;
	const struct error *e;

	e = xap_query_fixed(&fixed, c->once);
	if ((e = compile_keep(c, e, fixed, &list[0])) != NULL)
		return e;
	list[1] = use->others;
	if ((e = compile_join(c, XAP_FILTER, list, 2, 0, &either[1])) != NULL)
		return e;
	*node = (struct node){ .kind = NODE_FIELD, .field = FIELD_ACTOR,
	    .text = use->value };
	compile_note_leaf(c, node, either[1]);
	return compile_join(c, XAP_OR, either, 2, 0, query);
}

static const struct error *
mark_others(struct compiler *c, const struct node *node, struct str value)
{
	struct aliases others = { 0 };
	const struct error *e;
	struct name name;

	read_name(c, node->child, node->n, &name);
	e = other_names(c, value, &name.stems, &others);
	for (size_t i = 0; i < others.n; i++)
		compile_mark_name(c, others.at[i]);
	free(others.at);
	name_release(&name);
	return e;
}

static struct str
typed_text(const struct node *node)
{
	const struct str *last = &node->child[node->n - 1]->text;
	const char *first = node->child[0]->text.p;

	return (struct str){ first, (size_t)(last->p + last->n - first) };
}

const struct error *
compile_name(struct compiler *c, const struct node *node,
    struct xap_query **out)
{
	struct name_use use = { .typed = typed_text(node),
	    .value = node->text };
	struct xap_frequency f;
	struct buf term = { 0 };
	const struct error *e;
	size_t leaves = c->leaves;
	bool is_any = false;

	schema_term(&term, schema_facet[FACET_ACTOR].prefix, node->text);
	e = xap_reader_frequency(c->reader, buf_slice(&term), &f);
	buf_release(&term);
	if (e != NULL)
		return e;
	use.documents = f.documents;
	c->naming = &use;
	c->once = 0;
	e = compile_named(c, node, out);
	c->naming = NULL;
	if (e == NULL && *out != NULL)
		e = find_others(c, &use, *out, &is_any);
	if (!is_any) {
		c->pendings = 0;
		return e;
	}
	if ((e = compile_bind_leaves(c, leaves, *out)) != NULL)
		return e;
	ARRAY_GROW(c->name, c->names, c->name_cap);
	c->name[c->names++] = use;
	if ((e = add_others(c, &use, out)) != NULL)
		return e;
	return mark_others(c, node, node->text);
}
