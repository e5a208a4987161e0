/*
 * Markdown (CommonMark, by libcmark) with front matter (YAML, by libyaml)
 * between "---" lines: one article per file.
 */
#include <cmark.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <yaml.h>

#include "clean.h"
#include "html.h"
#include "read.h"

#define YAML_DEPTH_MAX 100	/* brackets in one another */

struct reader {
	struct input *in;
	struct str path;
	struct buf decoded, text;
	struct draft draft;
	bool is_done;
};

/* "---", a line of front matter, and the "---" that ends it. */
static bool
front_matter(struct str text, struct str *matter, struct str *rest)
{
	const char *end;

	if (!str_starts(text, "---\n"))
		return false;
	end = memmem(text.p + 3, text.n - 3, "\n---\n", 5);
	if (end == NULL)
		return false;
	*matter = (struct str){ text.p + 4, end < text.p + 4 ? 0 :
	    (size_t)(end - text.p) - 4 };
	*rest = (struct str){ end + 5, (size_t)(text.p + text.n - end) - 5 };
	return true;
}

static bool
markdown_sniff(struct str head)
{
	struct str matter, rest;

	return front_matter(head, &matter, &rest) &&
	    memchr(matter.p, ':', matter.n) != NULL;
}

static void
markdown_open(struct reader **rp, struct input *in, struct str path)
{
	struct reader *r = mem_alloc(1, sizeof(*r));

	r->in = in;
	r->path = path;
	*rp = r;
}

static void
take_value(struct draft *d, struct str key, struct str value)
{
	static const struct {
		const char *name;
		enum facet facet;
	} given[] = { { "actor", FACET_ACTOR }, { "actors", FACET_ACTOR },
	    { "location", FACET_LOCATION }, { "locations", FACET_LOCATION },
	    { "org_type", FACET_ORG_TYPE } };

	if (str_is(key, "id"))
		draft_offer(d, &d->a.id, value);
	else if (str_is(key, "title"))
		draft_offer(d, &d->a.title, value);
	else if (str_is(key, "date"))
		draft_date(d, value);
	else if (str_is(key, "source") || str_is(key, "publisher"))
		draft_offer(d, &d->a.source, value);
	else if (str_is(key, "url") || str_is(key, "link"))
		draft_offer(d, &d->a.url, value);
	for (size_t i = 0; i < sizeof(given) / sizeof(given[0]); i++)
		if (str_is(key, given[i].name))
			draft_given(d, given[i].facet, value);
}

/* Keys of the outermost mapping; their values, or those of their lists. */
/* libyaml takes a time quadratic in the depth of brackets. */
static bool
is_deep(struct str yaml)
{
	size_t depth = 0;

	for (size_t i = 0; i < yaml.n && depth <= YAML_DEPTH_MAX; i++) {
		depth += yaml.p[i] == '[' || yaml.p[i] == '{';
		depth -= depth > 0 && (yaml.p[i] == ']' || yaml.p[i] == '}');
	}
	return depth > YAML_DEPTH_MAX;
}

static bool
take_yaml(struct draft *d, struct str matter)
{
	union { const char *in; const unsigned char *out; } bytes =
	    { matter.p };
	yaml_parser_t y;
	yaml_event_t event;
	struct buf key = { 0 };
	bool is_key = true, done = false, ok = true;
	int depth = 0;

	if (is_deep(matter) || yaml_parser_initialize(&y) == 0)
		return false;
	yaml_parser_set_input_string(&y, bytes.out, matter.n);
	while (!done && (ok = yaml_parser_parse(&y, &event) != 0)) {
		yaml_event_type_t type = event.type;

		if (type == YAML_SCALAR_EVENT && depth == 1 && is_key) {
			buf_reset(&key);
			buf_add(&key, event.data.scalar.value,
			    event.data.scalar.length);
			is_key = false;
		} else if (type == YAML_SCALAR_EVENT && depth <= 2) {
			struct buf value = { 0 };

			buf_add(&value, event.data.scalar.value,
			    event.data.scalar.length);
			take_value(d, buf_slice(&key), buf_slice(&value));
			buf_release(&value);
			is_key |= depth == 1;
		} else if (type == YAML_MAPPING_START_EVENT ||
		    type == YAML_SEQUENCE_START_EVENT)
			depth++;
		else if ((type == YAML_MAPPING_END_EVENT ||
		    type == YAML_SEQUENCE_END_EVENT) && --depth == 1)
			is_key = true;
		else if (type == YAML_ALIAS_EVENT && depth == 1)
			is_key = true;
		done = type == YAML_STREAM_END_EVENT;
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&y);
	buf_release(&key);
	return ok;
}

static void
take_markdown(struct reader *r, struct str text)
{
	char *html = cmark_markdown_to_html(text.p, text.n, CMARK_OPT_UNSAFE |
	    CMARK_OPT_SMART);
	xmlDoc *doc = xml_parse_html(str_of(html));
	struct draft *d = &r->draft;
	xmlNode *h1;

	if (doc != NULL) {
		/* the first heading is the title, and no paragraph */
		h1 = d->a.title.n == 0 ? xml_below(xmlDocGetRootElement(doc),
		    "h1") : NULL;
		if (h1 != NULL) {
			draft_set(d, &d->a.title, xml_content(&r->decoded,
			    h1));
			xmlUnlinkNode(h1);
			xmlFreeNode(h1);
		}
		html_tree(d, xmlDocGetRootElement(doc));
	}
	xmlFreeDoc(doc);
	free(html);
}

static const struct error *
markdown_next(struct reader *r, struct article *a, bool *got)
{
	const struct error *e;
	struct str raw, matter, rest;

	*got = false;
	if (r->is_done)
		return NULL;
	r->is_done = true;
	if ((e = input_all(r->in, &raw)) != NULL)
		return e;
	if (raw.n > XML_SIZE_MAX)
		return error_make(ERROR_INPUT, "1: larger than %zu MiB; "
		    "split it", XML_SIZE_MAX >> 20);
	read_decode(&r->decoded, raw, STR_LIT(""));
	clean_text(&r->text, buf_slice(&r->decoded));
	rest = buf_slice(&r->text);
	draft_begin(&r->draft, r->path, 0);
	if (front_matter(rest, &matter, &rest) &&
	    !take_yaml(&r->draft, matter))
		r->draft.a.warning = STR_LIT("the front matter is no YAML; "
		    "what follows the mistake is left out");
	if (rest.n > 0)
		take_markdown(r, rest);
	draft_end(&r->draft, a);
	*got = true;
	return NULL;
}

static void
markdown_close(struct reader *r)
{
	if (r == NULL)
		return;
	buf_release(&r->decoded);
	buf_release(&r->text);
	draft_release(&r->draft);
	free(r);
}

static const char *const markdown_suffix[] = { ".md", ".markdown", NULL };

const struct format format_markdown = {
	"markdown", markdown_suffix, "Markdown with front matter",
	markdown_sniff, markdown_open, markdown_next, markdown_close
};
