/*
 * The name finder: tokens in, spans with kind and confidence out.  The rules
 * of names.c stand behind it; a statistical tagger can take their place, the
 * stages that follow ask for nothing else:
 *
 *	spans in order, not overlapping; kind PERSON, ORGANIZATION, LOCATION,
 *	NATIONALITY or SPAN_UNKNOWN (capitalised, kind left to the context);
 *	title_n: words of the title in front ("Prime Minister"), not part of
 *	the span; phrase: the dictionary's phrase that the span is, or NULL;
 *	org_type: of an organization whose name tells; rule; confidence.
 */
#ifndef TAGGER_H
#define TAGGER_H

#include "facets/document.h"

void tagger_run(struct document *);

/* Can this token be part of a name? */
bool tagger_is_name(const struct token *);

#endif
