#include "xml.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <string.h>

static const char *
name_of(const xmlNode *n)
{
	union { const xmlChar *in; const char *out; } u = { n->name };

	return u.out;
}

const struct error *
xml_parse(xmlDoc **doc, struct str raw)
{
	const xmlError *why;

	*doc = NULL;
	if (raw.n > XML_SIZE_MAX)
		return error_make(ERROR_INPUT, "1: larger than %zu MiB; "
		    "split it", XML_SIZE_MAX >> 20);
	xmlResetLastError();
	*doc = xmlReadMemory(raw.p, (int)raw.n, NULL, NULL, XML_PARSE_NONET |
	    XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA |
	    XML_PARSE_COMPACT);
	if (*doc != NULL)
		return NULL;
	why = xmlGetLastError();
	if (why == NULL || why->message == NULL)
		return error_make(ERROR_INPUT, "1: not well-formed XML");
	return error_make(ERROR_INPUT, "%d: not well-formed XML: %.*s",
	    why->line > 0 ? why->line : 1, (int)strcspn(why->message, "\n"),
	    why->message);
}

xmlDoc *
xml_parse_html(struct str text)
{
	if (text.n == 0 || text.n > XML_SIZE_MAX)
		return NULL;
	return htmlReadMemory(text.p, (int)text.n, NULL, "UTF-8",
	    HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
	    HTML_PARSE_NONET | HTML_PARSE_COMPACT);
}

/* Pass over what stands before the root: <?...?>, <!--...-->, <!...>. */
static bool
pass_over(struct str *s, const char *begin, const char *end)
{
	const char *at;

	if (!str_starts(*s, begin))
		return false;
	at = memmem(s->p, s->n, end, strlen(end));
	if (at == NULL)
		s->n = 0;
	else {
		at += strlen(end);
		s->n -= (size_t)(at - s->p);
		s->p = at;
	}
	return true;
}

struct str
xml_root(struct str head)
{
	struct str s = head, name;
	const char *at;

	if (str_starts(s, "\xef\xbb\xbf"))
		s.p += 3, s.n -= 3;
	do
		s = str_trim(s);
	while (s.n > 0 && (pass_over(&s, "<?", "?>") ||
	    pass_over(&s, "<!--", "-->") || pass_over(&s, "<!", ">")));
	if (s.n < 2 || s.p[0] != '<')
		return (struct str){ "", 0 };
	s.p++, s.n--;
	name.p = s.p;
	for (name.n = 0; name.n < s.n &&
	    strchr(" \t\r\n/>", s.p[name.n]) == NULL; name.n++)
		;
	if ((at = memchr(name.p, ':', name.n)) != NULL) {	/* a prefix */
		name.n -= (size_t)(at + 1 - name.p);
		name.p = at + 1;
	}
	return name;
}

bool
xml_is(const xmlNode *n, const char *name)
{
	return n != NULL && n->type == XML_ELEMENT_NODE &&
	    strcmp(name_of(n), name) == 0;
}

xmlNode *
xml_child(const xmlNode *n, const char *name)
{
	xmlNode *c = n != NULL ? n->children : NULL;

	while (c != NULL && !xml_is(c, name))
		c = c->next;
	return c;
}

xmlNode *
xml_next(xmlNode *n, const xmlNode *top)
{
	do {
		if (n->type != XML_ENTITY_REF_NODE && n->children != NULL)
			n = n->children;
		else {
			while (n != top && n->next == NULL)
				n = n->parent;
			if (n == top || n == NULL)
				return NULL;
			n = n->next;
		}
	} while (n->type != XML_ELEMENT_NODE);
	return n;
}

xmlNode *
xml_below(xmlNode *top, const char *name)
{
	xmlNode *n = top;

	while (n != NULL && (n = xml_next(n, top)) != NULL)
		if (xml_is(n, name))
			return n;
	return NULL;
}

void
xml_text(struct buf *out, const xmlNode *n)
{
	for (const xmlNode *c = n != NULL ? n->children : NULL; c != NULL;
	    c = c->next) {
		union { const xmlChar *in; const char *out; } u =
		    { c->content };

		if (c->type == XML_TEXT_NODE ||
		    c->type == XML_CDATA_SECTION_NODE)
			buf_puts(out, u.out != NULL ? u.out : "");
		else if (c->type == XML_ELEMENT_NODE)
			xml_text(out, c);
	}
}

struct str
xml_content(struct buf *out, const xmlNode *n)
{
	buf_reset(out);
	buf_puts(out, "");
	xml_text(out, n);
	return str_trim(buf_slice(out));
}

bool
xml_has(const xmlNode *n, const char *name)
{
	union { const char *in; const xmlChar *out; } u = { name };

	return xmlHasProp(n, u.out) != NULL;
}

struct str
xml_attribute(struct buf *out, const xmlNode *n, const char *name)
{
	union { const char *in; const xmlChar *out; } u = { name };
	xmlChar *value = n != NULL ? xmlGetNoNsProp(n, u.out) : NULL;
	union { xmlChar *in; char *out; } v = { value };

	buf_reset(out);
	buf_puts(out, "");
	if (value != NULL) {
		buf_puts(out, v.out);
		xmlFree(value);
	}
	return str_trim(buf_slice(out));
}
