#include "generation.h"

#include <sys/file.h>
#include <sys/stat.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "frequent.h"
#include "indexer.h"
#include "notes.h"
#include "seal.h"
#include "stop.h"

#define STUB "XAPIANDB"
#define STUB_NEW "XAPIANDB.new"
#define LOCK "lock"
#define PREFIX "gen."

static void
join(struct buf *out, const char *dir, const char *name)
{
	buf_reset(out);
	buf_printf(out, "%s/%s", dir, name);
}

void
generation_path(const struct generations *g, unsigned long n, struct buf *out)
{
	buf_reset(out);
	buf_printf(out, "%s/" PREFIX "%lu", g->dir, n);
}

/* "gen.12" -> 12; 0 for anything else. */
static unsigned long
number_of(const char *name)
{
	char *end;
	unsigned long n;

	if (strncmp(name, PREFIX, strlen(PREFIX)) != 0 ||
	    name[strlen(PREFIX)] < '1' || name[strlen(PREFIX)] > '9')
		return 0;
	n = strtoul(name + strlen(PREFIX), &end, 10);
	return *end == '\0' || *end == '\n' ? n : 0;
}

static const struct error *
read_stub(struct generations *g)
{
	struct buf path = { 0 };
	char line[128] = "";
	FILE *f;

	join(&path, g->dir, STUB);
	f = fopen(path.p, "re");
	buf_release(&path);
	if (f == NULL)
		return errno == ENOENT ? NULL : error_errno("%s/" STUB, g->dir);
	if (fgets(line, sizeof(line), f) != NULL &&
	    strncmp(line, "auto ", 5) == 0)
		g->current = number_of(line + 5);
	fclose(f);
	if (g->current == 0)
		return error_make(ERROR_INDEX, "%s: its file " STUB " was not "
		    "written by indexer; choose another directory", g->dir);
	return NULL;
}

static bool
is_ours(const char *name, bool is_generation)
{
	const struct str s = str_of(name);

	if (is_generation)
		return str_is(s, "iamglass") || str_is(s, "flintlock") ||
		    str_is(s, COLUMN_NAME) || str_is(s, FREQUENT_NAME) ||
		    str_is(s, SEAL_NAME) || str_is(s, NOTES_NAME) ||
		    str_ends(s, ".glass") || str_ends(s, ".tmp");
	return str_is(s, LOCK) || str_is(s, STUB) || str_is(s, STUB_NEW) ||
	    number_of(name) != 0;
}

/*
 * A symbolic link is never followed: it may have been planted to have files
 * elsewhere written or removed.
 */
static const struct error *
check_kind(DIR *d, const char *dir, const char *name, bool is_directory)
{
	struct stat st;

	if (fstatat(dirfd(d), name, &st, AT_SYMLINK_NOFOLLOW) == -1)
		return errno == ENOENT ? NULL : error_errno("%s/%s", dir, name);
	if (is_directory ? S_ISDIR(st.st_mode) : S_ISREG(st.st_mode))
		return NULL;
	return error_make(ERROR_INDEX, "%s: its entry \"%s\" is not a %s; "
	    "choose another directory", dir, name, is_directory ?
	    "directory" : "regular file");
}

/* A directory that holds anything but an index's files is not ours. */
static const struct error *
check_contents(const char *dir, bool is_generation)
{
	const struct error *e = NULL;
	struct buf path = { 0 };
	struct dirent *ent;
	DIR *d = opendir(dir);

	if (d == NULL)
		return error_errno("%s", dir);
	while (e == NULL && (ent = readdir(d)) != NULL) {
		if (strcmp(ent->d_name, ".") == 0 ||
		    strcmp(ent->d_name, "..") == 0)
			continue;
		bool is_directory = !is_generation &&
		    number_of(ent->d_name) != 0;

		join(&path, dir, ent->d_name);
		if (!is_ours(ent->d_name, is_generation))
			e = error_make(ERROR_INDEX, "%s: not an index and not "
			    "empty (it holds \"%s\"); choose another "
			    "directory", dir, ent->d_name);
		else if ((e = check_kind(d, dir, ent->d_name,
		    is_directory)) == NULL && is_directory)
			e = check_contents(path.p, true);
	}
	closedir(d);
	buf_release(&path);
	return e;
}

static const struct error *
make_directory(struct generations *g)
{
	char *copy = str_dup(str_of(g->dir));
	const struct error *e = NULL;

	for (char *p = copy + 1; e == NULL; p++) {
		if (*p != '/' && *p != '\0')
			continue;
		bool is_last = *p == '\0';

		*p = '\0';
		if (mkdir(copy, 0777) == 0)
			g->is_made = is_last;
		else if (errno != EEXIST)
			e = error_errno("%s", copy);
		if (is_last)
			break;
		*p = '/';
	}
	free(copy);
	return e;
}

static const struct error *
lock_file(struct generations *g, const char *path, bool wait)
{
	const struct timespec pause = { .tv_nsec = 50000000 };
	const struct error *e;
	char pid[32] = "";
	ssize_t n;

	while (flock(g->lock, LOCK_EX | LOCK_NB) == -1) {
		if (errno != EWOULDBLOCK)
			return error_errno("%s", path);
		if (!wait) {
			n = read(g->lock, pid, sizeof(pid) - 1);
			pid[n > 0 ? n : 0] = '\0';
			pid[strspn(pid, "0123456789")] = '\0';
			return error_make(ERROR_LOCKED, "%s: locked by "
			    "another indexer%s%s; wait for it to end, or let "
			    "--wait do so", g->dir, pid[0] != '\0' ?
			    ", process " : "", pid);
		}
		if ((e = stop_check()) != NULL)
			return e;
		nanosleep(&pause, NULL);
	}
	return NULL;
}

static const struct error *
take_lock(struct generations *g, bool wait)
{
	struct buf path = { 0 };
	const struct error *e = NULL;
	char pid[32] = "";

	join(&path, g->dir, LOCK);
	g->lock = open(path.p, O_RDWR | O_CREAT | O_CLOEXEC |
	    O_NOFOLLOW, 0666);
	if (g->lock == -1)
		e = error_errno("%s", path.p);
	else if ((e = lock_file(g, path.p, wait)) != NULL) {
		close(g->lock);
		g->lock = -1;
	} else {
		snprintf(pid, sizeof(pid), "%ld\n", (long)getpid());
		/* only a help for people: a failure changes nothing */
		if (ftruncate(g->lock, 0) == 0 &&
		    pwrite(g->lock, pid, strlen(pid), 0) == -1)
			errno = 0;
	}
	buf_release(&path);
	return e;
}

/* Is the directory still the one that was locked? */
static bool
is_held(const struct generations *g)
{
	struct buf path = { 0 };
	struct stat held, there;
	bool same;

	join(&path, g->dir, LOCK);
	same = fstat(g->lock, &held) == 0 && lstat(path.p, &there) == 0 &&
	    held.st_dev == there.st_dev && held.st_ino == there.st_ino;
	buf_release(&path);
	return same;
}

const struct error *
generations_check(const struct generations *g)
{
	return is_held(g) ? NULL : error_make(ERROR_INDEX, "%s: removed or "
	    "replaced by another program while indexer ran", g->dir);
}

const struct error *
generations_open(struct generations *g, const char *dir, bool wait)
{
	const struct error *e;
	struct stat st;

	memset(g, 0, sizeof(*g));
	g->lock = -1;
	g->dir = str_dup(str_of(dir));
	for (size_t n = strlen(g->dir); n > 1 && g->dir[n - 1] == '/'; n--)
		g->dir[n - 1] = '\0';
	if (stat(g->dir, &st) == 0 && !S_ISDIR(st.st_mode))
		return error_make(ERROR_INDEX, "%s: not a directory", dir);
	if ((e = make_directory(g)) != NULL ||
	    (e = check_contents(g->dir, false)) != NULL ||
	    (e = read_stub(g)) != NULL ||
	    (e = take_lock(g, wait)) != NULL)
		return e;
	/* again: another indexer may have come first */
	g->current = 0;
	e = read_stub(g);
	g->is_read = e == NULL;
	return e;
}

/* Remove a directory and the files in it. */
static void
remove_directory(const char *dir)
{
	struct buf path = { 0 };
	struct dirent *ent;
	DIR *d = opendir(dir);

	if (d == NULL)
		return;
	while ((ent = readdir(d)) != NULL)
		if (strcmp(ent->d_name, ".") != 0 &&
		    strcmp(ent->d_name, "..") != 0) {
			join(&path, dir, ent->d_name);
			unlink(path.p);
		}
	closedir(d);
	rmdir(dir);
	buf_release(&path);
}

const struct error *
generation_make(const struct generations *g, unsigned long n, struct buf *out)
{
	generation_path(g, n, out);
	return mkdir(out->p, 0777) == 0 ? NULL : error_errno("%s", out->p);
}

void
generation_remove(const struct generations *g, unsigned long n)
{
	struct buf path = { 0 };

	generation_path(g, n, &path);
	remove_directory(path.p);
	buf_release(&path);
}

/* Generations that a run left behind when it was killed. */
static void
remove_others(const struct generations *g)
{
	struct dirent *ent;
	unsigned long n;
	DIR *d = opendir(g->dir);

	if (d == NULL)
		return;
	while ((ent = readdir(d)) != NULL)
		if ((n = number_of(ent->d_name)) != 0 && n != g->current)
			generation_remove(g, n);
	closedir(d);
}

void
generations_close(struct generations *g)
{
	struct buf path = { 0 };

	if (g->lock != -1 && g->is_read && is_held(g)) {
		if (!g->is_unsure)
			remove_others(g);
		join(&path, g->dir, STUB_NEW);
		unlink(path.p);
		if (g->is_made && g->current == 0) {
			/* nothing came of it: leave no trace */
			join(&path, g->dir, LOCK);
			unlink(path.p);
			rmdir(g->dir);
		}
		buf_release(&path);
	}
	if (g->lock != -1)
		close(g->lock);
	free(g->dir);
	memset(g, 0, sizeof(*g));
	g->lock = -1;
}

static const struct error *
sync_path(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	const struct error *e = NULL;

	if (fd == -1 || fsync(fd) == -1)
		e = error_errno("%s", path);
	if (fd != -1)
		close(fd);
	return e;
}

/* Let the disk have all files of a generation, then their names. */
static const struct error *
sync_generation(const struct generations *g, unsigned long n)
{
	struct buf dir = { 0 }, path = { 0 };
	const struct error *e = NULL;
	struct dirent *ent;
	DIR *d;

	generation_path(g, n, &dir);
	if ((d = opendir(dir.p)) == NULL)
		e = error_errno("%s", dir.p);
	while (e == NULL && (ent = readdir(d)) != NULL)
		if (ent->d_name[0] != '.') {
			join(&path, dir.p, ent->d_name);
			e = sync_path(path.p);
		}
	if (d != NULL)
		closedir(d);
	if (e == NULL)
		e = sync_path(dir.p);
	buf_release(&dir);
	buf_release(&path);
	return e;
}

const struct error *
generation_publish(struct generations *g, unsigned long n)
{
	struct buf from = { 0 }, to = { 0 };
	const struct error *e = sync_generation(g, n), *late;
	FILE *f;

	if (e != NULL)
		return e;
	join(&from, g->dir, STUB_NEW);
	join(&to, g->dir, STUB);
	unlink(from.p);
	f = fopen(from.p, "wex");
	if (f == NULL || fprintf(f, "auto " PREFIX "%lu\n", n) < 0 ||
	    fflush(f) != 0 || fsync(fileno(f)) == -1)
		e = error_errno("%s", from.p);
	if (f != NULL && fclose(f) != 0 && e == NULL)
		e = error_errno("%s", from.p);
	if (e == NULL)
		e = generations_check(g);
	if (e == NULL && rename(from.p, to.p) == -1)
		e = error_errno("%s", to.p);
	if (e == NULL) {
		g->current = n;
		/* readers see it: too late for an error */
		if ((late = sync_path(g->dir)) != NULL) {
			error_note(PROGRAM, "%s; until the next run, a power "
			    "cut may bring back the index as it was before",
			    late->text);
			g->is_unsure = true;
		}
	}
	buf_release(&from);
	buf_release(&to);
	return e;
}
