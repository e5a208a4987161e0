#include "column.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tap.h"

static char dir[] = "/tmp/column_test.XXXXXX";
static const uint32_t values[FACETS] = { 5, 3, 2 };
static const struct xap_version version = { "a uuid", 7, 4, 100000 };

/* One document of the facets' ordinals. */
static const struct error *
add(struct column_writer *w, uint32_t docid, const char *date,
    const char *article, uint32_t actor, uint32_t place)
{
	struct buf packed[FACETS] = { { 0 } };
	struct str slot[FACETS] = { { "", 0 }, { "", 0 }, { "", 0 } };
	const struct error *e;
	const uint32_t two[] = { 0, place };

	schema_pack(&packed[0], &actor, 1);
	schema_pack(&packed[1], two, 2);
	slot[0] = buf_slice(&packed[0]);
	slot[1] = buf_slice(&packed[1]);
	e = column_add(w, docid, str_of(date), str_of(article), slot);
	buf_release(&packed[0]);
	buf_release(&packed[1]);
	return e;
}

static void
write_one(void)
{
	struct column_writer *w = NULL;

	ok(column_create(&w, dir, values) == NULL &&
	    add(w, 2, "2021-03-09", "articleA", 4, 2) == NULL &&
	    add(w, 256, "2021", "articleB", 0, 1) == NULL &&
	    add(w, 257, "", "articleA", 4, 1) == NULL &&
	    add(w, 100000, "1999-12", "articleC", 3, 2) == NULL &&
	    column_publish(w, &version) == NULL, "four documents");
	column_discard(w);
}

static void
read_one(void)
{
	static const uint32_t totals[] = { 1, 0, 0, 1, 2, 4, 2, 2, 0, 0 };
	struct column_block b;
	struct column *c = NULL;

	ok(column_open(&c, dir, &version, values) == COLUMN_READY, "opens");
	if (c == NULL)
		return;
	ok(column_check(c), "all of it is whole");
	ok(memcmp(column_totals(c), totals, sizeof(totals)) == 0, "totals");
	ok(column_keys(c, 2, &b) && b.first == 1 && b.article[1] == 2 &&
	    b.date[1] == 20210309 && b.article[255] == 256 &&
	    b.date[255] == 20210000 && b.article[0] == 0, "keys");
	ok(column_keys(c, 257, &b) && b.first == 257 && b.article[0] == 2 &&
	    b.date[0] == 0, "an article goes by its lowest docid");
	ok(column_rows(c, 256, &b) && b.start[0] == 0 && b.start[1] == 0 &&
	    b.start[2] == 3 && b.start[255] == 3 && b.start[256] == 6 &&
	    b.value[0] == 4 && b.value[1] == 5 && b.value[2] == 7,
	    "rows: empty ones, and the facets one after another");
	ok(column_rows(c, 5000, &b) && b.start == NULL &&
	    column_keys(c, 5000, &b) && b.article == NULL,
	    "a block without documents");
	ok(column_rows(c, 0, &b) && b.start == NULL &&
	    column_rows(c, UINT32_MAX, &b) && b.start == NULL,
	    "docids that cannot be");
	ok(column_rows(c, 100000, &b) && b.value[0] == 3, "the last");
	column_close(c);
}

static void
refuse(void)
{
	struct xap_version other = version;
	const uint32_t more[FACETS] = { 5, 3, 3 };
	struct column *c = NULL;

	ok(column_open(&c, "/nonexistent", &version, values) ==
	    COLUMN_ABSENT && c == NULL, "absent");
	other.revision++;
	ok(column_open(&c, dir, &other, values) == COLUMN_STALE && c == NULL,
	    "of another revision");
	other = version;
	other.uuid[0] = 'b';
	ok(column_open(&c, dir, &other, values) == COLUMN_STALE,
	    "of another database");
	other = version;
	other.documents--;
	ok(column_open(&c, dir, &other, values) == COLUMN_STALE,
	    "of another number of documents");
	ok(column_open(&c, dir, &version, more) == COLUMN_STALE,
	    "of another dictionary");
}

/* Every byte, changed: found out, or not looked at. */
static void
change_each(const char *path)
{
	FILE *f = fopen(path, "r+");
	size_t n = 0, unseen = 0;
	struct column *c;
	int byte;

	while (f != NULL && fseek(f, (long)n, SEEK_SET) == 0 &&
	    (byte = getc(f)) != EOF) {
		fseek(f, (long)n, SEEK_SET);
		putc(byte ^ 1, f);
		fflush(f);
		c = NULL;
		if (column_open(&c, dir, &version, values) == COLUMN_READY &&
		    column_check(c))
			unseen++;
		column_close(c);
		fseek(f, (long)n++, SEEK_SET);
		putc(byte, f);
		fflush(f);
	}
	if (f != NULL)
		fclose(f);
	/* between the totals and the directory there may be 4 bytes of nothing */
	ok(n > 1000 && unseen <= 4, "a change in any byte is found out");
	for (size_t cut = 0; cut < n; cut += 97) {
		if (truncate(path, (off_t)(n - cut - 1)) == -1 ||
		    column_open(&c, dir, &version, values) != COLUMN_DAMAGED) {
			ok(false, "a cut file is damaged");
			return;
		}
	}
	ok(true, "a cut file is damaged");
}

static void
misuse(void)
{
	struct column_writer *w = NULL;

	ok(column_create(&w, "/nonexistent", values) != NULL, "no directory");
	ok(column_create(&w, dir, values) == NULL &&
	    add(w, 1, "", "articleA", 5, 1) != NULL,
	    "an ordinal that the dictionary has not");
	column_discard(w);
	ok(column_date(STR_LIT("2021-13-45x")) == 0 &&
	    column_date(STR_LIT("")) == 0 &&
	    column_date(STR_LIT("99999999999-1")) == 0, "odd dates");
}

int
main(void)
{
	struct buf path = { 0 };

	if (mkdtemp(dir) == NULL)
		return 1;
	buf_printf(&path, "%s/" COLUMN_NAME, dir);
	write_one();
	read_one();
	refuse();
	change_each(path.p);
	misuse();
	unlink(path.p);
	ok(rmdir(dir) == 0, "nothing else is left");
	buf_release(&path);
	return done_testing();
}
