#include "options.h"

#include <bsd/stdlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clean.h"
#include "date.h"
#include "opt.h"
#include "recency.h"

/* symbol  letter  long (NULL: a heading)  argument (NULL: none)  help */
#define OPTIONS(X) \
	X(GROUP_INDEX, 0, NULL, NULL, "where to search") \
	X(INDEX, 'i', "index", "INDEX", "the index, a directory or " \
	    "tcp://HOST:PORT; repeat\nit to search several (default: " \
	    "$DATELINE_INDEX,\nelse ~/.local/share/dateline)") \
	X(GROUP_FIND, 0, NULL, NULL, "what to find") \
	X(ACTOR, 'a', "actor", "V", "only paragraphs that name this person, " \
	    "organization or\narmed group (repeated: any of them)") \
	X(LOCATION, 'l', "location", "V", "only paragraphs that name this " \
	    "place or one within it") \
	X(ORG_TYPE, 'o', "org-type", "V", "only paragraphs that name this " \
	    "kind of organization") \
	X(SOURCE, 0, "source", "S", "only articles of this source") \
	X(SINCE, 0, "since", "D", "only articles from this day on; or " \
	    "YYYY, YYYY-MM") \
	X(UNTIL, 0, "until", "D", "only articles up to it, inclusive") \
	X(ANY, 0, "any", NULL, "any of the words will do (default: all)") \
	X(CORRECT, 0, "correct", NULL, "put words right that no paragraph " \
	    "has, and say so") \
	X(NO_RELAX, 0, "no-relax", NULL, "never fall back to any of the " \
	    "words") \
	X(EXPAND, 0, "expand", NULL, "rank by words of the best matches, too") \
	X(NO_ALIASES, 0, "no-aliases", NULL, "names of actors and places are " \
	    "mere words") \
	X(GROUP_SHOW, 0, NULL, NULL, "what to show") \
	X(LIMIT, 'n', "limit", "N", "hits to show (default: 10)") \
	X(OFFSET, 0, "offset", "N", "hits to pass over first") \
	X(CONTEXT, 'C', "context", "N", "show N paragraphs before and after " \
	    "each hit, too") \
	X(FACETS, 0, "facets", "N", "values to show per facet, or all " \
	    "(default: 10)") \
	X(COUNT, 0, "count", NULL, "print the number of matching paragraphs " \
	    "only") \
	X(VALUES, 0, "values", "FACET", "list a facet's values with their " \
	    "counts; a WORD is the\nbeginning of those to list") \
	X(TIMELINE, 0, "timeline", "[=UNIT]", "count the matches per year, month " \
	    "(default), week\nor day") \
	X(COOCCUR, 0, "cooccur", "FACET", "count which values of a facet " \
	    "stand together, or of\ntwo: FACET,FACET") \
	X(COMPARE, 0, "compare", "QUERY", "which values are more frequent, or " \
	    "less, than among\nthe matches of QUERY") \
	X(ARTICLE, 0, "article", "ID", "print a whole article; the words are " \
	    "marked in it") \
	X(NEW_SINCE, 0, "new-since", "FILE", "only what no answer had before; " \
	    "FILE remembers it") \
	X(SIMILAR, 0, "similar", "ID", "only paragraphs like this one, " \
	    "ARTICLE#N, or like an\narticle") \
	X(SORT, 0, "sort", "KEY", "relevance (default with words), newest " \
	    "(default\nwithout), oldest") \
	X(RECENT, 0, "recent", "[=DAYS]", "lift newer paragraphs; half as " \
	    "much for each DAYS\n(30) before the newest") \
	X(GROUP, 0, "group", NULL, "one hit per article, its best " \
	    "paragraph") \
	X(UNIQUE, 0, "unique", NULL, "one hit of paragraphs that are nearly " \
	    "the same") \
	X(GROUP_OUTPUT, 0, NULL, NULL, "how to print it") \
	X(FORMAT, 0, "format", "F", "text (default), json, jsonl, tsv, csv, " \
	    "html; trec\nwith --batch") \
	X(FIELDS, 0, "fields", "A,B", "what to print of each hit, in this " \
	    "order") \
	X(LIST_FIELDS, 0, "list-fields", NULL, "print what --fields can name") \
	X(SCHEMA, 0, "schema", NULL, "print the JSON Schema of what --format " \
	    "json prints") \
	X(NUL, '0', "null", NULL, "end records of tsv (the default then) with " \
	    "NUL, for\nxargs -0") \
	X(HYPERLINK, 0, "hyperlink", "WHEN", "link ids and titles; auto " \
	    "(default), always, never") \
	X(COLOR, 0, "color", "WHEN", "auto (default), always, never") \
	X(GROUP_OTHER, 0, NULL, NULL, "other") \
	X(BROWSE, 0, "browse", NULL, "search in a session at the terminal; " \
	    "F1 lists its keys") \
	X(BATCH, 0, "batch", "FILE", "one query per line, ID TAB QUERY; - " \
	    "is standard input") \
	X(TIMEOUT, 0, "timeout", "SECONDS", "give a server up after so long " \
	    "(default: 10)") \
	X(EXPLAIN, 0, "explain", NULL, "say what the query was taken for, why each " \
	    "hit\nscored, what named its values, and the time it took") \
	X(HELP, 'h', "help", NULL, "print this") \
	X(VERSION, 'V', "version", NULL, "print the version")

enum option {
#define X(symbol, letter, name, argument, help) OPTION_##symbol,
	OPTIONS(X)
#undef X
	N_OPTIONS
};

static const struct opt option_table[] = {
#define X(symbol, letter, name, argument, help) \
	{ letter, name, argument, help },
	OPTIONS(X)
#undef X
};

void
options_help(void)
{
	printf("usage: searcher [options] [WORD...]\n\n"
	    "Search the paragraphs of an index; without words: all, newest "
	    "first.\n\n");
	opt_help(option_table, N_OPTIONS);
	printf("\nquery: words  \"a phrase\"  a OR b  a AND b  NOT a  -a  "
	    "( )  wild*\n       fuzy~  a NEAR/5 b  =exact\n");
	for (enum field f = 0; f < FIELDS; f++)
		printf("       %s:...%*s%s\n", schema_field[f].name,
		    (int)(12 - strlen(schema_field[f].name)), "",
		    schema_field[f].help);
	printf("\nexit: 0 something matched, 1 nothing did, 2 error\n");
}

/* ---- arguments ---- */

static void
add_string(struct strings *s, const char *arg)
{
	s->at = mem_resize(s->at, s->n + 1, sizeof(*s->at));
	s->at[s->n++] = arg;
}

/* "-location:Syria" is of the query, not -l with the value "ocation:Syria". */
static const struct error *
set_selected(struct options *o, enum facet f, const char *arg)
{
	const char *name = schema_facet[f].name;
	size_t n = strlen(name) - 1;

	if (strncmp(arg, name + 1, n) == 0 && arg[n] == ':')
		return error_make(ERROR_USAGE, "-%c%s: put -- before a query "
		    "that begins with \"-\"", schema_facet[f].letter, arg);
	add_string(&o->request.selected[f], arg);
	return NULL;
}

static const struct error *
set_number(size_t *out, const char *option, const char *arg)
{
	const char *why;

	*out = (size_t)strtonum(arg, 0, 1000000000, &why);
	return why != NULL ? error_make(ERROR_USAGE, "--%s: \"%s\": %s; give "
	    "a number from 0", option, arg, why) : NULL;
}

static const struct error *
set_date(const char **out, const char *option, const char *arg)
{
	struct date date;

	if (!date_parse_iso(&date, str_of(arg)))
		return error_make(ERROR_USAGE, "--%s: \"%s\": not a date; "
		    "write YYYY, YYYY-MM or YYYY-MM-DD", option, arg);
	*out = arg;
	return NULL;
}

static const struct error *
set_sort(struct request *rq, const char *arg)
{
	if (strcmp(arg, "relevance") == 0)
		rq->sort = SORT_RELEVANCE;
	else if (strcmp(arg, "newest") == 0)
		rq->sort = SORT_NEWEST;
	else if (strcmp(arg, "oldest") == 0)
		rq->sort = SORT_OLDEST;
	else
		return error_make(ERROR_USAGE, "--sort: \"%s\": unknown; "
		    "there are relevance, newest, oldest", arg);
	return NULL;
}

static const struct error *
set_format(struct options *o, const char *arg)
{
	struct buf names = { 0 };
	const struct error *e;

	if ((o->printer = print_find(arg)) != NULL)
		return NULL;
	print_names(&names);
	e = error_make(ERROR_USAGE, "--format: \"%s\": unknown; there are %s",
	    arg, names.p);
	buf_release(&names);
	return e;
}

static const struct error *
set_when(enum when *when, const char *name, const char *arg)
{
	if (strcmp(arg, "auto") == 0)
		*when = WHEN_AUTO;
	else if (strcmp(arg, "always") == 0)
		*when = WHEN_ALWAYS;
	else if (strcmp(arg, "never") == 0)
		*when = WHEN_NEVER;
	else
		return error_make(ERROR_USAGE, "--%s: \"%s\": unknown; "
		    "there are auto, always, never", name, arg);
	return NULL;
}

/* What to do is one thing. */
static const struct error *
set_mode(struct options *o, enum mode mode)
{
	if (o->mode != MODE_SEARCH && o->mode != mode)
		return error_make(ERROR_USAGE, "--count, --values, "
		    "--timeline, --cooccur, --compare, --article, --batch, "
		    "--browse, --schema: only one of them");
	o->mode = mode;
	return NULL;
}

static const struct error *
set_facet(enum facet *f, const char *option, struct str name)
{
	*f = str_is(name, "org-type") ? FACET_ORG_TYPE :
	    schema_find_facet(name);
	return *f != FACETS ? NULL : error_make(ERROR_USAGE, "--%s: \"%.*s\": "
	    "no such facet; there are actor, location, org_type", option,
	    STR_ARG(name));
}

static const struct error *
set_values(struct options *o, const char *arg)
{
	const struct error *e = set_facet(&o->values, "values", str_of(arg));

	return e != NULL ? e : set_mode(o, MODE_VALUES);
}

static const struct error *
set_cooccur(struct options *o, const char *arg)
{
	struct str second = str_of(arg), first;
	const struct error *e;

	str_cut(&second, ',', &first);
	if ((e = set_facet(&o->cooccur[0], "cooccur", first)) != NULL ||
	    (e = set_facet(&o->cooccur[1], "cooccur", strchr(arg, ',') != NULL ?
	    second : first)) != NULL)
		return e;
	return set_mode(o, MODE_COOCCUR);
}

static const struct error *
set_timeline(struct options *o, const char *arg)
{
	static const char *const unit[] = { "year", "month", "week", "day" };

	o->unit = PERIOD_MONTH;
	for (int i = 0; i < 4 && arg != NULL; i++)
		if (strcmp(arg, unit[i]) == 0) {
			o->unit = (enum period_unit)i;
			arg = NULL;
		}
	return arg == NULL ? set_mode(o, MODE_TIMELINE) :
	    error_make(ERROR_USAGE, "--timeline=%s: not one of year, month, "
	    "week, day", arg);
}

static const struct error *
set_timeout(struct options *o, const char *name, const char *arg)
{
	const char *why;

	o->index.timeout_ms = 1000 * (unsigned)strtonum(arg, 1, 3600, &why);
	return why == NULL ? NULL : error_make(ERROR_USAGE, "--%s: \"%s\": "
	    "%s (1 to 3600)", name, arg, why);
}

static const struct error *
set_recent(struct request *rq, const char *arg)
{
	const char *why = NULL;

	rq->recent = arg == NULL ? RECENT_DAYS :
	    (size_t)strtonum(arg, 1, RECENT_DAYS_MAX, &why);
	return why == NULL ? NULL : error_make(ERROR_USAGE, "--recent=%s: "
	    "%s; give a number of days from 1 to %d", arg, why,
	    RECENT_DAYS_MAX);
}

static const struct error *
set(struct options *o, enum option option, const char *arg)
{
	struct request *rq = &o->request;
	const char *name = option_table[option].name;

	switch (option) {
	case OPTION_INDEX:	add_string(&o->index.path, arg);	break;
	case OPTION_ACTOR:	return set_selected(o, FACET_ACTOR, arg);
	case OPTION_LOCATION:	return set_selected(o, FACET_LOCATION, arg);
	case OPTION_ORG_TYPE:	return set_selected(o, FACET_ORG_TYPE, arg);
	case OPTION_SOURCE:	rq->source = arg;		break;
	case OPTION_SINCE:	return set_date(&rq->since, name, arg);
	case OPTION_UNTIL:	return set_date(&rq->until, name, arg);
	case OPTION_NEW_SINCE:
		o->new_since = arg;
		rq->no_relax = true;
		break;
	case OPTION_SIMILAR:
		rq->similar = str_of(arg);
		rq->no_relax = true;
		break;
	case OPTION_LIMIT:	return set_number(&rq->limit, name, arg);
	case OPTION_OFFSET:	return set_number(&rq->offset, name, arg);
	case OPTION_CONTEXT:	return set_number(&rq->context, name, arg);
	case OPTION_FACETS:
		rq->facets = SIZE_MAX;
		return strcmp(arg, "all") == 0 ? NULL :
		    set_number(&rq->facets, name, arg);
	case OPTION_VALUES:	return set_values(o, arg);
	case OPTION_SORT:	return set_sort(rq, arg);
	case OPTION_RECENT:	return set_recent(rq, arg);
	case OPTION_ANY:	rq->any = true;			break;
	case OPTION_CORRECT:	rq->correct = true;		break;
	case OPTION_NO_RELAX:	rq->no_relax = true;		break;
	case OPTION_EXPAND:	rq->expand = true;		break;
	case OPTION_NO_ALIASES:	rq->no_aliases = true;		break;
	case OPTION_GROUP:	rq->group = true;		break;
	case OPTION_UNIQUE:	rq->unique = true;		break;
	case OPTION_FORMAT:	return set_format(o, arg);
	case OPTION_FIELDS:
		o->has_fields = true;
		return fields_parse(&o->fields, str_of(arg));
	case OPTION_LIST_FIELDS:
		o->mode = MODE_LIST_FIELDS;
		break;
	case OPTION_SCHEMA:
		o->printer = print_find("json");
		return set_mode(o, MODE_SCHEMA);
	case OPTION_NUL:	o->is_null = true;		break;
	case OPTION_COUNT:	return set_mode(o, MODE_COUNT);
	case OPTION_BROWSE:	return set_mode(o, MODE_BROWSE);
	case OPTION_BATCH:
		o->batch = arg;
		return set_mode(o, MODE_BATCH);
	case OPTION_TIMELINE:	return set_timeline(o, arg);
	case OPTION_COOCCUR:	return set_cooccur(o, arg);
	case OPTION_COMPARE:
		buf_reset(&o->compare);
		clean_line(&o->compare, str_of(arg));
		o->request.compare = buf_slice(&o->compare);
		return set_mode(o, MODE_COMPARE);
	case OPTION_ARTICLE:
		o->article = str_of(arg);
		return set_mode(o, MODE_ARTICLE);
	case OPTION_TIMEOUT:	return set_timeout(o, name, arg);
	case OPTION_EXPLAIN:	rq->explain = true;		break;
	case OPTION_COLOR:	return set_when(&o->color, name, arg);
	case OPTION_HYPERLINK:	return set_when(&o->hyperlink, name, arg);
	case OPTION_HELP:	o->mode = MODE_HELP;		break;
	case OPTION_VERSION:	o->mode = MODE_VERSION;		break;
	case OPTION_GROUP_INDEX: case OPTION_GROUP_FIND:
	case OPTION_GROUP_SHOW: case OPTION_GROUP_OUTPUT:
	case OPTION_GROUP_OTHER: case N_OPTIONS:
		break;
	}
	return NULL;
}

/* The format, and what it prints of a hit. */
static const struct error *
check_output(struct options *o)
{
	struct request *rq = &o->request;
	const struct error *e;

	if (o->printer == NULL)
		o->printer = print_find(o->is_null ? "tsv" : "text");
	if (o->is_null && strcmp(o->printer->name, "tsv") != 0)
		return error_make(ERROR_USAGE, "-0: only with --format tsv");
	if (o->has_fields && o->printer->fields == NULL)
		return error_make(ERROR_USAGE, "--fields: not with --format "
		    "%s", o->printer->name);
	if (!o->has_fields && (e = fields_default(&o->fields,
	    o->printer->fields, o->mode == MODE_BATCH, rq)) != NULL)
		return e;
	if ((e = fields_check(&o->fields, rq)) != NULL)
		return e;
	rq->no_snippets = !o->printer->has_snippets || (o->fields.n > 0 &&
	    !fields_have(&o->fields, HIT_SNIPPET) &&
	    !fields_have(&o->fields, HIT_HIGHLIGHTS));
	if (!o->printer->has_facets && o->mode != MODE_COOCCUR &&
	    o->mode != MODE_COMPARE)
		rq->facets = 0;
	return NULL;
}

static const struct error *
check(struct options *o, bool has_words)
{
	const struct error *e;

	if ((e = check_output(o)) != NULL)
		return e;
	if (o->printer->is_batch_only && o->mode != MODE_BATCH)
		return error_make(ERROR_USAGE, "--format %s: only with "
		    "--batch", o->printer->name);
	if (o->new_since != NULL && o->mode != MODE_SEARCH)
		return error_make(ERROR_USAGE, "--new-since: for hits only; "
		    "leave out --count, --batch and the like");
	if (o->request.similar.p != NULL && (o->request.similar.n == 0 ||
	    o->mode == MODE_BROWSE || o->mode == MODE_ARTICLE ||
	    o->mode == MODE_VALUES))
		return error_make(ERROR_USAGE, "--similar: needs an id, and "
		    "goes not with --browse, --article, --values");
	if ((o->mode == MODE_COOCCUR && o->printer->cooccur == NULL) ||
	    (o->mode == MODE_COMPARE && o->printer->compare == NULL))
		return error_make(ERROR_USAGE, "--%s: not with --format %s",
		    o->mode == MODE_COOCCUR ? "cooccur" : "compare",
		    o->printer->name);
	if (o->request.context > 0 && !o->printer->has_context)
		return error_make(ERROR_USAGE, "--context: not with --format "
		    "%s; take text, json or jsonl", o->printer->name);
	if (o->mode == MODE_BATCH && has_words)
		return error_make(ERROR_USAGE, "--batch: the queries come from "
		    "its file; leave out the words");
	if (o->request.explain && (o->mode == MODE_COUNT || o->mode == MODE_VALUES))
		return error_make(ERROR_USAGE, "--explain: not with --count "
		    "or --values");
	if (o->request.recent > 0 && (o->request.sort == SORT_NEWEST ||
	    o->request.sort == SORT_OLDEST))
		return error_make(ERROR_USAGE, "--recent: not with --sort "
		    "%s, which goes by date alone", o->request.sort ==
		    SORT_NEWEST ? "newest" : "oldest");
	if (o->request.group && o->request.unique)
		return error_make(ERROR_USAGE, "--group, --unique: only one of "
		    "them");
	for (enum facet f = 0; f < FACETS; f++)
		for (size_t i = 0; i < o->request.selected[f].n; i++)
			if (o->request.selected[f].at[i][0] == '\0')
				return error_make(ERROR_USAGE, "-%c: empty "
				    "value", schema_facet[f].letter);
	if (o->index.path.n > 0)
		return NULL;
	if ((e = opt_default_index(&o->default_index)) == NULL)
		add_string(&o->index.path, o->default_index.p);
	return e;
}

const struct error *
options_parse(struct options *o, int argc, char **argv)
{
	struct buf words = { 0 };
	const struct error *e;
	const char *arg;
	int option, operands;

	memset(o, 0, sizeof(*o));
	o->request.limit = 10;
	o->request.facets = 10;
	o->index.timeout_ms = 10000;
	for (;;) {
		if ((e = opt_next(option_table, N_OPTIONS, PROGRAM, argc, argv,
		    &option, &arg, &operands)) != NULL)
			return e;
		if (option == OPT_DONE)
			break;
		if ((e = set(o, (enum option)option, arg)) != NULL)
			return e;
		if (o->mode >= MODE_LIST_FIELDS)
			return NULL;
	}
	for (int i = operands; i < argc; i++)
		buf_printf(&words, "%s%s", i > operands ? " " : "", argv[i]);
	clean_line(&o->query, buf_slice(&words));
	buf_release(&words);
	if (o->mode == MODE_VALUES)
		o->prefix = buf_slice(&o->query);
	else
		o->request.query = buf_slice(&o->query);
	return check(o, operands < argc);
}

void
options_release(struct options *o)
{
	for (int f = 0; f < FACETS; f++)
		free(o->request.selected[f].at);
	free(o->index.path.at);
	buf_release(&o->query);
	buf_release(&o->compare);
	buf_release(&o->default_index);
}
