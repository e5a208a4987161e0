#include "column.h"

#include <sys/mman.h>
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BYTE_ORDER_MARK 0x01020304
#define KEY_WORDS (2 * COLUMN_BLOCK)
#define START_WORDS (COLUMN_BLOCK + 1)

/*
 * Four multiply-and-rotate lanes side by side, as in xxHash64 (Collet), whose
 * primes these are: fast enough that checking costs less than reading.  Each
 * step is a bijection of its lane, so that no single changed word goes unseen.
 */
#define PRIME1 0x9e3779b185ebca87u
#define PRIME2 0xc2b2ae3d27d4eb4fu
#define LANES 4

static uint64_t
step(uint64_t lane, uint64_t word)
{
	lane = (lane ^ word) * PRIME1;
	return lane << 31 | lane >> 33;
}

/* Of n 32-bit words. */
static uint64_t
hash_words(const uint32_t *word, size_t n)
{
	uint64_t lane[LANES] = { n, PRIME1, PRIME2, ~(uint64_t)n }, w[LANES];
	uint64_t h = 0;

	for (; n >= 2 * LANES; n -= 2 * LANES, word += 2 * LANES) {
		memcpy(w, word, sizeof(w));
		for (int i = 0; i < LANES; i++)
			lane[i] = step(lane[i], w[i]);
	}
	for (; n > 0; n--)
		lane[0] = step(lane[0], *word++);
	for (int i = 0; i < LANES; i++)
		h = step(h, lane[i]) * PRIME2;
	return h ^ h >> 29;
}

static uint64_t
header_hash(const struct column_header *h)
{
	uint32_t word[offsetof(struct column_header, hash) / sizeof(uint32_t)];

	memcpy(word, h, sizeof(word));
	return hash_words(word, sizeof(word) / sizeof(*word));
}

uint32_t
column_date(struct str s)
{
	uint32_t part[3] = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '-' && n < 2 && i > 0)
			n++;
		else if (s.p[i] >= '0' && s.p[i] <= '9' && part[n] < 1000)
			part[n] = part[n] * 10 + (uint32_t)(s.p[i] - '0');
		else
			return 0;
	return part[1] > 99 || part[2] > 99 ? 0 :
	    part[0] * 10000 + part[1] * 100 + part[2];
}

/* ---- writing ---- */

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

	uint32_t keys[KEY_WORDS];	/* of the block that is filled */
	uint32_t start[START_WORDS];
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
	w->header.byte_order = BYTE_ORDER_MARK;
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
	size_t n = START_WORDS + w->values;
	uint32_t *rows;

	if (w->filled > 0) {
		entry.at = w->at;
		for (uint32_t i = w->filled; i <= COLUMN_BLOCK; i++)
			w->start[i] = (uint32_t)w->values;
		rows = mem_alloc(n, sizeof(*rows));
		memcpy(rows, w->start, sizeof(w->start));
		if (w->values > 0)
			memcpy(rows + START_WORDS, w->value,
			    w->values * sizeof(*rows));
		describe_keys(&entry, w->keys);
		entry.keys_hash = hash_words(w->keys, KEY_WORDS);
		entry.rows_hash = hash_words(rows, n);
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

const struct error *
column_add(struct column_writer *w, uint32_t docid, struct str date,
    struct str article, const struct str packed[FACETS])
{
	uint32_t block = (docid - 1) / COLUMN_BLOCK;
	uint32_t i = (docid - 1) % COLUMN_BLOCK;
	const struct error *e = NULL;
	uint64_t hash = 0;

	while (w->header.blocks < block && e == NULL)
		e = end_block(w);
	if (e != NULL)
		return e;
	while (w->filled <= i)
		w->start[w->filled++] = (uint32_t)w->values;
	for (size_t k = 0; k < article.n && k < sizeof(hash); k++)
		hash = hash << 8 | (unsigned char)article.p[k];
	w->keys[i] = article_of(w, hash, docid);
	w->keys[COLUMN_BLOCK + i] = column_date(date);
	for (enum facet f = 0; f < FACETS && e == NULL; f++)
		e = add_values(w, f, packed[f]);
	return e;
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
	h->totals_hash = hash_words(w->total, w->base[FACETS]);
	if ((e = put(w, w->total, w->base[FACETS] * sizeof(*w->total))) !=
	    NULL || (w->at % 8 != 0 && (e = put(w, "\0\0\0", 4)) != NULL))
		return e;
	h->directory = w->at;
	directory = (const uint32_t *)(const void *)w->entry;
	h->directory_hash = hash_words(directory,
	    h->blocks * sizeof(*w->entry) / sizeof(*directory));
	if ((e = put(w, w->entry, h->blocks * sizeof(*w->entry))) != NULL)
		return e;
	h->size = w->at;
	h->hash = header_hash(h);
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

/* ---- reading ---- */

enum { KEYS_CHECKED = 1, ROWS_CHECKED = 2 };

struct column {
	const char *p;			/* mapped */
	size_t n;
	const struct column_header *header;
	const struct column_entry *entry;
	uint32_t values;		/* of all facets */
	unsigned char *checked;		/* of each block */
	bool totals_checked;
};

static const uint32_t *
words_at(const struct column *c, uint64_t at)
{
	return (const uint32_t *)(const void *)(c->p + at);
}

/* Are there n words from at on? */
static bool
holds(const struct column *c, uint64_t at, uint64_t n)
{
	return at % sizeof(uint32_t) == 0 && at <= c->n &&
	    n <= (c->n - at) / sizeof(uint32_t);
}

static enum column_state
check_header(struct column *c, const struct xap_version *database,
    const uint32_t values[FACETS])
{
	const struct column_header *h = c->header;
	const size_t words = sizeof(struct column_entry) / sizeof(uint32_t);
	uint64_t all = 0;

	if (memcmp(h->magic, COLUMN_MAGIC, sizeof(h->magic)) != 0 ||
	    h->byte_order != BYTE_ORDER_MARK || h->version != COLUMN_VERSION ||
	    h->hash != header_hash(h) || h->size != c->n)
		return COLUMN_DAMAGED;
	if (memcmp(&h->database, database, sizeof(*database)) != 0)
		return COLUMN_STALE;
	for (int f = 0; f < FACETS; f++) {
		if (h->values[f] != values[f])
			return COLUMN_STALE;
		all += values[f];
	}
	if (all > UINT32_MAX || !holds(c, h->totals, all) ||
	    h->directory % sizeof(uint64_t) != 0 ||
	    !holds(c, h->directory, (uint64_t)h->blocks * words) ||
	    hash_words(words_at(c, h->directory), h->blocks * words) !=
	    h->directory_hash)
		return COLUMN_DAMAGED;
	c->values = (uint32_t)all;
	c->entry = (const struct column_entry *)(const void *)(c->p +
	    h->directory);
	c->checked = mem_alloc(h->blocks, 1);
	return COLUMN_READY;
}

enum column_state
column_open(struct column **cp, const char *dir,
    const struct xap_version *database, const uint32_t values[FACETS])
{
	enum column_state state = COLUMN_DAMAGED;
	struct column c = { 0 };
	struct buf path = { 0 };
	struct stat st;
	void *p = NULL;
	int fd;

	buf_printf(&path, "%s/" COLUMN_NAME, dir);
	fd = open(path.p, O_RDONLY | O_CLOEXEC);
	buf_release(&path);
	if (fd == -1)
		return COLUMN_ABSENT;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	    st.st_size >= (off_t)sizeof(*c.header)) {
		c.n = (size_t)st.st_size;
		p = mmap(NULL, c.n, PROT_READ, MAP_PRIVATE, fd, 0);
		c.p = p != MAP_FAILED ? p : NULL;
	}
	close(fd);
	if (c.p != NULL) {
		c.header = (const struct column_header *)(const void *)c.p;
		state = check_header(&c, database, values);
	}
	if (state == COLUMN_READY) {
		*cp = mem_alloc(1, sizeof(**cp));
		**cp = c;
	} else if (c.p != NULL)
		munmap(p, c.n);
	return state;
}

void
column_close(struct column *c)
{
	if (c == NULL)
		return;
	munmap((void *)(uintptr_t)c->p, c->n);
	free(c->checked);
	free(c);
}

uint32_t
column_blocks(const struct column *c)
{
	return c->header->blocks;
}

const struct column_entry *
column_entry(const struct column *c, uint32_t block)
{
	return &c->entry[block];
}

const uint32_t *
column_totals(struct column *c)
{
	const uint32_t *total = words_at(c, c->header->totals);

	if (!c->totals_checked &&
	    hash_words(total, c->values) != c->header->totals_hash)
		return NULL;
	c->totals_checked = true;
	return total;
}

/* The place of a docid's block; NULL: it has none. */
static const struct column_entry *
find_entry(const struct column *c, uint32_t docid, struct column_block *out)
{
	uint32_t block = (docid - 1) / COLUMN_BLOCK;

	memset(out, 0, sizeof(*out));
	out->first = block * COLUMN_BLOCK + 1;
	return docid > 0 && block < c->header->blocks &&
	    c->entry[block].at != 0 ? &c->entry[block] : NULL;
}

bool
column_keys(struct column *c, uint32_t docid, struct column_block *out)
{
	const struct column_entry *entry = find_entry(c, docid, out);
	unsigned char *checked;

	if (entry == NULL)
		return true;
	checked = &c->checked[entry - c->entry];
	if (!(*checked & KEYS_CHECKED)) {
		if (!holds(c, entry->at, KEY_WORDS) ||
		    hash_words(words_at(c, entry->at), KEY_WORDS) !=
		    entry->keys_hash)
			return false;
		for (int i = 0; i < COLUMN_BLOCK; i++)
			if (words_at(c, entry->at)[i] >
			    c->header->database.last)
				return false;
		*checked |= KEYS_CHECKED;
	}
	out->article = words_at(c, entry->at);
	out->date = out->article + COLUMN_BLOCK;
	return true;
}

/* Are the rows those that were written, and within bounds? */
static bool
check_rows(const struct column *c, const struct column_entry *entry,
    uint64_t at)
{
	const uint32_t *start = words_at(c, at), *value = start + START_WORDS;
	uint32_t n;

	if (!holds(c, at, START_WORDS))
		return false;
	n = start[COLUMN_BLOCK];
	if (!holds(c, at, (uint64_t)START_WORDS + n) ||
	    hash_words(start, START_WORDS + (size_t)n) != entry->rows_hash)
		return false;
	for (int i = 0; i < COLUMN_BLOCK; i++)
		if (start[i] > start[i + 1])
			return false;
	for (uint32_t i = 0; i < n; i++)
		if (value[i] >= c->values)
			return false;
	return true;
}

bool
column_rows(struct column *c, uint32_t docid, struct column_block *out)
{
	const struct column_entry *entry = find_entry(c, docid, out);
	unsigned char *checked;
	uint64_t at;

	if (entry == NULL)
		return true;
	checked = &c->checked[entry - c->entry];
	at = entry->at + KEY_WORDS * sizeof(uint32_t);
	if (!(*checked & ROWS_CHECKED)) {
		if (entry->at > c->n || !check_rows(c, entry, at))
			return false;
		*checked |= ROWS_CHECKED;
	}
	out->start = words_at(c, at);
	out->value = out->start + START_WORDS;
	return true;
}

bool
column_check(struct column *c)
{
	struct column_block block;

	for (uint32_t i = 0; i < c->header->blocks; i++)
		if (!column_keys(c, i * COLUMN_BLOCK + 1, &block) ||
		    !column_rows(c, i * COLUMN_BLOCK + 1, &block))
			return false;
	return column_totals(c) != NULL;
}
