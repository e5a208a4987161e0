#include <stdio.h>
#include <string.h>

#include "facets/compile.h"
#include "facets/fold.h"
#include "facets/tsv.h"

#define LARGE_CITY 500000

uint64_t
geo_key(uint32_t country, struct str name)
{
	char folded[FOLD_MAX];
	size_t n = fold_word(name, folded);

	for (size_t i = 0; i < n; i++)
		if (folded[i] == '-')
			folded[i] = ' ';
	return hash64(folded, n, country + 1);
}

/* Remember a place under one of its names; the first one stays. */
static void
remember(struct geo *g, uint32_t place, struct str name)
{
	uint64_t key = geo_key(g->b->value[place].country, name);

	if (name.n > 0 && name.p[0] == '?')
		key = geo_key(g->b->value[place].country,
		    (struct str){ name.p + 1, name.n - 1 });
	if (idmap_find(&g->by_place, key) == LEXICON_NONE)
		idmap_set(&g->by_place, key, place);
}

/* Is every word of it an ordinary one ("Eastern Region")? */
static bool
is_ordinary(const struct builder *b, struct str name, uint32_t classes)
{
	struct str word;
	char folded[FOLD_MAX];

	while (str_cut(&name, ' ', &word)) {
		size_t n = fold_word(word, folded);

		if ((builder_classes(b, fold_hash(folded, n)) & classes) == 0)
			return false;
	}
	return true;
}

void
geo_name(struct geo *g, uint32_t place, struct str name, uint32_t population)
{
	struct sense s = { .kind = SENSE_PLACE, .flags = SENSE_NAME,
	    .value = place };

	if (is_ordinary(g->b, name, WORD_COMMON | WORD_PLACEWORD | WORD_TIME |
	    WORD_NEVER | WORD_SPEECH | WORD_NOUN | WORD_AUX | WORD_GENERIC) ||
	    (population < LARGE_CITY && memchr(name.p, ' ', name.n) == NULL &&
	    is_ordinary(g->b, name, WORD_GIVEN | WORD_FAMILY)))
		s.flags |= SENSE_WEAK;
	builder_phrase(g->b, name, s);
}

static struct str
last_part(struct str path)
{
	for (size_t i = path.n; i > 0; i--)
		if (path.p[i - 1] == '/')
			return (struct str){ path.p + i, path.n - i };
	return path;
}

uint32_t
geo_path(struct geo *g, struct str path, enum value_kind last)
{
	struct builder *b = g->b;
	uint32_t found = builder_find(b, FACET_LOCATION, path), parent, place;
	struct str up;

	if (found != LEXICON_NONE)
		return found;
	if (!schema_parent(path, &up))
		return LEXICON_NONE;
	parent = builder_find(b, FACET_LOCATION, up);
	if (parent == LEXICON_NONE) {
		parent = geo_path(g, up, VALUE_PROVINCE);
		if (parent == LEXICON_NONE)
			return LEXICON_NONE;
		geo_name(g, parent, last_part(up), 0);
	}
	place = builder_place(b, last, path, parent);
	remember(g, place, last_part(path));
	return place;
}

/* Nationalities and peoples, with plurals where English makes them so. */
static void
add_demonyms(struct builder *b, struct str list, uint32_t value)
{
	struct sense s = { .kind = SENSE_DEMONYM, .value = value };
	struct buf plural = { NULL, 0, 0 };
	struct str name;

	while (str_cut(&list, '|', &name)) {
		name = str_trim(name);
		if (name.n == 0)
			continue;
		builder_phrase(b, name, s);
		if (strchr("nit", name.p[name.n - 1]) == NULL)
			continue;
		buf_reset(&plural);
		buf_str(&plural, name);
		buf_putc(&plural, 's');
		builder_phrase(b, buf_slice(&plural), s);
	}
	buf_release(&plural);
}

static void
add_metonyms(struct builder *b, struct str list, uint32_t value)
{
	struct sense s = { .kind = SENSE_METONYM, .value = value };
	struct str name;

	while (str_cut(&list, '|', &name)) {
		name = str_trim(name);
		s.flags = 0;
		if (name.n > 0 && name.p[0] == '?')
			s.flags = SENSE_CAPITAL;
		if (name.n > 0)
			builder_phrase(b, name, s);
	}
}

static void
add_capital(struct geo *g, uint32_t country, struct str name)
{
	struct sense s = { .kind = SENSE_PLACE };
	struct buf path = { NULL, 0, 0 };
	bool weak = name.p[0] == '?';

	if (weak)
		name.p++, name.n--;
	buf_str(&path, builder_name(g->b, country));
	buf_putc(&path, '/');
	buf_str(&path, name);
	s.value = geo_path(g, buf_slice(&path), VALUE_CITY);
	g->b->value[s.value].kind = VALUE_CITY;
	s.flags = SENSE_NAME;
	builder_phrase(g->b, name, s);
	s = (struct sense){ .kind = SENSE_METONYM, .value = country,
	    .flags = SENSE_CAPITAL };
	if (!weak)
		builder_phrase(g->b, name, s);
	buf_release(&path);
}

/* name, code, aliases, demonyms, capital, metonyms, last year */
static const struct error *
read_country(struct geo *g, const struct tsv *t)
{
	struct sense s = { .kind = SENSE_PLACE };
	struct builder *b = g->b;
	int last = 0;

	if (t->field[0].n == 0 || t->field[1].n < 2)
		return tsv_error(t, "name or code missing");
	if (builder_find(b, FACET_LOCATION, t->field[0]) != LEXICON_NONE)
		return tsv_error(t, "\"%.*s\": twice", STR_ARG(t->field[0]));
	s.value = builder_value(b, VALUE_COUNTRY, t->field[0]);
	b->value[s.value].country = s.value;
	if (t->field[6].n != 0 && (sscanf(t->field[6].p, "%4d", &last) != 1 ||
	    last <= 1900 || last > 2155))
		return tsv_error(t, "last year \"%.*s\": invalid",
		    STR_ARG(t->field[6]));
	b->value[s.value].former_year = last == 0 ? 0 : (uint8_t)(last - 1900);
	if (t->field[1].n == 2)
		idmap_set(&g->by_code, hash64(t->field[1].p, 2, 0), s.value);
	remember(g, s.value, t->field[0]);
	builder_names(b, t->field[0], t->field[2], s);
	add_demonyms(b, t->field[3], s.value);
	add_metonyms(b, t->field[5], s.value);
	if (t->field[4].n > 1)
		add_capital(g, s.value, t->field[4]);
	return NULL;
}

/* name, aliases, demonyms */
static const struct error *
read_region(struct geo *g, const struct tsv *t)
{
	struct sense s = { .kind = SENSE_PLACE };

	if (builder_find(g->b, FACET_LOCATION, t->field[0]) != LEXICON_NONE)
		return tsv_error(t, "\"%.*s\": twice", STR_ARG(t->field[0]));
	s.value = builder_value(g->b, VALUE_REGION, t->field[0]);
	builder_names(g->b, t->field[0], t->field[1], s);
	add_demonyms(g->b, t->field[2], s.value);
	return NULL;
}

/* path, aliases */
static const struct error *
read_place(struct geo *g, const struct tsv *t)
{
	struct sense s = { .kind = SENSE_PLACE, .flags = SENSE_NOTED };
	struct str list = t->field[1], alias, up;
	bool top = !schema_parent(t->field[0], &up);

	s.value = top ? builder_value(g->b, VALUE_REGION, t->field[0]) :
	    geo_path(g, t->field[0], VALUE_SITE);
	if (s.value == LEXICON_NONE)
		return tsv_error(t, "\"%.*s\": no such country",
		    STR_ARG(t->field[0]));
	builder_names(g->b, last_part(t->field[0]), t->field[1], s);
	while (str_cut(&list, '|', &alias))
		if (str_trim(alias).n != 0)
			remember(g, s.value, str_trim(alias));
	return NULL;
}

static const struct error *
each_row(struct geo *g, const char *dir, const char *file,
    const struct error *(*read)(struct geo *, const struct tsv *))
{
	const struct error *e;
	struct tsv t;

	if ((e = tsv_open(&t, dir, file)) != NULL)
		return e;
	while (e == NULL && tsv_next(&t))
		e = read(g, &t);
	tsv_close(&t);
	return e;
}

const struct error *
compile_countries(struct geo *g, const char *dir)
{
	const struct error *e;

	if ((e = each_row(g, dir, "countries.tsv", read_country)) != NULL ||
	    (e = each_row(g, dir, "regions.tsv", read_region)) != NULL)
		return e;
	return each_row(g, dir, "places.tsv", read_place);
}
