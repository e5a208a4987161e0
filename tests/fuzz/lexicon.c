/*
 * The data file of the facets: a small one of every kind of value and sense,
 * with numbers in it replaced as the input says (four bytes of place, four of
 * value) and its digest put right.  What opens must serve an extractor.
 */
#include <string.h>

#include "facets.h"
#include "facets/builder.h"
#include "facets/crf.h"
#include "fuzz.h"

static char dir[] = "/tmp/dateline-fuzz.XXXXXX", facets[64], model[64];

static const char *const story[] = {
	"Iraqi President John Smith met Mr. Sadr, the head of the Army of Peace"
	    ", in Baghdad, Iraq, on Monday.",
	"The Ministry of Peace said militias near Green Zone Base were armed "
	    "by Iraq. Smith, former chief of ACME Corp. (AC), left Baghdad.",
	"\"Iraqi militias and the army of AC,\" the minister said."
};

static const struct {
	enum value_kind kind;
	const char *name, *aliases;
	struct sense sense;
} senses[] = {
	{ VALUE_COUNTRY, "Iraq", "Republic of Iraq|?Irak", { .kind = SENSE_PLACE } },
	{ VALUE_COUNTRY, "Iraq", "Iraqi|Iraqis", { .kind = SENSE_DEMONYM } },
	{ VALUE_COUNTRY, "Iraq", "?Baghdad", { .kind = SENSE_METONYM,
	    .flags = SENSE_CAPITAL } },
	{ VALUE_ORGANIZATION, "Army of Peace", "AC|ACME",
	    { .kind = SENSE_ACTOR } },
	{ VALUE_PERSON, "John Smith", "Smith", { .kind = SENSE_PERSON } },
	{ VALUE_ROLE, "militia", "militias|army", { .kind = SENSE_ROLE } },
	{ VALUE_ROLE, "base", "Ministry|Corp.|Army", { .kind = SENSE_HEAD } },
	{ VALUE_ROLE, "title", "President|Mr.|chief|minister",
	    { .kind = SENSE_TITLE } }
};

static void
build(struct buf *image)
{
	struct builder b = { 0 };

	for (size_t i = 0; i < sizeof(senses) / sizeof(senses[0]); i++) {
		struct sense s = senses[i].sense;
		uint32_t v = builder_value(&b, senses[i].kind,
		    str_of(senses[i].name));

		if (senses[i].kind == VALUE_COUNTRY)
			b.value[v].country = v;
		s.value = s.kind == SENSE_TITLE ? TITLE_OFFICE :
		    s.kind == SENSE_HEAD ? 1 : v;
		builder_names(&b, str_of(senses[i].name),
		    str_of(senses[i].aliases), s);
	}
	builder_place(&b, VALUE_CITY, STR_LIT("Iraq/Baghdad"), 0);
	builder_word(&b, STR_LIT("the"), WORD_COMMON);
	builder_word(&b, STR_LIT("said"), WORD_SPEECH);
	builder_word(&b, STR_LIT("john"), WORD_GIVEN);
	builder_word(&b, STR_LIT("monday"), WORD_TIME);
	builder_image(&b, image);
	builder_release(&b);
}

static void
put(const char *path, const void *p, size_t n)
{
	FILE *f = fopen(path, "we");

	FUZZ_CHECK(f != NULL && fwrite(p, 1, n, f) == n && fclose(f) == 0);
}

static void
leave(void)
{
	unlink(facets);
	unlink(model);
	rmdir(dir);
}

/* The least model: it finds nothing, so that dictionaries decide. */
static void
enter(struct buf *image)
{
	static struct {
		struct crf_header h;
		int8_t row[CRF_TAGS << CRF_BITS_MIN];
	} m = { .h = { CRF_MAGIC, CRF_VERSION, sizeof(m.h),
	    FEATURES_VERSION, CRF_BITS_MIN, 0, 1, 0, { 0 }, { 0 }, { { 0 } } } };

	m.h.digest = hash64(&m.h.scale, sizeof(m) -
	    offsetof(struct crf_header, scale), 0);
	FUZZ_CHECK(mkdtemp(dir) != NULL);
	snprintf(facets, sizeof(facets), "%s/facets.bin", dir);
	snprintf(model, sizeof(model), "%s/names.model", dir);
	atexit(leave);
	put(model, &m, sizeof(m));
	build(image);
}

static void
damage(struct buf *image, const uint8_t *p, size_t n)
{
	struct lexicon_header h;

	for (; n >= 8; p += 8, n -= 8) {
		uint32_t at;

		memcpy(&at, p, 4);
		at = at % (uint32_t)(image->n / 4) * 4;
		memcpy(image->p + at, p + 4, 4);
	}
	memcpy(&h, image->p, sizeof(h));
	h.digest = hash64(image->p + sizeof(h), image->n - sizeof(h), 0);
	memcpy(image->p, &h, sizeof(h));
}

static void
extract(const struct facets *f)
{
	struct extractor *x;
	struct str paragraph[3];
	struct article a = { .id = STR_LIT("f"), .paragraph = paragraph,
	    .n = 3, .place = STR_LIT("BAGHDAD"),
	    .title = STR_LIT("Army of Peace in Iraq") };

	for (int i = 0; i < 3; i++)
		paragraph[i] = str_of(story[i]);
	extractor_new(&x, f);
	extractor_run(x, &a);
	extractor_free(x);
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static struct buf image;
	struct buf copy = { 0 };
	struct facets *f = NULL;

	if (image.n == 0)
		enter(&image);
	buf_str(&copy, buf_slice(&image));
	damage(&copy, p, n);
	put(facets, copy.p, copy.n);
	if (facets_open(&f, facets) == NULL)
		extract(f);
	facets_close(f);
	buf_release(&copy);
	return 0;
}
