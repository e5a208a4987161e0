#include "store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "map.h"
#include "record.h"
#include "values.h"

struct store {
	struct xap_writer *w;		/* borrowed */
	struct text *text;		/* for terms that nobody prepared */
	struct values *values;
	struct map spelling;		/* word -> change, as int64_t */
	uint64_t articles, words;
	struct buf term, folded, data, packed;
	struct ordinals ordinals;
	struct arena arena;
};

static const struct error *
get_number(struct store *s, const char *key, uint64_t *n)
{
	const struct error *e;

	if ((e = xap_writer_get(s->w, str_of(key), &s->data)) == NULL)
		*n = s->data.n != 0 ? strtoull(s->data.p, NULL, 10) : 0;
	return e;
}

static const struct error *
set_number(struct store *s, const char *key, uint64_t n)
{
	buf_reset(&s->data);
	buf_printf(&s->data, "%llu", (unsigned long long)n);
	return xap_writer_set(s->w, str_of(key), buf_slice(&s->data));
}

const struct error *
store_open(struct store **sp, struct xap_writer *w,
    const struct facets *facets, const char *language)
{
	struct store *s = mem_alloc(1, sizeof(*s));
	const struct error *e;

	s->w = w;
	if ((e = text_new(&s->text, language)) != NULL ||
	    (e = xap_writer_begin(w)) != NULL ||
	    (e = get_number(s, "articles", &s->articles)) != NULL ||
	    (e = get_number(s, "words", &s->words)) != NULL ||
	    (e = values_open(&s->values, w, facets)) != NULL ||
	    (e = set_number(s, "schema", SCHEMA_VERSION)) != NULL ||
	    (e = xap_writer_set(w, STR_LIT("language"), str_of(language))) !=
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
	text_free(s->text);
	values_close(s->values);
	map_release(&s->spelling);
	buf_release(&s->term);
	buf_release(&s->folded);
	buf_release(&s->data);
	buf_release(&s->packed);
	free(s->ordinals.at);
	arena_release(&s->arena);
	free(s);
}

const struct error *
store_commit(struct store *s)
{
	const struct error *e;

	for (size_t i = 0; i < s->spelling.n; i++) {
		const struct map_entry *m = &s->spelling.at[i];

		e = xap_writer_spell(s->w, m->key, (int64_t)m->value);
		if (e != NULL)
			return e;
	}
	if ((e = values_flush(s->values, s->w)) != NULL ||
	    (e = set_number(s, "articles", s->articles)) != NULL ||
	    (e = set_number(s, "words", s->words)) != NULL)
		return e;
	return xap_writer_commit(s->w);
}

/* ---- adding ---- */

/* A term that is only there or not. */
static const struct error *
add_flag(struct store *s, const char *prefix, struct str value)
{
	schema_term(&s->term, prefix, value);
	return xap_doc_term(s->w, buf_slice(&s->term), 0, NULL, 0);
}

static const struct error *
add_source(struct store *s, struct str source)
{
	buf_reset(&s->folded);
	text_fold(&s->folded, source);
	return add_flag(s, PREFIX_SOURCE, buf_slice(&s->folded));
}

static const struct error *
add_facet(struct store *s, enum facet f, const struct str *value, size_t n)
{
	const struct error *e;
	struct str at;

	s->ordinals.n = 0;
	for (size_t i = 0; i < n; i++) {
		values_add(s->values, f, value[i], &s->ordinals);
		at = value[i];
		do
			if ((e = add_flag(s, schema_facet[f].prefix, at)) !=
			    NULL)
				return e;
		while (schema_facet[f].is_path && schema_parent(at, &at));
	}
	if (n == 0)
		return NULL;
	ordinals_sort(&s->ordinals);
	buf_reset(&s->packed);
	schema_pack(&s->packed, s->ordinals.at, s->ordinals.n);
	return xap_doc_value(s->w, SLOT_FACET + f, buf_slice(&s->packed));
}

static const struct error *
add_number(struct store *s, enum slot slot, uint64_t n)
{
	char bytes[8];

	for (int i = 0; i < 8; i++)
		bytes[i] = (char)(n >> (56 - 8 * i));
	return xap_doc_value(s->w, slot, (struct str){ bytes, 8 });
}

static void
spell(struct store *s, const struct terms *t, int64_t by)
{
	for (size_t i = 0; i < t->words; i++)
		map_put(&s->spelling, t->word[i])->value += (uint64_t)by;
}

/* The union of what was given and what was found. */
static size_t
merge_values(const struct prepared *p, size_t i, enum facet f,
    struct str *out)
{
	const struct article *a = &p->article;
	const struct paragraph_facets *pf = &p->facets[i];
	size_t n = 0, j, k;

	for (j = 0; j < a->given_n[f]; j++) {
		for (k = 0; k < n && !str_eq(out[k], a->given[f][j]); k++)
			continue;
		if (k == n && a->given[f][j].n > 0)
			out[n++] = a->given[f][j];
	}
	for (j = 0; j < pf->value_n[f]; j++) {
		for (k = 0; k < n && !str_eq(out[k], pf->value[f][j]); k++)
			continue;
		if (k == n)
			out[n++] = pf->value[f][j];
	}
	return n;
}

static const struct error *
add_words(struct store *s, const struct terms *t)
{
	const struct error *e = NULL;

	for (size_t i = 0; i < t->n && e == NULL; i++)
		e = xap_doc_term(s->w, t->at[i].text, t->at[i].wdf,
		    t->at[i].position, t->at[i].n);
	return e;
}

static const struct error *
add_paragraph(struct store *s, const struct prepared *p, size_t i)
{
	const struct article *a = &p->article;
	struct record r = { a->id, i + 1, a->title, a->date, a->source, a->url,
	    a->path, p->file, a->paragraph[i], { 0 }, { 0 }, { 0 }, { 0 } };
	struct terms made;
	const struct terms *terms = p->terms != NULL ? &p->terms[i] : &made;
	const struct error *e;
	uint32_t docid;

	arena_reset(&s->arena);
	if (p->terms == NULL)
		terms_make(&made, &s->arena, s->text, a->title,
		    a->paragraph[i]);
	for (enum facet f = 0; f < FACETS; f++) {
		r.given[f] = a->given[f];
		r.given_n[f] = a->given_n[f];
		r.value[f] = arena_alloc(&s->arena, (a->given_n[f] +
		    p->facets[i].value_n[f]) * sizeof(struct str));
		r.value_n[f] = merge_values(p, i, f, r.value[f]);
	}
	buf_reset(&s->data);
	record_write(&s->data, &r);
	if ((e = xap_doc_start(s->w, buf_slice(&s->data))) != NULL ||
	    (e = add_words(s, terms)) != NULL ||
	    (e = add_flag(s, PREFIX_ARTICLE, a->id)) != NULL ||
	    (e = add_flag(s, PREFIX_PATH, p->file)) != NULL ||
	    (a->source.n > 0 &&
	    (e = add_source(s, a->source)) != NULL) ||
	    (a->date.n > 0 &&
	    (e = xap_doc_value(s->w, SLOT_DATE, a->date)) != NULL) ||
	    (e = add_number(s, SLOT_ARTICLE, hash64(a->id.p, a->id.n, 0))) !=
	    NULL || (e = add_number(s, SLOT_HASH, p->hash)) != NULL)
		return e;
	for (enum facet f = 0; f < FACETS; f++)
		if ((e = add_facet(s, f, r.value[f], r.value_n[f])) != NULL)
			return e;
	spell(s, terms, 1);
	s->words += terms->length;
	return xap_doc_add(s->w, &docid);
}

const struct error *
store_add(struct store *s, const struct prepared *p)
{
	const struct error *e;

	for (size_t i = 0; i < p->article.n; i++)
		if (p->article.paragraph[i].n > 0 &&
		    (e = add_paragraph(s, p, i)) != NULL)
			return e;
	s->articles++;
	return NULL;
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
get_record(struct store *s, uint32_t docid, struct record *r)
{
	const struct error *e;

	if ((e = xap_writer_data(s->w, docid, &s->data)) != NULL)
		return e;
	arena_reset(&s->arena);
	if (!record_read(r, &s->arena, buf_slice(&s->data)))
		return error_make(ERROR_INDEX, "document %u: damaged; make "
		    "the index anew with indexer --rebuild SOURCE", docid);
	return NULL;
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

static const struct error *
remove_document(struct store *s, uint32_t docid)
{
	const struct error *e;
	struct record r;
	struct terms t;

	if ((e = get_record(s, docid, &r)) != NULL)
		return e;
	terms_make(&t, &s->arena, s->text, r.title, r.text);
	spell(s, &t, -1);
	s->words -= t.length;
	return xap_writer_delete(s->w, docid);
}

const struct error *
store_remove(struct store *s, struct str id)
{
	struct xap_ids ids = { 0 };
	const struct error *e = find_ids(s, PREFIX_ARTICLE, id, &ids);

	for (size_t i = 0; i < ids.n && e == NULL; i++)
		e = remove_document(s, ids.at[i]);
	if (e == NULL && ids.n > 0)
		s->articles--;
	free(ids.at);
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
		e = remove_document(s, ids.at[i]);
	}
	*n = gone.n;
	s->articles -= gone.n;
	map_release(&gone);
	free(ids.at);
	return e;
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
		for (int f = 0; f < FACETS; f++) {
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
	return xap_writer_count(s->w, paragraphs);
}

static uint64_t
hash_field(uint64_t h, struct str s)
{
	uint64_t n = s.n;

	h = hash64(&n, sizeof(n), h);
	return hash64(s.p, s.n, h);
}

uint64_t
article_hash(const struct article *a)
{
	uint64_t h = hash_field(0, a->id);

	h = hash_field(h, a->title);
	h = hash_field(h, a->date);
	h = hash_field(h, a->source);
	h = hash_field(h, a->url);
	for (size_t i = 0; i < a->n; i++)
		h = hash_field(h, a->paragraph[i]);
	for (int f = 0; f < FACETS; f++) {
		h = hash64(&f, sizeof(f), h);
		for (size_t i = 0; i < a->given_n[f]; i++)
			h = hash_field(h, a->given[f][i]);
	}
	return h;
}
