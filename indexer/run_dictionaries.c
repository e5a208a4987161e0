/*
 * Users' dictionaries of a run.  The index records their paths, as it does
 * its SOURCEs, so that a later run without options gives the same facets.
 */
#include <sys/stat.h>

#include <stdlib.h>

#include "run.h"

static void
key_of(struct buf *key, size_t i)
{
	buf_reset(key);
	buf_printf(key, "dictionary:%zu", i + 1);
}

static void
add(struct run *r, struct str path)
{
	ARRAY_GROW(r->dictionary, r->dictionaries, r->dictionary_cap);
	r->dictionary[r->dictionaries++] = str_dup(path);
}

/* What the index records; more than it are not given. */
static const struct error *
read_recorded(struct run *r)
{
	struct buf key = { 0 }, path = { 0 };
	const struct error *e = NULL;

	if (r->old == NULL || !r->is_readable)
		return NULL;
	for (;;) {
		key_of(&key, r->old_dictionaries);
		e = xap_writer_get(r->old, buf_slice(&key), &path);
		if (e != NULL || path.n == 0)
			break;
		if (!r->o->has_dictionary)
			add(r, buf_slice(&path));
		else
			r->has_new_dictionaries |= r->old_dictionaries >=
			    r->dictionaries || !str_is(buf_slice(&path),
			    r->dictionary[r->old_dictionaries]);
		r->old_dictionaries++;
	}
	buf_release(&key);
	buf_release(&path);
	return e;
}

static const struct error *
take_given(struct run *r)
{
	const struct error *e = NULL;
	struct buf path = { 0 };
	struct stat st;

	for (size_t i = 0; i < r->o->n_dictionary && e == NULL; i++) {
		const char *file = r->o->dictionary[i];

		if (stat(file, &st) == 0 && !S_ISREG(st.st_mode))
			e = error_make(ERROR_USAGE, "--dictionary: %s: not a "
			    "regular file; the index records it for later "
			    "runs, so save it first", file);
		else if ((e = walk_absolute(&path, file)) == NULL)
			add(r, buf_slice(&path));
	}
	buf_release(&path);
	return e;
}

const struct error *
run_dictionaries(struct run *r)
{
	const struct error *e;

	if ((e = take_given(r)) != NULL || (e = read_recorded(r)) != NULL)
		return e;
	if (r->o->has_dictionary) {
		r->has_new_dictionaries |= r->dictionaries !=
		    r->old_dictionaries;
		return NULL;	/* they have been read */
	}
	if (r->facets == NULL)
		return NULL;
	e = facets_add(r->facets, (const char *const *)r->dictionary,
	    r->dictionaries);
	return e == NULL ? NULL : error_wrap(e, "dictionary of the index (name "
	    "others with --dictionary FILE, none with --dictionary '')");
}

const struct error *
run_save_dictionaries(struct run *r)
{
	const struct error *e = NULL;
	struct buf key = { 0 };

	for (size_t i = 0; e == NULL && (i < r->dictionaries ||
	    i < r->old_dictionaries); i++) {
		key_of(&key, i);
		e = xap_writer_set(r->writer, buf_slice(&key),
		    str_of(i < r->dictionaries ? r->dictionary[i] : ""));
	}
	buf_release(&key);
	return e;
}
