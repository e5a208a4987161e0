/*
 * The parts of facets-compile, in the order in which they run: each reads its
 * sources into the builder.  dir: the folder of the TSV files.
 */
#ifndef COMPILE_H
#define COMPILE_H

#include "facets/builder.h"

/* words.tsv, given_names.tsv, family_names.tsv, titles.tsv */
MUST_CHECK const struct error *compile_words(struct builder *,
    const char *dir);

/* What the parts that deal with places share. */
struct geo {
	struct builder *b;
	struct idmap by_code;	/* ISO 3166 code -> country */
	struct idmap by_place;	/* country and folded name -> place */
	struct idmap taken;	/* place -> 1: a city has claimed it */
};

/* countries.tsv, regions.tsv, places.tsv */
MUST_CHECK const struct error *compile_countries(struct geo *,
    const char *dir);
/* libgeonames and iso-codes */
MUST_CHECK const struct error *compile_gazetteer(struct geo *);

/* organizations.tsv, roles.tsv, heads.tsv, offices.tsv */
MUST_CHECK const struct error *compile_organizations(struct builder *,
    const char *dir);

/* persons.tsv */
MUST_CHECK const struct error *compile_persons(struct builder *,
    const char *dir);

/* The place of a path ("Iraq/Anbar"), with its ancestors; country known. */
uint32_t geo_path(struct geo *, struct str path, enum value_kind last);

/*
 * Let a place have a name of the gazetteer: weak where it is an ordinary word,
 * or a person's name and the place not large.
 */
void geo_name(struct geo *, uint32_t place, struct str name,
    uint32_t population);
uint64_t geo_key(uint32_t country, struct str name);

#endif
