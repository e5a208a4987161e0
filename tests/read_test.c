/*
 * read.h: inputs, formats, and what the readers make of files.
 */
#include <sys/stat.h>

#include <stdlib.h>
#include <unistd.h>

#include "read.h"
#include "tap.h"

static char dir[] = "/tmp/dateline-read.XXXXXX";
static char path[64];

/* Write bytes to a file of that name, its path to path[]. */
static void
file(const char *name, struct str bytes)
{
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	f = fopen(path, "w");
	if (f == NULL || fwrite(bytes.p, 1, bytes.n, f) != bytes.n ||
	    fclose(f) != 0)
		ok(false, "cannot write %s", path);
}

static void
add_field(struct buf *out, const char *name, struct str s)
{
	if (s.n > 0)
		buf_printf(out, " %s=<%.*s>", name, STR_ARG(s));
}

static void
add_list(struct buf *out, const char *name, const struct str *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		add_field(out, name, s[i]);
}

/* id:line, the fields that are there, a <> for each paragraph. */
static void
describe(struct buf *out, const struct article *a)
{
	buf_printf(out, "%.*s:%zu", STR_ARG(a->id), a->line);
	add_field(out, "title", a->title);
	add_field(out, "date", a->date);
	add_field(out, "source", a->source);
	add_field(out, "url", a->url);
	add_field(out, "place", a->place);
	for (int f = 0; f < FACETS; f++)
		add_list(out, schema_facet[f].name, a->given[f],
		    a->given_n[f]);
	add_field(out, "warning", a->warning);
	buf_putc(out, ' ');
	for (size_t i = 0; i < a->n; i++)
		buf_printf(out, "<%.*s>", STR_ARG(a->paragraph[i]));
	buf_putc(out, '\n');
}

/* All that a format makes of path[], shown as "f", a line for each article. */
static void
read_file(struct buf *out, const struct format *format)
{
	const struct error *e;
	struct input *in;
	struct reader *r;
	struct article a;
	bool got;

	buf_reset(out);
	buf_puts(out, "");
	if ((e = input_open(&in, path, true)) != NULL) {
		buf_printf(out, "open: %s\n", e->text);
		return;
	}
	format->open(&r, in, STR_LIT("f"));
	for (;;) {
		if ((e = format->next(r, &a, &got)) != NULL) {
			buf_printf(out, "error: %s\n", e->text);
			if (e->code == ERROR_INPUT)
				continue;
			break;
		}
		if (!got)
			break;
		describe(out, &a);
	}
	format->close(r);
	input_close(in);
}

struct row {
	const char *name;
	struct str in;
	const char *want;
};
#define IN(lit) { (lit), sizeof(lit) - 1 }

static void
check(const struct format *format, const struct row *row, size_t n)
{
	struct buf got = { 0 };

	for (size_t i = 0; i < n; i++) {
		file("in", row[i].in);
		read_file(&got, format);
		is_str(got.p, row[i].want, "%s: %s", format->name,
		    row[i].name);
	}
	buf_release(&got);
}

static void
test_plain(void)
{
	static const struct row row[] = {
		{ "empty", IN(""), "f:0 \n" },
		{ "one line, no final line feed", IN("One."), "f:0 <One.>\n" },
		{ "headline and text", IN("Rockets hit\n\nNobody.\n"),
		    "f:0 title=<Rockets hit> <Nobody.>\n" },
		{ "headers",
		    IN("Title: Rockets hit\nDate: 8 Dec 2023\nSource: Wire\n"
		    "URL: http://x/\n\nOne.\n\nTwo.\n"),
		    "f:0 title=<Rockets hit> date=<2023-12-08> "
		    "source=<Wire> url=<http://x/> <One.><Two.>\n" },
		{ "headers in any case and order, after a blank line",
		    IN("\nSOURCE:Wire\ntitle :no\n"),
		    "f:0 source=<Wire> <title :no>\n" },
		{ "headers only", IN("Title: Rockets\nDate: 2023\n"),
		    "f:0 title=<Rockets> date=<2023> \n" },
		{ "an empty header", IN("Title:\nDate:\n\nOne.\n"),
		    "f:0 <One.>\n" },
		{ "a header further down is text",
		    IN("One.\n\nDate: 2023\n"), "f:0 <One.><Date: 2023>\n" },
		{ "another header ends them",
		    IN("Title: Rockets\nAuthor: me\nDate: 2023\n"),
		    "f:0 title=<Rockets> <Author: me Date: 2023>\n" },
		{ "with a title no headline is taken",
		    IN("Title: Rockets\n\nAnother line\n\nOne.\n"),
		    "f:0 title=<Rockets> <Another line><One.>\n" },
		{ "a date not understood",
		    IN("Date: 08/12/2023\n\nOne.\n"),
		    "f:0 warning=<date \"08/12/2023\": not understood, left "
		    "out; write YYYY-MM-DD> <One.>\n" },
		{ "dateline",
		    IN("Rockets hit\n\nBAGHDAD, Dec 8, 2023 (Reuters) - "
		    "Nobody.\n"),
		    "f:0 title=<Rockets hit> date=<2023-12-08> "
		    "place=<BAGHDAD> <BAGHDAD, Dec 8, 2023 (Reuters) - "
		    "Nobody.>\n" },
		{ "a date header beats the dateline",
		    IN("Date: 2023-12-09\n\nBAGHDAD, Dec 8, 2023 (Reuters) - "
		    "Nobody.\n"),
		    "f:0 date=<2023-12-09> place=<BAGHDAD> <BAGHDAD, Dec 8, "
		    "2023 (Reuters) - Nobody.>\n" },
		{ "CR LF", IN("Date: 2023\r\n\r\nOne.\r\n\r\nTwo.\r\n"),
		    "f:0 date=<2023> <One.><Two.>\n" },
		{ "BOM", IN("\xef\xbb\xbfTitle: Rockets\n\nOne.\n"),
		    "f:0 title=<Rockets> <One.>\n" },
		{ "BOM only", IN("\xef\xbb\xbf"), "f:0 \n" },
		{ "Windows-1252", IN("\x93" "caf\xe9\x94\n"),
		    "f:0 <\xe2\x80\x9c" "caf\xc3\xa9\xe2\x80\x9d>\n" },
		{ "UTF-8 with a bad byte", IN("caf\xc3\xa9 \xe9.\n"),
		    "f:0 <caf\xc3\xa9 \xef\xbf\xbd.>\n" },
		{ "escape sequences", IN("a\033[31mb\033[0m.\n"),
		    "f:0 <ab.>\n" },
		{ "NUL is not text", IN("a\0b"),
		    "error: 1: binary data, not text\n" },
		{ "nor are many controls", IN("\1\2\3\4abc"),
		    "error: 1: binary data, not text\n" },
	};

	check(&format_plain, row, sizeof(row) / sizeof(row[0]));
}

static void
test_jsonl(void)
{
	static const struct row row[] = {
		{ "empty", IN(""), "" },
		{ "blank lines", IN("\n  \n\r\n"), "" },
		{ "everything",
		    IN("{\"id\":\"a1\",\"title\":\"Rockets\",\"date\":"
		    "\"2023-12-08\",\"url\":\"http://x/\",\"source\":\"Wire\""
		    ",\"text\":\"One.\\n\\nTwo.\"}\n"),
		    "a1:1 title=<Rockets> date=<2023-12-08> source=<Wire> "
		    "url=<http://x/> <One.><Two.>\n" },
		{ "body instead of text", IN("{\"id\":\"a\",\"body\":"
		    "\"One.\"}"), "a:1 <One.>\n" },
		{ "text null, body", IN("{\"id\":\"a\",\"text\":null,"
		    "\"body\":\"One.\"}"), "a:1 <One.>\n" },
		{ "no id", IN("\n{\"text\":\"One.\"}\n{\"text\":\"Two.\"}"),
		    "f:2:2 <One.>\nf:3:3 <Two.>\n" },
		{ "id null or empty", IN("{\"id\":null,\"text\":\"One.\"}\n"
		    "{\"id\":\"  \",\"text\":\"Two.\"}"),
		    "f:1:1 <One.>\nf:2:2 <Two.>\n" },
		{ "numbers as ids", IN("{\"id\":7,\"text\":\"a.\"}\n"
		    "{\"id\":-12345678901,\"text\":\"b.\"}\n"
		    "{\"id\":1.5,\"text\":\"c.\"}\n"
		    "{\"id\":9223372036854775807,\"text\":\"d.\"}\n"),
		    "7:1 <a.>\n-12345678901:2 <b.>\n1.5:3 <c.>\n"
		    "9223372036854775807:4 <d.>\n" },
		{ "an id of another type",
		    IN("{\"id\":[1],\"text\":\"a.\"}\n"
		    "{\"id\":true,\"text\":\"a.\"}\n"),
		    "error: 1: field \"id\": neither a string nor a number\n"
		    "error: 2: field \"id\": neither a string nor a number\n"
		    },
		{ "errors have line numbers and the rest goes on",
		    IN("{\"id\":\"a\",\"text\":\"One.\"}\n\nnonsense\n"
		    "{\"id\":\"b\"\n[1]\n42\n\"x\"\n"
		    "{\"id\":\"c\",\"text\":\"Two.\"}\n"),
		    "a:1 <One.>\n"
		    "error: 3: not JSON: '[' or '{' expected near 'nonsense' "
		    "(column 8)\n"
		    "error: 4: not JSON: '}' expected near end of file "
		    "(column 9)\n"
		    "error: 5: not a JSON object\n"
		    "error: 6: not JSON: '[' or '{' expected near '42' "
		    "(column 2)\n"
		    "error: 7: not JSON: '[' or '{' expected near '\"x\"' "
		    "(column 3)\n"
		    "c:8 <Two.>\n" },
		{ "two objects on a line", IN("{} {}\n"),
		    "error: 1: not JSON: end of file expected near '{' "
		    "(column 4)\n" },
		{ "wrong types",
		    IN("{\"title\":1}\n{\"date\":2023}\n{\"url\":[]}\n"
		    "{\"source\":{}}\n{\"text\":1}\n{\"body\":[]}\n"
		    "{\"paragraphs\":\"a\"}\n{\"paragraphs\":[\"a\",1]}\n"
		    "{\"actor\":\"a\"}\n{\"location\":[null]}\n"
		    "{\"org_type\":{}}\n"),
		    "error: 1: field \"title\": not a string\n"
		    "error: 2: field \"date\": not a string\n"
		    "error: 3: field \"url\": not a string\n"
		    "error: 4: field \"source\": not a string\n"
		    "error: 5: field \"text\": not a string\n"
		    "error: 6: field \"body\": not a string\n"
		    "error: 7: field \"paragraphs\": not an array of "
		    "strings\n"
		    "error: 8: field \"paragraphs\": element 2: not a "
		    "string\n"
		    "error: 9: field \"actor\": not an array of strings\n"
		    "error: 10: field \"location\": element 1: not a "
		    "string\n"
		    "error: 11: field \"org_type\": not an array of "
		    "strings\n" },
		{ "null is as if it were not there",
		    IN("{\"id\":\"a\",\"title\":null,\"date\":null,\"url\":"
		    "null,\"source\":null,\"paragraphs\":null,\"actor\":null,"
		    "\"text\":\"One.\"}"), "a:1 <One.>\n" },
		{ "paragraphs with gaps",
		    IN("{\"id\":\"a\",\"paragraphs\":[\"A headline\",\"\","
		    "\"Two\\nlines.\",\"  \"]}"),
		    "a:1 <A headline><><Two lines.><>\n" },
		{ "no paragraphs", IN("{\"id\":\"a\",\"paragraphs\":[]}"),
		    "a:1 \n" },
		{ "title and no text", IN("{\"id\":\"a\",\"title\":\"T\"}"),
		    "a:1 title=<T> \n" },
		{ "a headline from text",
		    IN("{\"id\":\"a\",\"text\":\"Rockets hit\\n\\nOne.\"}"),
		    "a:1 title=<Rockets hit> <One.>\n" },
		{ "a headline stays text where a title is given",
		    IN("{\"id\":\"a\",\"title\":\"T\",\"text\":"
		    "\"Rockets hit\\n\\nOne.\"}"),
		    "a:1 title=<T> <Rockets hit><One.>\n" },
		{ "dateline from text",
		    IN("{\"id\":\"a\",\"text\":\"ROME, 3 May 1999 (AP) - "
		    "One.\"}"),
		    "a:1 date=<1999-05-03> place=<ROME> <ROME, 3 May 1999 "
		    "(AP) - One.>\n" },
		{ "dateline from paragraphs",
		    IN("{\"id\":\"a\",\"date\":\"2001\",\"paragraphs\":["
		    "\"ROME, 3 May 1999 (AP) - One.\"]}"),
		    "a:1 date=<2001> place=<ROME> <ROME, 3 May 1999 (AP) - "
		    "One.>\n" },
		{ "a date not understood",
		    IN("{\"id\":\"a\",\"date\":\"8/12/23\",\"text\":\"a.\"}"),
		    "a:1 warning=<date \"8/12/23\": not understood, left out; "
		    "write YYYY-MM-DD> <a.>\n" },
		{ "given facets",
		    IN("{\"id\":\"a\",\"text\":\"a.\",\"actor\":[\"Lloyd  "
		    "Austin\",\"Reuters\"],\"location\":[\"Iraq/Baghdad\"],"
		    "\"org_type\":[]}"),
		    "a:1 actor=<Lloyd Austin> actor=<Reuters> "
		    "location=<Iraq/Baghdad> <a.>\n" },
		{ "CR LF", IN("{\"id\":\"a\",\"text\":\"One.\\r\\n\\r\\n"
		    "Two.\"}\r\n{\"id\":\"b\",\"text\":\"x.\"}\r\n"),
		    "a:1 <One.><Two.>\nb:2 <x.>\n" },
		{ "BOM", IN("\xef\xbb\xbf{\"id\":\"a\",\"text\":\"a.\"}\n"),
		    "a:1 <a.>\n" },
		{ "Latin-1", IN("{\"id\":\"a\",\"text\":\"caf\xe9.\"}"),
		    "a:1 <caf\xc3\xa9.>\n" },
		{ "bad UTF-8", IN("{\"id\":\"a\",\"text\":\"\xc3\xa9 \xff."
		    "\"}"), "a:1 <\xc3\xa9 \xef\xbf\xbd.>\n" },
		{ "NUL and escape sequences in strings",
		    IN("{\"id\":\"a\\u0000b\",\"title\":\"x\\u001b[1my\","
		    "\"text\":\"c\\u0000d.\"}"),
		    "a b:1 title=<xy> <c d.>\n" },
		{ "a raw NUL", IN("{\"id\":\"a\0\"}\n{\"id\":\"b\"}"),
		    "error: 1: not JSON: control character 0x0 near '\"a' "
		    "(column 8)\nb:2 \n" },
		{ "keys of no meaning",
		    IN("{\"id\":\"a\",\"x\":{\"y\":[1]},\"text\":\"a.\"}"),
		    "a:1 <a.>\n" },
	};

	check(&format_jsonl, row, sizeof(row) / sizeof(row[0]));
}

/* Lines longer than the buffer, and a file that ends on its edge. */
static void
test_input(void)
{
	const struct error *e;
	struct buf in = { 0 };
	struct input *input;
	struct str s;
	size_t len[] = { 0, 1, 65535, 65536, 65537, 300000, 3 };
	size_t taken = 0;
	bool is_line = false;

	for (size_t i = 0; i < sizeof(len) / sizeof(len[0]); i++) {
		for (size_t j = 0; j < len[i]; j++)
			buf_putc(&in, (char)('a' + i));
		buf_putc(&in, '\n');
	}
	file("lines", buf_slice(&in));
	if (!ok(input_open(&input, path, true) == NULL, "input: open"))
		return;
	e = input_peek(input, 5, &s);
	ok(e == NULL && s.n == 5 && memcmp(s.p, "\nb\ncc", 5) == 0,
	    "input: peek takes nothing");
	is_int((intmax_t)input_lines(input), 0, "input: no line yet");
	is_int((intmax_t)input_offset(input), 0, "... and no byte");
	for (size_t i = 0; i < sizeof(len) / sizeof(len[0]); i++) {
		e = input_line(input, &s, &is_line);
		ok(e == NULL && is_line && s.n == len[i] && (s.n == 0 ||
		    (s.p[0] == (char)('a' + i) && s.p[s.n - 1] == s.p[0])),
		    "input: line of %zu bytes", len[i]);
		is_int((intmax_t)input_lines(input), (intmax_t)i + 1,
		    "... its number");
		taken += len[i] + 1;
		is_int((intmax_t)input_offset(input), (intmax_t)taken,
		    "... and the bytes taken");
	}
	e = input_line(input, &s, &is_line);
	ok(e == NULL && !is_line, "input: no empty line after the last");
	input_close(input);

	if (!ok(input_open(&input, path, true) == NULL, "input: again"))
		return;
	ok(input_peek(input, 1000000, &s) == NULL && s.n == in.n,
	    "input: peek at more than there is");
	ok(input_line(input, &s, &is_line) == NULL && is_line, "one line");
	ok(input_all(input, &s) == NULL && s.n == in.n - 1 &&
	    memcmp(s.p, in.p + 1, s.n) == 0, "input: all that is left");
	input_close(input);
	input_close(NULL);

	snprintf(path, sizeof(path), "%s/none", dir);
	e = input_open(&input, path, true);
	ok(e != NULL && e->code == ERROR_SYSTEM &&
	    strstr(e->text, "No such file") != NULL, "input: no such file");
	if (ok(input_open(&input, dir, true) == NULL, "input: a directory opens")) {
		e = input_all(input, &s);
		ok(e != NULL && e->code == ERROR_SYSTEM &&
		    strstr(e->text, "Is a directory") != NULL,
		    "... but cannot be read");
		input_close(input);
	}
	/* what took the place of a file that was found */
	snprintf(path, sizeof(path), "%s/pipe", dir);
	e = mkfifo(path, 0600) == 0 ? input_open(&input, path, false) : NULL;
	ok(e != NULL && strstr(e->text, "regular file") != NULL,
	    "input: a FIFO is not waited for");
	unlink(path);
	e = symlink("lines", path) == 0 ? input_open(&input, path, false) :
	    NULL;
	ok(e != NULL && strstr(e->text, "symbolic link") != NULL,
	    "input: a symbolic link is not followed");
	unlink(path);
	buf_release(&in);
}

/* The hash is of the bytes, however far and in whatever way they were read. */
static void
test_hash(void)
{
	const struct error *e;
	struct buf in = { 0 };
	struct input *input;
	struct str s;
	uint64_t hash[4] = { 0 };
	bool is_line;

	while (in.n < 200000)
		buf_printf(&in, "line %zu\n", in.n);
	for (int i = 0; i < 4; i++) {
		if (i == 3)
			in.p[150000] ^= 1;
		file("lines", buf_slice(&in));
		if (!ok(input_open(&input, path, true) == NULL, "hash: open"))
			return;
		e = NULL;
		if (i == 1)
			e = input_all(input, &s);
		for (int j = 0; i == 2 && j < 9000 && e == NULL; j++)
			e = input_line(input, &s, &is_line);
		if (e == NULL)
			e = input_hash(input, &hash[i]);
		is_str(e != NULL ? e->text : NULL, NULL, "... read");
		input_close(input);
	}
	ok(hash[0] == hash[1], "hash: the same after input_all()");
	ok(hash[0] == hash[2], "hash: the same after 9000 lines");
	ok(hash[0] != hash[3], "hash: another for another byte");
	buf_release(&in);
}

static void
test_choose_by_name(void)
{
	static const struct {
		const char *name, *want;	/* NULL: none */
	} table[] = {
		{ "a.txt", "text" }, { "/a/b.text", "text" },
		{ "a.b.txt", "text" }, { ".txt", "text" },
		{ "a.jsonl", "jsonl" }, { "a.ndjson", "jsonl" },
		{ "article", NULL }, { "txt", NULL }, { "", NULL },
		{ "a.txt.orig", NULL }, { "a.txt/picture.png", NULL },
		{ "a.json", NULL },
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		const struct format *f = read_choose_by_name(table[i].name);

		is_str(f != NULL ? f->name : NULL, table[i].want,
		    "choose by name: \"%s\"", table[i].name);
	}
}

static void
test_choose_by_content(void)
{
	static const struct {
		const char *name, *in, *want;	/* NULL: none */
	} table[] = {
		{ "text", "Some text.", "text" },
		{ "an object", "{\"id\":1}\n", "jsonl" },
		{ "blanks first", " \n{ \"id\":1}\n", "jsonl" },
		{ "a byte order mark", "\xef\xbb\xbf{\"id\":1}\n",
		    "jsonl" },
		{ "an empty object", "{}", "jsonl" },
		{ "text in braces", "{ text in braces }", "text" },
		{ "a lone brace", "{", "text" },
		{ "a brace and blanks", "{ \n", "text" },
		{ "a list", "[1]", "text" },
		{ "nothing", "", "text" },
		{ "Windows-1252", "caf\xe9", "text" },
		{ "escape sequences", "\033[1mBold\033[0m", "text" },
		{ "a program", "\x7f" "ELF\1\1\1\2\3", NULL },
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		const struct format *chosen = NULL;
		const struct error *e;
		struct input *in;

		file("in", str_of(table[i].in));
		if ((e = input_open(&in, path, true)) == NULL) {
			e = read_choose_by_content(&chosen, "", in);
			input_close(in);
		}
		is_str(e != NULL ? e->text : chosen != NULL ? chosen->name :
		    NULL, table[i].want, "choose by content: %s",
		    table[i].name);
	}
}

static void
test_formats(void)
{
	for (size_t i = 0; read_formats[i] != NULL; i++) {
		const struct format *f = read_formats[i];

		ok(read_find(f->name) == f, "format %s: by name", f->name);
		for (const char *const *s = f->suffix; *s != NULL; s++)
			ok((*s)[0] == '.', "... its suffix %s", *s);
	}
	ok(read_find("text") == &format_plain &&
	    read_find("jsonl") == &format_jsonl, "text and jsonl are there");
	ok(read_formats[0] == &format_plain,
	    "the one that takes nearly anything is the first");
	ok(read_find("auto") == NULL && read_find("") == NULL &&
	    read_find("tex") == NULL, "no other names");
}

/* An element too large for one paragraph, and what follows it. */
static void
test_large_element(void)
{
	const size_t most = (size_t)16 << 20;
	struct buf in = { 0 }, got = { 0 };

	for (size_t n = most; n <= most + 1; n++) {
		buf_puts(&in, "{\"id\":\"a\",\"paragraphs\":[\"x\",\"");
		buf_reserve(&in, n);
		memset(in.p + in.n, 'x', n);
		in.n += n;
		buf_puts(&in, "\"]}\n");
	}
	file("in", buf_slice(&in));
	read_file(&got, &format_jsonl);
	ok(got.n > most && got.n < most + 200,
	    "jsonl: an element of 16 MiB is taken");
	is_str(got.n > most ? strchr(got.p, '\n') + 1 : got.p,
	    "error: 2: field \"paragraphs\": element 2: larger than 16 MiB\n",
	    "... a larger one is not");
	buf_release(&in);
	buf_release(&got);
}

/* A format looks at the bytes it is given, and no further. */
static void
test_sniff(void)
{
	ok(format_plain.sniff((struct str){ "abc\0", 3 }),
	    "sniff: text before a NUL");
	ok(!format_plain.sniff((struct str){ "abc\0", 4 }),
	    "sniff: text and a NUL");
	ok(!format_jsonl.sniff((struct str){ "{\"", 1 }),
	    "sniff: a brace before a quote");
	ok(format_jsonl.sniff((struct str){ "{\"", 2 }),
	    "sniff: a brace and a quote");
}

/* What is not the record's fault ends the input, without a line. */
static void
test_unreadable(void)
{
	struct buf got = { 0 };

	snprintf(path, sizeof(path), "%s", dir);
	read_file(&got, &format_plain);
	is_str(got.p, "error: read: Is a directory\n",
	    "text: a directory is no article");
	buf_release(&got);
}

static void
test_decode(void)
{
	static const struct {
		const char *name, *in, *want;
	} table[] = {
		{ "nothing", "", "" },
		{ "ASCII", "abc", "abc" },
		{ "UTF-8", "caf\xc3\xa9", "caf\xc3\xa9" },
		{ "a true U+FFFD", "\xef\xbf\xbd", "\xef\xbf\xbd" },
		{ "Latin-1", "caf\xe9", "caf\xc3\xa9" },
		{ "Windows-1252", "\x80 10", "\xe2\x82\xac 10" },
		{ "a mixture stays as it is", "caf\xc3\xa9 \xe9",
		    "caf\xc3\xa9 \xe9" },
	};
	struct buf got = { 0 };

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		buf_reset(&got);
		read_decode(&got, str_of(table[i].in), STR_LIT(""));
		buf_puts(&got, "");
		is_str(got.p, table[i].want, "decode: %s", table[i].name);
	}
	buf_reset(&got);
	for (int i = 0; i < 100; i++)
		buf_putc(&got, '9');
	{
		struct buf warning = { 0 };

		read_date_warning(&warning, buf_slice(&got));
		is_int((intmax_t)warning.n, 60 + (intmax_t)strlen("date \"\": "
		    "not understood, left out; write YYYY-MM-DD"),
		    "a long date is cut in its warning");
		buf_release(&warning);
	}
	buf_release(&got);
}

int
main(void)
{
	if (mkdtemp(dir) == NULL) {
		ok(false, "cannot make a directory");
		return done_testing();
	}
	test_plain();
	test_jsonl();
	test_input();
	test_hash();
	test_choose_by_name();
	test_choose_by_content();
	test_formats();
	test_decode();
	test_large_element();
	test_sniff();
	test_unreadable();
	snprintf(path, sizeof(path), "%s/in", dir);
	unlink(path);
	snprintf(path, sizeof(path), "%s/lines", dir);
	unlink(path);
	ok(rmdir(dir) == 0, "nothing left behind");
	return done_testing();
}
