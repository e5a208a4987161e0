#include "watch.h"

#include <sys/inotify.h>
#include <sys/stat.h>

#include <errno.h>
#include <fts.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "progress.h"
#include "state.h"
#include "stop.h"
#include "walk.h"

#define QUIET_MS 300		/* a burst ends after so long without a change */
#define BURST_S 5.0		/* or when it has lasted so long */
#define POLL_MS 5000		/* where not all directories can be watched */
#define RETRY_MS 1000		/* while another indexer is at work */

#define EVENTS (IN_CLOSE_WRITE | IN_MOVE | IN_CREATE | IN_DELETE | \
	IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF)

struct watch {
	struct options *o;
	struct options index;	/* the dictionaries that the index records */
	struct facets *facets;
	uint64_t stamp;		/* of the files they are from */
	int fd;			/* of inotify */
	bool is_partial;	/* some directory is not watched */
	sigset_t unblocked;	/* the signals come only while waiting */
};

/* ---- what to watch ---- */

static void
watch_directory(struct watch *w, const char *path)
{
	if (inotify_add_watch(w->fd, path, EVENTS | IN_ONLYDIR) != -1 ||
	    errno == ENOENT || errno == ENOTDIR)
		return;
	if (!w->is_partial)
		error_note(PROGRAM, "%s: cannot watch: %s; looking every %d s "
		    "instead", path, strerror(errno), POLL_MS / 1000);
	w->is_partial = true;
}

/* A directory with all below it; of a file, the directory that holds it. */
static void
watch_root(struct watch *w, struct str path)
{
	char *root = str_dup(path), *argv[2] = { root, NULL }, *slash;
	struct stat st;
	FTSENT *ent;
	FTS *fts;

	if (stat(root, &st) == -1 || !S_ISDIR(st.st_mode)) {
		slash = strrchr(root, '/');
		if (slash != NULL)
			*(slash == root ? slash + 1 : slash) = '\0';
		watch_directory(w, root);
	} else if ((fts = fts_open(argv, FTS_PHYSICAL | FTS_NOCHDIR |
	    FTS_NOSTAT, NULL)) != NULL) {
		while ((ent = fts_read(fts)) != NULL)
			if (ent->fts_info == FTS_D) {
				if (ent->fts_level > 0 &&
				    (ent->fts_name[0] == '.' || walk_is_index(
				    ent->fts_path, w->o->index)))
					fts_set(fts, ent, FTS_SKIP);
				else
					watch_directory(w, ent->fts_path);
			}
		fts_close(fts);
	}
	free(root);
}

/* One that is not there is looked for. */
static void
watch_dictionaries(struct watch *w)
{
	for (size_t i = 0; i < w->o->n_dictionary; i++)
		w->is_partial |= inotify_add_watch(w->fd, w->o->dictionary[i],
		    EVENTS) == -1;
}

/* The SOURCEs of the command line, else those that the index records. */
static const struct error *
watch_all(struct watch *w)
{
	struct xap_writer *index = NULL;
	struct state state = { 0 };
	struct buf path = { 0 };
	const struct error *e = NULL;

	w->is_partial = false;
	watch_dictionaries(w);
	for (size_t i = 0; i < w->o->n_source && e == NULL; i++)
		if (strcmp(w->o->source[i], "-") != 0 && (e = walk_absolute(
		    &path, w->o->source[i])) == NULL)
			watch_root(w, buf_slice(&path));
	if (w->o->n_source == 0 && (e = xap_writer_view(&index, w->o->index))
	    == NULL && (e = state_load(&state, index)) == NULL)
		for (size_t i = 0; i < state.roots; i++)
			watch_root(w, state.root[i].path);
	state_release(&state);
	xap_writer_close(index);
	buf_release(&path);
	return e;
}

/* ---- waiting ---- */

/*
 * Wait for a change; false if the time limit ended it, or a signal, which mask
 * may let through.
 */
static bool
wait_change(struct watch *w, int limit_ms, const sigset_t *mask)
{
	struct pollfd p = { w->fd, POLLIN, 0 };
	char events[4096];
	const struct timespec limit = { limit_ms / 1000,
	    limit_ms % 1000 * 1000000L };

	if (ppoll(&p, 1, limit_ms < 0 ? NULL : &limit, mask) <= 0)
		return false;
	/* what changed does not matter: the run looks for itself */
	return read(w->fd, events, sizeof(events)) > 0;
}

/*
 * Until a burst of changes is over; false if a signal came before it.  One that
 * comes during it ends the next waiting, when the burst is in the index.
 */
static bool
wait_burst(struct watch *w, bool is_pending)
{
	double start;
	bool any;

	any = wait_change(w, is_pending ? RETRY_MS : w->is_partial ? POLL_MS :
	    -1, &w->unblocked);
	if (stop_signal() != 0)
		return false;
	start = progress_clock();
	while (any && progress_clock() - start < BURST_S)
		any = wait_change(w, QUIET_MS, NULL);
	return true;
}

/* ---- dictionaries ---- */

/*
 * Those that the index records now: another indexer may have been told others.
 * *is_same: it was not.
 */
static void
recall(struct watch *w, bool *is_same)
{
	struct options now = { .mode = MODE_INDEX, .index = w->o->index };
	size_t n = w->o->n_dictionary;

	*is_same = true;
	if (w->o->has_dictionary)
		return;
	if (!options_recall(&now)) {	/* gone: it is made anew, with them */
		options_release(&now);
		return;
	}
	*is_same = now.n_dictionary == n;
	for (size_t i = 0; i < n && *is_same; i++)
		*is_same = strcmp(now.dictionary[i], w->o->dictionary[i]) == 0;
	options_release(&w->index);
	w->index = now;
	w->o->dictionary = now.dictionary;
	w->o->n_dictionary = now.n_dictionary;
}

/*
 * Read the data of the facets and the dictionaries again if they changed.
 * While one has a fault, they stay what they were.
 */
static const struct error *
renew(struct watch *w)
{
	struct facets *facets = NULL;
	const struct error *e;
	uint64_t stamp;
	bool is_same;

	recall(w, &is_same);
	stamp = load_stamp(w->o);
	if (stamp == w->stamp)
		return NULL;
	if ((e = load_facets(&facets, w->o)) == NULL) {
		facets_close(w->facets);
		w->facets = facets;
	} else if (w->facets == NULL || !is_same)
		return e;
	else
		error_note(PROGRAM, "%s; until that is mended, the "
		    "dictionaries stay as they were", e->text);
	w->stamp = stamp;
	return NULL;
}

/* ---- the loop ---- */

static const struct error *
follow(struct watch *w)
{
	const struct error *e;
	bool is_pending = false;
	size_t skipped;

	do {
		/* watch first, then look: nothing falls between */
		if ((e = watch_all(w)) != NULL || (e = renew(w)) != NULL)
			return e;
		e = run_index(w->o, w->facets, &skipped);
		is_pending = e != NULL && (e->code == ERROR_LOCKED ||
		    e->code == ERROR_CHANGED);
		if (is_pending)
			error_note(PROGRAM, "%s", e->text);
		else if (e != NULL)
			return e;
	} while (wait_burst(w, is_pending));
	return NULL;
}

const struct error *
run_watch(const struct options *o)
{
	struct options again = *o;
	struct watch w = { .o = &again };
	const struct error *e;
	sigset_t stopping;

	/* what was asked for once is not asked for with every burst */
	again.rebuild = false;
	again.only_changes = true;
	sigemptyset(&stopping);
	sigaddset(&stopping, SIGINT);
	sigaddset(&stopping, SIGTERM);
	sigprocmask(SIG_BLOCK, &stopping, &w.unblocked);
	if (stop_signal() != 0)		/* after the run, which stands */
		return NULL;
	w.fd = inotify_init1(IN_CLOEXEC);
	if (w.fd == -1)
		return error_errno("inotify");
	e = follow(&w);
	close(w.fd);
	facets_close(w.facets);
	options_release(&w.index);
	return e;
}
