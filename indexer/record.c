#include "record.h"

#include <string.h>

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

/* Values with their rules. */
static void
write_values(struct buf *out, const struct record *r)
{
	for (int f = 0; f < FACETS; f++) {
		buf_varint(out, r->value_n[f]);
		for (size_t i = 0; i < r->value_n[f]; i++) {
			buf_field(out, r->value[f][i]);
			buf_putc(out, (char)r->rule[f][i]);
		}
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
	write_values(out, r);
	write_lists(out, r->given, r->given_n, FACETS);
	for (int i = FACETS; i < GIVEN_KINDS; i++)
		names += r->given_n[i];
	buf_varint(out, names);
	if (names > 0)
		write_lists(out, r->given + FACETS, r->given_n + FACETS,
		    GIVEN_KINDS - FACETS);
}

/* Room for a list, and how long it is. */
static bool
begin_list(struct arena *a, struct str *rest, struct str **list, size_t *n)
{
	uint64_t count;

	if (!str_varint(rest, &count) || count > rest->n)
		return false;
	*list = arena_alloc(a, (size_t)count * sizeof(**list));
	*n = (size_t)count;
	return true;
}

static bool
read_lists(struct arena *a, struct str *rest, struct str **list, size_t *n,
    int lists)
{
	for (int f = 0; f < lists; f++) {
		if (!begin_list(a, rest, &list[f], &n[f]))
			return false;
		for (size_t i = 0; i < n[f]; i++)
			if (!str_field(rest, &list[f][i]))
				return false;
	}
	return true;
}

static bool
read_rule(struct str *rest, uint8_t *rule)
{
	if (rest->n == 0 || (unsigned char)rest->p[0] >= RULES)
		return false;
	*rule = (uint8_t)rest->p[0];
	rest->p++;
	rest->n--;
	return true;
}

static bool
read_values(struct arena *a, struct str *rest, struct record *r)
{
	for (int f = 0; f < FACETS; f++) {
		if (!begin_list(a, rest, &r->value[f], &r->value_n[f]))
			return false;
		r->rule[f] = arena_alloc(a, r->value_n[f]);
		for (size_t i = 0; i < r->value_n[f]; i++)
			if (!str_field(rest, &r->value[f][i]) ||
			    !read_rule(rest, &r->rule[f][i]))
				return false;
	}
	return true;
}

bool
record_read(struct record *r, struct arena *a, struct str data)
{
	uint64_t names;

	memset(r, 0, sizeof(*r));
	return str_field(&data, &r->article) &&
	    str_varint(&data, &r->paragraph) &&
	    r->paragraph <= UINT32_MAX &&
	    str_field(&data, &r->title) && str_field(&data, &r->date) &&
	    str_field(&data, &r->source) && str_field(&data, &r->url) &&
	    str_field(&data, &r->path) && str_field(&data, &r->file) &&
	    str_field(&data, &r->text) &&
	    read_values(a, &data, r) &&
	    read_lists(a, &data, r->given, r->given_n, FACETS) &&
	    str_varint(&data, &names) && (names == 0 ||
	    read_lists(a, &data, r->given + FACETS, r->given_n + FACETS,
	    GIVEN_KINDS - FACETS)) && data.n == 0;
}
