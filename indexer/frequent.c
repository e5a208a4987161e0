#include "frequent.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct frequent {
	struct column_file file;
	const struct frequent_header *header;
	const struct frequent_entry *entry;
};

uint64_t
frequent_hash(const void *p, size_t bytes)
{
	return column_hash(p, bytes / sizeof(uint32_t));
}

static enum column_state
check_header(struct frequent *f, const struct xap_version *database,
    uint32_t values)
{
	const struct frequent_header *h = f->header;
	size_t bytes = h->words * sizeof(*f->entry);

	if (memcmp(h->magic, FREQUENT_MAGIC, sizeof(h->magic)) != 0 ||
	    h->byte_order != COLUMN_BYTE_ORDER ||
	    h->version != FREQUENT_VERSION || h->size != f->file.n ||
	    h->hash != frequent_hash(h, offsetof(struct frequent_header, hash)))
		return COLUMN_DAMAGED;
	if (memcmp(&h->database, database, sizeof(*database)) != 0 ||
	    h->values != values)
		return COLUMN_STALE;
	if (h->directory % sizeof(uint64_t) != 0 || h->directory > f->file.n ||
	    bytes != f->file.n - h->directory ||
	    frequent_hash(f->file.p + h->directory, bytes) != h->directory_hash)
		return COLUMN_DAMAGED;
	f->entry = (const struct frequent_entry *)(const void *)(f->file.p +
	    h->directory);
	return COLUMN_READY;
}

enum column_state
frequent_open(struct frequent **fp, const char *dir,
    const struct xap_version *database, uint32_t values)
{
	struct frequent f = { 0 };
	enum column_state state = column_map(&f.file, dir, FREQUENT_NAME,
	    sizeof(*f.header));

	if (state == COLUMN_READY) {
		f.header = (const void *)f.file.p;
		state = check_header(&f, database, values);
	}
	if (state == COLUMN_READY) {
		*fp = mem_alloc(1, sizeof(**fp));
		**fp = f;
	} else
		column_unmap(&f.file);
	return state;
}

void
frequent_close(struct frequent *f)
{
	if (f == NULL)
		return;
	column_unmap(&f->file);
	free(f);
}

uint32_t
frequent_words(const struct frequent *f)
{
	return f->header->words;
}

const struct frequent_entry *
frequent_word(const struct frequent *f, uint32_t i)
{
	return &f->entry[i];
}

static int
by_term(const void *key, const void *entry)
{
	return strncmp(key, ((const struct frequent_entry *)entry)->term,
	    FREQUENT_TERM_MAX);
}

const struct frequent_entry *
frequent_find(const struct frequent *f, struct str term)
{
	char key[FREQUENT_TERM_MAX + 1] = "";

	if (term.n > FREQUENT_TERM_MAX || memchr(term.p, '\0', term.n) != NULL)
		return NULL;
	memcpy(key, term.p, term.n);
	return bsearch(key, f->entry, f->header->words, sizeof(*f->entry),
	    by_term);
}

/* Its docids, as they were written, and the counts that follow. */
static const uint32_t *
find_lists(const struct frequent *f, const struct frequent_entry *entry,
    struct str *counts)
{
	const char *p = f->file.p + entry->at;
	size_t head = 0;

	if (entry->at % sizeof(uint64_t) != 0 || entry->at > f->file.n ||
	    entry->size > f->file.n - entry->at)
		return NULL;
	for (int c = 0; c < FREQUENT_CLASSES; c++) {
		if (entry->best[c] > FREQUENT_HEAD)
			return NULL;
		head += entry->best[c] * sizeof(uint32_t);
	}
	if (head > entry->size || frequent_hash(p, entry->size) != entry->hash)
		return NULL;
	*counts = (struct str){ p + head, entry->size - head };
	return (const uint32_t *)(const void *)p;
}

/* Go through the counts; each may be NULL. */
static bool
walk_counts(const struct frequent *f, const struct frequent_entry *entry,
    struct str list, void (*each)(void *, uint32_t, uint32_t), void *arg)
{
	uint64_t value = 0, gap, n;

	for (uint32_t i = 0; i < entry->counts; i++) {
		if (!str_varint(&list, &gap) || gap >= f->header->values ||
		    (gap == 0 && i > 0) || !str_varint(&list, &n) || n == 0 ||
		    n > entry->documents)
			return false;
		value += gap;
		if (value >= f->header->values)
			return false;
		if (each != NULL)
			each(arg, (uint32_t)value, (uint32_t)n);
	}
	return true;
}

bool
frequent_counts(const struct frequent *f, const struct frequent_entry *entry,
    void (*each)(void *, uint32_t, uint32_t), void *arg)
{
	struct str counts;

	return find_lists(f, entry, &counts) != NULL &&
	    walk_counts(f, entry, counts, NULL, NULL) &&
	    walk_counts(f, entry, counts, each, arg);
}

/* Put it in its place, unless it is there. */
static void
insert(uint32_t *docid, size_t *n, uint32_t new)
{
	size_t i = *n;

	while (i > 0 && docid[i - 1] > new)
		i--;
	if (i > 0 && docid[i - 1] == new)
		return;
	memmove(docid + i + 1, docid + i, (*n - i) * sizeof(*docid));
	docid[i] = new;
	++*n;
}

bool
frequent_head(const struct frequent *f, const struct frequent_entry *entry,
    size_t n, uint32_t docid[FREQUENT_CLASSES * FREQUENT_HEAD], size_t *found)
{
	uint32_t last = f->header->database.last;
	struct str counts;
	const uint32_t *list = n > FREQUENT_HEAD ? NULL :
	    find_lists(f, entry, &counts);

	*found = 0;
	if (list == NULL)
		return false;
	for (int c = 0; c < FREQUENT_CLASSES; list += entry->best[c++])
		for (size_t i = 0; i < n && i < entry->best[c]; i++) {
			if (list[i] == 0 || list[i] > last)
				return false;
			insert(docid, found, list[i]);
		}
	return true;
}
