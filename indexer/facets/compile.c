/*
 * facets-compile DATA_DIR OUT: make the data file of the facet engine from the
 * TSV files in DATA_DIR, libgeonames and iso-codes.
 */
#include "facets/compile.h"

#include <stdio.h>

int
main(int argc, char **argv)
{
	struct builder b = { 0 };
	struct geo geo = { .b = &b };
	const struct error *e;

	if (argc != 3) {
		fprintf(stderr, "usage: facets-compile DATA_DIR OUT\n");
		return 2;
	}
	if ((e = compile_words(&b, argv[1])) == NULL &&
	    (e = compile_countries(&geo, argv[1])) == NULL &&
	    (e = compile_gazetteer(&geo)) == NULL &&
	    (e = compile_organizations(&b, argv[1])) == NULL)
		e = builder_write(&b, argv[2]);
	if (e != NULL)
		error_report("facets-compile", e);
	idmap_release(&geo.by_code);
	idmap_release(&geo.by_place);
	idmap_release(&geo.taken);
	builder_release(&b);
	return e != NULL;
}
