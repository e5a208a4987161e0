#include "store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "map.h"
#include "record.h"
#include "text.h"
#include "values.h"

struct leaver {			/* an article that leaves a bulk build */
	char *id;
	size_t n;
	uint32_t before;	/* its documents are those below */
};

struct store {
	struct writer *writer;		/* borrowed */
	struct xap_writer *w;		/* the same; NULL: it writes in bulk */
	struct words *words;		/* for tokens that nobody prepared */
	const struct facets *facets;
	struct leaver *leaver;		/* leavers of them */
	size_t leavers, leaver_cap;
	uint64_t left;			/* documents of theirs */
	uint32_t last;			/* document that was added */
	struct writer_repeat article, path, source;
	struct values *values;
	struct map spelling;		/* word -> change, as int64_t */
	uint64_t articles;
	struct buf term, folded, data, packed;
	struct ordinals ordinals;
	struct arena arena;
};

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
	map_release(&s->spelling);
	buf_release(&s->term);
	buf_release(&s->folded);
	buf_release(&s->data);
	buf_release(&s->packed);
	free(s->ordinals.at);
	writer_repeat_release(&s->article);
	writer_repeat_release(&s->path);
	writer_repeat_release(&s->source);
	arena_release(&s->arena);
	free(s);
}

/* ---- adding ---- */

/* A term that is only there or not. */
static const struct error *
add_flag(struct store *s, const char *prefix, struct str value)
{
	schema_term(&s->term, prefix, value);
	return writer_flag(s->writer, buf_slice(&s->term));
}

/* One that the document before most likely has too. */
static const struct error *
add_repeated(struct store *s, struct writer_repeat *r, const char *prefix,
    struct str value)
{
	schema_term(&s->term, prefix, value);
	return writer_repeat(s->writer, r, buf_slice(&s->term));
}

static const struct error *
add_source(struct store *s, struct str source)
{
	buf_reset(&s->folded);
	text_fold(&s->folded, source);
	return add_repeated(s, &s->source, PREFIX_SOURCE,
	    buf_slice(&s->folded));
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
	return writer_value(s->writer, SLOT_FACET + f,
	    buf_slice(&s->packed));
}

static const struct error *
add_number(struct store *s, enum slot slot, uint64_t n)
{
	char bytes[8];

	for (int i = 0; i < 8; i++)
		bytes[i] = (char)(n >> (56 - 8 * i));
	return writer_value(s->writer, slot, (struct str){ bytes, 8 });
}

static void
make_tokens(struct store *s, struct tokens *out, struct str title,
    struct str text)
{
	/* nobody else's words: they stay until the next call */
	word_table_drop(words_hold(s->words));
	tokens_make(out, &s->arena, s->words, title, text);
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

/* The number of a word's term in the batch that is being written. */
static uint32_t
term_number(struct store *s, struct known_word *k, enum token_term which)
{
	if (k->term[which] == 0) {
		buf_reset(&s->term);
		token_term(&s->term, k, which);
		k->term[which] = bulk_term(s->writer->bulk,
		    buf_slice(&s->term)) + 1;
	}
	return k->term[which] - 1;
}

static void
add_token(struct store *s, const struct token *t)
{
	struct bulk *bulk = s->writer->bulk;
	struct known_word *k = t->word;

	if (k->batch != bulk_batch(bulk)) {
		memset(k->term, 0, sizeof(k->term));
		k->speller = 0;
		k->batch = bulk_batch(bulk);
	}
	for (enum token_term i = 0; i < TOKEN_TERMS; i++)
		if (token_has(t, i))
			bulk_occur(bulk, term_number(s, k, i), t->position);
	if (!token_is_spelled(t))
		return;
	if (k->speller == 0)
		k->speller = bulk_word(bulk, known_folded(k)) + 1;
	bulk_spell(bulk, k->speller - 1);
}

static const struct error *
add_words(struct store *s, const struct tokens *tokens,
    const struct terms *terms)
{
	const struct error *e = NULL;
	struct terms made;

	if (s->w == NULL) {
		for (size_t i = 0; i < tokens->n; i++)
			add_token(s, &tokens->at[i]);
		return NULL;
	}
	if (terms == NULL) {
		terms_make(&made, &s->arena, tokens);
		terms = &made;
	}
	for (size_t i = 0; i < terms->n && e == NULL; i++)
		e = xap_doc_term(s->w, terms->at[i].text, terms->at[i].wdf,
		    terms->at[i].position, terms->at[i].n);
	spell(s, terms, 1);
	return e;
}

static const struct error *
add_paragraph(struct store *s, const struct prepared *p, size_t i)
{
	const struct article *a = &p->article;
	struct record r = { a->id, i + 1, a->title, a->date, a->source, a->url,
	    a->path, p->file, a->paragraph[i], { 0 }, { 0 }, { 0 }, { 0 } };
	struct tokens made;
	const struct tokens *tokens = p->tokens != NULL ? &p->tokens[i] :
	    &made;
	const struct error *e;

	arena_reset(&s->arena);
	if (p->tokens == NULL)
		make_tokens(s, &made, a->title, a->paragraph[i]);
	for (enum facet f = 0; f < FACETS; f++) {
		r.given[f] = a->given[f];
		r.given_n[f] = a->given_n[f];
		r.value[f] = arena_alloc(&s->arena, (a->given_n[f] +
		    p->facets[i].value_n[f]) * sizeof(struct str));
		r.value_n[f] = merge_values(p, i, f, r.value[f]);
	}
	buf_reset(&s->data);
	record_write(&s->data, &r);
	if ((e = writer_start(s->writer, buf_slice(&s->data))) != NULL ||
	    (e = add_words(s, tokens, p->terms != NULL ? &p->terms[i] :
	    NULL)) != NULL ||
	    (e = add_repeated(s, &s->article, PREFIX_ARTICLE, a->id)) !=
	    NULL || (e = add_repeated(s, &s->path, PREFIX_PATH, p->file)) !=
	    NULL ||
	    (a->source.n > 0 &&
	    (e = add_source(s, a->source)) != NULL) ||
	    (a->date.n > 0 &&
	    (e = writer_value(s->writer, SLOT_DATE, a->date)) != NULL) ||
	    (e = add_number(s, SLOT_ARTICLE, hash64(a->id.p, a->id.n, 0))) !=
	    NULL || (e = add_number(s, SLOT_HASH, p->hash)) != NULL)
		return e;
	for (enum facet f = 0; f < FACETS; f++)
		if ((e = add_facet(s, f, r.value[f], r.value_n[f])) != NULL)
			return e;
	return writer_add(s->writer, tokens->length, &s->last);
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
	struct tokens tokens;
	struct terms t;
	struct record r;

	if ((e = get_record(s, docid, &r)) != NULL)
		return e;
	make_tokens(s, &tokens, r.title, r.text);
	terms_make(&t, &s->arena, &tokens);
	spell(s, &t, -1);
	return xap_writer_delete(s->w, docid);
}

/* Those of an article's documents that are below a number. */
static const struct error *
remove_below(struct store *s, struct str id, uint32_t below, size_t *n)
{
	struct xap_ids ids = { 0 };
	const struct error *e = find_ids(s, PREFIX_ARTICLE, id, &ids);

	for (*n = 0; *n < ids.n && ids.at[*n] < below && e == NULL; ++*n)
		e = remove_document(s, ids.at[*n]);
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
		e = remove_document(s, ids.at[i]);
	}
	*n = gone.n;
	s->articles -= gone.n;
	map_release(&gone);
	free(ids.at);
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
	if (s->w != NULL)
		return xap_writer_count(s->w, paragraphs);
	*paragraphs = s->last - s->left;
	return NULL;
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
