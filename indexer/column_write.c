#include "column.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct seen {			/* an article */
	uint64_t hash;
	uint32_t docid;		/* 0: a free place */
};

struct column_writer {
	FILE *f;
	struct buf path, temporary;
	uint64_t at;			/* bytes written */
	bool is_published;
	uint32_t base[FACETS + 1];
	struct column_header header;
	uint32_t *total;
	struct column_entry *entry;	/* header.blocks of them */
	size_t entry_cap;

	uint32_t keys[COLUMN_KEY_WORDS];	/* of the block that is filled */
	uint32_t start[COLUMN_START_WORDS];
	uint32_t *value;
	size_t values, value_cap;
	uint32_t filled;		/* rows of it, 0 to COLUMN_BLOCK */

	struct seen *seen;		/* open addressing; cap: a power of 2 */
	size_t seens, seen_cap;
};

static const struct error *
put(struct column_writer *w, const void *p, size_t n)
{
	if (n > 0 && fwrite(p, 1, n, w->f) != n)
		return error_errno("%s", w->temporary.p);
	w->at += n;
	return NULL;
}

const struct error *
column_create(struct column_writer **wp, const char *dir,
    const uint32_t values[FACETS])
{
	struct column_writer *w = mem_alloc(1, sizeof(*w));
	const struct error *e;

	memcpy(w->header.magic, COLUMN_MAGIC, sizeof(w->header.magic));
	w->header.byte_order = COLUMN_BYTE_ORDER;
	w->header.version = COLUMN_VERSION;
	for (int f = 0; f < FACETS; f++) {
		w->header.values[f] = values[f];
		w->base[f + 1] = w->base[f] + values[f];
	}
	w->total = mem_alloc(w->base[FACETS], sizeof(*w->total));
	buf_printf(&w->path, "%s/" COLUMN_NAME, dir);
	buf_printf(&w->temporary, "%s.tmp", w->path.p);
	w->f = fopen(w->temporary.p, "we");
	e = w->f == NULL ? error_errno("%s", w->temporary.p) :
	    put(w, &w->header, sizeof(w->header));
	if (e != NULL) {
		column_discard(w);
		return e;
	}
	*wp = w;
	return NULL;
}

void
column_discard(struct column_writer *w)
{
	if (w == NULL)
		return;
	if (w->f != NULL)
		fclose(w->f);
	if (!w->is_published)
		unlink(w->temporary.p);
	buf_release(&w->path);
	buf_release(&w->temporary);
	free(w->total);
	free(w->entry);
	free(w->value);
	free(w->seen);
	free(w);
}

static struct seen *
find_seen(const struct column_writer *w, uint64_t hash)
{
	size_t i = hash & (w->seen_cap - 1);

	while (w->seen[i].docid != 0 && w->seen[i].hash != hash)
		i = (i + 1) & (w->seen_cap - 1);
	return &w->seen[i];
}

/* The lowest docid of an article. */
static uint32_t
article_of(struct column_writer *w, uint64_t hash, uint32_t docid)
{
	struct seen *s;

	if (2 * w->seens >= w->seen_cap) {
		struct seen *old = w->seen;
		size_t n = w->seen_cap;

		w->seen_cap = n > 0 ? 2 * n : 1024;
		w->seen = mem_alloc(w->seen_cap, sizeof(*w->seen));
		for (size_t i = 0; i < n; i++)
			if (old[i].docid != 0)
				*find_seen(w, old[i].hash) = old[i];
		free(old);
	}
	s = find_seen(w, hash);
	if (s->docid == 0) {
		*s = (struct seen){ hash, docid };
		w->seens++;
	}
	return s->docid;
}

static void
describe_keys(struct column_entry *entry, const uint32_t *keys)
{
	for (int i = 0; i < COLUMN_BLOCK; i++) {
		uint32_t date = keys[COLUMN_BLOCK + i];

		entry->documents += keys[i] != 0;
		if (date > entry->newest)
			entry->newest = date;
		if (date != 0 && (entry->oldest == 0 || date < entry->oldest))
			entry->oldest = date;
	}
}

static const struct error *
end_block(struct column_writer *w)
{
	struct column_entry entry = { 0 };
	const struct error *e = NULL;
	size_t n = COLUMN_START_WORDS + w->values;
	uint32_t *rows;

	if (w->filled > 0) {
		entry.at = w->at;
		for (uint32_t i = w->filled; i <= COLUMN_BLOCK; i++)
			w->start[i] = (uint32_t)w->values;
		rows = mem_alloc(n, sizeof(*rows));
		memcpy(rows, w->start, sizeof(w->start));
		if (w->values > 0)
			memcpy(rows + COLUMN_START_WORDS, w->value,
			    w->values * sizeof(*rows));
		describe_keys(&entry, w->keys);
		entry.keys_hash = column_hash(w->keys, COLUMN_KEY_WORDS);
		entry.rows_hash = column_hash(rows, n);
		if ((e = put(w, w->keys, sizeof(w->keys))) == NULL)
			e = put(w, rows, n * sizeof(*rows));
		free(rows);
	}
	ARRAY_GROW(w->entry, w->header.blocks, w->entry_cap);
	w->entry[w->header.blocks++] = entry;
	memset(w->keys, 0, sizeof(w->keys));
	w->values = 0;
	w->filled = 0;
	return e;
}

static const struct error *
add_values(struct column_writer *w, enum facet f, struct str packed)
{
	uint32_t ordinal = UINT32_MAX;

	while (schema_unpack(&packed, &ordinal)) {
		if (ordinal >= w->header.values[f])
			return error_make(ERROR_INDEX, "facet dictionary: no "
			    "value %u", ordinal);
		ARRAY_GROW(w->value, w->values, w->value_cap);
		w->value[w->values++] = w->base[f] + ordinal;
		w->total[w->base[f] + ordinal]++;
	}
	return NULL;
}

/* Make room for the document's row and key, *at of its block. */
static const struct error *
next_row(struct column_writer *w, uint32_t docid, uint32_t *at)
{
	uint32_t block = (docid - 1) / COLUMN_BLOCK;
	const struct error *e = NULL;

	*at = (docid - 1) % COLUMN_BLOCK;
	while (w->header.blocks < block && e == NULL)
		e = end_block(w);
	while (w->filled <= *at)
		w->start[w->filled++] = (uint32_t)w->values;
	return e;
}

static const struct error *
fill_row(struct column_writer *w, uint32_t at, uint32_t article,
    struct str date, const struct str packed[FACETS])
{
	const struct error *e = NULL;

	w->keys[at] = article;
	w->keys[COLUMN_BLOCK + at] = column_date(date);
	for (enum facet f = 0; f < FACETS && e == NULL; f++)
		e = add_values(w, f, packed[f]);
	return e;
}

const struct error *
column_add(struct column_writer *w, uint32_t docid, struct str date,
    struct str article, const struct str packed[FACETS])
{
	const struct error *e;
	uint64_t hash = 0;
	uint32_t at;

	if ((e = next_row(w, docid, &at)) != NULL)
		return e;
	for (size_t k = 0; k < article.n && k < sizeof(hash); k++)
		hash = hash << 8 | (unsigned char)article.p[k];
	return fill_row(w, at, article_of(w, hash, docid), date, packed);
}

static const struct error *
damaged(const struct column_writer *w, uint32_t docid)
{
	return error_make(ERROR_INDEX, "%s: document %u: damaged", w->path.p,
	    docid);
}

const struct error *
column_change(struct column_writer *w, struct column *from, uint32_t docid,
    struct str date, const struct str packed[FACETS])
{
	struct column_block keys;
	const struct error *e;
	uint32_t at;

	if ((e = next_row(w, docid, &at)) != NULL)
		return e;
	if (!column_keys(from, docid, &keys) || keys.article == NULL ||
	    keys.article[at] == 0)
		return damaged(w, docid);
	return fill_row(w, at, keys.article[at], date, packed);
}

const struct error *
column_copy(struct column_writer *w, struct column *from, uint32_t docid)
{
	const uint32_t *values = column_header(from)->values;
	struct column_block keys, rows;
	const struct error *e;
	uint32_t at, i, base = 0, number;
	enum facet f = 0;

	if ((e = next_row(w, docid, &at)) != NULL)
		return e;
	if (!column_keys(from, docid, &keys) || keys.article == NULL ||
	    !column_rows(from, docid, &rows) || rows.start == NULL ||
	    keys.article[at] == 0)
		return damaged(w, docid);
	w->keys[at] = keys.article[at];
	w->keys[COLUMN_BLOCK + at] = keys.date[at];
	for (i = rows.start[at]; i < rows.start[at + 1]; i++) {
		/* the facets before it may have more ordinals now */
		while (f < FACETS - 1 && rows.value[i] - base >= values[f])
			base += values[f++];
		number = rows.value[i] - base;
		if (number >= w->header.values[f])
			return error_make(ERROR_INDEX, "%s: no value %u",
			    w->path.p, number);
		ARRAY_GROW(w->value, w->values, w->value_cap);
		w->value[w->values++] = w->base[f] + number;
		w->total[w->base[f] + number]++;
	}
	return NULL;
}

const struct error *
column_publish(struct column_writer *w, const struct xap_version *database)
{
	struct column_header *h = &w->header;
	const uint32_t *directory;
	const struct error *e = NULL;

	if (w->filled > 0 && (e = end_block(w)) != NULL)
		return e;
	h->database = *database;
	h->totals = w->at;
	h->totals_hash = column_hash(w->total, w->base[FACETS]);
	if ((e = put(w, w->total, w->base[FACETS] * sizeof(*w->total))) !=
	    NULL || (w->at % 8 != 0 && (e = put(w, "\0\0\0", 4)) != NULL))
		return e;
	h->directory = w->at;
	directory = (const uint32_t *)(const void *)w->entry;
	h->directory_hash = column_hash(directory,
	    h->blocks * sizeof(*w->entry) / sizeof(*directory));
	if ((e = put(w, w->entry, h->blocks * sizeof(*w->entry))) != NULL)
		return e;
	h->size = w->at;
	h->hash = column_header_hash(h);
	if (fseek(w->f, 0, SEEK_SET) != 0)
		return error_errno("%s", w->temporary.p);
	if ((e = put(w, h, sizeof(*h))) != NULL)
		return e;
	if (fflush(w->f) != 0 ||
	    rename(w->temporary.p, w->path.p) == -1)
		return error_errno("%s", w->path.p);
	w->is_published = true;
	return NULL;
}
