/*
 * The frequent words of a stranger's index: whatever the file holds, nothing
 * outside of it is read, and no number leaves its bounds.  Hashes that do not
 * fit are put right, for else they would be all that is ever looked at.
 */
#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "frequent.h"
#include "fuzz.h"

#define VALUES 1000

static volatile uint64_t sink;		/* what is read is used */
static char dir[] = "/tmp/fuzz-frequent.XXXXXX", path[64];

static void
clean_up(void)
{
	unlink(path);
	rmdir(dir);
}

static void
fix(char *p, size_t n, const struct xap_version *version)
{
	struct frequent_header *h = (struct frequent_header *)(void *)p;
	struct frequent_entry *entry;

	memcpy(h->magic, FREQUENT_MAGIC, sizeof(h->magic));
	h->byte_order = COLUMN_BYTE_ORDER;
	h->version = FREQUENT_VERSION;
	h->database = *version;
	h->values = VALUES;
	h->size = n;
	if (h->directory % sizeof(uint64_t) == 0 && h->directory <= n) {
		h->words = (uint32_t)((n - h->directory) / sizeof(*entry));
		entry = (struct frequent_entry *)(void *)(p + h->directory);
		for (uint32_t i = 0; i < h->words; i++)
			if (entry[i].at % sizeof(uint64_t) == 0 &&
			    entry[i].at <= n && entry[i].size <=
			    n - entry[i].at)
				entry[i].hash = frequent_hash(p + entry[i].at,
				    entry[i].size);
		h->directory_hash = frequent_hash(entry, h->words * sizeof(*entry));
	}
	h->hash = frequent_hash(h, offsetof(struct frequent_header, hash));
}

static void
add(void *arg, uint32_t value, uint32_t documents)
{
	uint64_t *sum = arg;

	FUZZ_CHECK(value < VALUES && documents > 0);
	*sum += documents;
}

static void
look(const struct frequent *f)
{
	uint32_t docid[FREQUENT_CLASSES * FREQUENT_HEAD];
	uint64_t sum = 0;
	size_t n;

	for (uint32_t i = 0; i < frequent_words(f); i++) {
		const struct frequent_entry *entry = frequent_word(f, i);

		sum += frequent_find(f, (struct str){ entry->term,
		    strnlen(entry->term, FREQUENT_TERM_MAX) }) != NULL;
		if (frequent_counts(f, entry, add, &sum))
			sum++;
		if (frequent_head(f, entry, FREQUENT_HEAD, docid, &n))
			for (size_t k = 1; k < n; k++)
				FUZZ_CHECK(docid[k - 1] < docid[k]);
	}
	sink = sum;
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static const struct xap_version version = { .documents = 1000,
	    .last = 5000 };
	struct frequent *f = NULL;
	char *copy;
	int fd;

	if (path[0] == '\0') {
		FUZZ_CHECK(mkdtemp(dir) != NULL);
		snprintf(path, sizeof(path), "%s/" FREQUENT_NAME, dir);
		atexit(clean_up);
	}
	if (n < sizeof(struct frequent_header))
		return 0;
	copy = malloc(n);
	memcpy(copy, p, n);
	fix(copy, n, &version);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	FUZZ_CHECK(fd != -1 && write(fd, copy, n) == (ssize_t)n);
	close(fd);
	free(copy);
	if (frequent_open(&f, dir, &version, VALUES) == COLUMN_READY)
		look(f);
	frequent_close(f);
	return 0;
}
