/*
 * The end of a bulk build: the tables that need the whole, and iamglass.
 */
#include <sys/random.h>

#include <assert.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bulk_private.h"
#include "merge.h"

#define UUID_SIZE 16
#define VERSION_MAX 256		/* bytes of iamglass */

static const struct error *
finish_table(struct bulk *b, enum glass_table which)
{
	const struct error *e = table_finish(b->table[which],
	    &b->root[which]);

	table_close(b->table[which]);
	b->table[which] = NULL;
	return e;
}

static int
cmp_key(const void *a, const void *b)
{
	const struct map_entry *x = a, *y = b;

	return str_cmp(x->key, y->key);
}

static const struct error *
write_metadata(struct bulk *b)
{
	struct map_entry *sorted = mem_alloc(b->key.n, sizeof(*sorted));
	const struct error *e = NULL;
	struct buf *key = &b->key_buf;

	if (b->key.n > 0)
		memcpy(sorted, b->key.at, b->key.n * sizeof(*sorted));
	qsort(sorted, b->key.n, sizeof(*sorted), cmp_key);
	for (size_t i = 0; i < b->key.n && e == NULL; i++) {
		struct str value = buf_slice(&b->value[sorted[i].value]);

		buf_reset(key);
		buf_add(key, "\0\xc0", 2);
		buf_str(key, sorted[i].key);
		if (key->n > GLASS_KEY_MAX)
			e = error_make(ERROR_INDEX, "metadata \"%.*s\": its "
			    "name is too long", STR_ARG(sorted[i].key));
		else if (value.n > 0)
			e = table_add(b->table[GLASS_POSTLIST],
			    buf_slice(key), value);
	}
	free(sorted);
	return e;
}

static const struct error *
write_value_bounds(struct bulk *b)
{
	struct buf *key = &b->key_buf, tag = { 0 };
	const struct error *e = NULL;

	for (unsigned i = 0; i < BULK_SLOTS && e == NULL; i++) {
		struct slot *s = &b->slot[i];

		if (s->n == 0)
			continue;
		buf_reset(key);
		buf_add(key, "\0\xd0", 2);
		pack_bytes(key, i);
		buf_reset(&tag);
		buf_varint(&tag, s->n);
		buf_field(&tag, buf_slice(&s->lowest));
		if (!str_eq(buf_slice(&s->lowest), buf_slice(&s->highest)))
			buf_str(&tag, buf_slice(&s->highest));
		e = table_add(b->table[GLASS_POSTLIST], buf_slice(key),
		    buf_slice(&tag));
	}
	buf_release(&tag);
	return e;
}

static const struct error *
write_values(struct bulk *b)
{
	struct buf *key = &b->key_buf;
	const struct error *e = NULL;

	for (unsigned i = 0; i < BULK_SLOTS && e == NULL; i++) {
		struct slot *s = &b->slot[i];

		if (s->chunk.n > 0)
			bulk_close_chunk(s);
		spool_rewind(&s->chunks);
		while (e == NULL && !spool_is_end(&s->chunks)) {
			buf_reset(key);
			buf_add(key, "\0\xd8", 2);
			buf_varint(key, i);
			pack_sorted_uint(key,
			    (uint32_t)spool_get_varint(&s->chunks));
			e = table_add(b->table[GLASS_POSTLIST],
			    buf_slice(key), spool_get_field(&s->chunks));
		}
		if (e == NULL)
			e = spool_error(&s->chunks);
	}
	return e;
}

/* Each of these writes one table; they may run at the same time. */
static const struct error *
write_postlist(struct bulk *b, struct spool **spool)
{
	const struct error *e;

	for (size_t i = 0; i < b->runs; i++)
		spool[i] = &b->run[i].postings;
	if ((e = bulk_open_table(b, GLASS_POSTLIST)) != NULL ||
	    (e = write_metadata(b)) != NULL ||
	    (e = write_value_bounds(b)) != NULL ||
	    (e = write_values(b)) != NULL ||
	    (e = write_lengths(b->table[GLASS_POSTLIST], &b->lengths,
	    b->documents)) != NULL ||
	    (e = write_postings(b->table[GLASS_POSTLIST], spool, b->runs)) !=
	    NULL)
		return e;
	return finish_table(b, GLASS_POSTLIST);
}

static const struct error *
write_position(struct bulk *b, struct spool **spool)
{
	const struct error *e;

	for (size_t i = 0; i < b->runs; i++)
		spool[i] = &b->run[i].positions;
	if ((e = bulk_open_table(b, GLASS_POSITION)) != NULL ||
	    (e = write_positions(b->table[GLASS_POSITION], spool, b->runs)) !=
	    NULL)
		return e;
	return finish_table(b, GLASS_POSITION);
}

static const struct error *
write_words(struct bulk *b, struct spool **spool)
{
	const struct error *e;

	for (size_t i = 0; i < b->runs; i++)
		spool[i] = &b->run[i].words;
	if ((e = bulk_open_table(b, GLASS_SPELLING)) != NULL ||
	    (e = write_spelling(b->table[GLASS_SPELLING], spool, b->runs,
	    &b->spelling_max)) != NULL)
		return e;
	return finish_table(b, GLASS_SPELLING);
}

struct task {			/* a table to be written */
	struct bulk *b;
	const struct error *(*write)(struct bulk *, struct spool **);
	pthread_t thread;
	bool is_started;
	bool has_failed;
	enum error_code code;
	struct buf text;	/* of the error */
};

static void *
task_main(void *arg)
{
	struct task *t = arg;
	struct spool **spool = mem_alloc(t->b->runs, sizeof(struct spool *));
	const struct error *e = t->write(t->b, spool);

	if (e != NULL) {
		t->has_failed = true;
		t->code = e->code;
		buf_puts(&t->text, e->text);
	}
	free(spool);
	return NULL;
}

/* All tables that need the whole, at the same time. */
static const struct error *
write_tables(struct bulk *b)
{
	struct task task[] = { { .b = b, .write = write_postlist },
	    { .b = b, .write = write_position },
	    { .b = b, .write = write_words } };
	const size_t n = sizeof(task) / sizeof(task[0]);
	const struct error *e = NULL;
	sigset_t all, old;

	/* signals are the main thread's */
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	for (size_t i = 1; i < n; i++)
		task[i].is_started = pthread_create(&task[i].thread, NULL,
		    task_main, &task[i]) == 0;
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	for (size_t i = 0; i < n; i++)
		if (!task[i].is_started)
			task_main(&task[i]);
	for (size_t i = 0; i < n; i++) {
		if (task[i].is_started)
			pthread_join(task[i].thread, NULL);
		if (task[i].has_failed && e == NULL)
			e = error_make(task[i].code, "%s", task[i].text.p);
		buf_release(&task[i].text);
	}
	return e;
}

static void
pack_root(struct buf *out, const struct bulk *b, enum glass_table which)
{
	const struct table_root *r = &b->root[which];
	bool is_fake = r->entries == 0;
	struct buf list = { 0 };

	buf_varint(out, r->block);
	buf_varint(out, r->level << 2 | 1 << 1 | (is_fake ? 1 : 0));
	buf_varint(out, r->entries);
	buf_varint(out, b->o.block_size >> 11);
	buf_varint(out, which == GLASS_POSTLIST || which == GLASS_POSITION ?
	    0 : GLASS_COMPRESS_MIN);
	if (!is_fake) {
		buf_varint(&list, GLASS_REVISION);
		buf_varint(&list, r->blocks);
		buf_add(&list, "\0\0\0\0", 4);
	}
	buf_field(out, buf_slice(&list));
	buf_release(&list);
}

static const struct error *
add_uuid(struct buf *out)
{
	unsigned char uuid[UUID_SIZE];

	if (getrandom(uuid, sizeof(uuid), 0) != sizeof(uuid))
		return error_errno("random numbers");
	uuid[6] = (uuid[6] & 0x0f) | 0x40;	/* RFC 9562: version 4 */
	uuid[8] = (uuid[8] & 0x3f) | 0x80;
	buf_add(out, uuid, sizeof(uuid));
	return NULL;
}

static const struct error *
write_version(struct bulk *b)
{
	const struct batch_totals *t = &b->totals;
	struct buf out = { 0 }, path = { 0 };
	const struct error *e;
	FILE *f = NULL;

	buf_add(&out, GLASS_MAGIC, GLASS_MAGIC_SIZE);
	if ((e = add_uuid(&out)) != NULL)
		goto done;
	buf_varint(&out, GLASS_REVISION);
	for (enum glass_table i = 0; i < GLASS_TABLES; i++)
		pack_root(&out, b, i);
	buf_varint(&out, b->documents);
	buf_varint(&out, 0);
	buf_varint(&out, t->length_min);
	buf_varint(&out, t->wdf_max);
	buf_varint(&out, t->length_max - t->wdf_max);
	buf_varint(&out, 0);
	buf_varint(&out, t->length);
	buf_varint(&out, b->spelling_max);
	assert(out.n <= VERSION_MAX);
	/* the library's lock, made by whoever is first */
	buf_printf(&path, "%s/flintlock", b->dir);
	if ((f = fopen(path.p, "we")) == NULL || fclose(f) != 0) {
		e = error_errno("%s", path.p);
		f = NULL;
		goto done;
	}
	buf_reset(&path);
	buf_printf(&path, "%s/iamglass", b->dir);
	if ((f = fopen(path.p, "wxe")) == NULL ||
	    fwrite(out.p, 1, out.n, f) != out.n || fflush(f) != 0)
		e = error_errno("%s", path.p);
done:
	if (f != NULL && fclose(f) != 0 && e == NULL)
		e = error_errno("%s", path.p);
	buf_release(&out);
	buf_release(&path);
	return e;
}

/* Tables without an entry have no file, but for two. */
static void
remove_empty(struct bulk *b)
{
	struct buf path = { 0 };

	for (enum glass_table i = 0; i < GLASS_TABLES; i++)
		if (b->root[i].entries == 0 && i != GLASS_POSTLIST &&
		    i != GLASS_TERMLIST) {
			buf_reset(&path);
			buf_printf(&path, "%s/%s.glass", b->dir,
			    table_name[i]);
			unlink(path.p);
		}
	buf_release(&path);
}

const struct error *
bulk_finish(struct bulk *b)
{
	const struct error *e;

	if ((e = bulk_write_waiting(b)) != NULL ||
	    (e = finish_table(b, GLASS_DOCDATA)) != NULL ||
	    (e = bulk_flush(b)) != NULL ||
	    (e = finish_table(b, GLASS_TERMLIST)) != NULL ||
	    (e = write_tables(b)) != NULL || (e = write_version(b)) != NULL)
		return e;
	bulk_release_runs(b);
	remove_empty(b);
	return NULL;
}
