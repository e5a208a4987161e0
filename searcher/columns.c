#include "columns.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STUB_LINE "auto gen."	/* the whole of it: this and a number */

bool
columns_generation(const char *index, struct buf *dir)
{
	char line[128] = "", *end = NULL;
	struct buf path = { 0 };
	FILE *f;

	buf_printf(&path, "%s/XAPIANDB", index);
	f = fopen(path.p, "re");
	buf_release(&path);
	if (f == NULL)
		return false;
	if (fgets(line, sizeof(line), f) != NULL &&
	    strncmp(line, STUB_LINE, strlen(STUB_LINE)) == 0) {
		buf_reset(dir);
		buf_printf(dir, "%s/gen.%lu", index,
		    strtoul(line + strlen(STUB_LINE), &end, 10));
	}
	fclose(f);
	return end != NULL && strcmp(end, "\n") == 0;
}

static const struct error *
open_part(struct columns *c, const char *index, struct xap_reader *reader,
    const struct catalog *catalog, size_t part)
{
	uint32_t values[FACETS], all = 0;
	struct xap_version version;
	struct buf dir = { 0 };
	const struct error *e = NULL;

	c->state[part] = COLUMN_ABSENT;
	if (!columns_generation(index, &dir))
		goto done;
	if ((e = xap_reader_version(reader, part, &version)) != NULL)
		goto done;
	for (enum facet f = 0; f < FACETS; f++)
		all += values[f] = catalog_size(catalog, part, f);
	if (version.uuid[0] == '\0')
		goto done;
	c->state[part] = column_open(&c->at[part], dir.p, &version, values);
	if (c->at[part] != NULL)
		frequent_open(&c->frequent[part], dir.p, &version, all);
done:
	buf_release(&dir);
	return e;
}

const struct error *
columns_open(struct columns *c, const char *const *index,
    struct xap_reader *reader, const struct catalog *catalog)
{
	const struct error *e = NULL;

	c->parts = xap_reader_parts(reader);
	c->at = mem_alloc(c->parts, sizeof(struct column *));
	c->state = mem_alloc(c->parts, sizeof(*c->state));
	c->frequent = mem_alloc(c->parts, sizeof(struct frequent *));
	for (size_t i = 0; i < c->parts && e == NULL; i++)
		e = open_part(c, index[i], reader, catalog, i);
	return e;
}

void
columns_close(struct columns *c)
{
	for (size_t i = 0; i < c->parts; i++) {
		column_close(c->at[i]);
		frequent_close(c->frequent[i]);
	}
	free(c->at);
	free(c->state);
	free(c->frequent);
	memset(c, 0, sizeof(*c));
}

void
columns_drop(struct columns *c, size_t part)
{
	column_close(c->at[part]);
	frequent_close(c->frequent[part]);
	c->at[part] = NULL;
	c->frequent[part] = NULL;
	c->state[part] = COLUMN_DAMAGED;
}

bool
columns_complete(const struct columns *c)
{
	for (size_t i = 0; i < c->parts; i++)
		if (c->at[i] == NULL)
			return false;
	return true;
}

const char *
columns_state_name(enum column_state state)
{
	switch (state) {
	case COLUMN_READY:	return "ready";
	case COLUMN_ABSENT:	return "absent";
	case COLUMN_STALE:	return "stale";
	case COLUMN_DAMAGED:	return "damaged";
	}
	abort();		/* cannot happen */
}
