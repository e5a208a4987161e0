#include "record.h"

#include <string.h>

#include "clean.h"

static void
write_lists(struct buf *out, struct str *const *list, const size_t *n,
    int lists)
{
	for (int f = 0; f < lists; f++) {
		buf_varint(out, n[f]);
		for (size_t i = 0; i < n[f]; i++)
			buf_field(out, list[f][i]);
	}
}

void
record_write(struct buf *out, const struct record *r)
{
	size_t names = 0;

	buf_field(out, r->article);
	buf_varint(out, r->paragraph);
	buf_field(out, r->title);
	buf_field(out, r->date);
	buf_field(out, r->source);
	buf_field(out, r->url);
	buf_field(out, r->path);
	buf_field(out, r->file);
	buf_field(out, r->text);
	for (int f = 0; f < FACETS; f++) {
		write_lists(out, &r->value[f], &r->value_n[f], 1);
		buf_add(out, (const char *)r->rule[f], r->value_n[f]);
	}
	write_lists(out, r->given, r->given_n, FACETS);
	for (int i = FACETS; i < GIVEN_KINDS; i++)
		names += r->given_n[i];
	buf_varint(out, names);
	if (names > 0)
		write_lists(out, r->given + FACETS, r->given_n + FACETS,
		    GIVEN_KINDS - FACETS);
}

/* Text that was stored clean. */
static bool
read_text(struct str *rest, struct str *text)
{
	return str_field(rest, text) && clean_is_line(*text);
}

static bool
read_lists(struct arena *a, struct str *rest, struct str **list, size_t *n,
    int lists)
{
	uint64_t count;

	for (int f = 0; f < lists; f++) {
		if (!str_varint(rest, &count) || count > rest->n)
			return false;
		list[f] = arena_alloc(a, (size_t)count * sizeof(**list));
		n[f] = (size_t)count;
		for (size_t i = 0; i < n[f]; i++)
			if (!read_text(rest, &list[f][i]))
				return false;
	}
	return true;
}

static bool
read_values(struct arena *a, struct str *rest, struct record *r, enum facet f)
{
	size_t *n = &r->value_n[f];

	if (!read_lists(a, rest, &r->value[f], n, 1) || *n > rest->n)
		return false;
	r->rule[f] = (const uint8_t *)rest->p;
	for (size_t i = 0; i < *n; i++)
		if (r->rule[f][i] >= RULES)
			return false;
	rest->p += *n;
	rest->n -= *n;
	return true;
}

bool
record_read(struct record *r, struct arena *a, struct str data)
{
	uint64_t names;

	memset(r, 0, sizeof(*r));
	return read_text(&data, &r->article) &&
	    str_varint(&data, &r->paragraph) &&
	    r->paragraph <= UINT32_MAX &&
	    read_text(&data, &r->title) && read_text(&data, &r->date) &&
	    read_text(&data, &r->source) && read_text(&data, &r->url) &&
	    read_text(&data, &r->path) && str_field(&data, &r->file) &&
	    read_text(&data, &r->text) &&
	    read_values(a, &data, r, FACET_ACTOR) &&
	    read_values(a, &data, r, FACET_LOCATION) &&
	    read_values(a, &data, r, FACET_ORG_TYPE) &&
	    read_lists(a, &data, r->given, r->given_n, FACETS) &&
	    str_varint(&data, &names) && (names == 0 ||
	    read_lists(a, &data, r->given + FACETS, r->given_n + FACETS,
	    GIVEN_KINDS - FACETS)) && data.n == 0;
}
