/*
 * --status: what the index holds, without taking its lock.
 */
#include <sys/stat.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clean.h"
#include "dictionary.h"
#include "indexer.h"
#include "state.h"
#include "xap.h"

/* Bytes of the files in the directory and in its generations. */
static uint64_t
size_of(const char *dir, int depth)
{
	struct buf path = { 0 };
	struct dirent *ent;
	struct stat st;
	uint64_t sum = 0;
	DIR *d = opendir(dir);

	if (d == NULL)
		return 0;
	while ((ent = readdir(d)) != NULL) {
		if (strcmp(ent->d_name, ".") == 0 ||
		    strcmp(ent->d_name, "..") == 0)
			continue;
		buf_reset(&path);
		buf_printf(&path, "%s/%s", dir, ent->d_name);
		if (lstat(path.p, &st) == -1)
			continue;
		if (S_ISREG(st.st_mode))
			sum += (uint64_t)st.st_size;
		else if (S_ISDIR(st.st_mode) && depth > 0)
			sum += size_of(path.p, depth - 1);
	}
	closedir(d);
	buf_release(&path);
	return sum;
}

static const struct error *
get(struct xap_writer *w, const char *key, struct buf *out)
{
	const struct error *e = xap_writer_get(w, str_of(key), out);

	if (e == NULL && out->n == 0)
		buf_puts(out, "-");
	return e;
}

static const struct error *
print_facets(struct xap_writer *w)
{
	struct buf key = { 0 }, data = { 0 };
	const struct error *e = NULL;

	for (enum facet f = 0; f < FACETS && e == NULL; f++) {
		dictionary_count_key(&key, f);
		e = xap_writer_get(w, buf_slice(&key), &data);
		if (e == NULL)
			printf("%-12s %lu values\n", schema_facet[f].name,
			    data.n > 0 ? strtoul(data.p, NULL, 10) : 0);
	}
	buf_release(&key);
	buf_release(&data);
	return e;
}

/* What an index of a stranger holds, or a path, may be anything. */
static void
show(const char *name, struct str value)
{
	char *copy = str_dup(value);

	clean_visible(copy);
	printf("%-12s %s\n", name, copy);
	free(copy);
}

static const struct error *
print_dictionaries(struct xap_writer *w)
{
	struct buf key = { 0 }, path = { 0 };
	const struct error *e = NULL;

	for (int i = 1; e == NULL && (i == 1 || path.n > 0); i++) {
		buf_reset(&key);
		buf_printf(&key, "dictionary:%d", i);
		e = xap_writer_get(w, buf_slice(&key), &path);
		if (e == NULL && path.n > 0)
			show(i == 1 ? "dictionaries" : "", buf_slice(&path));
	}
	buf_release(&key);
	buf_release(&path);
	return e;
}

static void
print_sources(const struct state *s)
{
	for (size_t i = 0; i < s->roots; i++)
		show(i == 0 ? "sources" : "", s->root[i].path);
	printf("%-12s %zu\n", "files", s->files);
}

const struct error *
run_is_index(const char *index)
{
	const struct error *e = NULL;
	struct buf stub = { 0 };
	struct stat st;

	buf_printf(&stub, "%s/XAPIANDB", index);
	if (stat(stub.p, &st) == -1)
		e = error_make(ERROR_INDEX, "%s: no index there; make one "
		    "with indexer -i %s SOURCE", index, index);
	buf_release(&stub);
	return e;
}

const struct error *
run_status(const struct options *o)
{
	struct buf schema = { 0 }, value = { 0 };
	struct xap_writer *w = NULL;
	struct state state = { 0 };
	const struct error *e;
	uint64_t paragraphs;

	if ((e = run_is_index(o->index)) != NULL ||
	    (e = xap_writer_view(&w, o->index)) != NULL ||
	    (e = get(w, "schema", &schema)) != NULL)
		goto done;
	show("index", str_of(o->index));
	show("schema", buf_slice(&schema));
	if (strtoul(schema.p, NULL, 10) != SCHEMA_VERSION) {
		e = error_make(ERROR_INDEX, "%s: made by schema %s, this is "
		    "%d; make it anew with indexer --rebuild SOURCE", o->index,
		    schema.p, SCHEMA_VERSION);
		goto done;
	}
	if ((e = get(w, "articles", &value)) != NULL)
		goto done;
	show("articles", buf_slice(&value));
	if ((e = xap_writer_count(w, &paragraphs)) != NULL)
		goto done;
	printf("%-12s %llu\n", "paragraphs", (unsigned long long)paragraphs);
	if ((e = get(w, "language", &value)) != NULL)
		goto done;
	show("language", buf_slice(&value));
	printf("%-12s %.1f MB\n", "size",
	    (double)size_of(o->index, 1) / 1e6);
	if ((e = print_facets(w)) == NULL && (e = print_dictionaries(w)) ==
	    NULL && (e = state_load(&state, w)) == NULL)
		print_sources(&state);
done:
	state_release(&state);
	xap_writer_close(w);
	buf_release(&schema);
	buf_release(&value);
	return e;
}
