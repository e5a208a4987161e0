/*
 * struct map: byte strings to 64-bit numbers; open addressing, never shrinks.
 * Zero-initialise, use, map_release().  Keys are copied.
 */
#ifndef MAP_H
#define MAP_H

#include "buf.h"

struct map_entry {
	struct str key;
	uint64_t value;
};

struct map {
	struct map_entry *at;	/* n entries in order of entry */
	size_t n, cap;
	struct map_bucket {
		uint32_t index;	/* into at, + 1; 0: free */
		uint32_t hash;	/* of the key, in part */
	} *bucket;
	size_t buckets;
	struct arena keys;
};

/* NULL if there is none; the pointer is good until the next map_put(). */
struct map_entry *map_find(const struct map *, struct str key);

/* The entry of that key, made with value 0 if it is new. */
struct map_entry *map_put(struct map *, struct str key);

void map_release(struct map *);

#endif
