/*
 * RSS 2.0 (and 0.9x, 1.0) and Atom (RFC 4287): one article per item.  The
 * text is the whole content where the feed has it, else the summary.
 */
#include <stdlib.h>
#include <string.h>

#include "html.h"
#include "read.h"

struct reader {
	struct input *in;
	struct str path;
	bool is_open;
	xmlDoc *doc;
	xmlNode *root, *item;	/* item: the last one delivered */
	struct buf value, source;
	struct draft draft;
};

static bool
rss_sniff(struct str head)
{
	struct str root = xml_root(head);

	return str_is(root, "rss") || str_is(root, "feed") ||
	    str_is(root, "RDF");
}

static void
rss_open(struct reader **rp, struct input *in, struct str path)
{
	struct reader *r = mem_alloc(1, sizeof(*r));

	r->in = in;
	r->path = path;
	*rp = r;
}

static const struct error *
begin(struct reader *r)
{
	const struct error *e;
	struct str raw;
	xmlNode *channel;

	if ((e = input_all(r->in, &raw)) != NULL)
		return e->code == ERROR_INPUT ? error_wrap(e, "1") : e;
	if ((e = xml_parse(&r->doc, raw)) != NULL)
		return e;
	r->root = xmlDocGetRootElement(r->doc);
	r->item = r->root;
	channel = xml_child(r->root, "channel");
	xml_content(&r->source, xml_child(channel != NULL ? channel : r->root,
	    "title"));
	return NULL;
}

/* Links of Atom are attributes, those of RSS text. */
static void
take_link(struct reader *r, const xmlNode *item)
{
	struct draft *d = &r->draft;

	for (const xmlNode *n = item->children; n != NULL; n = n->next) {
		struct str rel;

		if (!xml_is(n, "link"))
			continue;
		draft_offer(d, &d->a.url, xml_content(&r->value, n));
		rel = xml_attribute(&r->value, n, "rel");
		if (rel.n == 0 || str_is(rel, "alternate"))
			draft_offer(d, &d->a.url,
			    xml_attribute(&r->value, n, "href"));
	}
}

static bool
take_body(struct reader *r, const xmlNode *item, const char *name)
{
	xmlNode *n = xml_child(item, name);
	struct str type;

	if (n == NULL)
		return false;
	type = xml_attribute(&r->value, n, "type");
	if (str_is(type, "xhtml")) {
		html_tree(&r->draft, n);
		return true;
	}
	if (str_is(type, "text"))
		draft_text(&r->draft, xml_content(&r->value, n));
	else
		html_fragment(&r->draft, xml_content(&r->value, n));
	return r->value.n > 0;
}

static void
take_item(struct reader *r, const xmlNode *item)
{
	static const char *const ids[] = { "guid", "id" };
	static const char *const dates[] = { "pubDate", "published", "date",
	    "issued", "updated", "modified" };
	/* <content:encoded> of RSS, <content> of Atom, Yahoo's too */
	static const char *const bodies[] = { "encoded", "content",
	    "description", "summary" };
	struct draft *d = &r->draft;

	for (size_t i = 0; i < 2; i++)
		draft_offer(d, &d->a.id, xml_content(&r->value,
		    xml_child(item, ids[i])));
	take_link(r, item);
	draft_offer(d, &d->a.id, d->a.url);
	for (size_t i = 0; i < sizeof(dates) / sizeof(dates[0]); i++)
		draft_date(d, xml_content(&r->value, xml_child(item,
		    dates[i])));
	/* a title may hold markup, escaped */
	xml_content(&r->value, xml_child(item, "title"));
	if (memchr(r->value.p != NULL ? r->value.p : "", '<', r->value.n) !=
	    NULL) {
		xmlDoc *doc = xml_parse_html(buf_slice(&r->value));

		xml_content(&r->value, doc != NULL ?
		    xmlDocGetRootElement(doc) : NULL);
		xmlFreeDoc(doc);
	}
	draft_set(d, &d->a.title, buf_slice(&r->value));
	draft_offer(d, &d->a.source, xml_content(&r->value, xml_child(item,
	    "source")));
	draft_offer(d, &d->a.source, buf_slice(&r->source));
	for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++)
		if (take_body(r, item, bodies[i]))
			break;
}

static const struct error *
rss_next(struct reader *r, struct article *a, bool *got)
{
	const struct error *e;

	*got = false;
	if (!r->is_open) {
		r->is_open = true;
		if ((e = begin(r)) != NULL)
			return e;
	}
	while (r->item != NULL) {
		r->item = xml_next(r->item, r->root);
		if (!xml_is(r->item, "item") && !xml_is(r->item, "entry"))
			continue;
		draft_begin(&r->draft, r->path,
		    (size_t)xmlGetLineNo(r->item));
		take_item(r, r->item);
		draft_end(&r->draft, a);
		*got = true;
		return NULL;
	}
	return NULL;
}

static void
rss_close(struct reader *r)
{
	if (r == NULL)
		return;
	xmlFreeDoc(r->doc);
	buf_release(&r->value);
	buf_release(&r->source);
	draft_release(&r->draft);
	free(r);
}

static const char *const rss_suffix[] = { ".rss", ".atom", ".xml", ".rdf",
    NULL };

const struct format format_rss = {
	"rss", rss_suffix, "RSS and Atom feeds, one article per item",
	rss_sniff, rss_open, rss_next, rss_close
};
