/*
 * What a run begins with: the old index, and what is written, the same or a
 * new generation.
 */
#include <stdlib.h>
#include <string.h>

#include "run.h"
#include "stop.h"

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

/* Does the library write the format that we write in bulk? */
static bool
is_bulk_possible(struct run *r, const char *dir)
{
	struct buf first = { 0 };
	bool is_ours = !r->o->through_library &&
	    xap_signature(dir, &first) == NULL &&
	    bulk_is_format(buf_slice(&first));

	generation_remove(&r->generations, r->scratch);
	buf_release(&first);
	return is_ours;
}

/*
 * What --memory leaves for the tables under way.  The rest, tagger, words, facet
 * values and ids, has taken some 200 MB at a million paragraphs.
 */
#define MEMORY_REST ((size_t)208 << 20)
static size_t
bulk_memory(size_t memory)
{
	size_t least = memory / 8, most = memory / 2, left = 0;

	if (memory > MEMORY_REST)
		left = (memory - MEMORY_REST) / 8 * 7;
	return left < least ? least : left > most ? most : left;
}

static const struct error *
open_new(struct run *r)
{
	const struct bulk_options bo = { .memory = bulk_memory(r->o->memory),
	    .compress = r->o->compress != COMPRESS_NONE,
	    .wdf = schema_wdf, .check = stop_check };
	const struct error *e;
	struct buf path = { 0 };

	generation_path(&r->generations, r->scratch, &path);
	if (!is_bulk_possible(r, path.p))
		e = xap_writer_open(&r->writer.xap, path.p, true);
	else if ((e = generation_make(&r->generations, r->new_number,
	    &path)) == NULL)
		e = bulk_open(&r->writer.bulk, path.p, &bo);
	buf_release(&path);
	return e;
}

/* A new generation: its state begins with the SOURCEs only. */
static const struct error *
start_new(struct run *r)
{
	const struct error *e;

	r->new_number = r->generations.current + 1;
	r->scratch = r->new_number + 1;
	generation_remove(&r->generations, r->new_number);
	generation_remove(&r->generations, r->scratch);
	e = open_new(r);
	r->old_state = r->state;
	memset(&r->state, 0, sizeof(r->state));
	if (r->is_whole)
		for (size_t i = 0; i < r->old_state.roots; i++)
			state_root(&r->state, r->old_state.root[i].path,
			    r->old_state.root[i].shown);
	return e;
}

const struct error *
run_open(struct run *r)
{
	const struct error *e;
	bool is_new;

	if ((e = generations_open(&r->generations, r->o->index,
	    r->o->wait)) != NULL ||
	    (e = open_old(r)) != NULL)
		return e;
	r->language = r->o->language != NULL ? r->o->language :
	    r->old_language.n > 0 ? r->old_language.p : "english";
	if ((e = run_dictionaries(r)) != NULL)
		return e;
	make_digest(r);
	r->is_whole = r->o->n_source == 0 && r->o->n_forget == 0;
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
	if (is_new && r->old != NULL && r->is_readable &&
	    !r->o->no_reuse && r->facets != NULL &&
	    str_eq(buf_slice(&r->digest), buf_slice(&r->old_digest)))
		r->reuse = reuse_open(r->old);
	return is_new ? start_new(r) : NULL;
}

/*
 * So many bytes of new text, and so large a part of what is there, are written
 * faster as a new generation with all of it.  How much of a file changed is
 * known only when it was read: its growth stands for that.
 */
#define LARGE_BYTES ((uint64_t)4 << 20)
#define LARGE_PART 8

/*
 * Have small updates replaced so large a part of the documents?  Each leaves
 * blocks that are half empty, up to twice the size of the whole.  A docid is
 * given once: those without a document have left.
 */
static bool
is_worn(const struct run *r)
{
	struct buf replaced = { 0 };
	struct xap_version v;
	uint64_t n = 0;

	if (xap_writer_version(r->old, &v) == NULL &&
	    xap_writer_get(r->old, STR_LIT("replaced"), &replaced) == NULL) {
		n = v.last - v.documents;
		if (replaced.n > 0)
			n += strtoull(replaced.p, NULL, 10);
	}
	buf_release(&replaced);
	return n > 0 && n > v.documents / LARGE_PART;
}

static bool
is_large(const struct run *r)
{
	uint64_t all = 0, new = 0;
	bool has_news = false;

	for (size_t i = 0; i < r->o->n_source; i++)
		if (strcmp(r->o->source[i], STDIN_SHOWN) == 0)
			return false;
	for (size_t i = 0; i < r->state.files; i++)
		all += r->state.file[i].size;
	for (size_t i = 0; i < r->walk.n; i++) {
		const struct file *f = &r->walk.at[i];
		const struct file_state *s = state_find(&r->state, f->path);

		if (s != NULL && s->mtime_ns == (uint64_t)f->mtime_ns)
			continue;
		has_news = true;
		if (s == NULL)
			new += f->size;
		else
			new += s->size > f->size ? s->size - f->size :
			    f->size - s->size;
	}
	if (all >= LARGE_BYTES && has_news && is_worn(r))
		return true;
	return new >= LARGE_BYTES && new > all / LARGE_PART;
}

/* Such an update: what did not change comes over from the old generation. */
static const struct error *
start_large(struct run *r)
{
	const struct error *e;
	struct buf articles = { 0 };

	if ((r->reuse = reuse_open(r->old)) == NULL)
		return NULL;
	if ((e = xap_writer_get(r->old, STR_LIT("articles"), &articles)) !=
	    NULL || (e = start_new(r)) != NULL)
		goto done;
	for (size_t i = 0; i < r->old_state.roots; i++)
		state_root(&r->state, r->old_state.root[i].path,
		    r->old_state.root[i].shown);
	r->is_large = r->has_changes = true;
	r->old_articles = articles.n > 0 ? strtoull(articles.p, NULL, 10) : 0;
done:
	buf_release(&articles);
	return e;
}

const struct error *
run_open_writer(struct run *r)
{
	const struct error *e;

	if (r->new_number == 0 && is_large(r) && (e = start_large(r)) != NULL)
		return e;
	if (r->new_number == 0) {
		r->writer.xap = r->old;
		if ((e = run_open_column(r)) != NULL)
			return e;
	}
	return store_open(&r->store, &r->writer, r->facets, r->language);
}
