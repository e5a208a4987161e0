#include "facets/builder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "facets/fold.h"

struct idmap_slot {
	uint64_t key;		/* 0: free */
	uint32_t value;
};

struct raw_phrase {
	struct phrase p;	/* sense and n_senses not yet set */
	struct sense s;
	size_t order;
};

struct raw_alias {
	uint64_t phrase;
	uint32_t value;
	struct alias a;
};

/* ---- struct idmap ---- */

uint32_t
idmap_find(const struct idmap *m, uint64_t key)
{
	if (m->cap == 0)
		return LEXICON_NONE;
	key += key == 0;
	for (size_t i = key & (m->cap - 1);; i = (i + 1) & (m->cap - 1)) {
		if (m->slot[i].key == key)
			return m->slot[i].value;
		if (m->slot[i].key == 0)
			return LEXICON_NONE;
	}
}

static void
idmap_grow(struct idmap *m)
{
	struct idmap old = *m;

	m->cap = old.cap == 0 ? 1024 : old.cap * 2;
	m->n = 0;
	m->slot = mem_alloc(m->cap, sizeof(*m->slot));
	for (size_t i = 0; i < old.cap; i++)
		if (old.slot[i].key != 0)
			idmap_set(m, old.slot[i].key, old.slot[i].value);
	free(old.slot);
}

void
idmap_set(struct idmap *m, uint64_t key, uint32_t value)
{
	size_t i;

	if (m->n * 2 >= m->cap)
		idmap_grow(m);
	key += key == 0;
	i = key & (m->cap - 1);
	while (m->slot[i].key != 0 && m->slot[i].key != key)
		i = (i + 1) & (m->cap - 1);
	m->n += m->slot[i].key == 0;
	m->slot[i].key = key;
	m->slot[i].value = value;
}

void
idmap_release(struct idmap *m)
{
	free(m->slot);
	*m = (struct idmap){ NULL, 0, 0 };
}

/* ---- struct builder ---- */

void
builder_release(struct builder *b)
{
	buf_release(&b->strings);
	free(b->value);
	free(b->phrase);
	free(b->alias);
	free(b->word);
	idmap_release(&b->by_name);
	idmap_release(&b->by_word);
	tokens_release(&b->tokens);
}

static enum facet
facet_of(enum value_kind kind)
{
	struct value v = { .kind = (uint8_t)kind };

	return lexicon_facet(&v);
}

uint32_t
builder_find(const struct builder *b, enum facet facet, struct str name)
{
	return idmap_find(&b->by_name, hash64(name.p, name.n, facet + 1));
}

uint32_t
builder_value(struct builder *b, enum value_kind kind, struct str name)
{
	enum facet facet = facet_of(kind);
	uint32_t found = builder_find(b, facet, name);
	struct value *v;

	if (found != LEXICON_NONE)
		return found;
	ARRAY_GROW(b->value, b->values, b->values_cap);
	v = &b->value[b->values];
	memset(v, 0, sizeof(*v));
	v->kind = (uint8_t)kind;
	v->name = (uint32_t)b->strings.n;
	v->name_n = (uint16_t)name.n;
	v->parent = v->country = LEXICON_NONE;
	buf_str(&b->strings, name);
	idmap_set(&b->by_name, hash64(name.p, name.n, facet + 1),
	    (uint32_t)b->values);
	return (uint32_t)b->values++;
}

struct str
builder_name(const struct builder *b, uint32_t value)
{
	return (struct str){ b->strings.p + b->value[value].name,
	    b->value[value].name_n };
}

static struct word *
word_at(struct builder *b, uint64_t hash)
{
	uint32_t i = idmap_find(&b->by_word, hash);

	if (i == LEXICON_NONE) {
		ARRAY_GROW(b->word, b->words, b->words_cap);
		i = (uint32_t)b->words++;
		b->word[i] = (struct word){ hash, 0, 0, 0 };
		idmap_set(&b->by_word, hash, i);
	}
	return &b->word[i];
}

/* A name of a value other than its own. */
static void
add_alias(struct builder *b, struct str text, uint64_t phrase, struct sense s)
{
	struct raw_alias *a;

	if ((s.kind != SENSE_PLACE && s.kind != SENSE_ACTOR) ||
	    (s.flags & (SENSE_WEAK | SENSE_NAME)) != 0)
		return;
	ARRAY_GROW(b->alias, b->aliases, b->aliases_cap);
	a = &b->alias[b->aliases++];
	memset(a, 0, sizeof(*a));
	a->phrase = phrase;
	a->value = s.value;
	a->a.name = (uint32_t)b->strings.n;
	a->a.name_n = (uint32_t)text.n;
	buf_str(&b->strings, text);
}

/* "Mr.", "Dato'": the tokenizer knows no abbreviation at the end. */
static void
drop_stops(struct tokens *t)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++)
		if (!token_is(&t->at[i], '.') && !token_is(&t->at[i], '\''))
			t->at[n++] = t->at[i];
	t->n = n;
}

bool
builder_phrase(struct builder *b, struct str text, struct sense s)
{
	struct tokens *t = &b->tokens;
	struct raw_phrase *r;
	uint64_t hash = PHRASE_SEED;
	struct word *w;

	if (text.n > 0 && text.p[0] == '?') {
		s.flags |= SENSE_WEAK;
		text = str_trim((struct str){ text.p + 1, text.n - 1 });
	}
	t->n = 0;
	tokens_add(t, NULL, text, 0, 0);
	drop_stops(t);
	if (t->n == 0 || t->n > LEXICON_PHRASE_MAX)
		return false;
	ARRAY_GROW(b->phrase, b->phrases, b->phrases_cap);
	r = &b->phrase[b->phrases];
	memset(r, 0, sizeof(*r));
	for (size_t i = 0; i < t->n; i++) {
		if (t->at[i].kind == TOKEN_PUNCT)
			return false;
		hash = fold_phrase(hash, t->at[i].hash);
		if (t->at[i].shape != SHAPE_LOWER)
			r->p.capitals |= (uint16_t)(1u << i);
	}
	if ((SENSE_BIT(s.kind) & SENSE_NAMES) == 0)
		hash += SENSE_WORD_SALT;
	r->p.hash = hash;
	r->p.n = (uint8_t)t->n;
	r->p.is_acronym = t->n == 1 && (t->at[0].shape == SHAPE_UPPER ||
	    t->at[0].shape == SHAPE_DOTTED || t->at[0].shape == SHAPE_INITIAL);
	r->p.kinds = (uint16_t)SENSE_BIT(s.kind);
	r->s = s;
	r->order = b->phrases++;
	w = word_at(b, t->at[0].hash);
	if (w->phrase_max < t->n)
		w->phrase_max = (uint16_t)t->n;
	add_alias(b, text, hash, s);
	return true;
}

void
builder_word(struct builder *b, struct str text, uint32_t classes)
{
	char folded[FOLD_MAX];
	size_t n = fold_word(text, folded);

	if (n > 0 && n < FOLD_MAX)
		word_at(b, fold_hash(folded, n))->classes |= classes;
}

uint32_t
builder_classes(const struct builder *b, uint64_t hash)
{
	uint32_t i = idmap_find(&b->by_word, hash);

	return i != LEXICON_NONE ? b->word[i].classes : 0;
}

/* ---- writing ---- */

static int
compare_phrases(const void *a, const void *b)
{
	const struct raw_phrase *x = a, *y = b;

	if (x->p.hash != y->p.hash)
		return x->p.hash < y->p.hash ? -1 : 1;
	if (x->s.kind != y->s.kind)
		return x->s.kind < y->s.kind ? -1 : 1;
	if (x->s.value != y->s.value)
		return x->s.value < y->s.value ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

static int
compare_aliases(const void *a, const void *b)
{
	const struct raw_alias *x = a, *y = b;

	if (x->value != y->value)
		return x->value < y->value ? -1 : 1;
	return x->a.name < y->a.name ? -1 : x->a.name > y->a.name;
}

static int
compare_keys(const void *a, const void *b)
{
	const struct value_key *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return x->value < y->value ? -1 : x->value > y->value;
}

struct image {
	struct phrase *phrase;
	struct sense *sense;
	size_t phrases, senses;
	struct buf file;
};

/* One phrase per hash with its senses; the same sense twice is one. */
static void
group(struct builder *b, struct image *im)
{
	qsort(b->phrase, b->phrases, sizeof(*b->phrase), compare_phrases);
	im->phrase = mem_alloc(b->phrases, sizeof(*im->phrase));
	im->sense = mem_alloc(b->phrases, sizeof(*im->sense));
	for (size_t i = 0; i < b->phrases; i++) {
		const struct raw_phrase *r = &b->phrase[i];
		struct phrase *p = im->phrase;
		struct sense *s = im->sense;

		if (im->phrases != 0) {
			p += im->phrases - 1;
			s += im->senses - 1;
		}
		if (im->phrases == 0 || p->hash != r->p.hash) {
			p = &im->phrase[im->phrases++];
			*p = r->p;
			p->sense = (uint32_t)im->senses;
		} else if (s->kind == r->s.kind && s->value == r->s.value) {
			/* the stronger and the looser of the two */
			s->flags = (uint8_t)((s->flags | r->s.flags) &
			    ~SENSE_WEAK) | (s->flags & r->s.flags &
			    SENSE_WEAK);
			if (s->office == 0)
				s->office = r->s.office;
			p->capitals &= r->p.capitals;
			p->is_acronym &= r->p.is_acronym;
			continue;
		}
		p->capitals &= r->p.capitals;
		p->is_acronym &= r->p.is_acronym;
		p->kinds |= r->p.kinds;
		p->n_senses++;
		im->sense[im->senses++] = r->s;
	}
}

/* Is the one thing that this phrase may mean this value? */
static bool
is_unambiguous(const struct image *im, uint64_t hash)
{
	size_t lo = 0, hi = im->phrases;
	unsigned values = 0;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (im->phrase[mid].hash < hash)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (size_t i = 0; i < im->phrase[lo].n_senses; i++) {
		uint8_t kind = im->sense[im->phrase[lo].sense + i].kind;

		values += kind == SENSE_PLACE || kind == SENSE_ACTOR;
	}
	return values == 1;
}

static void
begin_section(struct image *im, struct lexicon_header *h,
    enum lexicon_section s, size_t n)
{
	while (im->file.n % 8 != 0)
		buf_putc(&im->file, '\0');
	h->section[s].offset = im->file.n;
	h->section[s].n = n;
}

static size_t
table_size(size_t n)
{
	size_t size = 64;

	while (size < n * 2)
		size *= 2;
	return size;
}

static void
put_words(struct builder *b, struct image *im, struct lexicon_header *h)
{
	size_t n = table_size(b->words), i;
	struct word *table = mem_alloc(n, sizeof(*table));

	for (size_t k = 0; k < b->words; k++) {
		i = b->word[k].hash & (n - 1);
		while (table[i].hash != 0)
			i = (i + 1) & (n - 1);
		table[i] = b->word[k];
	}
	begin_section(im, h, SECTION_WORDS, n);
	buf_add(&im->file, table, n * sizeof(*table));
	free(table);
}

static void
put_phrases(struct image *im, struct lexicon_header *h)
{
	size_t n = table_size(im->phrases), i;
	struct phrase *table = mem_alloc(n, sizeof(*table));

	for (size_t k = 0; k < im->phrases; k++) {
		i = im->phrase[k].hash & (n - 1);
		while (table[i].hash != 0)
			i = (i + 1) & (n - 1);
		table[i] = im->phrase[k];
	}
	begin_section(im, h, SECTION_PHRASES, n);
	buf_add(&im->file, table, n * sizeof(*table));
	free(table);
	begin_section(im, h, SECTION_SENSES, im->senses);
	buf_add(&im->file, im->sense, im->senses * sizeof(*im->sense));
}

static void
put_values(struct builder *b, struct image *im, struct lexicon_header *h)
{
	struct buf alias = { NULL, 0, 0 };
	size_t n = 0;

	qsort(b->alias, b->aliases, sizeof(*b->alias), compare_aliases);
	for (size_t i = 0; i < b->aliases; i++) {
		const struct raw_alias *a = &b->alias[i];
		struct value *v = &b->value[a->value];

		if (!is_unambiguous(im, a->phrase))
			continue;
		if (v->n_aliases++ == 0)
			v->alias = (uint32_t)n;
		buf_add(&alias, &a->a, sizeof(a->a));
		n++;
	}
	begin_section(im, h, SECTION_VALUES, b->values);
	buf_add(&im->file, b->value, b->values * sizeof(*b->value));
	begin_section(im, h, SECTION_ALIASES, n);
	buf_str(&im->file, buf_slice(&alias));
	buf_release(&alias);
}

static void
put_index(struct builder *b, struct image *im, struct lexicon_header *h)
{
	struct value_key *key = mem_alloc(b->values, sizeof(*key));
	size_t n = 0;

	for (size_t i = 0; i < b->values; i++) {
		enum facet f = lexicon_facet(&b->value[i]);
		struct str name = builder_name(b, (uint32_t)i);

		if (f == FACETS)
			continue;
		key[n].value = (uint32_t)i;
		key[n++].hash = hash64(name.p, name.n, f + 1);
	}
	qsort(key, n, sizeof(*key), compare_keys);
	begin_section(im, h, SECTION_INDEX, n);
	buf_add(&im->file, key, n * sizeof(*key));
	free(key);
	begin_section(im, h, SECTION_STRINGS, b->strings.n);
	buf_str(&im->file, buf_slice(&b->strings));
}

static const struct error *
write_file(const struct buf *file, const char *path)
{
	const struct error *e = NULL;
	struct buf tmp = { NULL, 0, 0 };
	FILE *f;

	buf_printf(&tmp, "%s.tmp", path);
	if ((f = fopen(tmp.p, "w")) == NULL) {
		e = error_errno("%s", tmp.p);
		goto done;
	}
	if (fwrite(file->p, 1, file->n, f) != file->n)
		e = error_errno("%s", tmp.p);
	if (fclose(f) != 0 && e == NULL)
		e = error_errno("%s", tmp.p);
	if (e == NULL && rename(tmp.p, path) != 0)
		e = error_errno("%s", path);
	if (e != NULL)
		remove(tmp.p);
done:
	buf_release(&tmp);
	return e;
}

const struct error *
builder_write(struct builder *b, const char *path)
{
	struct lexicon_header h = { .version = LEXICON_VERSION };
	struct image im = { 0 };
	const struct error *e;

	memcpy(h.magic, LEXICON_MAGIC, sizeof(h.magic));
	h.header_size = sizeof(h);
	buf_add(&im.file, &h, sizeof(h));
	group(b, &im);
	put_words(b, &im, &h);
	put_phrases(&im, &h);
	put_values(b, &im, &h);
	put_index(b, &im, &h);
	h.size = im.file.n;
	h.digest = hash64(im.file.p + sizeof(h), im.file.n - sizeof(h), 0);
	memcpy(im.file.p, &h, sizeof(h));
	e = write_file(&im.file, path);
	free(im.phrase);
	free(im.sense);
	buf_release(&im.file);
	return e;
}
