/*
 * Users' dictionaries, over a handful of places.  What is read without an
 * error must make an image that the lexicon takes.
 */
#include "facets/user.h"

#include "fuzz.h"

static const struct sense place = { .kind = SENSE_PLACE };

static void
add_places(struct builder *b)
{
	uint32_t iraq = builder_value(b, VALUE_COUNTRY, STR_LIT("Iraq"));
	uint32_t baghdad = builder_place(b, VALUE_CITY,
	    STR_LIT("Iraq/Baghdad"), iraq);
	struct sense s = place;

	b->value[iraq].country = iraq;
	b->value[baghdad].country = iraq;
	s.value = iraq;
	builder_names(b, STR_LIT("Iraq"), STR_LIT("Republic of Iraq"), s);
	s.value = baghdad;
	builder_names(b, STR_LIT("Baghdad"), STR_LIT("?Bagdad"), s);
	builder_word(b, STR_LIT("the"), WORD_COMMON);
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	const char *path = fuzz_file(p, n);
	struct builder b = { 0 };
	struct buf image = { 0 };
	struct lexicon lex = { 0 };

	add_places(&b);
	if (user_read(&b, &path, 1) == NULL) {
		builder_image(&b, &image);
		FUZZ_CHECK(lexicon_take(&lex, &image) == NULL);
		for (uint32_t i = 0; i < lex.values; i++)
			fuzz_check_text(lexicon_name(&lex, i));
		lexicon_close(&lex);
	}
	builder_release(&b);
	return 0;
}
