/*
 * struct ids: which ids a run has seen, by their 64-bit hashes, each with a
 * number; some 40 bytes an id.  Zero-initialise, use, ids_release().
 */
#ifndef IDS_H
#define IDS_H

#include "buf.h"

struct ids {
	struct id {
		uint64_t hash;
		uint32_t number;
		bool is_used;
	} *at;
	size_t n, cap;		/* used; a power of two */
};

/* The number of that id, made with 0 if it is new; good until the next call. */
uint32_t *ids_put(struct ids *, uint64_t hash, bool *is_new);
void ids_release(struct ids *);

#endif
