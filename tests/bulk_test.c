/*
 * Runs of the indexer that write a new index in bulk against the same runs
 * through the library: the indexes must not differ, nor after updates.
 */
#include <sys/stat.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "indexer.h"
#include "same.h"
#include "tap.h"

static uint64_t seed = 88172645463325252u;
static struct facets *facets;

static unsigned
roll(unsigned n)		/* 0 .. n - 1; xorshift64 */
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (unsigned)((seed >> 16) % n);
}

static void
must(const struct error *e)
{
	if (e == NULL)
		return;
	printf("Bail out! %s\n", e->text);
	exit(1);
}

/* ---- corpora ---- */

static void
add_words(FILE *f, unsigned n)
{
	static const char *const word[] = { "the", "The", "US", "U.S.", "WHO",
	    "Iraq", "Baghdad", "government", "Lloyd Austin", "embassy",
	    "attacks", "attacked", "\xc3\xa9t\xc3\xa9", "Erdo\xc4\x9f"
	    "an", "1,000", "3.5", "AT&T", "don't", "Ministry of Finance",
	    "police", "\xe4\xb8\xad\xe6\x96\x87", "said", "of", "and", "x" };

	for (unsigned i = 0; i < n; i++) {
		if (i > 0)
			putc(' ', f);
		if (roll(3) > 0)
			fputs(word[roll(sizeof(word) / sizeof(*word))], f);
		else
			fprintf(f, "w%xz", roll(1 + roll(20000)));
		if (roll(11) == 0)
			fputs(". ", f);
	}
}

/* Records, of which some have the id of another one. */
static void
make_records(const char *path, unsigned n, unsigned ids, unsigned words)
{
	FILE *f = fopen(path, "w");

	if (f == NULL)
		exit(1);
	for (unsigned i = 0; i < n; i++) {
		fprintf(f, "{\"id\":\"r%u\"", ids > 0 ? roll(ids) : i);
		if (roll(3) > 0) {
			fputs(",\"title\":\"", f);
			add_words(f, roll(9));
			fputs("\"", f);
		}
		if (roll(3) > 0)
			fprintf(f, ",\"date\":\"20%02u-0%u\"", roll(25),
			    1 + roll(9));
		if (roll(3) > 0)
			fprintf(f, ",\"source\":\"Source %u\"", roll(5));
		if (roll(4) == 0)
			fprintf(f, ",\"actor\":[\"Actor %u\",\"Actor %u\"],"
			    "\"location\":[\"Iraq/Baghdad/St %u\",\"Iraq\"]",
			    roll(9), roll(99), roll(300));
		fputs(",\"paragraphs\":[\"", f);
		for (unsigned j = roll(4); j > 0; j--) {
			add_words(f, roll(8) == 0 ? 0 : roll(words));
			fputs("\",\"", f);
		}
		add_words(f, 1 + roll(words));
		fputs("\"]}\n", f);
	}
	fclose(f);
}

static void
make_text(const char *path, unsigned words)
{
	FILE *f = fopen(path, "w");

	if (f == NULL)
		exit(1);
	add_words(f, words);
	fputs("\n", f);
	fclose(f);
}

/* ---- runs ---- */

static void
run(const char *index, const char *source, bool through_library,
    size_t memory, unsigned jobs, bool no_extract)
{
	char copy[64];
	char *sources[] = { copy };
	struct options o = { .index = index, .jobs = jobs, .quiet = true,
	    .memory = memory, .through_library = through_library,
	    .no_extract = no_extract, .source = sources, .n_source = 1 };
	size_t skipped;

	snprintf(copy, sizeof(copy), "%s", source);
	must(run_index(&o, no_extract ? NULL : facets, &skipped));
}

static const char *
generation(const char *index)
{
	static char path[128];
	char line[64] = "";
	FILE *f;

	snprintf(path, sizeof(path), "%s/XAPIANDB", index);
	if ((f = fopen(path, "r")) == NULL)
		return "";
	if (fgets(line, sizeof(line), f) == NULL)
		line[0] = '\0';
	fclose(f);
	line[strcspn(line, "\n")] = '\0';
	snprintf(path, sizeof(path), "%s/%s", index, line + 5);
	return path;
}

/* A new generation takes facets over from the old one. */
static void
test_rebuild(const char *name, const char *source, bool no_extract)
{
	char copy[64];
	char *sources[] = { copy };
	struct options o = { .index = "bulk", .jobs = 2, .quiet = true,
	    .memory = 1 << 20, .rebuild = true, .no_extract = no_extract,
	    .source = sources, .n_source = 1 };
	size_t skipped;

	snprintf(copy, sizeof(copy), "%s", source);
	must(run_index(&o, no_extract ? NULL : facets, &skipped));
	if (system("rm -rf library") != 0)
		return;
	run("library", source, true, 1 << 30, 1, no_extract);
	is_str(same_databases("bulk", "library"), "", "%s: the same", name);
	is_str(same_check(generation("bulk")), "", "%s: xapian-check", name);
}

static void
test(const char *name, const char *source, size_t memory, unsigned jobs,
    bool no_extract)
{
	if (system("rm -rf bulk library") != 0)
		return;
	run("bulk", source, false, memory, jobs, no_extract);
	run("library", source, true, memory, 1, no_extract);
	is_str(same_databases("bulk", "library"), "", "%s: the same", name);
	is_str(same_check(generation("bulk")), "", "%s: xapian-check", name);
}

/* The SOURCE changed: both indexes are brought up to date. */
static void
test_update(const char *name, const char *source, bool no_extract)
{
	run("bulk", source, false, 1 << 30, 2, no_extract);
	run("library", source, true, 1 << 30, 2, no_extract);
	is_str(same_databases("bulk", "library"), "", "%s: the same", name);
	is_str(same_check(generation("bulk")), "", "%s: xapian-check", name);
}

int
main(void)
{
	const char *data = getenv("FACETS_DATA");
	char template[] = "/tmp/bulk_test.XXXXXX", command[512];

	/* hundreds of notes about ids that come twice */
	if (freopen("/dev/null", "w", stderr) == NULL)
		return 1;
	must(facets_open(&facets, data != NULL ? data : "build/facets.bin"));
	if (mkdtemp(template) == NULL)
		return 1;
	snprintf(command, sizeof(command), "cp -r corpus %s/corpus",
	    template);
	if (system(command) != 0 || chdir(template) == -1)
		return 1;
	test("the corpus", "corpus", 1 << 30, 2, false);

	mkdir("d", 0777);
	make_records("d/a.jsonl", 1, 0, 10);
	test("one record", "d", 1 << 30, 1, false);
	make_records("d/a.jsonl", 700, 0, 60);
	make_text("d/b.txt", 30000);
	test("records", "d", 1 << 30, 2, false);
	make_records("d/a.jsonl", 650, 640, 60);
	make_text("d/b.txt", 300);
	test_update("another set of records", "d", false);
	make_records("d/c.jsonl", 40, 0, 40);
	test_update("and one more file", "d", false);
	test_rebuild("a rebuild", "d", false);
	make_records("d/c.jsonl", 60, 0, 40);
	test_rebuild("a rebuild with changes", "d", false);
	test("in small batches", "d", 100000, 2, false);
	test("in very small batches", "d", 1000, 3, true);
	make_records("d/a.jsonl", 900, 300, 30);
	test("many of the same id", "d", 300000, 2, true);
	unlink("d/c.jsonl");
	make_records("d/a.jsonl", 900, 700, 30);
	test_update("ids that moved", "d", true);
	make_text("d/b.txt", 400000);
	test("one huge paragraph", "d", 1 << 20, 2, true);
	if (system("rm -rf d && mkdir d") != 0)
		return 1;
	test("nothing", "d", 1 << 30, 2, true);
	facets_close(facets);
	snprintf(command, sizeof(command), "rm -rf %s", template);
	if (chdir("/") == -1 || system(command) != 0)
		return 1;
	return done_testing();
}
