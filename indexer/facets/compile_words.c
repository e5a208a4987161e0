#include "facets/compile.h"
#include "facets/fold.h"
#include "facets/tsv.h"

static const struct {
	const char *name;
	uint32_t class;
} word_class[] = {
#define X(symbol, name) { name, WORD_##symbol },
	LEXICON_WORDS(X)
#undef X
};

static uint32_t
find_class(struct str name)
{
	for (size_t i = 0; i < WORD_BITS; i++)
		if (str_is(name, word_class[i].name))
			return word_class[i].class;
	return 0;
}

static const struct error *
read_classes(struct builder *b, const char *dir)
{
	const struct error *e;
	struct str rest, word;
	struct tsv t;
	uint32_t class;

	if ((e = tsv_open(&t, dir, "words.tsv")) != NULL)
		return e;
	while (e == NULL && tsv_next(&t)) {
		if ((class = find_class(t.field[0])) == 0) {
			e = tsv_error(&t, "class \"%.*s\": unknown",
			    STR_ARG(t.field[0]));
			break;
		}
		rest = t.field[1];
		while (str_cut(&rest, ' ', &word))
			if (word.n != 0)
				builder_word(b, word, class);
	}
	tsv_close(&t);
	return e;
}

static bool
puts_family_first(const struct tsv *t)
{
	static const char *const culture[] = { "chinese", "korean",
	    "vietnamese" };

	for (int i = 1; i < TSV_FIELDS; i++)
		for (size_t k = 0; k < sizeof(culture) / sizeof(*culture); k++)
			if (str_is(t->field[i], culture[k]))
				return true;
	return false;
}

/*
 * A list of names: name, gender, culture, "?" if it is also something else;
 * family names have no gender.  Of a compound each part is one.  Cultures
 * that put the family name first have their own class.
 */
static const struct error *
read_names(struct builder *b, const char *dir, const char *file,
    uint32_t class)
{
	const struct error *e;
	struct tsv t;

	if ((e = tsv_open(&t, dir, file)) != NULL)
		return e;
	while (tsv_next(&t)) {
		struct str rest = t.field[0], name;
		uint32_t more = 0;

		if (class == WORD_FAMILY && puts_family_first(&t))
			more = WORD_FAMILY_FIRST;
		for (int i = 1; i < TSV_FIELDS; i++)
			if (str_is(t.field[i], "?"))
				more |= WORD_DOUBTFUL;
		while (str_cut(&rest, ' ', &name)) {
			struct str parts = name, part;

			while (str_cut(&parts, '-', &part))
				if (part.n > 1)
					builder_word(b, part, class | more);
		}
	}
	tsv_close(&t);
	return NULL;
}

static const struct error *
title_kind(const struct tsv *t, struct str name, enum title_kind *kind)
{
	if (str_is(name, "honorific"))
		*kind = TITLE_HONORIFIC;
	else if (str_is(name, "rank"))
		*kind = TITLE_RANK;
	else if (str_is(name, "office") || str_is(name, "role"))
		*kind = TITLE_OFFICE;
	else
		return tsv_error(t, "kind \"%.*s\": unknown",
		    STR_ARG(name));
	return NULL;
}

/* title TAB kind [TAB aliases] */
static const struct error *
read_titles(struct builder *b, const char *dir)
{
	const struct error *e;
	struct tsv t;

	if ((e = tsv_open(&t, dir, "titles.tsv")) != NULL)
		return e;
	while (e == NULL && tsv_next(&t)) {
		struct sense s = { .kind = SENSE_TITLE };
		struct str list = t.field[2], alias;
		enum title_kind kind = TITLE_OFFICE;

		if ((e = title_kind(&t, t.field[1], &kind)) != NULL)
			break;
		s.value = kind;
		if (!builder_phrase(b, t.field[0], s))
			e = tsv_error(&t, "not a phrase");
		while (str_cut(&list, '|', &alias))
			if (str_trim(alias).n != 0)
				builder_phrase(b, str_trim(alias), s);
	}
	tsv_close(&t);
	return e;
}

const struct error *
compile_words(struct builder *b, const char *dir)
{
	const struct error *e;

	if ((e = read_classes(b, dir)) != NULL ||
	    (e = read_names(b, dir, "given_names.tsv", WORD_GIVEN)) != NULL ||
	    (e = read_names(b, dir, "family_names.tsv", WORD_FAMILY)) != NULL)
		return e;
	return read_titles(b, dir);
}
