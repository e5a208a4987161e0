#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "html.h"

#define DEPTH_MAX 300		/* elements in one another */
#define GOOD_WORDS 10		/* in a block that is surely text */

enum block_kind { BLOCK_TEXT, BLOCK_PARAGRAPH, BLOCK_HEADING };

struct block {
	size_t start, end;	/* in the page's text */
	unsigned words, linked;	/* linked: of them, those in links */
	enum block_kind kind;
	xmlNode *node;		/* the element it stands in */
};

struct page {
	struct buf text, scratch;
	struct block *at;
	size_t n, cap;
	struct block now;
	bool in_word, in_link;
	bool by_class;		/* leave out by class, too */
	bool all;		/* a fragment: leave nothing out but scripts */
};

static const char blocks[] = " address article aside blockquote body caption "
    "center dd details dialog div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hl1 hl2 hr li main nav ol p pre section summary "
    "table tbody td tfoot th thead tr ul block body.content ";
static const char never[] = " script style noscript template svg head iframe "
    "object audio video canvas select textarea button ";
static const char around[] = " nav aside footer form header dialog figcaption "
    "menu ";
static const char roles[] = " navigation banner contentinfo complementary "
    "search dialog alert ";
static const char classes[] = " ad ads advert advertisement banner breadcrumb "
    "breadcrumbs byline caption comment comments consent cookie cookies disqus "
    "footer hidden menu modal nav navbar navigation newsletter noprint "
    "outbrain pagination paywall popup promo promotion recommended related "
    "share sharing sidebar signup social sponsor sponsored subscribe "
    "subscription taboola tags teaser toolbar tooltip widget ";

/* Is word, in any case, in a list with blanks around each? */
static bool
is_in(const char *list, struct str word)
{
	char w[24];

	if (word.n == 0 || word.n + 3 > sizeof(w) ||
	    memchr(word.p, ' ', word.n) != NULL)
		return false;
	w[0] = ' ';
	for (size_t i = 0; i < word.n; i++)
		w[i + 1] = (char)(word.p[i] >= 'A' && word.p[i] <= 'Z' ?
		    word.p[i] + 32 : word.p[i]);
	memcpy(w + 1 + word.n, " ", 2);
	return strstr(list, w) != NULL;
}

static struct str
name_of(const xmlNode *n)
{
	union { const xmlChar *in; const char *out; } u = { n->name };

	return str_of(u.out);
}

/* Is a part of a class or an id, "story-related", a word of the list? */
static bool
has_class(struct str value)
{
	while (value.n > 0) {
		struct str part = value;

		for (part.n = 0; part.n < value.n && (
		    ((value.p[part.n] | 32) >= 'a' &&
		    (value.p[part.n] | 32) <= 'z') ||
		    (value.p[part.n] & 0x80) != 0); part.n++)
			;
		if (is_in(classes, part))
			return true;
		part.n += part.n < value.n;
		value.p += part.n;
		value.n -= part.n;
	}
	return false;
}

/* Is it, with all below it, no text of the article? */
static bool
is_left_out(struct page *p, const xmlNode *n)
{
	struct str name = name_of(n);

	if (is_in(never, name))
		return true;
	if (p->all)
		return false;
	if (is_in(around, name) ||
	    is_in(roles, xml_attribute(&p->scratch, n, "role")))
		return true;
	if (xml_has(n, "hidden") ||
	    str_is(xml_attribute(&p->scratch, n, "aria-hidden"), "true"))
		return true;
	if (memmem(xml_attribute(&p->scratch, n, "style").p,
	    p->scratch.n, "display:none", 12) != NULL)
		return true;
	if (!p->by_class || str_is(name, "body") || str_is(name, "article") ||
	    str_is(name, "main"))
		return false;
	return has_class(xml_attribute(&p->scratch, n, "class")) ||
	    has_class(xml_attribute(&p->scratch, n, "id"));
}

/* ---- blocks ---- */

static void
end_block(struct page *p)
{
	if (p->now.words > 0) {
		p->now.end = p->text.n;
		ARRAY_GROW(p->at, p->n, p->cap);
		p->at[p->n++] = p->now;
	}
	p->now.words = p->now.linked = 0;
	p->now.start = p->text.n;
	p->in_word = false;
}

static void
add_text(struct page *p, const char *text)
{
	for (const char *c = text; *c != '\0'; c++) {
		bool blank = strchr(" \t\r\n\f", *c) != NULL;

		if (!blank && !p->in_word) {
			p->now.words++;
			p->now.linked += p->in_link;
		}
		p->in_word = !blank;
	}
	buf_puts(&p->text, text);
}

static enum block_kind
kind_of(struct str name)
{
	if (name.n == 2 && name.p[0] == 'h' && name.p[1] >= '1' &&
	    name.p[1] <= '6')
		return BLOCK_HEADING;
	return str_is(name, "p") || str_is(name, "li") ||
	    str_is(name, "blockquote") || str_is(name, "pre") ||
	    str_is(name, "dd") ? BLOCK_PARAGRAPH : BLOCK_TEXT;
}

static void find_blocks(struct page *, xmlNode *, unsigned depth);

static void
element(struct page *p, xmlNode *n, unsigned depth)
{
	struct str name = name_of(n);
	struct block outer = p->now;

	if (str_is(name, "br")) {
		/* two of them part paragraphs */
		if (n->next != NULL && xml_is(n->next, "br"))
			end_block(p);
		else
			add_text(p, "\n");
	} else if (is_left_out(p, n))
		return;
	else if (str_is(name, "a")) {
		bool before = p->in_link;

		p->in_link = true;
		find_blocks(p, n, depth + 1);
		p->in_link = before;
	} else if (is_in(blocks, name)) {
		end_block(p);
		p->now.node = n;
		p->now.kind = kind_of(name);
		find_blocks(p, n, depth + 1);
		end_block(p);
		p->now.node = outer.node;
		p->now.kind = outer.kind;
	} else
		find_blocks(p, n, depth + 1);
}

static void
find_blocks(struct page *p, xmlNode *top, unsigned depth)
{
	for (xmlNode *n = top->children; n != NULL && depth < DEPTH_MAX;
	    n = n->next) {
		union { const xmlChar *in; const char *out; } u =
		    { n->content };

		if ((n->type == XML_TEXT_NODE ||
		    n->type == XML_CDATA_SECTION_NODE) && u.out != NULL)
			add_text(p, u.out);
		else if (n->type == XML_ELEMENT_NODE)
			element(p, n, depth);
	}
}

static void
read_blocks(struct page *p, xmlNode *top)
{
	buf_reset(&p->text);
	p->n = 0;
	p->now = (struct block){ .node = top };
	p->in_word = p->in_link = false;
	find_blocks(p, top, 0);
	end_block(p);
}

/* ---- the main part ---- */

static bool
is_good(const struct block *b)
{
	return b->words >= GOOD_WORDS && b->linked * 3 < b->words;
}

static uintptr_t
words_below(const xmlNode *n)
{
	return (uintptr_t)n->_private;
}

/* Words of good blocks in each element; their sum. */
static uintptr_t
count_words(struct page *p)
{
	uintptr_t sum = 0;

	for (size_t i = 0; i < p->n; i++) {
		const struct block *b = &p->at[i];

		if (!is_good(b))
			continue;
		sum += b->words;
		for (xmlNode *n = b->node; n != NULL &&
		    n->type == XML_ELEMENT_NODE; n = n->parent) {
			uintptr_t words = words_below(n) + b->words;

			n->_private = (void *)words;
		}
	}
	return sum;
}

/* The smallest element that holds three quarters of what is in top. */
static xmlNode *
main_part(xmlNode *top)
{
	xmlNode *at = top, *best = top;
	uintptr_t all = words_below(top);

	while (best != NULL) {
		at = best;
		best = NULL;
		for (xmlNode *n = at->children; n != NULL; n = n->next)
			if (n->type == XML_ELEMENT_NODE &&
			    words_below(n) * 4 >= all * 3)
				best = n;
		/* not a single paragraph of it */
		if (best != NULL && kind_of(name_of(best)) != BLOCK_TEXT)
			break;
	}
	return at;
}

/* An element that says it is the article, with at least half of the text. */
static xmlNode *
declared_part(struct page *p, xmlNode *top, uintptr_t all)
{
	xmlNode *best = NULL;

	for (xmlNode *n = top; n != NULL; n = xml_next(n, top)) {
		if (words_below(n) * 2 < all)
			continue;
		if (str_is(xml_attribute(&p->scratch, n, "itemprop"),
		    "articleBody"))
			return n;
		if (xml_is(n, "article") || xml_is(n, "main"))
			best = n;
	}
	return best;
}

static bool
is_inside(const xmlNode *n, const xmlNode *part)
{
	while (n != NULL && n != part)
		n = n->parent;
	return n != NULL;
}

static bool
ends_sentence(struct str s)
{
	while (s.n > 0 && strchr("\"')]", s.p[s.n - 1]) != NULL)
		s.n--;
	return s.n > 0 && strchr(".!?:", s.p[s.n - 1]) != NULL;
}

static void
take_blocks(struct page *p, struct draft *d, const xmlNode *part)
{
	for (size_t i = 0; i < p->n; i++) {
		const struct block *b = &p->at[i];
		struct str text = str_trim((struct str){ p->text.p + b->start,
		    b->end - b->start });

		if (part != NULL && (!is_inside(b->node, part) ||
		    b->linked * 2 > b->words))
			continue;
		/* stray words: buttons, labels, names of photographers */
		if (part != NULL && b->kind == BLOCK_TEXT && !is_good(b) &&
		    !ends_sentence(text))
			continue;
		if (b->kind == BLOCK_HEADING && str_eq(text, d->a.title))
			continue;
		draft_paragraph(d, text);
	}
}

void
html_main_text(struct draft *d, xmlNode *top)
{
	struct page p = { .by_class = true };
	uintptr_t words, more;
	xmlNode *part;

	read_blocks(&p, top);
	words = 0;
	for (size_t i = 0; i < p.n; i++)
		words += is_good(&p.at[i]) ? p.at[i].words : 0;
	if (words < 50) {	/* a class may be misleading */
		struct page q = { .by_class = false };

		read_blocks(&q, top);
		more = 0;
		for (size_t i = 0; i < q.n; i++)
			more += is_good(&q.at[i]) ? q.at[i].words : 0;
		if (more > words * 2) {
			struct page swap = p;

			p = q;
			q = swap;
		}
		free(q.at);
		buf_release(&q.text);
		buf_release(&q.scratch);
	}
	words = count_words(&p);
	part = words > 0 ? declared_part(&p, top, words) : top;
	if (part == NULL)
		part = main_part(top);
	take_blocks(&p, d, part);
	free(p.at);
	buf_release(&p.text);
	buf_release(&p.scratch);
}

void
html_tree(struct draft *d, xmlNode *top)
{
	struct page p = { .all = true };

	if (top == NULL)
		return;
	read_blocks(&p, top);
	take_blocks(&p, d, NULL);
	free(p.at);
	buf_release(&p.text);
	buf_release(&p.scratch);
}

void
html_fragment(struct draft *d, struct str text)
{
	xmlDoc *doc = xml_parse_html(text);

	if (doc == NULL)
		return;
	html_tree(d, xmlDocGetRootElement(doc));
	xmlFreeDoc(doc);
}
