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
#include "paragraphs.h"
#include "read.h"

#define ELEMENT_MAX ((size_t)16 << 20)	/* bytes of one element of "paragraphs" */

struct reader {
	struct input *in;
	struct str path;
	json_t *root;
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

/* A string of the record as clean text of one line, in the arena. */
static struct str
one_line(struct reader *r, const json_t *value)
{
	buf_reset(&r->clean);
	clean_line(&r->clean, (struct str){ json_string_value(value),
	    json_string_length(value) });
	return arena_str(&r->arena, buf_slice(&r->clean));
}

/* An optional string; null is as if it were not there. */
static const struct error *
take_string(struct reader *r, const char *name, struct str *out)
{
	const json_t *value = json_object_get(r->root, name);

	*out = (struct str){ "", 0 };
	if (value == NULL || json_is_null(value))
		return NULL;
	if (!json_is_string(value))
		return error_make(ERROR_INPUT, "field \"%s\": not a string",
		    name);
	*out = one_line(r, value);
	return NULL;
}

static const struct error *
take_id(struct reader *r, struct article *a)
{
	const json_t *id = json_object_get(r->root, "id");

	buf_reset(&r->clean);
	if (json_is_string(id) && (a->id = one_line(r, id)).n > 0)
		return NULL;
	buf_reset(&r->clean);
	if (json_is_integer(id))
		buf_printf(&r->clean, "%lld",
		    (long long)json_integer_value(id));
	else if (json_is_real(id))
		buf_printf(&r->clean, "%.15g", json_real_value(id));
	else if (id == NULL || json_is_null(id) || json_is_string(id)) {
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
	const json_t *list = json_object_get(r->root, name), *value;
	size_t i;

	*n = 0;
	if (list == NULL || json_is_null(list))
		return NULL;
	if (!json_is_array(list))
		return error_make(ERROR_INPUT,
		    "field \"%s\": not an array of strings", name);
	*out = arena_alloc(&r->arena, json_array_size(list) * sizeof(**out));
	json_array_foreach(list, i, value) {
		if (!json_is_string(value))
			return error_make(ERROR_INPUT,
			    "field \"%s\": element %zu: not a string", name,
			    i + 1);
		if (json_string_length(value) > ELEMENT_MAX)
			return error_make(ERROR_INPUT,
			    "field \"%s\": element %zu: larger than %zu MiB",
			    name, i + 1, ELEMENT_MAX >> 20);
		(*out)[(*n)++] = one_line(r, value);
	}
	return NULL;
}

static const struct error *
take_text(struct reader *r, struct article *a)
{
	const json_t *list = json_object_get(r->root, "paragraphs");
	const json_t *text = json_object_get(r->root, "text");
	const char *name = "text";
	const struct error *e;
	struct dateline d;

	if (text == NULL || json_is_null(text)) {
		text = json_object_get(r->root, "body");
		name = "body";
	}
	if (text != NULL && !json_is_null(text) && !json_is_string(text))
		return error_make(ERROR_INPUT, "field \"%s\": not a string",
		    name);
	if (list != NULL && !json_is_null(list)) {
		if ((e = take_strings(r, "paragraphs", &a->paragraph,
		    &a->n)) != NULL)
			return e;
	} else if (json_is_string(text)) {
		buf_reset(&r->clean);
		clean_text(&r->clean, (struct str){ json_string_value(text),
		    json_string_length(text) });
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

	if (!json_is_object(r->root))
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
	r->root = json_loadb(raw.p, raw.n, JSON_ALLOW_NUL, &why);
	if (r->root == NULL)
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
