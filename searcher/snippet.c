#include "snippet.h"

#include <stdlib.h>
#include <string.h>

#define ELLIPSIS "..."
#define LEAD 60			/* bytes before the first marked word, about */

struct token {
	size_t start, end;
	struct str term, acronym;	/* the text's; copied to the arena */
	struct str folded;		/* by text_fold(), if anybody asks */
};

struct mark {			/* a marked stretch and what marked it */
	struct range at;
	uint32_t what;
};

struct stretches {
	struct mark *at;
	size_t n, cap;
};

struct tokens {
	struct token *at;
	size_t n, cap;
	struct arena arena;
};

static struct str
prefixed(struct arena *a, const char *prefix, struct str s)
{
	size_t n = strlen(prefix);
	char *p = arena_alloc(a, n + s.n + 1);

	memcpy(p, prefix, n);
	memcpy(p + n, s.p, s.n);
	return (struct str){ p, n + s.n };
}

static void
tokenize(struct tokens *tokens, struct text *t, struct str text,
    bool has_exact)
{
	struct buf folded = { 0 };
	struct token *token;
	struct word w;

	text_start(t, text, !text_is_shouting(text));
	while (text_next(t, &w)) {
		ARRAY_GROW(tokens->at, tokens->n, tokens->cap);
		token = &tokens->at[tokens->n++];
		token->start = w.start;
		token->end = w.end;
		token->term = prefixed(&tokens->arena, PREFIX_WORD, w.stem);
		token->acronym = w.is_acronym ? prefixed(&tokens->arena,
		    PREFIX_ACRONYM, w.folded) : (struct str){ NULL, 0 };
		if (!has_exact)
			continue;
		buf_reset(&folded);
		text_fold(&folded, w.folded);
		token->folded = arena_str(&tokens->arena, buf_slice(&folded));
	}
	buf_release(&folded);
}

static bool
is_term(const struct token *token, struct str term)
{
	return str_eq(token->term, term) || (token->acronym.n > 0 &&
	    str_eq(token->acronym, term));
}

static bool
is_phrase(const struct tokens *tokens, size_t i, const struct phrase_mark *p)
{
	if (i + p->n > tokens->n)
		return false;
	for (size_t j = 0; j < p->n; j++)
		if (!is_term(&tokens->at[i + j], p->term[j]) ||
		    (p->exact[j].n > 0 && !str_eq(p->exact[j],
		    tokens->at[i + j].folded)))
			return false;
	return true;
}

static void
find(struct text *t, const struct marks *marks, struct str text,
    struct stretches *out)
{
	struct tokens tokens = { 0 };
	const struct map_entry *m;
	bool has_exact = false;
	size_t last = 0;

	for (size_t p = 0; p < marks->phrases; p++)
		for (size_t i = 0; i < marks->phrase[p].n; i++)
			has_exact |= marks->phrase[p].exact[i].n > 0;
	tokenize(&tokens, t, text, has_exact);
	for (size_t i = 0; i < tokens.n; i++) {
		const struct token *token = &tokens.at[i];
		uint32_t what = 0;
		size_t n = 1;

		if (((m = map_find(&marks->terms, token->term)) != NULL ||
		    (token->acronym.n > 0 && (m = map_find(&marks->terms,
		    token->acronym)) != NULL)))
			what = (uint32_t)(m - marks->terms.at) + 1;
		for (size_t p = 0; p < marks->phrases; p++)
			if ((marks->phrase[p].n > n || what == 0) &&
			    is_phrase(&tokens, i, &marks->phrase[p])) {
				n = marks->phrase[p].n;
				what = (uint32_t)(marks->terms.n + p) + 1;
			}
		if (what == 0 || token->start < last)
			continue;
		ARRAY_GROW(out->at, out->n, out->cap);
		last = tokens.at[i + n - 1].end;
		out->at[out->n++] = (struct mark){ { token->start, last },
		    what };
	}
	free(tokens.at);
	arena_release(&tokens.arena);
}

static void
add_range(struct ranges *r, size_t start, size_t end)
{
	ARRAY_GROW(r->at, r->n, r->cap);
	r->at[r->n++] = (struct range){ start, end };
}

void
snippet_mark(struct text *t, const struct marks *marks, struct str text,
    struct ranges *out)
{
	struct stretches found = { 0 };

	find(t, marks, text, &found);
	for (size_t i = 0; i < found.n; i++)
		add_range(out, found.at[i].at.start, found.at[i].at.end);
	free(found.at);
}

/* Different things and how many of them are marked from i on within a window. */
static size_t
worth(const struct stretches *f, size_t i)
{
	size_t different = 0, all = 0, j, k;

	for (j = i; j < f->n && f->at[j].at.end <= f->at[i].at.start +
	    SNIPPET_MAX - LEAD; j++) {
		all++;
		for (k = i; k < j && f->at[k].what != f->at[j].what; k++)
			continue;
		different += k == j;
	}
	return different * 1000 + all;
}

/* A window of text around the marks, cut at blanks. */
static struct range
choose(const struct stretches *f, struct str text)
{
	size_t best = 0, most = 0, start, end;

	for (size_t i = 0; i < f->n && i < 1000; i++) {
		size_t w = worth(f, i);

		if (w > most) {
			most = w;
			best = i;
		}
	}
	start = f->n > 0 ? f->at[best].at.start : 0;
	start = start > LEAD ? start - LEAD : 0;
	if (text.n - start < SNIPPET_MAX)
		start = text.n - SNIPPET_MAX;
	end = start + SNIPPET_MAX;
	if (start > 0) {
		size_t at = start;

		while (at < start + LEAD && text.p[at] != ' ')
			at++;
		if (text.p[at] == ' ')
			start = at + 1;
		while (start < text.n && (text.p[start] & 0xc0) == 0x80)
			start++;
	}
	if (end < text.n) {
		size_t at = end;

		while (at > end - LEAD && text.p[at] != ' ')
			at--;
		if (text.p[at] == ' ')
			end = at;
		while (end > start && (text.p[end] & 0xc0) == 0x80)
			end--;
	}
	return (struct range){ start, end };
}

void
snippet_make(struct arena *a, struct text *t, const struct marks *marks,
    struct hit *hit)
{
	struct str text = hit->record.text;
	struct stretches found = { 0 };
	struct range window = { 0, text.n };
	struct buf out = { 0 };
	size_t shift;

	find(t, marks, text, &found);
	if (text.n > SNIPPET_MAX)
		window = choose(&found, text);
	if (window.start > 0)
		buf_puts(&out, ELLIPSIS);
	shift = out.n;
	buf_add(&out, text.p + window.start, window.end - window.start);
	if (window.end < text.n)
		buf_puts(&out, ELLIPSIS);
	for (size_t i = 0; i < found.n; i++)
		if (found.at[i].at.start >= window.start &&
		    found.at[i].at.end <= window.end)
			add_range(&hit->highlights, found.at[i].at.start -
			    window.start + shift, found.at[i].at.end -
			    window.start + shift);
	hit->snippet = arena_str(a, buf_slice(&out));
	buf_release(&out);
	free(found.at);
}
