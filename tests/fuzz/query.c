/* The query parser, on text of the command line or of a batch. */
#include "query.h"

#include "fuzz.h"

static void
check_node(const struct node *node, struct str text, unsigned depth)
{
	FUZZ_CHECK(depth < 1000);
	FUZZ_CHECK(node->text.n == 0 || (node->text.p >= text.p &&
	    node->text.p + node->text.n <= text.p + text.n));
	FUZZ_CHECK(node->field <= FIELD_NONE);
	FUZZ_CHECK(node->kind != NODE_NOT || node->n == 1);
	for (size_t i = 0; i < node->n; i++)
		check_node(node->child[i], text, depth + 1);
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	union { const uint8_t *in; const char *out; } u = { p };
	struct buf clean = { 0 };
	struct arena arena = { 0 };
	struct query q;

	clean_line(&clean, (struct str){ u.out, n });
	for (int is_batch = 0; is_batch < 2; is_batch++) {
		if (query_parse(&q, &arena, buf_slice(&clean), is_batch) ==
		    NULL && q.root != NULL)
			check_node(q.root, buf_slice(&clean), 0);
		arena_reset(&arena);
	}
	arena_release(&arena);
	buf_release(&clean);
	return 0;
}
