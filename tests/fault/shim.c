/*
 * Faults on the disk, for LD_PRELOAD: the n-th call that concerns files below
 * a directory fails, or the process is killed there.
 *
 *	FAULT_DIR	the directory, as the program names it
 *	FAULT_AT	n, from 1; 0: none
 *	FAULT_KIND	enospc	calls that need room fail so
 *			eio	all calls fail so, reading and closing included
 *			kill	SIGKILL before the call, of those that change files
 *			torn	the same, with half of a write done
 *	FAULT_STDOUT	if set: what is written to standard output counts, too
 *	FAULT_LAST	if set: all calls after the n-th fail, too
 *	FAULT_WAIT	a file, for a program that waits for changes by ppoll(2):
 *			made when it first does; calls count only after it
 *			has seen one
 *	FAULT_LOG	a file: the calls' number, at the end or at the fault,
 *			and the name of the call that had the fault
 *
 * A FILE's buffer is written by libc itself: fflush() and fclose() count as
 * that write.
 */
#include <sys/stat.h>

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FDS 4096

enum need { READS = 1, CHANGES = 2, NEEDS_ROOM = 4 };

static bool ours[FDS];		/* descriptors of files below FAULT_DIR */
static bool is_waiting;		/* nothing counts yet */
static long calls;
static const char *hit = "";

static const char *
setting(const char *name)
{
	const char *value = getenv(name);

	return value != NULL ? value : "";
}

__attribute__((constructor)) static void
begin(void)
{
	ours[STDOUT_FILENO] = *setting("FAULT_STDOUT") != '\0';
	is_waiting = *setting("FAULT_WAIT") != '\0';
}

__attribute__((destructor)) static void
report(void)
{
	const char *path = setting("FAULT_LOG");
	char line[64];
	int fd, n;
	/* around ourselves */
	int (*real)(const char *, int, ...);
	ssize_t (*out)(int, const void *, size_t);

	if (*path == '\0')
		return;
	*(void **)&real = dlsym(RTLD_NEXT, "open");
	*(void **)&out = dlsym(RTLD_NEXT, "write");
	fd = real(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	n = snprintf(line, sizeof(line), "%ld %s\n", calls, hit);
	if (fd == -1 || out(fd, line, (size_t)n) != n)
		abort();
}

static bool
is_kind(const char *kind)
{
	return strcmp(setting("FAULT_KIND"), kind) == 0;
}

/* Is it the call's turn?  Then errno is set, or the process is gone. */
static bool
fails(const char *name, int needs, bool *torn)
{
	long at = atol(setting("FAULT_AT"));
	int wanted = is_kind("enospc") ? NEEDS_ROOM : is_kind("eio") ?
	    READS | CHANGES | NEEDS_ROOM : CHANGES | NEEDS_ROOM;

	if (torn != NULL)
		*torn = false;
	if ((needs & wanted) == 0 || is_waiting)
		return false;
	calls++;
	if (at == 0 || calls < at ||
	    (calls > at && *setting("FAULT_LAST") == '\0'))
		return false;
	if (hit[0] == '\0')
		hit = name;
	if (is_kind("torn") && torn != NULL) {
		*torn = true;
		return false;
	}
	if (is_kind("kill") || is_kind("torn")) {
		report();
		raise(SIGKILL);
	}
	errno = is_kind("eio") ? EIO : ENOSPC;
	return true;
}

static bool
is_below(const char *path)
{
	const char *dir = setting("FAULT_DIR");

	return *dir != '\0' && strncmp(path, dir, strlen(dir)) == 0;
}

static bool
is_ours(int fd)
{
	return fd >= 0 && fd < FDS && ours[fd];
}

#define REAL(result, name, ...)						\
	static result (*real)(__VA_ARGS__);				\
									\
	if (real == NULL)						\
		*(void **)&real = dlsym(RTLD_NEXT, name)

/* ---- names ---- */

static int
opened(const char *path, int flags, mode_t mode)
{
	int fd;
	REAL(int, "open", const char *, int, ...);

	if (is_below(path) && fails("open", (flags & (O_CREAT | O_TRUNC)) != 0 ?
	    NEEDS_ROOM : READS, NULL))
		return -1;
	fd = real(path, flags, mode);
	if (fd >= 0 && fd < FDS)
		ours[fd] = is_below(path);
	return fd;
}

#define OPEN(name)							\
int									\
name(const char *path, int flags, ...)					\
{									\
	va_list ap;							\
	mode_t mode;							\
									\
	va_start(ap, flags);						\
	mode = (flags & O_CREAT) != 0 ? va_arg(ap, mode_t) : 0;	\
	va_end(ap);							\
	return opened(path, flags, mode);				\
}
OPEN(open)
OPEN(open64)

static FILE *
fopened(const char *path, const char *mode)
{
	FILE *f;
	REAL(FILE *, "fopen", const char *, const char *);

	if (is_below(path) && fails("fopen", mode[0] == 'r' ? READS :
	    NEEDS_ROOM, NULL))
		return NULL;
	f = real(path, mode);
	if (f != NULL && fileno(f) < FDS)
		ours[fileno(f)] = is_below(path) && mode[0] != 'r';
	return f;
}

FILE *
fopen(const char *path, const char *mode)
{
	return fopened(path, mode);
}

FILE *
fopen64(const char *path, const char *mode)
{
	return fopened(path, mode);
}

int
rename(const char *from, const char *to)
{
	REAL(int, "rename", const char *, const char *);

	return is_below(to) && fails("rename", NEEDS_ROOM, NULL) ? -1 :
	    real(from, to);
}

int
mkdir(const char *path, mode_t mode)
{
	REAL(int, "mkdir", const char *, mode_t);

	return is_below(path) && fails("mkdir", NEEDS_ROOM, NULL) ? -1 :
	    real(path, mode);
}

int
unlink(const char *path)
{
	REAL(int, "unlink", const char *);

	return is_below(path) && fails("unlink", CHANGES, NULL) ? -1 :
	    real(path);
}

int
rmdir(const char *path)
{
	REAL(int, "rmdir", const char *);

	return is_below(path) && fails("rmdir", CHANGES, NULL) ? -1 :
	    real(path);
}

/* ---- bytes ---- */

ssize_t
write(int fd, const void *p, size_t n)
{
	bool torn = false;
	REAL(ssize_t, "write", int, const void *, size_t);

	if (is_ours(fd) && fails("write", NEEDS_ROOM, &torn))
		return -1;
	if (torn) {
		(void)!real(fd, p, n / 2);
		report();
		raise(SIGKILL);
	}
	return real(fd, p, n);
}

static ssize_t
pwritten(int fd, const void *p, size_t n, off_t at)
{
	bool torn = false;
	REAL(ssize_t, "pwrite", int, const void *, size_t, off_t);

	if (is_ours(fd) && fails("pwrite", NEEDS_ROOM, &torn))
		return -1;
	if (torn) {
		(void)!real(fd, p, n / 2, at);
		report();
		raise(SIGKILL);
	}
	return real(fd, p, n, at);
}

ssize_t
pwrite(int fd, const void *p, size_t n, off_t at)
{
	return pwritten(fd, p, n, at);
}

ssize_t
pwrite64(int fd, const void *p, size_t n, off_t at)
{
	return pwritten(fd, p, n, at);
}

ssize_t
read(int fd, void *p, size_t n)
{
	REAL(ssize_t, "read", int, void *, size_t);

	return is_ours(fd) && fails("read", READS, NULL) ? -1 :
	    real(fd, p, n);
}

static ssize_t
pread_from(int fd, void *p, size_t n, off_t at)
{
	REAL(ssize_t, "pread", int, void *, size_t, off_t);

	return is_ours(fd) && fails("pread", READS, NULL) ? -1 :
	    real(fd, p, n, at);
}

ssize_t
pread(int fd, void *p, size_t n, off_t at)
{
	return pread_from(fd, p, n, at);
}

ssize_t
pread64(int fd, void *p, size_t n, off_t at)
{
	return pread_from(fd, p, n, at);
}

size_t
fwrite(const void *p, size_t size, size_t n, FILE *f)
{
	REAL(size_t, "fwrite", const void *, size_t, size_t, FILE *);

	return is_ours(fileno(f)) && fails("fwrite", NEEDS_ROOM, NULL) ? 0 :
	    real(p, size, n, f);
}

int
fflush(FILE *f)
{
	REAL(int, "fflush", FILE *);

	return f != NULL && is_ours(fileno(f)) &&
	    fails("fflush", NEEDS_ROOM, NULL) ? EOF : real(f);
}

int
fclose(FILE *f)
{
	bool failed = is_ours(fileno(f)) && fails("fclose", NEEDS_ROOM, NULL);
	int before = errno, result;
	REAL(int, "fclose", FILE *);

	if (fileno(f) < FDS)
		ours[fileno(f)] = false;
	result = real(f);
	errno = failed ? before : errno;
	return failed ? EOF : result;
}

/* ---- descriptors ---- */

#define ON_FD(name, needs)						\
int									\
name(int fd)								\
{									\
	REAL(int, #name, int);						\
									\
	return is_ours(fd) && fails(#name, needs, NULL) ? -1 : real(fd); \
}
ON_FD(fsync, NEEDS_ROOM)
ON_FD(fdatasync, NEEDS_ROOM)

static int
cut(int fd, off_t n)
{
	REAL(int, "ftruncate", int, off_t);

	return is_ours(fd) && fails("ftruncate", NEEDS_ROOM, NULL) ? -1 :
	    real(fd, n);
}

int
ftruncate(int fd, off_t n)
{
	return cut(fd, n);
}

int
ftruncate64(int fd, off_t n)
{
	return cut(fd, n);
}

/* The descriptor is gone even if closing it fails, as on Linux. */
int
close(int fd)
{
	bool failed = is_ours(fd) && fails("close", CHANGES, NULL);
	REAL(int, "close", int);

	if (fd >= 0 && fd < FDS)
		ours[fd] = false;
	if (real(fd) == -1)
		return -1;
	if (failed)
		errno = is_kind("eio") ? EIO : ENOSPC;
	return failed ? -1 : 0;
}

/* ---- waiting ---- */

int
ppoll(struct pollfd *p, nfds_t n, const struct timespec *limit,
    const sigset_t *mask)
{
	int ready, fd;
	REAL(int, "ppoll", struct pollfd *, nfds_t, const struct timespec *,
	    const sigset_t *);

	if (is_waiting && (fd = open(setting("FAULT_WAIT"), O_WRONLY | O_CREAT |
	    O_CLOEXEC, 0666)) != -1)
		close(fd);
	ready = real(p, n, limit, mask);
	is_waiting &= ready <= 0;
	return ready;
}
