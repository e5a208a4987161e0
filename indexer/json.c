#include "json.h"

void
json_add_str(struct buf *b, struct str s)
{
	size_t done = 0;

	buf_reserve(b, s.n + 2);
	buf_putc(b, '"');
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c >= ' ' && c != '"' && c != '\\' && c != 127)
			continue;
		buf_add(b, s.p + done, i - done);
		done = i + 1;
		if (c == '"' || c == '\\') {
			buf_putc(b, '\\');
			buf_putc(b, (char)c);
		} else if (c == '\n')
			buf_puts(b, "\\n");
		else
			buf_printf(b, "\\u%04x", c);
	}
	if (done < s.n)
		buf_add(b, s.p + done, s.n - done);
	buf_putc(b, '"');
}

void
json_add_str_or_null(struct buf *b, struct str s)
{
	if (s.n == 0)
		buf_puts(b, "null");
	else
		json_add_str(b, s);
}

void
json_add_list(struct buf *b, const struct str *list, size_t n)
{
	buf_putc(b, '[');
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_putc(b, ',');
		json_add_str(b, list[i]);
	}
	buf_putc(b, ']');
}
