#include "catalog.h"

#include <stdlib.h>
#include <string.h>

#include "clean.h"
#include "dictionary.h"

#define CANDIDATES 8		/* named in a message */

struct names {			/* of one facet in one index */
	uint32_t n;
	struct str *value;	/* n of them; p is NULL until it is asked for */
};

struct block {			/* of names, being read */
	const struct names *of;	/* NULL: none */
	uint32_t next;		/* the ordinal that rest begins with */
	struct str rest;
	struct buf data;
};

struct catalog {
	struct xap_reader *reader;
	struct names *names;	/* part * FACETS + facet */
	struct block block;
	struct arena arena;
	struct buf key, data;
};

static struct names *
names_of(const struct catalog *c, size_t part, enum facet f)
{
	return &c->names[part * FACETS + f];
}

static const struct error *
read_size(struct catalog *c, size_t part, enum facet f)
{
	struct names *names = names_of(c, part, f);
	const struct error *e;

	dictionary_count_key(&c->key, f);
	e = xap_reader_get(c->reader, part, buf_slice(&c->key), &c->data);
	if (e != NULL)
		return e;
	names->n = c->data.n > 0 ?
	    (uint32_t)strtoul(c->data.p, NULL, 10) : 0;
	names->value = mem_alloc(names->n, sizeof(*names->value));
	return NULL;
}

const struct error *
catalog_open(struct catalog **cp, struct xap_reader *reader)
{
	struct catalog *c = mem_alloc(1, sizeof(*c));
	size_t parts = xap_reader_parts(reader);
	const struct error *e = NULL;

	c->reader = reader;
	c->names = mem_alloc(parts * FACETS, sizeof(*c->names));
	for (size_t i = 0; i < parts && e == NULL; i++)
		for (enum facet f = 0; f < FACETS && e == NULL; f++)
			e = read_size(c, i, f);
	if (e != NULL) {
		catalog_close(c);
		return e;
	}
	*cp = c;
	return NULL;
}

void
catalog_close(struct catalog *c)
{
	if (c == NULL)
		return;
	for (size_t i = 0; i < xap_reader_parts(c->reader) * FACETS; i++)
		free(c->names[i].value);
	free(c->names);
	arena_release(&c->arena);
	buf_release(&c->key);
	buf_release(&c->data);
	buf_release(&c->block.data);
	free(c);
}

size_t
catalog_parts(const struct catalog *c)
{
	return xap_reader_parts(c->reader);
}

uint32_t
catalog_size(const struct catalog *c, size_t part, enum facet f)
{
	return names_of(c, part, f)->n;
}

/* Have the block ready that holds the ordinal, at or before it. */
static const struct error *
read_block(struct catalog *c, size_t part, enum facet f, uint32_t ordinal)
{
	const struct names *names = names_of(c, part, f);
	uint32_t number = ordinal / DICTIONARY_BLOCK;
	struct block *b = &c->block;
	const struct error *e;

	if (b->of == names && b->next > 0 && b->next <= ordinal &&
	    (b->next - 1) / DICTIONARY_BLOCK == number)
		return NULL;
	dictionary_block_key(&c->key, f, number);
	b->of = NULL;
	e = xap_reader_get(c->reader, part, buf_slice(&c->key), &b->data);
	if (e != NULL)
		return e;
	b->of = names;
	b->next = number * DICTIONARY_BLOCK;
	b->rest = buf_slice(&b->data);
	return NULL;
}

const struct error *
catalog_value(struct catalog *c, size_t part, enum facet f, uint32_t ordinal,
    struct str *value)
{
	struct names *names = names_of(c, part, f);
	const struct error *e;
	struct str name = { "", 0 };

	if (ordinal >= names->n)
		return error_make(ERROR_INDEX, "facet dictionary: no value "
		    "%u; make the index anew with indexer --rebuild SOURCE",
		    ordinal);
	if (names->value[ordinal].p == NULL) {
		if ((e = read_block(c, part, f, ordinal)) != NULL)
			return e;
		for (; c->block.next <= ordinal; c->block.next++)
			if (!str_field(&c->block.rest, &name) ||
			    !clean_is_line(name))
				return error_make(ERROR_INDEX, "facet "
				    "dictionary: damaged; make the index "
				    "anew with indexer --rebuild SOURCE");
		names->value[ordinal] = arena_str(&c->arena, name);
	}
	*value = names->value[ordinal];
	return NULL;
}

/* ---- names ---- */

static void
add_found(struct found *found, struct str value)
{
	for (size_t i = 0; i < found->n; i++)
		if (str_eq(found->value[i], value))
			return;
	ARRAY_GROW(found->value, found->n, found->cap);
	found->value[found->n++] = value;
}

/* Entries of one kind in all indexes. */
static const struct error *
find_kind(struct catalog *c, enum facet f, struct str name,
    enum name_kind wanted, struct found *found)
{
	struct buf list = { 0 };
	const struct error *e = NULL;
	enum name_kind kind;
	struct str rest, value;
	uint32_t ordinal;

	for (size_t i = 0; i < xap_reader_parts(c->reader) && e == NULL; i++) {
		dictionary_name_key(&c->key, f, name);
		e = xap_reader_get(c->reader, i, buf_slice(&c->key), &list);
		rest = buf_slice(&list);
		while (e == NULL && dictionary_next(&rest, &kind, &ordinal)) {
			if (kind != wanted)
				continue;
			e = catalog_value(c, i, f, ordinal, &value);
			if (e == NULL)
				add_found(found, value);
		}
	}
	buf_release(&list);
	return e;
}

const struct error *
catalog_documents(struct catalog *c, enum facet f, struct str value,
    uint64_t *n)
{
	struct xap_frequency frequency = { 0 };
	const struct error *e;

	schema_term(&c->key, schema_facet[f].prefix, value);
	e = xap_reader_frequency(c->reader, buf_slice(&c->key), &frequency);
	*n = frequency.documents;
	return e;
}

const struct error *
catalog_last_name(struct catalog *c, struct str word, struct found *found)
{
	found->n = 0;
	return find_kind(c, FACET_ACTOR, word, NAME_LAST, found);
}

const struct error *
catalog_ordinal(struct catalog *c, size_t part, enum facet f,
    struct str value, uint32_t *ordinal, bool *is_there)
{
	struct buf list = { 0 };
	const struct error *e;
	enum name_kind kind;
	struct str rest, at;

	*is_there = false;
	dictionary_name_key(&c->key, f, value);
	e = xap_reader_get(c->reader, part, buf_slice(&c->key), &list);
	rest = buf_slice(&list);
	while (e == NULL && !*is_there &&
	    dictionary_next(&rest, &kind, ordinal)) {
		if (kind != NAME_VALUE)
			continue;
		e = catalog_value(c, part, f, *ordinal, &at);
		*is_there = e == NULL && str_eq(at, value);
	}
	buf_release(&list);
	return e;
}

static int
by_name(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static const struct error *
ambiguous(enum facet f, struct str name, struct found *found)
{
	struct buf list = { 0 };
	const struct error *e;

	qsort(found->value, found->n, sizeof(*found->value), by_name);
	for (size_t i = 0; i < found->n && i < CANDIDATES; i++)
		buf_printf(&list, "%s\"%.*s\"", i > 0 ? ", " : "",
		    STR_ARG(found->value[i]));
	if (found->n > CANDIDATES)
		buf_printf(&list, " and %zu more", found->n - CANDIDATES);
	e = error_make(ERROR_QUERY, "%s \"%.*s\": ambiguous; it may be %s",
	    schema_facet[f].name, STR_ARG(name), list.p);
	buf_release(&list);
	return e;
}

/* Those of the first kind that there are. */
static const struct error *
find_first(struct catalog *c, enum facet f, struct str name,
    struct found *found, enum name_kind *kind)
{
	static const enum name_kind order[] = {
		NAME_VALUE, NAME_ALIAS, NAME_PART
	};
	const struct error *e;

	found->n = 0;
	name = str_trim(name);
	while (name.n > 1 && schema_facet[f].is_path &&
	    name.p[name.n - 1] == '/')
		name.n--;
	for (size_t i = 0; i < 3; i++) {
		*kind = order[i];
		e = find_kind(c, f, name, order[i], found);
		if (e != NULL || found->n > 0)
			return e;
	}
	return NULL;
}

const struct error *
catalog_look_up(struct catalog *c, enum facet f, struct str name,
    struct found *found)
{
	enum name_kind kind;

	return find_first(c, f, name, found, &kind);
}

const struct error *
catalog_aliases(struct catalog *c, enum facet f, struct str value,
    void (*each)(void *, struct str alias), void *arg)
{
	struct buf list = { 0 };
	const struct error *e = NULL;
	struct str rest, alias;
	uint32_t ordinal;
	bool is_there;

	for (size_t i = 0; i < xap_reader_parts(c->reader) && e == NULL; i++) {
		e = catalog_ordinal(c, i, f, value, &ordinal, &is_there);
		if (e != NULL || !is_there)
			continue;
		dictionary_aliases_key(&c->key, f, ordinal);
		e = xap_reader_get(c->reader, i, buf_slice(&c->key), &list);
		rest = buf_slice(&list);
		while (e == NULL && rest.n > 0 && str_field(&rest, &alias) &&
		    clean_is_line(alias))
			each(arg, alias);
	}
	buf_release(&list);
	return e;
}

const struct error *
catalog_find(struct catalog *c, enum facet f, struct str name,
    struct found *found)
{
	enum name_kind kind;
	const struct error *e = find_first(c, f, name, found, &kind);

	if (e != NULL)
		return e;
	/* values that differ in case only share their filter */
	if (found->n > 1 && kind != NAME_VALUE)
		return ambiguous(f, name, found);
	if (found->n > 0)
		return NULL;
	return error_make(ERROR_UNKNOWN, "%s \"%.*s\": unknown",
	    schema_facet[f].name, STR_ARG(str_trim(name)));
}
