/*
 * Collects values, phrases and words and lays them out as the data file of
 * lexicon.h.  The same calls in the same order give the same bytes.  For the
 * compiler, and for users' dictionaries on top of what it made.
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

struct raw_phrase {
	struct phrase p;	/* sense and n_senses not yet set */
	struct sense s;
	size_t order;
};

struct raw_alias {
	uint64_t phrase;
	uint32_t value;
	struct alias a;
};

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

/* Begin with all of a lexicon; the builder must be empty. */
void builder_load(struct builder *, const struct lexicon *);

/* The value of that facet and name, made if there is none. */
uint32_t builder_value(struct builder *, enum value_kind, struct str name);
uint32_t builder_find(const struct builder *, enum facet, struct str name);
struct str builder_name(const struct builder *, uint32_t value);
/* The place of that path, below its parent. */
uint32_t builder_place(struct builder *, enum value_kind, struct str path,
    uint32_t parent);

/*
 * Let text mean s.  A leading "?" makes the sense weak.  False if text is no
 * phrase (no word, too many, or punctuation).  A sense that is SENSE_USER
 * replaces the others that the name has.
 */
bool builder_phrase(struct builder *, struct str text, struct sense s);
/* Its hash as a name; 0 if it is no phrase. */
uint64_t builder_phrase_hash(struct builder *, struct str text);

/*
 * Names of a value: its own (name) and those of a list, separated by "|".
 * An own name that the list repeats with a "?" is weak.  Commas are left out,
 * but for a user's.
 */
void builder_names(struct builder *, struct str name, struct str list,
    struct sense);

void builder_word(struct builder *, struct str text, uint32_t classes);
uint32_t builder_classes(const struct builder *, uint64_t hash);

/* Sort, resolve, lay out: the bytes of a data file.  Once, at the end. */
void builder_image(struct builder *, struct buf *out);

#endif
