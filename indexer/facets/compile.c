/*
 * facets-compile DATA_DIR OUT: make the data file of the facet engine from the
 * TSV files in DATA_DIR, libgeonames and iso-codes.
 */
#include "facets/compile.h"

#include <stdio.h>

/* The file appears whole or not at all. */
static const struct error *
write_file(const struct buf *file, const char *path)
{
	const struct error *e = NULL;
	struct buf tmp = { NULL, 0, 0 };
	FILE *f;

	buf_printf(&tmp, "%s.tmp", path);
	if ((f = fopen(tmp.p, "w")) == NULL) {
		e = error_errno("%s", tmp.p);
		goto done;
	}
	if (fwrite(file->p, 1, file->n, f) != file->n)
		e = error_errno("%s", tmp.p);
	if (fclose(f) != 0 && e == NULL)
		e = error_errno("%s", tmp.p);
	if (e == NULL && rename(tmp.p, path) != 0)
		e = error_errno("%s", path);
	if (e != NULL)
		remove(tmp.p);
done:
	buf_release(&tmp);
	return e;
}

int
main(int argc, char **argv)
{
	struct builder b = { 0 };
	struct geo geo = { .b = &b };
	struct buf image = { NULL, 0, 0 };
	const struct error *e;

	if (argc != 3) {
		fprintf(stderr, "usage: facets-compile DATA_DIR OUT\n");
		return 2;
	}
	if ((e = compile_words(&b, argv[1])) == NULL &&
	    (e = compile_countries(&geo, argv[1])) == NULL &&
	    (e = compile_gazetteer(&geo)) == NULL &&
	    (e = compile_organizations(&b, argv[1])) == NULL &&
	    (e = compile_persons(&b, argv[1])) == NULL) {
		builder_image(&b, &image);
		e = write_file(&image, argv[2]);
	}
	if (e != NULL)
		error_report("facets-compile", e);
	idmap_release(&geo.by_code);
	idmap_release(&geo.by_place);
	idmap_release(&geo.taken);
	builder_release(&b);
	buf_release(&image);
	return e != NULL;
}
