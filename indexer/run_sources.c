/*
 * Which files a run looks at, and which of those that it knew are gone.
 */
#include <string.h>

#include "run.h"
#include "stop.h"

static const struct error *
walk_root(struct run *r, const struct root *root)
{
	const struct walk_options wo = { r->o->format, r->o->exclude,
	    r->o->n_exclude, r->o->verbose, r->o->index };
	const struct error *e;
	bool is_missing;

	e = walk_source(&r->walk, &wo, root->path, root->shown, &is_missing);
	if (is_missing) {
		ARRAY_GROW(r->missing, r->missings, r->missing_cap);
		r->missing[r->missings++] = root->path;
	}
	return e;
}

static bool
is_below(struct str path, struct str root)
{
	return str_eq(path, root) || str_is(root, "/") || (path.n > root.n &&
	    memcmp(path.p, root.p, root.n) == 0 && path.p[root.n] == '/');
}

/*
 * Record a SOURCE, unless it lies in one that is recorded, and walk it.  One
 * that never was there is not recorded.
 */
static const struct error *
walk_named(struct run *r, struct str path, struct str shown)
{
	const struct error *e;
	struct root root = { arena_str(&r->walk.arena, path), shown };
	size_t missings = r->missings;
	bool is_known = false;

	ARRAY_GROW(r->named, r->nameds, r->named_cap);
	r->named[r->nameds++] = root.path;
	for (size_t i = 0; i < r->state.roots; i++)
		is_known |= is_below(path, r->state.root[i].path);
	if (r->is_whole) {
		if (!is_known)
			state_root(&r->state, path, shown);
		return NULL;
	}
	e = walk_root(r, &root);
	for (size_t i = 0; i < r->old_state.roots && r->missings > missings;
	    i++)
		missings += str_eq(r->old_state.root[i].path, path);
	if (!is_known && r->missings <= missings)
		state_root(&r->state, path, shown);
	return e;
}

/* --forget: a SOURCE, or a part of one, leaves whether it is there or not. */
static const struct error *
forget(struct run *r, const char *source)
{
	const struct error *e;
	struct buf path = { 0 };
	struct str root;
	bool any = false;

	if ((e = walk_absolute(&path, source)) != NULL) {
		buf_release(&path);
		return e;
	}
	root = arena_str(&r->walk.arena, buf_slice(&path));
	ARRAY_GROW(r->named, r->nameds, r->named_cap);
	r->named[r->nameds++] = root;
	for (size_t i = r->state.roots; i-- > 0;)
		if (is_below(r->state.root[i].path, root)) {
			state_forget(&r->state, i);
			any = true;
		}
	for (size_t i = 0; i < r->state.files && !any; i++)
		any = is_below(r->state.file[i].path, root);
	if (!any) {
		error_note(PROGRAM, "--forget %s: the index holds nothing of "
		    "it; indexer --status lists its sources", source);
		r->skipped++;
	}
	buf_release(&path);
	return NULL;
}

const struct error *
run_forget(struct run *r)
{
	const struct error *e = NULL;

	if (r->o->n_forget > 0 && r->old == NULL)
		return error_make(ERROR_INDEX, "%s: no index, and so nothing "
		    "to forget", r->generations.dir);
	for (size_t i = 0; i < r->o->n_forget && e == NULL; i++)
		e = forget(r, r->o->forget[i]);
	return e;
}

const struct error *
run_walk(struct run *r)
{
	const struct error *e = NULL;
	struct buf path = { 0 };

	for (size_t i = 0; i < r->o->n_source && e == NULL; i++) {
		struct str shown = str_of(r->o->source[i]);

		if (str_is(shown, STDIN_SHOWN))
			continue;
		while (shown.n > 1 && shown.p[shown.n - 1] == '/')
			shown.n--;
		if ((e = walk_absolute(&path, r->o->source[i])) == NULL)
			e = walk_named(r, buf_slice(&path), shown);
	}
	for (size_t i = 0; r->is_whole && i < r->state.roots && e == NULL; i++)
		e = walk_root(r, &r->state.root[i]);
	r->skipped += r->walk.skipped;
	for (size_t i = 0; i < r->walk.n; i++)
		if (map_find(&r->position, r->walk.at[i].path) == NULL)
			map_put(&r->position, r->walk.at[i].path)->value =
			    i + 1;
	buf_release(&path);
	return e;
}

bool
run_is_missing(const struct run *r, struct str path)
{
	for (size_t i = 0; i < r->missings; i++)
		if (is_below(path, r->missing[i]))
			return true;
	return false;
}

bool
run_is_in_scope(const struct run *r, struct str path)
{
	bool is_named = r->is_whole;

	for (size_t i = 0; i < r->nameds && !is_named; i++)
		is_named = is_below(path, r->named[i]);
	return is_named && !run_is_missing(r, path) &&
	    !walk_is_unread(&r->walk, path);
}

static bool
keep_none(void *arg, uint64_t id)
{
	(void)arg;
	(void)id;
	return false;
}

const struct error *
run_remove_gone(struct run *r)
{
	const struct error *e;
	size_t n;

	if (r->o->keep || r->new_number != 0)
		return NULL;
	for (size_t i = 0; i < r->state.files; i++) {
		struct file_state *f = &r->state.file[i];

		if (map_find(&r->position, f->path) != NULL ||
		    !run_is_in_scope(r, f->path))
			continue;
		if ((e = store_remove_file(r->store, f->path, keep_none, NULL,
		    &n)) != NULL || (e = stop_check()) != NULL)
			return e;
		r->removed += n;
		f->is_gone = f->is_dirty = true;
		r->has_changes = true;
	}
	return NULL;
}
