/*
 * struct document: one window of an article under work, and the spans found
 * in it.  All stages read and write this; it holds no pointer into a stage.
 */
#ifndef DOCUMENT_H
#define DOCUMENT_H

#include "facets/facets.h"
#include "facets/lexicon.h"
#include "facets/token.h"

struct segment {
	struct str text;
	uint32_t paragraph;	/* index in the article; of the title unused */
	uint32_t base;		/* byte of the paragraph where text begins */
	bool is_title, is_caseless;
	bool is_name;		/* one that the input gives (given.h), */
	uint8_t kind;		/* of this enum mention_kind */
};

/* Kinds beyond enum mention_kind, while it is not known what a span is. */
enum { SPAN_UNKNOWN = MENTION_ROLE + 1, SPAN_DROPPED };

struct span {
	uint32_t first, n;	/* tokens */
	uint8_t kind;		/* enum mention_kind, SPAN_UNKNOWN, ... */
	uint8_t facet;		/* enum facet; FACETS: feeds none */
	uint8_t org_type;	/* enum org_type */
	uint8_t title_n;	/* tokens of the title that ends before it */
	bool is_metonym;	/* a location that stands for its government */
	float confidence;
	enum rule rule;
	const struct phrase *phrase; /* NULL: in no dictionary */
	uint32_t value_id;	/* of the lexicon, or LEXICON_NONE */
	struct str value;	/* "" as yet, or none */
};

struct spans {
	struct span *at;
	size_t n, cap;
};

/* How a word appears in the article. */
struct seen {
	uint64_t hash;
	uint32_t lower, capital, start;
};

struct crf;
struct crf_work;

struct document {
	const struct lexicon *lex;
	const struct crf *crf;	/* NULL: names by rules alone */
	struct crf_work *crf_work;
	struct tokens tokens;
	struct segment *segment;
	size_t segments, segments_cap;
	struct spans spans;
	struct seen *seen;	/* hash table, a power of two */
	size_t seen_cap, seen_n;
	struct arena arena;	/* values */
	struct buf scratch;
	struct str place;	/* of the dateline, as written; "" */
	int year;		/* of the article; 0: unknown */
};

void document_reset(struct document *);	/* keeps the memory, not the arena */
void document_release(struct document *);

/* Cut a text into tokens; at most UINT32_MAX bytes. */
void document_add(struct document *, struct str text, uint32_t paragraph,
    uint32_t base, bool is_title);
/* Once all is added: count how words appear. */
void document_count(struct document *);
/* NULL if the word appears nowhere. */
const struct seen *document_seen(const struct document *, uint64_t hash);

struct span *spans_add(struct spans *, size_t first, size_t n,
    enum mention_kind, float confidence, enum rule rule);
/* By position; of two that overlap the earlier, then the longer stays. */
void spans_tidy(struct spans *);

/* Text of n tokens, as written. */
struct str document_text(const struct document *, size_t first, size_t n);

/*
 * The same as a value: one blank between words, plain apostrophes, "Lloyd
 * Austin" for "LLOYD AUSTIN" where the text has no use of case, "-" for "/",
 * "Acme Inc." for "Acme, Inc.".
 * Lives in the arena.
 */
struct str document_value(struct document *, size_t first, size_t n);

/* The token before or after, in the same segment; NULL if there is none. */
const struct token *document_token(const struct document *, size_t i,
    ptrdiff_t offset);

#endif
