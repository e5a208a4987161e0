/*
 * A run of the indexer: bring the index up to date with its SOURCEs, all or
 * nothing.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "date.h"
#include "feed.h"
#include "run.h"
#include "stop.h"

static void
show_progress(void *arg, uint64_t bytes)
{
	struct run *r = arg;

	progress_show(&r->progress, r->done_bytes + bytes, r->paragraphs);
}

/* ---- files ---- */

static bool
is_kept(void *arg, uint64_t id)
{
	struct run *r = arg;

	return map_find(&r->seen_hash, (struct str){ (char *)&id,
	    sizeof(id) }) != NULL;
}

bool
run_is_untouched(const struct file *f, const struct file_state *s)
{
	return s != NULL && s->size == f->size &&
	    s->mtime_ns == (uint64_t)f->mtime_ns && !s->is_shadowed;
}

bool
run_is_same(const struct file *f, const struct file_state *s)
{
	struct input *in = NULL;
	uint64_t hash = 0;
	bool same;

	if (s->size != f->size || s->is_shadowed)
		return false;
	same = input_open(&in, f->path.p, f->is_named) == NULL &&
	    input_hash(in, &hash) == NULL && hash == s->hash;
	input_close(in);
	return same;
}

/* Articles of a file that cannot be read now come over from the old index. */
static const struct error *
carry(void *arg, const struct article *a, struct str file)
{
	struct run *r = arg;
	const struct error *e;
	struct article copy = *a;
	struct dateline d;

	(void)file;
	if (copy.n > 0 && dateline_parse(&d, copy.paragraph[0]))
		copy.place = d.place;
	if ((e = stop_check()) != NULL)
		return e;
	return run_enter(r, &copy);
}

static const struct error *
carry_file(struct run *r, struct str path)
{
	const struct file_state *was = state_find(&r->old_state, path);
	struct file_state *now;
	struct store *view;
	const struct error *e;

	if (!r->is_readable || r->old == NULL)
		return NULL;
	r->at_path = path;
	r->at_articles = 0;
	r->at_is_shadowed = false;
	store_view(&view, r->old);
	r->is_carrying = true;
	e = store_each(view, path, carry, r);
	r->is_carrying = false;
	store_close(view);
	if (was != NULL && (r->at_articles > 0 || r->is_large)) {
		now = state_add(&r->state, was->path, was->shown);
		*now = *was;
		now->articles = r->at_articles;
		now->is_dirty = true;
	}
	return e;
}

/* What the file had and has no more leaves. */
static const struct error *
remove_rest(struct run *r)
{
	const struct error *e = pipeline_drain(r->pipeline);
	size_t n = 0;

	if (e == NULL)
		e = r->is_known ? run_known_end(r) : store_remove_file(
		    r->store, r->at_path, is_kept, r, &n);
	r->removed += n;
	return e;
}

static const struct error *
read_file(struct run *r, const struct file *f, struct str shown)
{
	struct feed feed = { .each = run_enter, .progress = show_progress,
	    .is_known = run_known_record, .arg = r,
	    .verbose = r->o->verbose, .said = &r->said };
	struct file as_known = *f;
	struct file_state *s;
	const struct error *e;
	bool is_read, is_known = state_find(&r->state, f->path) != NULL;
	uint64_t hash = 0;

	as_known.shown = shown;
	map_release(&r->seen_hash);
	r->at_path = f->path;
	r->at_articles = 0;
	if ((e = run_known_start(r, state_find(&r->state, f->path))) != NULL)
		return e;
	e = feed_file(&feed, &as_known, &is_read, &hash);
	r->skipped += feed.skipped;
	if (e != NULL)
		return e;
	if (!is_read)
		return r->new_number != 0 ? carry_file(r, f->path) : NULL;
	if (r->new_number == 0 && is_known && (e = remove_rest(r)) != NULL)
		return e;
	s = state_add(&r->state, f->path, shown);
	s->size = f->size;
	s->mtime_ns = (uint64_t)f->mtime_ns;
	s->hash = hash;
	s->articles = r->at_articles;
	s->is_shadowed = r->at_is_shadowed;
	s->is_dirty = r->has_changes = true;
	return NULL;
}

static const struct error *
visit_file(struct run *r, size_t i)
{
	const struct file *f = &r->walk.at[i];
	struct file_state *s = state_find(&r->state, f->path);
	const struct file_state *was = state_find(&r->old_state, f->path);
	struct str shown = s != NULL ? s->shown : was != NULL ? was->shown :
	    f->shown;

	r->at = i;
	/* the same file below two SOURCEs is read once */
	if (map_find(&r->position, f->path)->value != i + 1)
		return NULL;
	if (r->is_large && run_is_untouched(f, was))
		return carry_file(r, f->path);
	if (run_is_untouched(f, s)) {
		r->unchanged += s->articles;
		return NULL;
	}
	if (s != NULL && run_is_same(f, s)) {
		s->mtime_ns = (uint64_t)f->mtime_ns;
		s->is_dirty = r->has_changes = true;
		r->unchanged += s->articles;
		return NULL;
	}
	return read_file(r, f, shown);
}

static const struct error *
read_stdin(struct run *r)
{
	struct file f = { .path = STR_LIT(STDIN_SHOWN),
	    .shown = STR_LIT(STDIN_SHOWN), .format = r->o->format,
	    .is_named = true };
	struct feed feed = { .each = run_enter, .progress = show_progress,
	    .arg = r, .verbose = r->o->verbose,
	    .said = &r->said };
	const struct error *e;
	bool is_read;
	uint64_t hash;

	r->at = r->walk.n;
	r->at_path = (struct str){ "", 0 };
	r->is_known = false;
	e = feed_file(&feed, &f, &is_read, &hash);
	r->skipped += feed.skipped;
	return e;
}

/* What a new generation takes over from the old one without reading it anew. */
static const struct error *
carry_all(struct run *r)
{
	const struct error *e = NULL;

	if (r->new_number == 0)
		return NULL;
	r->at = r->walk.n;		/* none of those that are there */
	for (size_t i = 0; i < r->old_state.files && e == NULL; i++) {
		struct str path = r->old_state.file[i].path;
		bool in_scope = run_is_in_scope(r, path);
		bool is_missing = run_is_missing(r, path);

		if (map_find(&r->position, path) != NULL)
			continue;
		if (is_missing || walk_is_unread(&r->walk, path) ||
		    (in_scope ? r->o->keep : r->is_large))
			e = carry_file(r, path);
	}
	if ((r->is_whole || r->is_large) && e == NULL)
		e = carry_file(r, (struct str){ "", 0 });
	return e;
}

static const struct error *
read_all(struct run *r)
{
	const struct pipeline_options po = { .jobs = r->o->jobs,
	    .facets = r->facets, .language = r->language,
	    .want = r->writer.bulk != NULL ? WANT_TOKENS : WANT_TERMS,
	    .sink = run_write, .arg = r };
	const struct error *e;

	if ((e = pipeline_open(&r->pipeline, &po)) != NULL)
		return e;
	progress_start(&r->progress, !r->o->quiet, r->walk.bytes);
	if ((e = carry_all(r)) != NULL)
		return e;
	for (size_t i = 0; i < r->walk.n && e == NULL; i++) {
		e = visit_file(r, i);
		r->done_bytes += r->walk.at[i].size;
		show_progress(r, 0);
		if (e == NULL)
			e = stop_check();
	}
	for (size_t i = 0; i < r->o->n_source && e == NULL; i++)
		if (strcmp(r->o->source[i], STDIN_SHOWN) == 0)
			e = read_stdin(r);
	if (r->is_large && r->old_articles > r->met)
		r->removed = r->old_articles - r->met;
	return e != NULL ? e : pipeline_drain(r->pipeline);
}

/* ---- the end ---- */

/* What was written through the library becomes compact. */
static const struct error *
compact(struct run *r)
{
	struct buf from = { 0 }, to = { 0 };
	const struct error *e;

	generation_path(&r->generations, r->scratch, &from);
	generation_path(&r->generations, r->new_number, &to);
	e = xap_compact(from.p, to.p);
	buf_release(&from);
	buf_release(&to);
	return e;
}

static const struct error *
commit(struct run *r)
{
	const struct error *e;
	struct buf path = { 0 };

	generation_path(&r->generations, r->new_number, &path);
	if ((e = state_save(&r->state, &r->writer)) == NULL &&
	    (e = run_save_dictionaries(r)) == NULL &&
	    (e = writer_set(&r->writer, STR_LIT("digest"),
	    buf_slice(&r->digest))) == NULL)
		e = store_commit(r->store, path.p);
	buf_release(&path);
	return e;
}

/* What was committed stands, with a column or without. */
static void
update_column(const struct run *r)
{
	const struct error *e = run_write_column(r, r->generations.current);

	if (e != NULL)
		error_note(PROGRAM, "%s; the index is complete, but without "
		    "its facet column counting is slower", e->text);
}

static const struct error *
publish(struct run *r, uint64_t *articles, uint64_t *paragraphs)
{
	const struct error *e;
	bool is_bulk;

	if (r->new_number == 0 && !r->has_changes && !r->state.is_dirty &&
	    !r->has_new_dictionaries) {
		update_column(r);
		return NULL;
	}
	/* a mistyped SOURCE makes no index */
	if (r->generations.current == 0 && r->state.roots == 0 &&
	    !r->has_changes && r->missings > 0)
		return NULL;
	progress_say(&r->progress, "writing ...");
	if ((e = stop_check()) != NULL ||
	    (e = generations_check(&r->generations)) != NULL ||
	    (e = commit(r)) != NULL ||
	    (e = store_totals(r->store, articles, paragraphs)) != NULL)
		return e;
	if (r->new_number == 0) {
		update_column(r);
		return NULL;
	}
	is_bulk = r->writer.bulk != NULL;
	writer_close(&r->writer);
	if ((!is_bulk && (e = compact(r)) != NULL) ||
	    (e = stop_check()) != NULL)
		return e;
	if ((e = run_write_column(r, r->new_number)) != NULL ||
	    (is_bulk && (e = run_seal(r)) != NULL))
		return e;
	return generation_publish(&r->generations, r->new_number);
}

static void
release(struct run *r)
{
	progress_end(&r->progress);
	pipeline_close(r->pipeline);
	store_close(r->store);
	reuse_close(r->reuse);
	reuse_close(r->known);
	free(r->at_known.at);
	if (r->writer.xap == r->old)
		r->writer.xap = NULL;
	writer_close(&r->writer);
	xap_writer_close(r->old);
	column_close(r->column);
	generations_close(&r->generations);
	state_release(&r->state);
	state_release(&r->old_state);
	walk_release(&r->walk);
	map_release(&r->position);
	ids_release(&r->seen);
	map_release(&r->seen_hash);
	free(r->named);
	free(r->missing);
	for (size_t i = 0; i < r->dictionaries; i++)
		free(r->dictionary[i]);
	free(r->dictionary);
	buf_release(&r->old_language);
	buf_release(&r->digest);
	buf_release(&r->old_digest);
	buf_release(&r->said);
}

/*
 * Can the summary be printed?  Asked before anything is changed, for a run
 * that fails must leave the index as it was: a full device and a descriptor
 * that is not open for writing refuse even nothing.
 */
static const struct error *
check_output(void)
{
	return write(STDOUT_FILENO, "", 0) == -1 ?
	    error_errno("standard output") : NULL;
}

/*
 * The last line of a run, for people and their scripts.  The run cannot be
 * taken back any more: if it cannot be printed, that counts as skipped.
 */
static void
summarise(struct run *r, uint64_t articles, uint64_t paragraphs)
{
	struct buf line = { 0 };
	size_t at = 0;
	ssize_t n = 0;

	if (r->o->only_changes && !r->has_changes)
		return;
	if (r->o->verbose && r->reused > 0)
		error_note(PROGRAM, "the facets of %zu articles were taken "
		    "over", r->reused);
	buf_printf(&line, "indexed %llu articles, %llu paragraphs: %zu new, "
	    "%zu changed, %zu removed, %zu unchanged, %zu skipped in %.1f s\n",
	    (unsigned long long)articles, (unsigned long long)paragraphs,
	    r->added, r->changed, r->removed, r->unchanged, r->skipped,
	    progress_clock() - r->start);
	for (; at < line.n && (n != -1 || errno == EINTR);
	    at += n > 0 ? (size_t)n : 0)
		n = write(STDOUT_FILENO, line.p + at, line.n - at);
	if (n == -1) {
		error_note(PROGRAM, "standard output: %s; the index is up to "
		    "date", strerror(errno));
		r->skipped++;
	}
	buf_release(&line);
}

/* The run proper, once it is known which files there are. */
static const struct error *
work(struct run *r, uint64_t *articles, uint64_t *paragraphs)
{
	const struct error *e;
	bool is_done;

	if ((e = run_copy(r, &is_done, articles, paragraphs)) != NULL ||
	    is_done)
		return e;
	if ((e = run_open_writer(r)) != NULL ||
	    (e = run_remove_gone(r)) != NULL || (e = read_all(r)) != NULL ||
	    (e = store_totals(r->store, articles, paragraphs)) != NULL)
		return e;
	return publish(r, articles, paragraphs);
}

const struct error *
run_index(const struct options *o, const struct facets *facets,
    size_t *skipped)
{
	struct run r = { .o = o, .facets = facets,
	    .start = progress_clock() };
	const struct error *e;
	uint64_t articles = 0, paragraphs = 0;

	if ((e = check_output()) != NULL)
		return e;
	if ((e = run_open(&r)) == NULL && (e = run_forget(&r)) == NULL &&
	    (e = run_walk(&r)) == NULL)
		e = work(&r, &articles, &paragraphs);
	e = error_full(e, o->index);
	progress_end(&r.progress);
	if (e == NULL)
		summarise(&r, articles, paragraphs);
	*skipped = r.skipped;
	release(&r);
	return e;
}
