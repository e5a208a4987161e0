#include "bulk.h"

#include <assert.h>
#include <stdlib.h>

#include "bulk_private.h"

bool
bulk_is_format(struct str first)
{
	return str_eq(first, (struct str){ GLASS_MAGIC, GLASS_MAGIC_SIZE });
}

const struct error *
bulk_open_table(struct bulk *b, enum glass_table which)
{
	return table_open(&b->table[which], b->dir, which, b->o.block_size,
	    b->o.check);
}

const struct error *
bulk_open(struct bulk **bp, const char *dir, const struct bulk_options *o)
{
	struct bulk *b = mem_alloc(1, sizeof(*b));
	const struct error *e;

	b->o = *o;
	if (b->o.block_size == 0)
		b->o.block_size = GLASS_BLOCK_SIZE;
	b->dir = str_dup(str_of(dir));
	b->last_slot = -1;
	b->spool_memory = o->memory / 4;
	b->batch.first = b->batch.number = 1;
	b->batch.wdf = o->wdf;
	if (o->compress)
		codec_new(&b->codec, (struct str){ "", 0 });
	spool_init(&b->lengths, b->dir, &b->spool_memory);
	for (int i = 0; i < BULK_SLOTS; i++)
		spool_init(&b->slot[i].chunks, b->dir, &b->spool_memory);
	if ((e = bulk_open_table(b, GLASS_DOCDATA)) != NULL ||
	    (e = bulk_open_table(b, GLASS_TERMLIST)) != NULL) {
		bulk_close(b);
		return e;
	}
	*bp = b;
	return NULL;
}

void
bulk_release_runs(struct bulk *b)
{
	for (size_t i = 0; i < b->runs; i++) {
		spool_release(&b->run[i].postings);
		spool_release(&b->run[i].positions);
		spool_release(&b->run[i].words);
	}
	free(b->run);
	b->run = NULL;
	b->runs = 0;
}

void
bulk_close(struct bulk *b)
{
	if (b == NULL)
		return;
	for (int i = 0; i < GLASS_TABLES; i++)
		table_close(b->table[i]);
	batch_release(&b->batch);
	codec_free(b->codec);
	buf_release(&b->waiting.data);
	free(b->waiting.size);
	buf_release(&b->encoded);
	bulk_release_runs(b);
	spool_release(&b->lengths);
	for (int i = 0; i < BULK_SLOTS; i++) {
		spool_release(&b->slot[i].chunks);
		buf_release(&b->slot[i].chunk);
		buf_release(&b->slot[i].lowest);
		buf_release(&b->slot[i].highest);
	}
	for (size_t i = 0; i < b->key.n; i++)
		buf_release(&b->value[i]);
	free(b->value);
	map_release(&b->key);
	buf_release(&b->key_buf);
	free(b->dir);
	free(b);
}

/* ---- a document ---- */

uint32_t
bulk_batch(const struct bulk *b)
{
	return b->batch.number;
}

/* Its keys are longer by NULs, a terminator and the largest document id. */
static bool
is_fit(struct str term)
{
	size_t n = term.n + 1 + 5;

	for (size_t i = 0; i < term.n; i++)
		n += term.p[i] == '\0';
	return term.n > 0 && term.n <= GLASS_TERM_MAX && n <= GLASS_KEY_MAX;
}

uint32_t
bulk_term(struct bulk *b, struct str term)
{
	struct map *m = &b->batch.term;
	size_t n = m->n;
	struct map_entry *entry = map_put(m, term);

	if (m->n > n) {
		entry->value = n;
		if (!is_fit(term))
			b->e = error_make(ERROR_INDEX, "term \"%.*s\": too "
			    "long or empty", STR_ARG(term));
	}
	return (uint32_t)entry->value;
}

uint32_t
bulk_word(struct bulk *b, struct str word)
{
	struct batch *batch = &b->batch;
	size_t n = batch->word.n;
	struct map_entry *entry = map_put(&batch->word, word);

	if (batch->word.n > n) {
		ARRAY_GROW(batch->use, n, batch->use_cap);
		batch->use[n] = (struct word_use){ 0, 0 };
	}
	return (uint32_t)(entry - batch->word.at);
}

void
bulk_occur(struct bulk *b, uint32_t term, uint32_t position)
{
	struct batch *batch = &b->batch;

	ARRAY_GROW(batch->at, batch->n, batch->cap);
	batch->at[batch->n++] = (struct occurrence){ term, position };
}

void
bulk_flag(struct bulk *b, uint32_t term)
{
	bulk_occur(b, term, NO_POSITION);
}

void
bulk_spell(struct bulk *b, uint32_t word)
{
	struct word_use *use = &b->batch.use[word];

	if (use->last == b->documents + 1)
		return;
	use->last = b->documents + 1;
	use->documents++;
}

void
bulk_close_chunk(struct slot *s)
{
	spool_varint(&s->chunks, s->first);
	spool_field(&s->chunks, buf_slice(&s->chunk));
	buf_reset(&s->chunk);
}

void
bulk_value(struct bulk *b, unsigned slot, struct str value)
{
	struct slot *s = &b->slot[slot];
	uint32_t id = b->documents + 1;

	assert(slot < BULK_SLOTS && (int)slot > b->last_slot && value.n > 0);
	buf_varint(&b->batch.slots, slot - (unsigned)(b->last_slot + 1));
	b->last_slot = (int)slot;
	if (s->chunk.n > 0)
		buf_varint(&s->chunk, id - s->last - 1);
	else
		s->first = id;
	s->last = id;
	buf_field(&s->chunk, value);
	if (s->chunk.n >= GLASS_CHUNK)
		bulk_close_chunk(s);
	if (s->n == 0 || str_cmp(value, buf_slice(&s->lowest)) < 0) {
		buf_reset(&s->lowest);
		buf_str(&s->lowest, value);
	}
	if (s->n == 0 || str_cmp(value, buf_slice(&s->highest)) > 0) {
		buf_reset(&s->highest);
		buf_str(&s->highest, value);
	}
	s->n++;
}

const struct error *
bulk_flush(struct bulk *b)
{
	struct sorted_run *run;

	ARRAY_GROW(b->run, b->runs, b->run_cap);
	run = &b->run[b->runs++];
	spool_init(&run->postings, b->dir, &b->spool_memory);
	spool_init(&run->positions, b->dir, &b->spool_memory);
	spool_init(&run->words, b->dir, &b->spool_memory);
	return batch_flush(&b->batch, run, b->table[GLASS_TERMLIST],
	    &b->lengths, &b->totals);
}

static const struct error *
write_data(struct bulk *b, uint32_t id, struct str data)
{
	if (data.n == 0)
		return NULL;
	if (b->codec != NULL) {
		codec_encode(b->codec, &b->encoded, data);
		data = buf_slice(&b->encoded);
	}
	buf_reset(&b->key_buf);
	pack_sorted_uint(&b->key_buf, id);
	return table_add(b->table[GLASS_DOCDATA], buf_slice(&b->key_buf),
	    data);
}

const struct error *
bulk_write_waiting(struct bulk *b)
{
	struct waiting *w = &b->waiting;
	const struct error *e = NULL;
	size_t at = 0;

	if (b->codec == NULL || b->is_trained)
		return NULL;
	b->is_trained = true;
	codec_train(b->codec, buf_slice(&w->data), w->size, w->n);
	bulk_set(b, STR_LIT(CODEC_KEY), codec_dictionary(b->codec));
	for (size_t i = 0; i < w->n && e == NULL; at += w->size[i++])
		e = write_data(b, (uint32_t)i + 1, (struct str){
		    w->data.p + at, w->size[i] });
	buf_release(&w->data);
	return e;
}

/* The data of the document that was added last. */
static const struct error *
add_data(struct bulk *b, struct str data)
{
	struct waiting *w = &b->waiting;

	if (b->codec == NULL || b->is_trained)
		return write_data(b, b->documents, data);
	ARRAY_GROW(w->size, w->n, w->cap);
	w->size[w->n++] = data.n;
	buf_str(&w->data, data);
	return w->n == CODEC_RECORDS || w->data.n >= CODEC_RECORDS_BYTES ?
	    bulk_write_waiting(b) : NULL;
}

const struct error *
bulk_add(struct bulk *b, unsigned length, struct str data, uint32_t *id)
{
	struct batch *batch = &b->batch;
	const struct error *e;

	if (b->e != NULL)
		return b->e;
	if (b->documents == UINT32_MAX - 1)
		return error_make(ERROR_INDEX, "%s: too many documents",
		    b->dir);
	ARRAY_GROW(batch->document, batch->documents, batch->document_cap);
	batch->document[batch->documents++] = (struct batch_document){
	    batch->n, batch->slots.n, length };
	*id = ++b->documents;
	b->last_slot = -1;
	if ((e = add_data(b, data)) == NULL && batch_size(batch) >= b->o.memory)
		e = bulk_flush(b);
	return e;
}

/* ---- metadata ---- */

void
bulk_set(struct bulk *b, struct str key, struct str value)
{
	size_t n = b->key.n;
	struct map_entry *entry = map_put(&b->key, key);

	if (b->key.n > n) {
		ARRAY_GROW(b->value, n, b->value_cap);
		b->value[n] = (struct buf){ 0 };
		entry->value = n;
	}
	buf_reset(&b->value[entry->value]);
	buf_str(&b->value[entry->value], value);
}

struct str
bulk_get(const struct bulk *b, struct str key)
{
	const struct map_entry *entry = map_find(&b->key, key);

	return entry != NULL ? buf_slice(&b->value[entry->value]) :
	    (struct str){ "", 0 };
}
