/*
 * The SGML of the Reuters-21578 collection: <REUTERS> records, read line by
 * line.  Codes of places, people and organizations are names in small letters;
 * those of topics and exchanges are none and are left out.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "draft.h"
#include "read.h"

#define RECORD_MAX ((size_t)16 << 20)

struct reader {
	struct input *in;
	struct str path;
	struct buf record, value, body;
	struct draft draft;
};

static bool
reuters_sniff(struct str head)
{
	return memmem(head.p, head.n, "<!DOCTYPE lewis", 15) != NULL ||
	    str_starts(str_trim(head), "<REUTERS ");
}

static void
reuters_open(struct reader **rp, struct input *in, struct str path)
{
	struct reader *r = mem_alloc(1, sizeof(*r));

	r->in = in;
	r->path = path;
	*rp = r;
}

/* What stands between <NAME ...> and </NAME>; "" if nothing does. */
static struct str
part(struct str s, const char *name)
{
	char begin[24], end[24];
	const char *a, *z, *stop = s.p + s.n;

	snprintf(begin, sizeof(begin), "<%s", name);
	snprintf(end, sizeof(end), "</%s>", name);
	a = memmem(s.p, s.n, begin, strlen(begin));
	if (a == NULL || (a = memchr(a, '>', (size_t)(stop - a))) == NULL)
		return (struct str){ "", 0 };
	a++;
	z = memmem(a, (size_t)(stop - a), end, strlen(end));
	return (struct str){ a, (size_t)((z != NULL ? z : stop) - a) };
}

/* &lt; &amp; &#38; -> characters; those that are controls, nothing. */
static struct str
decode(struct buf *out, struct str s)
{
	static const struct {
		const char *name;
		char c;
	} entity[] = { { "&lt;", '<' }, { "&gt;", '>' }, { "&amp;", '&' } };

	buf_reset(out);
	buf_puts(out, "");
	while (s.n > 0) {
		size_t n = 1;
		char c = s.p[0];

		for (size_t i = 0; c == '&' && i < 3; i++)
			if (str_starts(s, entity[i].name)) {
				n = strlen(entity[i].name);
				c = entity[i].c;
			}
		if (c == '&' && str_starts(s, "&#")) {
			unsigned code = 0;

			for (n = 2; n < s.n && n < 6 && s.p[n] >= '0' &&
			    s.p[n] <= '9'; n++)
				code = code * 10 + (unsigned)(s.p[n] - '0');
			n += n < s.n && s.p[n] == ';';
			c = code >= ' ' && code < 0x7f ? (char)code : ' ';
		}
		buf_putc(out, c);
		s.p += n;
		s.n -= n;
	}
	return str_trim(buf_slice(out));
}

/* "26-FEB-1987 15:01:01.79" -> "26 FEB 1987" */
static void
take_date(struct draft *d, struct buf *scratch, struct str date)
{
	const char *blank;

	date = decode(scratch, date);
	if ((blank = memchr(date.p, ' ', date.n)) != NULL)
		date.n = (size_t)(blank - date.p);
	for (size_t i = 0; i < scratch->n; i++)
		if (scratch->p[i] == '-')
			scratch->p[i] = ' ';
	draft_date(d, date);
}

/*
 * The name of a code of the collection: "west-germany" is West Germany; "usa",
 * and "opec" of an organization, are short for something.
 */
static struct str
code_name(struct buf *out, struct str code, bool is_short)
{
	static const char *const odd[][2] = { { "worldbank", "World Bank" },
	    { "ico-coffee", "International Coffee Organization" },
	    { "icco", "International Cocoa Organization" },
	    { "adb-asia", "Asian Development Bank" },
	    { "adb-africa", "African Development Bank" } };
	bool begins = true;

	for (size_t i = 0; i < sizeof(odd) / sizeof(odd[0]); i++)
		if (str_is(code, odd[i][0]))
			return str_of(odd[i][1]);
	is_short |= code.n <= 3 || str_is(code, "ussr");
	buf_reset(out);
	for (size_t i = 0; i < code.n; i++) {
		char c = code.p[i] == '-' ? ' ' : code.p[i];

		if ((begins || is_short) && c >= 'a' && c <= 'z')
			c = (char)(c - 'a' + 'A');
		buf_putc(out, c);
		begins = c == ' ';
	}
	return buf_slice(out);
}

/* Names that people have given the story, as a list of <D>. */
static void
take_codes(struct reader *r, struct str list, enum given given)
{
	const char *end;
	struct str code;

	while (list.n > 0 && (code = part(list, "D")).n > 0) {
		end = code.p + code.n;
		list.n -= (size_t)(end - list.p);
		list.p = end;
		draft_given(&r->draft, given, code_name(&r->value, code,
		    given == GIVEN_ORGANIZATION && code.n <= 5));
	}
}

static void
take_record(struct reader *r, struct str s)
{
	struct draft *d = &r->draft;
	struct str text = part(s, "TEXT"), body;
	const char *id = memmem(s.p, s.n, "NEWID=\"", 7);

	if (id != NULL) {
		struct str v = { id + 7, 0 };

		while (v.p + v.n < s.p + s.n && v.p[v.n] != '"')
			v.n++;
		draft_set(d, &d->a.id, v);
	}
	draft_set(d, &d->a.title, decode(&r->value, part(text, "TITLE")));
	draft_set(d, &d->a.source, STR_LIT("Reuters"));
	take_date(d, &r->value, part(s, "DATE"));
	take_codes(r, part(s, "PLACES"), GIVEN_LOCATION);
	take_codes(r, part(s, "PEOPLE"), GIVEN_PERSON);
	take_codes(r, part(s, "ORGS"), GIVEN_ORGANIZATION);
	body = part(text, "BODY");
	if (body.n == 0 && memmem(text.p, text.n, "<TITLE", 6) == NULL)
		body = text;		/* TYPE="UNPROC": no parts */
	buf_reset(&r->body);
	buf_str(&r->body, decode(&r->value, part(text, "DATELINE")));
	if (r->body.n > 0)
		buf_putc(&r->body, ' ');
	body = decode(&r->value, body);
	for (size_t i = 0; i < 2; i++)	/* who sends it, the last line */
		if (str_ends(body, i == 0 ? "\n Reuter" : "\n REUTER"))
			body = str_trim((struct str){ body.p, body.n - 8 });
	buf_str(&r->body, body);
	draft_text(d, buf_slice(&r->body));
}

static const struct error *
reuters_next(struct reader *r, struct article *a, bool *got)
{
	const struct error *e;
	struct str line;
	bool is_line, inside = false;
	size_t first = 0;

	*got = false;
	buf_reset(&r->record);
	for (;;) {
		if ((e = input_line(r->in, &line, &is_line)) != NULL)
			return e->code != ERROR_INPUT ? e :
			    error_wrap(e, "%zu", input_lines(r->in));
		if (!is_line)
			break;
		if (str_starts(line, "<REUTERS")) {
			buf_reset(&r->record);
			inside = true;
			first = input_lines(r->in);
		}
		if (!inside)
			continue;
		if (r->record.n + line.n > RECORD_MAX)
			return error_make(ERROR_INPUT, "%zu: record larger "
			    "than %zu MiB", first, RECORD_MAX >> 20);
		buf_str(&r->record, line);
		buf_putc(&r->record, '\n');
		if (memmem(line.p, line.n, "</REUTERS>", 10) != NULL)
			break;
	}
	if (!inside)
		return NULL;
	draft_begin(&r->draft, r->path, first);
	take_record(r, buf_slice(&r->record));
	draft_end(&r->draft, a);
	*got = true;
	return NULL;
}

static void
reuters_close(struct reader *r)
{
	if (r == NULL)
		return;
	buf_release(&r->record);
	buf_release(&r->value);
	buf_release(&r->body);
	draft_release(&r->draft);
	free(r);
}

static const char *const reuters_suffix[] = { ".sgm", ".sgml", NULL };

const struct format format_reuters = {
	"reuters", reuters_suffix, "SGML of the Reuters-21578 collection",
	reuters_sniff, reuters_open, reuters_next, reuters_close
};
