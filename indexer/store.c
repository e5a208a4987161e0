#include "store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "record.h"
#include "store_private.h"

static const struct error *
get_number(struct store *s, const char *key, uint64_t *n)
{
	const struct error *e;

	if ((e = writer_get(s->writer, str_of(key), &s->data)) == NULL)
		*n = s->data.n != 0 ? strtoull(s->data.p, NULL, 10) : 0;
	return e;
}

static const struct error *
set_number(struct store *s, const char *key, uint64_t n)
{
	buf_reset(&s->data);
	buf_printf(&s->data, "%llu", (unsigned long long)n);
	return writer_set(s->writer, str_of(key), buf_slice(&s->data));
}

const struct error *
store_open(struct store **sp, struct writer *w,
    const struct facets *facets, const char *language)
{
	struct store *s = mem_alloc(1, sizeof(*s));
	const struct error *e;

	s->writer = w;
	s->w = w->xap;
	s->facets = facets;
	if ((e = words_new(&s->words, language)) != NULL ||
	    (s->w != NULL && (e = xap_writer_begin(s->w)) != NULL) ||
	    (e = get_number(s, "articles", &s->articles)) != NULL ||
	    (e = get_number(s, "words", &s->all_words)) != NULL ||
	    (e = get_number(s, "replaced", &s->all_replaced)) != NULL ||
	    (e = values_open(&s->values, w, facets)) != NULL ||
	    (e = set_number(s, "schema", SCHEMA_VERSION)) != NULL ||
	    (e = writer_set(w, STR_LIT("language"), str_of(language))) !=
	    NULL) {
		store_close(s);
		return e;
	}
	*sp = s;
	return NULL;
}

void
store_view(struct store **sp, struct xap_writer *w)
{
	*sp = mem_alloc(1, sizeof(**sp));
	(*sp)->w = w;
}

void
store_close(struct store *s)
{
	if (s == NULL)
		return;
	words_free(s->words);
	for (size_t i = 0; i < s->leavers; i++)
		free(s->leaver[i].id);
	free(s->leaver);
	values_close(s->values);
	for (int f = 0; f < FACETS; f++)
		free(s->value_terms[f].number);
	map_release(&s->spelling);
	buf_release(&s->term);
	buf_release(&s->folded);
	buf_release(&s->data);
	buf_release(&s->was);
	buf_release(&s->packed);
	free(s->replaced.at);
	free(s->ordinals.at);
	writer_repeat_release(&s->article);
	writer_repeat_release(&s->path);
	writer_repeat_release(&s->source);
	arena_release(&s->arena);
	free(s);
}

void
store_tokens(struct store *s, struct tokens *out, struct str title,
    struct str text)
{
	/* nobody else's words: they stay until the next call */
	word_table_drop(words_hold(s->words));
	tokens_make(out, &s->arena, s->words, title, text);
}

void
store_spell(struct store *s, const struct terms *t, int64_t by)
{
	for (size_t i = 0; i < t->words; i++)
		map_put(&s->spelling, t->word[i])->value += (uint64_t)by;
}

/* ---- finding and removing ---- */

static const struct error *
find_ids(struct store *s, const char *prefix, struct str value,
    struct xap_ids *ids)
{
	schema_term(&s->term, prefix, value);
	return xap_writer_find(s->w, buf_slice(&s->term), ids);
}

static const struct error *
get_hash(struct store *s, uint32_t docid, enum slot slot, uint64_t *hash)
{
	const struct error *e;

	if ((e = xap_writer_value(s->w, docid, slot, &s->data)) != NULL)
		return e;
	*hash = 0;
	for (size_t i = 0; i < s->data.n && i < 8; i++)
		*hash = *hash << 8 | (unsigned char)s->data.p[i];
	return NULL;
}

static const struct error *
read_record(struct store *s, uint32_t docid, struct record *r)
{
	return record_read(r, &s->arena, buf_slice(&s->was)) ? NULL :
	    error_make(ERROR_INDEX, "document %u: damaged; make the index "
	    "anew with indexer --rebuild SOURCE", docid);
}

static const struct error *
get_record(struct store *s, uint32_t docid, struct record *r)
{
	const struct error *e;

	if ((e = xap_writer_data(s->w, docid, &s->was)) != NULL)
		return e;
	arena_reset(&s->arena);
	return read_record(s, docid, r);
}

const struct error *
store_documents_of(struct store *s, struct str id, struct xap_ids *ids)
{
	return find_ids(s, PREFIX_ARTICLE, id, ids);
}

const struct error *
store_find(struct store *s, struct str id, struct stored *out)
{
	struct xap_ids ids = { 0 };
	const struct error *e;
	struct record r;

	out->is_there = false;
	if ((e = find_ids(s, PREFIX_ARTICLE, id, &ids)) != NULL || ids.n == 0)
		goto done;
	if ((e = get_hash(s, ids.at[0], SLOT_HASH, &out->hash)) != NULL ||
	    (e = get_record(s, ids.at[0], &r)) != NULL)
		goto done;
	out->is_there = true;
	buf_reset(&out->file);
	buf_str(&out->file, r.file);
done:
	free(ids.at);
	return e;
}

const struct error *
store_retire(struct store *s, uint32_t docid)
{
	const struct error *e;
	struct tokens tokens;
	struct terms t;
	struct record r;

	if ((e = read_record(s, docid, &r)) != NULL)
		return e;
	store_tokens(s, &tokens, r.title, r.text);
	terms_make(&t, &s->arena, &tokens);
	store_spell(s, &t, -1);
	s->all_words -= tokens.length;
	return NULL;
}

const struct error *
store_replace(struct store *s, uint32_t docid)
{
	struct xap_ids *r = &s->replaced;

	ARRAY_GROW(r->at, r->n, r->cap);
	r->at[r->n++] = docid;
	return xap_doc_replace(s->w, docid);
}

const struct error *
store_remove_document(struct store *s, uint32_t docid)
{
	const struct error *e = xap_writer_data(s->w, docid, &s->was);

	arena_reset(&s->arena);
	if (e != NULL || (e = store_retire(s, docid)) != NULL)
		return e;
	return xap_writer_delete(s->w, docid);
}

/* Those of an article's documents that are below a number. */
static const struct error *
remove_below(struct store *s, struct str id, uint32_t below, size_t *n)
{
	struct xap_ids ids = { 0 };
	const struct error *e = find_ids(s, PREFIX_ARTICLE, id, &ids);

	for (*n = 0; *n < ids.n && ids.at[*n] < below && e == NULL; ++*n)
		e = store_remove_document(s, ids.at[*n]);
	free(ids.at);
	return e;
}

const struct error *
store_remove(struct store *s, struct str id)
{
	const struct error *e;
	size_t n;

	if (s->w == NULL) {
		ARRAY_GROW(s->leaver, s->leavers, s->leaver_cap);
		s->leaver[s->leavers++] = (struct leaver){ str_dup(id), id.n,
		    s->last + 1 };
		s->articles--;
		return NULL;
	}
	e = remove_below(s, id, UINT32_MAX, &n);
	if (e == NULL && n > 0)
		s->articles--;
	return e;
}

const struct error *
store_remove_file(struct store *s, struct str file,
    bool (*is_kept)(void *, uint64_t), void *arg, size_t *n)
{
	struct xap_ids ids = { 0 };
	struct map gone = { 0 };
	const struct error *e = find_ids(s, PREFIX_PATH, file, &ids);
	uint64_t hash;

	for (size_t i = 0; i < ids.n && e == NULL; i++) {
		e = get_hash(s, ids.at[i], SLOT_ARTICLE, &hash);
		if (e != NULL || is_kept(arg, hash))
			continue;
		map_put(&gone, (struct str){ (char *)&hash, sizeof(hash) });
		e = store_remove_document(s, ids.at[i]);
	}
	*n = gone.n;
	s->articles -= gone.n;
	map_release(&gone);
	free(ids.at);
	return e;
}

const struct error *
store_documents(struct store *s, struct str file, struct xap_ids *ids)
{
	return find_ids(s, PREFIX_PATH, file, ids);
}

static int
cmp_docid(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

const struct xap_ids *
store_replaced(struct store *s)
{
	struct xap_ids *r = &s->replaced;

	if (r->n > 0)
		qsort(r->at, r->n, sizeof(*r->at), cmp_docid);
	return r;
}

const struct error *
store_remove_documents(struct store *s, uint32_t first, uint32_t n)
{
	const struct error *e = NULL;

	for (uint32_t i = 0; i < n && e == NULL; i++)
		e = store_remove_document(s, first + i);
	s->articles--;
	return e;
}

/* ---- the end ---- */

/* Articles that were to leave what was written in bulk do so now. */
static const struct error *
let_leave(struct store *s, const char *dir)
{
	struct writer w = { 0 };
	struct store *live = NULL;
	const struct error *e;
	struct buf language = { 0 };
	size_t n;

	if ((e = writer_get(s->writer, STR_LIT("language"), &language)) !=
	    NULL || (e = xap_writer_open(&w.xap, dir, false)) != NULL ||
	    (e = store_open(&live, &w, s->facets, language.p)) != NULL)
		goto done;
	for (size_t i = 0; i < s->leavers && e == NULL; i++) {
		const struct leaver *l = &s->leaver[i];

		e = remove_below(live, (struct str){ l->id, l->n }, l->before,
		    &n);
		s->left += n;
	}
	if (e == NULL)
		e = store_commit(live, dir);
done:
	store_close(live);
	writer_close(&w);
	buf_release(&language);
	return e;
}

const struct error *
store_commit(struct store *s, const char *dir)
{
	const struct error *e;

	for (size_t i = 0; i < s->spelling.n; i++) {
		const struct map_entry *m = &s->spelling.at[i];

		e = xap_writer_spell(s->w, m->key, (int64_t)m->value);
		if (e != NULL)
			return e;
	}
	if ((e = values_flush(s->values, s->writer)) != NULL ||
	    (e = set_number(s, "articles", s->articles)) != NULL ||
	    (e = set_number(s, "words", s->all_words)) != NULL ||
	    (s->replaced.n > 0 && (e = set_number(s, "replaced",
	    s->all_replaced + s->replaced.n)) != NULL) ||
	    (e = writer_commit(s->writer)) != NULL)
		return e;
	return s->leavers > 0 ? let_leave(s, dir) : NULL;
}

/* ---- reading back ---- */

struct gathered {		/* one article put together again */
	struct article a;
	struct arena arena;
	size_t cap;
};

static struct str *
copy_list(struct arena *a, const struct str *list, size_t n)
{
	struct str *copy = arena_alloc(a, n * sizeof(*copy));

	for (size_t i = 0; i < n; i++)
		copy[i] = arena_str(a, list[i]);
	return copy;
}

static void
gather(struct gathered *g, const struct record *r)
{
	struct article *a = &g->a;

	if (a->n == 0) {
		a->id = arena_str(&g->arena, r->article);
		a->path = arena_str(&g->arena, r->path);
		a->title = arena_str(&g->arena, r->title);
		a->date = arena_str(&g->arena, r->date);
		a->source = arena_str(&g->arena, r->source);
		a->url = arena_str(&g->arena, r->url);
		for (int f = 0; f < GIVEN_KINDS; f++) {
			a->given[f] = copy_list(&g->arena, r->given[f],
			    r->given_n[f]);
			a->given_n[f] = r->given_n[f];
		}
	}
	while (a->n < r->paragraph && a->n < UINT32_MAX) {
		ARRAY_GROW(a->paragraph, a->n, g->cap);
		a->paragraph[a->n++] = (struct str){ "", 0 };
	}
	a->paragraph[r->paragraph - 1] = arena_str(&g->arena, r->text);
}

const struct error *
store_each(struct store *s, struct str file,
    const struct error *(*each)(void *, const struct article *, struct str),
    void *arg)
{
	struct xap_ids ids = { 0 };
	struct gathered g = { 0 };
	const struct error *e = find_ids(s, PREFIX_PATH, file, &ids);
	struct record r;

	for (size_t i = 0; i <= ids.n && e == NULL; i++) {
		if (i < ids.n && (e = get_record(s, ids.at[i], &r)) != NULL)
			break;
		if (g.a.n > 0 && (i == ids.n ||
		    !str_eq(r.article, g.a.id))) {
			e = each(arg, &g.a, file);
			arena_reset(&g.arena);
			g.a.n = 0;
		}
		if (i < ids.n && r.paragraph > 0)
			gather(&g, &r);
	}
	free(g.a.paragraph);
	arena_release(&g.arena);
	free(ids.at);
	return e;
}

const struct error *
store_totals(struct store *s, uint64_t *articles, uint64_t *paragraphs)
{
	*articles = s->articles;
	if (s->w != NULL)
		return xap_writer_count(s->w, paragraphs);
	*paragraphs = s->last - s->left;
	return NULL;
}

static uint64_t
hash_field(uint64_t h, struct str s)
{
	return hash_local(s.p, s.n, h);
}

uint64_t
article_hash(const struct article *a)
{
	uint64_t h = hash_field(0, a->title);

	h = hash_field(h, a->date);
	h = hash_field(h, a->source);
	h = hash_field(h, a->url);
	for (size_t i = 0; i < a->n; i++)
		h = hash_field(h, a->paragraph[i]);
	for (int f = 0; f < GIVEN_KINDS; f++) {
		h = hash_local(&f, sizeof(f), h);
		for (size_t i = 0; i < a->given_n[f]; i++)
			h = hash_field(h, a->given[f][i]);
	}
	return h;
}
