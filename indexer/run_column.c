/*
 * The facet column of a generation, read from its value slots.
 */
#include <stdlib.h>

#include "column.h"
#include "dictionary.h"
#include "run.h"

static const unsigned slots[] = { SLOT_ARTICLE, SLOT_DATE, SLOT_FACET,
	SLOT_FACET + 1, SLOT_FACET + 2 };
#define SLOTS (sizeof(slots) / sizeof(*slots))
_Static_assert(SLOTS == FACETS + 2, "a slot for each facet");

static const struct error *
add_document(void *arg, uint32_t docid, const struct str *value)
{
	return column_add(arg, docid, value[1], value[0], value + 2);
}

static const struct error *
read_sizes(struct xap_writer *view, uint32_t values[FACETS])
{
	struct buf key = { 0 }, data = { 0 };
	const struct error *e = NULL;

	for (enum facet f = 0; f < FACETS && e == NULL; f++) {
		dictionary_count_key(&key, f);
		e = xap_writer_get(view, buf_slice(&key), &data);
		values[f] = data.n > 0 ?
		    (uint32_t)strtoul(data.p, NULL, 10) : 0;
	}
	buf_release(&key);
	buf_release(&data);
	return e;
}

static const struct error *
write_column(const char *dir)
{
	uint32_t values[FACETS] = { 0 };
	struct column_writer *w = NULL;
	struct xap_writer *view = NULL;
	struct column *present = NULL;
	struct xap_version version;
	const struct error *e;

	if ((e = xap_writer_view(&view, dir)) == NULL &&
	    (e = xap_writer_version(view, &version)) == NULL &&
	    (e = read_sizes(view, values)) == NULL &&
	    (column_open(&present, dir, &version, values) != COLUMN_READY ||
	    !column_check(present)) &&
	    (e = column_create(&w, dir, values)) == NULL &&
	    (e = xap_writer_values(view, slots, SLOTS, add_document, w)) ==
	    NULL)
		e = column_publish(w, &version);
	column_close(present);
	column_discard(w);
	xap_writer_close(view);
	return e;
}

void
run_write_column(const struct run *r, unsigned long n)
{
	const struct error *e;
	struct buf dir = { 0 };

	generation_path(&r->generations, n, &dir);
	if ((e = write_column(dir.p)) != NULL)
		error_note(PROGRAM, "%s; the index is complete, but without "
		    "its facet column counting is slower", e->text);
	buf_release(&dir);
}
