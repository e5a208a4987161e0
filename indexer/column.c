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

/*
 * Four multiply-and-rotate lanes side by side, as in xxHash64 (Collet), whose
 * primes these are: fast enough that checking costs less than reading.  Each
 * step is a bijection of its lane, so that no single changed word goes unseen.
 */
#define PRIME1 0x9e3779b185ebca87u
#define PRIME2 0xc2b2ae3d27d4eb4fu

static uint64_t
step(uint64_t lane, uint64_t word)
{
	lane = (lane ^ word) * PRIME1;
	return lane << 31 | lane >> 33;
}

uint64_t
column_hash(const uint32_t *word, size_t n)
{
	uint64_t a = n, b = PRIME1, c = PRIME2, d = ~(uint64_t)n, w[4], h;

	for (; n >= 8; n -= 8, word += 8) {
		memcpy(w, word, sizeof(w));
		a = step(a, w[0]);
		b = step(b, w[1]);
		c = step(c, w[2]);
		d = step(d, w[3]);
	}
	for (; n > 0; n--)
		a = step(a, *word++);
	h = step(0, a) * PRIME2;
	h = step(h, b) * PRIME2;
	h = step(h, c) * PRIME2;
	h = step(h, d) * PRIME2;
	return h ^ h >> 29;
}

uint64_t
column_header_hash(const struct column_header *h)
{
	uint32_t word[offsetof(struct column_header, hash) / sizeof(uint32_t)];

	memcpy(word, h, sizeof(word));
	return column_hash(word, sizeof(word) / sizeof(*word));
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

enum { KEYS_CHECKED = 1, ROWS_CHECKED = 2 };

struct column {
	struct column_file file;
	const struct column_header *header;
	const struct column_entry *entry;
	uint32_t values;		/* of all facets */
	unsigned char *checked;		/* of each block */
	bool totals_checked;
};

static const uint32_t *
words_at(const struct column *c, uint64_t at)
{
	return (const uint32_t *)(const void *)(c->file.p + at);
}

/* Are there n words from at on? */
static bool
holds(const struct column *c, uint64_t at, uint64_t n)
{
	return at % sizeof(uint32_t) == 0 && at <= c->file.n &&
	    n <= (c->file.n - at) / sizeof(uint32_t);
}

static enum column_state
check_header(struct column *c, const struct xap_version *database,
    const uint32_t values[FACETS])
{
	const struct column_header *h = c->header;
	const size_t words = sizeof(struct column_entry) / sizeof(uint32_t);
	uint64_t all = 0;

	if (memcmp(h->magic, COLUMN_MAGIC, sizeof(h->magic)) != 0 ||
	    h->byte_order != COLUMN_BYTE_ORDER || h->version != COLUMN_VERSION ||
	    h->hash != column_header_hash(h) || h->size != c->file.n)
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
	    column_hash(words_at(c, h->directory), h->blocks * words) !=
	    h->directory_hash)
		return COLUMN_DAMAGED;
	c->values = (uint32_t)all;
	c->entry = (const struct column_entry *)(const void *)(c->file.p +
	    h->directory);
	c->checked = mem_alloc(h->blocks, 1);
	return COLUMN_READY;
}

enum column_state
column_map(struct column_file *f, const char *dir, const char *name,
    size_t least)
{
	struct buf path = { 0 };
	struct stat st;
	void *p = MAP_FAILED;
	int fd;

	*f = (struct column_file){ NULL, 0 };
	buf_printf(&path, "%s/%s", dir, name);
	/* never wait for who might write to a FIFO */
	fd = open(path.p, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	buf_release(&path);
	if (fd == -1)
		return COLUMN_ABSENT;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	    st.st_size >= (off_t)least)
		p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd,
		    0);
	close(fd);
	if (p == MAP_FAILED)
		return COLUMN_DAMAGED;
	*f = (struct column_file){ p, (size_t)st.st_size };
	return COLUMN_READY;
}

void
column_unmap(struct column_file *f)
{
	if (f->p != NULL)
		munmap((void *)(uintptr_t)f->p, f->n);
	f->p = NULL;
}

enum column_state
column_open(struct column **cp, const char *dir,
    const struct xap_version *database, const uint32_t values[FACETS])
{
	struct column c = { 0 };
	enum column_state state = column_map(&c.file, dir, COLUMN_NAME,
	    sizeof(*c.header));

	if (state == COLUMN_READY) {
		c.header = (const void *)c.file.p;
		state = check_header(&c, database, values);
	}
	if (state == COLUMN_READY) {
		*cp = mem_alloc(1, sizeof(**cp));
		**cp = c;
	} else
		column_unmap(&c.file);
	return state;
}

void
column_close(struct column *c)
{
	if (c == NULL)
		return;
	column_unmap(&c->file);
	free(c->checked);
	free(c);
}

uint32_t
column_blocks(const struct column *c)
{
	return c->header->blocks;
}

const struct column_header *
column_header(const struct column *c)
{
	return c->header;
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
	    column_hash(total, c->values) != c->header->totals_hash)
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

/* The greatest of n words; in eights, for the compiler to do them at once. */
static uint32_t
greatest(const uint32_t *word, size_t n)
{
	uint32_t most[8] = { 0 }, all = 0;

	for (; n >= 8; n -= 8, word += 8)
		for (int i = 0; i < 8; i++)
			most[i] = word[i] > most[i] ? word[i] : most[i];
	for (; n > 0; n--, word++)
		most[0] = *word > most[0] ? *word : most[0];
	for (int i = 0; i < 8; i++)
		all = most[i] > all ? most[i] : all;
	return all;
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
		if (!holds(c, entry->at, COLUMN_KEY_WORDS) ||
		    column_hash(words_at(c, entry->at), COLUMN_KEY_WORDS) !=
		    entry->keys_hash)
			return false;
		if (greatest(words_at(c, entry->at), COLUMN_BLOCK) >
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
	const uint32_t *start = words_at(c, at), *value = start + COLUMN_START_WORDS;
	uint32_t n, falls = 0;

	if (!holds(c, at, COLUMN_START_WORDS))
		return false;
	n = start[COLUMN_BLOCK];
	if (!holds(c, at, (uint64_t)COLUMN_START_WORDS + n) ||
	    column_hash(start, COLUMN_START_WORDS + (size_t)n) != entry->rows_hash)
		return false;
	for (int i = 0; i < COLUMN_BLOCK; i++)
		falls |= start[i] > start[i + 1];
	return falls == 0 && (n == 0 || greatest(value, n) < c->values);
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
	at = entry->at + COLUMN_KEY_WORDS * sizeof(uint32_t);
	if (!(*checked & ROWS_CHECKED)) {
		if (entry->at > c->file.n || !check_rows(c, entry, at))
			return false;
		*checked |= ROWS_CHECKED;
	}
	out->start = words_at(c, at);
	out->value = out->start + COLUMN_START_WORDS;
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
