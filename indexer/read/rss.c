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
	struct xml_records items;
	struct buf feed;	/* its title; looked for once, not in each item */
	bool is_feed;		/* that was done */
	struct buf value;
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

static struct str
feed_title(struct reader *r)
{
	const xmlNode *channel;

	if (!r->is_feed) {
		r->is_feed = true;
		channel = xml_child(r->items.root, "channel");
		xml_content(&r->feed, xml_child(channel != NULL ? channel :
		    r->items.root, "title"));
	}
	return str_trim(buf_slice(&r->feed));
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
	draft_offer(d, &d->a.source, feed_title(r));
	for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++)
		if (take_body(r, item, bodies[i]))
			break;
}

static const struct error *
rss_next(struct reader *r, struct article *a, bool *got)
{
	static const char *const names[] = { "item", "entry", NULL };
	const struct error *e;
	xmlNode *item;

	e = xml_records_next(&r->items, r->in, names, &item);
	if ((*got = item != NULL)) {
		draft_begin(&r->draft, r->path, (size_t)xmlGetLineNo(item));
		take_item(r, item);
		draft_end(&r->draft, a);
	}
	return e;
}

static void
rss_close(struct reader *r)
{
	if (r == NULL)
		return;
	xml_records_release(&r->items);
	buf_release(&r->feed);
	buf_release(&r->value);
	draft_release(&r->draft);
	free(r);
}

static const char *const rss_suffix[] = { ".rss", ".atom", ".xml", ".rdf",
    NULL };

const struct format format_rss = {
	"rss", rss_suffix, "RSS and Atom feeds, one article per item",
	rss_sniff, rss_open, rss_next, rss_close
};
