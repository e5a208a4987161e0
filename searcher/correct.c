#include "correct.h"

#include <utf8proc.h>

#include "clean.h"
#include "suggest.h"

#define CORRECTIONS 20		/* with more unknown words, none is put right */

/*
 * Append a word in the case of another: a query that is upper case throughout
 * has to stay so, since its capitals mean nothing (text.h).
 */
static void
add_in_case(struct buf *b, struct str word, struct str like)
{
	size_t upper = 0, lower = 0;
	bool is_first_upper = false;

	for (bool is_first = true; like.n > 0; is_first = false) {
		int32_t rune = clean_rune(&like);

		upper += utf8proc_isupper(rune) != 0;
		lower += utf8proc_islower(rune) != 0;
		is_first_upper |= is_first && utf8proc_isupper(rune);
	}
	for (bool is_first = true; word.n > 0; is_first = false) {
		int32_t rune = clean_rune(&word);

		buf_rune(b, (upper > 1 && lower == 0) || (is_first &&
		    is_first_upper) ? utf8proc_toupper(rune) : rune);
	}
}

/* Forget a better query that finds nothing. */
static const struct error *
check_hits(struct work *w, struct str *better)
{
	struct request rq = *w->rq;
	const struct error *e;
	struct result result;

	rq.query = *better;
	/* as it would be relaxed */
	rq.any |= w->query.is_plain && !rq.no_relax;
	e = search_count(w->s, &rq, &result);
	if (e == NULL && result.total == 0)
		*better = (struct str){ "", 0 };
	result_release(&result);
	return e;
}

const struct error *
correct_query(struct work *w, struct str *better)
{
	struct buf out = { 0 }, word = { 0 };
	const struct str query = w->rq->query;
	const struct error *e = NULL;
	size_t done = 0, unknown = 0;
	bool any = false;

	*better = (struct str){ "", 0 };
	for (size_t i = 0; i < w->compiler.words; i++)
		unknown += !w->compiler.word[i].is_known;
	if (unknown > CORRECTIONS)
		return NULL;
	for (size_t i = 0; i < w->compiler.words && e == NULL; i++) {
		const struct word_use *use = &w->compiler.word[i];
		size_t at = (size_t)(use->text.p - query.p);

		if (use->is_known || at < done)
			continue;
		e = suggest_word(w->s->reader, w->s->tokenizer, use->folded,
		    &word);
		if (e != NULL || word.n == 0)
			continue;
		buf_add(&out, query.p + done, at - done);
		add_in_case(&out, buf_slice(&word), use->text);
		done = at + use->text.n;
		any = true;
	}
	if (any) {
		buf_add(&out, query.p + done, query.n - done);
		*better = arena_str(&w->result->arena, buf_slice(&out));
	}
	buf_release(&out);
	buf_release(&word);
	if (e == NULL && better->n > 0 && !w->rq->is_batch)
		e = check_hits(w, better);
	return e;
}

const struct error *
correct_work(struct work *w, struct corrected *c)
{
	struct result *result = w->result;
	struct search *s = w->s;
	const struct error *e;
	struct str query;

	c->request = *w->rq;
	if ((e = correct_query(w, &query)) != NULL || query.n == 0)
		return e;
	buf_str(&c->query, query);
	c->request.query = buf_slice(&c->query);
	work_finish(w);
	result_release(result);
	e = work_prepare(w, s, &c->request, result);
	result->corrected = arena_str(&result->arena, c->request.query);
	return e;
}
