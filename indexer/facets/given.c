#include "facets/given.h"

#include <string.h>

#define NAME_MAX_BYTES 256

static const enum mention_kind kind_of[] = {
	[GIVEN_PERSON - FACETS] = MENTION_PERSON,
	[GIVEN_ORGANIZATION - FACETS] = MENTION_ORGANIZATION,
	[GIVEN_LOCATION - FACETS] = MENTION_LOCATION
};

/* "Lloyd Austin" of "Austin, Lloyd", as catalogues write persons. */
static struct str
in_order(struct document *d, struct str name)
{
	const char *comma = memchr(name.p, ',', name.n);
	size_t family = comma != NULL ? (size_t)(comma - name.p) : 0;
	struct buf out = { 0 };
	struct str rest;

	if (family == 0 || family + 2 >= name.n || comma[1] != ' ' ||
	    memchr(comma + 1, ',', name.n - family - 1) != NULL)
		return name;
	rest = (struct str){ comma + 2, name.n - family - 2 };
	buf_printf(&out, "%.*s %.*s", STR_ARG(rest), (int)family, name.p);
	name = arena_str(&d->arena, buf_slice(&out));
	buf_release(&out);
	return name;
}

void
given_add(struct document *d, const struct article *a)
{
	for (int g = FACETS; g < GIVEN_KINDS; g++)
		for (size_t i = 0; i < a->given_n[g]; i++) {
			struct str name = a->given[g][i];
			struct segment *s;

			if (name.n > NAME_MAX_BYTES)
				continue;
			document_add(d, g == GIVEN_PERSON ? in_order(d, name) :
			    name, 0, 0, true);
			s = &d->segment[d->segments - 1];
			s->is_name = true;
			s->kind = (uint8_t)kind_of[g - FACETS];
		}
}

/* A span of tokens first to end - 1; the name in the dictionaries, if it is. */
static void
add_span(struct document *d, size_t first, size_t end, enum mention_kind kind)
{
	const struct token *t;
	struct span *x;

	/* no word, no name */
	while (first < end && d->tokens.at[first].kind == TOKEN_PUNCT)
		first++;
	if (first == end)
		return;
	t = &d->tokens.at[first];
	x = spans_add(&d->spans, first, end - first, kind, 1, RULE_METADATA);
	x->phrase = tokens_exact(d->lex, t, end - first, SENSE_NAMES);
}

/* The spans of one name; "Addis Ababa, Ethiopia" are two. */
static void
add_name(struct document *d, size_t first, size_t end, enum mention_kind kind)
{
	size_t from = first;

	for (size_t i = first; i < end && kind == MENTION_LOCATION; i++)
		if (token_is(&d->tokens.at[i], ',')) {
			add_span(d, from, i, kind);
			from = i + 1;
		}
	add_span(d, from, end, kind);
}

void
given_find(struct document *d)
{
	const struct tokens *t = &d->tokens;
	size_t kept = 0, end;

	if (d->segments == 0 || !d->segment[0].is_name)
		return;
	for (size_t i = 0; i < d->spans.n; i++)
		if (!d->segment[t->at[d->spans.at[i].first].segment].is_name)
			d->spans.at[kept++] = d->spans.at[i];
	d->spans.n = kept;
	for (size_t i = 0; i < t->n; i = end) {
		const struct segment *s = &d->segment[t->at[i].segment];

		if (!s->is_name)
			break;
		for (end = i + 1; end < t->n && t->at[end].segment ==
		    t->at[i].segment; end++)
			continue;
		add_name(d, i, end, (enum mention_kind)s->kind);
	}
	spans_tidy(&d->spans);
}
