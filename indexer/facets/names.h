/*
 * What a run of capitalised words is: pieces of the rule-based name finder
 * (tagger_rules.c).
 */
#ifndef NAMES_H
#define NAMES_H

#include "facets/document.h"

struct scanner {
	struct document *d;
	const struct lexicon *lex;
	const struct token *t;
	size_t n;
};

struct head_name {
	size_t end;		/* token */
	bool is_organization;	/* else a location */
	uint8_t org_type;
	bool is_legal;		/* by a legal suffix */
};

/* End of the run of name words that begins at token i; at least i + 1. */
size_t names_run(const struct scanner *, size_t i);

/* End of the person's name that may begin at i. */
size_t names_person_end(const struct scanner *, size_t i);

/* 0..1: do tokens i up to end, two or more, name a person? */
float names_person_score(const struct scanner *, size_t i, size_t end);

/* A name at i that its head noun tells: "... Party", "Ministry of ...". */
bool names_by_head(const struct scanner *, size_t i, struct head_name *);

/*
 * The same after "THE" in text without case: a head of two words or more, or
 * one that an acronym in brackets follows.
 */
bool names_caseless_head(const struct scanner *, size_t i, struct head_name *);

/* Spans by the rules alone, in order. */
void tagger_by_rules(struct document *);

#endif
