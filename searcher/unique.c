#include "unique.h"

#include <stdlib.h>

#include "fingerprint.h"
#include "schema.h"

struct prints {
	struct print {
		struct fingerprint fingerprint;
		uint64_t times;
	} *at;			/* n of them */
	size_t n, cap;
};

static void
add_print(struct prints *p, const struct fingerprint *f, uint64_t times)
{
	ARRAY_GROW(p->at, p->n, p->cap);
	p->at[p->n++] = (struct print){ *f, times };
}

static uint64_t
count_near(const struct prints *p, const struct fingerprint *f)
{
	uint64_t n = 0;

	for (size_t i = 0; i < p->n; i++)
		if (fingerprint_is_near(&p->at[i].fingerprint, f))
			n += p->at[i].times;
	return n;
}

static void
each_value(void *arg, size_t slot, uint64_t times, struct str value)
{
	struct fingerprint f;

	(void)slot;
	if (fingerprint_read(value, &f))
		add_print(arg, &f, times);
}

static const struct error *
read_matches(struct xap_reader *r, const struct xap_query *query,
    struct prints *all)
{
	const unsigned slot = SLOT_FINGERPRINT;
	const struct error *e = NULL;
	uint64_t total;

	for (size_t i = 0; i < xap_reader_parts(r) && e == NULL; i++)
		e = xap_scan(r, i, query, &slot, 1, each_value, all, &total);
	return e;
}

/*
 * The next ones in order: those that are no twin of a leader lead, too.  A
 * paragraph without a word has no twins.
 */
static const struct error *
lead(struct xap_reader *r, const struct xap_hit *from, size_t n,
    struct xap_hit *hit, size_t most, struct prints *leaders)
{
	const struct error *e = NULL;
	struct buf value = { 0 };
	struct fingerprint f;

	for (size_t i = 0; i < n && leaders->n < most && e == NULL; i++) {
		e = xap_reader_value(r, from[i].docid, SLOT_FINGERPRINT,
		    &value);
		if (e != NULL || (fingerprint_read(buf_slice(&value), &f) &&
		    count_near(leaders, &f) > 0))
			continue;
		hit[leaders->n] = from[i];
		add_print(leaders, &f, value.n > 0);
	}
	buf_release(&value);
	return e;
}

const struct error *
unique_rank(struct xap_reader *r, const struct xap_query *query,
    const struct xap_order_by *by, size_t offset, size_t limit,
    struct xap_hit *hit, uint64_t *twins, size_t *n)
{
	const size_t most = offset + limit;
	struct prints leaders = { 0 }, all = { 0 };
	struct xap_hit *list = NULL, *first = mem_alloc(most, sizeof(*first));
	const struct error *e = NULL;
	size_t at = 0, want = most, got = 1;

	/* each time twice as many, for each time all before are ranked again */
	for (; leaders.n < most && got > 0 && e == NULL; at += got, want *= 2) {
		list = mem_resize(list, want, sizeof(*list));
		e = xap_rank(r, query, by, at, want, list, &got);
		if (e == NULL)
			e = lead(r, list, got, first, most, &leaders);
	}
	*n = leaders.n > offset ? leaders.n - offset : 0;
	if (e == NULL && *n > 0)
		e = read_matches(r, query, &all);
	for (size_t i = 0; i < *n && e == NULL; i++) {
		const struct print *p = &leaders.at[offset + i];

		hit[i] = first[offset + i];
		twins[i] = p->times > 0 ? count_near(&all, &p->fingerprint) -
		    1 : 0;
	}
	free(list);
	free(first);
	free(leaders.at);
	free(all.at);
	return e;
}
