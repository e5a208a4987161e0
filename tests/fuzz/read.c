/*
 * The readers: bytes as a file of the format that $FUZZ_FORMAT names, or, where
 * it names none, of the one that their beginning looks like.
 */
#include <string.h>

#include "date.h"
#include "fuzz.h"
#include "read.h"

struct source {
	const uint8_t *p;
	size_t n, part;
};

/* In parts, so that borders fall everywhere. */
static const struct error *
more(void *arg, char *to, size_t room, size_t *n)
{
	struct source *s = arg;

	*n = s->n < s->part ? s->n : s->part;
	if (*n > room)
		*n = room;
	if (*n > 0)
		memcpy(to, s->p, *n);
	s->p += *n;
	s->n -= *n;
	return NULL;
}

static void
check_article(const struct article *a)
{
	struct date d;

	FUZZ_CHECK(a->id.n > 0);
	fuzz_check_text(a->id);
	fuzz_check_text(a->path);
	fuzz_check_text(a->title);
	fuzz_check_text(a->source);
	fuzz_check_text(a->url);
	fuzz_check_text(a->place);
	fuzz_check_text(a->warning);
	for (size_t i = 0; i < a->n; i++)
		fuzz_check_text(a->paragraph[i]);
	for (int f = 0; f < GIVEN_KINDS; f++)
		for (size_t i = 0; i < a->given_n[f]; i++)
			fuzz_check_text(a->given[f][i]);
	if (a->date.n > 0)
		FUZZ_CHECK(date_parse(&d, a->date) &&
		    str_is(a->date, d.text));
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	const char *name = getenv("FUZZ_FORMAT");
	const struct format *format = NULL;
	struct source s = { p, n, n / 3 + 1 };
	size_t calls = 0;
	struct input *in;
	struct reader *r;
	struct article a;
	bool got = true;

	input_of(&in, more, &s);
	if (name != NULL)
		FUZZ_CHECK((format = read_find(name)) != NULL);
	else if (read_choose_by_content(&format, "f", in) != NULL ||
	    format == NULL)
		goto done;
	format->open(&r, in, STR_LIT("f"));
	while (got) {
		const struct error *e = format->next(r, &a, &got);

		/* a record has a byte, and so has what is passed over */
		FUZZ_CHECK(++calls <= n + 2);
		if (e != NULL && e->code != ERROR_INPUT)
			break;
		if (e != NULL) {
			FUZZ_CHECK(strtoul(e->text, NULL, 10) > 0);
			got = true;
		} else if (got)
			check_article(&a);
	}
	format->close(r);
done:
	input_close(in);
	return 0;
}
