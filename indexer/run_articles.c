/*
 * What becomes of an article: new, changed, unchanged, or a second one of the
 * same id.
 */
#include <string.h>

#include "notes.h"
#include "run.h"

/* Numbers of r->seen: 0, standard input; else index of the file in walk + 1. */
#define SEEN_CARRIED 0x80000000u	/* from the old generation */
#define SEEN_KEPT UINT32_MAX		/* by a file that is not read in this run */

const struct error *
run_write(void *arg, const struct prepared *p)
{
	struct run *r = arg;

	for (size_t i = 0; i < p->article.n; i++)
		r->paragraphs += p->article.paragraph[i].n > 0;
	return store_add(r->store, p);
}

static void
say_duplicate(struct run *r, const struct article *a, struct str other,
    const char *what)
{
	const struct str shown = a->path.n > 0 ? a->path :
	    STR_LIT(STDIN_SHOWN);

	notes_say(&r->said, "%.*s:%zu: id \"%.*s\" is also that of an article "
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

/* Is a file read later in this run, and is it certain what it has? */
static bool
is_later(const struct run *r, struct str path, bool *is_certain)
{
	const struct map_entry *position = map_find(&r->position, path);
	size_t i = position != NULL ? position->value - 1 : 0;

	if (position == NULL || i <= r->at || r->at_path.n == 0)
		return false;
	*is_certain = run_is_untouched(&r->walk.at[i], state_find(&r->state,
	    path));
	return true;
}

/*
 * Another file had the article.  One that is read later keeps it; if it has
 * changed, that is seen when it is read.
 */
static bool
keeps(struct run *r, const struct article *a, struct str owner)
{
	bool is_certain;

	if (!is_later(r, owner, &is_certain))
		say_duplicate(r, a, owner, "this one replaces it");
	else if (is_certain) {
		say_duplicate(r, a, owner, "that one, read later, stays");
		r->at_is_shadowed = r->is_kept = true;
		return true;
	}
	take_from(r, owner);
	return false;
}

/*
 * What the index has under this id decides: *is_wanted says whether the
 * article is to be written.
 */
static const struct error *
compare_stored(struct run *r, const struct article *a, bool *is_wanted)
{
	struct stored stored = { 0 };
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
		*is_wanted = !keeps(r, a, owner);
		if (!*is_wanted)
			goto done;
	} else if (stored.hash == article_hash(a)) {
		r->unchanged++;
		r->at_articles++;
		*is_wanted = false;
		goto done;
	}
	r->changed++;
done:
	buf_release(&stored.file);
	return e;
}

/* The same, where what the file had is known. */
static const struct error *
compare(struct run *r, const struct article *a, enum known_as known,
    bool *is_wanted)
{
	if (!r->is_known || known == KNOWN_OTHER)
		return compare_stored(r, a, is_wanted);
	*is_wanted = known == KNOWN_NOT;
	r->added += known == KNOWN_NOT;
	r->unchanged += known == KNOWN_SAME;
	r->at_articles += known == KNOWN_SAME;
	return NULL;
}

/* The same id a second time in this run. */
static const struct error *
replace(struct run *r, const struct article *a, uint32_t seen)
{
	const struct error *e = pipeline_drain(r->pipeline);
	struct str owner = { "", 0 };

	r->changed += r->is_large && (seen & SEEN_CARRIED) != 0;
	seen &= ~SEEN_CARRIED;
	if (seen > 0 && seen <= r->walk.n)
		owner = r->walk.at[seen - 1].path;
	say_duplicate(r, a, owner, "this one replaces it");
	if (str_eq(owner, r->at_path))
		r->at_articles--;
	else
		take_from(r, owner);
	return e != NULL ? e : store_remove(r->store, a->id);
}

/* A new generation has it for the first time. */
static void
count(struct run *r, const struct article *a)
{
	uint32_t docid;
	enum known_as known = r->is_large ? reuse_meet(r->reuse, a, 0,
	    &docid) : KNOWN_NOT;

	r->met += known != KNOWN_NOT;
	/* of files that the run does not look at, nothing is told */
	if (r->is_large && r->is_carrying && r->at == r->walk.n)
		return;
	switch (known) {
	case KNOWN_NOT:
		r->added++;
		break;
	case KNOWN_OTHER:
		r->changed++;
		break;
	case KNOWN_SAME:
		r->unchanged++;
		break;
	}
}

const struct error *
run_enter(void *arg, const struct article *given)
{
	struct run *r = arg;
	struct article a = *given;
	uint32_t *seen;
	const struct paragraph_facets *facets = NULL;
	const struct error *e = NULL;
	uint64_t id = hash64(a.id.p, a.id.n, 0);
	enum known_as known = KNOWN_NOT;
	bool is_wanted = true, is_first;

	if (r->o->shards > 0 && id % r->o->shards + 1 != r->o->shard)
		return NULL;
	if (r->at_path.n == 0)
		a.path = (struct str){ "", 0 };
	if (r->is_known)
		known = run_known_meet(r, &a);
	else if (r->new_number == 0)	/* else nothing leaves */
		map_put(&r->seen_hash, (struct str){ (char *)&id,
		    sizeof(id) });
	seen = ids_put(&r->seen, id, &is_first);
	r->is_kept = false;
	if (!is_first && *seen != SEEN_KEPT)
		e = replace(r, &a, *seen);
	else if (r->new_number == 0)
		e = compare(r, &a, known, &is_wanted);
	else
		count(r, &a);
	*seen = r->is_kept ? SEEN_KEPT : (r->at_path.n > 0 ?
	    (uint32_t)r->at + 1 : 0) | (r->is_carrying ? SEEN_CARRIED : 0);
	if (e != NULL || !is_wanted)
		return e;
	r->has_changes = true;
	r->at_articles++;
	if (r->reuse != NULL)
		facets = reuse_find(r->reuse, &a);
	r->reused += facets != NULL;
	if (facets != NULL && r->is_carrying)
		a.record = reuse_record(r->reuse);
	return pipeline_add(r->pipeline, &a, r->at_path, facets);
}
