/*
 * The data file: phrases and words with what they may mean, and the values
 * that facets take.  builder.h makes it, lexicon.c maps it; this header is
 * the format.
 *
 * Little-endian, structures as below, every section aligned to 8 bytes.  A
 * file is used only if its digest is right and every index is in range
 * (lexicon_open()), so that nobody needs to check again.
 *
 *	header, words, phrases, senses, values, aliases, index, strings
 *
 * words and phrases are hash tables with linear probing, a power of two long,
 * at most half full; the hash 0 marks a free slot.
 */
#ifndef LEXICON_H
#define LEXICON_H

#include "buf.h"
#include "errors.h"
#include "schema.h"

#define LEXICON_MAGIC "DLFACETS"
#define LEXICON_VERSION 3
#define LEXICON_PHRASE_MAX 12	/* words in a phrase */
#define LEXICON_NONE UINT32_MAX

/* Classes of words, see data/words.tsv; the last ones come from name lists. */
#define LEXICON_WORDS(X) \
	X(COMMON, "common") X(TIME, "time") X(NEVER, "never") \
	X(PLACEWORD, "placeword") X(SPEECH, "speech") X(AUX, "aux") \
	X(PLACE, "place") X(NOUN, "noun") X(PARTICLE, "particle") \
	X(GENERIC, "generic") X(GIVEN, "given") X(FAMILY, "family") \
	X(FAMILY_FIRST, "family_first") X(LEGAL, "legal") X(HEAD, "head") \
	X(MODIFIER, "modifier") X(DOUBTFUL, "doubtful") \
	X(RELATIVE, "relative")

enum word_bit {
#define X(symbol, name) WORD_BIT_##symbol,
	LEXICON_WORDS(X)
#undef X
	WORD_BITS
};

enum word_class {
#define X(symbol, name) WORD_##symbol = 1 << WORD_BIT_##symbol,
	LEXICON_WORDS(X)
#undef X
	WORD_NONE = 0
};

struct word {
	uint64_t hash;		/* fold_hash() */
	uint32_t classes;	/* enum word_class */
	uint16_t phrase_max;	/* words in the longest phrase that it begins */
	uint16_t pad;
};

enum sense_kind {
	SENSE_PLACE,		/* value: a place */
	SENSE_DEMONYM,		/* value: the country or region */
	SENSE_METONYM,		/* value: the country whose government it is */
	SENSE_ACTOR,		/* value: an organization or person */
	SENSE_TITLE,		/* value: enum title_kind */
	SENSE_ROLE,		/* value: a VALUE_ROLE */
	SENSE_HEAD,		/* value: org type, or LEXICON_NONE: location */
	SENSE_PERSON		/* value: a person of persons.tsv; no name for
				   the tagger, see people.h */
};

#define SENSE_BIT(kind) (1u << (kind))
/* Names need their capitals, words do not: they are phrases apart. */
#define SENSE_NAMES (SENSE_BIT(SENSE_PLACE) | SENSE_BIT(SENSE_DEMONYM) | \
	SENSE_BIT(SENSE_METONYM) | SENSE_BIT(SENSE_ACTOR) | PHRASE_USER)
#define PHRASE_USER 0x8000	/* of a user's dictionary: its only sense */
#define SENSE_WORD_SALT 0x5851f42d4c957f2du	/* added to a word's hash */

#define SENSE_WEAK 0x01		/* only with context */
#define SENSE_CAPITAL 0x02	/* a metonym that is mostly the place */
#define SENSE_TITLED 0x04	/* a person, only after a title of office */
#define SENSE_INITIAL 0x04	/* a head that may come first */
#define SENSE_LEGAL 0x08	/* a legal suffix */
#define SENSE_NOTED 0x08	/* a place that places.tsv names */
#define SENSE_LONE 0x10		/* a role that needs no nationality */
#define SENSE_FRONT 0x40	/* a head that may stand in front of a name */
#define SENSE_NAME 0x20		/* the canonical name, not an alias */
#define SENSE_USER 0x80		/* of a user's dictionary, and not weak */

enum title_kind {
	TITLE_HONORIFIC,	/* Mr., Sheikh */
	TITLE_RANK,		/* Gen., police chief's rank, ... */
	TITLE_OFFICE		/* prime minister, spokesman: has one holder */
};

struct sense {
	uint32_t value;
	uint8_t kind;		/* enum sense_kind */
	uint8_t flags;
	uint16_t office;	/* SENSE_TITLE: see offices.tsv; 0: none */
};

struct phrase {
	uint64_t hash;		/* fold_phrase() over its words */
	uint32_t sense;		/* first of n_senses */
	uint16_t n_senses;
	uint16_t capitals;	/* bit i: word i is capitalised */
	uint16_t kinds;		/* SENSE_BIT()s, PHRASE_USER */
	uint8_t n;		/* words */
	uint8_t is_acronym;	/* written in capitals only */
	uint32_t pad;
};

enum value_kind {
	VALUE_REGION, VALUE_COUNTRY, VALUE_PROVINCE, VALUE_CITY, VALUE_SITE,
	VALUE_ORGANIZATION, VALUE_PERSON, VALUE_ROLE
};

struct value {
	uint32_t name;		/* offset in strings: the facet value */
	uint16_t name_n;
	uint8_t kind;		/* enum value_kind */
	uint8_t org_type;	/* see orgtype.h; 0: none */
	uint32_t parent;	/* LEXICON_NONE at the top */
	uint32_t country;	/* itself for a country; LEXICON_NONE: none */
	union {
		uint32_t population;	/* of a place */
		struct {
			uint16_t from, to;	/* of a person: years in
						   office; 0: not known */
		};
	};
	uint32_t alias;		/* first of n_aliases */
	uint32_t n_aliases;
	int16_t lat, lon;	/* hundredths of a degree; 0, 0: unknown */
	uint16_t office;	/* whose chief holds it, or that the person
				   held in these years; 0: none */
	uint8_t former_type;	/* org type until and in former_year; 0 */
	uint8_t former_year;	/* less 1900; of a country: its last; 0 */
};

struct alias {
	uint32_t name;
	uint32_t name_n;
};

struct value_key {
	uint64_t hash;		/* hash64() of the value's name, seed: facet */
	uint32_t value;
	uint32_t pad;
};

enum lexicon_section {
	SECTION_WORDS, SECTION_PHRASES, SECTION_SENSES, SECTION_VALUES,
	SECTION_ALIASES, SECTION_INDEX, SECTION_STRINGS, SECTIONS
};

struct lexicon_header {
	char magic[8];
	uint32_t version, header_size;
	uint64_t size;		/* of the file */
	uint64_t digest;	/* hash64() of all after the header */
	struct {
		uint64_t offset, n;	/* n: items, bytes for strings */
	} section[SECTIONS];
};

struct lexicon {
	const struct lexicon_header *header;
	size_t size;
	struct buf image;	/* empty if a file is mapped */
	const struct word *word;
	const struct phrase *phrase;
	const struct sense *sense;
	const struct value *value;
	const struct alias *alias;
	const struct value_key *key;
	const char *string;
	size_t word_mask, phrase_mask, values, keys;
	/*
	 * A bit for each phrase, by other bits of its hash than those of its
	 * place: most questions are about none, and end in a cache.
	 */
	uint64_t *has_phrase;
};
#define LEXICON_PHRASE_BITS 20	/* of hash: 128 KiB; 6 % of them are set */

/* Error INPUT: missing, damaged, other version.  Close what was opened. */
MUST_CHECK const struct error *lexicon_open(struct lexicon *, const char *path);
/* The same of an image in memory, which becomes the lexicon's. */
MUST_CHECK const struct error *lexicon_take(struct lexicon *, struct buf *);
void lexicon_close(struct lexicon *);

/* NULL if unknown. */
const struct word *lexicon_find_word(const struct lexicon *, uint64_t hash);
const struct phrase *lexicon_find_phrase(const struct lexicon *, uint64_t);
/* LEXICON_NONE if no value of the facet has that name. */
uint32_t lexicon_find_value(const struct lexicon *, enum facet, struct str);

struct str lexicon_name(const struct lexicon *, uint32_t value);
enum facet lexicon_facet(const struct value *);	/* FACETS for a role */

#endif
