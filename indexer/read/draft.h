/*
 * struct draft: an article in the making.  Readers of structured formats fill
 * it field by field from whatever bytes they have; it cleans them (clean.h),
 * splits the text into paragraphs and reads dates and datelines, so that all
 * formats do so alike.
 *
 *	draft_begin()	an empty article
 *	draft_...()	what the record says, in any order
 *	draft_end()	the article; its slices live until draft_begin()
 */
#ifndef DRAFT_H
#define DRAFT_H

#include "article.h"
#include "date.h"
#include "paragraphs.h"
#include "read.h"

struct draft {			/* zero-initialise */
	struct article a;	/* what is known so far */
	struct arena arena;
	struct buf text, clean, warning;
	struct str *exact;	/* paragraphs as given, not found in text */
	size_t exacts, exact_cap;
	struct paragraphs found;
	struct date date;
	struct given_list {
		struct str *at;
		size_t n, cap;
	} given[GIVEN_KINDS];
	uint64_t record;	/* its bytes; 0: not told */
	size_t last_line, on_line;	/* the record is on_line-th of its line */
};

#define GIVEN_MAX 500		/* values of a facet, of one article */

/* path: as shown to users; line: of the record, 0 for the whole file. */
void draft_begin(struct draft *, struct str path, size_t line);

/*
 * The record is these bytes, of that format (read.h).  True: the article is
 * known, and that is all of it, to be delivered.
 */
bool draft_is_known(struct draft *, const struct input *, const char *format,
    struct str bytes, struct article *);

/* Set a field of draft->a, "" or not: draft_set(d, &d->a.title, text). */
void draft_set(struct draft *, struct str *field, struct str text);
/* The same unless the field is known already; blank text is none. */
void draft_offer(struct draft *, struct str *field, struct str text);
/* Unless the date is known; what date_parse() refuses becomes a warning. */
void draft_date(struct draft *, struct str text);
/* One paragraph, however its lines are broken; nothing if it is blank. */
void draft_paragraph(struct draft *, struct str text);
/* Plain text, its paragraphs to be found (paragraphs.h). */
void draft_text(struct draft *, struct str text);
/* A paragraph that keeps its number, blank or not; not beside the other two. */
void draft_exact(struct draft *, struct str text);
/* A facet value or a name that the record gives (enum given); "" is none, twice is once. */
void draft_given(struct draft *, unsigned given, struct str value);

/* *a borrows from the draft. */
void draft_end(struct draft *, struct article *a);
void draft_release(struct draft *);

#endif
