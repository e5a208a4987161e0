#include "source.h"

#include <stdlib.h>
#include <string.h>

#include "ids.h"
#include "nearest.h"

/* All paragraphs of an article; none if there is no such article. */
static const struct error *
read_article(struct source *s, struct work *w, struct str article)
{
	struct xap_ids ids = { 0 };
	const struct error *e;

	*s = (struct source){ .article = arena_str(&w->result->arena,
	    article) };
	e = ids_of_article(w->s->reader, article, &ids);
	s->record = arena_alloc(&w->result->arena, ids.n *
	    sizeof(*s->record));
	for (; s->n < ids.n && e == NULL; s->n++)
		e = work_record(w, ids.at[s->n], &s->record[s->n]);
	free(ids.at);
	return e;
}

/* "ARTICLE#N": the number, 0 if it has none. */
static uint64_t
split(struct str id, struct str *article)
{
	size_t at = id.n;
	uint64_t n = 0;

	while (at > 0 && id.p[at - 1] >= '0' && id.p[at - 1] <= '9')
		at--;
	*article = id;
	if (at < 2 || id.p[at - 1] != '#' || id.n - at > 9)
		return 0;
	for (size_t i = at; i < id.n; i++)
		n = n * 10 + (uint64_t)(id.p[i] - '0');
	article->n = at - 1;
	return n;
}

/* ---- suggestions ---- */

struct nearest {
	struct str name;	/* folded */
	struct buf best, folded;
	size_t distance;	/* 0: the same but for case; 1: ends with it */
};

static void
each_term(void *arg, struct str term)
{
	struct nearest *n = arg;
	struct str id = { term.p + strlen(PREFIX_ARTICLE),
	    term.n - strlen(PREFIX_ARTICLE) }, folded;
	size_t d;

	if (term.n >= TERM_MAX)
		return;		/* cut short */
	if (id.n > 1 && id.p[0] == ':')
		id.p++, id.n--;
	buf_reset(&n->folded);
	text_fold(&n->folded, id);
	folded = buf_slice(&n->folded);
	if (str_eq(folded, n->name))
		d = 0;
	else if (folded.n > n->name.n && folded.p[folded.n - n->name.n - 1] ==
	    '/' && memcmp(folded.p + folded.n - n->name.n, n->name.p,
	    n->name.n) == 0)
		d = 1;
	else
		d = 1 + nearest_distance(folded, n->name, n->distance - 1);
	if (d >= n->distance)
		return;
	n->distance = d;
	buf_reset(&n->best);
	buf_str(&n->best, id);
}

static const struct error *
unknown(struct work *w, struct str id, struct str article)
{
	struct buf folded = { 0 };
	struct nearest n = { .distance = article.n / 3 + 2 };
	const struct error *e;

	text_fold(&folded, article);
	n.name = buf_slice(&folded);
	e = n.name.n == 0 ? NULL : xap_reader_terms(w->s->reader,
	    STR_LIT(PREFIX_ARTICLE), each_term, &n);
	if (e == NULL && n.best.n > 0)
		e = error_make(ERROR_UNKNOWN, "no article or paragraph "
		    "\"%.*s\"; did you mean \"%s%.*s\"?", STR_ARG(id),
		    n.best.p, (int)(id.n - article.n), id.p + article.n);
	else if (e == NULL)
		e = error_make(ERROR_UNKNOWN, "no article or paragraph "
		    "\"%.*s\"", STR_ARG(id));
	buf_release(&folded);
	buf_release(&n.best);
	buf_release(&n.folded);
	return e;
}

const struct error *
source_find(struct source *s, struct work *w, struct str id)
{
	struct str article;
	uint64_t number = split(id, &article);
	const struct error *e;
	uint64_t last;

	if (number > 0) {
		if ((e = read_article(s, w, article)) != NULL)
			return e;
		for (size_t i = 0; i < s->n; i++)
			if (s->record[i].paragraph == number) {
				s->paragraph = number;
				s->record += i;
				s->n = 1;
				return NULL;
			}
		if (s->n > 0) {
			last = s->record[s->n - 1].paragraph;
			return error_make(ERROR_UNKNOWN, "no paragraph "
			    "\"%.*s\"; the last of its article is %llu",
			    STR_ARG(id), (unsigned long long)last);
		}
	}
	if ((e = read_article(s, w, id)) != NULL || s->n > 0)
		return e;
	return unknown(w, id, article);
}
