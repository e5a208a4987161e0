/*
 * Which rule named a value of a facet: what --extract -v says of a mention, and
 * what the index keeps of each value of a paragraph, so that the searcher, which
 * has no dictionary and no model, can say it too (--explain).
 *
 * A value that several mentions of its paragraph have is named by the one of the
 * highest confidence, of equals the first.
 */
#ifndef RULE_H
#define RULE_H

/*
 * Numbers are part of the format (schema.h): new ones come last.
 *   symbol       name                    what decided
 */
#define RULES_LIST(X) \
	X(NONE,       "none",               "nothing yet") \
	X(GIVEN,      "given",              "the record gave the value") \
	X(METADATA,   "metadata",           "the record named it") \
	X(USER,       "user dictionary",    "a name of a user's dictionary") \
	X(DICTIONARY, "dictionary",         "a name of the dictionary") \
	X(DOUBTFUL,   "dictionary?",        "one that is also a word") \
	X(GAZETTEER,  "gazetteer",          "a name of the gazetteer") \
	X(DEMONYM,    "demonym",            "an adjective or a people") \
	X(METONYM,    "metonym",            "a capital for its government") \
	X(BODY,       "state body",         "a body of a state and its country") \
	X(UNIT,       "numbered unit",      "a number and a kind of unit") \
	X(ROLE,       "role",               "a noun for a kind of body") \
	X(HEAD,       "head noun",          "what the name ends in") \
	X(LEGAL,      "legal suffix",       "Inc, Ltd, GmbH") \
	X(MODEL,      "model",              "the model of names, from context") \
	X(TITLE,      "title",              "a title stands before it") \
	X(FIRST_NAME, "first name",         "begins with a known first name") \
	X(PATTERN,    "name pattern",       "words as a person's name has them") \
	X(PAIR,       "capitalised pair",   "two capitalised words") \
	X(CAPITAL,    "capitalised",        "a capitalised word") \
	X(PARTICLE,   "particle",           "al-, bin, van before a name") \
	X(LONE,       "lone name",          "a known name that stands alone") \
	X(SPEAKS,     "speaks",             "a verb of speech beside it") \
	X(PERSON,     "known person",       "a full name of the dictionary") \
	X(FAMILY,     "known surname",      "a surname that the news uses alone") \
	X(SURNAME,    "surname",            "the surname of a person named here") \
	X(FORENAME,   "first name of",      "the first name of one named here") \
	X(CALLED,     "known as",           "a name that the article explains") \
	X(HOLDER,     "holder of office",   "an office whose holder is named") \
	X(ACRONYM,    "acronym",            "capitals that nothing explains") \
	X(EXPLAINED,  "acronym of",         "an acronym, explained in brackets") \
	X(INITIALS,   "initials of",        "initials of a name in the article") \
	X(LONG_FORM,  "long form",          "what an acronym stands for") \
	X(SHORT,      "short for",          "a part of a name in the article") \
	X(ELSEWHERE,  "named elsewhere",    "the article has the full name") \
	X(DATELINE,   "dateline",           "where, or who, reports") \
	X(PLACE,      "preposition",        "in, at or near before it") \
	X(COUNTRY,    "country of the article", "a place in no gazetteer")

enum rule {
#define X(symbol, name, what) RULE_##symbol,
	RULES_LIST(X)
#undef X
	RULES
};

extern const char *const rule_name[RULES];

#endif
