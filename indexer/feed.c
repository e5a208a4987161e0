#include "feed.h"

#include <string.h>

#include "clean.h"
#include "indexer.h"
#include "stop.h"

#define WARNINGS_SHOWN 5	/* of one file */

/* An article whose only text is its title has one paragraph, its title. */
static bool
settle(struct article *a)
{
	bool any = false;

	for (size_t i = 0; i < a->n && !any; i++)
		any = a->paragraph[i].n > 0;
	if (any)
		return true;
	a->paragraph = &a->title;
	a->n = 1;
	return a->title.n > 0;
}

/* What is being read: a file, or a member of one. */
struct part {
	struct input *in, *file;	/* file: whose bytes the progress counts */
	const struct format *format;	/* NULL: to be found out */
	const char *name;		/* for its suffix */
	struct str shown;		/* NUL-terminated */
	unsigned depth;			/* of members in members */
	bool is_member;
};

static const struct error *
choose(struct part *p)
{
	const struct error *e;

	if (p->format != NULL ||
	    (p->format = read_choose_by_name(p->name)) != NULL)
		return NULL;
	if ((e = read_choose_by_content(&p->format, p->name, p->in)) != NULL)
		return e;
	if (p->format == NULL)
		return error_make(ERROR_INPUT, "no reader knows this kind of "
		    "file; name one with --format");
	return NULL;
}

static const struct error *
read_articles(struct feed *feed, const struct part *p, bool *is_read)
{
	const struct error *e = NULL, *bad;
	struct reader *r;
	struct article a = { 0 };
	size_t warnings = 0;
	bool got = true;

	input_ask(p->in, feed->is_known, feed->arg);
	p->format->open(&r, p->in, p->shown);
	while (e == NULL && (e = stop_check()) == NULL) {
		bad = p->format->next(r, &a, &got);
		if (bad != NULL) {
			if ((e = stop_check()) != NULL)
				break;
			feed->skipped++;
			if (bad->code != ERROR_INPUT) {
				error_note(PROGRAM, "%s: %s", p->shown.p,
				    bad->text);
				*is_read = false;
				break;
			}
			error_note(PROGRAM, "%s:%s", p->shown.p, bad->text);
			continue;
		}
		if (!got)
			break;
		if (a.warning.n > 0 && (++warnings <= WARNINGS_SHOWN ||
		    feed->verbose))
			notes_say(feed->said, "%s:%zu: %.*s", p->shown.p,
			    a.line > 0 ? a.line : 1, STR_ARG(a.warning));
		if (!a.is_known && settle(&a))
			e = feed->each(feed->arg, &a);
		if (feed->progress != NULL)
			feed->progress(feed->arg, input_offset(p->file));
	}
	p->format->close(r);
	if (warnings > WARNINGS_SHOWN && !feed->verbose)
		notes_say(feed->said, "%s: %zu more such warnings; --verbose "
		    "prints them all", p->shown.p, warnings - WARNINGS_SHOWN);
	return e;
}

static void
skip(struct feed *feed, const struct part *p, const char *why, bool *is_read)
{
	error_note(PROGRAM, "%s: %s", p->shown.p, why);
	feed->skipped++;
	*is_read = false;
}

static const struct error *read_part(struct feed *, struct part *, bool *);

/* Members that no reader knows are passed over, as in a directory. */
static const struct error *
read_member(struct feed *feed, const struct part *archive, struct str name,
    struct input *in, bool is_only, bool *is_read)
{
	struct part p = { in, archive->file, archive->format, name.p,
	    .depth = archive->depth + 1, .is_member = !is_only };
	const struct error *e;
	const char *slash = strrchr(name.p, '/');
	struct buf shown = { 0 };

	if (slash != NULL)
		p.name = slash + 1;
	if (!is_only && (p.name[0] == '.' || p.name[0] == '\0'))
		return NULL;
	buf_str(&shown, archive->shown);
	if (!is_only)
		buf_printf(&shown, "/%s", name.p);
	p.shown = buf_slice(&shown);
	e = read_part(feed, &p, is_read);
	buf_release(&shown);
	return e;
}

static const struct error *
read_archive(struct feed *feed, struct part *p, bool *is_read)
{
	const struct error *e = NULL, *bad;
	struct unpack *u = NULL;
	struct input *in;
	struct str name;
	bool is_only, got = true;

	if (p->depth == UNPACK_DEPTH) {
		skip(feed, p, "archives too deep in one another; unpack it "
		    "yourself", is_read);
		return NULL;
	}
	bad = unpack_open(&u, p->in, p->name);
	while (bad == NULL && e == NULL && (e = stop_check()) == NULL) {
		bad = unpack_next(u, &name, &in, &is_only, &got);
		if (bad != NULL || !got)
			break;
		e = read_member(feed, p, name, in, is_only, is_read);
	}
	if (bad != NULL && (e = stop_check()) == NULL)
		skip(feed, p, bad->text, is_read);
	unpack_close(u);
	return e;
}

static const struct error *
read_part(struct feed *feed, struct part *p, bool *is_read)
{
	const struct error *e, *stopped;
	struct str head;

	if ((e = input_peek(p->in, SNIFF_SIZE, &head)) == NULL) {
		if (unpack_knows(head))
			return read_archive(feed, p, is_read);
		if ((e = choose(p)) == NULL)
			return read_articles(feed, p, is_read);
	}
	if ((stopped = stop_check()) != NULL)
		return stopped;
	if (!p->is_member || e->code != ERROR_INPUT)
		skip(feed, p, e->text, is_read);
	else if (feed->verbose)
		error_note(PROGRAM, "%s: passed over: no reader knows it",
		    p->shown.p);
	return NULL;
}

const struct error *
feed_file(struct feed *feed, const struct file *f, bool *is_read,
    uint64_t *hash)
{
	const struct error *e, *fatal = NULL;
	struct buf shown = { 0 };
	const char *slash = strrchr(f->path.p, '/');
	struct part p = { .format = f->format,
	    .name = slash != NULL ? slash + 1 : f->path.p };

	*is_read = true;
	clean_line(&shown, f->shown);
	p.shown = buf_slice(&shown);
	if ((e = input_open(&p.in, f->path.p, f->is_named)) == NULL) {
		p.file = p.in;
		fatal = read_part(feed, &p, is_read);
		if (fatal == NULL && *is_read)
			e = input_hash(p.in, hash);
		input_close(p.in);
	}
	if (e != NULL && (fatal = stop_check()) == NULL)
		skip(feed, &p, e->text, is_read);
	buf_release(&shown);
	return fatal;
}
