/*
 * Updates of a file that holds a large part of the index.  What the index had
 * of the file is known when the file is opened, and stays true of an article
 * until the run meets its id.
 */
#include <stdlib.h>

#include "run.h"

#define LARGE_FILE 16		/* such a part of all articles */

const struct error *
run_known_start(struct run *r, const struct file_state *s)
{
	uint64_t articles, paragraphs;
	const struct error *e;

	r->is_known = false;
	if (r->new_number != 0 || s == NULL)
		return NULL;
	if ((e = pipeline_drain(r->pipeline)) != NULL ||
	    (e = store_totals(r->store, &articles, &paragraphs)) != NULL ||
	    s->articles < articles / LARGE_FILE)
		return e;
	if (r->known == NULL && (r->known = reuse_open(r->old)) == NULL)
		return NULL;
	r->at_known.n = r->at_next = 0;
	r->is_known = true;
	return store_documents(r->store, s->path, &r->at_known);
}

static bool
is_at_known(struct run *r, uint32_t docid)
{
	size_t low = 0, high = r->at_known.n, middle;

	/* mostly the next one, or close to it */
	while (r->at_next < high && r->at_known.at[r->at_next] < docid &&
	    low++ < 8)
		r->at_next++;
	if (r->at_next < high && r->at_known.at[r->at_next] == docid)
		return true;
	low = 0;
	while (low < high) {
		middle = low + (high - low) / 2;
		if (r->at_known.at[middle] < docid)
			low = middle + 1;
		else
			high = middle;
	}
	r->at_next = low;
	return low < r->at_known.n && r->at_known.at[low] == docid;
}

enum known_as
run_known_meet(struct run *r, const struct article *a)
{
	uint32_t docid;
	enum known_as known = reuse_meet(r->known, a, (uint32_t)r->at + 1,
	    &docid);

	/* another file had it: that is for store_find() */
	if (known == KNOWN_SAME && !is_at_known(r, docid))
		return KNOWN_OTHER;
	return known;
}

bool
run_known_record(void *arg, uint64_t record)
{
	struct run *r = arg;
	uint32_t docid, *seen;
	uint64_t id;
	bool is_first;

	if (!r->is_known || !reuse_next(r->known, record, &docid, &id) ||
	    !is_at_known(r, docid))
		return false;
	/* the second of an id is for run_enter() */
	seen = ids_put(&r->seen, id, &is_first);
	if (!is_first)
		return false;
	*seen = (uint32_t)r->at + 1;
	reuse_meet_next(r->known, (uint32_t)r->at + 1);
	r->unchanged++;
	r->at_articles++;
	return true;
}

const struct error *
run_known_end(struct run *r)
{
	const struct error *e = NULL;
	uint32_t docid, n;
	size_t at = 0;

	while (e == NULL && reuse_next_unmet(r->known, &at,
	    (uint32_t)r->at + 1, &docid, &n)) {
		if (!is_at_known(r, docid))
			continue;
		e = store_remove_documents(r->store, docid, n);
		r->removed++;
	}
	return e;
}
