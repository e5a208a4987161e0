/* NITF 3 (IPTC, https://iptc.org/standards/nitf/): one article per file. */
#include <stdlib.h>
#include <string.h>

#include "html.h"
#include "nitf.h"
#include "read.h"

struct reader {
	struct input *in;
	struct str path;
	struct xml_records items;
	struct draft draft;
};

static bool
nitf_sniff(struct str head)
{
	return str_is(xml_root(head), "nitf");
}

static void
nitf_open(struct reader **rp, struct input *in, struct str path)
{
	struct reader *r = mem_alloc(1, sizeof(*r));

	r->in = in;
	r->path = path;
	*rp = r;
}

static enum given
given_by(const xmlNode *n)
{
	return xml_is(n, "person") ? GIVEN_PERSON : xml_is(n, "org") ?
	    GIVEN_ORGANIZATION : xml_is(n, "location") ? GIVEN_LOCATION :
	    GIVEN_KINDS;
}

/* <identified-content>: who and what the desk says the article is about. */
static void
take_identified(struct draft *d, struct buf *value, xmlNode *list)
{
	for (xmlNode *n = list; n != NULL; n = xml_next(n, list)) {
		enum given given = given_by(n);

		if (given == GIVEN_KINDS)
			continue;
		if (xml_attribute(value, n, "value").n > 0)
			draft_given(d, given, buf_slice(value));
		else
			draft_given(d, given, xml_content(value, n));
	}
}

static void
take_head(struct draft *d, struct buf *value, xmlNode *head)
{
	xmlNode *data = xml_below(head, "docdata");
	xmlNode *pub = xml_below(head, "pubdata");

	draft_set(d, &d->a.id, xml_attribute(value, xml_child(data, "doc-id"),
	    "id-string"));
	draft_date(d, xml_attribute(value, xml_child(data, "date.issue"),
	    "norm"));
	draft_date(d, xml_attribute(value, xml_child(data, "date.release"),
	    "norm"));
	draft_date(d, xml_attribute(value, pub, "date.publication"));
	draft_offer(d, &d->a.source, xml_attribute(value, pub, "name"));
	draft_offer(d, &d->a.source, xml_attribute(value, xml_child(data,
	    "doc.copyright"), "holder"));
	draft_offer(d, &d->a.url, xml_attribute(value, pub, "ex-ref"));
	take_identified(d, value, xml_below(head, "identified-content"));
}

static void
take_body(struct draft *d, struct buf *value, xmlNode *body)
{
	xmlNode *head = xml_child(body, "body.head");
	xmlNode *line = xml_below(head, "dateline");

	if (head != NULL) {
		draft_offer(d, &d->a.title, xml_content(value,
		    xml_below(head, "hl1")));
		draft_offer(d, &d->a.title, xml_content(value,
		    xml_below(head, "hedline")));
		draft_date(d, xml_attribute(value, xml_child(line,
		    "story.date"), "norm"));
		draft_offer(d, &d->a.place, xml_content(value,
		    xml_child(line, "location")));
	}
	html_tree(d, xml_child(body, "body.content"));
}

void
nitf_article(struct draft *d, xmlNode *root)
{
	struct buf value = { 0 };
	xmlNode *head = xml_child(root, "head");

	if (head != NULL)
		take_head(d, &value, head);
	take_body(d, &value, xml_child(root, "body"));
	draft_offer(d, &d->a.title, xml_content(&value, xml_child(head,
	    "title")));
	buf_release(&value);
}

static const struct error *
nitf_next(struct reader *r, struct article *a, bool *got)
{
	static const char *const names[] = { "nitf", NULL };
	const struct error *e;
	xmlNode *item;

	e = xml_records_next(&r->items, r->in, names, &item);
	if ((*got = item != NULL)) {
		draft_begin(&r->draft, r->path, item == r->items.root ? 0 :
		    (size_t)xmlGetLineNo(item));
		nitf_article(&r->draft, item);
		draft_end(&r->draft, a);
	}
	return e;
}

static void
nitf_close(struct reader *r)
{
	if (r == NULL)
		return;
	xml_records_release(&r->items);
	draft_release(&r->draft);
	free(r);
}

static const char *const nitf_suffix[] = { ".nitf", ".xml", NULL };

const struct format format_nitf = {
	"nitf", nitf_suffix, "IPTC NITF, one article per file",
	nitf_sniff, nitf_open, nitf_next, nitf_close
};
