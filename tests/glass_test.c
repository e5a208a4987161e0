/*
 * The bulk writer against the library: the same documents written both ways,
 * everything compared, Xapian's own check, then the same updates through the
 * library to both and everything compared again.
 */
#include <sys/stat.h>

#include <stdlib.h>
#include <unistd.h>

#include "bulk.h"
#include "same.h"
#include "tap.h"
#include "xap.h"

#define TERMS_MAX 3000		/* of one document */

struct corpus {
	const char *name;
	unsigned documents;
	unsigned terms;		/* of a document, at most */
	unsigned vocabulary;	/* distinct terms */
	unsigned occurrences;	/* of a term in a document, at most */
	unsigned data;		/* bytes, at most */
	unsigned kind;		/* of terms, see make_term() */
	size_t memory;
	unsigned block_size;
};

static uint64_t seed;
static char dir[2][64];		/* bulk, library */
static struct buf term_buf;
static bool is_gone[40000];

static unsigned
roll(unsigned n)		/* 0 .. n - 1; xorshift64 */
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (unsigned)((seed >> 16) % n);
}

/* An error ends the test. */
static void
must(const struct error *e)
{
	if (e == NULL)
		return;
	printf("Bail out! %s\n", e->text);
	exit(1);
}

static unsigned
wdf(unsigned frequency, unsigned length)
{
	return 1 + frequency * 40 / (4 + length / 3);
}

/* Term i of the vocabulary: letters; any bytes; long; long with NULs. */
static struct str
make_term(unsigned kind, unsigned i)
{
	unsigned n;

	buf_reset(&term_buf);
	if (kind == 0) {
		buf_printf(&term_buf, "Z%c%x", 'a' + (int)(i % 26), i);
	} else if (kind == 1) {
		buf_putc(&term_buf, (char)i);
		for (n = i >> 8; n > 0; n >>= 8)
			buf_putc(&term_buf, (char)n);
	} else {
		n = kind == 2 ? 200 + i % 40 : 110 + i % 9;
		buf_printf(&term_buf, "%08u", i * 7);
		while (term_buf.n < n)
			buf_putc(&term_buf, kind == 2 ? 'x' :
			    term_buf.n % 3 == 0 ? 'y' : '\0');
	}
	return buf_slice(&term_buf);
}

static struct str
make_word(unsigned i)
{
	static char word[16];
	unsigned n = 2 + i % 7;

	for (unsigned j = 0; j < n; j++, i = i * 5 + 1)
		word[j] = (char)('a' + i / 3 % 6);
	return (struct str){ word, n };
}

struct both {			/* the two writers; bulk is NULL for updates */
	struct bulk *bulk;
	struct xap_writer *library[2];
	size_t libraries;
};

static int
cmp_uint(const void *a, const void *b)
{
	unsigned x = *(const unsigned *)a, y = *(const unsigned *)b;

	return (x > y) - (x < y);
}

static void
add_values(struct both *b)
{
	char value[32];

	for (unsigned slot = 0; slot < 64; slot += 1 + roll(9)) {
		struct str v = { value, 1 + roll(20) };

		if (slot > 5 && roll(3) > 0)
			continue;
		for (size_t i = 0; i < v.n; i++)
			value[i] = (char)roll(256);
		if (slot == 2)
			v = STR_LIT("constant");
		if (b->bulk != NULL)
			bulk_value(b->bulk, slot, v);
		for (size_t i = 0; i < b->libraries; i++)
			must(xap_doc_value(b->library[i], slot, v));
	}
}

static void
add_term(struct both *b, struct str term, unsigned f, unsigned length)
{
	uint32_t at[5000], position = 0, id = 0;

	if (b->bulk != NULL)
		id = bulk_term(b->bulk, term);
	for (unsigned i = 0; i < f; i++) {
		at[i] = position += 1 + roll(i % 7 == 0 ? 300 : 4);
		if (b->bulk != NULL)
			bulk_occur(b->bulk, id, position);
	}
	if (b->bulk != NULL && f == 0) {
		bulk_flag(b->bulk, id);
		bulk_flag(b->bulk, id);
	}
	for (size_t i = 0; i < b->libraries; i++)
		must(xap_doc_term(b->library[i], term,
		    f > 0 ? wdf(f, length) : 0, at, f));
}

static void
add_terms(struct both *b, const struct corpus *c, unsigned length)
{
	static unsigned chosen[TERMS_MAX];
	unsigned n = c->terms > 0 ? roll(c->terms + 1) : 0;

	for (unsigned i = 0; i < n; i++)	/* a few common, most rare */
		chosen[i] = roll(1 + roll(c->vocabulary));
	qsort(chosen, n, sizeof(*chosen), cmp_uint);
	for (unsigned i = 0; i < n; i++)
		if (i == 0 || chosen[i] != chosen[i - 1])
			add_term(b, make_term(c->kind, chosen[i]),
			    roll(4) == 0 ? 0 : roll(8) == 0 ?
			    1 + roll(c->occurrences) : 1, length);
}

static void
add_words(struct both *b, uint32_t document)
{
	for (unsigned i = 0, n = roll(8); i < n; i++) {
		struct str word = make_word(document % 900 + i * 31);

		if (b->bulk != NULL) {
			bulk_spell(b->bulk, bulk_word(b->bulk, word));
			bulk_spell(b->bulk, bulk_word(b->bulk, word));
		}
		for (size_t j = 0; j < b->libraries; j++)
			must(xap_writer_spell(b->library[j], word, 1));
	}
}

static void
add_document(struct both *b, const struct corpus *c, uint32_t document)
{
	static struct buf data;
	unsigned length = roll(400), n = c->data > 0 ? roll(c->data) : 0;
	uint32_t id;

	buf_reset(&data);
	while (data.n < n)
		buf_printf(&data, "%x ", roll(100000));
	for (size_t i = 0; i < b->libraries; i++)
		must(xap_doc_start(b->library[i], buf_slice(&data)));
	add_terms(b, c, length);
	if (c->terms > 3)
		add_values(b);
	if (c->vocabulary > 1)
		add_words(b, document);
	if (b->bulk != NULL)
		must(bulk_add(b->bulk, length, buf_slice(&data), &id));
	for (size_t i = 0; i < b->libraries; i++)
		must(xap_doc_add(b->library[i], &id));
}

static void
set(struct both *b, const char *key, const char *value)
{
	if (b->bulk != NULL)
		bulk_set(b->bulk, str_of(key), str_of(value));
	for (size_t i = 0; i < b->libraries; i++)
		must(xap_writer_set(b->library[i], str_of(key),
		    str_of(value)));
}

static void
write_both(const struct corpus *c)
{
	struct bulk_options o = { .memory = c->memory,
	    .block_size = c->block_size, .wdf = wdf };
	struct both b = { .libraries = 1 };
	char key[32];

	mkdir(dir[0], 0777);
	must(bulk_open(&b.bulk, dir[0], &o));
	must(xap_writer_open(&b.library[0], dir[1], true));
	must(xap_writer_begin(b.library[0]));
	for (uint32_t i = 0; i < c->documents; i++)
		add_document(&b, c, i);
	for (int i = 0; i < 300; i++) {
		snprintf(key, sizeof(key), "key:%d", i * 7 % 300);
		set(&b, key, i % 5 == 0 ? "" : key);
	}
	set(&b, "key:7", "set twice");
	must(bulk_finish(b.bulk));
	must(xap_writer_commit(b.library[0]));
	bulk_close(b.bulk);
	xap_writer_close(b.library[0]);
}

/* Documents leave, others come, through the library, to both. */
static void
update_both(const struct corpus *c)
{
	struct both b = { .libraries = 2 };
	uint32_t id;

	for (int i = 0; i < 2; i++) {
		must(xap_writer_open(&b.library[i], dir[i], false));
		must(xap_writer_begin(b.library[i]));
	}
	for (id = 1 + roll(9); id <= c->documents; id += 1 + roll(40)) {
		for (int i = 0; i < 2 && !is_gone[id]; i++)
			must(xap_writer_delete(b.library[i], id));
		is_gone[id] = true;
	}
	for (uint32_t i = 0; i < 60 && i <= c->documents; i++)
		add_document(&b, c, c->documents + i);
	set(&b, "key:8", "");
	set(&b, "key:new", "new");
	for (int i = 0; i < 2; i++) {
		must(xap_writer_commit(b.library[i]));
		xap_writer_close(b.library[i]);
	}
}

static void
test(const struct corpus *c)
{
	snprintf(dir[0], sizeof(dir[0]), "bulk");
	snprintf(dir[1], sizeof(dir[1]), "library");
	if (system("rm -rf bulk library") != 0)
		return;
	memset(is_gone, 0, sizeof(is_gone));
	seed = 0x9e3779b97f4a7c15u + c->documents;
	write_both(c);
	is_str(same_check(dir[0]), "", "%s: xapian-check", c->name);
	is_str(same_databases(dir[0], dir[1]), "", "%s: the same", c->name);
	if (c->documents == 0)
		return;
	for (int round = 1; round <= (c->documents > 1000 ? 1 : 2); round++) {
		update_both(c);
		is_str(same_databases(dir[0], dir[1]), "",
		    "%s: the same after update %d", c->name, round);
	}
	is_str(same_check(dir[0]), "", "%s: xapian-check again", c->name);
}

int
main(void)
{
	static const struct corpus corpora[] = {
		/* name, documents, terms, vocabulary, occurrences, data,
		 * kind, memory, block size */
		{ "no documents", 0, 0, 1, 1, 0, 0, 1 << 20, 0 },
		{ "one empty document", 1, 0, 1, 1, 0, 0, 1 << 20, 0 },
		{ "empty documents", 50, 0, 1, 1, 0, 0, 1, 2048 },
		{ "one document", 1, 20, 100, 9, 100, 0, 1 << 20, 0 },
		{ "ordinary", 700, 60, 4000, 9, 400, 0, 1 << 30, 0 },
		{ "in 50 batches", 700, 60, 4000, 9, 400, 0, 60000, 0 },
		{ "each document a batch", 120, 30, 500, 5, 200, 0, 1, 0 },
		{ "deep trees", 2000, 40, 20000, 9, 300, 0, 1 << 20, 2048 },
		{ "large blocks", 300, 60, 4000, 9, 3000, 0, 1 << 20, 65536 },
		{ "any bytes", 400, 60, 70000, 5, 100, 1, 100000, 4096 },
		{ "long terms", 300, 60, 900, 5, 100, 2, 400000, 2048 },
		{ "long terms with NULs", 300, 60, 900, 5, 100, 3, 90000,
		    2048 },
		{ "long documents", 6, 3000, 90000, 2000, 900000, 0, 1 << 20,
		    2048 },
		{ "many documents", 33000, 3, 40, 2, 8, 0, 1 << 20, 0 },
	};
	char template[] = "/tmp/glass_test.XXXXXX";
	struct buf signature = { 0 };

	if (mkdtemp(template) == NULL || chdir(template) == -1)
		return 1;
	for (size_t i = 0; i < sizeof(corpora) / sizeof(corpora[0]); i++)
		test(&corpora[i]);
	must(xap_signature("signature", &signature));
	ok(bulk_is_format(buf_slice(&signature)),
	    "the library writes our version");
	buf_release(&signature);
	ok(!bulk_is_format(STR_LIT("\017\015Xapian Glass\004\157")),
	    "another version is not ours");
	buf_release(&term_buf);
	if (system("rm -rf bulk library signature") != 0 ||
	    chdir("/") == -1 || rmdir(template) == -1)
		return 1;
	return done_testing();
}
