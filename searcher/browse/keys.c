#include "keys.h"

#include <stdbool.h>
#include <stddef.h>

#include <curses.h>

const struct browse_key browse_keys[COMMANDS] = {
#define X(symbol, where, key1, key2, key3, shown, hint, help) \
	{ where, { key1, key2, key3 }, shown, hint, help },
	BROWSE_KEYS(X)
#undef X
};

enum command
browse_command(int key, unsigned where)
{
	bool is_text = key >= ' ' && key < ERASE;

	if (key == 0 || (where == AT_QUERY && is_text))
		return COMMANDS;
	for (size_t i = 0; i < COMMANDS; i++)
		for (int k = 0; k < 3; k++)
			if ((browse_keys[i].where & where) != 0 &&
			    browse_keys[i].key[k] == key)
				return (enum command)i;
	return COMMANDS;
}
