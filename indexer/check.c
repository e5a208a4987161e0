/*
 * --check: is the index what it should be?  Xapian's tables, every document's
 * record against its values and the dictionaries, totals, the facet column and
 * the frequent words, and what the sources are said to hold.  --repair makes anew what is not.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dictionary.h"
#include "frequent.h"
#include "generation.h"
#include "indexer.h"
#include "record.h"
#include "state.h"
#include "stop.h"

#define PROBLEMS_SHOWN 20

struct check {
	const char *index;
	struct xap_writer *w;
	size_t problems;
	bool is_column;			/* one of them: the next run mends it */
	uint64_t documents;
	struct map articles;		/* ids; the value: 1 */
	struct map files;		/* articles of each */
	struct names {			/* of a facet, by ordinal */
		struct str *at;
		uint32_t n;
		uint64_t *count;	/* documents that have it */
	} names[FACETS];
	struct arena names_arena, arena;
	struct buf data;
};

__attribute__((format(printf, 2, 3))) static void
problem(struct check *c, const char *fmt, ...)
{
	va_list ap;
	char text[512];

	if (++c->problems > PROBLEMS_SHOWN)
		return;
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	error_note(PROGRAM, "%s: %s", c->index, text);
}

/* ---- dictionaries ---- */

static const struct error *
load_names(struct check *c, enum facet f)
{
	struct names *v = &c->names[f];
	struct buf key = { 0 }, data = { 0 };
	const struct error *e;
	struct str rest = { "", 0 }, name;
	unsigned long n;

	dictionary_count_key(&key, f);
	if ((e = xap_writer_get(c->w, buf_slice(&key), &data)) != NULL)
		goto done;
	n = data.n > 0 ? strtoul(data.p, NULL, 10) : 0;
	for (unsigned long i = 0; i < n; i++) {
		if (i % DICTIONARY_BLOCK == 0) {
			dictionary_block_key(&key, f,
			    (uint32_t)(i / DICTIONARY_BLOCK));
			if ((e = xap_writer_get(c->w, buf_slice(&key),
			    &data)) != NULL)
				goto done;
			rest = buf_slice(&data);
			v->at = mem_resize(v->at, i + DICTIONARY_BLOCK,
			    sizeof(*v->at));
		}
		if (!str_field(&rest, &name)) {
			problem(c, "dictionary of %s: damaged at value %lu",
			    schema_facet[f].name, i);
			break;
		}
		v->at[v->n++] = arena_str(&c->names_arena, name);
	}
	v->count = mem_alloc((size_t)v->n + 1, sizeof(*v->count));
done:
	buf_release(&key);
	buf_release(&data);
	return e;
}

/* ---- documents ---- */

/* Is name the value or one of its ancestors? */
static bool
covers(struct str name, struct str value)
{
	return str_eq(name, value) || (value.n > name.n &&
	    memcmp(name.p, value.p, name.n) == 0 && value.p[name.n] == '/');
}

static void
check_facet(struct check *c, uint32_t docid, enum facet f,
    const struct record *r, struct str packed)
{
	const struct names *v = &c->names[f];
	uint32_t ordinal = UINT32_MAX;
	size_t found = 0;

	while (packed.n > 0) {
		bool is_known = false;

		if (!schema_unpack(&packed, &ordinal) || ordinal >= v->n) {
			problem(c, "document %u: %s: damaged value", docid,
			    schema_facet[f].name);
			return;
		}
		v->count[ordinal]++;
		for (size_t i = 0; i < r->value_n[f]; i++) {
			found += str_eq(v->at[ordinal], r->value[f][i]);
			is_known |= covers(v->at[ordinal], r->value[f][i]);
		}
		if (!is_known)
			problem(c, "document %u: %s \"%.*s\" is not in its "
			    "record", docid, schema_facet[f].name,
			    STR_ARG(v->at[ordinal]));
	}
	if (found != r->value_n[f])
		problem(c, "document %u: %s: %zu values in its record, %zu "
		    "of them counted", docid, schema_facet[f].name,
		    r->value_n[f], found);
}

static const struct error *
check_document(void *arg, uint32_t docid, const struct str *value)
{
	struct check *c = arg;
	const struct error *e;
	struct record r;
	uint64_t hash = 0;
	struct map_entry *m;

	c->documents++;
	if ((e = stop_check()) != NULL)
		return e;
	arena_reset(&c->arena);
	if ((e = xap_writer_data(c->w, docid, &c->data)) != NULL)
		return e;
	if (!record_read(&r, &c->arena, buf_slice(&c->data))) {
		problem(c, "document %u: damaged record", docid);
		return NULL;
	}
	for (size_t i = 0; i < value[0].n; i++)
		hash = hash << 8 | (unsigned char)value[0].p[i];
	if (hash != hash64(r.article.p, r.article.n, 0))
		problem(c, "document %u: not of article \"%.*s\"", docid,
		    STR_ARG(r.article));
	if (map_find(&c->articles, r.article) == NULL) {
		map_put(&c->articles, r.article)->value = 1;
		m = map_put(&c->files, r.file);
		m->value++;
	}
	for (enum facet f = 0; f < FACETS; f++)
		check_facet(c, docid, f, &r, value[1 + f]);
	return NULL;
}

/* ---- the rest ---- */

struct against {		/* the counts of a word */
	const uint32_t *total;	/* of all documents, by value */
	bool is_more;		/* than these */
};

static void
compare_count(void *arg, uint32_t value, uint32_t documents)
{
	struct against *a = arg;

	a->is_more |= documents > a->total[value];
}

/* The counts of a word are within those of all, and its documents as many. */
static const struct error *
check_word(struct check *c, const struct frequent *f,
    const struct frequent_entry *entry, const uint32_t *total, bool *is_sound)
{
	struct str term = { entry->term, strnlen(entry->term,
	    FREQUENT_TERM_MAX) };
	struct against against = { total, false };
	uint32_t docid[FREQUENT_CLASSES * FREQUENT_HEAD];
	struct xap_ids ids = { 0 };
	const struct error *e = xap_writer_find(c->w, term, &ids);
	size_t n;

	*is_sound = ids.n == entry->documents &&
	    frequent_head(f, entry, FREQUENT_HEAD, docid, &n) &&
	    frequent_counts(f, entry, compare_count, &against) &&
	    !against.is_more;
	free(ids.at);
	return e;
}

static const struct error *
check_frequent(struct check *c, const char *dir,
    const struct xap_version *version, const uint32_t *total)
{
	struct frequent *f = NULL;
	const struct error *e = NULL;
	uint32_t values = 0;
	bool is_sound = true;
	enum column_state state;

	for (int i = 0; i < FACETS; i++)
		values += c->names[i].n;
	state = frequent_open(&f, dir, version, values);
	for (uint32_t i = 0; state == COLUMN_READY && is_sound && e == NULL &&
	    i < frequent_words(f); i++)
		e = check_word(c, f, frequent_word(f, i), total, &is_sound);
	if (state == COLUMN_DAMAGED || !is_sound)
		problem(c, FREQUENT_NAME ": damaged; searches do without it, "
		    "and a rebuild writes it anew");
	frequent_close(f);
	return e;
}

static const struct error *
check_column(struct check *c, const char *dir)
{
	static const char *const state_name[] = { "ready", "absent", "stale",
	    "damaged" };
	uint32_t values[FACETS];
	struct xap_version version;
	struct column *column = NULL;
	const struct error *e;
	const uint32_t *total, *of_facet;
	enum column_state state;

	for (int f = 0; f < FACETS; f++)
		values[f] = c->names[f].n;
	if ((e = xap_writer_version(c->w, &version)) != NULL)
		return e;
	state = column_open(&column, dir, &version, values);
	if (state != COLUMN_READY || !column_check(column) ||
	    (total = of_facet = column_totals(column)) == NULL) {
		problem(c, "facet column: %s; searches do without it, and the "
		    "next run writes it anew", state == COLUMN_READY ?
		    "damaged" : state_name[state]);
		c->is_column = true;
		column_close(column);
		return NULL;
	}
	for (int f = 0; f < FACETS; of_facet += c->names[f++].n)
		for (uint32_t i = 0; i < c->names[f].n; i++)
			if (of_facet[i] != c->names[f].count[i])
				problem(c, "facet column: %s \"%.*s\": %u "
				    "paragraphs, there are %llu",
				    schema_facet[f].name,
				    STR_ARG(c->names[f].at[i]), of_facet[i],
				    (unsigned long long)c->names[f].count[i]);
	e = check_frequent(c, dir, &version, total);
	column_close(column);
	return e;
}

static const struct error *
check_totals(struct check *c, size_t *sources)
{
	struct state state = { 0 };
	const struct error *e;

	if ((e = xap_writer_get(c->w, STR_LIT("articles"), &c->data)) != NULL ||
	    (e = state_load(&state, c->w)) != NULL)
		goto done;
	buf_puts(&c->data, "");
	if (strtoull(c->data.p, NULL, 10) != c->articles.n)
		problem(c, "%s articles by its own count, there are %zu",
		    c->data.p, c->articles.n);
	for (size_t i = 0; i < state.files; i++) {
		const struct file_state *f = &state.file[i];
		const struct map_entry *m = map_find(&c->files, f->path);
		uint64_t n = m != NULL ? m->value : 0;

		if (n != f->articles)
			problem(c, "%.*s: %llu articles by its record, there "
			    "are %llu", STR_ARG(f->shown),
			    (unsigned long long)f->articles,
			    (unsigned long long)n);
	}
	*sources = state.files;
done:
	state_release(&state);
	return e;
}

static const struct error *
check_all(struct check *c, const char *dir, size_t *sources)
{
	static const unsigned slot[] = { SLOT_ARTICLE, SLOT_FACET,
	    SLOT_FACET + 1, SLOT_FACET + 2 };
	const struct error *e;
	struct buf found = { 0 };
	struct str rest, line;
	size_t errors;

	if ((e = xap_check(dir, &errors, &found)) != NULL)
		goto done;
	rest = buf_slice(&found);
	if (errors > 0) {
		while (str_cut(&rest, '\n', &line))
			if (str_trim(line).n > 0)
				problem(c, "%.*s", STR_ARG(line));
		problem(c, "%zu errors in Xapian's tables", errors);
		goto done;		/* the rest would fail by them */
	}
	for (enum facet f = 0; f < FACETS && e == NULL; f++)
		e = load_names(c, f);
	if (e == NULL && (e = xap_writer_rows(c->w, 1, slot, 1 + FACETS,
	    check_document, c)) == NULL && (e = check_totals(c, sources)) ==
	    NULL)
		e = check_column(c, dir);
done:
	buf_release(&found);
	return e;
}

static void
release(struct check *c)
{
	xap_writer_close(c->w);
	map_release(&c->articles);
	map_release(&c->files);
	for (int f = 0; f < FACETS; f++) {
		free(c->names[f].at);
		free(c->names[f].count);
	}
	arena_release(&c->names_arena);
	arena_release(&c->arena);
	buf_release(&c->data);
}

/*
 * What helps: --repair; the next run, if nothing is wrong but that the facet
 * column cannot be used; or what the problem says, if the index cannot be
 * opened and so does not even tell its sources.
 */
enum remedy { REMEDY_REPAIR, REMEDY_RUN, REMEDY_TOLD };

static const struct error *
check(const struct options *o, size_t *problems, enum remedy *remedy)
{
	struct check c = { .index = o->index };
	struct generations g = { .lock = -1 };
	struct buf dir = { 0 };
	const struct error *e;
	size_t sources = 0;

	if ((e = run_is_index(o->index)) != NULL)
		return e;
	if ((e = generations_open(&g, o->index, o->wait)) != NULL)
		goto done;
	generation_path(&g, g.current, &dir);
	if ((e = xap_writer_view(&c.w, dir.p)) == NULL)
		e = check_all(&c, dir.p, &sources);
	/* what cannot even be opened is damaged, too */
	if (e != NULL && e->code == ERROR_INDEX) {
		problem(&c, "%s", e->text);
		e = NULL;
	}
	if (e == NULL && c.problems > PROBLEMS_SHOWN)
		error_note(PROGRAM, "%s: and %zu more", o->index,
		    c.problems - PROBLEMS_SHOWN);
	if (e == NULL && c.problems == 0 && printf("sound: %zu articles, %llu "
	    "paragraphs, %zu files\n", c.articles.n,
	    (unsigned long long)c.documents, sources) < 0)
		e = error_errno("standard output");
	*problems = c.problems;
	*remedy = c.w == NULL ? REMEDY_TOLD :
	    c.is_column && c.problems == 1 ? REMEDY_RUN : REMEDY_REPAIR;
done:
	generations_close(&g);
	buf_release(&dir);
	release(&c);
	return e;
}

const struct error *
run_check(const struct options *o, const struct facets *facets,
    size_t *skipped)
{
	struct options again = *o;
	const struct error *e;
	size_t problems = 0;
	enum remedy remedy = REMEDY_TOLD;

	if ((e = check(o, &problems, &remedy)) != NULL || problems == 0)
		return e;
	if (o->mode == MODE_CHECK) {
		if (remedy == REMEDY_REPAIR)
			error_note(PROGRAM, "%s: not sound; indexer --repair "
			    "makes it anew from its sources", o->index);
		*skipped += problems;
		return NULL;
	}
	again.mode = MODE_INDEX;
	again.rebuild = again.no_reuse = remedy != REMEDY_RUN;
	return run_index(&again, facets, skipped);
}
