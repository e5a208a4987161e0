#include "state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clean.h"
#include "print.h"
#include "query.h"

/* ---- values ---- */

static void
picks_add(struct picks *p, struct str value)
{
	ARRAY_GROW(p->at, p->n, p->cap);
	p->at[p->n++] = str_dup(value);
}

static void
picks_release(struct picks *p)
{
	for (size_t i = 0; i < p->n; i++)
		free(p->at[i]);
	free(p->at);
	memset(p, 0, sizeof(*p));
}

static void
ask_release(struct ask *a)
{
	for (int f = 0; f < FACETS; f++)
		picks_release(&a->picked[f]);
	buf_release(&a->query);
}

static void
picks_copy(struct picks *to, const struct picks *from)
{
	*to = (struct picks){ 0 };
	for (size_t i = 0; i < from->n; i++)
		picks_add(to, str_of(from->at[i]));
}

static void
ask_copy(struct ask *to, const struct ask *from)
{
	*to = *from;
	to->query = (struct buf){ 0 };
	buf_reserve(&to->query, 1);
	buf_str(&to->query, buf_slice(&from->query));
	for (int f = 0; f < FACETS; f++)
		picks_copy(&to->picked[f], &from->picked[f]);
}

static void
set_date(char *to, const char *date)
{
	snprintf(to, sizeof(((struct ask *)0)->since), "%s",
	    date != NULL ? date : "");
}

void
state_init(struct state *s, const struct request *rq)
{
	memset(s, 0, sizeof(*s));
	buf_reserve(&s->now.query, 1);
	buf_str(&s->now.query, rq->query);
	s->now.cursor = s->now.query.n;
	for (enum facet f = 0; f < FACETS; f++)
		for (size_t i = 0; i < rq->selected[f].n; i++)
			picks_add(&s->now.picked[f], str_of(
			    rq->selected[f].at[i]));
	set_date(s->now.since, rq->since);
	set_date(s->now.until, rq->until);
	s->now.sort = rq->sort;
	s->now.group = rq->group;
}

void
state_release(struct state *s)
{
	ask_release(&s->now);
	for (size_t i = 0; i < s->n; i++)
		ask_release(&s->past[i]);
	free(s->past);
	memset(s, 0, sizeof(*s));
}

/* ---- history ---- */

/* Keep what is asked now, before a change. */
static void
step(struct state *s)
{
	if (s->n == STATE_HISTORY) {
		ask_release(&s->past[0]);
		memmove(s->past, s->past + 1, --s->n * sizeof(*s->past));
	}
	ARRAY_GROW(s->past, s->n, s->cap);
	ask_copy(&s->past[s->n++], &s->now);
	s->last = EDIT_NONE;
}

/* The same, unless the change goes on with the last one. */
static void
edit(struct state *s, enum edit kind)
{
	if (s->last != kind)
		step(s);
	s->last = kind;
}

void
state_end_edit(struct state *s)
{
	s->last = EDIT_NONE;
}

bool
state_undo(struct state *s)
{
	if (s->n == 0)
		return false;
	ask_release(&s->now);
	s->now = s->past[--s->n];
	s->last = EDIT_NONE;
	return true;
}

/* ---- the query line ---- */

static bool
is_inside(char c)
{
	return (c & 0xc0) == 0x80;
}

/* Replace the bytes from .. cursor. */
static void
cut_back(struct state *s, size_t from)
{
	struct buf *q = &s->now.query;

	memmove(q->p + from, q->p + s->now.cursor, q->n - s->now.cursor + 1);
	q->n -= s->now.cursor - from;
	s->now.cursor = from;
}

void
state_type(struct state *s, int32_t rune)
{
	struct buf *q = &s->now.query, tail = { 0 };
	size_t at = s->now.cursor;

	edit(s, EDIT_TYPE);
	buf_add(&tail, q->p + at, q->n - at);
	q->n = at;
	buf_rune(q, rune);
	s->now.cursor = q->n;
	buf_str(q, buf_slice(&tail));
	buf_release(&tail);
	if (rune == ' ')
		s->last = EDIT_NONE;
}

static size_t
before(const struct ask *a)
{
	size_t at = a->cursor - 1;

	while (at > 0 && is_inside(a->query.p[at]))
		at--;
	return at;
}

void
state_erase(struct state *s)
{
	if (s->now.cursor == 0)
		return;
	edit(s, EDIT_ERASE);
	cut_back(s, before(&s->now));
}

void
state_delete(struct state *s)
{
	size_t at = s->now.cursor;

	if (at == s->now.query.n)
		return;
	edit(s, EDIT_ERASE);
	state_right(s);
	cut_back(s, at);
	s->last = EDIT_ERASE;
}

void
state_erase_word(struct state *s)
{
	size_t at = s->now.cursor;
	const char *q = s->now.query.p;

	if (at == 0)
		return;
	while (at > 0 && q[at - 1] == ' ')
		at--;
	while (at > 0 && q[at - 1] != ' ')
		at--;
	step(s);
	cut_back(s, at);
}

void
state_erase_line(struct state *s)
{
	if (s->now.cursor == 0)
		return;
	step(s);
	cut_back(s, 0);
}

void
state_set_query(struct state *s, struct str query)
{
	step(s);
	buf_reset(&s->now.query);
	buf_str(&s->now.query, query);
	s->now.cursor = s->now.query.n;
}

void
state_left(struct state *s)
{
	if (s->now.cursor > 0)
		s->now.cursor = before(&s->now);
	s->last = EDIT_NONE;
}

void
state_right(struct state *s)
{
	struct ask *a = &s->now;

	if (a->cursor < a->query.n)
		a->cursor++;
	while (a->cursor < a->query.n && is_inside(a->query.p[a->cursor]))
		a->cursor++;
	s->last = EDIT_NONE;
}

void
state_home(struct state *s)
{
	s->now.cursor = 0;
	s->last = EDIT_NONE;
}

void
state_end(struct state *s)
{
	s->now.cursor = s->now.query.n;
	s->last = EDIT_NONE;
}

/* ---- the rest of the question ---- */

void
state_toggle(struct state *s, enum facet f, struct str value)
{
	struct picks *p = &s->now.picked[f];
	size_t i;

	step(s);
	for (i = 0; i < p->n && !str_is(value, p->at[i]); i++)
		continue;
	if (i == p->n) {
		picks_add(p, value);
		return;
	}
	free(p->at[i]);
	memmove(p->at + i, p->at + i + 1, (--p->n - i) * sizeof(*p->at));
}

void
state_toggle_group(struct state *s)
{
	step(s);
	s->now.group = !s->now.group;
}

void
state_next_sort(struct state *s)
{
	step(s);
	s->now.sort = s->now.sort == SORT_OLDEST ? SORT_DEFAULT :
	    s->now.sort + 1;
}

void
state_toggle_period(struct state *s, const char *date)
{
	bool is_off = strcmp(s->now.since, date) == 0 &&
	    strcmp(s->now.until, date) == 0;

	step(s);
	set_date(s->now.since, is_off ? NULL : date);
	set_date(s->now.until, is_off ? NULL : date);
}

void
state_clear(struct state *s)
{
	step(s);
	for (int f = 0; f < FACETS; f++)
		picks_release(&s->now.picked[f]);
	set_date(s->now.since, NULL);
	set_date(s->now.until, NULL);
}

void
state_resolve(struct state *s, const struct result *r)
{
	for (enum facet f = 0; f < FACETS; f++) {
		struct picks *p = &s->now.picked[f];

		if (p->n == 0)
			continue;
		picks_release(p);
		for (size_t i = 0; i < r->facet[f].n; i++)
			if (r->facet[f].at[i].is_selected)
				picks_add(p, r->facet[f].at[i].value);
	}
}

/* ---- asking ---- */

static bool
is_letter(char c)
{
	return (c & 0x80) != 0 || (c >= '0' && c <= '9') ||
	    ((c | 32) >= 'a' && (c | 32) <= 'z');
}

/* Can the last word be unfinished? */
static bool
is_unfinished(const struct ask *a, struct str query)
{
	size_t start = query.n, letters = 0, marks = 0;
	bool is_upper = true;

	if (str_ends(buf_slice(&a->query), " "))
		return false;
	while (start > 0 && is_letter(query.p[start - 1])) {
		start--;
		letters += !is_inside(query.p[start]);
		is_upper &= query.p[start] >= 'A' && query.p[start] <= 'Z';
	}
	for (size_t i = 0; i < start; i++)
		marks += query.p[i] == '"';
	/* words in capitals may be operators */
	return letters >= WILDCARD_LETTERS && !is_upper && marks % 2 == 0 &&
	    (start == 0 || strchr(" (-+", query.p[start - 1]) != NULL);
}

bool
state_ask(const struct state *s, const struct request *base, bool as_prefix,
    struct asked *out)
{
	const struct ask *a = &s->now;
	bool is_prefix;

	memset(out, 0, sizeof(*out));
	out->rq = *base;
	clean_line(&out->query, buf_slice(&a->query));
	is_prefix = as_prefix && is_unfinished(a, buf_slice(&out->query));
	if (is_prefix)
		buf_putc(&out->query, '*');
	out->rq.query = buf_slice(&out->query);
	for (enum facet f = 0; f < FACETS; f++) {
		struct picks *p = &out->picked[f];
		struct strings *to = &out->rq.selected[f];

		picks_copy(p, &a->picked[f]);
		*to = (struct strings){ mem_alloc(p->n, sizeof(*to->at)),
		    p->n };
		for (size_t i = 0; i < p->n; i++)
			to->at[i] = p->at[i];
	}
	set_date(out->since, a->since);
	set_date(out->until, a->until);
	out->rq.since = out->since[0] != '\0' ? out->since : NULL;
	out->rq.until = out->until[0] != '\0' ? out->until : NULL;
	out->rq.sort = a->sort;
	out->rq.group = a->group;
	return is_prefix || !as_prefix;
}

void
asked_release(struct asked *a)
{
	for (int f = 0; f < FACETS; f++) {
		free(a->rq.selected[f].at);
		picks_release(&a->picked[f]);
	}
	buf_release(&a->query);
	memset(a, 0, sizeof(*a));
}

/* ---- the command line ---- */

static void
add_option(struct buf *b, const char *name, const char *value)
{
	if (value == NULL)
		return;
	buf_printf(b, " %s ", name);
	print_word(b, str_of(value));
}

void
state_command(struct buf *b, const struct request *rq,
    const char *const *index, size_t n)
{
	static const char *const sorts[] = { NULL, "relevance", "newest",
	    "oldest" };

	buf_puts(b, "searcher");
	for (size_t i = 0; i < n; i++)
		add_option(b, "-i", index[i]);
	for (enum facet f = 0; f < FACETS; f++)
		for (size_t i = 0; i < rq->selected[f].n; i++)
			add_option(b, (char[]){ '-', schema_facet[f].letter,
			    '\0' }, rq->selected[f].at[i]);
	add_option(b, "--source", rq->source);
	add_option(b, "--since", rq->since);
	add_option(b, "--until", rq->until);
	add_option(b, "--sort", sorts[rq->sort]);
	if (rq->any)
		buf_puts(b, " --any");
	if (rq->no_relax)
		buf_puts(b, " --no-relax");
	if (rq->expand)
		buf_puts(b, " --expand");
	if (rq->no_aliases)
		buf_puts(b, " --no-aliases");
	if (rq->recent > 0 && rq->sort <= SORT_RELEVANCE)
		buf_printf(b, " --recent=%zu", rq->recent);
	if (rq->group)
		buf_puts(b, " --group");
	if (rq->query.n > 0 && rq->query.p[0] == '-')
		buf_puts(b, " --");
	if (rq->query.n > 0) {
		buf_putc(b, ' ');
		print_word(b, rq->query);
	}
}
