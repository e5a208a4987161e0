/* A query as it was understood, with all operators and parentheses. */
#include "query.h"

static const char *
operator_of(const struct node *node, bool any)
{
	switch (node->kind) {
	case NODE_AND:		return " AND ";
	case NODE_OR:		return " OR ";
	case NODE_GROUP:	return any ? " OR " : " AND ";
	default:		return " ";
	}
}

static void
describe_words(struct buf *b, const struct node *node, const char *before,
    const char *after)
{
	if (node->field != FIELD_NONE)
		buf_printf(b, "%s:", schema_field[node->field].name);
	buf_printf(b, "%s%s%.*s%s", node->is_exact ? "=" : "", before, STR_ARG(node->text), after);
}

void
query_describe(struct buf *b, const struct node *node, bool any)
{
	struct node group = { .kind = NODE_GROUP };

	switch (node->kind) {
	case NODE_WORDS:
		/* before a parenthesis it would be a sign */
		describe_words(b, node, "", str_is(node->text, "-") ||
		    str_is(node->text, "+") ? " " : "");
		return;
	case NODE_PHRASE:
		describe_words(b, node, "\"", "\"");
		return;
	case NODE_WILDCARD:
		describe_words(b, node, "", "*");
		return;
	case NODE_FUZZY:
		describe_words(b, node, "", "~");
		return;
	case NODE_FIELD:
		describe_words(b, node, "\"", "\"");
		return;
	case NODE_NEAR:
		for (size_t i = 0; i < node->n; i++) {
			if (i > 0)
				buf_printf(b, " NEAR/%u ", node->distance);
			query_describe(b, node->child[i], any);
		}
		return;
	case NODE_NOT:
		buf_puts(b, "NOT ");
		query_describe(b, node->child[0], any);
		return;
	case NODE_NAME:
		buf_puts(b, "(");
		group.n = node->n;
		group.child = node->child;
		query_describe(b, node->n > 1 ? &group : node->child[0], any);
		buf_printf(b, " OR actor:\"%.*s\")", STR_ARG(node->text));
		return;
	case NODE_AND:
	case NODE_OR:
	case NODE_GROUP:
		buf_putc(b, '(');
		for (size_t i = 0; i < node->n; i++) {
			buf_puts(b, i > 0 ? operator_of(node, any) : "");
			query_describe(b, node->child[i], any);
		}
		buf_putc(b, ')');
		return;
	}
}
