/*
 * The facet column of a generation: copied from that of the state before, as
 * far as that goes, and read from the value slots for the rest; and what there
 * is to know of frequent words beforehand.
 */
#include <stdlib.h>
#include <unistd.h>

#include "dictionary.h"
#include "frequent.h"
#include "run.h"

static const unsigned slots[] = { SLOT_ARTICLE, SLOT_DATE, SLOT_FACET,
	SLOT_FACET + 1, SLOT_FACET + 2 };
#define SLOTS (sizeof(slots) / sizeof(*slots))
_Static_assert(SLOTS == FACETS + 2, "a slot for each facet");

static const struct error *
read_sizes(struct xap_writer *w, uint32_t values[FACETS])
{
	struct buf key = { 0 }, data = { 0 };
	const struct error *e = NULL;

	for (enum facet f = 0; f < FACETS && e == NULL; f++) {
		dictionary_count_key(&key, f);
		e = xap_writer_get(w, buf_slice(&key), &data);
		values[f] = data.n > 0 ?
		    (uint32_t)strtoul(data.p, NULL, 10) : 0;
	}
	buf_release(&key);
	buf_release(&data);
	return e;
}

const struct error *
run_open_column(struct run *r)
{
	uint32_t values[FACETS] = { 0 };
	struct xap_version version;
	struct buf dir = { 0 };
	const struct error *e;

	if ((e = xap_writer_version(r->old, &version)) != NULL ||
	    (e = read_sizes(r->old, values)) != NULL)
		return e;
	generation_path(&r->generations, r->generations.current, &dir);
	if (column_open(&r->column, dir.p, &version, values) == COLUMN_READY &&
	    !column_check(r->column)) {
		column_close(r->column);
		r->column = NULL;
	}
	buf_release(&dir);
	return NULL;
}

/* A document that was replaced is of the same article. */
static const struct error *
copy_replaced(struct column_writer *w, struct column *from,
    struct xap_writer *view, uint32_t docid)
{
	struct buf date = { 0 }, packed[FACETS] = { { 0 } };
	struct str values[FACETS];
	const struct error *e = xap_writer_value(view, docid, SLOT_DATE,
	    &date);

	for (enum facet f = 0; f < FACETS && e == NULL; f++) {
		e = xap_writer_value(view, docid, SLOT_FACET + f, &packed[f]);
		values[f] = buf_slice(&packed[f]);
	}
	if (e == NULL)
		e = column_change(w, from, docid, buf_slice(&date), values);
	buf_release(&date);
	for (enum facet f = 0; f < FACETS; f++)
		buf_release(&packed[f]);
	return e;
}

/*
 * A docid is given once: documents that are left and were not replaced are
 * what they were.
 */
static const struct error *
copy_documents(struct column_writer *w, struct column *from,
    const struct xap_ids *replaced, struct xap_writer *view)
{
	struct xap_ids ids = { 0 };
	const struct error *e = xap_writer_find(view, STR_LIT(""), &ids);
	size_t next = 0;

	for (size_t i = 0; i < ids.n && e == NULL &&
	    ids.at[i] <= column_header(from)->database.last; i++) {
		uint32_t docid = ids.at[i];

		while (next < replaced->n && replaced->at[next] < docid)
			next++;
		if (next < replaced->n && replaced->at[next] == docid)
			e = copy_replaced(w, from, view, docid);
		else
			e = column_copy(w, from, docid);
	}
	free(ids.at);
	return e;
}

static const struct error *
add_document(void *arg, uint32_t docid, const struct str *value)
{
	return column_add(arg, docid, value[1], value[0], value + 2);
}

/* The documents of the view, but those that old has. */
static const struct error *
write_column(const char *dir, struct xap_writer *view,
    const struct xap_version *version, const uint32_t values[FACETS],
    struct column *old, const struct xap_ids *replaced)
{
	struct column_writer *w = NULL;
	const struct error *e;
	uint32_t from = 1;

	if ((e = column_create(&w, dir, values)) != NULL)
		return e;
	if (old != NULL) {
		from = column_header(old)->database.last + 1;
		e = copy_documents(w, old, replaced, view);
	}
	if (e == NULL)
		e = xap_writer_rows(view, from, slots, SLOTS, add_document, w);
	if (e == NULL)
		e = column_publish(w, version);
	column_discard(w);
	return e;
}

/* Did the update change so much that the file is worth its second? */
static bool
is_large(const struct run *r, const struct column *old,
    const struct xap_version *version)
{
	uint64_t changed;

	if (old == NULL)
		return false;
	changed = store_replaced(r->store)->n + version->last -
	    column_header(old)->database.last;
	return changed * FREQUENT_CHANGE >= version->documents;
}

/* What is left of the file is stale; is it wanted? */
static const struct error *
write_frequent(const char *dir, struct xap_writer *view,
    const struct xap_version *version, const uint32_t values[FACETS],
    bool is_wanted)
{
	struct column *column = NULL;
	struct frequent *present = NULL;
	const struct error *e = NULL;
	struct buf path = { 0 };
	uint32_t all = 0;

	for (enum facet f = 0; f < FACETS; f++)
		all += values[f];
	if (frequent_open(&present, dir, version, all) == COLUMN_READY) {
		frequent_close(present);
		return NULL;
	}
	buf_printf(&path, "%s/" FREQUENT_NAME, dir);
	unlink(path.p);
	buf_release(&path);
	if (is_wanted && column_open(&column, dir, version, values) ==
	    COLUMN_READY)
		e = frequent_write(dir, view, column, version);
	column_close(column);
	return e;
}

const struct error *
run_write_column(const struct run *r, unsigned long n)
{
	bool is_new = n != r->generations.current, is_there;
	struct column *present = NULL, *old = is_new ? NULL : r->column;
	uint32_t values[FACETS] = { 0 };
	struct xap_writer *view = NULL;
	struct xap_version version;
	struct buf dir = { 0 };
	const struct error *e;

	generation_path(&r->generations, n, &dir);
	if ((e = xap_writer_view(&view, dir.p)) != NULL ||
	    (e = xap_writer_version(view, &version)) != NULL ||
	    (e = read_sizes(view, values)) != NULL)
		goto done;
	is_there = column_open(&present, dir.p, &version, values) ==
	    COLUMN_READY && column_check(present);
	column_close(present);
	if (!is_there && (e = write_column(dir.p, view, &version, values, old,
	    old != NULL ? store_replaced(r->store) : NULL)) != NULL)
		goto done;
	e = write_frequent(dir.p, view, &version, values, is_new ||
	    is_large(r, old, &version));
done:
	xap_writer_close(view);
	buf_release(&dir);
	return e;
}
