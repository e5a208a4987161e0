/*
 * The cursors of a session.
 */
#include "view.h"

/* The lists in order, as numbers: query, hits, facets. */
void
browse_change_list(struct browse *b, int by)
{
	int n = FOCUS_FACET + FACETS;
	int at = (int)b->focus + (b->focus == FOCUS_FACET ? (int)b->facet : 0);

	at = (at + by + n) % n;
	b->focus = at < FOCUS_FACET ? (enum focus)at : FOCUS_FACET;
	if (at >= FOCUS_FACET)
		b->facet = (enum facet)(at - FOCUS_FACET);
	state_end_edit(&b->state);
}

static size_t
moved(size_t at, size_t n, long by)
{
	if (n == 0)
		return 0;
	if (by < 0)
		return at > (size_t)-by ? at - (size_t)-by : 0;
	return at + (size_t)by < n ? at + (size_t)by : n - 1;
}

void
browse_move_hit(struct browse *b, long by)
{
	uint64_t most = b->asked.rq.group ? b->result.articles :
	    b->result.total;
	size_t next = moved(b->hit, SIZE_MAX, by);

	/* the end of what was asked for: ask for more */
	while (next >= b->result.hits && b->result.hits < most &&
	    b->result.hits == b->limit) {
		b->limit += BROWSE_HITS;
		browse_search(b);
		if (b->is_error)
			break;
	}
	b->hit = next < b->result.hits ? next : b->result.hits > 0 ?
	    b->result.hits - 1 : 0;
}

void
browse_move(struct browse *b, long by)
{
	enum facet f = b->facet;

	if (b->page.kind == PAGE_TIMELINE) {
		b->period = moved(b->period, b->timeline.n, by);
		b->page.width = 0;
	} else if (b->page.kind != PAGE_NONE)
		b->page.first = moved(b->page.first, b->page.n, by);
	else if (b->focus == FOCUS_FACET)
		b->values[f].at = moved(b->values[f].at, b->result.facet[f].n,
		    by);
	else
		browse_move_hit(b, by);
}
