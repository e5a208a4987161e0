/*
 * The name tagger's decoder against all ways through short sentences, and its
 * features: what case, copies in other letters and length do to them.
 */
#include <stdlib.h>
#include <string.h>

#include "facets/crf.h"
#include "tap.h"

#define TOKENS 4		/* 16^4 ways are tried */
#define ROUNDS 60

static uint64_t seed = 42;

static int16_t
small(void)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (int16_t)((int)(seed >> 40 & 0x3ff) - 512);
}

static void
fill_model(struct crf_header *h)
{
	for (unsigned a = 0; a < CRF_TAGS; a++) {
		h->start[a] = crf_allows(CRF_TAGS, a) ? small() : CRF_NEVER;
		h->end[a] = crf_allows(a, CRF_TAGS) ? small() : CRF_NEVER;
		for (unsigned b = 0; b < CRF_TAGS; b++)
			h->transition[a][b] = crf_allows(a, b) ? small() :
			    CRF_NEVER;
	}
}

static int
score_of(const struct crf_header *h, const struct crf_work *w,
    const uint8_t *tag, size_t n)
{
	int sum = h->start[tag[0]] + h->end[tag[n - 1]];

	for (size_t i = 0; i < n; i++) {
		sum += w->emission[i][tag[i]];
		if (i > 0)
			sum += h->transition[tag[i - 1]][tag[i]];
	}
	return sum;
}

static int
best_of_all(const struct crf_header *h, const struct crf_work *w, size_t n)
{
	size_t ways = (size_t)1 << 4 * n;
	int best = INT32_MIN;

	for (size_t way = 0; way < ways; way++) {
		uint8_t tag[TOKENS];
		int x;

		for (size_t i = 0; i < n; i++)
			tag[i] = (uint8_t)(way >> 4 * i & 15);
		x = score_of(h, w, tag, n);
		best = x > best ? x : best;
	}
	return best;
}

static bool
is_legal(const uint8_t *tag, size_t n)
{
	for (size_t i = 0; i <= n; i++)
		if (!crf_allows(i == 0 ? CRF_TAGS : tag[i - 1],
		    i == n ? CRF_TAGS : tag[i]))
			return false;
	return true;
}

static void
test_viterbi(void)
{
	struct crf_header *h = mem_alloc(1, sizeof(*h));
	struct crf m = { .header = h };
	struct crf_work *w = mem_alloc(1, sizeof(*w));
	int wrong = 0, illegal = 0;

	for (int round = 0; round < ROUNDS; round++) {
		size_t n = 1 + (size_t)round % TOKENS;

		fill_model(h);
		for (size_t i = 0; i < n; i++)
			for (int j = 0; j < CRF_TAGS; j++)
				w->emission[i][j] = small();
		crf_viterbi(&m, w, n);
		illegal += !is_legal(w->tag, n);
		wrong += score_of(h, w, w->tag, n) != best_of_all(h, w, n);
	}
	is_int(wrong, 0, "Viterbi finds the best of all ways, %d times",
	    ROUNDS);
	is_int(illegal, 0, "... and none that cannot be");

	/* a long sentence of the highest scores: nothing overflows */
	for (size_t i = 0; i < SENTENCE_MAX; i++)
		for (int j = 0; j < CRF_TAGS; j++)
			w->emission[i][j] = (int16_t)(j == TAG_U_PERSON ?
			    127 * FEATURES_MAX : -127 * FEATURES_MAX);
	memset(h->start, 0, sizeof(h->start));
	memset(h->end, 0, sizeof(h->end));
	memset(h->transition, 0, sizeof(h->transition));
	crf_viterbi(&m, w, SENTENCE_MAX);
	wrong = 0;
	for (size_t i = 0; i < SENTENCE_MAX; i++)
		wrong += w->tag[i] != TAG_U_PERSON;
	is_int(wrong, 0, "the highest scores over the longest sentence");
	free(w);
	free(h);
}

static void
test_tags(void)
{
	int n = 0;

	for (unsigned a = 0; a <= CRF_TAGS; a++)
		for (unsigned b = 0; b <= CRF_TAGS; b++)
			n += crf_allows(a, b);
	/* outside: O, 3 L, 3 U, L and U of nationalities, the border: 10 to
	 * O, 3 B, 3 U, B and U of nationalities, the border: 10; inside:
	 * from B and I to I and L, three times, and B to L */
	is_int(n, 10 * 10 + 3 * 4 + 1, "BILOU: what may follow what");
}

/* ---- features ---- */

static struct lexicon lex;

struct look {
	struct document d;
	struct features f;
	size_t end;		/* of the first sentence */
	size_t n;
	uint32_t hash[8][FEATURES_MAX];
	size_t hashes[8];
};

static void
look_at(struct look *l, const char *text)
{
	document_reset(&l->d);
	l->d.lex = &lex;
	document_add(&l->d, str_of(text), 0, 0, false);
	document_count(&l->d);
	features_begin(&l->f, &l->d);
	l->end = features_sentence(&l->f, 0);
	l->n = l->f.n;
	for (size_t i = 0; i < 8 && i < l->n; i++)
		l->hashes[i] = features_of(&l->f, i, l->hash[i]);
}

static void
look_release(struct look *l)
{
	features_release(&l->f);
	document_release(&l->d);
	free(l);
}

static bool
same(const struct look *a, size_t i, const struct look *b, size_t k)
{
	return a->hashes[i] == b->hashes[k] && memcmp(a->hash[i], b->hash[k],
	    a->hashes[i] * sizeof(a->hash[i][0])) == 0;
}

static void
test_features(void)
{
	struct look *a = mem_alloc(1, sizeof(*a));
	struct look *b = mem_alloc(1, sizeof(*b));
	struct buf text = { 0 };

	look_at(a, "Rebels attacked the town of Zorvan. Nobody spoke.");
	look_at(b, "Rebels attacked the town of Zorvan. Nobody spoke.");
	ok(same(a, 5, b, 5), "the same text has the same features");
	is_int((intmax_t)a->n, 7, "a sentence ends at its full stop");
	ok(a->hashes[5] > 2 * a->hashes[1],
	    "a word that may be a name has more features than another");
	look_at(b, "Rebels attacked the town of Merkut. Nobody spoke.");
	ok(!same(a, 5, b, 5) && !same(a, 4, b, 4) && same(a, 2, b, 2),
	    "a word is a feature of itself and of its neighbours");
	is_int((intmax_t)a->f.trait[6].at[A_CASE],
	    (intmax_t)b->f.trait[6].at[A_CASE], "mixed case");
	look_at(b, "rebels attacked the town of zorvan. nobody spoke.");
	ok(a->f.trait[6].at[A_CASE] != b->f.trait[6].at[A_CASE],
	    "text in small letters is known as such");
	ok(b->f.trait[6].at[A_PLAIN] == 0 && b->f.trait[3].at[A_PLAIN] != 0,
	    "there any word but a common one may be a name");
	look_at(b, "REBELS ATTACKED THE TOWN OF ZORVAN. NOBODY SPOKE.");
	is_int((intmax_t)b->f.trait[6].at[A_WORD],
	    (intmax_t)a->f.trait[6].at[A_WORD],
	    "in capitals a word is the same word");
	ok(b->f.trait[6].at[A_SHAPE] == b->f.trait[1].at[A_SHAPE],
	    "... and all words look alike");
	for (int i = 0; i < 3 * SENTENCE_MAX; i++)
		buf_puts(&text, "word ");
	look_at(b, text.p);
	ok(b->end <= SENTENCE_MAX && b->end > 0, "a long sentence is cut");
	buf_release(&text);
	look_release(a);
	look_release(b);
}

int
main(void)
{
	const char *data = getenv("FACETS_DATA");
	const struct error *e;

	test_tags();
	test_viterbi();
	if (data == NULL) {
		skip("features", "FACETS_DATA is not set");
		return done_testing();
	}
	if (ok((e = lexicon_open(&lex, data)) == NULL, "the lexicon")) {
		test_features();
		lexicon_close(&lex);
	}
	return done_testing();
}
