/* Web pages: one article per file. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "html.h"
#include "json_article.h"
#include "read.h"

struct reader {
	struct input *in;
	struct str path;
	struct draft draft;
	struct buf text;
	bool is_done;
};

struct meta {
	struct draft *d;
	struct buf name, value;
};

/* ---- what the head says ---- */

/* <meta name or property or itemprop, content>, <time>: a field each. */
static const struct meta_field {
	const char *name;
	enum { META_TITLE, META_DATE, META_SOURCE, META_URL } field;
} fields[] = {
	{ "og:title", META_TITLE }, { "twitter:title", META_TITLE },
	{ "dc.title", META_TITLE },
	{ "article:published_time", META_DATE },
	{ "datepublished", META_DATE }, { "dc.date.issued", META_DATE },
	{ "dc.date", META_DATE }, { "date", META_DATE },
	{ "pubdate", META_DATE }, { "publishdate", META_DATE },
	{ "publish-date", META_DATE }, { "parsely-pub-date", META_DATE },
	{ "sailthru.date", META_DATE },
	{ "og:site_name", META_SOURCE }, { "dc.publisher", META_SOURCE },
	{ "application-name", META_SOURCE },
	{ "og:url", META_URL },
};

static void
offer(struct draft *d, int field, struct str value)
{
	switch (field) {
	case META_TITLE:
		draft_offer(d, &d->a.title, value);
		break;
	case META_DATE:
		draft_date(d, value);
		break;
	case META_SOURCE:
		draft_offer(d, &d->a.source, value);
		break;
	case META_URL:
		draft_offer(d, &d->a.url, value);
		break;
	}
}

/* The fields are in order of trust, so each is looked for on its own. */
static void
take_meta(struct meta *m, xmlNode *top, const struct meta_field *f)
{
	static const char *const by[] = { "name", "property", "itemprop" };

	for (xmlNode *n = top; n != NULL; n = xml_next(n, top))
		for (int i = 0; i < 3 && xml_is(n, "meta"); i++) {
			struct str name = xml_attribute(&m->name, n, by[i]);

			if (name.n == strlen(f->name) && strncasecmp(name.p,
			    f->name, name.n) == 0)
				offer(m->d, f->field, xml_attribute(&m->value,
				    n, "content"));
		}
}

static void
take_links(struct meta *m, xmlNode *top)
{
	for (xmlNode *n = top; n != NULL; n = xml_next(n, top)) {
		if (xml_is(n, "link") && str_is(xml_attribute(&m->name, n,
		    "rel"), "canonical"))
			draft_offer(m->d, &m->d->a.url,
			    xml_attribute(&m->value, n, "href"));
		else if (xml_is(n, "time"))
			draft_date(m->d, xml_attribute(&m->value, n,
			    "datetime"));
	}
}

/* JSON-LD: schema.org/NewsArticle, alone, in an array or in a @graph. */
static void
take_json_ld(struct meta *m, const json_t *v, unsigned depth)
{
	const json_t *one;
	size_t i;

	if (json_is_array(v) && depth < 4)
		json_array_foreach(v, i, one)
			take_json_ld(m, one, depth + 1);
	else if (json_is_object(v) && depth < 4) {
		take_json_ld(m, json_object_get(v, "@graph"), depth + 1);
		json_article_ld(m->d, v);
	}
}

static void
take_scripts(struct meta *m, xmlNode *top)
{
	for (xmlNode *n = top; n != NULL; n = xml_next(n, top)) {
		json_t *root;

		if (!xml_is(n, "script") || !str_is(xml_attribute(&m->name, n,
		    "type"), "application/ld+json"))
			continue;
		xml_content(&m->value, n);
		root = json_loadb(m->value.p != NULL ? m->value.p : "",
		    m->value.n, 0, NULL);
		take_json_ld(m, root, 0);
		json_decref(root);
	}
}

void
html_page(struct draft *d, struct str text)
{
	xmlDoc *doc = xml_parse_html(text);
	struct meta m = { .d = d };
	xmlNode *root = doc != NULL ? xmlDocGetRootElement(doc) : NULL, *body;

	if (xml_is_cut() && d->a.warning.n == 0)
		d->a.warning = STR_LIT("elements nested too deep; the page "
		    "after them is left out");
	if (root != NULL) {
		take_scripts(&m, root);
		for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
			take_meta(&m, root, &fields[i]);
		take_links(&m, root);
		draft_offer(d, &d->a.title, xml_content(&m.value,
		    xml_below(root, "h1")));
		draft_offer(d, &d->a.title, xml_content(&m.value,
		    xml_below(root, "title")));
		body = xml_child(root, "body");
		html_main_text(d, body != NULL ? body : root);
	}
	xmlFreeDoc(doc);
	buf_release(&m.name);
	buf_release(&m.value);
}

struct str
html_charset(struct str head)
{
	struct str s = { head.p, head.n < 2048 ? head.n : 2048 };

	for (size_t i = 0; i + 8 < s.n; i++) {
		struct str v = { s.p + i + 8, 0 };

		if (strncasecmp(s.p + i, "charset=", 8) != 0)
			continue;
		if (*v.p == '"' || *v.p == '\'')
			v.p++;
		while (v.p + v.n < s.p + s.n &&
		    strchr("\"' >;/", v.p[v.n]) == NULL)
			v.n++;
		return v;
	}
	return (struct str){ "", 0 };
}

/* ---- the format ---- */

static bool
html_sniff(struct str head)
{
	static const char *const marks[] = { "<!doctype html", "<html",
	    "<head", "<body", NULL };
	struct str s = head;

	if (str_starts(s, "\xef\xbb\xbf"))
		s.p += 3, s.n -= 3;
	s = str_trim(s);
	for (size_t i = 0; marks[i] != NULL; i++)
		if (s.n > strlen(marks[i]) &&
		    strncasecmp(s.p, marks[i], strlen(marks[i])) == 0)
			return true;
	return str_is(xml_root(head), "html");
}

static void
html_open(struct reader **rp, struct input *in, struct str path)
{
	struct reader *r = mem_alloc(1, sizeof(*r));

	r->in = in;
	r->path = path;
	*rp = r;
}

static const struct error *
html_next(struct reader *r, struct article *a, bool *got)
{
	const struct error *e;
	struct str raw;

	*got = false;
	if (r->is_done)
		return NULL;
	r->is_done = true;
	if ((e = input_all(r->in, &raw)) != NULL)
		return e;
	if ((e = xml_check(raw)) != NULL)
		return e;
	read_decode(&r->text, raw, html_charset(raw));
	draft_begin(&r->draft, r->path, 0);
	html_page(&r->draft, buf_slice(&r->text));
	draft_end(&r->draft, a);
	*got = true;
	return NULL;
}

static void
html_close(struct reader *r)
{
	if (r == NULL)
		return;
	draft_release(&r->draft);
	buf_release(&r->text);
	free(r);
}

static const char *const html_suffix[] = { ".html", ".htm", ".xhtml", NULL };

const struct format format_html = {
	"html", html_suffix, "web pages, one article per file",
	html_sniff, html_open, html_next, html_close
};
