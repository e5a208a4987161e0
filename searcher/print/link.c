#include "link.h"

#include <string.h>
#include <strings.h>

#define OSC8 "\033]8;;"
#define ST "\033\\"
#define URL_MAX 2083		/* bytes that terminals take */

bool
link_is_web(struct str url)
{
	return (url.n > 8 && strncasecmp(url.p, "https://", 8) == 0) ||
	    (url.n > 7 && strncasecmp(url.p, "http://", 7) == 0);
}

/* Bytes from plain stay, the others become %XX (RFC 3986). */
static void
add_encoded(struct buf *b, struct str s, const char *plain)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '\0' && strchr(plain, s.p[i]) != NULL)
			buf_putc(b, s.p[i]);
		else
			buf_printf(b, "%%%02X", (unsigned char)s.p[i]);
}

#define UNRESERVED "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ" \
    "0123456789-._~"

static void
begin(struct buf *b, const struct buf *url, bool *is_open)
{
	*is_open = url->n > 0 && url->n <= URL_MAX;
	if (*is_open)
		buf_printf(b, OSC8 "%s" ST, url->p);
}

void
link_begin_file(struct buf *b, const struct look *look,
    const struct record *r, bool *is_open)
{
	struct buf url = { 0 };

	if (look->host != NULL && r->file.n > 0) {
		buf_puts(&url, "file://");
		add_encoded(&url, str_of(look->host), UNRESERVED);
		add_encoded(&url, r->file, UNRESERVED "/");
	}
	begin(b, &url, is_open);
	buf_release(&url);
}

void
link_begin_article(struct buf *b, const struct look *look,
    const struct record *r, bool *is_open)
{
	struct buf url = { 0 };

	if (!look->is_linked || !link_is_web(r->url)) {
		link_begin_file(b, look, r, is_open);
		return;
	}
	add_encoded(&url, r->url, UNRESERVED ":/?#[]@!$&'()*+,;=%");
	begin(b, &url, is_open);
	buf_release(&url);
}

void
link_end(struct buf *b, bool is_open)
{
	if (is_open)
		buf_puts(b, OSC8 ST);
}
