#include "facets/tsv.h"

#include <stdarg.h>
#include <stdio.h>

const struct error *
tsv_slurp(struct buf *out, const char *path)
{
	FILE *f = fopen(path, "r");
	size_t n;
	bool bad;

	buf_reset(out);
	if (f == NULL)
		return error_errno("%s", path);
	do {
		buf_reserve(out, 65536);
		n = fread(out->p + out->n, 1, 65536, f);
		out->n += n;
		out->p[out->n] = '\0';
	} while (n != 0);
	bad = ferror(f) != 0;
	fclose(f);
	return bad ? error_errno("%s", path) : NULL;
}

const struct error *
tsv_open(struct tsv *t, const char *dir, const char *name)
{
	const struct error *e;

	*t = (struct tsv){ 0 };
	if (dir != NULL)
		buf_printf(&t->path, "%s/", dir);
	buf_puts(&t->path, name);
	if ((e = tsv_slurp(&t->text, t->path.p)) != NULL) {
		tsv_close(t);
		return e;
	}
	t->rest = buf_slice(&t->text);
	if (str_starts(t->rest, "\xef\xbb\xbf")) {
		t->rest.p += 3;
		t->rest.n -= 3;
	}
	return NULL;
}

bool
tsv_next(struct tsv *t)
{
	struct str row, part;

	while (str_cut(&t->rest, '\n', &row)) {
		t->line++;
		if (str_trim(row).n == 0 || row.p[0] == '#')
			continue;
		t->row = row;
		for (t->fields = 0; str_cut(&row, '\t', &part); t->fields++)
			if (t->fields < TSV_FIELDS)
				t->field[t->fields] = str_trim(part);
		for (size_t i = t->fields; i < TSV_FIELDS; i++)
			t->field[i] = str_of("");
		return true;
	}
	return false;
}

void
tsv_close(struct tsv *t)
{
	buf_release(&t->text);
	buf_release(&t->path);
}

const struct error *
tsv_error(const struct tsv *t, const char *fmt, ...)
{
	char why[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(why, sizeof(why), fmt, ap);
	va_end(ap);
	return error_make(ERROR_INPUT, "%s:%zu: %s", t->path.p, t->line, why);
}
