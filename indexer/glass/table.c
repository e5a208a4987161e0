#include "table.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BUFFER ((size_t)1 << 20)
#define LEVELS 10		/* Xapian reads no more */
#define DIRECTORY 11		/* where it starts */
#define ENTRY 2			/* bytes of one of its offsets */
#define LEAF_HEAD 3		/* size and key length */
#define BRANCH_HEAD 5		/* block and key length */
#define COMPONENT 2
#define COMPONENTS 65535
#define ITEM_LAST 0x4000
#define ITEM_FIRST 0x2000
#define ITEM_MAX (0x1fff + 3)	/* what fits the size field */

struct key {
	unsigned char at[GLASS_KEY_MAX];
	unsigned n;
	unsigned component;
};

struct level {			/* the block that is being filled */
	unsigned char *block;
	unsigned directory_end, gap;
	struct key divider;	/* between it and the block before it */
	bool is_used;		/* there is such a level */
};

struct table {
	char *path;
	int fd;
	unsigned block_size, item_max;
	struct level level[LEVELS];
	struct key last;	/* added */
	struct table_root root;
	unsigned char *buffer;
	size_t n;		/* bytes in the buffer */
	off_t written;		/* bytes in the file */
	const struct error *(*check)(void);
};

const char *const table_name[GLASS_TABLES] = { "postlist", "docdata",
    "termlist", "position", "spelling", "synonym" };

static void
put16(unsigned char *p, unsigned v)
{
	p[0] = (unsigned char)(v >> 8);
	p[1] = (unsigned char)v;
}

static void
put32(unsigned char *p, uint32_t v)
{
	put16(p, v >> 16);
	put16(p + 2, v & 0xffff);
}

static void
start_block(struct table *t, struct level *l)
{
	if (l->block == NULL)
		l->block = mem_alloc(1, t->block_size);
	l->directory_end = DIRECTORY;
	l->gap = t->block_size - DIRECTORY;
	l->is_used = true;
}

const struct error *
table_open(struct table **tp, const char *dir, enum glass_table which,
    unsigned block_size, const struct error *(*check)(void))
{
	struct table *t = mem_alloc(1, sizeof(*t));
	struct buf path = { 0 };

	buf_printf(&path, "%s/%s.glass", dir, table_name[which]);
	t->path = path.p;
	t->block_size = block_size;
	t->item_max = (block_size - DIRECTORY - 4 * ENTRY) / 4;
	if (t->item_max > ITEM_MAX)
		t->item_max = ITEM_MAX;
	t->check = check;
	t->fd = open(t->path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (t->fd == -1) {
		const struct error *e = error_errno("%s", t->path);

		table_close(t);
		return e;
	}
	t->buffer = mem_resize(NULL, BUFFER, 1);
	*tp = t;
	return NULL;
}

void
table_close(struct table *t)
{
	if (t == NULL)
		return;
	if (t->fd != -1)
		close(t->fd);
	for (int i = 0; i < LEVELS; i++)
		free(t->level[i].block);
	free(t->buffer);
	free(t->path);
	free(t);
}

static const struct error *
flush(struct table *t)
{
	const unsigned char *p = t->buffer;
	ssize_t n;

	while (t->n > 0) {
		if ((n = write(t->fd, p, t->n)) == -1) {
			if (errno == EINTR)
				continue;
			return error_errno("%s", t->path);
		}
		/* the disk may begin: less is left for the sync at the end */
		sync_file_range(t->fd, t->written, n, SYNC_FILE_RANGE_WRITE);
		t->written += n;
		p += n;
		t->n -= (size_t)n;
	}
	return t->check != NULL ? t->check() : NULL;
}

/* Room for an item of so many bytes, its directory entry made. */
static unsigned char *
add_item(struct level *l, unsigned size)
{
	unsigned at = l->directory_end + l->gap - size;

	put16(l->block + l->directory_end, at);
	l->directory_end += ENTRY;
	l->gap -= size + ENTRY;
	return l->block + at;
}

static const struct error *add_branch(struct table *, unsigned level,
    uint32_t block, const struct key *);

/* Number the block and write it; its parent learns of it if there is one. */
static const struct error *
finish_block(struct table *t, unsigned level, bool has_parent)
{
	struct level *l = &t->level[level];
	const struct error *e;
	unsigned char *b = l->block;

	if (t->root.blocks == UINT32_MAX)
		return error_make(ERROR_INDEX, "%s: too large", t->path);
	put32(b, GLASS_REVISION);
	b[4] = (unsigned char)level;
	put16(b + 5, l->gap);
	put16(b + 7, l->gap);
	put16(b + 9, l->directory_end);
	memset(b + l->directory_end, 0, l->gap);
	if (t->n + t->block_size > BUFFER && (e = flush(t)) != NULL)
		return e;
	memcpy(t->buffer + t->n, b, t->block_size);
	t->n += t->block_size;
	t->root.block = t->root.blocks++;
	t->root.level = level;
	if (!has_parent)
		return NULL;
	return add_branch(t, level + 1, t->root.block, &l->divider);
}

/* The deepest recursion is the number of levels. */
static const struct error *
add_branch(struct table *t, unsigned level, uint32_t block,
    const struct key *divider)
{
	struct level *l = &t->level[level];
	const struct error *e;
	unsigned size = BRANCH_HEAD + divider->n + COMPONENT;
	unsigned char *p;

	if (level >= LEVELS)
		return error_make(ERROR_INDEX, "%s: too large", t->path);
	if (l->is_used && l->gap < size + ENTRY) {
		if ((e = finish_block(t, level, true)) != NULL)
			return e;
		l->is_used = false;
	}
	if (!l->is_used) {
		start_block(t, l);
		l->divider = *divider;
		p = add_item(l, BRANCH_HEAD + COMPONENT);
		p[4] = 0;
		put16(p + BRANCH_HEAD, 0);
	} else {
		p = add_item(l, size);
		p[4] = (unsigned char)divider->n;
		memcpy(p + BRANCH_HEAD, divider->at, divider->n);
		put16(p + BRANCH_HEAD + divider->n, divider->component);
	}
	put32(p, block);
	return NULL;
}

/* The shortest prefix of key that differs from the last one. */
static void
divide(const struct table *t, struct key *divider, struct str key,
    unsigned component)
{
	unsigned i = 0;

	while (i < key.n && i < t->last.n &&
	    (unsigned char)key.p[i] == t->last.at[i])
		i++;
	divider->n = i < key.n ? i + 1 : i;
	memcpy(divider->at, key.p, divider->n);
	divider->component = component;
}

/* One component, which fits into a block. */
static const struct error *
add_leaf(struct table *t, struct str key, struct str piece,
    unsigned component, bool is_last)
{
	struct level *l = &t->level[0];
	const struct error *e;
	unsigned head = LEAF_HEAD + (unsigned)key.n +
	    (component > 1 ? COMPONENT : 0);
	unsigned size = head + (unsigned)piece.n;
	unsigned char *p;

	if (l->gap < size + ENTRY) {
		if ((e = finish_block(t, 0, true)) != NULL)
			return e;
		start_block(t, l);
		divide(t, &l->divider, key, component);
	}
	p = add_item(l, size);
	put16(p, (size - 3) | (is_last ? ITEM_LAST : 0) |
	    (component == 1 ? ITEM_FIRST : 0));
	p[2] = (unsigned char)key.n;
	memcpy(p + LEAF_HEAD, key.p, key.n);
	if (component > 1)
		put16(p + LEAF_HEAD + key.n, component);
	if (piece.n > 0)
		memcpy(p + head, piece.p, piece.n);
	return NULL;
}

/* Where a table begins: block 0 with the item that has no key. */
static void
start_table(struct table *t)
{
	unsigned char *p;

	start_block(t, &t->level[0]);
	p = add_item(&t->level[0], LEAF_HEAD);
	put16(p, ITEM_LAST | ITEM_FIRST);
	p[2] = 0;
}

const struct error *
table_add(struct table *t, struct str key, struct str tag)
{
	const struct error *e;
	unsigned component = 1, head = LEAF_HEAD + (unsigned)key.n;
	struct str piece = tag;
	unsigned room;

	assert(key.n > 0 && key.n <= GLASS_KEY_MAX);
	assert(str_cmp((struct str){ (char *)t->last.at, t->last.n }, key) <
	    0);
	if (!t->level[0].is_used)
		start_table(t);
	if (tag.n > t->item_max - head) {
		/* fill the block with pieces of full size and a first one */
		room = t->level[0].gap % (t->item_max + ENTRY);
		piece.n = t->item_max - head;
		if (room > ENTRY + 2 * head)
			piece.n = room - ENTRY - head;
	}
	for (;;) {
		e = add_leaf(t, key, piece, component, piece.n == tag.n);
		if (component == 1) {
			memcpy(t->last.at, key.p, key.n);
			t->last.n = (unsigned)key.n;
		}
		if (e != NULL || piece.n == tag.n)
			break;
		if (++component == COMPONENTS)
			return error_make(ERROR_INDEX, "%s: an entry of more "
			    "than 100 MB", t->path);
		tag.p += piece.n;
		tag.n -= piece.n;
		piece = tag;
		if (piece.n > t->item_max - head - COMPONENT)
			piece.n = t->item_max - head - COMPONENT;
	}
	t->root.entries++;
	return e;
}

const struct error *
table_finish(struct table *t, struct table_root *root)
{
	const struct error *e;
	unsigned i;

	for (i = 0; i < LEVELS && t->level[i].is_used; i++)
		if ((e = finish_block(t, i, i + 1 < LEVELS &&
		    t->level[i + 1].is_used)) != NULL)
			return e;
	*root = t->root;
	return flush(t);
}
