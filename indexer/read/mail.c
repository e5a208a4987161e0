/*
 * Mail (RFC 5322, MIME), by GMime: single messages and mboxes, one article
 * per message.  The text is the plain part where there is one, else the HTML.
 */
#include <gmime/gmime.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "html.h"
#include "read.h"

struct reader {
	struct input *in;
	struct str path;
	bool is_mbox, is_open, is_done;
	GMimeStream *stream;
	GMimeParser *parser;
	const char *text;	/* the whole file, for counting lines */
	int64_t counted;
	size_t line;
	struct draft draft;
};

/* ---- sniffing ---- */

static bool
is_header(struct str line)
{
	size_t n = 0;

	while (n < line.n && line.p[n] > ' ' && line.p[n] != ':' &&
	    line.p[n] != 0x7f)
		n++;
	return n > 1 && n < line.n && line.p[n] == ':';
}

static bool
mail_sniff(struct str head)
{
	static const char *const known[] = { "received:", "return-path:",
	    "delivered-to:", "message-id:", "mime-version:", "from:",
	    "x-mailer:", NULL };
	struct str line, rest = head;
	bool from = false, mark = false;

	for (int i = 0; i < 40 && str_cut(&rest, '\n', &line); i++) {
		if (line.n > 0 && (line.p[0] == ' ' || line.p[0] == '\t'))
			continue;
		if (!is_header(line))
			break;
		for (size_t k = 0; known[k] != NULL; k++)
			if (line.n > strlen(known[k]) && strncasecmp(line.p,
			    known[k], strlen(known[k])) == 0) {
				from |= k == 5;
				mark |= k != 5;
			}
	}
	return from && mark;
}

static bool
mbox_sniff(struct str head)
{
	struct str line, rest;

	if (str_starts(head, "\xef\xbb\xbf"))
		head.p += 3, head.n -= 3;
	rest = head;
	return str_starts(head, "From ") && str_cut(&rest, '\n', &line) &&
	    str_cut(&rest, '\n', &line) && is_header(line);
}

/* ---- parts ---- */

static void
take_part(struct draft *d, GMimePart *part, bool is_html)
{
	char *text = g_mime_text_part_get_text((GMimeTextPart *)part);

	if (text == NULL)
		return;
	if (is_html)
		html_fragment(d, str_of(text));
	else
		draft_text(d, str_of(text));
	g_free(text);
}

/* The first text part of a kind, attachments left out. */
static GMimePart *
find_part(GMimeObject *o, const char *subtype, int depth)
{
	GMimePart *found = NULL;

	if (o == NULL || depth > 20)
		return NULL;
	if (GMIME_IS_MULTIPART(o)) {
		GMimeMultipart *m = (GMimeMultipart *)o;

		for (int i = 0; i < g_mime_multipart_get_count(m) &&
		    found == NULL; i++)
			found = find_part(g_mime_multipart_get_part(m, i),
			    subtype, depth + 1);
		return found;
	}
	if (!GMIME_IS_TEXT_PART(o) || g_mime_part_is_attachment(
	    (GMimePart *)o))
		return NULL;
	return g_mime_content_type_is_type(g_mime_object_get_content_type(o),
	    "text", subtype) ? (GMimePart *)o : NULL;
}

static void
take_sender(struct draft *d, GMimeMessage *m)
{
	InternetAddressList *list = g_mime_message_get_from(m);
	InternetAddress *from = list != NULL &&
	    internet_address_list_length(list) > 0 ?
	    internet_address_list_get_address(list, 0) : NULL;
	const char *name = from != NULL ? internet_address_get_name(from) :
	    NULL;

	if (name == NULL && from != NULL && INTERNET_ADDRESS_IS_MAILBOX(from))
		name = internet_address_mailbox_get_addr(
		    (InternetAddressMailbox *)from);
	draft_set(d, &d->a.source, str_of(name));
}

static void
take_message(struct draft *d, GMimeMessage *m)
{
	GMimeObject *top = g_mime_message_get_mime_part(m);
	GMimePart *plain = find_part(top, "plain", 0);
	GDateTime *date = g_mime_message_get_date(m);

	draft_set(d, &d->a.id, str_of(g_mime_message_get_message_id(m)));
	draft_set(d, &d->a.title, str_of(g_mime_message_get_subject(m)));
	take_sender(d, m);
	if (date != NULL) {
		char *text = g_date_time_format(date, "%Y-%m-%d");

		draft_date(d, str_of(text));
		g_free(text);
	}
	if (plain != NULL)
		take_part(d, plain, false);
	if (plain == NULL || str_trim(buf_slice(&d->text)).n == 0) {
		GMimePart *html = find_part(top, "html", 0);

		if (html != NULL)
			take_part(d, html, true);
	}
}

/* ---- the formats ---- */

static void
start_gmime(void)
{
	g_mime_init();
}

static void
open_as(struct reader **rp, struct input *in, struct str path, bool is_mbox)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	struct reader *r = mem_alloc(1, sizeof(*r));

	pthread_once(&once, start_gmime);
	r->in = in;
	r->path = path;
	r->is_mbox = is_mbox;
	*rp = r;
}

static void
mail_open(struct reader **rp, struct input *in, struct str path)
{
	open_as(rp, in, path, false);
}

static void
mbox_open(struct reader **rp, struct input *in, struct str path)
{
	open_as(rp, in, path, true);
}

static const struct error *
begin(struct reader *r)
{
	const struct error *e;
	struct str raw;

	r->is_open = true;
	if ((e = input_all(r->in, &raw)) != NULL)
		return e;
	if (str_starts(raw, "\xef\xbb\xbf"))
		raw.p += 3, raw.n -= 3;
	r->is_done = raw.n == 0;
	r->text = raw.p;
	r->line = 1;
	r->stream = g_mime_stream_mem_new_with_buffer(raw.p, raw.n);
	r->parser = g_mime_parser_new_with_stream(r->stream);
	if (r->is_mbox)
		g_mime_parser_set_format(r->parser, GMIME_FORMAT_MBOX);
	return NULL;
}

static size_t
line_of(struct reader *r, int64_t at)
{
	for (; r->counted < at; r->counted++)
		r->line += r->text[r->counted] == '\n';
	return r->line;
}

static const struct error *
mail_next(struct reader *r, struct article *a, bool *got)
{
	const struct error *e;
	GMimeMessage *m;
	size_t line;

	*got = false;
	if (!r->is_open && (e = begin(r)) != NULL)
		return e;
	if (r->is_done || (r->is_mbox && g_mime_parser_eos(r->parser)))
		return NULL;
	r->is_done = !r->is_mbox;
	line = line_of(r, g_mime_parser_tell(r->parser));
	m = g_mime_parser_construct_message(r->parser, NULL);
	if (m == NULL) {
		r->is_done = true;
		return error_make(ERROR_INPUT, "%zu: no mail message", line);
	}
	draft_begin(&r->draft, r->path, r->is_mbox ? line : 0);
	take_message(&r->draft, m);
	g_object_unref(m);
	draft_end(&r->draft, a);
	*got = true;
	return NULL;
}

static void
mail_close(struct reader *r)
{
	if (r == NULL)
		return;
	if (r->parser != NULL)
		g_object_unref(r->parser);
	if (r->stream != NULL)
		g_object_unref(r->stream);
	draft_release(&r->draft);
	free(r);
}

static const char *const mail_suffix[] = { ".eml", NULL };
static const char *const mbox_suffix[] = { ".mbox", ".mbx", NULL };

const struct format format_mail = {
	"mail", mail_suffix, "a mail message",
	mail_sniff, mail_open, mail_next, mail_close
};

const struct format format_mbox = {
	"mbox", mbox_suffix, "a mailbox, one article per message",
	mbox_sniff, mbox_open, mail_next, mail_close
};
