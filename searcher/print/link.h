/*
 * Links in text for terminals, OSC 8:
 * https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda
 */
#ifndef LINK_H
#define LINK_H

#include "print.h"

/*
 * What an article links to: its address on the web, or its file.  Where there
 * is none, and where look wants no links, nothing is appended; *is_open says
 * whether link_end() has to follow.
 */
void link_begin_article(struct buf *, const struct look *,
    const struct record *, bool *is_open);
void link_begin_file(struct buf *, const struct look *,
    const struct record *, bool *is_open);
void link_end(struct buf *, bool is_open);

/* Does it begin with http:// or https://? */
bool link_is_web(struct str url);

#endif
