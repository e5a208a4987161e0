#include "dictionary.h"

#include <string.h>

#include "text.h"

void
dictionary_count_key(struct buf *key, enum facet f)
{
	buf_reset(key);
	buf_printf(key, "values:%c", schema_facet[f].letter);
}

void
dictionary_block_key(struct buf *key, enum facet f, uint32_t block)
{
	buf_reset(key);
	buf_printf(key, "values:%c:%u", schema_facet[f].letter, block);
}

void
dictionary_name_key(struct buf *key, enum facet f, struct str name)
{
	struct buf folded = { 0 };
	char prefix[] = "name:?:";

	prefix[5] = schema_facet[f].letter;
	text_fold(&folded, name);
	schema_term(key, prefix, buf_slice(&folded));
	buf_release(&folded);
}

void
dictionary_aliases_key(struct buf *key, enum facet f, uint32_t ordinal)
{
	buf_reset(key);
	buf_printf(key, "aliases:%c:%u", schema_facet[f].letter, ordinal);
}

bool
dictionary_next(struct str *rest, enum name_kind *kind, uint32_t *ordinal)
{
	uint64_t v;

	static const char kinds[] = { NAME_VALUE, NAME_ALIAS, NAME_PART,
	    NAME_LAST };

	if (rest->n < 2 || memchr(kinds, rest->p[0], sizeof(kinds)) == NULL)
		return false;
	*kind = (enum name_kind)rest->p[0];
	rest->p++, rest->n--;
	if (!str_varint(rest, &v) || v > UINT32_MAX)
		return false;
	*ordinal = (uint32_t)v;
	return true;
}

void
dictionary_add(struct buf *list, enum name_kind kind, uint32_t ordinal)
{
	buf_putc(list, (char)kind);
	buf_varint(list, ordinal);
}
