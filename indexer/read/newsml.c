/*
 * NewsML-G2 (IPTC, https://iptc.org/standards/newsml-g2/): each <newsItem> with
 * text is an article, alone or in a <newsMessage>.  The text is NITF or XHTML
 * in <inlineXML>, or plain in <inlineData>.
 */
#include <stdlib.h>
#include <string.h>

#include "html.h"
#include "nitf.h"
#include "read.h"

struct reader {
	struct input *in;
	struct str path;
	struct xml_records items;
	struct buf value;
	struct draft draft;
};

static bool
newsml_sniff(struct str head)
{
	struct str root = xml_root(head);

	return str_is(root, "newsItem") || str_is(root, "newsMessage");
}

static void
newsml_open(struct reader **rp, struct input *in, struct str path)
{
	struct reader *r = mem_alloc(1, sizeof(*r));

	r->in = in;
	r->path = path;
	*rp = r;
}

/* <subject type="cpnat:person"><name>: QCodes of the IPTC concept natures. */
static void
take_subject(struct reader *r, const xmlNode *n)
{
	struct str type = xml_attribute(&r->value, n, "type");
	enum given given = str_ends(type, ":person") ? GIVEN_PERSON :
	    str_ends(type, ":organisation") ? GIVEN_ORGANIZATION :
	    str_ends(type, ":geoArea") || str_ends(type, ":poi") ?
	    GIVEN_LOCATION : GIVEN_KINDS;

	if (given != GIVEN_KINDS)
		draft_given(&r->draft, given, xml_content(&r->value, xml_child(n,
		    "name")));
}

static void
take_content(struct reader *r, const xmlNode *set)
{
	struct draft *d = &r->draft;

	for (xmlNode *n = set != NULL ? set->children : NULL; n != NULL;
	    n = n->next) {
		xmlNode *inner = n->children;

		if (xml_is(n, "inlineData"))
			draft_text(d, xml_content(&r->value, n));
		else if (xml_is(n, "inlineXML")) {
			while (inner != NULL &&
			    inner->type != XML_ELEMENT_NODE)
				inner = inner->next;
			if (xml_is(inner, "nitf"))
				nitf_article(d, inner);
			else
				html_tree(d, n);
		} else
			continue;
		if (d->text.n > 0)
			return;		/* renditions of the same text follow */
	}
}

static void
take_item(struct reader *r, xmlNode *item)
{
	struct draft *d = &r->draft;
	xmlNode *about = xml_child(item, "itemMeta");
	xmlNode *meta = xml_child(item, "contentMeta");
	xmlNode *provider = xml_child(about, "provider");

	draft_set(d, &d->a.id, xml_attribute(&r->value, item, "guid"));
	draft_offer(d, &d->a.title, xml_content(&r->value, xml_child(meta,
	    "headline")));
	draft_offer(d, &d->a.title, xml_content(&r->value, xml_child(about,
	    "title")));
	draft_date(d, xml_content(&r->value, xml_child(meta,
	    "contentCreated")));
	draft_date(d, xml_content(&r->value, xml_child(about,
	    "firstCreated")));
	draft_date(d, xml_content(&r->value, xml_child(about,
	    "versionCreated")));
	draft_offer(d, &d->a.source, xml_content(&r->value,
	    xml_child(provider, "name")));
	draft_offer(d, &d->a.source, xml_attribute(&r->value, provider,
	    "literal"));
	draft_offer(d, &d->a.place, xml_content(&r->value,
	    xml_child(xml_child(meta, "located"), "name")));
	for (const xmlNode *n = meta != NULL ? meta->children : NULL;
	    n != NULL; n = n->next)
		if (xml_is(n, "subject"))
			take_subject(r, n);
	take_content(r, xml_child(item, "contentSet"));
}

static const struct error *
newsml_next(struct reader *r, struct article *a, bool *got)
{
	static const char *const names[] = { "newsItem", NULL };
	const struct error *e;
	xmlNode *item;

	e = xml_records_next(&r->items, r->in, names, &item);
	if ((*got = item != NULL)) {
		draft_begin(&r->draft, r->path, item == r->items.root ? 0 :
		    (size_t)xmlGetLineNo(item));
		take_item(r, item);
		draft_end(&r->draft, a);
	}
	return e;
}

static void
newsml_close(struct reader *r)
{
	if (r == NULL)
		return;
	xml_records_release(&r->items);
	buf_release(&r->value);
	draft_release(&r->draft);
	free(r);
}

static const char *const newsml_suffix[] = { ".newsml", ".xml", NULL };

const struct format format_newsml = {
	"newsml", newsml_suffix, "IPTC NewsML-G2, one article per newsItem",
	newsml_sniff, newsml_open, newsml_next, newsml_close
};
