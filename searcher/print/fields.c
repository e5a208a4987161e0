#include "fields.h"

#include <stdlib.h>
#include <string.h>

#include "clean.h"
#include "json.h"
#include "nearest.h"
#include "print.h"

const struct hit_field_def hit_field[HIT_FIELDS_N] = {
#define X(symbol, name, type, shown, meaning) \
	{ name, FIELD_TYPE_##type, FIELD_##shown, meaning },
	HIT_FIELDS(X)
#undef X
};

/* ---- which ---- */

static enum hit_field
find_field(struct str name)
{
	enum hit_field f;

	for (f = 0; f < HIT_FIELDS_N; f++)
		if (str_is(name, hit_field[f].name))
			break;
	return f;
}

static const struct error *
unknown(struct str name)
{
	struct nearest_name s = { .wanted = name };

	for (enum hit_field f = 0; f < HIT_FIELDS_N; f++)
		nearest_consider(&s, hit_field[f].name);
	if (s.best != NULL)
		return error_make(ERROR_USAGE, "--fields: \"%.*s\": no such "
		    "field; did you mean \"%s\"?", STR_ARG(name), s.best);
	return error_make(ERROR_USAGE, "--fields: \"%.*s\": no such field; "
	    "see searcher --list-fields", STR_ARG(name));
}

const struct error *
fields_parse(struct fields *out, struct str list)
{
	struct str name;

	out->n = 0;
	while (str_cut(&list, ',', &name)) {
		enum hit_field f = find_field(name = str_trim(name));

		if (f == HIT_FIELDS_N)
			return unknown(name);
		if (fields_have(out, f))
			return error_make(ERROR_USAGE, "--fields: \"%s\": "
			    "named twice", hit_field[f].name);
		out->at[out->n++] = f;
	}
	return NULL;
}

/* What a field needs to have a value; "" if nothing or no option. */
static const char *
option_of(enum hit_field f)
{
	switch (hit_field[f].shown) {
	case FIELD_IN_GROUP:	return "--group";
	case FIELD_IN_UNIQUE:	return "--unique";
	case FIELD_IN_CONTEXT:	return "--context";
	case FIELD_IN_BATCH:	/* else empty */
	case FIELD_ALWAYS:
	case FIELD_NEVER:	return "";
	}
	abort();		/* cannot happen */
}

static bool
is_shown(enum hit_field f, bool is_batch, const struct request *rq)
{
	switch (hit_field[f].shown) {
	case FIELD_ALWAYS:	return true;
	case FIELD_IN_BATCH:	return is_batch;
	case FIELD_IN_GROUP:	return rq->group;
	case FIELD_IN_UNIQUE:	return rq->unique;
	case FIELD_IN_CONTEXT:	return rq->context > 0;
	case FIELD_NEVER:	return false;
	}
	abort();		/* cannot happen */
}

const struct error *
fields_default(struct fields *out, const char *list, bool is_batch,
    const struct request *rq)
{
	out->n = 0;
	if (list == NULL || list[0] == '\0')
		return NULL;
	if (strcmp(list, "*") != 0)
		return fields_parse(out, str_of(list));
	for (enum hit_field f = 0; f < HIT_FIELDS_N; f++)
		if (is_shown(f, is_batch, rq))
			out->at[out->n++] = f;
	return NULL;
}

const struct error *
fields_check(const struct fields *fields, const struct request *rq)
{
	for (size_t i = 0; i < fields->n; i++) {
		const char *option = option_of(fields->at[i]);

		if (option[0] != '\0' && !is_shown(fields->at[i], false, rq))
			return error_make(ERROR_USAGE, "--fields: \"%s\": "
			    "only with %s", hit_field[fields->at[i]].name,
			    option);
	}
	return NULL;
}

bool
fields_have(const struct fields *fields, enum hit_field f)
{
	for (size_t i = 0; i < fields->n; i++)
		if (fields->at[i] == f)
			return true;
	return false;
}

void
fields_list(struct buf *b)
{
	for (enum hit_field f = 0; f < HIT_FIELDS_N; f++)
		buf_printf(b, "%s\t%s\n", hit_field[f].name,
		    hit_field[f].meaning);
}

/* ---- their values ---- */

/* Of the types TEXT and NULLABLE. */
static struct str
string_of(const struct field_source *s, enum hit_field f, struct buf *scratch)
{
	const struct record *r = &s->hit->record;

	switch (f) {
	case HIT_BATCH:		return str_of(s->batch);
	case HIT_ID:
		print_id(scratch, s->hit);
		return buf_slice(scratch);
	case HIT_ARTICLE:	return r->article;
	case HIT_TITLE:		return r->title;
	case HIT_DATE:		return r->date;
	case HIT_SOURCE:	return r->source;
	case HIT_URL:		return r->url;
	case HIT_PATH:		return r->path;
	case HIT_FILE:
		if (s->is_raw)
			return r->file;
		clean_line(scratch, r->file);
		return buf_slice(scratch);
	case HIT_SNIPPET:	return s->hit->snippet;
	case HIT_TEXT:		return r->text;
	default:		abort();	/* of another type */
	}
}

static unsigned long long
count_of(const struct field_source *s, enum hit_field f)
{
	switch (f) {
	case HIT_RANK:		return s->hit->rank;
	case HIT_PARAGRAPH:	return s->hit->record.paragraph;
	case HIT_OTHERS:	return s->hit->others;
	case HIT_TWINS:		return s->hit->twins;
	default:		abort();	/* of another type */
	}
}

static enum facet
facet_of(enum hit_field f)
{
	switch (f) {
	case HIT_ACTOR:		return FACET_ACTOR;
	case HIT_LOCATION:	return FACET_LOCATION;
	case HIT_ORG_TYPE:	return FACET_ORG_TYPE;
	default:		abort();	/* of another type */
	}
}

static void
add_paragraphs(struct buf *b, const struct record *r, size_t n,
    bool is_first)
{
	for (size_t i = 0; i < n; i++)
		buf_printf(b, "%s%llu: %.*s", is_first && i == 0 ? "" : "; ",
		    (unsigned long long)r[i].paragraph, STR_ARG(r[i].text));
}

void
field_json(struct buf *b, const struct field_source *s, enum hit_field f)
{
	const struct record *r = &s->hit->record;
	struct buf scratch = { 0 };

	switch (hit_field[f].type) {
	case FIELD_TYPE_TEXT:
		json_add_str(b, string_of(s, f, &scratch));
		break;
	case FIELD_TYPE_NULLABLE:
		json_add_str_or_null(b, string_of(s, f, &scratch));
		break;
	case FIELD_TYPE_COUNT:
		buf_printf(b, "%llu", count_of(s, f));
		break;
	case FIELD_TYPE_SCORE:
		buf_printf(b, "%.4f", s->hit->score);
		break;
	case FIELD_TYPE_LIST:
		json_add_list(b, r->value[facet_of(f)],
		    r->value_n[facet_of(f)]);
		break;
	case FIELD_TYPE_RANGES:
		buf_putc(b, '[');
		for (size_t i = 0; i < s->hit->highlights.n; i++)
			buf_printf(b, "%s[%zu,%zu]", i > 0 ? "," : "",
			    s->hit->highlights.at[i].start,
			    s->hit->highlights.at[i].end);
		buf_putc(b, ']');
		break;
	case FIELD_TYPE_CONTEXT:
		print_json_context(b, s->hit);
		break;
	}
	buf_release(&scratch);
}

void
field_text(struct buf *b, const struct field_source *s, enum hit_field f)
{
	const struct record *r = &s->hit->record;
	struct buf scratch = { 0 };

	switch (hit_field[f].type) {
	case FIELD_TYPE_TEXT:
	case FIELD_TYPE_NULLABLE:
		buf_str(b, string_of(s, f, &scratch));
		break;
	case FIELD_TYPE_COUNT:
		buf_printf(b, "%llu", count_of(s, f));
		break;
	case FIELD_TYPE_SCORE:
		buf_printf(b, "%.4f", s->hit->score);
		break;
	case FIELD_TYPE_LIST:
		for (size_t i = 0; i < r->value_n[facet_of(f)]; i++) {
			buf_puts(b, i > 0 ? "; " : "");
			buf_str(b, r->value[facet_of(f)][i]);
		}
		break;
	case FIELD_TYPE_RANGES:
		for (size_t i = 0; i < s->hit->highlights.n; i++)
			buf_printf(b, "%s%zu-%zu", i > 0 ? " " : "",
			    s->hit->highlights.at[i].start,
			    s->hit->highlights.at[i].end);
		break;
	case FIELD_TYPE_CONTEXT:
		add_paragraphs(b, s->hit->context.before,
		    s->hit->context.befores, true);
		add_paragraphs(b, s->hit->context.after,
		    s->hit->context.afters, s->hit->context.befores == 0);
		break;
	}
	buf_release(&scratch);
}
