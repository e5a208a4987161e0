#include "print.h"

#include <string.h>

static const struct printer *const printers[] = {
	&printer_text, &printer_json, &printer_jsonl, &printer_tsv,
	&printer_csv, &printer_html, &printer_trec
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
	for (size_t i = 0; i < v->n; i++) {
		print_flat(b, look, v->at[i].value);
		buf_printf(b, "\t%llu%c", (unsigned long long)v->at[i].count,
		    look->end);
	}
}

void
print_periods(struct buf *b, const struct look *look,
    const struct timeline *t)
{
	for (size_t i = 0; i < t->n; i++)
		buf_printf(b, "%s\t%llu%c", t->at[i].date,
		    (unsigned long long)t->at[i].count, look->end);
	if (t->undated > 0)
		buf_printf(b, "-\t%llu%c", (unsigned long long)t->undated,
		    look->end);
}

void
print_flat(struct buf *b, const struct look *look, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		buf_putc(b, s.p[i] == '\t' || s.p[i] == look->end ? ' ' :
		    s.p[i]);
}

void
print_word(struct buf *b, struct str word)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:,@%+=";
	size_t n = 0;

	while (n < word.n && word.p[n] != '\0' &&
	    strchr(plain, word.p[n]) != NULL)
		n++;
	if (n == word.n && n > 0) {
		buf_str(b, word);
		return;
	}
	buf_putc(b, '\'');
	for (size_t i = 0; i < word.n; i++)
		if (word.p[i] == '\'')
			buf_puts(b, "'\\''");
		else	/* no control characters on anybody's terminal */
			buf_putc(b, (unsigned char)word.p[i] < ' ' ||
			    word.p[i] == 127 ? '?' : word.p[i]);
	buf_putc(b, '\'');
}

void
print_id(struct buf *b, const struct hit *hit)
{
	buf_str(b, hit->record.article);
	buf_printf(b, "#%llu", (unsigned long long)hit->record.paragraph);
}
