/*
 * A run of the indexer: bring the index up to date with its SOURCEs, all or
 * nothing.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "date.h"
#include "feed.h"
#include "generation.h"
#include "indexer.h"
#include "map.h"
#include "pipeline.h"
#include "progress.h"
#include "state.h"
#include "store.h"
#include "walk.h"

#define STDIN_SHOWN "-"

struct run {
	const struct options *o;
	const struct facets *facets;

	struct generations generations;
	struct xap_writer *old;		/* the current generation; NULL: none */
	struct xap_writer *writer;	/* what is written: old, or a new one */
	unsigned long new_number;	/* of the new one; 0: old is updated */
	unsigned long scratch;		/* where it is written, then compacted */
	bool is_readable;		/* old is of this schema */
	bool is_whole;			/* all recorded SOURCEs, whatever was named */
	const char *language;
	struct buf old_language, digest, old_digest;

	struct store *store;
	struct pipeline *pipeline;
	struct state state;		/* of what is written */
	struct state old_state;		/* of old, if a new one is written */
	struct walk walk;
	struct map position;		/* path -> index in walk, + 1 */
	struct map seen;		/* id -> who has it: file + 1, 0: stdin */
	struct map seen_hash;		/* hash64(id) as bytes, of this file */
	struct str *missing;		/* SOURCEs that are not there */
	size_t missings, missing_cap;
	bool has_changes;

	size_t at;			/* index in walk of the file being read */
	struct str at_path;		/* its absolute path; "" for stdin */
	uint64_t at_articles;
	uint64_t done_bytes, paragraphs;
	size_t added, changed, removed, unchanged, skipped;
	struct progress progress;
	double start;
};

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
		    "%d; make it anew with indexer --rebuild",
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
	make_digest(r);
	r->is_whole = r->o->n_source == 0;
	is_new = r->old == NULL || r->o->rebuild;
	if (!is_new && !str_eq(buf_slice(&r->digest),
	    buf_slice(&r->old_digest))) {
		if (!r->o->quiet)
			error_note(PROGRAM, "the facet data, the language or "
			    "--no-extract changed since the index was made: "
			    "making all of it anew");
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

/* ---- which files there are ---- */

static const struct error *
walk_root(struct run *r, const struct root *root)
{
	const struct walk_options wo = { r->o->format, r->o->exclude,
	    r->o->n_exclude, r->o->verbose };
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

static const struct error *
walk_all(struct run *r)
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

/* Was the file's place looked at, so that its absence means something? */
static bool
is_in_scope(const struct run *r, struct str path)
{
	bool below = false;

	for (size_t i = 0; i < r->missings; i++)
		if (is_below(path, r->missing[i]))
			return false;
	if (r->is_whole)
		return !walk_is_unread(&r->walk, path);
	for (size_t i = 0; i < r->o->n_source && !below; i++) {
		struct buf root = { 0 };

		if (strcmp(r->o->source[i], STDIN_SHOWN) == 0)
			continue;
		if (walk_absolute(&root, r->o->source[i]) == NULL)
			below = is_below(path, buf_slice(&root));
		buf_release(&root);
	}
	return below && !walk_is_unread(&r->walk, path);
}

static bool
keep_none(void *arg, uint64_t id)
{
	(void)arg;
	(void)id;
	return false;
}

/* Files that vanished leave, before anything is read. */
static const struct error *
remove_gone(struct run *r)
{
	const struct error *e;
	size_t n;

	if (r->o->keep || r->new_number != 0)
		return NULL;
	for (size_t i = 0; i < r->state.files; i++) {
		struct file_state *f = &r->state.file[i];

		if (map_find(&r->position, f->path) != NULL ||
		    !is_in_scope(r, f->path))
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

/* ---- articles ---- */

static const struct error *
write_article(void *arg, const struct prepared *p)
{
	struct run *r = arg;

	for (size_t i = 0; i < p->article.n; i++)
		r->paragraphs += p->article.paragraph[i].n > 0;
	return store_add(r->store, p);
}

static void
say_duplicate(const struct article *a, struct str other, const char *what)
{
	const struct str shown = a->path.n > 0 ? a->path :
	    STR_LIT(STDIN_SHOWN);

	error_note(PROGRAM, "%.*s:%zu: id \"%.*s\" is also that of an article "
	    "in %.*s; %s", STR_ARG(shown), a->line > 0 ? a->line : 1,
	    STR_ARG(a->id), other.n > 0 ? (int)other.n : 14,
	    other.n > 0 ? other.p : "standard input", what);
}

/* The article of this id leaves the file that had it. */
static void
take_from(struct run *r, struct str owner)
{
	struct file_state *f = owner.n > 0 ? state_find(&r->state, owner) :
	    NULL;

	if (f == NULL)
		return;
	f->is_shadowed = f->is_dirty = true;
	f->articles -= f->articles > 0;
}

/*
 * What the index has under this id decides: *is_wanted says whether the
 * article is to be written.
 */
static const struct error *
compare(struct run *r, const struct article *a, bool *is_wanted)
{
	struct stored stored = { 0 };
	const struct map_entry *position;
	const struct error *e = store_find(r->store, a->id, &stored);
	struct str owner = buf_slice(&stored.file);

	*is_wanted = true;
	if (e != NULL)
		goto done;
	if (!stored.is_there) {
		r->added++;
		goto done;
	}
	if (!str_eq(owner, r->at_path)) {
		position = map_find(&r->position, owner);
		if (position != NULL && position->value - 1 > r->at &&
		    r->at_path.n > 0) {
			say_duplicate(a, owner,
			    "that one, read later, stays");
			*is_wanted = false;
			goto done;
		}
		say_duplicate(a, owner, "this one replaces it");
		take_from(r, owner);
	} else if (stored.hash == article_hash(a)) {
		r->unchanged++;
		r->at_articles++;
		*is_wanted = false;
		goto done;
	}
	r->changed++;
	e = store_remove(r->store, a->id);
done:
	buf_release(&stored.file);
	return e;
}

/* The same id a second time in this run. */
static const struct error *
replace(struct run *r, const struct article *a, struct map_entry *seen)
{
	const struct error *e = pipeline_drain(r->pipeline);
	struct str owner = { "", 0 };

	if (seen->value > 0)
		owner = r->walk.at[seen->value - 1].path;
	say_duplicate(a, owner, "this one replaces it");
	if (str_eq(owner, r->at_path))
		r->at_articles--;
	else
		take_from(r, owner);
	return e != NULL ? e : store_remove(r->store, a->id);
}

static const struct error *
enter(void *arg, const struct article *given)
{
	struct run *r = arg;
	struct article a = *given;
	struct map_entry *seen;
	const struct error *e = NULL;
	uint64_t id = hash64(a.id.p, a.id.n, 0);
	size_t n = r->seen.n;
	bool is_wanted = true;

	if (r->at_path.n == 0)
		a.path = (struct str){ "", 0 };
	map_put(&r->seen_hash, (struct str){ (char *)&id, sizeof(id) });
	seen = map_put(&r->seen, a.id);
	if (r->seen.n == n)
		e = replace(r, &a, seen);
	else if (r->new_number == 0)
		e = compare(r, &a, &is_wanted);
	else
		r->added++;
	seen->value = r->at_path.n > 0 ? r->at + 1 : 0;
	if (e != NULL || !is_wanted)
		return e;
	r->has_changes = true;
	r->at_articles++;
	return pipeline_add(r->pipeline, &a, r->at_path);
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
	return enter(r, &copy);
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
	struct feed feed = { .each = enter, .progress = show_progress,
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
	struct feed feed = { .each = enter, .progress = show_progress,
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
		bool in_scope = is_in_scope(r, path);
		bool is_missing = false;

		for (size_t m = 0; m < r->missings; m++)
			is_missing |= is_below(path, r->missing[m]);
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
	    .sink = write_article, .arg = r };
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

	if (r->new_number == 0 && !r->has_changes && !r->state.is_dirty)
		return NULL;
	/* a mistyped SOURCE makes no index */
	if (r->generations.current == 0 && r->state.roots == 0 &&
	    !r->has_changes && r->missings > 0)
		return NULL;
	progress_say(&r->progress, "writing ...");
	if ((e = stop_check()) != NULL ||
	    (e = state_save(&r->state, r->writer)) != NULL ||
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
	free(r->missing);
	buf_release(&r->old_language);
	buf_release(&r->digest);
	buf_release(&r->old_digest);
}

const struct error *
run_index(const struct options *o, const struct facets *facets,
    size_t *skipped)
{
	struct run r = { .o = o, .facets = facets,
	    .start = progress_clock() };
	const struct error *e;
	uint64_t articles = 0, paragraphs = 0;

	if ((e = open_index(&r)) == NULL && (e = walk_all(&r)) == NULL &&
	    (e = remove_gone(&r)) == NULL && (e = read_all(&r)) == NULL &&
	    (e = store_totals(r.store, &articles, &paragraphs)) == NULL)
		e = publish(&r);
	progress_end(&r.progress);
	if (e == NULL && printf("indexed %llu articles, %llu paragraphs: "
	    "%zu new, %zu changed, %zu removed, %zu unchanged, %zu skipped "
	    "in %.1f s\n", (unsigned long long)articles,
	    (unsigned long long)paragraphs, r.added, r.changed, r.removed,
	    r.unchanged, r.skipped, progress_clock() - r.start) < 0)
		e = error_errno("standard output");
	*skipped = r.skipped;
	release(&r);
	return e;
}
