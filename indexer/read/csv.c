/*
 * CSV (RFC 4180) and TSV with a header line, by libcsv: one article per row.
 * Columns are known by their names, in any case; others are passed over.
 */
#include <csv.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "draft.h"
#include "read.h"

#define COLUMNS_MAX 1024

enum column { COLUMN_NONE, COLUMN_ID, COLUMN_TITLE, COLUMN_DATE,
    COLUMN_SOURCE, COLUMN_URL, COLUMN_TEXT, COLUMN_GIVEN };

static const struct {
	const char *name;
	enum column column;
	enum facet facet;
} names[] = {
	{ "id", COLUMN_ID, FACETS }, { "guid", COLUMN_ID, FACETS },
	{ "title", COLUMN_TITLE, FACETS }, { "headline", COLUMN_TITLE, FACETS },
	{ "date", COLUMN_DATE, FACETS }, { "published", COLUMN_DATE, FACETS },
	{ "publish_date", COLUMN_DATE, FACETS },
	{ "published_at", COLUMN_DATE, FACETS },
	{ "source", COLUMN_SOURCE, FACETS },
	{ "publication", COLUMN_SOURCE, FACETS },
	{ "publisher", COLUMN_SOURCE, FACETS },
	{ "url", COLUMN_URL, FACETS }, { "link", COLUMN_URL, FACETS },
	{ "text", COLUMN_TEXT, FACETS }, { "body", COLUMN_TEXT, FACETS },
	{ "content", COLUMN_TEXT, FACETS },
	{ "article", COLUMN_TEXT, FACETS },
	{ "actor", COLUMN_GIVEN, FACET_ACTOR },
	{ "location", COLUMN_GIVEN, FACET_LOCATION },
	{ "org_type", COLUMN_GIVEN, FACET_ORG_TYPE },
};
#define NAMES (sizeof(names) / sizeof(names[0]))

struct reader {
	struct input *in;
	struct str path;
	struct csv_parser csv;
	bool has_csv, has_header, is_end;
	char delimiter;
	uint8_t column[COLUMNS_MAX];	/* names[], from 1 */
	size_t columns, at;		/* at: of the row being read */
	size_t first;			/* its line */
	bool is_row, any;		/* a row has ended; it holds something */
	struct buf line, text, field;
	struct buf record;	/* the header's line, then that of a row */
	size_t header;		/* bytes of the header in it */
	struct draft draft;
};

/* The names of columns in the first line. */
static bool
has_names(struct str head, char delimiter)
{
	struct str line, part;
	bool text = false;
	size_t n = 0;

	if (str_starts(head, "\xef\xbb\xbf"))
		head.p += 3, head.n -= 3;
	if (!str_cut(&head, '\n', &line))
		return false;
	while (str_cut(&line, delimiter, &part)) {
		part = str_trim(part);
		if (part.n > 1 && part.p[0] == '"' &&
		    part.p[part.n - 1] == '"')
			part = (struct str){ part.p + 1, part.n - 2 };
		n++;
		for (size_t i = 0; i < NAMES; i++)
			text |= (names[i].column == COLUMN_TEXT ||
			    names[i].column == COLUMN_TITLE) &&
			    part.n == strlen(names[i].name) &&
			    strncasecmp(part.p, names[i].name, part.n) == 0;
	}
	return text && n > 1;
}

static bool
csv_sniff(struct str head)
{
	return has_names(head, ',') || has_names(head, ';');
}

static bool
tsv_sniff(struct str head)
{
	return has_names(head, '\t');
}

static void
open_with(struct reader **rp, struct input *in, struct str path,
    char delimiter)
{
	struct reader *r = mem_alloc(1, sizeof(*r));

	r->in = in;
	r->path = path;
	r->delimiter = delimiter;
	*rp = r;
}

static void
csv_open(struct reader **rp, struct input *in, struct str path)
{
	open_with(rp, in, path, ',');
}

static void
tsv_open(struct reader **rp, struct input *in, struct str path)
{
	open_with(rp, in, path, '\t');
}

static void
take_name(struct reader *r, struct str name)
{
	if (str_starts(name, "\xef\xbb\xbf"))
		name.p += 3, name.n -= 3;
	name = str_trim(name);
	if (r->columns == COLUMNS_MAX)
		return;
	r->column[r->columns] = 0;
	for (size_t i = 0; i < NAMES; i++)
		if (name.n == strlen(names[i].name) &&
		    strncasecmp(name.p, names[i].name, name.n) == 0)
			r->column[r->columns] = (uint8_t)(i + 1);
	r->columns++;
}

/* Several values of a facet in one field stand with ";" or "|" between. */
static void
take_given(struct draft *d, enum facet f, struct str list)
{
	char sep = memchr(list.p, '|', list.n) != NULL ? '|' : ';';
	struct str part;

	while (str_cut(&list, sep, &part))
		draft_given(d, f, part);
}

static void
take_field(struct reader *r, struct str value)
{
	struct draft *d = &r->draft;
	size_t i;

	if (r->at >= r->columns || (i = r->column[r->at]) == 0 || value.n == 0)
		return;
	r->any = true;
	switch (names[i - 1].column) {
	case COLUMN_ID:
		draft_offer(d, &d->a.id, value);
		break;
	case COLUMN_TITLE:
		draft_offer(d, &d->a.title, value);
		break;
	case COLUMN_DATE:
		draft_date(d, value);
		break;
	case COLUMN_SOURCE:
		draft_offer(d, &d->a.source, value);
		break;
	case COLUMN_URL:
		draft_offer(d, &d->a.url, value);
		break;
	case COLUMN_TEXT:
		draft_text(d, value);
		break;
	case COLUMN_GIVEN:
		take_given(d, names[i - 1].facet, value);
		break;
	case COLUMN_NONE:
		break;
	}
}

static void
on_field(void *bytes, size_t n, void *arg)
{
	struct reader *r = arg;
	struct str value = { bytes != NULL ? bytes : "", n };

	buf_reset(&r->field);
	read_decode(&r->field, value, STR_LIT(""));
	value = buf_slice(&r->field);
	if (!r->has_header)
		take_name(r, value);
	else
		take_field(r, value);
	r->at++;
}

static void
on_row(int end, void *arg)
{
	struct reader *r = arg;

	(void)end;
	r->is_row = r->has_header && r->any;
	if (!r->has_header)
		r->has_header = true;
	r->at = 0;
}

static const struct error *
check_header(const struct reader *r)
{
	for (size_t i = 0; i < r->columns; i++)
		if (r->column[i] != 0 && (names[r->column[i] - 1].column ==
		    COLUMN_TEXT || names[r->column[i] - 1].column ==
		    COLUMN_TITLE))
			return NULL;
	return error_make(ERROR_SYSTEM, "1: the header names no column "
	    "\"text\" or \"title\"");
}

static const struct error *
begin(struct reader *r)
{
	const struct error *e;
	struct str head;

	if ((e = input_peek(r->in, SNIFF_SIZE, &head)) != NULL)
		return e;
	if (r->delimiter == ',' && !has_names(head, ',') &&
	    has_names(head, ';'))
		r->delimiter = ';';
	if (csv_init(&r->csv, CSV_APPEND_NULL) != 0)
		return error_make(ERROR_SYSTEM, "libcsv: cannot start");
	csv_set_delim(&r->csv, (unsigned char)r->delimiter);
	r->has_csv = true;
	return NULL;
}

/*
 * Is it a row that is known, all in this line?  One whose quotes go on to the
 * next line is not asked about.
 */
static bool
is_known(struct reader *r, struct str line, struct article *a)
{
	size_t quotes = 0;

	for (size_t i = 0; i < line.n; i++)
		quotes += line.p[i] == '"';
	if (quotes % 2 != 0)
		return false;
	r->record.n = r->header;
	buf_str(&r->record, line);
	return draft_is_known(&r->draft, r->in, r->delimiter == '\t' ? "tsv" :
	    r->delimiter == ';' ? "csv;" : "csv", buf_slice(&r->record), a);
}

/*
 * Feed lines until a row has ended: it may go on over line ends in quotes.  Or
 * *a is known, and that is all.
 */
static const struct error *
read_row(struct reader *r, struct article *a, bool *got)
{
	const struct error *e;
	struct str line;
	bool is_line;

	r->first = input_lines(r->in) + 1;
	while (!r->is_row && !r->is_end) {
		bool is_first = input_lines(r->in) + 1 == r->first;
		bool header = r->has_header;

		if ((e = input_line(r->in, &line, &is_line)) != NULL)
			return e->code != ERROR_INPUT ? e :
			    error_wrap(e, "%zu", input_lines(r->in));
		if (!is_line) {
			csv_fini(&r->csv, on_field, on_row, r);
			r->is_end = true;
			break;
		}
		if (is_first && r->has_header && is_known(r, line, a)) {
			*got = true;
			return NULL;
		}
		if (!is_first)
			r->draft.record = 0;
		buf_reset(&r->line);
		buf_str(&r->line, line);
		buf_putc(&r->line, '\n');
		if (csv_parse(&r->csv, r->line.p, r->line.n, on_field,
		    on_row, r) != r->line.n)
			return error_make(ERROR_SYSTEM, "%zu: %s",
			    input_lines(r->in),
			    csv_strerror(csv_error(&r->csv)));
		if (!header && r->has_header) {
			if ((e = check_header(r)) != NULL)
				return e;
			buf_str(&r->record, buf_slice(&r->line));
			r->header = r->record.n;
			r->first = input_lines(r->in) + 1;
			r->draft.a.line = r->first;
		}
	}
	*got = r->is_row;
	return NULL;
}

static const struct error *
csv_next(struct reader *r, struct article *a, bool *got)
{
	const struct error *e;

	*got = false;
	if (r->is_end)
		return NULL;
	if (!r->has_csv && (e = begin(r)) != NULL)
		return e;
	draft_begin(&r->draft, r->path, input_lines(r->in) + 1);
	r->is_row = r->any = false;
	a->is_known = false;
	if ((e = read_row(r, a, got)) != NULL || !*got || a->is_known)
		return e;
	draft_end(&r->draft, a);
	return NULL;
}

static void
csv_close(struct reader *r)
{
	if (r == NULL)
		return;
	if (r->has_csv)
		csv_free(&r->csv);
	buf_release(&r->line);
	buf_release(&r->text);
	buf_release(&r->field);
	buf_release(&r->record);
	draft_release(&r->draft);
	free(r);
}

static const char *const csv_suffix[] = { ".csv", NULL };
static const char *const tsv_suffix[] = { ".tsv", ".tab", NULL };

const struct format format_csv = {
	"csv", csv_suffix, "CSV with a header line, one article per row",
	csv_sniff, csv_open, csv_next, csv_close
};

const struct format format_tsv = {
	"tsv", tsv_suffix, "the same with tabs between the fields",
	tsv_sniff, tsv_open, csv_next, csv_close
};
