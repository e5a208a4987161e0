/*
 * Collects values, phrases and words and writes them as the data file of
 * lexicon.h.  The same calls in the same order give the same bytes.  For the
 * compiler only.
 */
#ifndef BUILDER_H
#define BUILDER_H

#include "buf.h"
#include "errors.h"
#include "facets/lexicon.h"
#include "facets/token.h"

/* An open hash map from 64-bit keys to numbers. */
struct idmap {
	struct idmap_slot *slot;
	size_t n, cap;
};

uint32_t idmap_find(const struct idmap *, uint64_t key); /* LEXICON_NONE */
void idmap_set(struct idmap *, uint64_t key, uint32_t value); /* replaces */
void idmap_release(struct idmap *);

struct raw_phrase;
struct raw_alias;

struct builder {
	struct buf strings;
	struct value *value;
	size_t values, values_cap;
	struct raw_phrase *phrase;
	size_t phrases, phrases_cap;
	struct raw_alias *alias;
	size_t aliases, aliases_cap;
	struct word *word;
	size_t words, words_cap;
	struct idmap by_name;	/* facet and name -> value */
	struct idmap by_word;	/* hash -> word */
	struct tokens tokens;	/* scratch */
};

void builder_release(struct builder *);

/* The value of that facet and name, made if there is none. */
uint32_t builder_value(struct builder *, enum value_kind, struct str name);
uint32_t builder_find(const struct builder *, enum facet, struct str name);
struct str builder_name(const struct builder *, uint32_t value);

/*
 * Let text mean s.  A leading "?" makes the sense weak.  False if text is no
 * phrase (no word, or too many).
 */
bool builder_phrase(struct builder *, struct str text, struct sense s);

void builder_word(struct builder *, struct str text, uint32_t classes);
uint32_t builder_classes(const struct builder *, uint64_t hash);

/* Sort, resolve, write.  The file appears whole or not at all. */
MUST_CHECK const struct error *builder_write(struct builder *,
    const char *path);

#endif
