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

/* ---- opening ---- */

static const struct error *
read_metadata(struct run *r)
{
	struct buf schema = { 0 };
	const struct error *e;

	if ((e = xap_writer_get(r->old, STR_LIT("schema"), &schema)) != NULL ||
	    (e = xap_writer_get(r->old, STR_LIT("language"),
	    &r->old_language)) != NULL ||
	    (e = xap_writer_get(r->old, STR_LIT("digest"), &r->old_digest)) !=
	    NULL)
		goto done;
	r->is_readable = schema.n > 0 &&
	    strtoul(schema.p, NULL, 10) == SCHEMA_VERSION;
	if (!r->is_readable && !r->o->rebuild)
		e = error_make(ERROR_INDEX, "%s: made by schema %s, this is "
		    "%d; make it anew with indexer --rebuild SOURCE",
		    r->generations.dir, schema.n > 0 ? schema.p : "unknown",
		    SCHEMA_VERSION);
done:
	buf_release(&schema);
	return e;
}

/* Everything that changes what an article's paragraphs become. */
static void
make_digest(struct run *r)
{
	uint64_t h = r->facets != NULL ? facets_digest(r->facets) : 0;

	h = hash64(r->language, strlen(r->language), h + SCHEMA_VERSION);
	buf_reset(&r->digest);
	buf_printf(&r->digest, "%016llx", (unsigned long long)h);
}

static const struct error *
open_old(struct run *r)
{
	const struct error *e;
	struct buf path = { 0 };

	if (r->generations.current == 0)
		return NULL;
	generation_path(&r->generations, r->generations.current, &path);
	/* a rebuild only reads it */
	e = r->o->rebuild ? xap_writer_view(&r->old, path.p) :
	    xap_writer_open(&r->old, path.p, false);
	if (e == NULL)
		e = read_metadata(r);
	if (e == NULL && r->is_readable)
		e = state_load(&r->state, r->old);
	if (e != NULL && r->o->rebuild && r->o->n_source > 0) {
		/* damaged: it is to be replaced anyway */
		error_note(PROGRAM, "%s", e->text);
		xap_writer_close(r->old);
		r->old = NULL;
		r->is_readable = false;
		state_release(&r->state);
		e = NULL;
	}
	buf_release(&path);
	return e;
}

/* A new generation: its state begins with the SOURCEs only. */
static const struct error *
start_new(struct run *r)
{
	const struct error *e;
	struct buf path = { 0 };

	r->new_number = r->generations.current + 1;
	r->scratch = r->new_number + 1;
	generation_remove(&r->generations, r->new_number);
	generation_remove(&r->generations, r->scratch);
	generation_path(&r->generations, r->scratch, &path);
	e = xap_writer_open(&r->writer, path.p, true);
	buf_release(&path);
	r->old_state = r->state;
	memset(&r->state, 0, sizeof(r->state));
	if (r->is_whole)
		for (size_t i = 0; i < r->old_state.roots; i++)
			state_root(&r->state, r->old_state.root[i].path,
			    r->old_state.root[i].shown);
	return e;
}

static const struct error *
open_index(struct run *r)
{
	const struct error *e;
	bool is_new;

	if ((e = generations_open(&r->generations, r->o->index)) != NULL ||
	    (e = open_old(r)) != NULL)
		return e;
	r->language = r->o->language != NULL ? r->o->language :
	    r->old_language.n > 0 ? r->old_language.p : "english";
	if ((e = run_dictionaries(r)) != NULL)
		return e;
	make_digest(r);
	r->is_whole = r->o->n_source == 0;
	is_new = r->old == NULL || r->o->rebuild;
	if (!is_new && !str_eq(buf_slice(&r->digest),
	    buf_slice(&r->old_digest))) {
		if (!r->o->quiet)
			error_note(PROGRAM, "the facet data, the dictionaries, "
			    "the language or --no-extract changed since the "
			    "index was made: making all of it anew");
		is_new = r->is_whole = true;
	}
	if (r->is_whole && r->state.roots == 0 && r->o->n_source == 0 &&
	    !(r->old != NULL && r->is_readable))
		return error_make(ERROR_USAGE, "no SOURCE named, and the "
		    "index records none; see indexer --help");
	if (is_new && (e = start_new(r)) != NULL)
		return e;
	if (!is_new)
		r->writer = r->old;
	return store_open(&r->store, r->writer, r->facets, r->language);
}

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

/* The same bytes as before, only the time changed? */
static bool
is_same(const struct file *f, const struct file_state *s)
{
	struct input *in = NULL;
	uint64_t hash = 0;
	bool same;

	if (s->size != f->size || s->is_shadowed)
		return false;
	same = input_open(&in, f->path.p) == NULL &&
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
	store_view(&view, r->old);
	e = store_each(view, path, carry, r);
	store_close(view);
	if (was != NULL && r->at_articles > 0) {
		now = state_add(&r->state, was->path, was->shown);
		*now = *was;
		now->articles = r->at_articles;
		now->is_dirty = true;
	}
	return e;
}

static const struct error *
read_file(struct run *r, const struct file *f, struct str shown)
{
	struct feed feed = { .each = run_enter, .progress = show_progress,
	    .arg = r, .verbose = r->o->verbose };
	struct file as_known = *f;
	struct file_state *s;
	const struct error *e;
	bool is_read, is_known = state_find(&r->state, f->path) != NULL;
	uint64_t hash = 0;
	size_t n = 0;

	as_known.shown = shown;
	map_release(&r->seen_hash);
	r->at_path = f->path;
	r->at_articles = 0;
	e = feed_file(&feed, &as_known, &is_read, &hash);
	r->skipped += feed.skipped;
	if (e != NULL)
		return e;
	if (!is_read)
		return r->new_number != 0 ? carry_file(r, f->path) : NULL;
	if (r->new_number == 0 && is_known) {
		if ((e = pipeline_drain(r->pipeline)) != NULL ||
		    (e = store_remove_file(r->store, f->path, is_kept, r,
		    &n)) != NULL)
			return e;
		r->removed += n;
	}
	s = state_add(&r->state, f->path, shown);
	s->size = f->size;
	s->mtime_ns = (uint64_t)f->mtime_ns;
	s->hash = hash;
	s->articles = r->at_articles;
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
	if (s != NULL && s->size == f->size &&
	    s->mtime_ns == (uint64_t)f->mtime_ns && !s->is_shadowed) {
		r->unchanged += s->articles;
		return NULL;
	}
	if (s != NULL && is_same(f, s)) {
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
	    .arg = r, .verbose = r->o->verbose };
	const struct error *e;
	bool is_read;
	uint64_t hash;

	r->at = r->walk.n;
	r->at_path = (struct str){ "", 0 };
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
	for (size_t i = 0; i < r->old_state.files && e == NULL; i++) {
		struct str path = r->old_state.file[i].path;
		bool in_scope = run_is_in_scope(r, path);
		bool is_missing = run_is_missing(r, path);

		if (map_find(&r->position, path) != NULL)
			continue;
		if (is_missing || walk_is_unread(&r->walk, path) ||
		    (r->o->keep && in_scope))
			e = carry_file(r, path);
	}
	if (r->is_whole && e == NULL)
		e = carry_file(r, (struct str){ "", 0 });
	return e;
}

static const struct error *
read_all(struct run *r)
{
	const struct pipeline_options po = { .jobs = r->o->jobs,
	    .facets = r->facets, .language = r->language, .want_terms = true,
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
	return e != NULL ? e : pipeline_drain(r->pipeline);
}

/* ---- the end ---- */

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
publish(struct run *r)
{
	const struct error *e;

	if (r->new_number == 0 && !r->has_changes && !r->state.is_dirty &&
	    !r->has_new_dictionaries)
		return NULL;
	/* a mistyped SOURCE makes no index */
	if (r->generations.current == 0 && r->state.roots == 0 &&
	    !r->has_changes && r->missings > 0)
		return NULL;
	progress_say(&r->progress, "writing ...");
	if ((e = stop_check()) != NULL ||
	    (e = generations_check(&r->generations)) != NULL ||
	    (e = state_save(&r->state, r->writer)) != NULL ||
	    (e = run_save_dictionaries(r)) != NULL ||
	    (e = xap_writer_set(r->writer, STR_LIT("digest"),
	    buf_slice(&r->digest))) != NULL ||
	    (e = store_commit(r->store)) != NULL)
		return e;
	if (r->new_number == 0)
		return NULL;
	xap_writer_close(r->writer);
	r->writer = NULL;
	if ((e = compact(r)) != NULL || (e = stop_check()) != NULL)
		return e;
	return generation_publish(&r->generations, r->new_number);
}

static void
release(struct run *r)
{
	progress_end(&r->progress);
	pipeline_close(r->pipeline);
	store_close(r->store);
	if (r->writer != r->old)
		xap_writer_close(r->writer);
	xap_writer_close(r->old);
	generations_close(&r->generations);
	state_release(&r->state);
	state_release(&r->old_state);
	walk_release(&r->walk);
	map_release(&r->position);
	map_release(&r->seen);
	map_release(&r->seen_hash);
	free(r->named);
	free(r->missing);
	for (size_t i = 0; i < r->dictionaries; i++)
		free(r->dictionary[i]);
	free(r->dictionary);
	buf_release(&r->old_language);
	buf_release(&r->digest);
	buf_release(&r->old_digest);
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

const struct error *
run_index(const struct options *o, const struct facets *facets,
    size_t *skipped)
{
	struct run r = { .o = o, .facets = facets,
	    .start = progress_clock() };
	const struct error *e;
	uint64_t articles = 0, paragraphs = 0;

	if ((e = check_output()) == NULL && (e = open_index(&r)) == NULL &&
	    (e = run_walk(&r)) == NULL && (e = run_remove_gone(&r)) == NULL &&
	    (e = read_all(&r)) == NULL &&
	    (e = store_totals(r.store, &articles, &paragraphs)) == NULL)
		e = publish(&r);
	progress_end(&r.progress);
	if (e == NULL)
		summarise(&r, articles, paragraphs);
	*skipped = r.skipped;
	release(&r);
	return e;
}
