/*
 * measure_places DATA LGL.JSONL [-v]: how many toponyms, their spans given,
 * the resolver puts into the right country and, in countries whose states
 * news calls as GeoNames does, region.  Both halves of the articles (by parity
 * of their number) and the whole, as TAB separated rows:
 *
 *	NAME PART right all
 *
 * -v: the wrong ones on standard error.
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "facets/actors.h"
#include "facets/fold.h"
#include "facets/people.h"
#include "facets/places.h"
#include "facets/tagger.h"

struct score {
	size_t right, all;
};

struct measure {
	struct lexicon lex;
	struct document d;
	struct people people;
	struct places places;
	struct score country[2], region[2];
	struct buf a, b;	/* scratch */
	bool verbose;
};

static struct str
text_of(const json_t *row, const char *key)
{
	const char *s = json_string_value(json_object_get(row, key));

	return str_of(s != NULL ? s : "");
}

/* Character offsets count code points; bytes are what we need. */
static size_t
byte_of(struct str text, size_t characters)
{
	size_t i = 0;

	for (; i < text.n; i++)
		if ((text.p[i] & 0xc0) != 0x80 && characters-- == 0)
			break;
	return i;
}

/* Make the tokens of bytes start..end a location; its first token in *at. */
static bool
give(struct document *d, size_t start, size_t end, uint32_t *at)
{
	size_t first = d->tokens.n, n = 0;
	struct span *x;

	for (size_t i = 0; i < d->tokens.n; i++) {
		const struct token *t = &d->tokens.at[i];

		if (d->segment[t->segment].is_title || t->start >= end ||
		    t->end <= start || t->kind == TOKEN_PUNCT)
			continue;
		if (n == 0)
			first = i;
		n = i - first + 1;
	}
	if (n == 0)
		return false;
	for (size_t i = 0; i < d->spans.n; i++) {
		x = &d->spans.at[i];
		if (x->first < first + n && first < x->first + x->n)
			x->kind = SPAN_DROPPED;
	}
	x = spans_add(&d->spans, first, n, MENTION_LOCATION, 1, RULE_GIVEN);
	x->phrase = tokens_exact(d->lex, &d->tokens.at[first], n, SENSE_NAMES);
	if (actors_sense(d, x->phrase, SENSE_PLACE) == NULL &&
	    actors_sense(d, x->phrase, SENSE_DEMONYM) != NULL)
		x->kind = MENTION_NATIONALITY;
	*at = (uint32_t)first;
	return true;
}

static const struct span *
span_at(const struct document *d, uint32_t first)
{
	for (size_t i = 0; i < d->spans.n; i++)
		if (d->spans.at[i].first == first)
			return &d->spans.at[i];
	return NULL;
}

/* "Baghdad Governorate" and "Baghdad" are one. */
static bool
same(struct measure *m, struct str a, struct str b)
{
	static const char *const tail[] = { " Governorate", " Province",
	    " Region", " Oblast", " State", " District", NULL };

	for (int i = 0; tail[i] != NULL; i++) {
		if (str_ends(a, tail[i]))
			a.n -= strlen(tail[i]);
		if (str_ends(b, tail[i]))
			b.n -= strlen(tail[i]);
	}
	buf_reset(&m->a);
	buf_reset(&m->b);
	fold_plain(&m->a, a);
	fold_plain(&m->b, b);
	return m->a.n == m->b.n && m->a.n > 0 &&
	    memcmp(m->a.p, m->b.p, m->a.n) == 0;
}

/* GeoNames' name of a country as ours. */
static struct str
country_name(struct str name)
{
	static const char *const other[][2] = {
		{ "Palestinian Territory", "Palestine" },
		{ "Vatican", "Vatican City" },
		{ "Macedonia", "North Macedonia" },
		{ "Czechia", "Czech Republic" },
		{ "Swaziland", "Eswatini" },
	};

	for (size_t i = 0; i < sizeof(other) / sizeof(*other); i++)
		if (str_is(name, other[i][0]))
			return str_of(other[i][1]);
	return name;
}

/* GeoNames' first level is what news calls a state or province. */
static bool
has_states(struct str country)
{
	return str_is(country, "United States") || str_is(country, "Canada") ||
	    str_is(country, "Australia") || str_is(country, "United Kingdom");
}

static bool
same_country(struct measure *m, struct str value, struct str gold)
{
	return same(m, value, gold) || same(m, value, country_name(gold));
}

static void
judge(struct measure *m, const json_t *top, const struct span *x, int half)
{
	struct str country = text_of(top, "country"), part;
	struct str region = text_of(top, "admin1");
	struct str rest = x != NULL ? x->value : STR_LIT("");
	bool is_country = str_starts(text_of(top, "fcode"), "PCL"), right;

	if (!str_cut(&rest, '/', &part))
		part = STR_LIT("");
	right = same_country(m, part, country);
	m->country[half].all++;
	m->country[half].right += right;
	if (m->verbose && !right)
		fprintf(stderr, "country\t%.*s\t%.*s\tgold %.*s/%.*s\t%s\n",
		    STR_ARG(text_of(top, "phrase")),
		    STR_ARG(x != NULL ? x->value : STR_LIT("")),
		    STR_ARG(country), STR_ARG(region),
		    x != NULL ? rule_name[x->rule] : "none");
	if (is_country || region.n == 0 || !has_states(country))
		return;
	m->region[half].all++;
	if (str_is(region, "District of Columbia"))
		region = STR_LIT("Washington");
	if (right && (!str_cut(&rest, '/', &part) || !same(m, part, region)))
		right = false;
	m->region[half].right += right;
	if (m->verbose && !right)
		fprintf(stderr, "region\t%.*s\t%.*s\tgold %.*s/%.*s\n",
		    STR_ARG(text_of(top, "phrase")),
		    STR_ARG(x != NULL ? x->value : STR_LIT("")),
		    STR_ARG(country), STR_ARG(region));
}

static void
run(struct measure *m, const json_t *row, int half)
{
	const json_t *list = json_object_get(row, "toponyms"), *top;
	struct document *d = &m->d;
	struct str text = text_of(row, "text");
	uint32_t *at = mem_alloc(json_array_size(list) + 1, sizeof(*at));
	size_t i;

	document_reset(d);
	arena_reset(&d->arena);
	d->lex = &m->lex;
	document_add(d, text_of(row, "title"), 0, 0, true);
	document_add(d, text, 0, 0, false);
	document_count(d);
	tagger_run(d);
	people_resolve(&m->people, d);
	json_array_foreach(list, i, top)
		if (!give(d, byte_of(text, (size_t)json_integer_value(
		    json_object_get(top, "start"))), byte_of(text,
		    (size_t)json_integer_value(json_object_get(top, "end"))),
		    &at[i]))
			at[i] = UINT32_MAX;
	spans_tidy(&d->spans);
	places_count(&m->places, d);
	places_resolve(&m->places, d);
	json_array_foreach(list, i, top)
		if (text_of(top, "country").n > 0)
			judge(m, top, span_at(d, at[i]), half);
	free(at);
}

static void
print(const char *name, const struct score *s)
{
	for (int i = 0; i < 2; i++)
		printf("%s\t%s half\t%zu\t%zu\n", name,
		    i == 0 ? "first" : "second", s[i].right, s[i].all);
	printf("%s\tall\t%zu\t%zu\n", name, s[0].right + s[1].right,
	    s[0].all + s[1].all);
}

int
main(int argc, char **argv)
{
	struct measure m = { .verbose = argc == 4 };
	const struct error *e;
	struct buf file = { 0 };
	char part[65536];
	struct str rest, line;
	FILE *in;
	size_t n;
	int article = 0;

	if (argc < 3) {
		fprintf(stderr, "usage: measure_places DATA LGL.JSONL [-v]\n");
		return 2;
	}
	if ((e = lexicon_open(&m.lex, argv[1])) != NULL) {
		error_report("measure_places", e);
		return 2;
	}
	if ((in = fopen(argv[2], "r")) == NULL) {
		perror(argv[2]);
		return 2;
	}
	while ((n = fread(part, 1, sizeof(part), in)) > 0)
		buf_add(&file, part, n);
	fclose(in);
	rest = buf_slice(&file);
	while (str_cut(&rest, '\n', &line)) {
		json_t *row = json_loadb(line.p, line.n, 0, NULL);

		if (row != NULL)
			run(&m, row, article++ & 1);
		json_decref(row);
	}
	print("country", m.country);
	print("region", m.region);
	document_release(&m.d);
	people_release(&m.people);
	places_release(&m.places);
	buf_release(&m.a);
	buf_release(&m.b);
	buf_release(&file);
	lexicon_close(&m.lex);
	return 0;
}
