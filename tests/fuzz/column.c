/*
 * The facet column of a stranger's index: whatever it holds, nothing outside of
 * it is read.  Hashes that do not fit are put right, for else they would be all
 * that is ever looked at.
 */
#include <sys/stat.h>

#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "column.h"
#include "fuzz.h"

#define ENTRY_WORDS (sizeof(struct column_entry) / sizeof(uint32_t))

static volatile uint64_t sink;		/* what is read is used */
static char dir[] = "/tmp/fuzz-column.XXXXXX", path[64];

static void
clean_up(void)
{
	unlink(path);
	rmdir(dir);
}

static bool
holds(size_t n, uint64_t at, uint64_t words)
{
	return at % sizeof(uint32_t) == 0 && at <= n &&
	    words <= (n - at) / sizeof(uint32_t);
}

static void
fix_entry(char *p, size_t n, struct column_entry *entry)
{
	const uint32_t *word;
	uint64_t rows = entry->at + COLUMN_KEY_WORDS * sizeof(uint32_t);
	uint32_t last;

	if (!holds(n, entry->at, COLUMN_KEY_WORDS))
		return;
	word = (const uint32_t *)(const void *)(p + entry->at);
	entry->keys_hash = column_hash(word, COLUMN_KEY_WORDS);
	word += COLUMN_KEY_WORDS;
	if (!holds(n, rows, COLUMN_START_WORDS))
		return;
	last = word[COLUMN_BLOCK];
	if (holds(n, rows, (uint64_t)COLUMN_START_WORDS + last))
		entry->rows_hash = column_hash(word, COLUMN_START_WORDS +
		    (size_t)last);
}

static void
fix(char *p, size_t n, const struct xap_version *version)
{
	struct column_header *h = (struct column_header *)(void *)p;
	uint64_t all = 0;

	memcpy(h->magic, COLUMN_MAGIC, sizeof(h->magic));
	h->byte_order = COLUMN_BYTE_ORDER;
	h->version = COLUMN_VERSION;
	h->database = *version;
	h->size = n;
	for (int f = 0; f < FACETS; f++)
		all += h->values[f] %= 4096;
	if (holds(n, h->totals, all))
		h->totals_hash = column_hash((const uint32_t *)(const void *)
		    (p + h->totals), all);
	if (h->directory % sizeof(uint64_t) == 0 &&
	    holds(n, h->directory, (uint64_t)h->blocks * ENTRY_WORDS)) {
		struct column_entry *entry = (struct column_entry *)(void *)
		    (p + h->directory);

		for (uint32_t i = 0; i < h->blocks; i++)
			fix_entry(p, n, &entry[i]);
		h->directory_hash = column_hash((const uint32_t *)(const void *)
		    entry, h->blocks * ENTRY_WORDS);
	}
	h->hash = column_header_hash(h);
}

static void
look(struct column *c, const struct column_header *h)
{
	struct column_block block;
	const uint32_t *totals = column_totals(c);
	uint32_t all = 0, last = column_blocks(c) * COLUMN_BLOCK;
	uint64_t sum = 0;

	for (int f = 0; f < FACETS; f++)
		all += h->values[f];
	for (uint32_t i = 0; totals != NULL && i < all; i++)
		sum += totals[i];
	for (uint32_t d = 0; d <= last + 1 && d < 100000; d++) {
		if (column_keys(c, d, &block) && block.article != NULL)
			sum += block.article[d - block.first] +
			    block.date[d - block.first];
		if (!column_rows(c, d, &block) || block.start == NULL)
			continue;
		for (uint32_t i = block.start[d - block.first];
		    i < block.start[d - block.first + 1]; i++)
			FUZZ_CHECK(block.value[i] < all);
	}
	sink = sum + column_check(c);
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static const struct xap_version version = { .documents = 1000,
	    .last = 5000 };
	struct column *c = NULL;
	struct column_header h;
	char *copy;
	int fd;

	if (path[0] == '\0') {
		FUZZ_CHECK(mkdtemp(dir) != NULL);
		snprintf(path, sizeof(path), "%s/" COLUMN_NAME, dir);
		atexit(clean_up);
	}
	if (n < sizeof(h))
		return 0;
	copy = malloc(n);
	memcpy(copy, p, n);
	fix(copy, n, &version);
	memcpy(&h, copy, sizeof(h));
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	FUZZ_CHECK(fd != -1 && write(fd, copy, n) == (ssize_t)n);
	close(fd);
	free(copy);
	if (column_open(&c, dir, &version, h.values) == COLUMN_READY)
		look(c, &h);
	column_close(c);
	return 0;
}
