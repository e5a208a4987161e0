#include "facets/lexicon.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define REMEDY "; run make and make install again"

static const size_t item_size[SECTIONS] = {
	[SECTION_WORDS] = sizeof(struct word),
	[SECTION_PHRASES] = sizeof(struct phrase),
	[SECTION_SENSES] = sizeof(struct sense),
	[SECTION_VALUES] = sizeof(struct value),
	[SECTION_ALIASES] = sizeof(struct alias),
	[SECTION_INDEX] = sizeof(struct value_key),
	[SECTION_STRINGS] = 1
};

static const struct error *
damaged(const char *what)
{
	return error_make(ERROR_INPUT, "damaged: %s" REMEDY, what);
}

static const void *
section(const struct lexicon *lex, enum lexicon_section s)
{
	return (const char *)lex->header + lex->header->section[s].offset;
}

static bool
is_power(uint64_t n)
{
	return n != 0 && (n & (n - 1)) == 0;
}

static const struct error *
check_header(const struct lexicon *lex)
{
	const struct lexicon_header *h = lex->header;
	uint64_t end = sizeof(*h);

	if (lex->size < sizeof(*h) ||
	    memcmp(h->magic, LEXICON_MAGIC, sizeof(h->magic)) != 0)
		return error_make(ERROR_INPUT, "not a facet data file" REMEDY);
	if (h->version != LEXICON_VERSION || h->header_size != sizeof(*h))
		return error_make(ERROR_INPUT, "of version %u, not %u" REMEDY,
		    h->version, LEXICON_VERSION);
	if (h->size != lex->size)
		return damaged("cut short");
	for (int s = 0; s < SECTIONS; s++) {
		if (h->section[s].offset % 8 != 0 ||
		    h->section[s].offset < end ||
		    h->section[s].offset > lex->size ||
		    h->section[s].n >
		    (lex->size - h->section[s].offset) / item_size[s])
			return damaged("bad section");
		end = h->section[s].offset +
		    h->section[s].n * item_size[s];
	}
	if (!is_power(h->section[SECTION_WORDS].n) ||
	    !is_power(h->section[SECTION_PHRASES].n))
		return damaged("bad table");
	if (hash64((const char *)h + sizeof(*h), lex->size - sizeof(*h), 0) !=
	    h->digest)
		return damaged("wrong digest");
	return NULL;
}

static bool
has_string(const struct lexicon *lex, uint64_t at, uint64_t n)
{
	return at + n <= lex->header->section[SECTION_STRINGS].n;
}

static bool
check_value(const struct lexicon *lex, const struct value *v)
{
	return has_string(lex, v->name, v->name_n) &&
	    v->kind <= VALUE_ROLE &&
	    (v->parent == LEXICON_NONE || v->parent < lex->values) &&
	    (v->country == LEXICON_NONE || v->country < lex->values) &&
	    (uint64_t)v->alias + v->n_aliases <=
	    lex->header->section[SECTION_ALIASES].n;
}

static bool
check_sense(const struct lexicon *lex, const struct sense *s)
{
	return s->kind == SENSE_TITLE || s->kind == SENSE_HEAD ||
	    (s->kind <= SENSE_PERSON && s->value < lex->values);
}

static const struct error *
check_items(const struct lexicon *lex)
{
	const struct lexicon_header *h = lex->header;
	uint64_t senses = h->section[SECTION_SENSES].n, free_slots = 0;

	for (size_t i = 0; i <= lex->phrase_mask; i++) {
		const struct phrase *p = &lex->phrase[i];

		free_slots += p->hash == 0;
		if ((uint64_t)p->sense + p->n_senses > senses)
			return damaged("bad phrase");
	}
	for (size_t i = 0; i < senses; i++)
		if (!check_sense(lex, &lex->sense[i]))
			return damaged("bad sense");
	for (size_t i = 0; i < lex->values; i++)
		if (!check_value(lex, &lex->value[i]))
			return damaged("bad value");
	for (size_t i = 0; i < h->section[SECTION_ALIASES].n; i++)
		if (!has_string(lex, lex->alias[i].name, lex->alias[i].name_n))
			return damaged("bad alias");
	for (size_t i = 0; i < lex->keys; i++)
		if (lex->key[i].value >= lex->values)
			return damaged("bad index");
	if (free_slots == 0)
		return damaged("full table");
	free_slots = 0;
	for (size_t i = 0; i <= lex->word_mask; i++)
		free_slots += lex->word[i].hash == 0;
	return free_slots == 0 ? damaged("full table") : NULL;
}

static const struct error *
map(struct lexicon *lex, const char *path)
{
	struct stat st;
	void *p = MAP_FAILED;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd == -1)
		return error_errno("open");
	if (fstat(fd, &st) == 0 && st.st_size > 0)
		p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_SHARED, fd,
		    0);
	close(fd);
	if (p == MAP_FAILED)
		return damaged("empty or not a file");
	lex->header = p;
	lex->size = (size_t)st.st_size;
	return NULL;
}

/* The bit of a hash in lex->has_phrase. */
static size_t
phrase_bit(uint64_t hash)
{
	return hash >> (64 - LEXICON_PHRASE_BITS);
}

static void
note_phrases(struct lexicon *lex)
{
	lex->has_phrase = mem_alloc(((size_t)1 << LEXICON_PHRASE_BITS) / 64,
	    sizeof(*lex->has_phrase));
	for (size_t i = 0; i <= lex->phrase_mask; i++) {
		size_t bit = phrase_bit(lex->phrase[i].hash);

		if (lex->phrase[i].hash != 0)
			lex->has_phrase[bit / 64] |= (uint64_t)1 << bit % 64;
	}
}

static const struct error *
find_sections(struct lexicon *lex)
{
	const struct error *e = check_header(lex);

	if (e != NULL)
		return e;
	lex->word = section(lex, SECTION_WORDS);
	lex->phrase = section(lex, SECTION_PHRASES);
	lex->sense = section(lex, SECTION_SENSES);
	lex->value = section(lex, SECTION_VALUES);
	lex->alias = section(lex, SECTION_ALIASES);
	lex->key = section(lex, SECTION_INDEX);
	lex->string = section(lex, SECTION_STRINGS);
	lex->word_mask = lex->header->section[SECTION_WORDS].n - 1;
	lex->phrase_mask = lex->header->section[SECTION_PHRASES].n - 1;
	lex->values = lex->header->section[SECTION_VALUES].n;
	lex->keys = lex->header->section[SECTION_INDEX].n;
	note_phrases(lex);
	return check_items(lex);
}

const struct error *
lexicon_open(struct lexicon *lex, const char *path)
{
	const struct error *e;

	*lex = (struct lexicon){ 0 };
	if ((e = map(lex, path)) == NULL && (e = find_sections(lex)) == NULL)
		return NULL;
	lexicon_close(lex);
	return error_wrap(error_make(ERROR_INPUT, "%s", e->text), "%s", path);
}

const struct error *
lexicon_take(struct lexicon *lex, struct buf *image)
{
	const void *p = image->p;

	*lex = (struct lexicon){ .header = p, .size = image->n,
	    .image = *image };
	*image = (struct buf){ NULL, 0, 0 };
	return find_sections(lex);
}

void
lexicon_close(struct lexicon *lex)
{
	union { const void *in; void *out; } p;

	free(lex->has_phrase);
	p.in = lex->header;
	if (lex->image.p != NULL)
		buf_release(&lex->image);
	else if (p.out != NULL)
		munmap(p.out, lex->size);
	*lex = (struct lexicon){ 0 };
}

const struct word *
lexicon_find_word(const struct lexicon *lex, uint64_t hash)
{
	for (size_t i = hash & lex->word_mask;; i = (i + 1) & lex->word_mask) {
		if (lex->word[i].hash == hash)
			return &lex->word[i];
		if (lex->word[i].hash == 0)
			return NULL;
	}
}

const struct phrase *
lexicon_find_phrase(const struct lexicon *lex, uint64_t hash)
{
	size_t mask = lex->phrase_mask;
	size_t bit = phrase_bit(hash);

	if ((lex->has_phrase[bit / 64] >> bit % 64 & 1) == 0)
		return NULL;
	for (size_t i = hash & mask;; i = (i + 1) & mask) {
		if (lex->phrase[i].hash == hash)
			return &lex->phrase[i];
		if (lex->phrase[i].hash == 0)
			return NULL;
	}
}

uint32_t
lexicon_find_value(const struct lexicon *lex, enum facet facet, struct str name)
{
	uint64_t hash = hash64(name.p, name.n, facet + 1);
	size_t lo = 0, hi = lex->keys;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (lex->key[mid].hash < hash)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (; lo < lex->keys && lex->key[lo].hash == hash; lo++)
		if (str_eq(lexicon_name(lex, lex->key[lo].value), name))
			return lex->key[lo].value;
	return LEXICON_NONE;
}

struct str
lexicon_name(const struct lexicon *lex, uint32_t value)
{
	const struct value *v = &lex->value[value];

	return (struct str){ lex->string + v->name, v->name_n };
}

enum facet
lexicon_facet(const struct value *v)
{
	if (v->kind == VALUE_ROLE)
		return FACETS;
	return v->kind <= VALUE_SITE ? FACET_LOCATION : FACET_ACTOR;
}
