/*
 * JSON files: an array of articles, one article, or an object that holds such
 * an array ("articles", "items", ...).  Each may be ours or ninjs, see
 * json_article.h.
 */
#include <stdlib.h>
#include <string.h>

#include "clean.h"
#include "json_article.h"
#include "read.h"

struct reader {
	struct input *in;
	struct str path;
	struct buf text;
	struct str rest;	/* of an array */
	size_t line;		/* where rest begins */
	bool is_open, is_done;
	json_t *root;		/* an object that holds an array, or an element */
	const json_t *list;
	size_t next;		/* of the list */
	struct draft draft;
};

static struct str
skip_blanks(struct str s)
{
	if (str_starts(s, "\xef\xbb\xbf"))
		s.p += 3, s.n -= 3;
	return str_trim(s);
}

static bool
is_object_or_array(struct str head)
{
	struct str s = skip_blanks(head);

	if (s.n > 0 && s.p[0] == '[') {
		s.p++, s.n--;
		s = str_trim(s);
	}
	if (s.n < 2 || s.p[0] != '{')
		return false;
	s = str_trim((struct str){ s.p + 1, s.n - 1 });
	return s.n > 0 && (s.p[0] == '"' || s.p[0] == '}');
}

/* One object over several lines, or an array; JSON Lines comes later. */
static bool
json_sniff(struct str head)
{
	return is_object_or_array(head);
}

static bool
ninjs_sniff(struct str head)
{
	return is_object_or_array(head) && memmem(head.p, head.n, "\"uri\"",
	    5) != NULL && (memmem(head.p, head.n, "\"headline", 9) != NULL ||
	    memmem(head.p, head.n, "\"version", 8) != NULL);
}

static void
json_open(struct reader **rp, struct input *in, struct str path)
{
	struct reader *r = mem_alloc(1, sizeof(*r));

	r->in = in;
	r->path = path;
	*rp = r;
}

static void
advance(struct reader *r, size_t n)
{
	for (size_t i = 0; i < n; i++)
		r->line += r->rest.p[i] == '\n';
	r->rest.p += n;
	r->rest.n -= n;
}

static void
pass_blanks(struct reader *r)
{
	size_t n = 0;

	while (n < r->rest.n && strchr(" \t\r\n", r->rest.p[n]) != NULL &&
	    r->rest.p[n] != '\0')
		n++;
	advance(r, n);
}

/* The next value of the text, into root. */
static const struct error *
parse(struct reader *r)
{
	json_error_t why;

	json_decref(r->root);
	r->root = json_loadb(r->rest.p, r->rest.n, JSON_ALLOW_NUL |
	    JSON_DISABLE_EOF_CHECK, &why);
	if (r->root == NULL) {
		r->is_done = true;	/* where would the next one begin? */
		return error_make(ERROR_INPUT, "%zu: not JSON: %s (column %d)",
		    r->line + (size_t)(why.line > 0 ? why.line - 1 : 0),
		    why.text, why.column);
	}
	advance(r, (size_t)why.position);
	return NULL;
}

static const struct error *
begin(struct reader *r)
{
	static const char *const lists[] = { "articles", "items", "results",
	    "docs", "data", "stories", "entries" };
	const struct error *e;
	struct str raw;

	r->is_open = true;
	r->line = 1;
	if ((e = input_all(r->in, &raw)) != NULL)
		return e;
	read_decode(&r->text, raw, STR_LIT(""));
	if (!clean_is_utf8(buf_slice(&r->text))) {
		struct buf clean = { 0 };

		clean_text(&clean, buf_slice(&r->text));
		buf_release(&r->text);
		r->text = clean;
	}
	r->rest = buf_slice(&r->text);
	if (str_starts(r->rest, "\xef\xbb\xbf"))
		r->rest.p += 3, r->rest.n -= 3;
	pass_blanks(r);
	if (r->rest.n == 0)
		r->is_done = true;
	else if (r->rest.p[0] == '[')
		advance(r, 1);
	else if ((e = parse(r)) == NULL) {
		for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]) &&
		    r->list == NULL; i++)
			if (json_is_array(json_object_get(r->root, lists[i])))
				r->list = json_object_get(r->root, lists[i]);
		r->is_done = true;
	}
	return e;
}

static const struct error *
take(struct reader *r, const json_t *v, size_t line, struct article *a)
{
	const struct error *e;

	draft_begin(&r->draft, r->path, line);
	if (json_is_ninjs(v))
		json_article_ninjs(&r->draft, v);
	else if ((e = json_article(&r->draft, v)) != NULL)
		return error_wrap(e, "%zu", line > 0 ? line : 1);
	draft_end(&r->draft, a);
	return NULL;
}

/* The next element of an array in the text. */
static const struct error *
next_element(struct reader *r, struct article *a, bool *got)
{
	const struct error *e;
	size_t line;

	pass_blanks(r);
	if (r->rest.n > 0 && r->rest.p[0] == ',') {
		advance(r, 1);
		pass_blanks(r);
	}
	if (r->rest.n > 0 && r->rest.p[0] == ']') {
		r->is_done = true;
		return NULL;
	}
	line = r->line;
	if (r->rest.n == 0) {
		r->is_done = true;
		return error_make(ERROR_INPUT, "%zu: not JSON: the array has "
		    "no end", line);
	}
	if ((e = parse(r)) != NULL)
		return e;
	*got = true;
	return take(r, r->root, line, a);
}

static const struct error *
json_next(struct reader *r, struct article *a, bool *got)
{
	const struct error *e;

	*got = false;
	if (!r->is_open) {
		if ((e = begin(r)) != NULL)
			return e;
		if (r->root != NULL && r->list == NULL) {
			*got = true;
			return take(r, r->root, 0, a);
		}
	}
	if (r->list != NULL) {
		if (r->next == json_array_size(r->list))
			return NULL;
		*got = true;
		r->next++;
		return take(r, json_array_get(r->list, r->next - 1), r->next,
		    a);
	}
	return r->is_done ? NULL : next_element(r, a, got);
}

static void
json_close(struct reader *r)
{
	if (r == NULL)
		return;
	json_decref(r->root);
	buf_release(&r->text);
	draft_release(&r->draft);
	free(r);
}

static const char *const json_suffix[] = { ".json", NULL };

const struct format format_json = {
	"json", json_suffix, "JSON, an array of articles or one of them",
	json_sniff, json_open, json_next, json_close
};

static const char *const ninjs_suffix[] = { ".json", ".ninjs", NULL };

const struct format format_ninjs = {
	"ninjs", ninjs_suffix, "IPTC ninjs 1 and 2",
	ninjs_sniff, json_open, json_next, json_close
};
