#include "schema.h"

#include <stdio.h>
#include <string.h>

const struct facet_def schema_facet[FACETS] = {
#define X(symbol, name, prefix, letter, path, title) \
	[FACET_##symbol] = { name, prefix, letter, path, title },
	SCHEMA_FACETS(X)
#undef X
};

/* Which facet a field of kind FACET filters; the others are not asked. */
#define FACET_TITLE FACETS
#define FACET_SOURCE FACETS
#define FACET_DATE FACETS

const struct field_def schema_field[FIELDS] = {
#define X(symbol, name, kind, help) \
	[FIELD_##symbol] = { name, FIELD_KIND_##kind, \
	    (enum facet)FACET_##symbol, help },
	SCHEMA_FIELDS(X)
#undef X
};

enum field
schema_find_field(struct str name)
{
	enum field f;

	for (f = 0; f < FIELDS && !str_is(name, schema_field[f].name); f++)
		continue;
	return f;
}

enum facet
schema_find_facet(struct str name)
{
	enum facet f;

	for (f = 0; f < FACETS && !str_is(name, schema_facet[f].name); f++)
		continue;
	return f;
}

unsigned
schema_wdf(unsigned frequency, unsigned length)
{
	double norm = 0.25 + 0.75 * (double)length / WDF_LENGTH;
	double wdf = (double)WDF_SCALE * (double)frequency / norm + 0.5;

	return wdf < 1 ? 1 : (unsigned)wdf;
}

void
schema_term(struct buf *out, const char *prefix, struct str value)
{
	char hex[17];
	size_t keep;

	buf_reset(out);
	buf_puts(out, prefix);
	if (value.n > 0 && ((value.p[0] >= 'A' && value.p[0] <= 'Z') ||
	    value.p[0] == ':'))
		buf_putc(out, ':');
	if (out->n + value.n <= TERM_MAX && memchr(value.p != NULL ? value.p :
	    "", '\0', value.n) == NULL) {
		buf_str(out, value);
		return;
	}
	keep = value.n < TERM_MAX - 16 - out->n ? value.n :
	    TERM_MAX - 16 - out->n;
	for (size_t i = 0; i < keep && value.p[i] != '\0'; i++)
		buf_putc(out, value.p[i]);
	snprintf(hex, sizeof(hex), "%016llx",
	    (unsigned long long)hash64(value.p, value.n, 0));
	buf_add(out, hex, 16);
}

void
schema_pack(struct buf *out, const uint32_t *ordinal, size_t n)
{
	uint32_t previous = UINT32_MAX;		/* so that the first is ordinal + 1 */

	for (size_t i = 0; i < n; i++) {
		buf_varint(out, (uint32_t)(ordinal[i] - previous));
		previous = ordinal[i];
	}
}

bool
schema_unpack(struct str *rest, uint32_t *ordinal)
{
	uint64_t gap;

	if (rest->n == 0 || !str_varint(rest, &gap) || gap == 0 ||
	    gap > UINT32_MAX || (*ordinal != UINT32_MAX &&
	    gap > UINT32_MAX - *ordinal))
		return false;
	*ordinal += (uint32_t)gap;
	return true;
}

bool
schema_parent(struct str path, struct str *parent)
{
	size_t n = path.n;

	while (n > 0 && path.p[n - 1] != '/')
		n--;
	if (n < 2)
		return false;
	*parent = (struct str){ path.p, n - 1 };
	return true;
}
