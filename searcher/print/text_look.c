/*
 * text: what is no list of hits.
 */
#include <stdlib.h>

#include "style.h"
#include "wrap.h"

#define NAME_LEAST 16		/* columns of a value beside a matrix */
#define NAME_MOST 40

/* ---- a matrix ---- */

static size_t
longest(const struct facet_values *v)
{
	size_t n = NAME_LEAST, width;

	for (size_t i = 0; i < v->n; i++)
		if ((width = wrap_width(v->at[i].value)) > n)
			n = width;
	return n < NAME_MOST ? n : NAME_MOST;
}

struct matrix {
	const struct cooccurrence *of;
	size_t rows, columns;		/* that are shown */
	uint64_t *count;		/* rows * columns */
	size_t cell, name;		/* widths */
};

static void
set_cell(struct matrix *m, size_t row, size_t column, uint64_t count)
{
	if (column < m->columns)
		m->count[row * m->columns + column] = count;
}

static void
fill(struct matrix *m)
{
	const struct cooccurrence *c = m->of;
	bool is_one = c->of[0] == c->of[1];

	m->count = mem_alloc(m->rows * m->columns, sizeof(*m->count));
	for (size_t i = 0; i < c->n; i++) {
		const struct pair *p = &c->pair[i];

		set_cell(m, p->of[0], p->of[1], p->count);
		if (is_one)
			set_cell(m, p->of[1], p->of[0], p->count);
	}
	for (size_t i = 0; is_one && i < m->rows; i++)
		set_cell(m, i, i, c->value[0].at[i].count);
}

/* Names give way first, then columns. */
static void
fit(struct matrix *m, size_t width)
{
	uint64_t most = m->of->value[0].at[0].count;

	for (m->cell = 4; most >= 1000; most /= 10)
		m->cell++;
	m->name = longest(&m->of->value[0]);
	while (m->name > NAME_LEAST && 4 + m->name + m->columns * m->cell >
	    width)
		m->name--;
	if (4 + m->name + m->columns * m->cell > width)
		m->columns = width > 4 + m->name + m->cell ?
		    (width - 4 - m->name) / m->cell : 1;
}

static void
add_row(struct buf *b, const struct look *look, const struct matrix *m,
    size_t row)
{
	for (size_t i = 0; i < m->columns; i++) {
		uint64_t n = m->count[row * m->columns + i];
		bool is_dim = n == 0 || (i == row && m->of->of[0] ==
		    m->of->of[1]);

		if (is_dim)
			style(b, look, DIM);
		if (n > 0)
			buf_printf(b, "%*llu", (int)m->cell,
			    (unsigned long long)n);
		else
			buf_printf(b, "%*s", (int)m->cell, ".");
		if (is_dim)
			style(b, look, PLAIN);
	}
	buf_putc(b, '\n');
}

/* The names of the columns, where the rows have others. */
static void
add_legend(struct buf *b, const struct look *look,
    const struct cooccurrence *c, size_t columns)
{
	buf_putc(b, '\n');
	style(b, look, HEAD);
	buf_printf(b, "%s\n", schema_facet[c->of[1]].title);
	style(b, look, PLAIN);
	for (size_t i = 0; i < columns; i++)
		buf_printf(b, "%3zu %.*s\n", i + 1,
		    STR_ARG(c->value[1].at[i].value));
}

void
text_cooccur(struct buf *b, const struct look *look,
    const struct request *rq, const struct cooccurrence *c)
{
	struct matrix m = { .of = c, .rows = c->value[0].n,
	    .columns = c->value[1].n };

	(void)rq;
	if (m.rows == 0 || m.columns == 0)
		return;
	fit(&m, look->width);
	fill(&m);
	buf_printf(b, "%llu paragraph%s\n\n",
	    (unsigned long long)c->result.total,
	    c->result.total == 1 ? "" : "s");
	style(b, look, HEAD);
	text_name(b, str_of(schema_facet[c->of[0]].title), m.name + 4);
	style(b, look, PLAIN);
	for (size_t i = 0; i < m.columns; i++)
		buf_printf(b, "%*zu", (int)m.cell, i + 1);
	buf_putc(b, '\n');
	for (size_t i = 0; i < m.rows; i++) {
		buf_printf(b, "%3zu ", i + 1);
		text_name(b, c->value[0].at[i].value, m.name);
		add_row(b, look, &m, i);
	}
	if (c->of[0] != c->of[1])
		add_legend(b, look, c, m.columns);
	free(m.count);
}

/* ---- two answers ---- */

static void
add_side(struct buf *b, char name, uint64_t total, struct str query)
{
	buf_printf(b, "%c %9llu paragraph%c  %.*s\n", name,
	    (unsigned long long)total, total == 1 ? ' ' : 's',
	    STR_ARG(query.n > 0 ? query : STR_LIT("(all)")));
}

static void
add_contrasts(struct buf *b, const struct look *look, enum facet f,
    const struct contrast *at, size_t n)
{
	size_t width = look->width > 70 ? look->width - 50 : 20;

	if (width > NAME_MOST)
		width = NAME_MOST;
	buf_putc(b, '\n');
	style(b, look, HEAD);
	text_name(b, str_of(schema_facet[f].title), width + 4);
	style(b, look, PLAIN);
	buf_puts(b, "      A       B  A/1000  B/1000   log2      G2\n");
	for (size_t i = 0; i < n; i++) {
		bool is_more = at[i].share[0] > at[i].share[1];
		bool is_less = at[i].share[0] < at[i].share[1];

		style(b, look, is_more ? PICK : is_less ? MARK : PLAIN);
		buf_printf(b, "  %c ", is_more ? '+' : is_less ? '-' : '=');
		text_name(b, at[i].value, width);
		style(b, look, PLAIN);
		buf_printf(b, "%7llu %7llu %7.1f %7.1f %+6.2f %7.1f\n",
		    (unsigned long long)at[i].count[0],
		    (unsigned long long)at[i].count[1], at[i].share[0],
		    at[i].share[1], at[i].log_ratio, at[i].g2);
	}
}

void
text_compare(struct buf *b, const struct look *look, const struct request *rq,
    const struct comparison *c)
{
	if (c->result[0].total + c->result[1].total == 0)
		return;
	add_side(b, 'A', c->result[0].total, rq->query);
	add_side(b, 'B', c->result[1].total, rq->compare);
	for (enum facet f = 0; f < FACETS; f++)
		if (c->n[f] > 0)
			add_contrasts(b, look, f, c->at[f], c->n[f]);
}
