/*
 * The facet engine from outside: sentences in, mentions and values out.
 * FACETS_DATA names the data file; without it the tests are skipped.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "facets/facets.h"
#include "tap.h"

#define PARAGRAPHS 6
#define MENTIONS 8

struct expected {
	int paragraph;
	const char *text;	/* the mention; NULL: end */
	const char *value;	/* "" if it feeds none */
	enum mention_kind kind;
	const char *org_type;
};

struct example {
	const char *name;
	const char *title;
	const char *paragraph[PARAGRAPHS];
	struct expected want[MENTIONS];
};

#define PER MENTION_PERSON
#define ORG MENTION_ORGANIZATION
#define LOC MENTION_LOCATION
#define NAT MENTION_NATIONALITY
#define ROLE MENTION_ROLE

static const struct example example[] = {
	{ "surname", NULL, { "Deputy Finance Minister Laura Kessler resigned.",
	    "Kessler gave no reason." }, {
	    { 0, "Laura Kessler", "Laura Kessler", PER, "" },
	    { 1, "Kessler", "Laura Kessler", PER, "" } } },
	{ "particle", NULL, { "Prime Minister Mohammed Shia al-Sudani spoke.",
	    "Later Sudani left, and al-Sudani said no more." }, {
	    { 0, "Mohammed Shia al-Sudani", "Mohammed Shia al-Sudani", PER,
	    "" },
	    { 1, "Sudani", "Mohammed Shia al-Sudani", PER, "" },
	    { 1, "al-Sudani", "Mohammed Shia al-Sudani", PER, "" } } },
	{ "surname that is a city", NULL, { "Pentagon chief Lloyd Austin said "
	    "so.", "Austin confirmed it." }, {
	    { 0, "Pentagon", "Pentagon", ORG, "state/government" },
	    { 1, "Austin", "Lloyd Austin", PER, "" } } },
	{ "holder of an office", NULL, { "Pentagon chief Lloyd Austin flew to "
	    "Manila.", "The Pentagon chief was tired.",
	    "The US Secretary of Defense slept." }, {
	    { 1, "Pentagon", "Pentagon", ORG, "state/government" },
	    { 1, "chief", "Lloyd Austin", ROLE, "" },
	    { 2, "US", "United States", LOC, "" },
	    { 2, "Secretary of Defense", "Lloyd Austin", ROLE, "" } } },
	{ "known persons, any spelling", NULL, { "Libyan leader Moammar "
	    "Khadafy spoke.", "Gorbachev left the Soviet Union.",
	    "Zolt\xc3\xa1n Kov\xc3\xa1" "cs stayed." }, {
	    { 0, "Moammar Khadafy", "Muammar Gaddafi", PER, "" },
	    { 1, "Gorbachev", "Mikhail Gorbachev", PER, "" },
	    { 2, "Zolt\xc3\xa1n Kov\xc3\xa1" "cs", "Zoltan Kovacs", PER,
	    "" } } },
	{ "surname of several known persons", NULL, {
	    "President Bush left." }, {
	    { 0, "Bush", "Bush", PER, "" } } },
	{ "town that the article places", NULL, { "The mill in Paris, "
	    "Tennessee, burned.", "Nobody in Paris was hurt." }, {
	    { 0, "Paris", "United States/Tennessee/Paris", LOC, "" },
	    { 1, "Paris", "United States/Tennessee/Paris", LOC, "" } } },
	{ "long form in brackets", NULL, { "TROOPS OF THE GVLF [GREEN VALLEY "
	    "LIBERATION FRONT] ATTACKED THE TOWN AGAIN ON MONDAY." }, {
	    { 0, "GVLF", "Green Valley Liberation Front", ORG,
	    "armed group/rebel" },
	    { 0, "GREEN VALLEY LIBERATION FRONT",
	    "Green Valley Liberation Front", ORG, "armed group/rebel" } } },
	{ "numbered unit", NULL, { "The 6th Infantry Brigade advanced." }, {
	    { 0, "6th Infantry Brigade", "6th Infantry Brigade", ORG,
	    "state/military" } } },
	{ "kind by family", NULL, { "The United Nations Border Group met." }, {
	    { 0, "United Nations Border Group", "United Nations Border Group",
	    ORG, "international/intergovernmental organization" } } },
	{ "doubtful name beside the full one", NULL, { "General Motors built "
	    "cars.", "Then GM stopped." }, {
	    { 1, "GM", "General Motors", ORG, "business/company" } } },
	{ "family name first", NULL, { "President Moon Jae-in met Xi Jinping.",
	    "Moon spoke first, then Xi." }, {
	    { 0, "Moon Jae-in", "Moon Jae-in", PER, "" },
	    { 1, "Moon", "Moon Jae-in", PER, "" },
	    { 1, "Xi", "Xi Jinping", PER, "" } } },
	{ "title gives context only", "Iraq mourns Rana Haddad", {
	    "Haddad was a doctor." }, {
	    { 0, "Haddad", "Rana Haddad", PER, "" } } },
	{ "state bodies", NULL, { "US forces left.", "Iraqi security forces "
	    "stayed.", "Kenyan police and the Kenyan army came.",
	    "The government of Peru agreed." }, {
	    { 0, "US forces", "United States military", ORG,
	    "state/military" },
	    { 1, "Iraqi security forces", "Iraq security forces", ORG,
	    "state/military" },
	    { 2, "Kenyan police", "Kenya police", ORG, "state/police" },
	    { 2, "Kenyan army", "Kenya military", ORG, "state/military" },
	    { 3, "government of Peru", "Peru government", ORG,
	    "state/government" } } },
	{ "possessive", NULL, { "Iraq\xe2\x80\x99s army is large." }, {
	    { 0, "Iraq", "Iraq", LOC, "" },
	    { 0, "army", "Iraq military", ROLE, "state/military" } } },
	{ "embassy", NULL, { "Guards at the US embassy in Baghdad fired.",
	    "The embassy was closed." }, {
	    { 0, "US embassy", "United States embassy", ORG,
	    "state/diplomatic mission" },
	    { 0, "Baghdad", "Iraq/Baghdad", LOC, "" },
	    { 1, "embassy", "state/diplomatic mission", ROLE,
	    "state/diplomatic mission" } } },
	{ "places", NULL, { "In Baghdad, the Green Zone was quiet.",
	    "He lives in Springfield, Illinois, now.",
	    "Shelling hit Gaza City and Kiev." }, {
	    { 0, "Green Zone", "Iraq/Baghdad/Green Zone", LOC, "" },
	    { 1, "Springfield", "United States/Illinois/Springfield", LOC,
	    "" },
	    { 1, "Illinois", "United States/Illinois", LOC, "" },
	    { 2, "Gaza City", "Palestine/Gaza Strip/Gaza City", LOC, "" },
	    { 2, "Kiev", "Ukraine/Kyiv", LOC, "" } } },
	{ "context decides London", NULL, { "London, Ontario, is a city of "
	    "Canada.", "Police in London made an arrest." }, {
	    { 0, "London", "Canada/Ontario/London", LOC, "" },
	    { 1, "London", "Canada/Ontario/London", LOC, "" } } },
	{ "nationalities", NULL, { "Two Iranians and a French woman met the "
	    "Saudi king." }, {
	    { 0, "Iranians", "Iran", NAT, "" },
	    { 0, "French", "France", NAT, "" },
	    { 0, "Saudi", "Saudi Arabia", NAT, "" } } },
	{ "metonym", NULL, { "Moscow denied it.", "He flew from Moscow." }, {
	    { 0, "Moscow", "Russia government", ORG, "state/government" },
	    { 1, "Moscow", "Russia/Moscow", LOC, "" } } },
	{ "dictionary", NULL, { "Fighters of ISIS, Kataib Hezbollah and Hamas "
	    "met, Reuters said." }, {
	    { 0, "ISIS", "Islamic State", ORG,
	    "armed group/terrorist organization" },
	    { 0, "Kataib Hezbollah", "Kataib Hezbollah", ORG,
	    "armed group/terrorist organization" },
	    { 0, "Reuters", "Reuters", ORG, "media/news" } } },
	{ "acronym in brackets", NULL, { "The Green Valley Workers' Party "
	    "(GVWP) won.", "A GVWP leader said so." }, {
	    { 0, "Green Valley Workers' Party", "Green Valley Workers' Party",
	    ORG, "political/party" },
	    { 1, "GVWP", "Green Valley Workers' Party", ORG,
	    "political/party" } } },
	{ "head nouns", NULL, { "The University of Kilmarnock and Zandor Ltd "
	    "signed.", "The Nimboro Liberation Front did not." }, {
	    { 0, "University of Kilmarnock", "University of Kilmarnock", ORG,
	    "civil society/education" },
	    { 0, "Zandor Ltd", "Zandor Ltd", ORG, "business/company" },
	    { 1, "Nimboro Liberation Front", "Nimboro Liberation Front", ORG,
	    "armed group/rebel" } } },
	{ "upper case throughout", NULL, { "TROOPS OF THE SALVADORAN ARMY "
	    "FIRED ON GENERAL RAFAEL BUSTAMANTE IN SAN SALVADOR, THE ORCHID "
	    "VALLEY LIBERATION FRONT SAID." }, {
	    { 0, "SALVADORAN ARMY", "El Salvador military", ORG,
	    "state/military" },
	    { 0, "RAFAEL BUSTAMANTE", "Rafael Bustamante", PER, "" },
	    { 0, "SAN SALVADOR", "El Salvador/San Salvador", LOC, "" },
	    { 0, "ORCHID VALLEY LIBERATION FRONT",
	    "Orchid Valley Liberation Front", ORG, "armed group/rebel" } } },
	{ "words that are places", NULL, { "Reading a report on Friday, the "
	    "man said the deal was off.", "Split decisions are rare; most of "
	    "them anger the police." }, {
	    { 1, "police", "state/police", ROLE, "state/police" } } },
	{ "Georgia by context", NULL, { "He drove from Georgia to Alabama "
	    "and Florida in the United States." }, {
	    { 0, "Georgia", "United States/Georgia", LOC, "" } } },
	{ "Georgia the country", NULL, { "Georgia and Armenia met in "
	    "Tbilisi." }, {
	    { 0, "Georgia", "Georgia", LOC, "" } } },
	{ "two of one surname", NULL, { "Carla Bauer met Peter Bauer.",
	    "Bauer left first." }, {
	    { 1, "Bauer", "Peter Bauer", PER, "" } } },
	{ "offices of two countries", NULL, { "President Anna Lind of Norway "
	    "met President Omar Diallo of Senegal.", "The president of Norway "
	    "smiled." }, {
	    { 1, "president", "Anna Lind", ROLE, "" } } },
	{ "short for a company", NULL, { "Zandoria Holdings Ltd closed a mill.",
	    "Zandoria said it was sorry." }, {
	    { 1, "Zandoria", "Zandoria Holdings Ltd", ORG,
	    "business/company" } } },
	{ "role nouns", NULL, { "Militias fought rebels near the border." }, {
	    { 0, "Militias", "armed group/militia", ROLE,
	    "armed group/militia" },
	    { 0, "rebels", "armed group/rebel", ROLE,
	    "armed group/rebel" } } }
};

static struct extractor *extractor;

static const struct paragraph_facets *
run(const char *title, const char *const *text, struct str *paragraph)
{
	struct article a = { .title = str_of(title) };

	for (a.n = 0; a.n < PARAGRAPHS && text[a.n] != NULL; a.n++)
		paragraph[a.n] = str_of(text[a.n]);
	a.paragraph = paragraph;
	return extractor_run(extractor, &a);
}

static const struct mention *
find_mention(const struct paragraph_facets *p, struct str text,
    const char *want)
{
	for (size_t i = 0; i < p->n; i++) {
		const struct mention *m = &p->mention[i];

		if (str_is((struct str){ text.p + m->start,
		    m->end - m->start }, want))
			return m;
	}
	return NULL;
}

static void
test_example(const struct example *e)
{
	struct str paragraph[PARAGRAPHS];
	const struct paragraph_facets *p = run(e->title, e->paragraph,
	    paragraph);

	for (int i = 0; i < MENTIONS && e->want[i].text != NULL; i++) {
		const struct expected *w = &e->want[i];
		const struct mention *m = find_mention(&p[w->paragraph],
		    paragraph[w->paragraph], w->text);
		char got[256] = "";

		if (m != NULL)
			snprintf(got, sizeof(got), "%s %.*s [%.*s]",
			    mention_kind_name[m->kind], STR_ARG(m->value),
			    STR_ARG(m->org_type));
		char want[256];
		snprintf(want, sizeof(want), "%s %s [%s]",
		    mention_kind_name[w->kind], w->value, w->org_type);
		is_str(got, want, "%s: %s", e->name, w->text);
	}
}

static void
test_values(void)
{
	static const char *const text[] = { "Friday was calm in Iraq. Iraqi "
	    "police and the police of the US agreed in Iraq.", "", NULL };
	struct str paragraph[PARAGRAPHS];
	const struct paragraph_facets *p = run(NULL, text, paragraph);

	is_int((intmax_t)p[0].value_n[FACET_LOCATION], 1, "distinct values");
	ok(p[0].value_n[FACET_LOCATION] == 1 &&
	    str_is(p[0].value[FACET_LOCATION][0], "Iraq"), "Iraq only");
	is_int((intmax_t)p[0].value_n[FACET_ACTOR], 2, "two police forces");
	is_int((intmax_t)p[1].n, 0, "nothing in an empty paragraph");
	for (size_t i = 1; i < p[0].n; i++)
		ok(p[0].mention[i - 1].end <= p[0].mention[i].start,
		    "mention %zu in order", i);
}

/* Weekdays and ordinary words name no place, person or body. */
static void
test_nothing(void)
{
	static const char *const text[] = { "Reading a report on Friday, the "
	    "man said most of the deal was off.", "Split decisions are rare, "
	    "and the best of them came in May.", "The Internet, AIDS and God "
	    "were on the list of the CEO last Monday.",
	    "\xe2\x80\x9cIs it much?\xe2\x80\x9d the woman asked us. "
	    "\xe2\x80\x9cThat is it.\xe2\x80\x9d", NULL };
	struct str paragraph[PARAGRAPHS];
	const struct paragraph_facets *p = run(NULL, text, paragraph);

	for (int i = 0; text[i] != NULL; i++)
		is_int((intmax_t)p[i].n, 0, "nothing in \"%.30s...\"",
		    text[i]);
}

static void
count_alias(void *arg, struct str alias)
{
	int *n = arg;

	*n += str_is(alias, "ISIS") || str_is(alias, "America");
}

static void
test_aliases(const struct facets *f)
{
	int n = 0;

	facets_aliases(f, FACET_ACTOR, STR_LIT("Islamic State"), count_alias,
	    &n);
	is_int(n, 1, "ISIS is an alias");
	facets_aliases(f, FACET_LOCATION, STR_LIT("United States"),
	    count_alias, &n);
	is_int(n, 2, "America is an alias");
	facets_aliases(f, FACET_LOCATION, STR_LIT("Nowhere"), count_alias, &n);
	is_int(n, 2, "none of what is unknown");
	ok(facets_digest(f) != 0, "digest");
}

/* Any bytes, long paragraphs: offsets stay in range. */
static void
test_noise(void)
{
	static const char *const piece[] = { "Gen. ", "al-", "(", "U.S. ",
	    "\xe2\x80\x99s ", "Iraq", ", ", "\xff", "Ministry of ", "John ",
	    "\xc3", "police ", "\n", ". ", "said ", "President ", "\"" };
	size_t pieces = sizeof(piece) / sizeof(piece[0]);
	struct buf b = { NULL, 0, 0 };
	struct article a = { .n = 2 };
	struct str paragraph[2];
	const struct paragraph_facets *p;
	uint32_t seed = 1;
	bool good = true;

	while (b.n < 6u << 20) {
		seed = seed * 1103515245 + 12345;
		if ((seed >> 16) % 8 == 0)
			buf_putc(&b, (char)(seed >> 24));
		else
			buf_puts(&b, piece[(seed >> 16) % pieces]);
	}
	paragraph[0] = buf_slice(&b);
	paragraph[1] = STR_LIT("Police in Nairobi agreed.");
	a.paragraph = paragraph;
	a.title = (struct str){ b.p, 5000 };
	p = extractor_run(extractor, &a);
	for (size_t i = 0; i < p[0].n; i++)
		good &= p[0].mention[i].start < p[0].mention[i].end &&
		    p[0].mention[i].end <= b.n && (i == 0 ||
		    p[0].mention[i - 1].end <= p[0].mention[i].start);
	ok(good, "mentions of noise are in range and in order");
	ok(p[1].value_n[FACET_LOCATION] == 1 &&
	    str_is(p[1].value[FACET_LOCATION][0], "Kenya/Nairobi"),
	    "the paragraph after it is as ever");
	buf_release(&b);
}

/* ---- damaged data ---- */

static bool
read_all(const char *path, struct buf *out)
{
	FILE *f = fopen(path, "r");
	char block[65536];
	size_t n;

	if (f == NULL)
		return false;
	while ((n = fread(block, 1, sizeof(block), f)) > 0)
		buf_add(out, block, n);
	fclose(f);
	return true;
}

static void
opens_not(const struct buf *data, size_t n, size_t flip, const char *what)
{
	char path[] = "/tmp/facets-test.XXXXXX";
	const struct error *e;
	struct facets *f;
	int fd = mkstemp(path);

	if (fd == -1 || write(fd, data->p, n) != (ssize_t)n ||
	    (flip != SIZE_MAX && pwrite(fd, "\x5a\xa5\x5a\xa5", 4,
	    (off_t)flip) != 4)) {
		ok(false, "%s: cannot write %s", what, path);
		return;
	}
	close(fd);
	e = facets_open(&f, path);
	ok(e != NULL && f == NULL && e->code == ERROR_INPUT, "%s: %s", what,
	    e != NULL ? e->text : "opened");
	unlink(path);
}

static void
test_damage(const char *path)
{
	struct buf data = { NULL, 0, 0 };
	const struct error *e;
	struct facets *f;

	e = facets_open(&f, "/nonexistent/facets");
	ok(e != NULL && f == NULL, "missing: %s", e != NULL ? e->text : "");
	if (!read_all(path, &data) || data.n < 4096) {
		ok(false, "cannot read %s", path);
		return;
	}
	opens_not(&data, 0, SIZE_MAX, "empty");
	opens_not(&data, 50, SIZE_MAX, "half a header");
	opens_not(&data, data.n - 1, SIZE_MAX, "cut short");
	opens_not(&data, data.n, 0, "other magic");
	opens_not(&data, data.n, 8, "other version");
	opens_not(&data, data.n, 40, "section out of range");
	opens_not(&data, data.n, data.n / 2, "changed content");
	buf_release(&data);
}

int
main(void)
{
	const char *path = getenv("FACETS_DATA");
	const struct error *e;
	struct facets *f;

	if (path == NULL) {
		skip("facets", "FACETS_DATA is not set");
		return done_testing();
	}
	if ((e = facets_open(&f, path)) != NULL) {
		ok(false, "%s", e->text);
		return done_testing();
	}
	extractor_new(&extractor, f);
	for (size_t i = 0; i < sizeof(example) / sizeof(example[0]); i++)
		test_example(&example[i]);
	test_values();
	test_nothing();
	test_aliases(f);
	test_noise();
	test_damage(path);
	extractor_free(extractor);
	facets_close(f);
	return done_testing();
}
