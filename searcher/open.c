#include "open.h"

#include <sys/stat.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define OPEN_TRIES 10		/* while indexes are being replaced */
#define OPEN_PAUSE 20000	/* microseconds */
#define SEARCH_TRIES 10		/* when the index changes under a search */

double
stage_clock(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static const struct error *
check_path(const char *path)
{
	struct buf stub = { 0 };
	struct stat st;
	const struct error *e = NULL;

	if (strncmp(path, "tcp://", 6) == 0)
		return NULL;
	buf_printf(&stub, "%s/XAPIANDB", path);
	if (stat(path, &st) == -1)
		e = error_make(ERROR_INDEX, "%s: no index there; make one "
		    "with indexer -i %s SOURCE", path, path);
	else if (stat(stub.p, &st) == -1)
		e = error_make(ERROR_INDEX, "%s: not an index; make one with "
		    "indexer -i DIR SOURCE", path);
	buf_release(&stub);
	return e;
}

static const struct error *
check_schema(struct xap_reader *r, const char *const *index, struct buf *lang)
{
	struct buf value = { 0 };
	const struct error *e = NULL;

	for (size_t i = 0; i < xap_reader_parts(r) && e == NULL; i++) {
		if ((e = xap_reader_get(r, i, STR_LIT("schema"), &value)) !=
		    NULL)
			break;
		if (value.n == 0) {
			e = error_make(ERROR_INDEX,
			    "%s: not an index made by indexer", index[i]);
			break;
		}
		if (strtoul(value.p, NULL, 10) != SCHEMA_VERSION) {
			e = error_make(ERROR_INDEX, "%s: made by schema %s, "
			    "this is %d; make it anew with indexer --rebuild "
			    "SOURCE",
			    index[i], value.p, SCHEMA_VERSION);
			break;
		}
		if ((e = xap_reader_get(r, i, STR_LIT("language"), &value)) !=
		    NULL)
			break;
		if (i == 0)
			buf_str(lang, buf_slice(&value));
		else if (!str_eq(buf_slice(lang), buf_slice(&value)))
			e = error_make(ERROR_INDEX, "%s: in %s, but %s is in "
			    "%s; search them apart", index[i], value.p,
			    index[0], lang->p);
	}
	buf_release(&value);
	return e;
}

static const struct error *
open_once(struct search *s, const struct indexes *from)
{
	const char *const *index = from->path.at;
	size_t n = from->path.n;
	struct buf language = { 0 };
	const struct error *e = NULL;

	for (size_t i = 0; i < n && e == NULL; i++)
		e = check_path(index[i]);
	if (e == NULL && (e = xap_reader_open(&s->reader, index, n,
	    from->timeout_ms)) == NULL &&
	    (e = check_schema(s->reader, index, &language)) == NULL &&
	    (e = catalog_open(&s->catalog, s->reader)) == NULL &&
	    (e = weighting_open(&s->weighting, s->reader)) == NULL &&
	    (e = columns_open(&s->columns, index, s->reader, s->catalog)) ==
	    NULL)
		e = text_new(&s->tokenizer, language.p);
	buf_release(&language);
	return e;
}

static void
close_all(struct search *s)
{
	text_free(s->tokenizer);
	columns_close(&s->columns);
	catalog_close(s->catalog);
	xap_reader_close(s->reader);
	memset(s, 0, sizeof(*s));
}

/* Which generation the stub names; 0 if that cannot be told. */
static uint64_t
stub_of(const char *index)
{
	struct buf path = { 0 };
	struct stat st;
	uint64_t h = 0;

	buf_printf(&path, "%s/XAPIANDB", index);
	if (stat(path.p, &st) == 0)
		h = hash64(&st.st_ino, sizeof(st.st_ino), 1);
	buf_release(&path);
	return h;
}

const struct error *
search_open(struct search **sp, const struct indexes *index)
{
	struct search *s = mem_alloc(1, sizeof(*s));
	const struct error *e = NULL;
	double start = stage_clock();

	for (int i = 0; i < OPEN_TRIES; i++) {
		uint64_t before = 0, after = 0;

		for (size_t k = 0; k < index->path.n; k++)
			before += stub_of(index->path.at[k]);
		if ((e = open_once(s, index)) == NULL) {
			s->open_ms = stage_clock() - start;
			*sp = s;
			return NULL;
		}
		close_all(s);
		for (size_t k = 0; k < index->path.n; k++)
			after += stub_of(index->path.at[k]);
		/* only an index that is being replaced is worth a new try */
		if (before == after && e->code != ERROR_CHANGED)
			break;
		usleep(OPEN_PAUSE);
	}
	free(s);
	return e;
}

void
search_close(struct search *s)
{
	if (s == NULL)
		return;
	close_all(s);
	free(s);
}

bool
search_again(struct search **sp, const struct indexes *index, int *tries,
    const struct error **e)
{
	if ((*e)->code != ERROR_CHANGED || (*tries)++ >= SEARCH_TRIES)
		return false;
	search_close(*sp);
	*sp = NULL;
	*e = search_open(sp, index);
	return *e == NULL;
}

static uint64_t
add_file(uint64_t state, const char *path)
{
	struct stat st;

	if (stat(path, &st) == -1)
		return state;
	state = hash64(&st.st_ino, sizeof(st.st_ino), state);
	state = hash64(&st.st_mtim.tv_sec, sizeof(st.st_mtim.tv_sec), state);
	return hash64(&st.st_mtim.tv_nsec, sizeof(st.st_mtim.tv_nsec), state);
}

uint64_t
search_state(const struct indexes *index)
{
	struct buf dir = { 0 };
	uint64_t state = 0;

	for (size_t i = 0; i < index->path.n; i++) {
		if (!columns_generation(index->path.at[i], &dir))
			continue;
		/* a commit writes this file anew */
		buf_puts(&dir, "/iamglass");
		state = add_file(state, dir.p);
	}
	buf_release(&dir);
	return state;
}

const char *
search_column(const struct search *s, size_t part)
{
	return columns_state_name(s->columns.state[part]);
}
