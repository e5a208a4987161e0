/* Annotated sets -> blocks of sentences with their text and gold names. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "facets/train.h"

/* What the sets call a name; a tag that is not here is no name. */
static const struct {
	const char *label;
	uint8_t tag;
} labels[] = {
	{ "PER", TAG_U_PERSON }, { "per", TAG_U_PERSON },
	{ "person", TAG_U_PERSON }, { "ORG", TAG_U_ORGANIZATION },
	{ "org", TAG_U_ORGANIZATION }, { "group", TAG_U_ORGANIZATION },
	{ "corporation", TAG_U_ORGANIZATION }, { "LOC", TAG_U_LOCATION },
	{ "geo", TAG_U_LOCATION }, { "location", TAG_U_LOCATION },
	{ "gpe", TAG_U_NATIONALITY }, { "NAT", TAG_U_NATIONALITY }
};

#define HELD_BACK 40		/* of 1,000 blocks, by the first sentence's hash */

struct reader {
	struct train_set *set;
	train_each *each;
	void *arg;
	struct block block;
	struct buf text;	/* of the sentence at work */
	bool quote, open;	/* a quotation; a name */
	size_t golds;		/* of the block when the sentence began */
	char last[8];		/* end of the token before */
};

static uint8_t
find_label(struct str s)
{
	for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++)
		if (str_is(s, labels[i].label))
			return labels[i].tag;
	return TAG_O;
}

static void
end_block(struct reader *r)
{
	if (r->block.n > 0)
		r->each(r->arg, r->set, &r->block);
	r->block.n = r->block.golds = r->golds = 0;
	arena_reset(&r->block.arena);
}

static void
end_sentence(struct reader *r)
{
	struct block *b = &r->block;
	struct annotated *a;

	if (r->text.n > 0) {
		ARRAY_GROW(b->sentence, b->n, b->cap);
		a = &b->sentence[b->n++];
		a->text = arena_str(&b->arena, buf_slice(&r->text));
		a->span = (uint32_t)r->golds;
		a->spans = (uint32_t)(b->golds - r->golds);
	}
	r->golds = b->golds;
	buf_reset(&r->text);
	r->quote = r->open = false;
	r->last[0] = '\0';
}

/* Is there a blank between the token before and this one, as people write? */
static bool
has_blank(struct reader *r, struct str token)
{
	static const char *const close[] = { ",", ".", ";", ":", "?", "!",
	    ")", "]", "%", "'", "'s", "'S", "n't", "'re", "'ve", "'ll", "'d",
	    "'m", "...", "\xe2\x80\x99", "\xe2\x80\x99s", "\xe2\x80\x9d",
	    NULL };
	static const char *const opening[] = { "(", "[", "$", "``", "#",
	    "\xe2\x80\x9c", NULL };

	if (r->text.n == 0)
		return false;
	for (int i = 0; close[i] != NULL; i++)
		if (str_is(token, close[i]))
			return false;
	for (int i = 0; opening[i] != NULL; i++)
		if (strcmp(r->last, opening[i]) == 0)
			return false;
	if (str_is(token, "\"") || str_is(token, "''"))
		return !r->quote;
	return !(strcmp(r->last, "\"") == 0 && r->quote);
}

static void
add_token(struct reader *r, struct str token, struct str tag)
{
	struct block *b = &r->block;
	uint8_t kind = tag.n > 2 ? find_label((struct str){ tag.p + 2,
	    tag.n - 2 }) : TAG_O;
	bool blank = has_blank(r, token);

	if (str_is(token, "\"") || str_is(token, "``") || str_is(token, "''"))
		r->quote = !r->quote;
	if (blank)
		buf_putc(&r->text, ' ');
	if (kind == TAG_O)
		r->open = false;
	else if (tag.p[0] == 'B' || !r->open ||
	    b->gold[b->golds - 1].tag != kind) {
		ARRAY_GROW(b->gold, b->golds, b->golds_cap);
		b->gold[b->golds++] = (struct gold){ (uint32_t)r->text.n, 0,
		    kind };
		r->open = true;
	}
	if (str_is(token, "``") || str_is(token, "''"))
		buf_putc(&r->text, '"');
	else
		buf_str(&r->text, token);
	if (r->open)
		b->gold[b->golds - 1].end = (uint32_t)r->text.n;
	snprintf(r->last, sizeof(r->last), "%.*s", STR_ARG(token));
}

static const struct error *
read_file(const char *path, struct buf *out)
{
	FILE *f = fopen(path, "r");
	char piece[65536];
	size_t n;
	bool bad;

	if (f == NULL)
		return error_errno("%s", path);
	while ((n = fread(piece, 1, sizeof(piece), f)) > 0)
		buf_add(out, piece, n);
	bad = ferror(f) != 0;
	fclose(f);
	return bad ? error_make(ERROR_SYSTEM, "%s: cannot read", path) : NULL;
}

static void
reader_release(struct reader *r)
{
	free(r->block.sentence);
	free(r->block.gold);
	arena_release(&r->block.arena);
	buf_release(&r->text);
}

const struct error *
train_read_bio(struct train_set *set, const char *path, train_each *each,
    void *arg)
{
	struct reader r = { .set = set, .each = each, .arg = arg };
	struct buf file = { 0 };
	const struct error *e = read_file(path, &file);
	struct str rest = buf_slice(&file), line, token;

	r.block.is_titled = set->is_titled;
	while (e == NULL && str_cut(&rest, '\n', &line)) {
		if (line.n > 0 && line.p[line.n - 1] == '\r')
			line.n--;
		if (line.n == 0) {
			end_sentence(&r);
			if (r.block.n >= set->block)
				end_block(&r);
		} else if (str_cut(&line, '\t', &token) && token.n > 0)
			add_token(&r, token, line);
	}
	end_sentence(&r);
	end_block(&r);
	reader_release(&r);
	buf_release(&file);
	return e;
}

/* One line of our own: text with "{KIND name}" in it. */
static const struct error *
add_line(struct reader *r, struct str line)
{
	struct block *b = &r->block;

	for (size_t i = 0; i < line.n; i++) {
		uint8_t kind = TAG_O;

		if (line.p[i] == '{' && i + 5 < line.n &&
		    line.p[i + 4] == ' ')
			kind = find_label((struct str){ line.p + i + 1, 3 });
		if (line.p[i] == '{') {
			if (kind == TAG_O || r->open)
				return error_make(ERROR_INPUT, "bad \"{\" in "
				    "\"%.*s\"", STR_ARG(line));
			ARRAY_GROW(b->gold, b->golds, b->golds_cap);
			b->gold[b->golds++] = (struct gold){
			    (uint32_t)r->text.n, 0, kind };
			r->open = true;
			i += 4;
		} else if (line.p[i] == '}') {
			if (!r->open)
				return error_make(ERROR_INPUT, "bad \"}\" in "
				    "\"%.*s\"", STR_ARG(line));
			b->gold[b->golds - 1].end = (uint32_t)r->text.n;
			r->open = false;
		} else
			buf_putc(&r->text, line.p[i]);
	}
	if (r->open)
		return error_make(ERROR_INPUT, "no \"}\" in \"%.*s\"",
		    STR_ARG(line));
	end_sentence(r);
	return NULL;
}

const struct error *
train_read_inline(struct train_set *set, const char *path, train_each *each,
    void *arg)
{
	struct reader r = { .set = set, .each = each, .arg = arg };
	struct buf file = { 0 };
	const struct error *e = read_file(path, &file);
	struct str rest = buf_slice(&file), line;
	size_t n = 0;

	while (e == NULL && str_cut(&rest, '\n', &line)) {
		n++;
		line = str_trim(line);
		if (line.n == 0)
			end_block(&r);
		else if (line.p[0] != '#')
			e = error_wrap(add_line(&r, line), "%s:%zu", path, n);
	}
	end_block(&r);
	reader_release(&r);
	buf_release(&file);
	return e;
}

size_t
train_title(const struct lexicon *lex, const struct token *t, size_t n,
    size_t left)
{
	size_t skip = 0, len;

	while (skip < n) {
		if ((t[skip].classes & WORD_GIVEN) != 0 && n - skip > 1 &&
		    (t[skip + 1].classes & WORD_FAMILY) != 0)
			break;
		if (tokens_match(lex, &t[skip], left - skip,
		    SENSE_BIT(SENSE_TITLE), &len) == NULL)
			break;
		skip += len;
	}
	return skip < n ? skip : n;
}

bool
train_is_held(const struct block *b)
{
	return hash64(b->sentence[0].text.p, b->sentence[0].text.n, 1) %
	    1000 < HELD_BACK;
}

void
examples_release(struct examples *x)
{
	free(x->hash);
	free(x->token);
	free(x->sentence);
	memset(x, 0, sizeof(*x));
}
