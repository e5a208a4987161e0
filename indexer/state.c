#include "state.h"

#include <stdlib.h>
#include <string.h>

#include "schema.h"

#define FLAG_SHADOWED 1

struct keys {
	struct str *at;
	size_t n, cap;
	struct arena arena;
};

static void
add_key(void *arg, struct str key)
{
	struct keys *k = arg;

	ARRAY_GROW(k->at, k->n, k->cap);
	k->at[k->n++] = arena_str(&k->arena, key);
}

static bool
read_file(struct state *s, struct str data)
{
	struct file_state *f;
	struct str path, shown;
	uint64_t size, mtime, hash, articles, flags;

	if (!str_field(&data, &path) || !str_field(&data, &shown) ||
	    !str_varint(&data, &size) || !str_varint(&data, &mtime) ||
	    !str_varint(&data, &hash) || !str_varint(&data, &articles) ||
	    !str_varint(&data, &flags))
		return false;
	f = state_add(s, path, shown);
	f->size = size;
	f->mtime_ns = mtime;
	f->hash = hash;
	f->articles = articles;
	f->is_shadowed = (flags & FLAG_SHADOWED) != 0;
	f->is_dirty = false;
	return true;
}

static bool
read_root(struct state *s, struct str data)
{
	struct str path, shown;

	if (!str_field(&data, &path) || !str_field(&data, &shown))
		return false;
	state_root(s, path, shown);
	return true;
}

static const struct error *
load_all(struct state *s, struct xap_writer *w, const char *prefix,
    bool (*read)(struct state *, struct str))
{
	struct keys keys = { 0 };
	struct buf data = { 0 };
	const struct error *e = xap_writer_keys(w, prefix, add_key, &keys);

	for (size_t i = 0; i < keys.n && e == NULL; i++) {
		e = xap_writer_get(w, keys.at[i], &data);
		if (e == NULL && !read(s, buf_slice(&data)))
			e = error_make(ERROR_INDEX, "metadata \"%.*s\": "
			    "damaged; make the index anew with "
			    "indexer --rebuild", STR_ARG(keys.at[i]));
	}
	buf_release(&data);
	free(keys.at);
	arena_release(&keys.arena);
	return e;
}

const struct error *
state_load(struct state *s, struct xap_writer *w)
{
	const struct error *e;

	if ((e = load_all(s, w, "root:", read_root)) != NULL ||
	    (e = load_all(s, w, "file:", read_file)) != NULL)
		return e;
	s->is_dirty = false;
	return NULL;
}

static const struct error *
save_file(const struct file_state *f, struct writer *w, struct buf *key,
    struct buf *data)
{
	schema_term(key, "file:", f->path);
	buf_reset(data);
	if (!f->is_gone) {
		buf_field(data, f->path);
		buf_field(data, f->shown);
		buf_varint(data, f->size);
		buf_varint(data, f->mtime_ns);
		buf_varint(data, f->hash);
		buf_varint(data, f->articles);
		buf_varint(data, f->is_shadowed ? FLAG_SHADOWED : 0);
	}
	return writer_set(w, buf_slice(key), buf_slice(data));
}

const struct error *
state_save(struct state *s, struct writer *w)
{
	struct buf key = { 0 }, data = { 0 };
	const struct error *e = NULL;

	for (size_t i = 0; i < s->files && e == NULL; i++)
		if (s->file[i].is_dirty)
			e = save_file(&s->file[i], w, &key, &data);
	for (size_t i = 0; i < s->forgottens && e == NULL; i++) {
		schema_term(&key, "root:", s->forgotten[i].path);
		e = writer_set(w, buf_slice(&key), STR_LIT(""));
	}
	for (size_t i = 0; i < s->roots && e == NULL; i++) {
		schema_term(&key, "root:", s->root[i].path);
		buf_reset(&data);
		buf_field(&data, s->root[i].path);
		buf_field(&data, s->root[i].shown);
		e = writer_set(w, buf_slice(&key), buf_slice(&data));
	}
	buf_release(&key);
	buf_release(&data);
	return e;
}

void
state_release(struct state *s)
{
	free(s->root);
	free(s->forgotten);
	free(s->file);
	map_release(&s->by_path);
	arena_release(&s->arena);
	memset(s, 0, sizeof(*s));
}

struct file_state *
state_find(const struct state *s, struct str path)
{
	const struct map_entry *m = map_find(&s->by_path, path);

	return m == NULL ? NULL : &s->file[m->value];
}

struct file_state *
state_add(struct state *s, struct str path, struct str shown)
{
	struct file_state *f = state_find(s, path);

	if (f == NULL) {
		map_put(&s->by_path, path)->value = s->files;
		ARRAY_GROW(s->file, s->files, s->file_cap);
		f = &s->file[s->files++];
		memset(f, 0, sizeof(*f));
		f->path = arena_str(&s->arena, path);
		f->shown = arena_str(&s->arena, shown);
	}
	f->is_dirty = true;
	f->is_gone = false;
	return f;
}

const struct root *
state_root(struct state *s, struct str path, struct str shown)
{
	for (size_t i = 0; i < s->roots; i++)
		if (str_eq(s->root[i].path, path))
			return &s->root[i];
	ARRAY_GROW(s->root, s->roots, s->root_cap);
	s->root[s->roots] = (struct root){ arena_str(&s->arena, path),
	    arena_str(&s->arena, shown) };
	s->is_dirty = true;
	return &s->root[s->roots++];
}

void
state_forget(struct state *s, size_t i)
{
	ARRAY_GROW(s->forgotten, s->forgottens, s->forgotten_cap);
	s->forgotten[s->forgottens++] = s->root[i];
	memmove(s->root + i, s->root + i + 1,
	    (s->roots - i - 1) * sizeof(*s->root));
	s->roots--;
	s->is_dirty = true;
}
