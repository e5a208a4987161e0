/* Compressed files and archives, one in another. */
#include <string.h>

#include "fuzz.h"
#include "read.h"

struct source {
	const uint8_t *p;
	size_t n;
};

static const struct error *
more(void *arg, char *to, size_t room, size_t *n)
{
	struct source *s = arg;

	*n = s->n < room ? s->n : room;
	if (*n > 0)
		memcpy(to, s->p, *n);
	s->p += *n;
	s->n -= *n;
	return NULL;
}

static void
unpack(struct input *outer, const char *name, unsigned depth)
{
	const struct error *e;
	struct unpack *u;
	struct input *in;
	struct str member, head, some;
	bool is_only, got;

	if (depth == UNPACK_DEPTH || unpack_open(&u, outer, name) != NULL)
		return;
	while ((e = unpack_next(u, &member, &in, &is_only, &got)) == NULL &&
	    got) {
		fuzz_check_text(member);
		FUZZ_CHECK(strlen(member.p) == member.n);
		if (input_peek(in, SNIFF_SIZE, &head) != NULL)
			continue;
		if (unpack_knows(head))
			unpack(in, member.p, depth + 1);
		else
			while (input_some(in, &some) == NULL && some.n > 0)
				continue;
	}
	unpack_close(u);
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct source s = { p, n };
	struct input *in;

	input_of(&in, more, &s);
	unpack(in, "news.gz", 0);
	input_close(in);
	return 0;
}
