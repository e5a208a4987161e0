/*
 * WARC 1.0 and 1.1 (ISO 28500): web pages and texts of a crawl, one article
 * per record of type response, resource or conversion.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "html.h"
#include "read.h"

#define BLOCK_MAX ((size_t)64 << 20)	/* a larger record is passed over */

struct reader {
	struct input *in;
	struct str path;
	struct buf type, uri, date, mime, body, text;
	uint64_t length;
	bool has_length;
	size_t records;
	struct draft draft;
};

static bool
warc_sniff(struct str head)
{
	return str_starts(head, "WARC/");
}

static void
warc_open(struct reader **rp, struct input *in, struct str path)
{
	struct reader *r = mem_alloc(1, sizeof(*r));

	r->in = in;
	r->path = path;
	*rp = r;
}

static bool
header_is(struct str line, const char *name, struct str *value)
{
	size_t n = strlen(name);

	if (line.n <= n || line.p[n] != ':' ||
	    strncasecmp(line.p, name, n) != 0)
		return false;
	*value = str_trim((struct str){ line.p + n + 1, line.n - n - 1 });
	return true;
}

static void
keep(struct buf *out, struct str value)
{
	buf_reset(out);
	buf_str(out, value);
}

/* The header of the next record; *got is false at the end. */
static const struct error *
read_header(struct reader *r, bool *got)
{
	const struct error *e;
	struct str line, value;
	bool is_line;

	do {
		if ((e = input_line(r->in, &line, &is_line)) != NULL)
			return e;
		if (!is_line)
			return NULL;
	} while (!str_starts(line, "WARC/"));
	buf_reset(&r->type);
	buf_reset(&r->uri);
	buf_reset(&r->date);
	buf_reset(&r->mime);
	r->has_length = false;
	for (;;) {
		if ((e = input_line(r->in, &line, &is_line)) != NULL)
			return e;
		line = str_trim(line);
		if (!is_line || line.n == 0)
			break;
		if (header_is(line, "WARC-Type", &value))
			keep(&r->type, value);
		else if (header_is(line, "WARC-Target-URI", &value))
			keep(&r->uri, value);
		else if (header_is(line, "WARC-Date", &value))
			keep(&r->date, value);
		else if (header_is(line, "Content-Type", &value))
			keep(&r->mime, value);
		else if (header_is(line, "Content-Length", &value)) {
			r->length = 0;
			r->has_length = value.n > 0 && value.n < 16;
			for (size_t i = 0; i < value.n && r->has_length; i++) {
				r->has_length = value.p[i] >= '0' &&
				    value.p[i] <= '9';
				r->length = r->length * 10 +
				    (uint64_t)(value.p[i] - '0');
			}
		}
	}
	*got = true;
	return NULL;
}

static const struct error *
pass(struct reader *r, uint64_t n)
{
	const struct error *e;
	struct str some;

	while (n > 0) {
		if ((e = input_take(r->in, n < 65536 ? (size_t)n : 65536,
		    &some)) != NULL)
			return e;
		if (some.n == 0)
			return NULL;
		n -= some.n;
	}
	return NULL;
}

/* ---- HTTP inside ---- */

/* Transfer-Encoding: chunked (RFC 9112). */
static void
join_chunks(struct buf *out, struct str body)
{
	struct str line;

	buf_reset(out);
	while (str_cut(&body, '\n', &line)) {
		size_t n = 0;

		for (size_t i = 0; i < line.n && i < 8; i++) {
			char c = line.p[i] | 32;

			if (c >= '0' && c <= '9')
				n = n * 16 + (size_t)(c - '0');
			else if (c >= 'a' && c <= 'f')
				n = n * 16 + (size_t)(c - 'a') + 10;
			else
				break;
		}
		if (n == 0 || n > body.n)
			return;
		buf_add(out, body.p, n);
		body.p += n;
		body.n -= n;
		str_cut(&body, '\n', &line);
	}
}

static const struct error *
read_part(void *arg, char *to, size_t room, size_t *n)
{
	struct str *s = arg;

	*n = s->n < room ? s->n : room;
	memcpy(to, s->p, *n);
	s->p += *n;
	s->n -= *n;
	return NULL;
}

/* Content-Encoding: gzip; what cannot be unpacked is left out. */
static void
uncompress(struct buf *out, struct str body)
{
	struct input *in, *member;
	struct unpack *u = NULL;
	struct str name, some;
	bool only, got;

	input_of(&in, read_part, &body);
	buf_reset(out);
	if (unpack_open(&u, in, "body") == NULL &&
	    unpack_next(u, &name, &member, &only, &got) == NULL && got)
		while (out->n < BLOCK_MAX &&
		    input_some(member, &some) == NULL && some.n > 0)
			buf_str(out, some);
	unpack_close(u);
	input_close(in);
}

/* The body of an HTTP answer that is a page; false if it is none. */
static bool
http_body(struct reader *r, struct str block, struct str *body)
{
	struct str line, value;
	bool chunked = false, packed = false;

	if (!str_cut(&block, '\n', &line) || !str_starts(line, "HTTP/") ||
	    memmem(line.p, line.n, " 200", 4) == NULL)
		return false;
	buf_reset(&r->mime);
	while (str_cut(&block, '\n', &line) && str_trim(line).n > 0) {
		if (header_is(line, "Content-Type", &value))
			keep(&r->mime, value);
		else if (header_is(line, "Transfer-Encoding", &value))
			chunked = memmem(value.p, value.n, "chunked", 7) !=
			    NULL;
	}
	*body = block;
	if (chunked) {
		join_chunks(&r->text, block);
		if (r->text.n > 0)
			*body = buf_slice(&r->text);
	}
	packed = unpack_knows(*body);
	if (packed) {
		uncompress(&r->body, *body);
		*body = buf_slice(&r->body);
	}
	return true;
}

static bool
has_mime(const struct reader *r, const char *type)
{
	return r->mime.n >= strlen(type) &&
	    strncasecmp(r->mime.p, type, strlen(type)) == 0;
}

/* False if the record holds no text for us. */
static bool
take_record(struct reader *r, struct str block)
{
	struct draft *d = &r->draft;
	struct buf utf8 = { 0 };
	struct str charset, type = buf_slice(&r->type);
	bool is_html;

	if (str_is(type, "response") ? !http_body(r, block, &block) :
	    !str_is(type, "resource") && !str_is(type, "conversion"))
		return false;
	is_html = has_mime(r, "text/html") ||
	    has_mime(r, "application/xhtml+xml");
	if (!is_html && !has_mime(r, "text/plain"))
		return false;
	charset = html_charset(buf_slice(&r->mime));
	if (charset.n == 0 && is_html)
		charset = html_charset(block);
	read_decode(&utf8, block, charset);
	draft_begin(d, r->path, r->records);
	draft_set(d, &d->a.id, buf_slice(&r->uri));
	if (is_html)
		html_page(d, buf_slice(&utf8));
	else
		draft_text(d, buf_slice(&utf8));
	draft_offer(d, &d->a.url, buf_slice(&r->uri));
	draft_date(d, buf_slice(&r->date));
	buf_release(&utf8);
	return true;
}

static const struct error *
warc_next(struct reader *r, struct article *a, bool *got)
{
	const struct error *e;
	struct str block;
	bool is_record;

	*got = false;
	for (;;) {
		is_record = false;
		if ((e = read_header(r, &is_record)) != NULL)
			return e->code != ERROR_INPUT ? e :
			    error_wrap(e, "%zu", r->records + 1);
		if (!is_record)
			return NULL;
		r->records++;
		if (!r->has_length)
			return error_make(ERROR_INPUT, "%zu: record without "
			    "a Content-Length", r->records);
		if (r->length > BLOCK_MAX) {
			if ((e = pass(r, r->length)) != NULL)
				return e;
			return error_make(ERROR_INPUT, "%zu: record larger "
			    "than %zu MiB", r->records, BLOCK_MAX >> 20);
		}
		if ((e = input_take(r->in, (size_t)r->length, &block)) != NULL)
			return e;
		if (block.n < r->length)
			return error_make(ERROR_INPUT, "%zu: record cut "
			    "short", r->records);
		if (take_record(r, block)) {
			draft_end(&r->draft, a);
			*got = true;
			return NULL;
		}
	}
}

static void
warc_close(struct reader *r)
{
	if (r == NULL)
		return;
	buf_release(&r->type);
	buf_release(&r->uri);
	buf_release(&r->date);
	buf_release(&r->mime);
	buf_release(&r->body);
	buf_release(&r->text);
	draft_release(&r->draft);
	free(r);
}

static const char *const warc_suffix[] = { ".warc", NULL };

const struct format format_warc = {
	"warc", warc_suffix, "web archives, one article per page",
	warc_sniff, warc_open, warc_next, warc_close
};
