#include "facets/rows.h"

#include <stdio.h>
#include <string.h>

#include "facets/orgtype.h"

#define NAME_MAX_BYTES 200	/* of a value: index terms have bounds */
#define PART_LEAST 3		/* bytes of a part that may hint at a type */

/* ---- kinds of organizations ---- */

static void
add_lower(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		buf_putc(out, s.p[i] >= 'A' && s.p[i] <= 'Z' ?
		    (char)(s.p[i] + 32) : s.p[i]);
}

/* Has the type a part that name has, or almost: "militias", "Militia"? */
static bool
resembles(struct str type, struct str name)
{
	struct buf lower = { NULL, 0, 0 };
	struct str rest = type, part;
	bool found = false;

	add_lower(&lower, name);
	while (!found && str_cut(&rest, '/', &part))
		found = memmem(lower.p, lower.n, part.p, part.n) != NULL;
	rest = buf_slice(&lower);
	while (!found && str_cut(&rest, '/', &part))
		found = part.n >= PART_LEAST &&
		    memmem(type.p, type.n, part.p, part.n) != NULL;
	buf_release(&lower);
	return found;
}

const struct error *
rows_org_type(const struct tsv *t, struct str name, uint8_t *type)
{
	unsigned found = org_type_find(name);
	struct buf list = { NULL, 0, 0 };
	const struct error *e;

	if (found != ORG_TYPE_COUNT) {
		*type = (uint8_t)found;
		return NULL;
	}
	for (int pass = 0; pass < 2 && list.n == 0; pass++)
		for (unsigned i = 1; i < ORG_TYPE_COUNT; i++)
			if (pass == 1 || resembles(org_type_name(i), name))
				buf_printf(&list, "%s%.*s", list.n > 0 ?
				    ", " : "", STR_ARG(org_type_name(i)));
	e = tsv_error(t, "org_type \"%.*s\": unknown; write one of: %s",
	    STR_ARG(name), list.p);
	buf_release(&list);
	return e;
}

/* ---- rows ---- */

static const struct error *
check_name(const struct tsv *t)
{
	if (t->field[0].n == 0)
		return tsv_error(t, "no name; the first column is the name "
		    "that is shown");
	if (t->field[0].n > NAME_MAX_BYTES)
		return tsv_error(t, "name: longer than %d bytes",
		    NAME_MAX_BYTES);
	return NULL;
}

/* A country or region that is known by another name: "US"; LEXICON_NONE. */
static uint32_t
known_as(struct builder *b, struct str name)
{
	uint64_t hash = builder_phrase_hash(b, name);

	for (size_t i = 0; hash != 0 && i < b->phrases; i++) {
		const struct raw_phrase *r = &b->phrase[i];

		if (r->p.hash == hash && r->s.kind == SENSE_PLACE &&
		    b->value[r->s.value].kind <= VALUE_COUNTRY)
			return r->s.value;
	}
	return LEXICON_NONE;
}

/* Does a path begin with what we know by another name?  Then an error. */
static const struct error *
check_top(struct builder *b, const struct tsv *t, struct str path)
{
	struct str rest = path, top = path, name;
	uint32_t known;

	if (!str_cut(&rest, '/', &top) || rest.n == 0 ||
	    builder_find(b, FACET_LOCATION, top) != LEXICON_NONE ||
	    (known = known_as(b, top)) == LEXICON_NONE)
		return NULL;
	name = builder_name(b, known);
	return tsv_error(t, "place \"%.*s\": write \"%.*s/%.*s\"",
	    STR_ARG(path), STR_ARG(name), STR_ARG(rest));
}

/* The place of a path with what is above it, made where it is new. */
static uint32_t
path_of(struct builder *b, struct str path, enum value_kind last)
{
	uint32_t found = builder_find(b, FACET_LOCATION, path);
	struct str up;

	if (found != LEXICON_NONE)
		return found;
	if (!schema_parent(path, &up))
		return builder_value(b, VALUE_REGION, path);
	return builder_place(b, last, path, path_of(b, up, VALUE_PROVINCE));
}

/* No part empty or with blanks around it?  *last: the last one. */
static bool
is_path(struct str path, struct str *last)
{
	while (str_cut(&path, '/', last))
		if (last->n == 0 || str_trim(*last).n != last->n)
			return false;
	return true;
}

static bool
is_name_of_row(const struct tsv *t, struct str name)
{
	struct str list = t->field[1], alias;

	if (str_eq(name, t->field[0]))
		return true;
	while (str_cut(&list, '|', &alias))
		if (str_eq(name, str_trim(alias)))
			return true;
	return false;
}

static const struct error *
add_location(struct builder *b, const struct tsv *t, struct sense s)
{
	struct str path = t->field[4], part;
	const struct error *e;

	s.kind = SENSE_PLACE;
	if (t->field[3].n != 0)
		return tsv_error(t, "org_type \"%.*s\": a location has none; "
		    "leave the column empty", STR_ARG(t->field[3]));
	if (memchr(t->field[0].p, '/', t->field[0].n) != NULL)
		return tsv_error(t, "name \"%.*s\": \"/\" has its place in "
		    "the fifth column, the path", STR_ARG(t->field[0]));
	if (path.n == 0)
		path = t->field[0];
	if (path.n > NAME_MAX_BYTES)
		return tsv_error(t, "place: longer than %d bytes",
		    NAME_MAX_BYTES);
	if (!is_path(path, &part))
		return tsv_error(t, "place \"%.*s\": write a path like "
		    "Iraq/Baghdad/Green Zone", STR_ARG(path));
	if (!is_name_of_row(t, part))
		return tsv_error(t, "place \"%.*s\": does not end in the name; "
		    "write \"%.*s/%.*s\"", STR_ARG(path), STR_ARG(path),
		    STR_ARG(t->field[0]));
	if ((e = check_top(b, t, path)) != NULL)
		return e;
	s.value = path_of(b, path, VALUE_SITE);
	builder_names(b, t->field[0], t->field[1], s);
	return NULL;
}

/* "political/party; armed group/rebel until 1992" */
static const struct error *
types_of(const struct tsv *t, uint8_t *type, uint8_t *former, uint8_t *year)
{
	struct str rest = t->field[3], now = rest, before;
	const struct error *e;
	int until;

	if (memchr(rest.p, ';', rest.n) == NULL)
		return rows_org_type(t, rest, type);
	str_cut(&rest, ';', &now);
	before = str_trim(rest);
	if (before.n < 12 || memcmp(before.p + before.n - 11, " until ", 7) !=
	    0 || sscanf(before.p + before.n - 4, "%4d", &until) != 1 ||
	    until < 1900 || until > 2155)
		return tsv_error(t, "org_type \"%.*s\": write TYPE; TYPE until "
		    "YEAR", STR_ARG(t->field[3]));
	before.n -= 11;
	*year = (uint8_t)(until - 1900);
	if ((e = rows_org_type(t, str_trim(now), type)) != NULL)
		return e;
	return rows_org_type(t, str_trim(before), former);
}

static const struct error *
add_actor(struct builder *b, const struct tsv *t, struct sense s,
    enum value_kind kind)
{
	const struct error *e;
	struct value *v;
	uint32_t country;
	uint8_t type = 0, former = 0, year = 0;

	s.kind = SENSE_ACTOR;
	if ((e = types_of(t, &type, &former, &year)) != NULL)
		return e;
	s.value = builder_value(b, kind, t->field[0]);
	country = builder_find(b, FACET_LOCATION, t->field[4]);
	if (country == LEXICON_NONE && (s.flags & SENSE_USER) != 0)
		country = known_as(b, t->field[4]);
	v = &b->value[s.value];
	v->kind = (uint8_t)kind;
	if (t->field[3].n != 0) {
		v->org_type = type;
		v->former_type = former;
		v->former_year = year;
	}
	if (country != LEXICON_NONE)
		v->country = country;
	builder_names(b, t->field[0], t->field[1], s);
	return NULL;
}

const struct error *
rows_add(struct builder *b, const struct tsv *t, unsigned flags)
{
	struct sense s = { .flags = (uint8_t)flags };
	const struct error *e;

	if ((e = check_name(t)) != NULL)
		return e;
	if (str_is(t->field[2], "person"))
		return add_actor(b, t, s, VALUE_PERSON);
	if (str_is(t->field[2], "organization"))
		return add_actor(b, t, s, VALUE_ORGANIZATION);
	if (str_is(t->field[2], "location"))
		return add_location(b, t, s);
	if (t->fields < 3)
		return tsv_error(t, "no kind; separate the columns by tabs: "
		    "name, aliases, kind, org_type, place, dates, note");
	return tsv_error(t, "kind \"%.*s\": unknown; write person, "
	    "organization or location", STR_ARG(t->field[2]));
}
