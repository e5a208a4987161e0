/*
 * measure_ner [-hlv] facets.bin gmb|re3d file: how well names are found, by
 * the extractor as users get it.  Exact spans, precision, recall and F1 after
 * conlleval.
 *
 * gmb: a file of token TAB tag; 15 sentences are taken for an article of as
 * many paragraphs.  Persons, organizations and locations count; titles in
 * front of persons are no part of them; "gpe" that names a country is a
 * location, any other is not scored.  A body of a state in common nouns ("US
 * troops", "the government of Iraq") counts as the name in it, a capital that
 * stands for a government as the place it names.
 *
 * re3d: documents with spans by offset (confidence 0.5 or more).  Names only:
 * pronouns and nominals (they begin or end in small letters, or have other
 * small words than "of", "and", "for", "the" inside) are dropped on both
 * sides, and so is what was found inside a dropped one; leading determiners
 * and titles are cut off; "Mosul, Iraq" is two names; of nested names the
 * longest counts.
 *
 * In both, what was found in a part of a hyphenated word ("U.S.-led") and is
 * no name of the set is not scored: there a word is tagged as a whole.
 *
 * -l: the text in lower case; -h: only what training holds back; -v: print
 * each name.
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "facets/facets.h"
#include "facets/train.h"

struct name {
	uint32_t paragraph, start, end;
	int kind;		/* enum mention_kind; UNSCORED */
};

enum { UNSCORED = 100 };

struct names {
	struct name *at;
	size_t n, cap;
};

struct score {
	size_t gold, found, right;
};

struct measure {
	struct lexicon lex;
	struct facets *facets;
	struct extractor *extractor;
	struct tokens tokens;
	struct arena arena;
	struct names gold, found;
	struct score score[3];
	bool lower, held, verbose;
	double seconds;
	size_t tokens_n, bytes;
	const char *rule[4096];
};

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
add_name(struct names *v, size_t paragraph, size_t start, size_t end, int kind)
{
	ARRAY_GROW(v->at, v->n, v->cap);
	v->at[v->n++] = (struct name){ (uint32_t)paragraph, (uint32_t)start,
	    (uint32_t)end, kind };
}

static struct str
lower(struct measure *m, struct str text)
{
	struct str copy = arena_str(&m->arena, text);
	char *p = arena_alloc(&m->arena, text.n + 1);

	for (size_t i = 0; i < copy.n; i++)
		p[i] = (char)(copy.p[i] >= 'A' && copy.p[i] <= 'Z' ?
		    copy.p[i] + 32 : copy.p[i]);
	return m->lower ? (struct str){ p, copy.n } : copy;
}

static void
cut(struct measure *m, struct str text)
{
	m->tokens.n = 0;
	tokens_add(&m->tokens, &m->lex, text, 0, 0);
}

static bool
is_one_of(struct str word, const char *list)
{
	char w[16];

	if (word.n > 12)
		return false;
	snprintf(w, sizeof(w), " %.*s ", STR_ARG(word));
	return strcasestr(list, w) != NULL;
}

static struct str
word_of(struct str text, const struct token *t)
{
	return (struct str){ text.p + t->start, t->end - t->start };
}

/* ---- scoring ---- */

static bool
overlaps(const struct name *a, const struct name *b)
{
	return a->paragraph == b->paragraph && a->start < b->end &&
	    b->start < a->end;
}

static bool
is_inside(const struct name *a, const struct name *b)
{
	return a->paragraph == b->paragraph && a->start >= b->start &&
	    a->end <= b->end;
}

static bool
is_same(const struct name *a, const struct name *b)
{
	return a->paragraph == b->paragraph && a->start == b->start &&
	    a->end == b->end;
}

static void
show(const struct measure *m, const struct article *a, const char *what,
    const struct name *x, const char *rule)
{
	struct str p = a->paragraph[x->paragraph];
	size_t from = x->start > 40 ? x->start - 40 : 0;
	size_t to = x->end + 40 < p.n ? x->end + 40 : p.n;

	if (m->verbose)
		printf("%s\t%s\t%s\t%.*s\t%.*s[[%.*s]]%.*s\n", what,
		    mention_kind_name[x->kind], rule, (int)(x->end - x->start),
		    p.p + x->start, (int)(x->start - from), p.p + from,
		    (int)(x->end - x->start), p.p + x->start,
		    (int)(to - x->end), p.p + x->end);
}

/* "U.S." in "U.S.-led", which is one word in the set. */
static bool
is_part_of_word(struct str text, const struct name *x)
{
	return (x->start > 0 && text.p[x->start - 1] == '-') ||
	    (x->end < text.n && text.p[x->end] == '-');
}

static void
score(struct measure *m, const struct article *a)
{
	for (size_t i = 0; i < m->gold.n; i++) {
		const struct name *g = &m->gold.at[i];
		bool right = false;

		if (g->kind > MENTION_LOCATION)
			continue;
		m->score[g->kind].gold++;
		for (size_t k = 0; k < m->found.n; k++)
			right |= is_same(g, &m->found.at[k]) &&
			    g->kind == m->found.at[k].kind;
		m->score[g->kind].right += right;
		if (!right)
			show(m, a, "miss", g, "");
	}
	for (size_t k = 0; k < m->found.n; k++) {
		const struct name *f = &m->found.at[k];
		bool skip = false, right = false;

		if (f->kind > MENTION_LOCATION)
			continue;
		for (size_t i = 0; i < m->gold.n; i++) {
			const struct name *g = &m->gold.at[i];

			right |= is_same(g, f) && g->kind == f->kind;
			skip |= g->kind == UNSCORED && is_inside(f, g);
		}
		skip |= is_part_of_word(a->paragraph[f->paragraph], f);
		if (skip && !right)
			continue;
		m->score[f->kind].found++;
		show(m, a, right ? "right" : "false", f,
		    k < 4096 ? m->rule[k] : "");
	}
}

/* ---- running ---- */

static void
add_found(struct measure *m, struct str text, size_t paragraph,
    const struct mention *x, bool names_only);

static void
run(struct measure *m, struct article *a, struct str *original, bool names)
{
	const struct paragraph_facets *p;
	double start = now();

	p = extractor_run(m->extractor, a);
	m->seconds += now() - start;
	m->found.n = 0;
	for (size_t i = 0; i < a->n; i++) {
		m->bytes += a->paragraph[i].n;
		cut(m, original[i]);
		m->tokens_n += m->tokens.n;
		for (size_t k = 0; k < p[i].n; k++)
			add_found(m, original[i], i, &p[i].mention[k], names);
	}
	score(m, a);
	m->gold.n = 0;
}

/* ---- names only ---- */

static const char determiners[] = " the a an this that these those our his "
    "her its their your my all some any both other ";
static const char inner[] = " of and for the al el bin ibn de la del van von "
    "ul ur & ";
static const char pronouns[] = " he she it we they i you them him who us ";

/*
 * Cut determiners and titles off m->tokens; which are left, or none if it is
 * no name.
 */
static bool
names_only(struct measure *m, struct str text, int kind, size_t *first,
    size_t *end)
{
	const struct token *t = m->tokens.at;

	*first = 0;
	*end = m->tokens.n;
	while (*end > 0 && t[*end - 1].kind == TOKEN_PUNCT)
		--*end;
	while (*first < *end && (t[*first].kind == TOKEN_PUNCT ||
	    is_one_of(word_of(text, &t[*first]), determiners)))
		++*first;
	if (kind == MENTION_PERSON)
		*first += train_title(&m->lex, &t[*first], *end - *first,
		    *end - *first);
	if (*first >= *end)
		return false;
	if (*end == *first + 1 && t[*first].shape != SHAPE_UPPER &&
	    t[*first].shape != SHAPE_DOTTED &&
	    is_one_of(word_of(text, &t[*first]), pronouns))
		return false;
	for (size_t i = *first; i < *end; i++)
		if (t[i].kind == TOKEN_WORD && t[i].shape == SHAPE_LOWER &&
		    (i + 1 == *end || !is_one_of(word_of(text, &t[i]), inner))
		    && !((t[i].flags & TOKEN_HYPHEN) != 0 && i > *first))
			return false;
	return true;
}

/* The place or demonym that begins or ends m->tokens. */
static const struct phrase *
name_inside(const struct measure *m, size_t *first, size_t *end)
{
	const unsigned kinds = SENSE_BIT(SENSE_PLACE) |
	    SENSE_BIT(SENSE_DEMONYM);
	const struct phrase *p;
	size_t n = *end, len;

	if (m->tokens.at[0].shape != SHAPE_LOWER) {
		p = tokens_match(&m->lex, m->tokens.at, n, kinds, &len);
		*end = p != NULL ? len : n;
		return p;
	}
	for (size_t i = 1; i < n; i++)
		if ((p = tokens_match(&m->lex, &m->tokens.at[i], n - i, kinds,
		    &len)) != NULL && i + len == n) {
			*first = i;
			return p;
		}
	return NULL;
}

/* A common noun, not the "al" of "al-Shabab"? */
static bool
is_small(const struct token *t)
{
	return t->kind == TOKEN_WORD && t->shape == SHAPE_LOWER &&
	    (t->classes & WORD_PARTICLE) == 0;
}

/* The name in "Reuters news agency"; none in "the police". */
static void
cut_small(const struct measure *m, size_t *first, size_t *end)
{
	while (*end > *first && is_small(&m->tokens.at[*end - 1]))
		--*end;
	while (*first < *end && is_small(&m->tokens.at[*first]))
		++*first;
}

/* What was found, as the set would have it. */
static void
add_found(struct measure *m, struct str text, size_t paragraph,
    const struct mention *x, bool only_names)
{
	struct str s = { text.p + x->start, x->end - x->start };
	int kind = (int)x->kind;
	size_t first, end;

	if (m->found.n < 4096)
		m->rule[m->found.n] = rule_name[x->rule];
	cut(m, s);
	first = 0;
	end = m->tokens.n;
	if (only_names && !names_only(m, s, kind, &first, &end))
		return;
	if (!only_names && x->rule == RULE_METONYM)
		kind = MENTION_LOCATION;
	if (!only_names && kind == MENTION_ORGANIZATION && end > 1 &&
	    (is_small(&m->tokens.at[end - 1]) ||
	    is_small(&m->tokens.at[0]))) {
		const struct phrase *p = name_inside(m, &first, &end);

		if (p != NULL)
			kind = (p->kinds & SENSE_BIT(SENSE_DEMONYM)) != 0 ?
			    MENTION_NATIONALITY : MENTION_LOCATION;
		else
			cut_small(m, &first, &end);
	}
	while (end > first && m->tokens.at[end - 1].kind == TOKEN_PUNCT)
		end--;
	if (end > first)
		add_name(&m->found, paragraph, x->start +
		    m->tokens.at[first].start, x->start +
		    m->tokens.at[end - 1].end, kind);
}

/* ---- gmb ---- */

static bool
is_country(const struct measure *m, struct str text)
{
	const struct phrase *p = tokens_exact(&m->lex, m->tokens.at,
	    m->tokens.n, SENSE_BIT(SENSE_PLACE));

	(void)text;
	for (size_t i = 0; p != NULL && i < p->n_senses; i++) {
		const struct sense *s = &m->lex.sense[p->sense + i];

		if (s->kind == SENSE_PLACE &&
		    m->lex.value[s->value].kind == VALUE_COUNTRY)
			return true;
	}
	return false;
}

static void
add_gold(struct measure *m, struct str text, size_t paragraph,
    const struct gold *g)
{
	struct str s = { text.p + g->start, g->end - g->start };
	size_t first = 0, end, left;
	int kind = g->tag == TAG_U_PERSON ? MENTION_PERSON :
	    g->tag == TAG_U_ORGANIZATION ? MENTION_ORGANIZATION :
	    MENTION_LOCATION;

	if (g->tag == TAG_U_NATIONALITY) {
		cut(m, s);
		kind = is_country(m, s) ? MENTION_LOCATION : UNSCORED;
	}
	cut(m, (struct str){ s.p, text.n - g->start });
	left = m->tokens.n;
	for (end = 0; end < left && m->tokens.at[end].start < s.n; end++)
		;
	if (kind == MENTION_PERSON)
		first = train_title(&m->lex, m->tokens.at, end, left);
	while (end > first && m->tokens.at[end - 1].kind == TOKEN_PUNCT)
		end--;
	if (first < end)
		add_name(&m->gold, paragraph, g->start +
		    m->tokens.at[first].start, g->start +
		    m->tokens.at[end - 1].end, kind);
}

static void
each_block(void *arg, struct train_set *set, struct block *b)
{
	struct measure *m = arg;
	struct article a = { 0 };
	struct str *original;

	(void)set;
	if (m->held && !train_is_held(b))
		return;
	arena_reset(&m->arena);
	a.paragraph = arena_alloc(&m->arena, b->n * sizeof(*a.paragraph));
	original = arena_alloc(&m->arena, b->n * sizeof(*original));
	a.n = b->n;
	for (size_t i = 0; i < b->n; i++) {
		original[i] = b->sentence[i].text;
		a.paragraph[i] = lower(m, original[i]);
		for (uint32_t k = 0; k < b->sentence[i].spans; k++)
			add_gold(m, original[i], i,
			    &b->gold[b->sentence[i].span + k]);
	}
	run(m, &a, original, false);
}

/* ---- re3d ---- */

/* The byte of a text where its n-th character begins. */
static size_t
byte_of(struct str text, size_t n)
{
	size_t i = 0;

	while (n > 0 && i < text.n) {
		i++;
		while (i < text.n && ((unsigned char)text.p[i] & 0xc0) == 0x80)
			i++;
		n--;
	}
	return i;
}

static void
add_entity(struct measure *m, struct str text, size_t paragraph,
    size_t start, size_t end, int kind)
{
	struct str s = { text.p + start, end - start }, rest = s, part;
	size_t first, last;

	cut(m, s);
	if (!names_only(m, s, kind, &first, &last)) {
		add_name(&m->gold, paragraph, start, end, UNSCORED);
		return;
	}
	while (str_cut(&rest, kind == MENTION_LOCATION ? ',' : '\0', &part)) {
		size_t base = start + (size_t)(part.p - s.p);
		struct name x;

		cut(m, part);
		if (!names_only(m, part, kind, &first, &last))
			continue;
		x = (struct name){ (uint32_t)paragraph, (uint32_t)(base +
		    m->tokens.at[first].start), (uint32_t)(base +
		    m->tokens.at[last - 1].end), kind };
		for (size_t i = 0; i < m->gold.n; i++) {
			struct name *g = &m->gold.at[i];

			if (g->kind == UNSCORED || !overlaps(g, &x))
				continue;
			if (x.end - x.start > g->end - g->start)
				*g = x;
			x.kind = -1;
		}
		if (x.kind >= 0)
			add_name(&m->gold, paragraph, x.start, x.end, kind);
	}
}

static int
entity_kind(const char *type)
{
	return type == NULL ? -1 : strcmp(type, "Person") == 0 ?
	    MENTION_PERSON : strcmp(type, "Organisation") == 0 ?
	    MENTION_ORGANIZATION : strcmp(type, "Location") == 0 ?
	    MENTION_LOCATION : -1;
}

static void
run_document(struct measure *m, const json_t *doc)
{
	struct str text = str_of(json_string_value(json_object_get(doc,
	    "text")));
	const json_t *list = json_object_get(doc, "entities"), *e;
	struct article a = { 0 };
	struct str *original;
	size_t i, at = 0;

	arena_reset(&m->arena);
	a.paragraph = arena_alloc(&m->arena, (text.n + 1) *
	    sizeof(*a.paragraph));
	original = arena_alloc(&m->arena, (text.n + 1) * sizeof(*original));
	while (at < text.n) {
		const char *stop = memchr(text.p + at, '\n', text.n - at);
		size_t end = stop != NULL ? (size_t)(stop - text.p) : text.n;

		original[a.n] = (struct str){ text.p + at, end - at };
		a.paragraph[a.n] = lower(m, original[a.n]);
		json_array_foreach(list, i, e) {
			int kind = entity_kind(json_string_value(
			    json_object_get(e, "type")));
			size_t from = byte_of(text, (size_t)json_integer_value(
			    json_object_get(e, "begin")));
			size_t to = byte_of(text, (size_t)json_integer_value(
			    json_object_get(e, "end")));

			if (kind >= 0 && from >= at && to <= end &&
			    from < to && json_number_value(json_object_get(e,
			    "confidence")) >= 0.5)
				add_entity(m, original[a.n], a.n, from - at,
				    to - at, kind);
		}
		a.n++;
		at = end + 1;
	}
	run(m, &a, original, true);
}

static const struct error *
run_re3d(struct measure *m, const char *path)
{
	FILE *f = fopen(path, "r");
	json_error_t why;
	json_t *doc;

	if (f == NULL)
		return error_errno("%s", path);
	while ((doc = json_loadf(f, JSON_DISABLE_EOF_CHECK, &why)) != NULL) {
		run_document(m, doc);
		json_decref(doc);
	}
	fclose(f);
	return NULL;
}

/* ---- */

static void
print(const struct measure *m, const char *what)
{
	static const char *const name[] = { "person", "organization",
	    "location", "all" };

	for (int i = 0; i < 4; i++) {
		struct score s = { 0, 0, 0 };
		double p, r;

		for (int k = 0; k < 3; k++)
			if (k == i || i == 3) {
				s.gold += m->score[k].gold;
				s.found += m->score[k].found;
				s.right += m->score[k].right;
			}
		p = s.found > 0 ? 100.0 * (double)s.right / (double)s.found :
		    0;
		r = s.gold > 0 ? 100.0 * (double)s.right / (double)s.gold : 0;
		printf("%s%s %-13s P %5.1f  R %5.1f  F1 %5.1f  (%zu names)\n",
		    what, m->lower ? " lower-cased" : "", name[i], p, r,
		    p + r > 0 ? 2 * p * r / (p + r) : 0, s.gold);
	}
	printf("%s speed: %.2f M tokens/s, %.2f MB/s\n", what,
	    (double)m->tokens_n / m->seconds / 1e6,
	    (double)m->bytes / m->seconds / 1e6);
}

int
main(int argc, char **argv)
{
	struct measure *m = mem_alloc(1, sizeof(*m));
	struct train_set set = { .block = 15, .is_titled = true };
	const struct error *e;
	int c;

	while ((c = getopt(argc, argv, "hlv")) != -1)
		switch (c) {
		case 'h': m->held = true; break;
		case 'l': m->lower = true; break;
		case 'v': m->verbose = true; break;
		default: return 2;
		}
	if (argc - optind != 3) {
		fprintf(stderr, "usage: measure_ner [-hlv] facets.bin "
		    "gmb|re3d file\n");
		return 2;
	}
	argv += optind;
	if ((e = lexicon_open(&m->lex, argv[0])) != NULL ||
	    (e = facets_open(&m->facets, argv[0])) != NULL)
		goto fail;
	extractor_new(&m->extractor, m->facets);
	e = strcmp(argv[1], "re3d") == 0 ? run_re3d(m, argv[2]) :
	    train_read_bio(&set, argv[2], each_block, m);
	if (e != NULL)
		goto fail;
	print(m, argv[1]);
	return 0;
fail:
	error_report("measure_ner", e);
	return 2;
}
