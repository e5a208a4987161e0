/*
 * A rebuild that would make the same index once more copies it, if its seal
 * (seal.h) says that it is still what was made: the same program, facet data
 * and options, the same SOURCEs, each file with the same bytes.  What the run
 * had to say of its articles lies beside it and is said again.  A run that
 * skipped something is not sealed, nor one that took over what it did not read:
 * the next one looks for itself.
 */
#include <stdlib.h>

#include "notes.h"
#include "run.h"
#include "seal.h"

/* What it is made of, besides its files. */
static void
describe(const struct run *r, struct buf *out)
{
	const struct options *o = r->o;

	buf_printf(out, "Dateline " VERSION " %s %s %s %u/%u%s", r->digest.p,
	    options_compress[o->compress], o->format != NULL ?
	    o->format->name : "auto", o->shard, o->shards,
	    o->verbose ? " verbose" : "");
}

const struct error *
run_seal(const struct run *r)
{
	const struct error *e;
	struct buf dir = { 0 }, made = { 0 };

	if (r->skipped > 0 || r->is_large)
		return NULL;
	generation_path(&r->generations, r->new_number, &dir);
	describe(r, &made);
	if ((e = notes_write(dir.p, buf_slice(&r->said))) == NULL)
		e = seal_write(dir.p, buf_slice(&made));
	buf_release(&dir);
	buf_release(&made);
	return e;
}

static bool
has_same_roots(const struct run *r)
{
	const struct state *now = &r->state, *was = &r->old_state;
	size_t same = 0;

	for (size_t i = 0; i < now->roots; i++)
		for (size_t j = 0; j < was->roots; j++)
			same += str_eq(now->root[i].path, was->root[j].path) &&
			    str_eq(now->root[i].shown, was->root[j].shown);
	return now->roots == was->roots && same == was->roots;
}

/* The file, unless an earlier place of the walk has it too. */
static const struct file *
file_at(const struct run *r, size_t i)
{
	const struct file *f = &r->walk.at[i];

	return map_find(&r->position, f->path)->value == i + 1 ? f : NULL;
}

/* All files that the old one knows, and no other; *articles: of them. */
static bool
has_same_files(const struct run *r, uint64_t *articles)
{
	size_t n = 0;

	*articles = 0;
	for (size_t i = 0; i < r->walk.n; i++) {
		const struct file *f = file_at(r, i);
		const struct file_state *was = f == NULL ? NULL :
		    state_find(&r->old_state, f->path);

		if (f == NULL)
			continue;
		if (was == NULL || was->size != f->size)
			return false;
		*articles += was->articles;
		n++;
	}
	return n == r->old_state.files;
}

/* The time of a file is not asked: it may lie. */
static bool
has_same_bytes(const struct run *r)
{
	for (size_t i = 0; i < r->walk.n; i++) {
		const struct file *f = file_at(r, i);

		if (f != NULL && !run_is_same(f,
		    state_find(&r->old_state, f->path)))
			return false;
	}
	return true;
}

static bool
is_stdin_named(const struct options *o)
{
	for (size_t i = 0; i < o->n_source; i++)
		if (str_is(str_of(o->source[i]), STDIN_SHOWN))
			return true;
	return false;
}

/* articles: of the old one.  Those of a pipe are in no file. */
static bool
is_same_again(const struct run *r, uint64_t articles)
{
	uint64_t of_files;

	return r->o->rebuild && r->writer.bulk != NULL && r->old != NULL &&
	    r->is_readable && r->o->n_forget == 0 && !is_stdin_named(r->o) &&
	    !r->has_new_dictionaries && r->missings == 0 && r->skipped == 0 &&
	    str_eq(buf_slice(&r->digest), buf_slice(&r->old_digest)) &&
	    has_same_roots(r) && has_same_files(r, &of_files) &&
	    of_files == articles && has_same_bytes(r);
}

static const struct error *
copy(struct run *r, bool *is_done)
{
	struct buf from = { 0 }, to = { 0 }, made = { 0 };
	const struct error *e;

	generation_path(&r->generations, r->generations.current, &from);
	describe(r, &made);
	if ((e = generation_make(&r->generations, r->scratch, &to)) == NULL &&
	    (e = seal_copy(from.p, to.p, buf_slice(&made), is_done)) == NULL &&
	    !*is_done)
		generation_remove(&r->generations, r->scratch);
	if (e == NULL && *is_done)
		notes_repeat(to.p);
	buf_release(&from);
	buf_release(&to);
	buf_release(&made);
	return e;
}

const struct error *
run_copy(struct run *r, bool *is_done, uint64_t *articles,
    uint64_t *paragraphs)
{
	struct buf data = { 0 };
	const struct error *e;

	*is_done = false;
	if (r->old == NULL || r->o->no_reuse)
		return NULL;
	if ((e = xap_writer_get(r->old, STR_LIT("articles"), &data)) != NULL)
		goto done;
	*articles = data.n > 0 ? strtoull(data.p, NULL, 10) : 0;
	if (!is_same_again(r, *articles) || (e = copy(r, is_done)) != NULL ||
	    !*is_done ||
	    (e = xap_writer_count(r->old, paragraphs)) != NULL)
		goto done;
	writer_close(&r->writer);
	generation_remove(&r->generations, r->new_number);
	r->new_number = r->scratch;
	r->added = (size_t)*articles;
	r->has_changes = true;
	if ((e = generations_check(&r->generations)) == NULL &&
	    (e = run_write_column(r, r->new_number)) == NULL)
		e = generation_publish(&r->generations, r->new_number);
done:
	buf_release(&data);
	return e;
}
