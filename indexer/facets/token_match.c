/* Tokens that are phrases of the dictionaries. */
#include "facets/token.h"

/* Is the case of these words that of the phrase? */
static bool
fits(const struct phrase *p, const struct token *t)
{
	for (size_t i = 0; i < p->n; i++) {
		if ((t[i].flags & TOKEN_CASELESS) != 0)
			continue;
		if (p->is_acronym && t[i].shape != SHAPE_UPPER &&
		    t[i].shape != SHAPE_DOTTED &&
		    (t[i].shape != SHAPE_CAPITAL || t[i].end - t[i].start < 4))
			return false;
		if ((p->capitals & (1u << i)) != 0 &&
		    t[i].shape == SHAPE_LOWER)
			return false;
	}
	return true;
}

const struct phrase *
tokens_match(const struct lexicon *lex, const struct token *t, size_t n,
    unsigned kinds, size_t *len)
{
	const struct phrase *best = NULL;
	uint64_t hash = PHRASE_SEED;
	uint64_t salt = (kinds & SENSE_NAMES) != 0 ? 0 : SENSE_WORD_SALT;
	size_t max;

	*len = 0;
	if (t->word == NULL)
		return NULL;
	max = t->word->phrase_max;
	if (max > n)
		max = n;
	for (size_t i = 0; i < max; i++) {
		const struct phrase *p;

		if (!token_is_part(&t[i]) || t[i].segment != t->segment)
			break;
		if (i > 0 && (t[i - 1].flags & TOKEN_STOP) == 0 &&
		    (t[i].flags & TOKEN_START) != 0)
			break;
		hash = fold_phrase(hash, token_part_hash(&t[i]));
		p = lexicon_find_phrase(lex, hash + salt);
		if (p != NULL && p->n == i + 1 && (p->kinds & kinds) != 0 &&
		    fits(p, t)) {
			best = p;
			*len = i + 1;
		}
	}
	return best;
}

const struct phrase *
tokens_exact(const struct lexicon *lex, const struct token *t, size_t n,
    unsigned kinds)
{
	const struct phrase *p;
	uint64_t hash = PHRASE_SEED;

	if (n == 0 || n > LEXICON_PHRASE_MAX || t->word == NULL ||
	    t->word->phrase_max < n)
		return NULL;
	for (size_t i = 0; i < n; i++)
		hash = fold_phrase(hash, token_part_hash(&t[i]));
	if ((kinds & SENSE_NAMES) == 0)
		hash += SENSE_WORD_SALT;
	p = lexicon_find_phrase(lex, hash);
	return p != NULL && p->n == n && (p->kinds & kinds) != 0 &&
	    fits(p, t) ? p : NULL;
}
