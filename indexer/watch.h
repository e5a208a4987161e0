/*
 * --watch: stay, and bring the index up to date after each burst of changes
 * below its SOURCEs or of its dictionaries (inotify(7)).  The lock is held only
 * while a burst is indexed.  A signal ends it between two bursts.
 */
#ifndef WATCH_H
#define WATCH_H

#include "indexer.h"

/* After a first run_index() with the same options. */
MUST_CHECK const struct error *run_watch(const struct options *);

#endif
