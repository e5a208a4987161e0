/*
 * struct state: what an index remembers of its SOURCEs and input files, in
 * its metadata, so that a run reads only what changed.
 *
 *	root:<path>	absolute path, SOURCE as first given
 *	file:<path>	absolute path, path as shown, size, mtime, hash of the
 *			bytes, articles, flags; as fields and varints
 */
#ifndef STATE_H
#define STATE_H

#include "buf.h"
#include "errors.h"
#include "map.h"
#include "writer.h"

struct root {
	struct str path, shown;
};

struct file_state {
	struct str path, shown;
	uint64_t size, mtime_ns, hash;	/* hash64() of the bytes, chained */
	uint64_t articles;		/* that are in the index from this file */
	bool is_shadowed;		/* another file took an id away: read again */
	bool is_seen;			/* by this run; not stored */
	bool is_dirty;			/* to be written */
	bool is_gone;			/* to be removed */
};

struct state {
	struct root *root;		/* roots of them */
	size_t roots, root_cap;
	struct root *forgotten;		/* forgottens of them, no longer in root */
	size_t forgottens, forgotten_cap;
	struct file_state *file;	/* files of them */
	size_t files, file_cap;
	struct map by_path;		/* -> index in file */
	struct arena arena;
	bool is_dirty;
};

MUST_CHECK const struct error *state_load(struct state *, struct xap_writer *);
MUST_CHECK const struct error *state_save(struct state *, struct writer *);
void state_release(struct state *);

/* NULL if the index does not know the file. */
struct file_state *state_find(const struct state *, struct str path);
struct file_state *state_add(struct state *, struct str path,
    struct str shown);
/* The SOURCE's record, made if it is new. */
const struct root *state_root(struct state *, struct str path,
    struct str shown);
/* Root number i is no SOURCE any more. */
void state_forget(struct state *, size_t i);

#endif
