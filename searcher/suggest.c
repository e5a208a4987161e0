#include "suggest.h"

#include <string.h>

#include "nearest.h"
#include "text.h"

/* ---- words ---- */

const struct error *
suggest_word(struct xap_reader *reader, struct text *tokenizer,
    struct str word, struct buf *out)
{
	const struct error *e = xap_reader_suggest(reader, word, out);
	struct word w;

	if (e != NULL || out->n == 0)
		return e;
	text_start(tokenizer, buf_slice(out), false);
	if (text_next(tokenizer, &w) && w.is_stop)
		buf_reset(out);
	return NULL;
}

/* ---- names ---- */

/* Does value have every word of name, as a word's beginning? */
static bool
has_words(struct str value, struct str name)
{
	struct str word;

	while (str_cut(&name, ' ', &word)) {
		bool found = false;

		for (size_t i = 0; i + word.n <= value.n && !found; i++)
			found = (i == 0 || strchr(" /-", value.p[i - 1]) !=
			    NULL) && memcmp(value.p + i, word.p, word.n) == 0;
		if (!found)
			return false;
	}
	return true;
}

/* The nearest; of those as near, the shortest, then the most frequent. */
struct best {
	struct str value;
	size_t distance;	/* 0: has all the words */
	size_t length;		/* then, else 0 */
	uint64_t documents;
};

/* How far a value is from a name, both folded, if not more than limit. */
static size_t
distance(struct str folded, struct str name, bool is_path, size_t limit)
{
	struct str parent, last = folded;
	size_t whole, part;

	if (name.n > 2 && has_words(folded, name))
		return 0;
	if (limit == 0)
		return 1;
	if (is_path && schema_parent(folded, &parent)) {
		last.p += parent.n + 1;
		last.n -= parent.n + 1;
	}
	whole = nearest_distance(folded, name, limit);
	part = nearest_distance(last, name, limit);
	if (part < whole)
		whole = part;
	return whole > 0 ? whole : 1;
}

static const struct error *
consider(struct best *best, struct catalog *c, enum facet f, struct str value,
    struct str folded, struct str name)
{
	struct best this = { .value = value, .distance = distance(folded, name,
	    schema_facet[f].is_path, best->distance) };
	const struct error *e;

	if (this.distance == 0)
		this.length = folded.n;
	if (this.distance > best->distance || (this.distance ==
	    best->distance && best->value.n > 0 && this.length > best->length))
		return NULL;
	if ((e = catalog_documents(c, f, value, &this.documents)) != NULL)
		return e;
	if (this.documents > 0 && (this.distance < best->distance ||
	    this.length < best->length || this.documents > best->documents))
		*best = this;
	return NULL;
}

const struct error *
suggest_value(struct catalog *c, enum facet f, struct str name,
    struct str *out)
{
	struct buf wanted = { 0 }, folded = { 0 };
	const struct error *e = NULL;
	struct best best = { .value = { "", 0 } };
	struct str value;

	text_fold(&wanted, name);
	best.distance = wanted.n / 3;
	for (size_t i = 0; i < catalog_parts(c); i++)
		for (uint32_t o = 0; o < catalog_size(c, i, f) && e == NULL;
		    o++) {
			if ((e = catalog_value(c, i, f, o, &value)) != NULL)
				break;
			buf_reset(&folded);
			text_fold(&folded, value);
			e = consider(&best, c, f, value, buf_slice(&folded),
			    buf_slice(&wanted));
		}
	*out = best.value;
	buf_release(&wanted);
	buf_release(&folded);
	return e;
}

const struct error *
suggest_find(struct catalog *c, enum facet f, struct str name,
    struct found *found)
{
	const struct error *e = catalog_find(c, f, name, found), *e2;
	struct str best = { "", 0 };

	if (e == NULL || e->code != ERROR_UNKNOWN)
		return e;
	if ((e2 = suggest_value(c, f, name, &best)) != NULL)
		return e2;
	if (best.n > 0)
		return error_make(ERROR_UNKNOWN, "%s \"%.*s\": unknown; did "
		    "you mean \"%.*s\"?", schema_facet[f].name, STR_ARG(name),
		    STR_ARG(best));
	return error_make(ERROR_UNKNOWN, "%s \"%.*s\": unknown; see searcher "
	    "--values %s", schema_facet[f].name, STR_ARG(name),
	    schema_facet[f].name);
}
