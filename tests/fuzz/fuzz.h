/*
 * Targets for libFuzzer and AFL++: one file each, with
 * LLVMFuzzerTestOneInput().  Linked with main.c instead, a target feeds itself
 * with files: that is how what was found is tested again by `make check`.
 *
 * FUZZ_CHECK() is for what must hold whatever the input: it ends the process.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "buf.h"
#include "clean.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

#define FUZZ_CHECK(what) do {						\
	if (!(what)) {							\
		fprintf(stderr, "%s:%d: not so: %s\n", __FILE__,	\
		    __LINE__, #what);					\
		abort();						\
	}								\
} while (0)

/* Text that left the readers: UTF-8 without controls; a line. */
__attribute__((unused)) static void
fuzz_check_text(struct str s)
{
	FUZZ_CHECK(clean_is_utf8(s));
	for (size_t i = 0; i < s.n; i++)
		FUZZ_CHECK((unsigned char)s.p[i] >= ' ' && s.p[i] != 127);
}

/* A file in memory with these bytes; its path is good until the next call. */
__attribute__((unused)) static const char *
fuzz_file(const void *bytes, size_t n)
{
	static char path[64];
	static int fd = -1;

	if (fd == -1)
		fd = memfd_create("fuzz", MFD_CLOEXEC);
	FUZZ_CHECK(fd != -1 && ftruncate(fd, 0) == 0 &&
	    pwrite(fd, bytes, n, 0) == (ssize_t)n);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	return path;
}

#endif
