/*
 * Text -> words -> stems: the one tokenizer, used when indexing, when parsing
 * a query and when marking hits in a snippet, so that all three agree.
 *
 * Words follow Unicode TR29 with these choices for news: "U.S." is the acronym
 * "us", "1,500" is "1500", a possessive 's is dropped, "AT&T" and "O'Neill"
 * are one word, "al-Asad" is two, and each character of scripts without
 * blanks (Han, Hiragana, Thai, Lao, Khmer, Burmese) is a word.
 *
 * A word is folded (Unicode lower case), stemmed by Snowball and freed of
 * diacritics (before stemming in English, after it elsewhere), so that
 * "Erdogan" finds "Erdoğan".
 * Source of the stemmer: https://snowballstem.org/algorithms/
 */
#ifndef TEXT_H
#define TEXT_H

#include "buf.h"
#include "errors.h"

struct text;			/* a stemmer and its buffers; one thread */

struct word {
	struct str folded;	/* lower case, otherwise as written; at most WORD_MAX */
	struct str stem;	/* what is indexed */
	size_t start, end;	/* bytes in the text, end exclusive */
	bool is_acronym;	/* "US", "U.S.", "WHO": 2 to 5 capitals */
	bool is_stop;		/* a function word, see stop_words.h; never an acronym */
};

#define WORD_MAX 128		/* bytes; the tail of a longer word is hashed */

/*
 * language: Snowball's name, e.g. "english".  Error USAGE with the list of
 * names if Snowball lacks it.  Free with text_free(); NULL is fine there.
 */
MUST_CHECK const struct error *text_new(struct text **, const char *language);
void text_free(struct text *);

/*
 * Start on s: clean text (clean.h), which must stay until the last word.
 * has_acronyms: false where capitals mean nothing, see text_is_shouting().
 */
void text_start(struct text *, struct str s, bool has_acronyms);

/* The next word; its slices die at the next call.  False at the end. */
bool text_next(struct text *, struct word *);

/*
 * The same in two steps, for who remembers words: text_scan() leaves out stem
 * and is_stop; text_stem() makes the stem of a word that is folded.
 */
bool text_scan(struct text *, struct word *);
void text_stem(struct text *, struct word *);

/* Two words or more, and no lower-case letter in any of them? */
bool text_is_shouting(struct str);

/*
 * Append s as names are compared: lower case, without diacritics, runs of
 * blanks as one space, typographic quotes and dashes as ASCII ones.
 */
void text_fold(struct buf *out, struct str s);

#endif
