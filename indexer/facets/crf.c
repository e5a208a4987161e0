#include "facets/crf.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define REMEDY "; run make and make install again"
#define FLOOR (-12000)		/* scores below the best that are alike */

static const struct error *
check(const struct crf *m)
{
	const struct crf_header *h = m->header;
	const char *begin = (const char *)&h->scale;

	if (m->size < sizeof(*h) ||
	    memcmp(h->magic, CRF_MAGIC, sizeof(h->magic)) != 0)
		return error_make(ERROR_INPUT, "not a name model" REMEDY);
	if (h->version != CRF_VERSION || h->header_size != sizeof(*h) ||
	    h->features != FEATURES_VERSION)
		return error_make(ERROR_INPUT,
		    "of version %u.%u, not %u.%u" REMEDY, h->version,
		    h->features, CRF_VERSION, FEATURES_VERSION);
	if (h->bits < CRF_BITS_MIN || h->bits > CRF_BITS_MAX ||
	    m->size != sizeof(*h) + ((size_t)CRF_TAGS << h->bits))
		return error_make(ERROR_INPUT, "damaged: cut short" REMEDY);
	if (hash64(begin, m->size - (size_t)(begin - (const char *)h), 0) !=
	    h->digest)
		return error_make(ERROR_INPUT, "damaged: wrong digest" REMEDY);
	return NULL;
}

const struct error *
crf_open(struct crf *m, const char *path)
{
	const struct error *e;
	struct stat st;
	void *p = MAP_FAILED;
	int fd;

	*m = (struct crf){ 0 };
	if ((fd = open(path, O_RDONLY | O_CLOEXEC)) == -1)
		return error_wrap(error_errno("open"), "%s", path);
	if (fstat(fd, &st) == 0 && st.st_size > 0)
		p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_SHARED, fd,
		    0);
	close(fd);
	if (p == MAP_FAILED)
		return error_make(ERROR_INPUT, "%s: empty or not a file"
		    REMEDY, path);
	m->header = p;
	m->size = (size_t)st.st_size;
	if ((e = check(m)) != NULL) {
		crf_close(m);
		return error_wrap(e, "%s", path);
	}
	m->weight = (const int8_t *)(m->header + 1);
	m->shift = 32 - m->header->bits;
	return NULL;
}

void
crf_close(struct crf *m)
{
	union { const void *in; void *out; } p;

	p.in = m->header;
	if (p.out != NULL)
		munmap(p.out, m->size);
	*m = (struct crf){ 0 };
}

/* Is the tag inside a name that goes on, so that it must be followed? */
static bool
goes_on(unsigned tag)
{
	return tag == TAG_B_NATIONALITY || (tag > TAG_O &&
	    tag < TAG_B_NATIONALITY && (tag - 1) % 4 < 2);
}

static bool
continues(unsigned tag)
{
	return tag == TAG_L_NATIONALITY || (tag > TAG_O &&
	    tag < TAG_B_NATIONALITY && ((tag - 1) % 4 == 1 ||
	    (tag - 1) % 4 == 2));
}

bool
crf_allows(unsigned a, unsigned b)
{
	bool on = a < CRF_TAGS && goes_on(a);
	bool more = b < CRF_TAGS && continues(b);

	return on == more && (!on || (a - 1) / 4 == (b - 1) / 4);
}

/*
 * GCC's and clang's vectors: one row of weights at a time.  Where the machine
 * has registers for a whole row16, they are used.  (clang 14 clones a function
 * under another name than its callers know.)
 */
#if defined(__x86_64__) && !defined(__clang__)
#define WIDE __attribute__((target_clones("avx2", "default")))
#else
#define WIDE
#endif
typedef int8_t row8 __attribute__((vector_size(CRF_TAGS)));
typedef int16_t row16 __attribute__((vector_size(CRF_TAGS * 2)));

/* Sum the rows of each token's features. */
WIDE static void
score_tokens(const struct crf *m, struct crf_work *w)
{
	uint32_t hash[2][FEATURES_MAX];
	size_t n[2] = { 0, 0 };

	for (size_t i = 0; i <= w->features.n; i++) {
		size_t now = i & 1;

		if (i < w->features.n) {
			n[now] = features_of(&w->features, i, hash[now]);
			for (size_t k = 0; k < n[now]; k++)
				__builtin_prefetch(m->weight +
				    (size_t)(hash[now][k] >> m->shift) *
				    CRF_TAGS);
		}
		if (i == 0)
			continue;
		row16 sum = { 0 };
		for (size_t k = 0; k < n[!now]; k++) {
			const int8_t *row = m->weight +
			    (size_t)(hash[!now][k] >> m->shift) * CRF_TAGS;

			row8 eight;

			memcpy(&eight, row, sizeof(eight));
			sum += __builtin_convertvector(eight, row16);
		}
		memcpy(w->emission[i - 1], &sum, sizeof(sum));
	}
}

/* One step: the best way to each tag, and where it comes from. */
static inline __attribute__((always_inline)) void
step(const int16_t transition[CRF_TAGS][CRF_TAGS],
    const int16_t before[CRF_TAGS], const int16_t emission[CRF_TAGS],
    int16_t after[CRF_TAGS], uint8_t from[CRF_TAGS])
{
	int16_t best[CRF_TAGS], arg[CRF_TAGS] = { 0 }, top;

	for (int j = 0; j < CRF_TAGS; j++)
		best[j] = (int16_t)(before[0] + transition[0][j]);
	for (int i = 1; i < CRF_TAGS; i++)
		for (int j = 0; j < CRF_TAGS; j++) {
			int16_t x = (int16_t)(before[i] + transition[i][j]);
			int16_t more = x > best[j] ? -1 : 0;

			best[j] = x > best[j] ? x : best[j];
			arg[j] = (int16_t)((arg[j] & ~more) | (i & more));
		}
	top = INT16_MIN;
	for (int j = 0; j < CRF_TAGS; j++) {
		from[j] = (uint8_t)arg[j];
		best[j] = (int16_t)(best[j] + emission[j]);
		top = best[j] > top ? best[j] : top;
	}
	for (int j = 0; j < CRF_TAGS; j++) {
		int x = best[j] - top;

		after[j] = (int16_t)(x < FLOOR ? FLOOR : x);
	}
}

WIDE void
crf_viterbi(const struct crf *m, struct crf_work *w, size_t n)
{
	const struct crf_header *h = m->header;
	int16_t score[CRF_TAGS];
	unsigned best = 0;

	if (n == 0)
		return;
	for (int j = 0; j < CRF_TAGS; j++) {
		int x = h->start[j] + w->emission[0][j];

		score[j] = (int16_t)(x < FLOOR ? FLOOR : x);
	}
	for (size_t i = 1; i < n; i++) {
		int16_t after[CRF_TAGS];

		step(h->transition, score, w->emission[i], after, w->from[i]);
		memcpy(score, after, sizeof(score));
	}
	for (unsigned j = 1; j < CRF_TAGS; j++)
		if (score[j] + h->end[j] > score[best] + h->end[best])
			best = j;
	for (size_t i = n; i-- > 0;) {
		w->tag[i] = (uint8_t)best;
		if (i > 0)
			best = w->from[i][best];
	}
}

void
crf_decode(const struct crf *m, struct crf_work *w)
{
	score_tokens(m, w);
	crf_viterbi(m, w, w->features.n);
}
