/* JSON Lines (https://jsonlines.org): one article per line, an object. */
#include <stdlib.h>
#include <string.h>

#include "clean.h"
#include "json_article.h"
#include "read.h"

struct reader {
	struct input *in;
	struct str path;
	json_t *root;
	struct buf line, clean;
	struct draft draft;
};

static bool
jsonl_sniff(struct str head)
{
	struct str s = head;

	if (str_starts(s, "\xef\xbb\xbf"))
		s.p += 3, s.n -= 3;
	s = str_trim(s);
	return s.n > 1 && s.p[0] == '{' &&
	    (str_trim((struct str){ s.p + 1, s.n - 1 }).p[0] == '"' ||
	    str_trim((struct str){ s.p + 1, s.n - 1 }).p[0] == '}');
}

static void
jsonl_open(struct reader **rp, struct input *in, struct str path)
{
	struct reader *r = mem_alloc(1, sizeof(*r));

	r->in = in;
	r->path = path;
	*rp = r;
}

static const struct error *
jsonl_next(struct reader *r, struct article *a, bool *got)
{
	const struct error *e;
	json_error_t why;
	struct str raw;
	size_t line;

	*got = false;
	json_decref(r->root);
	r->root = NULL;
	do {
		if ((e = input_line(r->in, &raw, got)) != NULL)
			return e->code != ERROR_INPUT ? e :
			    error_wrap(e, "%zu", input_lines(r->in));
		if (!*got)
			return NULL;
		if (input_lines(r->in) == 1 && str_starts(raw, "\xef\xbb\xbf"))
			raw.p += 3, raw.n -= 3;
		raw = str_trim(raw);
	} while (raw.n == 0);

	line = input_lines(r->in);
	draft_begin(&r->draft, r->path, line);
	if (draft_is_known(&r->draft, r->in, format_jsonl.name, raw, a))
		return NULL;
	if (!clean_is_utf8(raw)) {
		/* cleaned before parsing: JSON must be UTF-8 */
		buf_reset(&r->clean);
		buf_reset(&r->line);
		read_decode(&r->clean, raw, STR_LIT(""));
		clean_text(&r->line, buf_slice(&r->clean));
		raw = buf_slice(&r->line);
	}
	r->root = json_loadb(raw.p, raw.n, JSON_ALLOW_NUL, &why);
	if (r->root == NULL)
		return error_make(ERROR_INPUT, "%zu: not JSON: %s (column %d)",
		    line, why.text, why.column);
	if (json_is_ninjs(r->root))
		json_article_ninjs(&r->draft, r->root);
	else if ((e = json_article(&r->draft, r->root)) != NULL)
		return error_wrap(e, "%zu", line);
	draft_end(&r->draft, a);
	return NULL;
}

static void
jsonl_close(struct reader *r)
{
	if (r == NULL)
		return;
	json_decref(r->root);
	buf_release(&r->line);
	buf_release(&r->clean);
	draft_release(&r->draft);
	free(r);
}

static const char *const jsonl_suffix[] = { ".jsonl", ".ndjson", NULL };

const struct format format_jsonl = {
	"jsonl", jsonl_suffix, "JSON Lines, one article per line",
	jsonl_sniff, jsonl_open, jsonl_next, jsonl_close
};
