#include <stdlib.h>
#include <string.h>

#include "facets/acronyms.h"
#include "facets/actors.h"
#include "facets/bodies.h"
#include "facets/crf.h"
#include "facets/given.h"
#include "facets/holders.h"
#include "facets/orgtype.h"
#include "facets/people.h"
#include "facets/repair.h"
#include "facets/tagger.h"
#include "facets/user.h"

#define ENGINE_VERSION 5	/* raise it when the rules give other facets */
#define WINDOW (4u << 20)	/* bytes of text worked on at a time */
#define MODEL "names.model"
#define SEGMENT (1u << 20)	/* a longer paragraph is cut */

const char *const mention_kind_name[] = {
	[MENTION_PERSON] = "person",
	[MENTION_ORGANIZATION] = "organization",
	[MENTION_LOCATION] = "location",
	[MENTION_NATIONALITY] = "nationality",
	[MENTION_ROLE] = "role"
};

struct facets {
	struct lexicon lex;
	struct crf crf;
	bool has_user;		/* lex has users' dictionaries, too */
};

struct extractor {
	const struct facets *facets;
	struct document d;
	struct people people;
	struct places places;
	struct holders holders;
	struct paragraph_facets *out;
	size_t cap;
	struct arena arena;	/* mentions and lists of values */
	struct named_value {	/* scratch */
		struct str value;
		float confidence;
		enum rule rule;
		size_t i;	/* in the order of the text */
	} *value;
	size_t values, values_cap;
	struct given_value {	/* by the input, of the whole article */
		enum facet facet;
		struct str value;
	} *given;		/* givens of them */
	size_t givens, givens_cap;
	size_t paragraph;	/* under work */
	struct mention *mention; /* scratch: those of it */
	size_t mentions, mentions_room;
};

/* The model of names lies beside the dictionaries. */
static const struct error *
open_model(struct crf *m, const char *path)
{
	const char *slash = strrchr(path, '/');
	const struct error *e;
	struct buf name = { 0 };

	if (slash != NULL)
		buf_add(&name, path, (size_t)(slash + 1 - path));
	buf_puts(&name, MODEL);
	if ((e = crf_open(m, name.p)) != NULL)
		e = error_make(e->code, "%s; install it with make install",
		    e->text);
	buf_release(&name);
	return e;
}

const struct error *
facets_open(struct facets **out, const char *path)
{
	struct facets *f = mem_alloc(1, sizeof(*f));
	const struct error *e;

	if ((e = lexicon_open(&f->lex, path)) != NULL ||
	    (e = open_model(&f->crf, path)) != NULL) {
		facets_close(f);
		f = NULL;
	}
	*out = f;
	return e;
}

const struct error *
facets_add(struct facets *f, const char *const *file, size_t n)
{
	struct buf image = { NULL, 0, 0 };
	struct builder b = { 0 };
	const struct error *e;

	if (n == 0)
		return NULL;
	builder_load(&b, &f->lex);
	if ((e = user_read(&b, file, n)) == NULL) {
		builder_image(&b, &image);
		lexicon_close(&f->lex);
		e = lexicon_take(&f->lex, &image);
		f->has_user = true;
	}
	builder_release(&b);
	return e;
}

void
facets_close(struct facets *f)
{
	if (f == NULL)
		return;
	lexicon_close(&f->lex);
	crf_close(&f->crf);
	free(f);
}

uint64_t
facets_digest(const struct facets *f)
{
	return f->lex.header->digest + ENGINE_VERSION +
	    (f->crf.header != NULL ? f->crf.header->digest : 0);
}

void
facets_aliases(const struct facets *f, enum facet facet, struct str value,
    void (*each)(void *, struct str alias), void *arg)
{
	uint32_t found = lexicon_find_value(&f->lex, facet, value);
	const struct value *v;

	if (found == LEXICON_NONE)
		return;
	v = &f->lex.value[found];
	for (uint32_t i = 0; i < v->n_aliases; i++) {
		const struct alias *a = &f->lex.alias[v->alias + i];

		each(arg, (struct str){ f->lex.string + a->name, a->name_n });
	}
}

void
extractor_new(struct extractor **out, const struct facets *f)
{
	*out = mem_alloc(1, sizeof(**out));
	(*out)->facets = f;
	(*out)->d.lex = &f->lex;
	if (f->crf.header != NULL) {
		(*out)->d.crf = &f->crf;
		(*out)->d.crf_work = mem_alloc(1, sizeof(struct crf_work));
	}
}

void
extractor_free(struct extractor *x)
{
	if (x == NULL)
		return;
	if (x->d.crf_work != NULL)
		features_release(&x->d.crf_work->features);
	free(x->d.crf_work);
	document_release(&x->d);
	people_release(&x->people);
	places_release(&x->places);
	holders_release(&x->holders);
	arena_release(&x->arena);
	free(x->out);
	free(x->value);
	free(x->given);
	free(x->mention);
	free(x);
}

/* ---- values ---- */

/* Hand over the mentions of the paragraph under work. */
static void
flush_paragraph(struct extractor *x)
{
	struct paragraph_facets *p;

	if (x->mentions == 0)
		return;
	p = &x->out[x->paragraph];
	p->mention = arena_alloc(&x->arena, x->mentions * sizeof(*p->mention));
	memcpy(p->mention, x->mention, x->mentions * sizeof(*p->mention));
	p->n = x->mentions;
	x->mentions = 0;
}

static void
add_mention(struct extractor *x, const struct span *s)
{
	const struct document *d = &x->d;
	const struct token *a = &d->tokens.at[s->first], *b = a + s->n - 1;
	uint32_t base = d->segment[a->segment].base;
	struct str word = document_text(d, s->first, 1);
	struct mention *m;

	/* no part of "The Telegraph"; of "The Hague" it is */
	if (a < b && s->kind == MENTION_ORGANIZATION && (str_is(word, "The") ||
	    str_is(word, "the")))
		a++;

	ARRAY_GROW(x->mention, x->mentions, x->mentions_room);
	m = &x->mention[x->mentions++];
	*m = (struct mention){ base + a->start, base + b->end,
	    (enum mention_kind)s->kind, s->facet < FACETS ?
	    (enum facet)s->facet : s->kind == MENTION_LOCATION ||
	    s->kind == MENTION_NATIONALITY ? FACET_LOCATION : FACET_ACTOR,
	    s->value, org_type_name(s->org_type), s->confidence, s->rule };
	if (s->facet >= FACETS)
		m->value = STR_LIT("");
	if (s->is_metonym && s->kind == MENTION_LOCATION)
		m->kind = MENTION_ORGANIZATION;	/* and feeds location */
}

static void
add_given(struct extractor *x, enum facet f, struct str value)
{
	if (value.n == 0)
		return;
	ARRAY_GROW(x->given, x->givens, x->givens_cap);
	x->given[x->givens++] = (struct given_value){ f, value };
}

/* What a given name is; a place that no gazetteer has is itself. */
static void
take_given(struct extractor *x, const struct span *s)
{
	struct str value = s->value;

	if (value.n == 0 && s->kind == MENTION_LOCATION)
		value = document_value(&x->d, s->first, s->n);
	add_given(x, s->facet < FACETS ? (enum facet)s->facet :
	    s->kind == MENTION_LOCATION ? FACET_LOCATION : FACET_ACTOR, value);
	add_given(x, FACET_ORG_TYPE, org_type_name(s->org_type));
}

/* A paragraph may go on in the next window. */
static void
give_mentions(struct extractor *x)
{
	const struct document *d = &x->d;

	x->givens = 0;
	for (size_t i = 0; i < d->spans.n; i++) {
		const struct span *s = &d->spans.at[i];
		const struct segment *g =
		    &d->segment[d->tokens.at[s->first].segment];

		if (g->is_name)
			take_given(x, s);
		if (g->is_title || s->kind > MENTION_ROLE)
			continue;
		if (g->paragraph != x->paragraph)
			flush_paragraph(x);
		x->paragraph = g->paragraph;
		add_mention(x, s);
	}
}

static int
compare_values(const void *a, const void *b)
{
	const struct named_value *x = a, *y = b;
	int c = str_cmp(x->value, y->value);

	if (c == 0)
		c = (x->confidence < y->confidence) -
		    (x->confidence > y->confidence);
	return c != 0 ? c : (x->i > y->i) - (x->i < y->i);
}

static void
add_value(struct extractor *x, struct str value, enum rule rule,
    float confidence)
{
	if (value.n == 0)
		return;
	ARRAY_GROW(x->value, x->values, x->values_cap);
	x->value[x->values] = (struct named_value){ value, confidence, rule,
	    x->values };
	x->values++;
}

static void
add_values(struct extractor *x, const struct mention *m, enum facet f)
{
	if (m->facet == f)
		add_value(x, m->value, m->rule, m->confidence);
	if (f == FACET_ORG_TYPE)
		add_value(x, m->org_type, m->rule, m->confidence);
}

static void
list_values(struct extractor *x, struct paragraph_facets *p, enum facet f)
{
	size_t n = 0;

	x->values = 0;
	for (size_t i = 0; i < p->n; i++)
		add_values(x, &p->mention[i], f);
	for (size_t i = 0; i < x->givens; i++)
		if (x->given[i].facet == f)
			add_value(x, x->given[i].value, RULE_METADATA, 0);
	if (x->values == 0)
		return;
	qsort(x->value, x->values, sizeof(*x->value), compare_values);
	p->value[f] = arena_alloc(&x->arena, x->values *
	    sizeof(*p->value[f]));
	p->rule[f] = arena_alloc(&x->arena, x->values);
	for (size_t i = 0; i < x->values; i++)
		if (n == 0 || !str_eq(p->value[f][n - 1], x->value[i].value)) {
			p->value[f][n] = x->value[i].value;
			p->rule[f][n++] = (uint8_t)x->value[i].rule;
		}
	p->value_n[f] = n;
}

/* ---- windows ---- */

static void
work(struct extractor *x)
{
	struct document *d = &x->d;

	document_count(d);
	tagger_run(d);
	spans_repair(d);
	acronyms_widen(d);
	given_find(d);
	if (x->facets->has_user)
		user_find(d);
	acronyms_long_forms(d);
	people_resolve(&x->people, d);
	places_count(&x->places, d);
	bodies_find(d, x->places.main);
	actors_resolve(d, &x->places);
	places_resolve(&x->places, d);
	holders_find(&x->holders, d);
	give_mentions(x);
}

static void
begin_window(struct extractor *x, const struct article *a)
{
	struct str title = a->title;

	document_reset(&x->d);
	x->d.year = 0;
	for (size_t i = 0; i < 4 && a->date.n >= 4; i++)
		x->d.year = x->d.year * 10 + (a->date.p[i] - '0');
	given_add(&x->d, a);
	x->d.place = a->place.n <= 256 ? a->place : STR_LIT("");
	if (title.n > SEGMENT)
		title.n = SEGMENT;
	if (title.n > 0)
		document_add(&x->d, title, 0, 0, true);
}

/* A piece of at most SEGMENT bytes, cut at a blank where there is one. */
static size_t
cut(struct str text)
{
	size_t n = SEGMENT;

	if (text.n <= SEGMENT)
		return text.n;
	while (n > SEGMENT / 2 && text.p[n] != ' ')
		n--;
	if (n > SEGMENT / 2)
		return n;
	for (n = SEGMENT; n > SEGMENT - 4 && (text.p[n] & 0xc0) == 0x80; n--)
		;
	return n;
}

const struct paragraph_facets *
extractor_run(struct extractor *x, const struct article *a)
{
	size_t held = 0;

	arena_reset(&x->arena);
	arena_reset(&x->d.arena);
	if (a->n > x->cap) {
		x->out = mem_resize(x->out, a->n, sizeof(*x->out));
		x->cap = a->n;
	}
	for (size_t i = 0; i < a->n; i++)
		x->out[i] = (struct paragraph_facets){ 0 };
	x->paragraph = 0;
	x->mentions = 0;
	begin_window(x, a);
	for (size_t i = 0; i < a->n; i++) {
		struct str rest = a->paragraph[i];
		uint32_t base = 0;

		if (rest.n > UINT32_MAX - 1)
			rest.n = UINT32_MAX - 1;
		while (rest.n > 0) {
			size_t n = cut(rest);

			if (held > 0 && held + n > WINDOW) {
				work(x);
				begin_window(x, a);
				held = 0;
			}
			document_add(&x->d, (struct str){ rest.p, n },
			    (uint32_t)i, base, false);
			held += n;
			base += (uint32_t)n;
			rest.p += n;
			rest.n -= n;
		}
	}
	work(x);
	flush_paragraph(x);
	for (size_t i = 0; i < a->n; i++)
		for (int f = 0; f < FACETS; f++)
			list_values(x, &x->out[i], (enum facet)f);
	return x->out;
}
