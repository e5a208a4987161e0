/* NITF inside other formats (NewsML-G2). */
#ifndef NITF_H
#define NITF_H

#include "draft.h"
#include "xml.h"

/* root: the <nitf> element. */
void nitf_article(struct draft *, xmlNode *root);

#endif
