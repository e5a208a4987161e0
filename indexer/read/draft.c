#include "draft.h"

#include <stdlib.h>
#include <string.h>

#include "clean.h"
#include "read.h"

void
draft_begin(struct draft *d, struct str path, size_t line)
{
	memset(&d->a, 0, sizeof(d->a));
	d->a.line = line;
	arena_reset(&d->arena);
	buf_reset(&d->text);
	buf_reset(&d->clean);
	clean_line(&d->clean, path);
	d->a.path = arena_str(&d->arena, buf_slice(&d->clean));
	d->date.text[0] = '\0';
	d->exacts = 0;
	d->record = 0;
	for (int f = 0; f < GIVEN_KINDS; f++)
		d->given[f].n = 0;
}

/* For an id that comes from the record's place. */
static uint64_t
record_on_line(const struct draft *d)
{
	return hash_local(&d->a.line, sizeof(d->a.line), d->record);
}

bool
draft_is_known(struct draft *d, const struct input *in, const char *format,
    struct str bytes, struct article *a)
{
	uint64_t h = hash_local(format, strlen(format), 0);

	h = hash_local(VERSION, strlen(VERSION), h);
	h = hash_local(d->a.path.p, d->a.path.n, h);
	d->record = hash_local(bytes.p, bytes.n, h);
	if (!input_is_known(in, d->record) &&
	    !input_is_known(in, record_on_line(d)))
		return false;
	*a = (struct article){ .is_known = true };
	return true;
}

void
draft_set(struct draft *d, struct str *field, struct str text)
{
	buf_reset(&d->clean);
	clean_line(&d->clean, text);
	*field = arena_str(&d->arena, buf_slice(&d->clean));
}

void
draft_offer(struct draft *d, struct str *field, struct str text)
{
	if (field->n == 0)
		draft_set(d, field, text);
}

void
draft_date(struct draft *d, struct str text)
{
	struct str clean = { "", 0 };

	if (d->date.text[0] != '\0')
		return;
	draft_set(d, &clean, text);
	if (clean.n > 0 && !date_parse(&d->date, clean)) {
		d->date.text[0] = '\0';
		if (d->a.warning.n == 0)
			d->a.warning = read_date_warning(&d->warning, clean);
	}
}

void
draft_paragraph(struct draft *d, struct str text)
{
	size_t before = d->text.n;

	clean_line(&d->text, text);
	if (d->text.n > before)
		buf_puts(&d->text, "\n\n");
}

void
draft_text(struct draft *d, struct str text)
{
	clean_text(&d->text, text);
	buf_puts(&d->text, "\n\n");
}

void
draft_exact(struct draft *d, struct str text)
{
	ARRAY_GROW(d->exact, d->exacts, d->exact_cap);
	draft_set(d, &d->exact[d->exacts++], text);
}

void
draft_given(struct draft *d, unsigned given, struct str value)
{
	struct given_list *g = &d->given[given];
	struct str clean = { "", 0 };

	if (g->n == GIVEN_MAX) {	/* each goes to every paragraph */
		if (d->a.warning.n == 0) {
			buf_reset(&d->warning);
			buf_printf(&d->warning, "more than %d values of a "
			    "facet; those after are left out", GIVEN_MAX);
			d->a.warning = buf_slice(&d->warning);
		}
		return;
	}
	draft_set(d, &clean, value);
	if (clean.n == 0)
		return;
	for (size_t i = 0; i < g->n; i++)
		if (str_eq(g->at[i], clean))
			return;
	ARRAY_GROW(g->at, g->n, g->cap);
	g->at[g->n++] = clean;
}

static void
default_id(struct draft *d)
{
	if (d->a.id.n > 0)
		return;
	if (d->record != 0)
		d->record = record_on_line(d);
	if (d->a.line == 0) {
		d->a.id = d->a.path;
		return;
	}
	buf_reset(&d->clean);
	buf_printf(&d->clean, "%.*s:%zu", STR_ARG(d->a.path), d->a.line);
	if (d->on_line > 1)
		buf_printf(&d->clean, ".%zu", d->on_line);
	d->a.id = arena_str(&d->arena, buf_slice(&d->clean));
}

void
draft_end(struct draft *d, struct article *a)
{
	struct dateline line;

	d->a.paragraph = d->exact;
	d->a.n = d->exacts;
	if (d->exacts == 0) {
		paragraphs_find(&d->found, buf_slice(&d->text),
		    d->a.title.n == 0);
		if (d->a.title.n == 0)
			d->a.title = d->found.title;
		d->a.paragraph = d->found.at;
		d->a.n = d->found.n;
	}
	if (d->a.n > 0 && dateline_parse(&line, d->a.paragraph[0])) {
		if (d->a.place.n == 0)
			d->a.place = line.place;
		if (d->date.text[0] == '\0' && d->a.warning.n == 0)
			d->date = line.date;
	}
	d->a.date = str_of(d->date.text);
	d->on_line = d->a.line == d->last_line ? d->on_line + 1 : 1;
	d->last_line = d->a.line;
	default_id(d);
	if (d->a.warning.n == 0)
		d->a.record = d->record;
	for (int f = 0; f < GIVEN_KINDS; f++) {
		d->a.given[f] = d->given[f].at;
		d->a.given_n[f] = d->given[f].n;
	}
	*a = d->a;
}

void
draft_release(struct draft *d)
{
	arena_release(&d->arena);
	buf_release(&d->text);
	buf_release(&d->clean);
	buf_release(&d->warning);
	paragraphs_release(&d->found);
	for (int f = 0; f < GIVEN_KINDS; f++)
		free(d->given[f].at);
	free(d->exact);
	memset(d, 0, sizeof(*d));
}
