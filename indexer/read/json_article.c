#include "json_article.h"

#include <string.h>

#include "html.h"

#define ELEMENT_MAX ((size_t)16 << 20)	/* bytes of one element of "paragraphs" */

static bool
is_there(const json_t *v)
{
	return v != NULL && !json_is_null(v);
}

static struct str
text_of(const json_t *v)
{
	if (!json_is_string(v))
		return (struct str){ "", 0 };
	return (struct str){ json_string_value(v), json_string_length(v) };
}

/* ---- ours ---- */

/* An optional string; null is as if it were not there. */
static const struct error *
take_string(const json_t *root, const char *name, struct str *out)
{
	const json_t *value = json_object_get(root, name);

	*out = text_of(value);
	if (is_there(value) && !json_is_string(value))
		return error_make(ERROR_INPUT, "field \"%s\": not a string",
		    name);
	return NULL;
}

static const struct error *
take_field(struct draft *d, const json_t *root, const char *name,
    struct str *field)
{
	struct str text;
	const struct error *e = take_string(root, name, &text);

	if (e == NULL)
		draft_set(d, field, text);
	return e;
}

static const struct error *
take_id(struct draft *d, const json_t *root)
{
	const json_t *id = json_object_get(root, "id");
	struct buf number = { 0 };

	if (json_is_integer(id))
		buf_printf(&number, "%lld",
		    (long long)json_integer_value(id));
	else if (json_is_real(id))
		buf_printf(&number, "%.15g", json_real_value(id));
	else if (!is_there(id) || json_is_string(id))
		draft_set(d, &d->a.id, text_of(id));
	else
		return error_make(ERROR_INPUT,
		    "field \"id\": neither a string nor a number");
	if (number.n > 0)
		draft_set(d, &d->a.id, buf_slice(&number));
	buf_release(&number);
	return NULL;
}

/* Check an optional array of strings: *list is NULL if it is not there. */
static const struct error *
take_list(const json_t *root, const char *name, const json_t **list)
{
	const json_t *value;
	size_t i;

	*list = json_object_get(root, name);
	if (!is_there(*list)) {
		*list = NULL;
		return NULL;
	}
	if (!json_is_array(*list))
		return error_make(ERROR_INPUT,
		    "field \"%s\": not an array of strings", name);
	json_array_foreach(*list, i, value) {
		if (!json_is_string(value))
			return error_make(ERROR_INPUT,
			    "field \"%s\": element %zu: not a string", name,
			    i + 1);
		if (json_string_length(value) > ELEMENT_MAX)
			return error_make(ERROR_INPUT,
			    "field \"%s\": element %zu: larger than %zu MiB",
			    name, i + 1, ELEMENT_MAX >> 20);
	}
	return NULL;
}

static const struct error *
take_text(struct draft *d, const json_t *root)
{
	bool is_body = !is_there(json_object_get(root, "text"));
	const json_t *list, *value;
	const struct error *e;
	struct str text;
	size_t i;

	if ((e = take_string(root, is_body ? "body" : "text", &text)) != NULL ||
	    (e = take_list(root, "paragraphs", &list)) != NULL)
		return e;
	if (list == NULL)
		draft_text(d, text);
	else
		json_array_foreach(list, i, value)
			draft_exact(d, text_of(value));
	return NULL;
}

const struct error *
json_article(struct draft *d, const json_t *root)
{
	const struct error *e;
	const json_t *list, *value;
	struct str date;
	size_t i;

	if (!json_is_object(root))
		return error_make(ERROR_INPUT, "not a JSON object");
	if ((e = take_id(d, root)) != NULL ||
	    (e = take_field(d, root, "title", &d->a.title)) != NULL ||
	    (e = take_field(d, root, "source", &d->a.source)) != NULL ||
	    (e = take_field(d, root, "url", &d->a.url)) != NULL ||
	    (e = take_string(root, "date", &date)) != NULL)
		return e;
	draft_date(d, date);
	for (int f = 0; f < FACETS; f++) {
		if ((e = take_list(root, schema_facet[f].name, &list)) != NULL)
			return e;
		json_array_foreach(list, i, value)
			draft_given(d, (enum facet)f, text_of(value));
	}
	return take_text(d, root);
}

/* ---- ninjs ---- */

bool
json_is_ninjs(const json_t *v)
{
	return json_is_string(json_object_get(v, "uri")) &&
	    (json_object_get(v, "headline") != NULL ||
	    json_object_get(v, "headlines") != NULL ||
	    json_object_get(v, "versioncreated") != NULL ||
	    json_object_get(v, "versionCreated") != NULL);
}

/* The name of an entity: { "name": ... }, { "names": [{ "value": ... }] }. */
static struct str
entity_name(const json_t *v)
{
	const json_t *names = json_object_get(v, "names");
	struct str name = text_of(json_object_get(v, "name"));

	if (name.n == 0)
		name = text_of(json_object_get(json_array_get(names, 0),
		    "value"));
	if (name.n == 0)
		name = text_of(json_object_get(v, "literal"));
	return name;
}

static void
take_entities(struct draft *d, enum given given, const json_t *list)
{
	const json_t *v;
	size_t i;

	json_array_foreach(list, i, v)
		draft_given(d, given, entity_name(v));
}

static void
take_body(struct draft *d, const json_t *v, bool is_html)
{
	if (is_html)
		html_fragment(d, text_of(v));
	else
		draft_text(d, text_of(v));
}

/* body_text before body_html; of "bodies" the first of either. */
static void
take_ninjs_text(struct draft *d, const json_t *root)
{
	const json_t *text = json_object_get(root, "body_text");
	const json_t *html = json_object_get(root, "body_html"), *v;
	const json_t *bodies = json_object_get(root, "bodies");
	size_t i;

	if (bodies == NULL)
		bodies = json_object_get(root, "body");
	if (json_is_string(text) || json_is_string(html)) {
		take_body(d, json_is_string(text) ? text : html,
		    !json_is_string(text));
		return;
	}
	json_array_foreach(bodies, i, v) {
		const json_t *value = json_object_get(v, "value");
		struct str type = text_of(json_object_get(v, "contenttype"));

		if (type.n == 0)
			type = text_of(json_object_get(v, "contentType"));
		if (!json_is_string(value) || json_string_length(value) == 0)
			continue;
		take_body(d, value, memmem(type.p, type.n, "html", 4) != NULL);
		return;
	}
}

void
json_article_ninjs(struct draft *d, const json_t *root)
{
	static const char *const dates[] = { "contentcreated",
	    "contentCreated", "firstcreated", "firstCreated",
	    "versioncreated", "versionCreated" };
	static const struct {
		const char *key;
		enum given given;
	} names[] = {
		{ "person", GIVEN_PERSON }, { "people", GIVEN_PERSON },
		{ "organisation", GIVEN_ORGANIZATION },
		{ "organisations", GIVEN_ORGANIZATION },
		{ "place", GIVEN_LOCATION }, { "places", GIVEN_LOCATION },
	};
	const json_t *list;

	draft_set(d, &d->a.id, text_of(json_object_get(root, "uri")));
	draft_offer(d, &d->a.title, text_of(json_object_get(root,
	    "headline")));
	list = json_object_get(root, "headlines");
	draft_offer(d, &d->a.title, text_of(json_object_get(json_array_get(
	    list, 0), "value")));
	list = json_object_get(root, "infosources");
	if (list == NULL)
		list = json_object_get(root, "infosource");
	draft_offer(d, &d->a.source, entity_name(json_array_get(list, 0)));
	draft_offer(d, &d->a.source, text_of(json_object_get(root,
	    "copyrightholder")));
	draft_offer(d, &d->a.place, text_of(json_object_get(root,
	    "located")));
	for (size_t i = 0; i < sizeof(dates) / sizeof(dates[0]); i++)
		draft_date(d, text_of(json_object_get(root, dates[i])));
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		take_entities(d, names[i].given, json_object_get(root,
		    names[i].key));
	take_ninjs_text(d, root);
}

/* ---- schema.org ---- */

static bool
has_type(const json_t *root, const char *end)
{
	const json_t *type = json_object_get(root, "@type"), *v;
	size_t i;

	if (json_is_string(type))
		return str_ends(text_of(type), end);
	json_array_foreach(type, i, v)
		if (str_ends(text_of(v), end))
			return true;
	return false;
}

static void
take_thing(struct draft *d, const json_t *v)
{
	struct str name = text_of(json_object_get(v, "name"));

	if (has_type(v, "Person"))
		draft_given(d, GIVEN_PERSON, name);
	else if (has_type(v, "Organization"))
		draft_given(d, GIVEN_ORGANIZATION, name);
	else if (has_type(v, "Place") || has_type(v, "Country") ||
	    has_type(v, "City"))
		draft_given(d, GIVEN_LOCATION, name);
}

void
json_article_ld(struct draft *d, const json_t *root)
{
	static const char *const about[] = { "about", "mentions" };
	const json_t *v;
	size_t k;

	if (!has_type(root, "Article") && !has_type(root, "Posting"))
		return;
	draft_offer(d, &d->a.title, text_of(json_object_get(root,
	    "headline")));
	draft_date(d, text_of(json_object_get(root, "datePublished")));
	draft_offer(d, &d->a.source, text_of(json_object_get(json_object_get(
	    root, "publisher"), "name")));
	draft_offer(d, &d->a.url, text_of(json_object_get(root, "url")));
	for (size_t i = 0; i < 2; i++) {
		const json_t *list = json_object_get(root, about[i]);

		take_thing(d, list);
		json_array_foreach(list, k, v)
			take_thing(d, v);
	}
}
