#include "program.h"

/* The index was replaced under a search, and is open again. */
static bool
again(struct program *p, int *tries, const struct error **e)
{
	return *e != NULL && search_again(&p->search, &p->o.index, tries, e);
}

void
program_say_names(const struct result *r)
{
	for (size_t i = 0; i < r->names; i++)
		error_note(PROGRAM, "%.*s: also by other names of %.*s (quote "
		    "it for the word alone)", STR_ARG(r->name[i].typed),
		    STR_ARG(r->name[i].value));
}

/* Nothing matches a value that is not there. */
static const struct error *
tell_unknown(const struct error *e)
{
	if (e == NULL || e->code != ERROR_UNKNOWN)
		return e;
	error_report(PROGRAM, e);
	return NULL;
}

const struct error *
program_count(struct program *p, int *status)
{
	struct result result = { 0 };
	const struct error *e;
	int tries = 0;

	while ((e = search_count(p->search, &p->o.request, &result)) != NULL &&
	    again(p, &tries, &e))
		result_release(&result);
	e = tell_unknown(e);
	if (e == NULL) {
		program_say_names(&result);
		*status = result.total > 0 ? EXIT_MATCH : EXIT_NO_MATCH;
		buf_printf(&p->out, "%llu\n",
		    (unsigned long long)result.total);
		e = program_write(p);
	}
	result_release(&result);
	return e;
}

const struct error *
program_values(struct program *p, int *status)
{
	struct result result = { 0 };
	const struct error *e;
	int tries = 0;

	while ((e = search_values(p->search, p->o.values, p->o.prefix,
	    &result)) != NULL && again(p, &tries, &e))
		result_release(&result);
	if (e == NULL) {
		*status = result.facet[p->o.values].n > 0 ? EXIT_MATCH :
		    EXIT_NO_MATCH;
		p->o.printer->values(&p->out, &p->look,
		    &result.facet[p->o.values]);
		e = program_write(p);
	}
	result_release(&result);
	return e;
}

const struct error *
program_timeline(struct program *p, int *status)
{
	struct timeline t = { 0 };
	const struct error *e;
	int tries = 0;

	while ((e = search_timeline(p->search, &p->o.request, p->o.unit,
	    &t)) != NULL && again(p, &tries, &e))
		continue;
	e = tell_unknown(e);
	if (e == NULL) {
		program_say_names(&t.result);
		*status = t.n > 0 || t.undated > 0 ? EXIT_MATCH :
		    EXIT_NO_MATCH;
		p->o.printer->timeline(&p->out, &p->look, &t);
		e = program_write(p);
	}
	timeline_release(&t);
	return e;
}

const struct error *
program_cooccur(struct program *p, int *status)
{
	struct cooccurrence c = { .n = 0 };
	const struct error *e;
	int tries = 0;

	while ((e = search_cooccur(p->search, &p->o.request, p->o.cooccur,
	    &c)) != NULL && again(p, &tries, &e))
		cooccurrence_release(&c);
	e = tell_unknown(e);
	if (e == NULL) {
		program_say_names(&c.result);
		*status = c.result.total > 0 ? EXIT_MATCH : EXIT_NO_MATCH;
		p->o.printer->cooccur(&p->out, &p->look, &p->o.request, &c);
		e = program_write(p);
	}
	cooccurrence_release(&c);
	return e;
}

const struct error *
program_compare(struct program *p, int *status)
{
	struct comparison c = { .n = { 0 } };
	const struct error *e;
	int tries = 0;

	while ((e = search_compare(p->search, &p->o.request, &c)) != NULL &&
	    again(p, &tries, &e))
		comparison_release(&c);
	e = tell_unknown(e);
	if (e == NULL) {
		program_say_names(&c.result[0]);
		program_say_names(&c.result[1]);
		*status = c.result[0].total + c.result[1].total > 0 ?
		    EXIT_MATCH : EXIT_NO_MATCH;
		p->o.printer->compare(&p->out, &p->look, &p->o.request, &c);
		e = program_write(p);
	}
	comparison_release(&c);
	return e;
}

