/*
 * The order of articles where one of the indexes is a server: by the 4-norm of
 * the scores of their matching paragraphs (group.h has the figures).
 */
#ifndef GROUP_NORM_H
#define GROUP_NORM_H

#include "group.h"
#include "top.h"

/* The best articles to *top, each by its best paragraph. */
MUST_CHECK const struct error *group_norm(const struct grouping *,
    struct top *);

#endif
