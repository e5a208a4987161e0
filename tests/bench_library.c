/*
 * The indexer with every document written through the library, for tests/
 * bench.sh to compare: bench_library FACETS [indexer's options] SOURCE...
 */
#include <stdio.h>

#include "indexer.h"

int
main(int argc, char **argv)
{
	struct options o;
	struct facets *facets = NULL;
	const struct error *e;
	size_t skipped;

	if (argc < 3)
		return 2;
	if ((e = options_parse(&o, argc - 1, argv + 1)) == NULL) {
		o.through_library = true;
		if (!o.no_extract)
			e = facets_open(&facets, argv[1]);
		if (e == NULL)
			e = run_index(&o, facets, &skipped);
	}
	if (e != NULL)
		error_report("bench_library", e);
	facets_close(facets);
	options_release(&o);
	return e != NULL ? 2 : 0;
}
