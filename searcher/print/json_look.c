/*
 * json and jsonl: what is not of every answer.
 */
#include "json.h"
#include "print.h"

static void
add_paragraphs(struct buf *b, const struct record *r, size_t n)
{
	struct buf id = { 0 };

	buf_putc(b, '[');
	for (size_t i = 0; i < n; i++) {
		buf_reset(&id);
		buf_printf(&id, "%.*s#%llu", STR_ARG(r[i].article),
		    (unsigned long long)r[i].paragraph);
		buf_printf(b, "%s{\"id\":", i > 0 ? "," : "");
		json_add_str(b, buf_slice(&id));
		buf_puts(b, ",\"text\":");
		json_add_str(b, r[i].text);
		buf_putc(b, '}');
	}
	buf_putc(b, ']');
	buf_release(&id);
}

void
print_json_context(struct buf *b, const struct hit *hit)
{
	const struct context *c = &hit->context;

	buf_puts(b, "{\"before\":");
	add_paragraphs(b, c->before, c->befores);
	buf_puts(b, ",\"after\":");
	add_paragraphs(b, c->after, c->afters);
	buf_putc(b, '}');
}

void
print_json_similar(struct buf *b, const struct similar *s)
{
	buf_puts(b, ",\"similar\":{\"id\":");
	json_add_str(b, s->id);
	buf_puts(b, ",\"words\":");
	json_add_list(b, s->word, s->n);
	buf_putc(b, '}');
}
