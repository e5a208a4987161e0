#include "read.h"

#include <string.h>
#include <strings.h>


/*
 * The order counts where several know a file by its first bytes: the last
 * wins, and the first takes nearly any text.
 */
const struct format *const read_formats[] = {
	&format_plain,
	&format_markdown,
	&format_csv,
	&format_tsv,
	&format_mail,
	&format_mbox,
	&format_json,
	&format_ninjs,
	&format_jsonl,
	&format_html,
	&format_rss,
	&format_nitf,
	&format_newsml,
	&format_reuters,
	&format_warc,
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

static bool
has_suffix(const struct format *f, const char *path)
{
	for (const char *const *s = f->suffix; *s != NULL; s++)
		if (ends_in(str_of(path), *s))
			return true;
	return false;
}

bool
read_has_suffix(const char *path)
{
	for (size_t i = 0; read_formats[i] != NULL; i++)
		if (has_suffix(read_formats[i], path))
			return true;
	return false;
}

const struct format *
read_choose_by_name(const char *path)
{
	const struct format *found = NULL;

	for (size_t i = 0; read_formats[i] != NULL; i++) {
		if (!has_suffix(read_formats[i], path))
			continue;
		if (found != NULL)
			return NULL;
		found = read_formats[i];
	}
	return found;
}

const struct error *
read_choose_by_content(const struct format **chosen, const char *path,
    struct input *in)
{
	bool any = !read_has_suffix(path);
	const struct error *e;
	struct str head;

	*chosen = NULL;
	if ((e = input_peek(in, SNIFF_SIZE, &head)) != NULL)
		return e;
	for (size_t i = 0; read_formats[i] != NULL; i++)
		if ((any || has_suffix(read_formats[i], path)) &&
		    read_formats[i]->sniff(head))
			*chosen = read_formats[i];
	return NULL;
}

struct str
read_date_warning(struct buf *out, struct str date)
{
	if (date.n > 60)	/* no character cut in two */
		for (date.n = 60; (date.p[date.n] & 0xc0) == 0x80;)
			date.n--;
	buf_reset(out);
	buf_printf(out, "date \"%.*s\": not understood, left out; "
	    "write YYYY-MM-DD", STR_ARG(date));
	return buf_slice(out);
}
