#include "walk.h"

#include <sys/stat.h>

#include <errno.h>
#include <fnmatch.h>
#include <fts.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "clean.h"
#include "indexer.h"
#include "stop.h"

const struct error *
walk_absolute(struct buf *out, const char *source)
{
	char *real = realpath(source, NULL), *copy, *slash;

	buf_reset(out);
	if (real != NULL) {
		buf_puts(out, real);
		free(real);
		return NULL;
	}
	/* gone: its directory may still be there */
	copy = str_dup(str_of(source));
	while (strlen(copy) > 1 && copy[strlen(copy) - 1] == '/')
		copy[strlen(copy) - 1] = '\0';
	slash = strrchr(copy, '/');
	if (slash != NULL)
		*slash = '\0';
	real = realpath(slash == NULL ? "." : slash == copy ? "/" : copy,
	    NULL);
	if (real != NULL) {
		buf_puts(out, strcmp(real, "/") == 0 ? "" : real);
		buf_putc(out, '/');
		buf_puts(out, slash != NULL ? slash + 1 : copy);
	} else
		buf_puts(out, source);
	free(real);
	free(copy);
	return NULL;
}

static bool
is_excluded(const struct walk_options *o, const char *shown, const char *name)
{
	for (size_t i = 0; i < o->n_exclude; i++)
		if (fnmatch(o->exclude[i], name, 0) == 0 ||
		    fnmatch(o->exclude[i], shown, 0) == 0)
			return true;
	return false;
}

static void
report(struct walk *w, const char *shown, int why)
{
	error_note(PROGRAM, "%s: %s", shown, strerror(why));
	w->skipped++;
}

static void
pass_over(const struct walk_options *o, const char *shown, const char *why)
{
	if (o->verbose)
		error_note(PROGRAM, "%s: passed over: %s", shown, why);
}

static void
add_file(struct walk *w, const struct walk_options *o, const char *path,
    const char *shown, const struct stat *st, bool is_named)
{
	struct file *f;

	ARRAY_GROW(w->at, w->n, w->cap);
	f = &w->at[w->n++];
	f->path = arena_str(&w->arena, str_of(path));
	f->shown = arena_str(&w->arena, str_of(shown));
	f->format = o->format;
	f->is_named = is_named;
	f->size = (uint64_t)st->st_size;
	f->mtime_ns = (int64_t)st->st_mtim.tv_sec * 1000000000 +
	    st->st_mtim.tv_nsec;
	w->bytes += f->size;
}

/*
 * Does a format know the file, by its suffix or, where it has none or that of
 * several formats, by what it begins with?  One that cannot be read counts as
 * known: reading it says why.
 */
static bool
is_known(const struct walk_options *o, const char *path, const char *name)
{
	const struct format *format = o->format;
	struct input *in = NULL;
	const struct error *e;

	if (format == NULL)
		format = read_choose_by_name(name);
	if (strcmp(name, "README.md") == 0)
		return o->format != NULL;	/* about the folder */
	if (format != NULL || unpack_named(name))
		return true;
	if (strchr(name, '.') != NULL && !read_has_suffix(name))
		return false;
	if ((e = input_open(&in, path, false)) == NULL)
		e = read_choose_by_content(&format, name, in);
	input_close(in);
	return e != NULL || format != NULL;
}

bool
walk_is_index(const char *dir, const char *index)
{
	struct buf stub = { 0 };
	struct stat a, b;
	bool is_index;

	buf_printf(&stub, "%s/XAPIANDB", dir);
	is_index = lstat(stub.p, &a) == 0;
	buf_release(&stub);
	return is_index || (index != NULL && stat(dir, &a) == 0 &&
	    stat(index, &b) == 0 && a.st_dev == b.st_dev &&
	    a.st_ino == b.st_ino);
}

static void
visit(struct walk *w, const struct walk_options *o, FTS *fts, FTSENT *ent,
    struct str root, struct str shown_root)
{
	struct buf shown = { 0 };

	buf_str(&shown, shown_root);
	if (ent->fts_level > 0) {
		const char *below = ent->fts_path + root.n;

		while (*below == '/')
			below++;
		if (shown.n == 0 || shown.p[shown.n - 1] != '/')
			buf_putc(&shown, '/');
		buf_puts(&shown, below);
	}
	switch (ent->fts_info) {
	case FTS_D:
		if (ent->fts_level > 0 && (ent->fts_name[0] == '.' ||
		    is_excluded(o, shown.p, ent->fts_name)))
			fts_set(fts, ent, FTS_SKIP);
		else if (ent->fts_level > 0 && walk_is_index(ent->fts_path,
		    o->index)) {
			pass_over(o, shown.p, "an index");
			fts_set(fts, ent, FTS_SKIP);
		}
		break;
	case FTS_DNR:
		report(w, shown.p, ent->fts_errno);
		ARRAY_GROW(w->unread, w->unreads, w->unread_cap);
		w->unread[w->unreads++] = arena_str(&w->arena,
		    str_of(ent->fts_path));
		break;
	case FTS_ERR:
	case FTS_NS:
		report(w, shown.p, ent->fts_errno);
		break;
	case FTS_F:
		if (ent->fts_level > 0 && ent->fts_name[0] == '.')
			pass_over(o, shown.p, "hidden");
		else if (is_excluded(o, shown.p, ent->fts_name))
			pass_over(o, shown.p, "excluded");
		else if (ent->fts_level > 0 &&
		    !is_known(o, ent->fts_path, ent->fts_name))
			pass_over(o, shown.p, "no reader knows its kind");
		else
			add_file(w, o, ent->fts_path, shown.p,
			    ent->fts_statp, ent->fts_level == 0);
		break;
	case FTS_SL:
	case FTS_SLNONE:
		pass_over(o, shown.p, "symbolic link");
		break;
	case FTS_DEFAULT:
		if (ent->fts_level == 0)
			add_file(w, o, ent->fts_path, shown.p,
			    ent->fts_statp, true);
		else
			pass_over(o, shown.p, "not a regular file");
		break;
	default:
		break;
	}
	buf_release(&shown);
}

static int
by_name(const FTSENT **a, const FTSENT **b)
{
	return strcmp((*a)->fts_name, (*b)->fts_name);
}

const struct error *
walk_source(struct walk *w, const struct walk_options *o, struct str path,
    struct str shown, bool *is_missing)
{
	char *root = str_dup(path), *argv[2] = { root, NULL };
	const struct error *e = NULL;
	struct buf clean = { 0 };
	struct stat st;
	FTSENT *ent;
	FTS *fts;

	*is_missing = false;
	clean_line(&clean, shown);
	if (stat(root, &st) == -1) {
		error_note(PROGRAM, "%s: %s", clean.p,
		    strerror(errno));
		w->skipped++;
		*is_missing = true;
		goto done;
	}
	fts = fts_open(argv, FTS_PHYSICAL | FTS_COMFOLLOW |
	    FTS_NOCHDIR, by_name);
	if (fts == NULL) {
		report(w, clean.p, errno);
		*is_missing = true;
		goto done;
	}
	while (e == NULL && (ent = fts_read(fts)) != NULL) {
		visit(w, o, fts, ent, path, buf_slice(&clean));
		e = stop_check();
	}
	fts_close(fts);
done:
	buf_release(&clean);
	free(root);
	return e;
}

bool
walk_is_unread(const struct walk *w, struct str path)
{
	for (size_t i = 0; i < w->unreads; i++)
		if (path.n > w->unread[i].n && str_starts(path,
		    w->unread[i].p) && (path.p[w->unread[i].n] == '/' ||
		    w->unread[i].p[w->unread[i].n - 1] == '/'))
			return true;
	return false;
}

void
walk_release(struct walk *w)
{
	free(w->at);
	free(w->unread);
	arena_release(&w->arena);
	memset(w, 0, sizeof(*w));
}
