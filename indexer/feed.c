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

static const struct error *
choose(const struct format **format, const struct file *f, struct input *in)
{
	const struct error *e;

	if ((*format = f->format) != NULL ||
	    (*format = read_choose_by_name(f->path.p)) != NULL)
		return NULL;
	if ((e = read_choose_by_content(format, in)) != NULL)
		return e;
	if (*format == NULL)
		return error_make(ERROR_INPUT, "no reader knows this kind of "
		    "file; name one with --format");
	return NULL;
}

static const struct error *
read_all(struct feed *feed, const struct format *format, struct input *in,
    struct str shown, bool *is_read)
{
	const struct error *e = NULL, *bad;
	struct reader *r;
	struct article a = { 0 };
	size_t warnings = 0;
	bool got = true;

	format->open(&r, in, shown);
	while (e == NULL && (e = stop_check()) == NULL) {
		bad = format->next(r, &a, &got);
		if (bad != NULL) {
			if ((e = stop_check()) != NULL)
				break;
			feed->skipped++;
			if (bad->code != ERROR_INPUT) {
				error_note(PROGRAM, "%s: %s", shown.p,
				    bad->text);
				*is_read = false;
				break;
			}
			error_note(PROGRAM, "%s:%s", shown.p, bad->text);
			continue;
		}
		if (!got)
			break;
		if (a.warning.n > 0 && (++warnings <= WARNINGS_SHOWN ||
		    feed->verbose))
			error_note(PROGRAM, "%s:%zu: %.*s", shown.p,
			    a.line > 0 ? a.line : 1, STR_ARG(a.warning));
		if (settle(&a))
			e = feed->each(feed->arg, &a);
		if (feed->progress != NULL)
			feed->progress(feed->arg, input_offset(in));
	}
	format->close(r);
	if (warnings > WARNINGS_SHOWN && !feed->verbose)
		error_note(PROGRAM, "%s: %zu more such warnings; --verbose "
		    "prints them all", shown.p, warnings - WARNINGS_SHOWN);
	return e;
}

const struct error *
feed_file(struct feed *feed, const struct file *f, bool *is_read,
    uint64_t *hash)
{
	const struct format *format = NULL;
	const struct error *e, *fatal = NULL;
	struct input *in = NULL;
	struct buf shown = { 0 };

	*is_read = true;
	clean_line(&shown, f->shown);
	if ((e = input_open(&in, f->path.p)) == NULL)
		e = choose(&format, f, in);
	if (e == NULL)
		fatal = read_all(feed, format, in, buf_slice(&shown), is_read);
	if (e == NULL && fatal == NULL && *is_read)
		e = input_hash(in, hash);
	if (e != NULL && (fatal = stop_check()) == NULL) {
		error_note(PROGRAM, "%s: %s", shown.p, e->text);
		feed->skipped++;
		*is_read = false;
	}
	input_close(in);
	buf_release(&shown);
	return fatal;
}
