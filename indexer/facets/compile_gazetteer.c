#include <errno.h>
#include <geonames/geonames.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "facets/compile.h"
#include "facets/fold.h"

#define ISO_PROVINCES "/usr/share/iso-codes/json/iso_3166-2.json"

/* Below this many cities a country has no provinces between. */
#define SMALL_COUNTRY 16

struct city {
	struct str name, state;	/* plain ASCII where Latin, in arena */
	uint32_t country, population;
	int16_t lat, lon;
};

struct cities {
	struct city *at;
	size_t n, cap;
	struct idmap per_country;
	struct arena arena;
};

/* Words that say what a place is, not what it is called. */
static const char *const generic_tail[] = {
	" Province", " Governorate", " Region", " Oblast", " County",
	" Department", " Prefecture", " Municipality", " Voivodeship",
	" Voivodship", " Kraj", " kraj", " Krai", " Emirate", " Canton",
	" District", " Rajons", " Rajon", " Novads", " Raion", " County",
	" county", " Special Governing", " Municipality", " Voblasc'",
	" Autonomous Region", " Autonomous Republic", " State",
	" Administrative Region", " Division", " Parish", NULL
};
static const char *const generic_front[] = {
	"Canton of ", "Province of ", "Department of ", "Region of ",
	"District of ", "State of ", "Imarat ", "Baladiyat ", "Muhafazat ",
	"Wilayat ", "Departamento de ", "Departamento del ", "Provincia de ",
	"Estado de ", "Distrito de ", "Republic of ", "Nahiyat ad ",
	"Nahiyat al ", "Nahiyat ash ", "Nahiyat ", "Changwat ", "Muang ",
	"Amphoe ", "Ban ", "Kecamatan ", "Kabupaten ", "Kota ", NULL
};

static struct str
plain(struct arena *a, const char *text)
{
	struct buf out = { NULL, 0, 0 };
	struct str s;

	fold_plain(&out, str_of(text));
	for (size_t i = 0; i < out.n; i++) {
		if (out.p[i] == '/')
			out.p[i] = '-';
		if (out.p[i] == ',' || out.p[i] == '(' || out.p[i] == '[')
			out.n = i;
	}
	s = arena_str(a, str_trim(buf_slice(&out)));
	buf_release(&out);
	return s;
}

static bool
is_ordinary(const struct builder *b, struct str name)
{
	char folded[FOLD_MAX];
	size_t n = fold_word(name, folded);

	return (builder_classes(b, fold_hash(folded, n)) &
	    (WORD_COMMON | WORD_NEVER)) != 0;
}

/* Without the generic words; the whole name if nothing of its own is left. */
static struct str
strip(const struct builder *b, struct str name)
{
	struct str s = name;

	for (size_t i = 0; generic_front[i] != NULL; i++)
		if (str_starts(s, generic_front[i])) {
			s.p += strlen(generic_front[i]);
			s.n -= strlen(generic_front[i]);
			break;
		}
	for (size_t i = 0; generic_tail[i] != NULL; i++)
		if (str_ends(s, generic_tail[i])) {
			s.n -= strlen(generic_tail[i]);
			break;
		}
	return s.n < 2 || is_ordinary(b, s) ? name : s;
}

static int
compare_cities(const void *a, const void *b)
{
	const struct city *x = a, *y = b;
	int c;

	if (x->population != y->population)
		return x->population > y->population ? -1 : 1;
	if ((c = str_cmp(x->name, y->name)) != 0 ||
	    (c = str_cmp(x->state, y->state)) != 0)
		return c;
	return x->country < y->country ? -1 : x->country > y->country;
}

static void
read_cities(struct geo *g, struct cities *c)
{
	gint n = geonames_get_n_cities();

	for (gint i = 0; i < n; i++) {
		GeonamesCity *city = geonames_get_city(i);
		const char *code = geonames_city_get_country_code(city);
		uint32_t country = LEXICON_NONE, seen;
		struct city *x;

		if (strlen(code) == 2)
			country = idmap_find(&g->by_code, hash64(code, 2, 0));
		if (country != LEXICON_NONE) {
			ARRAY_GROW(c->at, c->n, c->cap);
			x = &c->at[c->n++];
			x->name = plain(&c->arena,
			    geonames_city_get_name(city));
			x->state = plain(&c->arena,
			    geonames_city_get_state(city));
			x->country = country;
			x->population = geonames_city_get_population(city);
			x->lat = (int16_t)(geonames_city_get_latitude(city) *
			    100);
			x->lon = (int16_t)(geonames_city_get_longitude(city) *
			    100);
			seen = idmap_find(&c->per_country, country + 1);
			idmap_set(&c->per_country, country + 1,
			    seen == LEXICON_NONE ? 1 : seen + 1);
		}
		geonames_city_free(city);
	}
	qsort(c->at, c->n, sizeof(*c->at), compare_cities);
}

static uint32_t
below(struct geo *g, uint32_t parent, struct str name, enum value_kind kind)
{
	struct buf path = { NULL, 0, 0 };
	uint32_t place;

	buf_str(&path, builder_name(g->b, parent));
	buf_putc(&path, '/');
	buf_str(&path, name);
	place = path.n > UINT16_MAX ? parent :
	    geo_path(g, buf_slice(&path), kind);
	buf_release(&path);
	return place;
}

static uint32_t
find_place(const struct geo *g, uint32_t country, struct str name)
{
	return idmap_find(&g->by_place, geo_key(country, name));
}

/* "Washington" as a state, where there is a row "Washington State". */
static uint32_t
find_state(const struct geo *g, uint32_t country, struct str name)
{
	struct buf state = { NULL, 0, 0 };
	uint32_t place;

	buf_str(&state, name);
	buf_puts(&state, " State");
	place = find_place(g, country, buf_slice(&state));
	buf_release(&state);
	return place != LEXICON_NONE ? place : find_place(g, country, name);
}

/* The province that a city's state names; the country if it has none. */
static uint32_t
province(struct geo *g, const struct cities *c, const struct city *city)
{
	struct str name = city->state, bare = strip(g->b, name);
	uint32_t place = find_state(g, city->country, name);

	if (place == LEXICON_NONE)
		place = find_place(g, city->country, bare);
	if (place != LEXICON_NONE) {
		if (g->b->value[place].kind == VALUE_SITE)
			g->b->value[place].kind = VALUE_PROVINCE;
		return place;
	}
	if (name.n == 0 ||
	    idmap_find(&c->per_country, city->country + 1) < SMALL_COUNTRY)
		return city->country;
	place = below(g, city->country, bare, VALUE_PROVINCE);
	geo_name(g, place, bare, 0);
	return place;
}

static bool
is_own_name(const struct geo *g, uint32_t place, struct str name)
{
	struct str path = builder_name(g->b, place);

	while (path.n > 0 && memchr(path.p, '/', path.n) != NULL) {
		path.p++;
		path.n--;
	}
	return geo_key(0, path) == geo_key(0, name);
}

/* Does the city stand in the province, or name it? */
static bool
may_claim(const struct geo *g, uint32_t place, uint32_t home,
    const struct city *city)
{
	const struct value *v = &g->b->value[place];

	if (idmap_find(&g->taken, place + 1) != LEXICON_NONE ||
	    v->kind == VALUE_COUNTRY)
		return false;
	return place == home || v->parent == home ||
	    (v->parent != LEXICON_NONE &&
	    g->b->value[v->parent].parent == home) ||
	    v->parent == city->country ||
	    (home != city->country && g->b->value[home].parent == v->parent &&
	    v->kind != VALUE_PROVINCE);
}

static void
add_city(struct geo *g, const struct cities *c, const struct city *city)
{
	uint32_t home = province(g, c, city), place;
	struct str name = strip(g->b, city->name);
	struct value *v;

	place = find_place(g, city->country, name);
	if (place == LEXICON_NONE || !may_claim(g, place, home, city)) {
		if (home != city->country && is_own_name(g, home, name))
			place = home;
		else
			place = below(g, home, name, VALUE_CITY);
		geo_name(g, place, name, city->population);
	}
	v = &g->b->value[place];
	if (idmap_find(&g->taken, place + 1) != LEXICON_NONE &&
	    v->population >= city->population)
		return;
	idmap_set(&g->taken, place + 1, 1);
	v->population = city->population;
	v->lat = city->lat;
	v->lon = city->lon;
	if (v->kind == VALUE_SITE)
		v->kind = VALUE_CITY;
}

/* ---- iso-codes ---- */

static void
add_subdivision(struct geo *g, const json_t *row, struct arena *a)
{
	const char *code = json_string_value(json_object_get(row, "code"));
	const char *full = json_string_value(json_object_get(row, "name"));
	uint32_t country, place;
	struct str name, bare;

	if (code == NULL || full == NULL || strlen(code) < 4 ||
	    json_object_get(row, "parent") != NULL)
		return;
	country = idmap_find(&g->by_code, hash64(code, 2, 0));
	name = plain(a, full);
	bare = strip(g->b, name);
	if (country == LEXICON_NONE || bare.n < 4 || is_ordinary(g->b, bare) ||
	    find_place(g, country, name) != LEXICON_NONE ||
	    find_place(g, country, bare) != LEXICON_NONE)
		return;
	place = below(g, country, bare, VALUE_PROVINCE);
	geo_name(g, place, bare, 0);
}

static const struct error *
read_subdivisions(struct geo *g, struct arena *a)
{
	json_error_t why;
	json_t *root = json_load_file(ISO_PROVINCES, 0, &why), *row;
	size_t i;

	if (root == NULL)
		return error_make(ERROR_INPUT, "%s:%d: %s; install iso-codes",
		    ISO_PROVINCES, why.line, why.text);
	json_array_foreach(json_object_get(root, "3166-2"), i, row)
		add_subdivision(g, row, a);
	json_decref(root);
	return NULL;
}

const struct error *
compile_gazetteer(struct geo *g)
{
	struct cities c = { 0 };
	const struct error *e;

	read_cities(g, &c);
	for (size_t i = 0; i < c.n; i++)
		add_city(g, &c, &c.at[i]);
	e = read_subdivisions(g, &c.arena);
	free(c.at);
	idmap_release(&c.per_country);
	arena_release(&c.arena);
	return e;
}
