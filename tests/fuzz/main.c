/* Feeds a target with the files that are named, without libFuzzer. */
#include <string.h>

#include "fuzz.h"

static void
feed(const char *path)
{
	FILE *f = fopen(path, "re");
	uint8_t *bytes;
	long n;

	FUZZ_CHECK(f != NULL && fseek(f, 0, SEEK_END) == 0);
	n = ftell(f);
	rewind(f);
	/* of the very size, so that a byte too far is noticed */
	bytes = malloc((size_t)n);
	FUZZ_CHECK(n >= 0 && (n == 0 || bytes != NULL) &&
	    fread(bytes, 1, (size_t)n, f) == (size_t)n);
	fclose(f);
	LLVMFuzzerTestOneInput(bytes, (size_t)n);
	free(bytes);
}

int
main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		feed(argv[i]);
	printf("%d inputs\n", argc - 1);
	return 0;
}
