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

static const struct error *
read_person(struct builder *b, const struct tsv *t)
{
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
		e = read_person(b, &t);
	tsv_close(&t);
	return e;
}
