/*
 * map.h: byte strings to numbers.
 */
#include <stdlib.h>

#include "map.h"
#include "tap.h"

#define MANY 50000

int
main(void)
{
	struct map m = { 0 };
	struct map_entry *entry;
	struct buf key = { 0 };
	bool good = true;

	ok(map_find(&m, STR_LIT("a")) == NULL, "nothing in an empty map");
	entry = map_put(&m, STR_LIT("a"));
	is_int((intmax_t)entry->value, 0, "a new entry is 0");
	entry->value = 7;
	ok(map_put(&m, STR_LIT("a"))->value == 7 && m.n == 1,
	    "the same key again is the same entry");
	ok(map_find(&m, STR_LIT("b")) == NULL, "another key is not there");
	map_put(&m, STR_LIT(""))->value = 8;
	map_put(&m, STR_LIT("a\0b"))->value = 9;
	is_int((intmax_t)map_find(&m, (struct str){ NULL, 0 })->value, 8,
	    "the empty key");
	is_int((intmax_t)map_find(&m, STR_LIT("a\0b"))->value, 9,
	    "a key with a NUL");
	is_int((intmax_t)map_find(&m, STR_LIT("a"))->value, 7,
	    "... is not the one before it");

	for (uint64_t i = 0; i < MANY; i++) {
		buf_reset(&key);
		buf_printf(&key, "key %" PRIu64, i);
		map_put(&m, buf_slice(&key))->value = i + 1;
	}
	is_int((intmax_t)m.n, MANY + 3, "many keys");
	for (uint64_t i = 0; i < MANY; i++) {
		buf_reset(&key);
		buf_printf(&key, "key %" PRIu64, i);
		entry = map_find(&m, buf_slice(&key));
		good &= entry != NULL && entry->value == i + 1 &&
		    entry == &m.at[i + 3];
	}
	ok(good, "... are all found, and stand in order of entry");
	ok(map_find(&m, STR_LIT("key -1")) == NULL &&
	    map_find(&m, STR_LIT("key 50000")) == NULL,
	    "... and no others");
	buf_reset(&key);
	buf_puts(&key, "mine");
	map_put(&m, buf_slice(&key));
	key.p[0] = 'w';
	ok(map_find(&m, STR_LIT("mine")) != NULL, "keys are copied");
	map_release(&m);
	ok(m.n == 0 && map_find(&m, STR_LIT("a")) == NULL,
	    "released: empty again");
	map_put(&m, STR_LIT("a"));
	is_int((intmax_t)m.n, 1, "... and usable");
	map_release(&m);
	buf_release(&key);
	return done_testing();
}
