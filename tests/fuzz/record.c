/*
 * What an index stores, from a stranger's: records, lists of names, packed
 * ordinals.  What is read and written again is read as the same.
 */
#include "record.h"

#include <string.h>

#include "dictionary.h"
#include "fuzz.h"

static void
check_record(struct str data)
{
	struct arena arena = { 0 };
	struct buf once = { 0 }, twice = { 0 };
	struct record r;

	if (record_read(&r, &arena, data)) {
		record_write(&once, &r);
		FUZZ_CHECK(record_read(&r, &arena, buf_slice(&once)));
		record_write(&twice, &r);
		FUZZ_CHECK(str_eq(buf_slice(&once), buf_slice(&twice)));
	}
	arena_release(&arena);
	buf_release(&once);
	buf_release(&twice);
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	union { const uint8_t *in; const char *out; } u = { p };
	struct str data = { u.out, n }, rest = data, field;
	enum name_kind kind;
	uint32_t ordinal = UINT32_MAX, before = UINT32_MAX;

	check_record(data);
	while (dictionary_next(&rest, &kind, &ordinal))
		FUZZ_CHECK(kind == NAME_VALUE || kind == NAME_ALIAS ||
		    kind == NAME_PART || kind == NAME_LAST);
	rest = data;
	for (ordinal = UINT32_MAX; schema_unpack(&rest, &ordinal);
	    before = ordinal)
		FUZZ_CHECK(before == UINT32_MAX || ordinal > before);
	rest = data;
	while (str_field(&rest, &field))
		FUZZ_CHECK(field.p + field.n <= data.p + data.n);
	return 0;
}
