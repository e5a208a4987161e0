#include <stdlib.h>

#include "clean.h"
#include "facets/rows.h"
#include "facets/user.h"

struct reader {
	struct builder *b;
	const char *const *file;
	size_t at;		/* file under work */
	struct idmap by_phrase;	/* a name's hash -> index in claim */
	struct claim {		/* a name that a row has taken */
		size_t file, line;
	} *claim;
	size_t claims, claims_cap;
	struct buf text;	/* the row's fields, cleaned */
};

static bool
has_control(struct str row)
{
	for (size_t i = 0; i < row.n; i++) {
		unsigned char c = (unsigned char)row.p[i];

		if ((c < ' ' && c != '\t') || c == 127)
			return true;
		if (c == 0xc2 && i + 1 < row.n &&
		    (unsigned char)row.p[i + 1] < 0xa0)
			return true;	/* C1 */
	}
	return false;
}

/* The bytes of a row: as the text of articles is, or an error. */
static const struct error *
clean_row(struct reader *r, struct tsv *t)
{
	struct str row = t->row;
	size_t start[TSV_FIELDS + 1] = { 0 };

	if (row.n > 0 && row.p[row.n - 1] == '\r')
		row.n--;
	if (!clean_is_utf8(row))
		return tsv_error(t, "not UTF-8; convert the file with iconv "
		    "-f windows-1252 -t UTF-8 or the like");
	if (has_control(row))
		return tsv_error(t, "a control character; take it out");
	if (t->fields > ROW_FIELDS)
		return tsv_error(t, "%zu columns, not %d: name, aliases, kind, "
		    "org_type, place, dates, note; separate aliases by \"|\"",
		    t->fields, ROW_FIELDS);
	buf_reset(&r->text);
	for (int i = 0; i < TSV_FIELDS; i++) {
		clean_line(&r->text, t->field[i]);
		start[i + 1] = r->text.n;
	}
	for (int i = 0; i < TSV_FIELDS; i++)
		t->field[i] = (struct str){ r->text.n == 0 ? "" :
		    r->text.p + start[i], start[i + 1] - start[i] };
	return NULL;
}

/* Take a name for the row, unless another row has it. */
static const struct error *
claim(struct reader *r, const struct tsv *t, const char *what,
    struct str name)
{
	uint64_t hash = builder_phrase_hash(r->b, name);
	const struct claim *c;
	uint32_t i;

	if (hash == 0)
		return tsv_error(t, "%s \"%.*s\": never found in a text; write "
		    "1 to %d words without punctuation", what, STR_ARG(name),
		    LEXICON_PHRASE_MAX);
	i = idmap_find(&r->by_phrase, hash);
	if (i == LEXICON_NONE) {
		ARRAY_GROW(r->claim, r->claims, r->claims_cap);
		r->claim[r->claims] = (struct claim){ r->at, t->line };
		idmap_set(&r->by_phrase, hash, (uint32_t)r->claims++);
		return NULL;
	}
	c = &r->claim[i];
	if (c->file == r->at && c->line == t->line)
		return NULL;
	return tsv_error(t, "%s \"%.*s\": the row at %s:%zu has it, too; let "
	    "one keep it", what, STR_ARG(name), r->file[c->file], c->line);
}

/* Is the name in the list with a "?", for use with context only? */
static bool
is_weak(struct str name, struct str list)
{
	struct str alias;

	while (str_cut(&list, '|', &alias)) {
		alias = str_trim(alias);
		if (alias.n > 0 && alias.p[0] == '?' && str_eq(name,
		    (struct str){ alias.p + 1, alias.n - 1 }))
			return true;
	}
	return false;
}

static const struct error *
claim_names(struct reader *r, const struct tsv *t)
{
	struct str list = t->field[1], alias;
	const struct error *e;
	size_t aliases = 0;

	while (str_cut(&list, '|', &alias)) {
		alias = str_trim(alias);
		if (alias.n == 0 || alias.p[0] == '?')
			continue;
		if ((e = claim(r, t, "alias", alias)) != NULL)
			return e;
		aliases++;
	}
	/* "Yahoo!" will do as a value if it has an alias that can be found */
	if (is_weak(t->field[0], t->field[1]) || (aliases > 0 &&
	    builder_phrase_hash(r->b, t->field[0]) == 0))
		return NULL;
	return claim(r, t, "name", t->field[0]);
}

static const struct error *
read_file(struct reader *r)
{
	const struct error *e;
	struct tsv t;

	if ((e = tsv_open(&t, NULL, r->file[r->at])) != NULL)
		return e;
	while (e == NULL && tsv_next(&t))
		if ((e = clean_row(r, &t)) == NULL &&
		    (e = rows_add(r->b, &t, SENSE_USER)) == NULL)
			e = claim_names(r, &t);
	tsv_close(&t);
	return e;
}

const struct error *
user_read(struct builder *b, const char *const *file, size_t n)
{
	struct reader r = { .b = b, .file = file };
	const struct error *e = NULL;

	for (; r.at < n && e == NULL; r.at++)
		e = read_file(&r);
	idmap_release(&r.by_phrase);
	free(r.claim);
	buf_release(&r.text);
	return e;
}
