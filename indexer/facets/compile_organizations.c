#include "facets/compile.h"
#include "facets/rows.h"

static const struct error *
read_organization(struct builder *b, const struct tsv *t)
{
	return rows_add(b, t, 0);
}

/* singular, plural, org_type, body, flags */
static const struct error *
read_role(struct builder *b, const struct tsv *t)
{
	struct sense s = { .kind = SENSE_ROLE };
	const struct error *e;
	struct value *v;
	uint8_t type = 0;

	if ((e = rows_org_type(t, t->field[2], &type)) != NULL)
		return e;
	/* roles have names of their own: never found by name */
	ARRAY_GROW(b->value, b->values, b->values_cap);
	v = &b->value[b->values];
	*v = (struct value){ .kind = VALUE_ROLE, .org_type = type,
	    .parent = LEXICON_NONE, .country = LEXICON_NONE };
	v->name = (uint32_t)b->strings.n;
	v->name_n = (uint16_t)t->field[3].n;
	buf_str(&b->strings, t->field[3]);
	s.value = (uint32_t)b->values++;
	if (!str_is(t->field[4], "w"))
		s.flags |= SENSE_LONE;
	if (!builder_phrase(b, t->field[0], s))
		return tsv_error(t, "not a phrase");
	if (t->field[1].n != 0 && !builder_phrase(b, t->field[1], s))
		return tsv_error(t, "not a phrase");
	return NULL;
}

/* head, org_type or "location", flags */
static const struct error *
read_head(struct builder *b, const struct tsv *t)
{
	struct sense s = { .kind = SENSE_HEAD, .value = LEXICON_NONE };
	const struct error *e;
	uint8_t type = 0;

	if (!str_is(t->field[1], "location")) {
		if ((e = rows_org_type(t, t->field[1], &type)) != NULL)
			return e;
		s.value = type;
	}
	for (size_t i = 0; i < t->field[2].n; i++)
		switch (t->field[2].p[i]) {
		case 'i': s.flags |= SENSE_INITIAL; break;
		case 'f': s.flags |= SENSE_FRONT; break;
		case 's': s.flags |= SENSE_LEGAL; break;
		default:
			return tsv_error(t, "flags \"%.*s\": unknown",
			    STR_ARG(t->field[2]));
		}
	if (!builder_phrase(b, t->field[0], s))
		return tsv_error(t, "not a phrase");
	if (s.flags & SENSE_LEGAL)
		builder_word(b, t->field[0], WORD_LEGAL);
	else
		builder_word(b, t->field[0], WORD_HEAD);
	return NULL;
}

static const struct error *
each_row(struct builder *b, const char *dir, const char *file,
    const struct error *(*read)(struct builder *, const struct tsv *))
{
	const struct error *e;
	struct tsv t;

	if ((e = tsv_open(&t, dir, file)) != NULL)
		return e;
	while (e == NULL && tsv_next(&t))
		e = read(b, &t);
	tsv_close(&t);
	return e;
}

/* titles, organizations: one office a row */
static const struct error *
read_offices(struct builder *b, const char *dir)
{
	const struct error *e;
	struct tsv t;
	uint16_t office = 0;

	if ((e = tsv_open(&t, dir, "offices.tsv")) != NULL)
		return e;
	while (e == NULL && tsv_next(&t)) {
		struct sense s = { .kind = SENSE_TITLE,
		    .value = TITLE_OFFICE, .office = ++office };
		struct str rest = t.field[0], name;
		uint32_t value;

		while (e == NULL && str_cut(&rest, '|', &name))
			if (!builder_phrase(b, str_trim(name), s))
				e = tsv_error(&t, "not a phrase");
		rest = t.field[1];
		while (str_cut(&rest, '|', &name)) {
			value = builder_find(b, FACET_ACTOR, str_trim(name));
			if (value != LEXICON_NONE)
				b->value[value].office = office;
		}
	}
	tsv_close(&t);
	return e;
}

const struct error *
compile_organizations(struct builder *b, const char *dir)
{
	const struct error *e;

	if ((e = each_row(b, dir, "organizations.tsv", read_organization)) !=
	    NULL || (e = each_row(b, dir, "roles.tsv", read_role)) != NULL)
		return e;
	if ((e = each_row(b, dir, "heads.tsv", read_head)) != NULL)
		return e;
	return read_offices(b, dir);
}
