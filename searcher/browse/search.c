/*
 * What a session asks of the index.
 */
#include <stdarg.h>
#include <stdio.h>

#include "view.h"

#define VALUES 100		/* of each facet */

void
browse_say(struct browse *b, const char *fmt, ...)
{
	char text[256];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	buf_reset(&b->message);
	buf_puts(&b->message, text);
	b->is_error = false;
}

void
browse_say_error(struct browse *b, const struct error *e)
{
	buf_reset(&b->message);
	buf_puts(&b->message, e->text);
	b->is_error = true;
}

/* ---- searching ---- */

/* After an update, the index as it is now; the old one if that fails. */
static const struct error *
open_index(struct browse *b)
{
	const struct indexes *index = b->setup->index;
	uint64_t state = search_state(index);
	struct search *fresh;
	const struct error *e;

	if (*b->setup->search != NULL && state == b->index_state)
		return NULL;
	if ((e = search_open(&fresh, index)) != NULL)
		return e;
	search_close(*b->setup->search);
	*b->setup->search = fresh;
	b->index_state = state;
	return NULL;
}

/* What is asked of the index, by whatever function. */
enum question { ASK_HITS, ASK_ARTICLE, ASK_TIMELINE };

static const struct error *
ask(struct browse *b, enum question question, const struct request *rq,
    struct result *result)
{
	struct search **s = b->setup->search;
	const struct error *e = open_index(b);
	int tries = 0;

	if (e != NULL)
		return e;
	do {
		switch (question) {
		case ASK_HITS:
			e = search_run(*s, rq, result);
			break;
		case ASK_ARTICLE:
			e = search_article(*s, rq, browse_hit(b)->record.article,
			    result);
			break;
		case ASK_TIMELINE:
			timeline_release(&b->timeline);
			e = search_timeline(*s, rq, b->by_month ?
			    PERIOD_MONTH : PERIOD_YEAR, &b->timeline);
			break;
		}
		if (e == NULL)
			return NULL;
		if (question != ASK_TIMELINE)
			result_release(result);
	} while (search_again(s, b->setup->index, &tries, &e));
	return e;
}

/* Where somebody put the cursor of a facet, it stays on its value. */
static void
follow_values(struct browse *b, const struct result *next)
{
	for (enum facet f = 0; f < FACETS; f++) {
		const struct facet_values *old = &b->result.facet[f];
		const struct facet_values *new = &next->facet[f];
		size_t at = b->values[f].at, i = new->n;

		if (at < old->n && (at > 0 || (b->focus == FOCUS_FACET &&
		    b->facet == f)))
			for (i = 0; i < new->n && !str_eq(new->at[i].value,
			    old->at[at].value); i++)
				continue;
		b->values[f].at = i < new->n ? i : 0;
	}
}

static void
take_result(struct browse *b, struct asked *asked, struct result *result,
    bool is_prefix)
{
	bool is_same = str_eq(asked->rq.query, b->asked.rq.query) &&
	    asked->rq.sort == b->asked.rq.sort &&
	    asked->rq.group == b->asked.rq.group &&
	    result->total == b->result.total;

	follow_values(b, result);
	result_release(&b->result);
	asked_release(&b->asked);
	b->result = *result;
	b->asked = *asked;
	b->asked.rq.query = buf_slice(&b->asked.query);
	b->asked.rq.since = b->asked.since[0] != '\0' ? b->asked.since : NULL;
	b->asked.rq.until = b->asked.until[0] != '\0' ? b->asked.until : NULL;
	b->is_prefix = is_prefix;
	if (!is_same || b->hit >= b->result.hits)
		b->hit = b->first_hit = 0;
	b->page.width = 0;
	if (!b->is_resolved)
		state_resolve(&b->state, &b->result);
	b->is_resolved = true;
}

void
browse_search(struct browse *b)
{
	struct request base = *b->setup->request;
	struct asked asked = { 0 }, longer = { 0 };
	struct result result = { 0 }, more = { 0 };
	const struct error *e;

	base.limit = b->limit;
	base.facets = VALUES;
	base.offset = 0;
	base.no_snippets = false;
	buf_reset(&b->message);
	state_ask(&b->state, &base, false, &asked);
	if ((e = ask(b, ASK_HITS, &asked.rq, &result)) != NULL) {
		browse_say_error(b, e);
		asked_release(&asked);
		return;
	}
	if ((result.total == 0 || result.relaxed) && state_ask(&b->state,
	    &base, true, &longer) && ask(b, ASK_HITS, &longer.rq, &more) ==
	    NULL) {
		if (more.total > 0) {
			take_result(b, &longer, &more, true);
			result_release(&result);
			asked_release(&asked);
			return;
		}
		result_release(&more);
	}
	asked_release(&longer);
	take_result(b, &asked, &result, false);
	if (b->result.did_you_mean.n > 0)
		browse_say(b, "did you mean: %.*s  (d in a list searches for it)",
		    STR_ARG(b->result.did_you_mean));
}

/* ---- pages ---- */

void
browse_close_page(struct browse *b)
{
	page_release(&b->page);
	result_release(&b->article);
	timeline_release(&b->timeline);
}

void
browse_open_page(struct browse *b, enum page_kind kind)
{
	page_release(&b->page);
	b->page.kind = kind;
}

void
browse_open_article(struct browse *b, enum page_kind kind, size_t width)
{
	const struct error *e;

	if (browse_hit(b) == NULL)
		return;
	browse_close_page(b);
	if ((e = ask(b, ASK_ARTICLE, &b->asked.rq, &b->article)) != NULL) {
		browse_say_error(b, e);
		return;
	}
	browse_open_page(b, kind);
	page_make(b, width);
	if (kind == PAGE_ARTICLE)
		b->page.first = page_find_hit(b);
}

/* The timeline, or what it shows anew. */
void
browse_open_timeline(struct browse *b)
{
	struct request rq = b->asked.rq;
	const struct error *e;

	/* a chosen period leaves the others in sight, as in a facet */
	rq.since = rq.until = NULL;
	rq.any |= b->result.relaxed;
	if ((e = ask(b, ASK_TIMELINE, &rq, NULL)) != NULL) {
		browse_say_error(b, e);
		return;
	}
	browse_open_page(b, PAGE_TIMELINE);
	if (b->period >= b->timeline.n)
		b->period = b->timeline.n > 0 ? b->timeline.n - 1 : 0;
}
