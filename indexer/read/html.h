/*
 * HTML -> paragraphs.  A block is a run of text that no block-level element
 * interrupts; blocks of mostly links, and elements whose name, role or class
 * says that they are navigation, comments or advertisement, are no text of
 * the article.  Its main part is the smallest element that holds three
 * quarters of the good text.
 *
 * After the observation that text length and link density tell content from
 * boilerplate: Kohlschuetter, Fankhauser and Nejdl, "Boilerplate detection
 * using shallow text features", WSDM 2010.
 */
#ifndef HTML_H
#define HTML_H

#include "draft.h"
#include "xml.h"

/*
 * A whole page: its title, date, source, URL (JSON-LD, OpenGraph, meta, in
 * that order) and main text.  text is UTF-8.
 */
void html_page(struct draft *, struct str text);

/* The main text below an element. */
void html_main_text(struct draft *, xmlNode *);

/* All text of a fragment or tree: a feed's entry, the body of a mail. */
void html_fragment(struct draft *, struct str text);
void html_tree(struct draft *, xmlNode *);

/* The charset that a page declares in its head, "" if none. */
struct str html_charset(struct str head);

#endif
