/*
 * The names' model: a header and, where its size would be right, weights.  The
 * digest is put right, so that the rest is reached; what opens must decode.
 */
#include <string.h>

#include "facets/crf.h"
#include "fuzz.h"

/* As few rows as may be: bytes of the input, again and again. */
static void
make(struct buf *file, const uint8_t *p, size_t n)
{
	size_t want = sizeof(struct crf_header) +
	    ((size_t)CRF_TAGS << CRF_BITS_MIN);
	struct crf_header *h;
	union { char *in; struct crf_header *out; } u;

	buf_add(file, p, n);
	while (n > sizeof(*h) && n % 2 == 0 && file->n < want)
		buf_add(file, p + sizeof(*h), n - sizeof(*h) <
		    want - file->n ? n - sizeof(*h) : want - file->n);
	u.in = file->p;
	h = u.out;
	if (file->n >= sizeof(*h))
		h->digest = hash64(&h->scale, file->n -
		    offsetof(struct crf_header, scale), 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static struct crf_work w;
	struct buf file = { 0 };
	struct crf m;

	make(&file, p, n);
	if (crf_open(&m, fuzz_file(file.p, file.n)) == NULL) {
		for (int i = 0; i < SENTENCE_MAX; i++)
			for (int t = 0; t < CRF_TAGS; t++)
				w.emission[i][t] = (int16_t)(file.p[(i *
				    CRF_TAGS + t) % file.n] * 256);
		for (size_t len = 1; len <= SENTENCE_MAX; len += 17) {
			crf_viterbi(&m, &w, len);
			for (size_t i = 0; i < len; i++)
				FUZZ_CHECK(w.tag[i] < CRF_TAGS);
		}
	}
	crf_close(&m);
	buf_release(&file);
	return 0;
}
