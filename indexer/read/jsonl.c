/*
 * JSON Lines (https://jsonlines.org): one article per line, as an object with
 * id, title, date, url, source, text or body or paragraphs, and facet values
 * that the input gives (actor, location, org_type).
 */
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "clean.h"
#include "date.h"
#include "flat.h"
#include "paragraphs.h"
#include "read.h"

#define ELEMENT_MAX ((size_t)16 << 20)	/* bytes of one element of "paragraphs" */

struct reader {
	struct input *in;
	struct str path;
	struct flat flat;
	json_t *root;		/* NULL: the record is flat */
	struct buf line, clean, warning;
	struct arena arena;
	struct paragraphs paragraphs;
	struct date date;
};

static bool
jsonl_sniff(struct str head)
{
	struct str s = head;

	if (str_starts(s, "\xef\xbb\xbf"))
		s.p += 3, s.n -= 3;
	s = str_trim(s);
	return s.n > 1 && s.p[0] == '{' &&
	    (str_trim((struct str){ s.p + 1, s.n - 1 }).p[0] == '"' ||
	    str_trim((struct str){ s.p + 1, s.n - 1 }).p[0] == '}');
}

static void
jsonl_open(struct reader **rp, struct input *in, struct str path)
{
	struct reader *r = mem_alloc(1, sizeof(*r));

	r->in = in;
	r->path = path;
	*rp = r;
}

/* A value that jansson read, so that one form is enough below. */
static struct flat_value
value_of(struct reader *r, const json_t *j)
{
	struct flat_value v = { .kind = FLAT_OTHER };

	if (j == NULL || json_is_null(j))
		v.kind = FLAT_NONE;
	else if (json_is_string(j)) {
		v.kind = FLAT_STRING;
		v.s = (struct str){ json_string_value(j),
		    json_string_length(j) };
	} else if (json_is_number(j)) {
		v.kind = FLAT_INTEGER;
		buf_reset(&r->clean);
		if (json_is_integer(j))
			buf_printf(&r->clean, "%lld",
			    (long long)json_integer_value(j));
		else
			buf_printf(&r->clean, "%.15g", json_real_value(j));
		v.s = arena_str(&r->arena, buf_slice(&r->clean));
	} else if (json_is_array(j)) {
		v.kind = FLAT_STRINGS;
		v.n = json_array_size(j);
		v.at = arena_alloc(&r->arena, v.n * sizeof(*v.at));
		for (size_t i = 0; i < v.n; i++) {
			const json_t *e = json_array_get(j, i);

			/* NULL: not a string */
			v.at[i] = (struct str){ json_string_value(e),
			    json_string_length(e) };
		}
	}
	return v;
}

static struct flat_value
get(struct reader *r, const char *name)
{
	return r->root == NULL ? flat_find(&r->flat, name) :
	    value_of(r, json_object_get(r->root, name));
}

/* A string of the record as clean text of one line, in the arena. */
static struct str
one_line(struct reader *r, struct str s)
{
	buf_reset(&r->clean);
	clean_line(&r->clean, s);
	return arena_str(&r->arena, buf_slice(&r->clean));
}

/* An optional string; null is as if it were not there. */
static const struct error *
take_string(struct reader *r, const char *name, struct str *out)
{
	struct flat_value v = get(r, name);

	*out = (struct str){ "", 0 };
	if (v.kind == FLAT_NONE)
		return NULL;
	if (v.kind != FLAT_STRING)
		return error_make(ERROR_INPUT, "field \"%s\": not a string",
		    name);
	*out = one_line(r, v.s);
	return NULL;
}

static const struct error *
take_id(struct reader *r, struct article *a)
{
	struct flat_value id = get(r, "id");

	if (id.kind == FLAT_STRING && (a->id = one_line(r, id.s)).n > 0)
		return NULL;
	buf_reset(&r->clean);
	if (id.kind == FLAT_INTEGER)
		buf_str(&r->clean, id.s);
	else if (id.kind == FLAT_NONE || id.kind == FLAT_STRING) {
		clean_line(&r->clean, r->path);
		buf_printf(&r->clean, ":%zu", a->line);
	} else
		return error_make(ERROR_INPUT,
		    "field \"id\": neither a string nor a number");
	a->id = arena_str(&r->arena, buf_slice(&r->clean));
	return NULL;
}

static const struct error *
take_date(struct reader *r, struct article *a)
{
	const struct error *e;
	struct str date;

	if ((e = take_string(r, "date", &date)) != NULL)
		return e;
	if (date.n > 0 && date_parse(&r->date, date))
		a->date = str_of(r->date.text);
	else if (date.n > 0)
		a->warning = read_date_warning(&r->warning, date);
	return NULL;
}

/* An optional array of strings. */
static const struct error *
take_strings(struct reader *r, const char *name, struct str **out, size_t *n)
{
	struct flat_value list = get(r, name);

	*n = 0;
	if (list.kind == FLAT_NONE)
		return NULL;
	if (list.kind != FLAT_STRINGS)
		return error_make(ERROR_INPUT,
		    "field \"%s\": not an array of strings", name);
	*out = arena_alloc(&r->arena, list.n * sizeof(**out));
	for (size_t i = 0; i < list.n; i++) {
		if (list.at[i].p == NULL)
			return error_make(ERROR_INPUT,
			    "field \"%s\": element %zu: not a string", name,
			    i + 1);
		if (list.at[i].n > ELEMENT_MAX)
			return error_make(ERROR_INPUT,
			    "field \"%s\": element %zu: larger than %zu MiB",
			    name, i + 1, ELEMENT_MAX >> 20);
		(*out)[(*n)++] = one_line(r, list.at[i]);
	}
	return NULL;
}

static const struct error *
take_text(struct reader *r, struct article *a)
{
	struct flat_value text = get(r, "text");
	const char *name = "text";
	const struct error *e;
	struct dateline d;

	if (text.kind == FLAT_NONE) {
		text = get(r, "body");
		name = "body";
	}
	if (text.kind != FLAT_NONE && text.kind != FLAT_STRING)
		return error_make(ERROR_INPUT, "field \"%s\": not a string",
		    name);
	if (get(r, "paragraphs").kind != FLAT_NONE) {
		if ((e = take_strings(r, "paragraphs", &a->paragraph,
		    &a->n)) != NULL)
			return e;
	} else if (text.kind == FLAT_STRING) {
		buf_reset(&r->clean);
		clean_text(&r->clean, text.s);
		paragraphs_find(&r->paragraphs, buf_slice(&r->clean),
		    a->title.n == 0);
		a->paragraph = r->paragraphs.at;
		a->n = r->paragraphs.n;
		if (a->title.n == 0)
			a->title = r->paragraphs.title;
	}
	if (a->n > 0 && dateline_parse(&d, a->paragraph[0])) {
		a->place = d.place;
		if (a->date.n == 0 && a->warning.n == 0) {
			r->date = d.date;
			a->date = str_of(r->date.text);
		}
	}
	return NULL;
}

static const struct error *
take_article(struct reader *r, struct article *a)
{
	const struct error *e;

	if (r->root != NULL && !json_is_object(r->root))
		return error_make(ERROR_INPUT, "not a JSON object");
	if ((e = take_id(r, a)) != NULL ||
	    (e = take_string(r, "title", &a->title)) != NULL ||
	    (e = take_string(r, "source", &a->source)) != NULL ||
	    (e = take_string(r, "url", &a->url)) != NULL ||
	    (e = take_date(r, a)) != NULL)
		return e;
	for (int f = 0; f < FACETS; f++)
		if ((e = take_strings(r, schema_facet[f].name, &a->given[f],
		    &a->given_n[f])) != NULL)
			return e;
	return take_text(r, a);
}

static const struct error *
jsonl_next(struct reader *r, struct article *a, bool *got)
{
	const struct error *e;
	json_error_t why;
	struct str raw;

	*got = false;
	json_decref(r->root);
	r->root = NULL;
	arena_reset(&r->arena);
	do {
		if ((e = input_line(r->in, &raw, got)) != NULL)
			return e->code != ERROR_INPUT ? e :
			    error_wrap(e, "%zu", input_lines(r->in));
		if (!*got)
			return NULL;
		if (input_lines(r->in) == 1 && str_starts(raw, "\xef\xbb\xbf"))
			raw.p += 3, raw.n -= 3;
		raw = str_trim(raw);
	} while (raw.n == 0);

	memset(a, 0, sizeof(*a));
	a->line = input_lines(r->in);
	a->path = r->path;
	if (!clean_is_utf8(raw)) {
		/* cleaned before parsing: JSON must be UTF-8 */
		buf_reset(&r->clean);
		buf_reset(&r->line);
		read_decode(&r->clean, raw);
		clean_text(&r->line, buf_slice(&r->clean));
		raw = buf_slice(&r->line);
	}
	if (!flat_parse(&r->flat, &r->arena, raw) && (r->root = json_loadb(
	    raw.p, raw.n, JSON_ALLOW_NUL, &why)) == NULL)
		return error_make(ERROR_INPUT, "%zu: not JSON: %s (column %d)",
		    a->line, why.text, why.column);
	if ((e = take_article(r, a)) != NULL)
		return error_wrap(e, "%zu", a->line);
	return NULL;
}

static void
jsonl_close(struct reader *r)
{
	if (r == NULL)
		return;
	json_decref(r->root);
	buf_release(&r->line);
	buf_release(&r->clean);
	buf_release(&r->warning);
	arena_release(&r->arena);
	paragraphs_release(&r->paragraphs);
	free(r);
}

static const char *const jsonl_suffix[] = { ".jsonl", ".ndjson", NULL };

const struct format format_jsonl = {
	"jsonl", jsonl_suffix, "JSON Lines, one article per line",
	jsonl_sniff, jsonl_open, jsonl_next, jsonl_close
};
