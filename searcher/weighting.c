#include "weighting.h"

#include <math.h>
#include <stdlib.h>

#include "schema.h"

const struct error *
weighting_open(struct weighting *w, struct xap_reader *reader)
{
	struct buf value = { 0 };
	const struct error *e;
	uint64_t words = 0;

	e = xap_reader_count(reader, &w->documents);
	for (size_t i = 0; i < xap_reader_parts(reader) && e == NULL; i++) {
		e = xap_reader_get(reader, i, STR_LIT("words"), &value);
		if (e == NULL && value.n > 0)
			words += strtoull(value.p, NULL, 10);
	}
	buf_release(&value);
	w->mean = words > 0 && w->documents > 0 ?
	    (double)words / (double)w->documents : WDF_LENGTH;
	w->k = WDF_SCALE * WDF_LENGTH / w->mean;
	return e;
}

double
weighting_model(const struct weighting *w, uint64_t N, uint64_t n,
    uint64_t wdf)
{
	double norm = 0.25 + 0.75 * w->mean / WDF_LENGTH;
	double F = fmax((double)n, (double)wdf * norm / WDF_SCALE);

	if (n == 0 || n > N)
		return 0;
	return log(((double)N + 1) / ((double)n + 0.5)) * (F + 1) / (double)n;
}

/* The same of Xapian's BM25Weight. */
static double
xapian(const struct weighting *w, const struct xap_frequency *f)
{
	double n = (double)f->documents, N = (double)w->documents;
	double odds = (N - n + 0.5) / (n + 0.5);

	return log(odds < 2 ? odds / 2 + 1 : odds);
}

const struct error *
weighting_factor(const struct weighting *w, struct xap_reader *reader,
    const struct str *term, size_t n, uint64_t at_least, double *factor,
    double *once)
{
	double ours = 0, theirs = 0;
	struct xap_frequency f;
	const struct error *e;

	for (size_t i = 0; i < n; i++) {
		if ((e = xap_reader_frequency(reader, term[i], &f)) != NULL)
			return e;
		ours += weighting_model(w, w->documents, f.documents >
		    at_least ? f.documents : at_least, f.wdf);
		if (f.documents > 0 && f.documents <= w->documents)
			theirs += xapian(w, &f);
	}
	*factor = theirs > 0 ? ours / theirs : 1;
	*once = ours * (w->k + 1) * WDF_SCALE / (WDF_SCALE + w->k);
	return NULL;
}

double
weighting_score(const struct weighting *w, double score)
{
	return score / (w->k + 1);
}
