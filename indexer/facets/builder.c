#include "facets/builder.h"

#include <stdlib.h>
#include <string.h>

#include "facets/fold.h"

struct idmap_slot {
	uint64_t key;		/* 0: free */
	uint32_t value;
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

uint32_t
builder_place(struct builder *b, enum value_kind kind, struct str path,
    uint32_t parent)
{
	uint32_t place = builder_value(b, kind, path);

	if (b->value[parent].kind == VALUE_SITE)
		b->value[parent].kind = VALUE_PROVINCE;
	b->value[place].parent = parent;
	b->value[place].country = b->value[parent].kind == VALUE_REGION ?
	    parent : b->value[parent].country;
	return place;
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

	if ((s.kind != SENSE_PLACE && s.kind != SENSE_ACTOR &&
	    s.kind != SENSE_PERSON) ||
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

uint64_t
builder_phrase_hash(struct builder *b, struct str text)
{
	struct tokens *t = &b->tokens;
	uint64_t hash = PHRASE_SEED;

	t->n = 0;
	tokens_add(t, NULL, text, 0, 0);
	drop_stops(t);
	if (t->n == 0 || t->n > LEXICON_PHRASE_MAX)
		return 0;
	for (size_t i = 0; i < t->n; i++) {
		if (!token_is_part(&t->at[i]))
			return 0;
		hash = fold_phrase(hash, token_part_hash(&t->at[i]));
	}
	return hash;
}

bool
builder_phrase(struct builder *b, struct str text, struct sense s)
{
	struct tokens *t = &b->tokens;
	struct raw_phrase *r;
	uint64_t hash;
	struct word *w;

	if (text.n > 0 && text.p[0] == '?') {
		s.flags |= SENSE_WEAK;
		text = str_trim((struct str){ text.p + 1, text.n - 1 });
	}
	if ((s.flags & SENSE_WEAK) != 0)
		s.flags &= (uint8_t)~SENSE_USER;
	if ((hash = builder_phrase_hash(b, text)) == 0)
		return false;
	ARRAY_GROW(b->phrase, b->phrases, b->phrases_cap);
	r = &b->phrase[b->phrases];
	memset(r, 0, sizeof(*r));
	for (size_t i = 0; i < t->n; i++)
		if (t->at[i].shape != SHAPE_LOWER)
			r->p.capitals |= (uint16_t)(1u << i);
	if ((s.flags & SENSE_USER) != 0 && t->n > 1 &&
	    str_starts(text, "The "))
		r->p.capitals &= (uint16_t)~1u;
	if ((SENSE_BIT(s.kind) & SENSE_NAMES) == 0)
		hash += SENSE_WORD_SALT;
	r->p.hash = hash;
	r->p.n = (uint8_t)t->n;
	r->p.is_acronym = t->n == 1 && (t->at[0].shape == SHAPE_UPPER ||
	    t->at[0].shape == SHAPE_DOTTED || t->at[0].shape == SHAPE_INITIAL);
	r->p.kinds = (uint16_t)(SENSE_BIT(s.kind) |
	    ((s.flags & SENSE_USER) != 0 ? PHRASE_USER : 0));
	r->s = s;
	r->order = b->phrases++;
	w = word_at(b, t->at[0].hash);
	if (w->phrase_max < t->n)
		w->phrase_max = (uint16_t)t->n;
	add_alias(b, text, hash, s);
	return true;
}

/* A phrase of our own dictionaries, in which commas do not count. */
static void
add_name(struct builder *b, struct str text, struct sense s)
{
	struct buf plain = { NULL, 0, 0 };

	for (size_t i = 0; i < text.n && (s.flags & SENSE_USER) == 0; i++)
		if (text.p[i] != ',')
			buf_putc(&plain, text.p[i]);
	builder_phrase(b, plain.n > 0 ? buf_slice(&plain) : text, s);
	buf_release(&plain);
}

void
builder_names(struct builder *b, struct str name, struct str list,
    struct sense s)
{
	struct str rest = list, alias;
	struct sense own = s;

	own.flags |= SENSE_NAME;
	while (str_cut(&rest, '|', &alias)) {
		alias = str_trim(alias);
		if (alias.n == name.n + 1 && alias.p[0] == '?' &&
		    memcmp(alias.p + 1, name.p, name.n) == 0)
			own.flags |= SENSE_WEAK;
	}
	add_name(b, name, own);
	while (str_cut(&list, '|', &alias)) {
		alias = str_trim(alias);
		if (alias.n != 0 && !(alias.n == name.n + 1 &&
		    memcmp(alias.p + 1, name.p, name.n) == 0))
			add_name(b, alias, s);
	}
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

/* ---- beginning with a lexicon ---- */

static void
load_phrases(struct builder *b, const struct lexicon *lex)
{
	for (size_t i = 0; i <= lex->phrase_mask; i++) {
		const struct phrase *p = &lex->phrase[i];

		for (size_t k = 0; p->hash != 0 && k < p->n_senses; k++) {
			struct raw_phrase *r;

			ARRAY_GROW(b->phrase, b->phrases, b->phrases_cap);
			r = &b->phrase[b->phrases];
			*r = (struct raw_phrase){ *p,
			    lex->sense[p->sense + k], b->phrases };
			b->phrases++;
			r->p.sense = r->p.n_senses = 0;
			r->p.kinds = (uint16_t)SENSE_BIT(r->s.kind);
		}
	}
}

static void
load_words(struct builder *b, const struct lexicon *lex)
{
	for (size_t i = 0; i <= lex->word_mask; i++) {
		if (lex->word[i].hash == 0)
			continue;
		ARRAY_GROW(b->word, b->words, b->words_cap);
		b->word[b->words] = lex->word[i];
		idmap_set(&b->by_word, lex->word[i].hash,
		    (uint32_t)b->words++);
	}
}

/* The hash of an alias as add_alias() had it. */
static uint64_t
alias_hash(struct builder *b, const struct lexicon *lex, struct str name,
    enum value_kind kind)
{
	uint64_t hash = builder_phrase_hash(b, name);
	const struct phrase *p = lexicon_find_phrase(lex,
	    hash + SENSE_WORD_SALT);

	return kind == VALUE_PERSON && p != NULL && (p->kinds &
	    SENSE_BIT(SENSE_PERSON)) != 0 ? p->hash : hash;
}

static void
load_aliases(struct builder *b, const struct lexicon *lex, uint32_t value)
{
	struct value *v = &b->value[value];

	for (uint32_t i = 0; i < v->n_aliases; i++) {
		struct alias a = lex->alias[v->alias + i];
		struct str name = { lex->string + a.name, a.name_n };

		ARRAY_GROW(b->alias, b->aliases, b->aliases_cap);
		b->alias[b->aliases++] = (struct raw_alias){
		    alias_hash(b, lex, name, (enum value_kind)v->kind), value,
		    a };
	}
	v->alias = v->n_aliases = 0;
}

void
builder_load(struct builder *b, const struct lexicon *lex)
{
	buf_add(&b->strings, lex->string,
	    lex->header->section[SECTION_STRINGS].n);
	for (size_t i = 0; i < lex->values; i++) {
		ARRAY_GROW(b->value, b->values, b->values_cap);
		b->value[b->values++] = lex->value[i];
		load_aliases(b, lex, (uint32_t)i);
	}
	for (size_t i = 0; i < lex->keys; i++)
		idmap_set(&b->by_name, lex->key[i].hash, lex->key[i].value);
	load_words(b, lex);
	load_phrases(b, lex);
}
