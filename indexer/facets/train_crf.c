/*
 * Maximum likelihood by AdaGrad (Duchi, Hazan and Singer, JMLR 2011), one
 * sentence at a time; forward-backward with scaling (Rabiner 1989).
 */
#include <stdlib.h>
#include <string.h>

#include "facets/train.h"

#define K CRF_TAGS
#define DULL 0.0005f		/* gradients that teach nothing */

struct work {
	float e[SENTENCE_MAX][K], alpha[SENTENCE_MAX][K],
	    beta[SENTENCE_MAX][K];
	float t[K][K], transposed[K][K], start[K], end[K];
	float t_sum[K][K];
	float t_square[K][K], start_square[K], end_square[K];
	float *square;		/* of the rows */
	const uint8_t *count;	/* of hashes, see count_hashes() */
	unsigned shift, least;
	float rate, decay;
};

#define SNAPSHOTS 8		/* in an epoch, from the second on */
#define COUNT_SHIFT 6		/* 2^26 counters */

/* e to the x, for x <= 0: 2^n times a polynomial. */
static void
exp_row(const float *x, float *out)
{
	for (int j = 0; j < K; j++) {
		float y = (x[j] < -80 ? -80 : x[j]) * 1.44269504f;
		int32_t n = (int32_t)(y - 0.5f);
		float f = y - (float)n;
		float p = 1.0f + f * (0.69314718f + f * (0.24022651f +
		    f * (0.05550411f + f * (0.00961813f + f *
		    0.00133336f))));
		int32_t bits = (n + 127) << 23;
		float scale;

		memcpy(&scale, &bits, sizeof(scale));
		out[j] = p * scale;
	}
}

/* 1 / sqrt(x) by Newton's method, the same on every machine. */
static inline float
inverse_root(float x)
{
	int32_t i;
	float y;

	memcpy(&i, &x, sizeof(i));
	i = 0x5f375a86 - (i >> 1);
	memcpy(&y, &i, sizeof(y));
	y = y * (1.5f - 0.5f * x * y * y);
	return y * (1.5f - 0.5f * x * y * y);
}

static void
descend(float *weight, float *square, const float *gradient, float rate,
    float decay)
{
	for (int j = 0; j < K; j++) {
		float g = gradient[j] + decay * weight[j];
		float s = square[j] + g * g;

		square[j] = s;
		weight[j] -= rate * g * inverse_root(s + 1e-8f);
	}
}

static void
load_transitions(struct work *w, const struct learned *m)
{
	for (unsigned i = 0; i < K; i++) {
		exp_row(m->transition[i], w->t[i]);
		for (unsigned j = 0; j < K; j++) {
			if (!crf_allows(i, j))
				w->t[i][j] = 0;
			w->transposed[j][i] = w->t[i][j];
		}
	}
	exp_row(m->start, w->start);
	exp_row(m->end, w->end);
	for (unsigned j = 0; j < K; j++) {
		if (!crf_allows(K, j))
			w->start[j] = 0;
		if (!crf_allows(j, K))
			w->end[j] = 0;
	}
}

static bool
is_used(const struct work *w, uint32_t hash)
{
	return w->least < 2 || w->count[hash >> COUNT_SHIFT] >= w->least;
}

static void
emit(struct work *w, const struct learned *m, const struct examples *x,
    const struct sentence_example *s)
{
	for (uint32_t i = 0; i < s->n; i++) {
		const struct token_example *t = &x->token[s->token + i];
		float sum[K] = { 0 }, top;

		for (size_t k = t->at; k < t->at + t->n; k++) {
			const float *row;

			if (!is_used(w, x->hash[k]))
				continue;
			row = m->weight + (size_t)(x->hash[k] >> w->shift) * K;
			for (int j = 0; j < K; j++)
				sum[j] += row[j];
		}
		top = sum[0];
		for (int j = 1; j < K; j++)
			top = sum[j] > top ? sum[j] : top;
		for (int j = 0; j < K; j++)
			sum[j] -= top;
		exp_row(sum, w->e[i]);
	}
}

static void
normalize(float *v)
{
	float sum = 0;

	for (int j = 0; j < K; j++)
		sum += v[j];
	sum = 1 / (sum > 1e-30f ? sum : 1e-30f);
	for (int j = 0; j < K; j++)
		v[j] *= sum;
}

static void
forward_backward(struct work *w, uint32_t n)
{
	for (int j = 0; j < K; j++)
		w->alpha[0][j] = w->start[j] * w->e[0][j];
	normalize(w->alpha[0]);
	for (uint32_t i = 1; i < n; i++) {
		float sum[K] = { 0 };

		for (int a = 0; a < K; a++)
			for (int b = 0; b < K; b++)
				sum[b] += w->alpha[i - 1][a] * w->t[a][b];
		for (int j = 0; j < K; j++)
			w->alpha[i][j] = sum[j] * w->e[i][j];
		normalize(w->alpha[i]);
	}
	memcpy(w->beta[n - 1], w->end, sizeof(w->end));
	normalize(w->beta[n - 1]);
	for (uint32_t i = n - 1; i > 0; i--) {
		float sum[K] = { 0 };

		for (int b = 0; b < K; b++) {
			float x = w->beta[i][b] * w->e[i][b];

			for (int a = 0; a < K; a++)
				sum[a] += x * w->transposed[b][a];
		}
		memcpy(w->beta[i - 1], sum, sizeof(sum));
		normalize(w->beta[i - 1]);
	}
}

/* Expected transitions from i - 1 to i, less the one that is right. */
static void
add_transitions(struct work *w, uint32_t i, unsigned a_gold, unsigned b_gold)
{
	float x[K][K], sum = 0;

	for (int a = 0; a < K; a++)
		for (int b = 0; b < K; b++) {
			x[a][b] = w->alpha[i - 1][a] * w->t[a][b] *
			    w->e[i][b] * w->beta[i][b];
			sum += x[a][b];
		}
	sum = 1 / (sum > 1e-30f ? sum : 1e-30f);
	for (int a = 0; a < K; a++)
		for (int b = 0; b < K; b++)
			w->t_sum[a][b] += x[a][b] * sum;
	w->t_sum[a_gold][b_gold] -= 1;
}

static void
learn_sentence(struct work *w, struct learned *m, const struct examples *x,
    const struct sentence_example *s)
{
	const struct token_example *t = &x->token[s->token];

	load_transitions(w, m);
	emit(w, m, x, s);
	forward_backward(w, s->n);
	memset(w->t_sum, 0, sizeof(w->t_sum));
	for (uint32_t i = 0; i < s->n; i++) {
		float p[K], most = 0;

		if (i > 0)
			add_transitions(w, i, t[i - 1].tag, t[i].tag);
		for (int j = 0; j < K; j++)
			p[j] = w->alpha[i][j] * w->beta[i][j];
		normalize(p);
		p[t[i].tag] -= 1;
		if (i == 0)
			descend(m->start, w->start_square, p, w->rate,
			    w->decay);
		if (i + 1 == s->n)
			descend(m->end, w->end_square, p, w->rate, w->decay);
		for (int j = 0; j < K; j++)
			most = p[j] > most ? p[j] : -p[j] > most ? -p[j] :
			    most;
		if (most < DULL)
			continue;
		for (size_t k = t[i].at; k < t[i].at + t[i].n; k++) {
			size_t row = (size_t)(x->hash[k] >> w->shift) * K;

			if (is_used(w, x->hash[k]))
				descend(m->weight + row, w->square + row, p,
				    w->rate, w->decay);
		}
	}
	for (int a = 0; a < K; a++)
		descend(m->transition[a], w->t_square[a], w->t_sum[a],
		    w->rate, w->decay);
}

/* How often each hash occurs, up to 255. */
static uint8_t *
count_hashes(const struct examples *x)
{
	uint8_t *count = mem_alloc((size_t)1 << (32 - COUNT_SHIFT), 1);

	for (size_t i = 0; i < x->hashes; i++) {
		uint8_t *c = &count[x->hash[i] >> COUNT_SHIFT];

		*c = (uint8_t)(*c + (*c < 255));
	}
	return count;
}

static unsigned
add_snapshot(struct learned *sum, const struct learned *m, size_t size)
{
	for (size_t i = 0; i < size; i++)
		sum->weight[i] += m->weight[i];
	for (int a = 0; a < K; a++) {
		sum->start[a] += m->start[a];
		sum->end[a] += m->end[a];
		for (int b = 0; b < K; b++)
			sum->transition[a][b] += m->transition[a][b];
	}
	return 1;
}

/* The mean of the snapshots (Polyak and Juditsky 1992). */
static void
take_mean(struct learned *m, const struct learned *sum, size_t size,
    unsigned n)
{
	float by = n > 0 ? 1 / (float)n : 0;

	for (size_t i = 0; i < size && n > 0; i++)
		m->weight[i] = sum->weight[i] * by;
	for (int a = 0; a < K && n > 0; a++) {
		m->start[a] = sum->start[a] * by;
		m->end[a] = sum->end[a] * by;
		for (int b = 0; b < K; b++)
			m->transition[a][b] = sum->transition[a][b] * by;
	}
}

void
train_learn(struct learned *m, const struct examples *x,
    const struct plan *plan)
{
	size_t size = (size_t)CRF_TAGS << plan->bits;
	struct work *w = mem_alloc(1, sizeof(*w));
	uint8_t *count = count_hashes(x);
	uint32_t *order = mem_alloc(x->sentences, sizeof(*order));
	struct learned *sum;
	uint64_t seed = 20240117;
	unsigned n = 0;

	memset(m, 0, sizeof(*m));
	m->bits = plan->bits;
	m->weight = mem_alloc(size, sizeof(float));
	w->square = mem_alloc(size, sizeof(float));
	w->count = count;
	w->shift = 32 - plan->bits;
	w->least = plan->least;
	w->decay = plan->decay;
	for (size_t i = 0; i < x->sentences; i++)
		order[i] = (uint32_t)i;
	sum = mem_alloc(1, sizeof(*sum));
	sum->weight = mem_alloc(size, sizeof(float));
	for (unsigned epoch = 0; epoch < plan->epochs; epoch++) {
		w->rate = plan->rate * (1 - (float)epoch /
		    (float)(plan->epochs + 1));
		for (size_t i = x->sentences; i > 1; i--) {
			size_t k;
			uint32_t swap = order[i - 1];

			seed = seed * 6364136223846793005u +
			    1442695040888963407u;
			k = (size_t)((seed >> 33) % i);
			order[i - 1] = order[k];
			order[k] = swap;
		}
		for (size_t i = 0; i < x->sentences; i++) {
			learn_sentence(w, m, x, &x->sentence[order[i]]);
			if (epoch > 0 && i % (x->sentences / SNAPSHOTS) == 0)
				n += add_snapshot(sum, m, size);
		}
	}
	take_mean(m, sum, size, n);
	free(sum->weight);
	free(sum);
	free(order);
	free(count);
	free(w->square);
	free(w);
}

/* ---- to int8 ---- */

/* The scale at which at most 5 weights in 100,000 are cut. */
static float
find_scale(const struct learned *m)
{
	size_t n = (size_t)K << m->bits, used = 0, cut = 0;
	size_t *bucket = mem_alloc(4096, sizeof(*bucket));
	int i;

	for (size_t k = 0; k < n; k++) {
		float x = m->weight[k] < 0 ? -m->weight[k] : m->weight[k];

		used += x > 0;
		bucket[x * 128 < 4095 ? (int)(x * 128) : 4095]++;
	}
	for (i = 4095; i > 31; i--)
		if ((cut += bucket[i]) > used / 20000)
			break;
	free(bucket);
	return (float)(i + 1) / 128 / 127;
}

static int16_t
round_to(float x, int most)
{
	int n = (int)(x < 0 ? x - 0.5f : x + 0.5f);

	return (int16_t)(n > most ? most : n < -most ? -most : n);
}

void
train_freeze(const struct learned *m, struct crf *out)
{
	size_t n = (size_t)K << m->bits, size = sizeof(struct crf_header) + n;
	struct crf_header *h = mem_alloc(1, size);
	int8_t *weight = (int8_t *)(h + 1);
	float scale = find_scale(m), by = 1 / scale;

	memcpy(h->magic, CRF_MAGIC, sizeof(h->magic));
	h->version = CRF_VERSION;
	h->header_size = sizeof(*h);
	h->features = FEATURES_VERSION;
	h->bits = m->bits;
	h->scale = scale;
	for (size_t i = 0; i < n; i++)
		weight[i] = (int8_t)round_to(m->weight[i] * by, 127);
	for (unsigned a = 0; a < K; a++) {
		h->start[a] = crf_allows(K, a) ? round_to(m->start[a] * by,
		    CRF_TRANSITION_MAX) : CRF_NEVER;
		h->end[a] = crf_allows(a, K) ? round_to(m->end[a] * by,
		    CRF_TRANSITION_MAX) : CRF_NEVER;
		for (unsigned b = 0; b < K; b++)
			h->transition[a][b] = crf_allows(a, b) ?
			    round_to(m->transition[a][b] * by,
			    CRF_TRANSITION_MAX) : CRF_NEVER;
	}
	h->digest = hash64(&h->scale, size - offsetof(struct crf_header,
	    scale), 0);
	*out = (struct crf){ h, weight, size, 32 - m->bits };
}
