/*
 * XML and HTML documents as trees, by libxml2: no network, no external
 * entities, no memory beyond its own limits.
 */
#ifndef XML_H
#define XML_H

#include <libxml/tree.h>

#include "buf.h"
#include "errors.h"
#include "read.h"

#define XML_SIZE_MAX ((size_t)128 << 20)	/* bytes of one document */
#define XML_ATTRIBUTES_MAX 1000	/* of one tag */

/* Is a document too large, or a tag of it?  Error INPUT. */
MUST_CHECK const struct error *xml_check(struct str raw);

/*
 * Parse a document; XML must be well formed, and a broken one is error INPUT
 * with its line.  Free with xmlFreeDoc().
 */
MUST_CHECK const struct error *xml_parse(xmlDoc **, struct str raw);
/* HTML, UTF-8, as browsers take it; NULL if there is nothing in it. */
xmlDoc *xml_parse_html(struct str text);
/* Was the last HTML too deep for libxml2, so that the rest is missing? */
bool xml_is_cut(void);

/* The root element's local name in a document that begins so; "" if none. */
struct str xml_root(struct str head);

/* Does the element have that local name? */
bool xml_is(const xmlNode *, const char *name);
/* The first child, or with xml_below() any element below, of that name. */
xmlNode *xml_child(const xmlNode *, const char *name);
xmlNode *xml_below(xmlNode *, const char *name);
/* The element after node in document order, below top; NULL at the end. */
xmlNode *xml_next(xmlNode *node, const xmlNode *top);

/*
 * A document whose elements of certain names are records: the next one, the
 * root included, in the order of the document; NULL at the end, and in an
 * empty input.  The first call reads and parses the input.
 */
struct xml_records {		/* zero-initialise */
	xmlDoc *doc;
	xmlNode *root, *at;
	bool is_open;
};
MUST_CHECK const struct error *xml_records_next(struct xml_records *,
    struct input *, const char *const *names, xmlNode **record);
void xml_records_release(struct xml_records *);

/* Append all text below node; NULL is nothing. */
void xml_text(struct buf *, const xmlNode *);
/* The text of a node, in *out, trimmed; of its attribute ("" if not there). */
struct str xml_content(struct buf *out, const xmlNode *);
bool xml_has(const xmlNode *, const char *name);	/* such an attribute */
struct str xml_attribute(struct buf *out, const xmlNode *, const char *name);

#endif
