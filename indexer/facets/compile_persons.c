#include <stdio.h>

#include "facets/compile.h"
#include "facets/rows.h"

/* "King" in "King Salman"? */
static bool
is_title(struct builder *b, struct str word)
{
	uint64_t hash = builder_phrase_hash(b, word);

	for (size_t i = 0; i < b->phrases; i++)
		if (b->phrase[i].p.hash == hash &&
		    b->phrase[i].s.kind == SENSE_TITLE)
			return true;
	return false;
}

/* The words of a name are names, also in text without case. */
static void
add_words(struct builder *b, struct str name)
{
	struct str word, part;
	bool is_first = true;

	while (str_cut(&name, ' ', &word)) {
		if (is_first && is_title(b, word))
			continue;
		while (str_cut(&word, '-', &part))
			if (part.n > 3 && part.p[0] >= 'A' && part.p[0] <= 'Z')
				builder_word(b, part, is_first ? WORD_GIVEN :
				    WORD_FAMILY);
		is_first = false;
	}
}

/* "?Name" needs its country or a title, "??Name" a title of office. */
static void
add_alias(struct builder *b, struct str alias, struct sense s)
{
	alias = str_trim(alias);
	if (str_starts(alias, "??")) {
		s.flags |= SENSE_TITLED;
		alias.p++, alias.n--;
	}
	if (alias.n != 0)
		builder_phrase(b, alias, s);
}

/* "1993-2001", "2017-", or one year; none: both 0. */
static const struct error *
read_years(const struct tsv *t, struct value *v)
{
	struct str years = t->field[5];
	char text[16];
	int from = 0, to = 0, end = 0;

	if (years.n == 0)
		return NULL;
	snprintf(text, sizeof(text), "%.*s", STR_ARG(years));
	if (sscanf(text, "%4d-%n%4d%n", &from, &end, &to, &end) < 1 ||
	    end != (int)years.n || from < 1900 || (to != 0 && to < from) ||
	    to > 2155)
		return tsv_error(t, "dates \"%.*s\": write 1993-2001 or 2017-",
		    STR_ARG(years));
	v->from = (uint16_t)from;
	v->to = (uint16_t)to;
	return NULL;
}

/* The number of the office that has that title; 0 if none. */
static const struct error *
find_office(const char *dir, struct str title, uint16_t *office)
{
	const struct error *e;
	struct str list, name;
	struct tsv t;
	uint16_t row = 0;

	if ((e = tsv_open(&t, dir, "offices.tsv")) != NULL)
		return e;
	while (tsv_next(&t)) {
		row++;
		list = t.field[0];
		while (str_cut(&list, '|', &name))
			if (str_eq(str_trim(name), title))
				*office = row;
	}
	tsv_close(&t);
	return NULL;
}

/* The office of the dates, where surnames make that matter. */
static const struct error *
read_office(const struct tsv *t, const char *dir, struct value *v)
{
	const struct error *e;

	if (t->field[6].n == 0)
		return NULL;
	if ((e = find_office(dir, t->field[6], &v->office)) != NULL)
		return e;
	return v->office != 0 ? NULL : tsv_error(t, "office \"%.*s\": not in "
	    "offices.tsv", STR_ARG(t->field[6]));
}

static const struct error *
read_person(struct builder *b, const char *dir, const struct tsv *t)
{
	const struct error *e;
	struct sense s = { .kind = SENSE_PERSON };
	struct str list = t->field[1], alias;

	if (t->field[0].n == 0 || t->field[0].n > UINT16_MAX)
		return tsv_error(t, "no name");
	if (!str_is(t->field[2], "person"))
		return tsv_error(t, "kind \"%.*s\": write person",
		    STR_ARG(t->field[2]));
	s.value = builder_value(b, VALUE_PERSON, t->field[0]);
	if (b->value[s.value].country == LEXICON_NONE)
		b->value[s.value].country = builder_find(b, FACET_LOCATION,
		    t->field[4]);
	if (b->value[s.value].country == LEXICON_NONE)
		return tsv_error(t, "place \"%.*s\": no such country",
		    STR_ARG(t->field[4]));
	if ((e = read_years(t, &b->value[s.value])) != NULL ||
	    (e = read_office(t, dir, &b->value[s.value])) != NULL)
		return e;
	s.flags = SENSE_NAME;
	if (!builder_phrase(b, t->field[0], s))
		return tsv_error(t, "not a phrase");
	s.flags = 0;
	add_words(b, t->field[0]);
	while (str_cut(&list, '|', &alias))
		add_alias(b, alias, s);
	return NULL;
}

const struct error *
compile_persons(struct builder *b, const char *dir)
{
	const struct error *e;
	struct tsv t;

	if ((e = tsv_open(&t, dir, "persons.tsv")) != NULL)
		return e;
	while (e == NULL && tsv_next(&t))
		e = read_person(b, dir, &t);
	tsv_close(&t);
	return e;
}
