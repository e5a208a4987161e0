/*
 * From an article to documents: terms, values and data, by the schema.
 */
#include <stdlib.h>
#include <string.h>

#include "record.h"
#include "store_private.h"
#include "text.h"

struct place {			/* of a paragraph among the documents */
	uint32_t docid;		/* that it replaces; 0: none */
	bool is_first;		/* of its article */
};

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

/* The term of a value; in bulk the number that it has in this batch is kept. */
static const struct error *
add_value_term(struct store *s, enum facet f, uint32_t ordinal,
    struct str value)
{
	struct value_terms *t = &s->value_terms[f];
	struct bulk *bulk = s->writer->bulk;

	if (bulk == NULL)
		return add_flag(s, schema_facet[f].prefix, value);
	if (t->batch != bulk_batch(bulk)) {
		t->n = 0;
		t->batch = bulk_batch(bulk);
	}
	while (t->n <= ordinal) {
		ARRAY_GROW(t->number, t->n, t->cap);
		t->number[t->n++] = 0;
	}
	if (t->number[ordinal] == 0) {
		schema_term(&s->term, schema_facet[f].prefix, value);
		t->number[ordinal] = bulk_term(bulk, buf_slice(&s->term)) + 1;
	}
	bulk_flag(bulk, t->number[ordinal] - 1);
	return NULL;
}

static const struct error *
add_facet(struct store *s, enum facet f, const struct str *value, size_t n)
{
	const struct error *e;
	struct str at;
	size_t k;

	s->ordinals.n = 0;
	for (size_t i = 0; i < n; i++) {
		k = s->ordinals.n;
		values_add(s->values, f, value[i], &s->ordinals);
		for (at = value[i]; k < s->ordinals.n; k++) {
			if ((e = add_value_term(s, f, s->ordinals.at[k],
			    at)) != NULL)
				return e;
			schema_parent(at, &at);
		}
	}
	if (n == 0)
		return NULL;
	ordinals_sort(&s->ordinals);
	buf_reset(&s->packed);
	schema_pack(&s->packed, s->ordinals.at, s->ordinals.n);
	return writer_value(s->writer, SLOT_FACET + f,
	    buf_slice(&s->packed));
}

static void
put_number(char bytes[8], uint64_t n)
{
	for (int i = 0; i < 8; i++)
		bytes[i] = (char)(n >> (56 - 8 * i));
}

static const struct error *
add_number(struct store *s, enum slot slot, uint64_t n)
{
	char bytes[8];

	put_number(bytes, n);
	return writer_value(s->writer, slot, (struct str){ bytes, 8 });
}

static const struct error *
add_hashes(struct store *s, uint64_t content, uint64_t record)
{
	char bytes[16];

	put_number(bytes, content);
	put_number(bytes + 8, record);
	return writer_value(s->writer, SLOT_HASH,
	    (struct str){ bytes, record != 0 ? 16 : 8 });
}

static const struct error *
add_fingerprint(struct store *s, const struct tokens *t)
{
	char bytes[FINGERPRINT_BYTES];

	if (!t->has_fingerprint)
		return NULL;
	fingerprint_write(&t->fingerprint, bytes);
	return writer_value(s->writer, SLOT_FINGERPRINT,
	    (struct str){ bytes, sizeof(bytes) });
}

/* The union of what was given and what was found. */
static size_t
merge_values(const struct prepared *p, size_t i, enum facet f,
    struct str *out, uint8_t *rule)
{
	const struct article *a = &p->article;
	const struct paragraph_facets *pf = &p->facets[i];
	size_t n = 0, j, k;

	for (j = 0; j < a->given_n[f]; j++) {
		for (k = 0; k < n && !str_eq(out[k], a->given[f][j]); k++)
			continue;
		if (k < n || a->given[f][j].n == 0)
			continue;
		rule[n] = RULE_GIVEN;
		out[n++] = a->given[f][j];
	}
	for (j = 0; j < pf->value_n[f]; j++) {
		for (k = 0; k < n && !str_eq(out[k], pf->value[f][j]); k++)
			continue;
		if (k < n)
			continue;
		rule[n] = pf->rule[f][j];
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
	store_spell(s, terms, 1);
	return e;
}

/*
 * The old document is about to be replaced; or *is_same: it stays, it holds
 * the same record, and with it the same terms and values.
 */
static const struct error *
retire(struct store *s, const struct place *at, bool *is_same)
{
	const struct error *e = xap_writer_data(s->w, at->docid, &s->was);

	*is_same = e == NULL && !at->is_first &&
	    str_eq(buf_slice(&s->was), buf_slice(&s->data));
	return e != NULL || *is_same ? e : store_retire(s, at->docid);
}

static const struct error *
add_paragraph(struct store *s, const struct prepared *p, size_t i,
    const struct place *at)
{
	const struct article *a = &p->article;
	struct record r = { a->id, i + 1, a->title, a->date, a->source, a->url,
	    a->path, p->file, a->paragraph[i], { 0 }, { 0 }, { 0 }, { 0 }, { 0 } };
	struct tokens made;
	const struct tokens *tokens = p->tokens != NULL ? &p->tokens[i] :
	    &made;
	const struct error *e;
	bool is_same;

	arena_reset(&s->arena);
	for (int g = 0; g < GIVEN_KINDS; g++) {
		r.given[g] = a->given[g];
		r.given_n[g] = a->given_n[g];
	}
	for (enum facet f = 0; f < FACETS; f++) {
		size_t most = a->given_n[f] + p->facets[i].value_n[f];
		uint8_t *rule = arena_alloc(&s->arena, most);

		r.value[f] = arena_alloc(&s->arena, most * sizeof(struct str));
		r.rule[f] = rule;
		r.value_n[f] = merge_values(p, i, f, r.value[f], rule);
	}
	buf_reset(&s->data);
	record_write(&s->data, &r);
	if (at->docid != 0 && ((e = retire(s, at, &is_same)) != NULL ||
	    is_same))
		return e;
	if (p->tokens == NULL)
		store_tokens(s, &made, a->title, a->paragraph[i]);
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
	    NULL || (at->is_first &&
	    (e = add_hashes(s, p->hash, a->record)) != NULL))
		return e;
	if (at->is_first &&
	    (e = writer_flag(s->writer, STR_LIT(TERM_LEAD))) != NULL)
		return e;
	for (enum facet f = 0; f < FACETS; f++)
		if ((e = add_facet(s, f, r.value[f], r.value_n[f])) != NULL)
			return e;
	if ((e = add_fingerprint(s, tokens)) != NULL)
		return e;
	s->all_words += tokens->length;
	if (at->docid == 0)
		return writer_add(s->writer, tokens->length, &s->last);
	return store_replace(s, at->docid);
}

/*
 * What the index has of the article, if it is not more than it gets: then its
 * documents keep their places.
 */
static const struct error *
find_old(struct store *s, const struct article *a, struct xap_ids *old)
{
	const struct error *e;
	size_t n = 0;

	if ((e = store_documents_of(s, a->id, old)) != NULL || old->n == 0)
		return e;
	for (size_t i = 0; i < a->n; i++)
		n += a->paragraph[i].n > 0;
	if (n <= old->n)
		return NULL;
	old->n = 0;
	return store_remove(s, a->id);
}

const struct error *
store_add(struct store *s, const struct prepared *p)
{
	const struct error *e = NULL;
	struct xap_ids old = { 0 };
	size_t n = 0;

	if (s->w != NULL)
		e = find_old(s, &p->article, &old);
	s->articles += old.n == 0;
	for (size_t i = 0; i < p->article.n && e == NULL; i++)
		if (p->article.paragraph[i].n > 0) {
			const struct place at = { n < old.n ? old.at[n] : 0,
			    n == 0 };

			e = add_paragraph(s, p, i, &at);
			n++;
		}
	for (; n < old.n && e == NULL; n++)
		e = store_remove_document(s, old.at[n]);
	free(old.at);
	return e;
}
