#include "read.h"

#include <string.h>
#include <strings.h>

#include "clean.h"

const struct format *const read_formats[] = {
	&format_plain,
	&format_jsonl,
	NULL
};

const struct format *
read_find(const char *name)
{
	for (size_t i = 0; read_formats[i] != NULL; i++)
		if (strcmp(read_formats[i]->name, name) == 0)
			return read_formats[i];
	return NULL;
}

/* Suffixes are known in any case: NEWS.TXT. */
static bool
ends_in(struct str name, const char *suffix)
{
	size_t n = strlen(suffix);

	return name.n >= n &&
	    strncasecmp(name.p + name.n - n, suffix, n) == 0;
}

const struct format *
read_choose_by_name(const char *path)
{
	const struct str name = str_of(path);

	for (size_t i = 0; read_formats[i] != NULL; i++)
		for (const char *const *s = read_formats[i]->suffix;
		    *s != NULL; s++)
			if (ends_in(name, *s))
				return read_formats[i];
	return NULL;
}

const struct error *
read_choose_by_content(const struct format **chosen, struct input *in)
{
	const struct error *e;
	struct str head;

	*chosen = NULL;
	if ((e = input_peek(in, SNIFF_SIZE, &head)) != NULL)
		return e;
	/* the first format takes nearly any text, so the last one wins */
	for (size_t i = 0; read_formats[i] != NULL; i++)
		if (read_formats[i]->sniff(head))
			*chosen = read_formats[i];
	return NULL;
}

void
read_decode(struct buf *out, struct str raw)
{
	struct str rest = raw;
	bool multibyte = false, broken = false;

	while (rest.n > 0) {
		const char *at = rest.p;
		int32_t c;

		if (at[0] >= 0) {
			rest.p++, rest.n--;
			continue;
		}
		c = clean_rune(&rest);
		if (c == 0xfffd && !(rest.p - at == 3 &&
		    memcmp(at, "\xef\xbf\xbd", 3) == 0))
			broken = true;
		else
			multibyte = true;
	}
	if (broken && !multibyte)
		clean_windows1252(out, raw);
	else
		buf_str(out, raw);
}

struct str
read_date_warning(struct buf *out, struct str date)
{
	buf_reset(out);
	buf_printf(out, "date \"%.*s\": not understood, left out; "
	    "write YYYY-MM-DD", (int)(date.n > 60 ? 60 : date.n), date.p);
	return buf_slice(out);
}
