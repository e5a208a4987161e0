/*
 * Plain text: one article per file.  Header lines at the top (Title:, Date:,
 * Source:, URL:), then paragraphs.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "clean.h"
#include "date.h"
#include "paragraphs.h"
#include "read.h"

struct reader {
	struct input *in;
	struct str path;
	struct buf decoded, text, id, warning;
	struct paragraphs paragraphs;
	struct date date;
	bool is_done;
};

static bool
is_text(struct str head)
{
	size_t controls = 0;

	for (size_t i = 0; i < head.n; i++) {
		unsigned char c = (unsigned char)head.p[i];

		if (c == '\0')
			return false;
		controls += c < ' ' && strchr("\t\n\f\r\x1b", c) == NULL;
	}
	return controls * 20 <= head.n;
}

/* UTF-16 with its mark is full of NULs until it is decoded. */
static bool
looks_like_text(struct str head)
{
	struct buf decoded = { 0 };
	bool is_good;

	if (head.n < 2 || (memcmp(head.p, "\xff\xfe", 2) != 0 &&
	    memcmp(head.p, "\xfe\xff", 2) != 0))
		return is_text(head);
	read_decode(&decoded, head, STR_LIT(""));
	is_good = is_text(buf_slice(&decoded));
	buf_release(&decoded);
	return is_good;
}

static void
plain_open(struct reader **rp, struct input *in, struct str path)
{
	struct reader *r = mem_alloc(1, sizeof(*r));

	r->in = in;
	r->path = path;
	*rp = r;
}

/* "Name: value" -> value; false if the line has another name. */
static bool
header_value(struct str line, const char *name, struct str *value)
{
	size_t n = strlen(name);

	if (line.n <= n || strncasecmp(line.p, name, n) != 0 ||
	    line.p[n] != ':')
		return false;
	*value = str_trim((struct str){ line.p + n + 1, line.n - n - 1 });
	return true;
}

/* Take header lines from the top of *text. */
static void
take_headers(struct reader *r, struct article *a, struct str *text)
{
	struct str rest = *text, line, value;
	bool any = false;

	while (str_cut(&rest, '\n', &line)) {
		line = str_trim(line);
		if (header_value(line, "title", &value))
			a->title = value;
		else if (header_value(line, "source", &value))
			a->source = value;
		else if (header_value(line, "url", &value))
			a->url = value;
		else if (header_value(line, "date", &value)) {
			if (date_parse(&r->date, value))
				a->date = str_of(r->date.text);
			else if (value.n > 0)
				a->warning =
				    read_date_warning(&r->warning, value);
		} else if (any || line.n > 0)
			break;
		any |= line.n > 0;
		*text = rest;
	}
}

static const struct error *
plain_next(struct reader *r, struct article *a, bool *got)
{
	const struct error *e;
	struct str raw, text;
	struct dateline d;

	*got = false;
	if (r->is_done)
		return NULL;
	r->is_done = true;
	if ((e = input_all(r->in, &raw)) != NULL)
		return e;
	if (!looks_like_text((struct str){ raw.p, raw.n < SNIFF_SIZE ? raw.n :
	    SNIFF_SIZE }))
		return error_make(ERROR_INPUT, "1: binary data, not text");
	read_decode(&r->decoded, raw, STR_LIT(""));
	clean_text(&r->text, buf_slice(&r->decoded));
	buf_release(&r->decoded);
	text = buf_slice(&r->text);
	clean_line(&r->id, r->path);

	memset(a, 0, sizeof(*a));
	a->id = a->path = buf_slice(&r->id);
	take_headers(r, a, &text);
	paragraphs_find(&r->paragraphs, text, a->title.n == 0);
	if (a->title.n == 0)
		a->title = r->paragraphs.title;
	a->paragraph = r->paragraphs.at;
	a->n = r->paragraphs.n;
	if (a->n > 0 && dateline_parse(&d, a->paragraph[0])) {
		a->place = d.place;
		if (a->date.n == 0) {
			r->date = d.date;
			a->date = str_of(r->date.text);
		}
	}
	*got = true;
	return NULL;
}

static void
plain_close(struct reader *r)
{
	if (r == NULL)
		return;
	buf_release(&r->decoded);
	buf_release(&r->text);
	buf_release(&r->id);
	buf_release(&r->warning);
	paragraphs_release(&r->paragraphs);
	free(r);
}

static const char *const plain_suffix[] = { ".txt", ".text", NULL };

const struct format format_plain = {
	"text", plain_suffix, "plain text, one article per file",
	looks_like_text, plain_open, plain_next, plain_close
};
