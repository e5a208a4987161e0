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

/* What a query is said to be means the same again. */
static void
check_description(const struct node *root)
{
	struct buf first = { 0 }, second = { 0 };
	struct arena arena = { 0 };
	const struct error *e;
	struct query q;

	query_describe(&first, root, false);
	e = query_parse(&q, &arena, buf_slice(&first), false);
	FUZZ_CHECK(e == NULL && q.root != NULL);
	query_describe(&second, q.root, false);
	FUZZ_CHECK(str_eq(buf_slice(&first), buf_slice(&second)));
	arena_release(&arena);
	buf_release(&first);
	buf_release(&second);
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
		    NULL && q.root != NULL) {
			check_node(q.root, buf_slice(&clean), 0);
			if (!is_batch)
				check_description(q.root);
		}
		arena_reset(&arena);
	}
	arena_release(&arena);
	buf_release(&clean);
	return 0;
}
