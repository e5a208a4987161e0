#include "facets/tagger_crf.h"

#include "facets/names.h"
#include "facets/tagger.h"

static enum mention_kind
kind_of(unsigned tag)
{
	static const enum mention_kind kind[] = { MENTION_PERSON,
	    MENTION_ORGANIZATION, MENTION_LOCATION, MENTION_NATIONALITY };

	return kind[(tag - 1) / 4];
}

/* Words of titles that end just before token i. */
static uint8_t
title_before(const struct document *d, size_t i)
{
	size_t back = i > 6 ? i - 6 : 0, len;

	for (; back < i; back++) {
		size_t k = back;

		if (d->tokens.at[k].segment != d->tokens.at[i].segment)
			continue;
		while (k < i && tokens_match(d->lex, &d->tokens.at[k], i - k,
		    SENSE_BIT(SENSE_TITLE), &len) != NULL)
			k += len;
		if (k == i)
			return (uint8_t)(i - back);
	}
	return 0;
}

/* A country or a capital, and no organization of that name? */
static bool
is_metonym(const struct lexicon *lex, const struct phrase *p)
{
	bool found = false;

	for (size_t i = 0; p != NULL && i < p->n_senses; i++) {
		const struct sense *s = &lex->sense[p->sense + i];

		if (s->kind == SENSE_ACTOR)
			return false;
		found |= s->kind == SENSE_METONYM || (s->kind == SENSE_PLACE &&
		    lex->value[s->value].kind == VALUE_COUNTRY);
	}
	return found && (p->kinds & SENSE_BIT(SENSE_PLACE)) != 0;
}

static void
add_name(struct document *d, size_t first, size_t end, unsigned tag)
{
	struct scanner s = { d, d->lex, d->tokens.at, d->tokens.n };
	struct head_name head;
	struct span *x = spans_add(&d->spans, first, end - first,
	    kind_of(tag), 0.8f, "model");

	x->phrase = tokens_exact(d->lex, &d->tokens.at[first], end - first,
	    SENSE_NAMES);
	if (x->kind == MENTION_ORGANIZATION &&
	    is_metonym(d->lex, x->phrase)) {
		x->kind = MENTION_LOCATION;
		x->is_metonym = true;
	}
	if (x->kind == MENTION_PERSON)
		x->title_n = title_before(d, first);
	else if (x->kind == MENTION_ORGANIZATION && x->phrase == NULL &&
	    names_by_head(&s, first, &head) && head.end == end &&
	    head.is_organization)
		x->org_type = head.org_type;
}

void
tagger_by_model(struct document *d, const struct crf *m, struct crf_work *w)
{
	features_begin(&w->features, d);
	for (size_t first = 0, end; first < d->tokens.n; first = end) {
		end = features_sentence(&w->features, first);
		crf_decode(m, w);
		for (size_t i = 0, k; i < end - first; i = k) {
			k = i + 1;
			if (w->tag[i] == TAG_O)
				continue;
			while (k < end - first &&
			    !crf_allows(w->tag[k - 1], TAG_O))
				k++;
			add_name(d, first + i, first + k, w->tag[i]);
		}
	}
}
