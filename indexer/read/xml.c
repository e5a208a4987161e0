#include "xml.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <string.h>
#include <strings.h>

static const char *
name_of(const xmlNode *n)
{
	union { const xmlChar *in; const char *out; } u = { n->name };

	return u.out;
}

/* Pass over the rest of a tag: its attributes. */
static size_t
count_attributes(const char **at, const char *end)
{
	bool is_between = false;
	char quote = '\0', last = '\0';
	const char *p = *at;
	size_t n = 0;

	for (; p < end && (quote != '\0' || *p != '>'); p++) {
		char c = *p;

		if (c == '\0')		/* of UTF-16 */
			continue;
		if (quote != '\0') {
			is_between = c == quote;
			if (c == quote)
				quote = last = '\0';
		} else if ((c == '"' || c == '\'') && last == '=')
			quote = c;
		else if (strchr(" \t\r\n\f/", c) != NULL)
			is_between = true;
		else {
			n += is_between && c != '=' && last != '=';
			is_between = false;
			last = c;
		}
	}
	*at = p;
	return n;
}

/* Behind the next end; the end of all if there is none. */
static const char *
behind(const char *at, const char *all, const char *end)
{
	size_t n = strlen(end);

	for (; (size_t)(all - at) >= n; at++)
		if (strncasecmp(at, end, n) == 0)
			return at + n;
	return all;
}

static bool
begins(const char *at, const char *all, const char *with)
{
	return (size_t)(all - at) >= strlen(with) &&
	    strncasecmp(at, with, strlen(with)) == 0;
}

/*
 * libxml2 (2.9) compares each attribute of a tag with those before it: a tag
 * of a megabyte takes minutes.
 */
static bool
has_many_attributes(struct str text)
{
	const char *at = text.p, *end = text.p + text.n;

	while (at < end && (at = memchr(at, '<', (size_t)(end - at))) !=
	    NULL) {
		while (++at < end && *at == '\0')
			continue;
		if (begins(at, end, "!--"))
			at = behind(at, end, "-->");
		else if (begins(at, end, "![CDATA["))
			at = behind(at, end, "]]>");
		else if (begins(at, end, "script"))
			at = behind(at, end, "</script");
		else if (begins(at, end, "style"))
			at = behind(at, end, "</style");
		else if (count_attributes(&at, end) > XML_ATTRIBUTES_MAX)
			return true;
	}
	return false;
}

const struct error *
xml_check(struct str raw)
{
	if (raw.n > XML_SIZE_MAX)
		return error_make(ERROR_INPUT, "1: larger than %zu MiB; "
		    "split it", XML_SIZE_MAX >> 20);
	if (has_many_attributes(raw))
		return error_make(ERROR_INPUT, "1: a tag of more than %d "
		    "attributes", XML_ATTRIBUTES_MAX);
	return NULL;
}

const struct error *
xml_parse(xmlDoc **doc, struct str raw)
{
	const struct error *e = xml_check(raw);
	const xmlError *why;

	*doc = NULL;
	if (e != NULL)
		return e;
	xmlResetLastError();
	/* its mark says more than its declaration, which may be UTF-16 */
	*doc = xmlReadMemory(raw.p, (int)raw.n, NULL, str_starts(raw,
	    "\xef\xbb\xbf") ? "UTF-8" : NULL, XML_PARSE_NONET |
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
	if (text.n == 0 || xml_check(text) != NULL)
		return NULL;
	xmlResetLastError();
	return htmlReadMemory(text.p, (int)text.n, NULL, "UTF-8",
	    HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
	    HTML_PARSE_NONET | HTML_PARSE_COMPACT);
}

bool
xml_is_cut(void)
{
	const xmlError *why = xmlGetLastError();

	return why != NULL && why->message != NULL &&
	    strstr(why->message, "xcessive depth") != NULL;
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

static bool
is_one_of(const xmlNode *n, const char *const *names)
{
	for (; *names != NULL; names++)
		if (xml_is(n, *names))
			return true;
	return false;
}

const struct error *
xml_records_next(struct xml_records *x, struct input *in,
    const char *const *names, xmlNode **record)
{
	const struct error *e;
	struct str raw;

	*record = NULL;
	if (!x->is_open) {
		x->is_open = true;
		if ((e = input_all(in, &raw)) != NULL || raw.n == 0 ||
		    (e = xml_parse(&x->doc, raw)) != NULL)
			return e;
		x->root = x->at = xmlDocGetRootElement(x->doc);
	} else if (x->at != NULL)
		x->at = xml_next(x->at, x->root);
	while (x->at != NULL && !is_one_of(x->at, names))
		x->at = xml_next(x->at, x->root);
	*record = x->at;
	return NULL;
}

void
xml_records_release(struct xml_records *x)
{
	xmlFreeDoc(x->doc);
	*x = (struct xml_records){ 0 };
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
