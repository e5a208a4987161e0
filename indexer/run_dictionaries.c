/*
 * Users' dictionaries.  The index records their paths, as it does its SOURCEs,
 * so that a later run without options gives the same facets.
 */
#include <sys/stat.h>

#include <stdlib.h>
#include <unistd.h>

#include "run.h"

static void
make_key(struct buf *key, size_t i)
{
	buf_reset(key);
	buf_printf(key, "dictionary:%zu", i + 1);
}

/* The path of the i-th, "" if there is none. */
static const struct error *
get(struct xap_writer *w, size_t i, struct buf *key, struct buf *path)
{
	make_key(key, i);
	return xap_writer_get(w, buf_slice(key), path);
}

/* An index that cannot be read says so when it is opened in earnest. */
bool
options_recall(struct options *o)
{
	struct buf stub = { 0 }, key = { 0 }, path = { 0 };
	struct xap_writer *w = NULL;
	bool is_read;

	if ((o->mode != MODE_INDEX && o->mode != MODE_REPAIR) ||
	    o->has_dictionary)
		return true;
	buf_printf(&stub, "%s/XAPIANDB", o->index);
	is_read = access(stub.p, R_OK) == 0 &&
	    xap_writer_view(&w, o->index) == NULL;
	if (is_read)
		while (get(w, o->n_dictionary, &key, &path) == NULL &&
		    path.n > 0) {
			o->dictionary = mem_resize(o->dictionary,
			    o->n_dictionary + 1, sizeof(*o->dictionary));
			o->dictionary[o->n_dictionary++] =
			    arena_str(&o->arena, buf_slice(&path)).p;
		}
	xap_writer_close(w);
	buf_release(&stub);
	buf_release(&key);
	buf_release(&path);
	return is_read;
}

static const struct error *
add(struct run *r, const char *file)
{
	struct buf path = { 0 };
	const struct error *e;
	struct stat st;

	if (stat(file, &st) == 0 && !S_ISREG(st.st_mode))
		return error_make(ERROR_USAGE, "--dictionary: %s: not a "
		    "regular file; the index records it for later runs, so "
		    "save it first", file);
	if ((e = walk_absolute(&path, file)) == NULL) {
		ARRAY_GROW(r->dictionary, r->dictionaries, r->dictionary_cap);
		r->dictionary[r->dictionaries++] = str_dup(buf_slice(&path));
	}
	buf_release(&path);
	return e;
}

const struct error *
run_dictionaries(struct run *r)
{
	struct buf key = { 0 }, path = { 0 };
	const struct error *e = NULL;

	for (size_t i = 0; i < r->o->n_dictionary && e == NULL; i++)
		e = add(r, r->o->dictionary[i]);
	/* one more than there are: the index should have none there */
	for (size_t i = 0; r->old != NULL && i <= r->dictionaries &&
	    e == NULL; i++)
		if ((e = get(r->old, i, &key, &path)) == NULL)
			r->has_new_dictionaries |= !str_is(buf_slice(&path),
			    i < r->dictionaries ? r->dictionary[i] : "");
	/* options_recall() saw others, or could not read the index */
	if (e == NULL && r->has_new_dictionaries && !r->o->has_dictionary)
		e = error_make(ERROR_CHANGED, "%s: its dictionaries changed "
		    "while it was opened; run indexer again", r->o->index);
	buf_release(&key);
	buf_release(&path);
	return e;
}

const struct error *
run_save_dictionaries(struct run *r)
{
	struct buf key = { 0 }, path = { 0 };
	const struct error *e = NULL;

	for (size_t i = 0; e == NULL; i++) {
		make_key(&key, i);
		if ((e = writer_get(&r->writer, buf_slice(&key), &path)) !=
		    NULL || (i >= r->dictionaries && path.n == 0))
			break;
		e = writer_set(&r->writer, buf_slice(&key),
		    str_of(i < r->dictionaries ? r->dictionary[i] : ""));
	}
	buf_release(&key);
	buf_release(&path);
	return e;
}
