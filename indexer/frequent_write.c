#include "frequent.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct best {			/* of some documents: the first FREQUENT_HEAD */
	uint32_t docid[FREQUENT_HEAD], wdf[FREQUENT_HEAD];
	uint32_t n;
};

struct ids {			/* documents of a kind, ascending */
	struct xap_ids list;
	size_t at;		/* the first that may still come */
};

struct writing {
	FILE *f;
	const char *path;
	uint64_t at;			/* bytes written */
	struct xap_writer *view;
	struct column *column;
	struct xap_version version;
	struct frequent_header header;
	struct frequent_entry *entry;	/* header.words of them */
	size_t cap;
	struct ids leads;

	/* of the word that is written */
	struct column_block rows;
	bool is_damaged;
	uint32_t *count;		/* header.values of them */
	struct ids titles;		/* documents that have it there */
	struct best best[FREQUENT_CLASSES];
	struct buf lists;
};

static const struct error *
put(struct writing *w, const void *p, size_t n)
{
	if (n > 0 && fwrite(p, 1, n, w->f) != n)
		return error_errno("%s", w->path);
	w->at += n;
	return NULL;
}

/* Docids come ascending: of equals the first stays before. */
static void
best_add(struct best *b, uint32_t docid, uint32_t wdf)
{
	uint32_t i = b->n;

	if (i == FREQUENT_HEAD && wdf <= b->wdf[--i])
		return;
	for (b->n = i + 1; i > 0 && wdf > b->wdf[i - 1]; i--) {
		b->docid[i] = b->docid[i - 1];
		b->wdf[i] = b->wdf[i - 1];
	}
	b->docid[i] = docid;
	b->wdf[i] = wdf;
}

/* Is the docid in the list?  They are asked for ascending. */
static bool
ids_have(struct ids *ids, uint32_t docid)
{
	const struct xap_ids *list = &ids->list;

	while (ids->at < list->n && list->at[ids->at] < docid)
		ids->at++;
	return ids->at < list->n && list->at[ids->at] == docid;
}

static void
add_posting(void *arg, uint32_t docid, uint32_t wdf)
{
	struct writing *w = arg;
	struct column_block *b = &w->rows;
	const uint32_t *start;
	int class;

	if ((b->start == NULL || docid - b->first >= COLUMN_BLOCK) &&
	    (!column_rows(w->column, docid, b) || b->start == NULL)) {
		w->is_damaged = true;
		return;
	}
	start = b->start + (docid - b->first);
	for (uint32_t i = start[0]; i < start[1]; i++)
		w->count[b->value[i]]++;
	class = (ids_have(&w->titles, docid) ? FREQUENT_TITLED : 0) |
	    (ids_have(&w->leads, docid) ? FREQUENT_LEAD : 0);
	for (int c = 0; c < FREQUENT_CLASSES; c++)
		if ((c & ~class) == 0)
			best_add(&w->best[c], docid, wdf);
}

/* The lists of the word, from what was counted. */
static void
make_lists(struct writing *w, struct frequent_entry *entry)
{
	uint32_t last = 0;

	buf_reset(&w->lists);
	for (int c = 0; c < FREQUENT_CLASSES; c++) {
		entry->best[c] = w->best[c].n;
		buf_add(&w->lists, w->best[c].docid,
		    w->best[c].n * sizeof(uint32_t));
	}
	for (uint32_t i = 0; i < w->header.values; i++)
		if (w->count[i] > 0) {
			buf_varint(&w->lists, i - last);
			buf_varint(&w->lists, w->count[i]);
			entry->counts++;
			last = i;
		}
	while (w->lists.n % sizeof(uint64_t) != 0)
		buf_putc(&w->lists, '\0');
}

static const struct error *
write_word(struct writing *w, struct frequent_entry *entry)
{
	struct buf title = { 0 };
	struct str term = { entry->term, strnlen(entry->term,
	    FREQUENT_TERM_MAX) };
	const struct error *e;

	memset(w->count, 0, w->header.values * sizeof(*w->count));
	memset(&w->rows, 0, sizeof(w->rows));
	for (int c = 0; c < FREQUENT_CLASSES; c++)
		w->best[c].n = 0;
	w->titles.at = w->leads.at = 0;
	buf_printf(&title, PREFIX_TITLE "%.*s",
	    (int)(term.n - strlen(PREFIX_WORD)), term.p + strlen(PREFIX_WORD));
	if ((e = xap_writer_find(w->view, buf_slice(&title),
	    &w->titles.list)) == NULL)
		e = xap_writer_postings(w->view, term, add_posting, w);
	buf_release(&title);
	if (e != NULL || w->is_damaged)
		return e;
	make_lists(w, entry);
	entry->at = w->at;
	entry->size = (uint32_t)w->lists.n;
	entry->hash = frequent_hash(w->lists.p, w->lists.n);
	return put(w, w->lists.p, w->lists.n);
}

static void
add_term(void *arg, struct str term, uint32_t documents)
{
	struct writing *w = arg;
	struct frequent_entry entry = { .documents = documents };

	if (documents < FREQUENT_LEAST ||
	    documents < w->version.documents / FREQUENT_SHARE ||
	    term.n > FREQUENT_TERM_MAX || str_starts(term, PREFIX_TITLE) ||
	    memchr(term.p, '\0', term.n) != NULL)
		return;
	memcpy(entry.term, term.p, term.n);
	ARRAY_GROW(w->entry, w->header.words, w->cap);
	w->entry[w->header.words++] = entry;
}

static const struct error *
write_file(struct writing *w)
{
	struct frequent_header *h = &w->header;
	const struct error *e = put(w, h, sizeof(*h));

	for (uint32_t i = 0; i < h->words && e == NULL && !w->is_damaged; i++)
		e = write_word(w, &w->entry[i]);
	if (e != NULL || w->is_damaged)
		return e;
	h->directory = w->at;
	h->directory_hash = frequent_hash(w->entry, h->words * sizeof(*w->entry));
	if ((e = put(w, w->entry, h->words * sizeof(*w->entry))) != NULL)
		return e;
	h->size = w->at;
	h->hash = frequent_hash(h, offsetof(struct frequent_header, hash));
	if (fseek(w->f, 0, SEEK_SET) != 0)
		return error_errno("%s", w->path);
	if ((e = put(w, h, sizeof(*h))) == NULL && fflush(w->f) != 0)
		e = error_errno("%s", w->path);
	return e;
}

const struct error *
frequent_write(const char *dir, struct xap_writer *view,
    struct column *column, const struct xap_version *version)
{
	struct writing w = { .view = view, .column = column,
	    .version = *version };
	struct buf path = { 0 }, temporary = { 0 };
	const struct error *e;

	memcpy(w.header.magic, FREQUENT_MAGIC, sizeof(w.header.magic));
	w.header.byte_order = COLUMN_BYTE_ORDER;
	w.header.version = FREQUENT_VERSION;
	w.header.database = *version;
	for (int f = 0; f < FACETS; f++)
		w.header.values += column_header(column)->values[f];
	if ((e = xap_writer_terms(view, STR_LIT(PREFIX_WORD), add_term, &w)) !=
	    NULL || w.header.words == 0)
		return e;
	if ((e = xap_writer_find(view, STR_LIT(TERM_LEAD), &w.leads.list)) !=
	    NULL)
		goto done;
	w.count = mem_alloc((size_t)w.header.values + 1, sizeof(*w.count));
	buf_printf(&path, "%s/" FREQUENT_NAME, dir);
	buf_printf(&temporary, "%s.tmp", path.p);
	w.path = temporary.p;
	w.f = fopen(w.path, "we");
	e = w.f == NULL ? error_errno("%s", w.path) : write_file(&w);
	if (w.f != NULL)
		fclose(w.f);
	if (e == NULL && w.is_damaged)
		e = error_make(ERROR_INDEX, "%s: its facet column is damaged",
		    dir);
	if (e == NULL && rename(w.path, path.p) == -1)
		e = error_errno("%s", path.p);
	if (e != NULL)
		unlink(w.path);
done:
	buf_release(&path);
	buf_release(&temporary);
	buf_release(&w.lists);
	free(w.count);
	free(w.entry);
	free(w.titles.list.at);
	free(w.leads.list.at);
	return e;
}
