/*
 * JSON objects that are articles: ours (JSON Lines and JSON files), the news
 * industry's ninjs, and the schema.org objects inside web pages.
 */
#ifndef JSON_ARTICLE_H
#define JSON_ARTICLE_H

#include <jansson.h>

#include "draft.h"
#include "errors.h"

/*
 * Our own: id, title, date, url, source, text or body or paragraphs, and
 * facet values (actor, location, org_type).  A field of the wrong type is
 * error INPUT.
 */
MUST_CHECK const struct error *json_article(struct draft *, const json_t *);

/* IPTC ninjs 1.x and 2.x (https://iptc.org/standards/ninjs/). */
bool json_is_ninjs(const json_t *);
void json_article_ninjs(struct draft *, const json_t *);

/* What a schema.org Article (JSON-LD) says beside the page's text. */
void json_article_ld(struct draft *, const json_t *);

#endif
