#include "print.h"

#include <string.h>

static const struct printer *const printers[] = {
	&printer_text, &printer_json, &printer_jsonl, &printer_tsv,
	&printer_trec
};

#define PRINTERS (sizeof(printers) / sizeof(printers[0]))

const struct printer *
print_find(const char *name)
{
	for (size_t i = 0; i < PRINTERS; i++)
		if (strcmp(printers[i]->name, name) == 0)
			return printers[i];
	return NULL;
}

void
print_names(struct buf *b)
{
	for (size_t i = 0; i < PRINTERS; i++)
		buf_printf(b, "%s%s", i > 0 ? ", " : "", printers[i]->name);
}

void
print_values(struct buf *b, const struct look *look,
    const struct facet_values *v)
{
	(void)look;
	for (size_t i = 0; i < v->n; i++) {
		print_flat(b, v->at[i].value);
		buf_printf(b, "\t%llu\n", (unsigned long long)v->at[i].count);
	}
}

void
print_periods(struct buf *b, const struct look *look,
    const struct timeline *t)
{
	(void)look;
	for (size_t i = 0; i < t->n; i++)
		buf_printf(b, "%s\t%llu\n", t->at[i].date,
		    (unsigned long long)t->at[i].count);
	if (t->undated > 0)
		buf_printf(b, "-\t%llu\n", (unsigned long long)t->undated);
}

void
print_flat(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		buf_putc(b, s.p[i] == '\t' || s.p[i] == '\n' ? ' ' : s.p[i]);
}

void
print_id(struct buf *b, const struct hit *hit)
{
	buf_str(b, hit->record.article);
	buf_printf(b, "#%llu", (unsigned long long)hit->record.paragraph);
}
