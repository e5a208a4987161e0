/*
 * struct builder, the end: sort, resolve, lay out the data file.
 */
#include "facets/builder.h"

#include <stdlib.h>
#include <string.h>

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

/* Does one of those from i on that have its hash come from a user? */
static bool
has_user(const struct builder *b, size_t i)
{
	for (size_t k = i; k < b->phrases &&
	    b->phrase[k].p.hash == b->phrase[i].p.hash; k++)
		if ((b->phrase[k].s.flags & SENSE_USER) != 0)
			return true;
	return false;
}

/*
 * One phrase per hash with its senses; the same sense twice is one.  Where
 * users' dictionaries have it, only they do.
 */
static void
group(struct builder *b, struct image *im)
{
	uint64_t last = 0;
	bool is_users = false;

	qsort(b->phrase, b->phrases, sizeof(*b->phrase), compare_phrases);
	im->phrase = mem_alloc(b->phrases, sizeof(*im->phrase));
	im->sense = mem_alloc(b->phrases, sizeof(*im->sense));
	for (size_t i = 0; i < b->phrases; i++) {
		const struct raw_phrase *r = &b->phrase[i];
		struct phrase *p = im->phrase;
		struct sense *s = im->sense;

		if (i == 0 || r->p.hash != last)
			is_users = has_user(b, i);
		last = r->p.hash;
		if (is_users && (r->s.flags & SENSE_USER) == 0)
			continue;
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

static const struct phrase *
find(const struct image *im, uint64_t hash)
{
	size_t lo = 0, hi = im->phrases;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (im->phrase[mid].hash < hash)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < im->phrases && im->phrase[lo].hash == hash ?
	    &im->phrase[lo] : NULL;
}

/*
 * Is the one thing that this phrase may mean this value?  A user's name is
 * nobody's else, also of those that are words (SENSE_PERSON).
 */
static bool
is_unambiguous(const struct builder *b, const struct image *im, uint64_t hash,
    uint32_t value)
{
	const struct phrase *p = find(im, hash - SENSE_WORD_SALT);
	enum facet facet = lexicon_facet(&b->value[value]);
	unsigned values = 0;
	bool is_it = false;

	if (p != NULL && (p->kinds & PHRASE_USER) != 0)
		return false;
	p = find(im, hash);
	for (size_t i = 0; p != NULL && i < p->n_senses; i++) {
		const struct sense *s = &im->sense[p->sense + i];

		if ((s->kind != SENSE_PLACE && s->kind != SENSE_ACTOR &&
		    s->kind != SENSE_PERSON) ||
		    lexicon_facet(&b->value[s->value]) != facet)
			continue;
		values++;
		is_it |= s->value == value;
	}
	return values == 1 && is_it;
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

		if (!is_unambiguous(b, im, a->phrase, a->value))
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

void
builder_image(struct builder *b, struct buf *out)
{
	struct lexicon_header h = { .version = LEXICON_VERSION };
	struct image im = { 0 };

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
	free(im.phrase);
	free(im.sense);
	*out = im.file;
}
