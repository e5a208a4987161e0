#include "browse.h"

#include <sys/signalfd.h>
#include <sys/wait.h>

#include <curses.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "view.h"

struct session {
	struct browse b;
	struct view *view;
	int signals;		/* signalfd(2) */
	sigset_t before;	/* blocked signals */
	bool is_pasting;
};

unsigned
browse_where(const struct browse *b)
{
	if (b->page.kind == PAGE_TIMELINE)
		return AT_TIMELINE;
	if (b->page.kind != PAGE_NONE)
		return AT_PAGE;
	return b->focus == FOCUS_QUERY ? AT_QUERY : b->focus == FOCUS_HITS ?
	    AT_HITS : AT_FACETS;
}

const struct hit *
browse_hit(const struct browse *b)
{
	return b->hit < b->result.hits ? &b->result.hit[b->hit] : NULL;
}

/* ---- other programs ---- */

static void
run_program(struct session *s, const char *script, const char *file)
{
	pid_t child;
	int status;

	view_suspend(s->view);
	if ((child = fork()) == 0) {
		sigprocmask(SIG_SETMASK, &s->before, NULL);
		execl("/bin/sh", "sh", "-c", script, "sh", file, (char *)NULL);
		_Exit(127);
	}
	while (child != -1 && waitpid(child, &status, 0) == -1 &&
	    errno == EINTR)
		continue;
	view_resume(s->view);
	if (child == -1)
		browse_say_error(&s->b, error_errno("fork"));
	else if (!WIFEXITED(status) || WEXITSTATUS(status) == 127)
		browse_say(&s->b, "it could not be run; set PAGER or EDITOR");
}

static void
open_file(struct session *s, const char *script)
{
	const struct hit *hit = browse_hit(&s->b);
	char *file;

	if (hit == NULL)
		return;
	if (!str_starts(hit->record.file, "/")) {
		browse_say(&s->b, "the article came from no file");
		return;
	}
	file = str_dup(hit->record.file);
	if (access(file, R_OK) == -1)
		browse_say_error(&s->b, error_errno("%s", file));
	else
		run_program(s, script, file);
	free(file);
}

static void
copy_command(struct session *s)
{
	struct browse *b = &s->b;
	struct buf *command = &b->report->command;
	const struct strings *index = &b->setup->index->path;

	buf_reset(command);
	state_command(command, &b->asked.rq, index->at,
	    b->setup->names_index ? index->n : 0);
	if (view_copy(s->view, buf_slice(command)))
		browse_say(b, "copied: %s", command->p);
	else
		browse_say(b, "printed at the end: %s", command->p);
}

/* ---- what keys do ---- */

/* Bring results up to date with the state. */
static void
follow(struct browse *b)
{
	bool is_timeline = b->page.kind == PAGE_TIMELINE;

	if (!b->is_changed)
		return;
	b->is_changed = false;
	b->limit = BROWSE_HITS;
	browse_search(b);
	if (is_timeline)
		browse_open_timeline(b);
}

/* A page of what has the cursor, in its own units. */
static long
page_size(const struct session *s)
{
	const struct browse *b = &s->b;
	size_t rows = view_rows(s->view), n = rows;

	if (b->page.kind == PAGE_NONE)
		n = b->focus == FOCUS_FACET ? rows / FACETS : rows / 5;
	return n > 1 ? (long)n - 1 : 1;
}

static void
toggle_value(struct browse *b)
{
	const struct facet_values *v = &b->result.facet[b->facet];
	size_t at = b->values[b->facet].at;

	if (at >= v->n)
		return;
	state_toggle(&b->state, b->facet, v->at[at].value);
	b->is_changed = true;
}

static void
narrow(struct browse *b)
{
	if (b->period >= b->timeline.n)
		return;
	state_toggle_period(&b->state, b->timeline.at[b->period].date);
	b->is_changed = true;
}

static void
undo(struct browse *b)
{
	if (state_undo(&b->state))
		b->is_changed = true;
	else
		browse_say(b, "nothing to take back");
}

static void
take_suggestion(struct browse *b)
{
	if (b->result.did_you_mean.n == 0) {
		browse_say(b, "there is no suggestion");
		return;
	}
	state_set_query(&b->state, b->result.did_you_mean);
	b->is_changed = true;
}

static void
show_timeline(struct browse *b)
{
	if (b->page.kind == PAGE_TIMELINE)
		b->by_month = !b->by_month;
	else
		browse_close_page(b);
	browse_open_timeline(b);
}

static void
go_back(struct browse *b)
{
	if (b->page.kind != PAGE_NONE)
		browse_close_page(b);
	else
		b->focus = FOCUS_HITS;
	state_end_edit(&b->state);
}

/* A character, if it is one. */
static void
type(struct browse *b, int key)
{
	if (key >= 0 && (key < ' ' || key >= ERASE))
		return;
	state_type(&b->state, key < 0 ? -key : key);
	b->is_changed = true;
}

/* Commands that edit the query line. */
static void
edit_query(struct browse *b, enum command command)
{
	struct state *state = &b->state;

	switch (command) {
	case COMMAND_LEFT:		state_left(state);		return;
	case COMMAND_RIGHT:		state_right(state);		return;
	case COMMAND_LINE_HOME:		state_home(state);		return;
	case COMMAND_LINE_END:		state_end(state);		return;
	case COMMAND_ERASE:		state_erase(state);		break;
	case COMMAND_DELETE:		state_delete(state);		break;
	case COMMAND_ERASE_WORD:	state_erase_word(state);	break;
	case COMMAND_ERASE_LINE:	state_erase_line(state);	break;
	default:							return;
	}
	b->is_changed = true;
}

/* Commands that move. */
static bool
move_by(struct session *s, enum command command)
{
	struct browse *b = &s->b;

	switch (command) {
	case COMMAND_UP:	browse_move(b, -1);		return true;
	case COMMAND_DOWN:	browse_move(b, 1);		return true;
	case COMMAND_PAGE_UP:	browse_move(b, -page_size(s));	return true;
	case COMMAND_PAGE_DOWN:	browse_move(b, page_size(s));	return true;
	case COMMAND_FIRST:	browse_move(b, -1000000000);	return true;
	case COMMAND_LAST:
		browse_move(b, b->page.kind == PAGE_NONE &&
		    b->focus == FOCUS_HITS ? (long)(b->result.hits - b->hit) :
		    1000000000);
		return true;
	case COMMAND_LEFT:
		b->focus = FOCUS_HITS;
		return true;
	case COMMAND_RIGHT:
		b->focus = FOCUS_FACET;
		return true;
	default:
		return false;
	}
}

/* The page of an article for the next hit or the one before. */
static void
show_hit(struct session *s, long by)
{
	enum page_kind kind = s->b.page.kind;

	if (kind == PAGE_HELP)
		return;
	browse_move_hit(&s->b, by);
	browse_open_article(&s->b, kind, s->view->cols);
}

static void
obey(struct session *s, enum command command)
{
	struct browse *b = &s->b;

	switch (command) {
	case COMMAND_NEXT:	browse_change_list(b, 1);	break;
	case COMMAND_PREVIOUS:	browse_change_list(b, -1);	break;
	case COMMAND_QUERY:
		browse_close_page(b);
		b->focus = FOCUS_QUERY;
		break;
	case COMMAND_TOGGLE:	toggle_value(b);		break;
	case COMMAND_CONTEXT:
		browse_open_article(b, PAGE_CONTEXT, s->view->cols);
		break;
	case COMMAND_ARTICLE:
		browse_open_article(b, PAGE_ARTICLE, s->view->cols);
		break;
	case COMMAND_NEXT_HIT:	show_hit(s, 1);			break;
	case COMMAND_PREVIOUS_HIT: show_hit(s, -1);		break;
	case COMMAND_NARROW:	narrow(b);			break;
	case COMMAND_TIMELINE:	show_timeline(b);		break;
	case COMMAND_GROUP:
		state_toggle_group(&b->state);
		b->is_changed = true;
		break;
	case COMMAND_SORT:
		state_next_sort(&b->state);
		b->is_changed = true;
		break;
	case COMMAND_CLEAR:
		state_clear(&b->state);
		b->is_changed = true;
		break;
	case COMMAND_SUGGESTION: take_suggestion(b);		break;
	case COMMAND_UNDO:	undo(b);			break;
	case COMMAND_COPY:	copy_command(s);		break;
	case COMMAND_PAGER:
		open_file(s, "exec ${PAGER:-less} \"$1\"");
		break;
	case COMMAND_EDITOR:
		open_file(s, "exec ${EDITOR:-vi} \"$1\"");
		break;
	case COMMAND_REFRESH:
		view_clear(s->view);
		b->is_changed = true;
		break;
	case COMMAND_HELP:
		browse_close_page(b);
		browse_open_page(b, PAGE_HELP);
		break;
	case COMMAND_BACK:	go_back(b);			break;
	case COMMAND_QUIT:
		b->is_done = b->page.kind == PAGE_NONE;
		browse_close_page(b);
		break;
	default:		break;
	}
}

/* A key in the query line that is text, or edits it. */
static bool
edit(struct browse *b, int key, enum command command)
{
	if (command == COMMANDS) {
		type(b, key);
		return true;
	}
	if (command < COMMAND_ERASE && command != COMMAND_LEFT &&
	    command != COMMAND_RIGHT)
		return false;
	edit_query(b, command);
	return true;
}

static void
handle(struct session *s, int key)
{
	struct browse *b = &s->b;
	unsigned where = browse_where(b);
	enum command command = browse_command(key, where);

	if (key == KEY_RESIZE)
		return;
	if (key == KEY_PASTE || key == KEY_PASTED) {
		s->is_pasting = key == KEY_PASTE;
		return;
	}
	buf_reset(&b->message);
	b->is_error = false;
	if (s->is_pasting) {
		browse_close_page(b);
		b->focus = FOCUS_QUERY;
		type(b, key == '\r' || key == '\n' || key == '\t' ? ' ' :
		    key);
		return;
	}
	if (where == AT_QUERY && edit(b, key, command))
		return;
	/* what follows is about the results of all keys before */
	follow(b);
	if (where == AT_QUERY && (command == COMMAND_DOWN ||
	    command == COMMAND_GO))
		go_back(b);
	else if (!move_by(s, command))
		obey(s, command);
}

/* ---- the loop ---- */

static void
keep_time(struct browse_report *r, double ms)
{
	ARRAY_GROW(r->ms, r->n, r->cap);
	r->ms[r->n++] = ms;
}

/* Wait for keys or a signal; handle all that are there. */
static const struct error *
wait_and_handle(struct session *s, double *since)
{
	struct pollfd fds[] = {
	    { .fd = fileno(s->b.setup->in), .events = POLLIN },
	    { .fd = s->signals, .events = POLLIN } };
	struct signalfd_siginfo info;
	int key;

	if (poll(fds, 2, -1) == -1 && errno != EINTR)
		return error_errno("poll");
	*since = stage_clock();
	if ((fds[1].revents & POLLIN) != 0 && read(s->signals, &info,
	    sizeof(info)) == sizeof(info)) {
		s->b.is_done = true;
		/* Ctrl-C is a way to quit like any other */
		if (info.ssi_signo != SIGINT)
			s->b.report->signal = (int)info.ssi_signo;
		return NULL;
	}
	while (!s->b.is_done && (key = view_key(s->view)) != 0)
		handle(s, key);
	if ((fds[0].revents & (POLLHUP | POLLERR | POLLNVAL)) != 0) {
		s->b.is_done = true;
		s->b.report->signal = SIGHUP;
	}
	return NULL;
}

static const struct error *
loop(struct session *s)
{
	const struct error *e = NULL;
	double since = 0;

	while (e == NULL && !s->b.is_done) {
		follow(&s->b);
		view_draw(s->view, &s->b);
		if (since > 0)
			keep_time(s->b.report, stage_clock() - since);
		e = wait_and_handle(s, &since);
	}
	return e;
}

const struct error *
browse(const struct browse_setup *setup, struct browse_report *report)
{
	struct session s = { .b = { .setup = setup, .report = report,
	    .limit = BROWSE_HITS, .by_month = true }, .signals = -1 };
	const struct error *e;
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGHUP);
	sigprocmask(SIG_BLOCK, &set, &s.before);
	state_init(&s.b.state, setup->request);
	if ((s.signals = signalfd(-1, &set, SFD_CLOEXEC)) == -1)
		e = error_errno("signalfd");
	else if ((e = view_open(&s.view, setup)) == NULL) {
		s.b.is_changed = true;
		e = loop(&s);
	}
	view_close(s.view);
	browse_close_page(&s.b);
	result_release(&s.b.result);
	asked_release(&s.b.asked);
	state_release(&s.b.state);
	buf_release(&s.b.message);
	if (s.signals != -1)
		close(s.signals);
	sigprocmask(SIG_SETMASK, &s.before, NULL);
	return e;
}

void
browse_report_release(struct browse_report *r)
{
	buf_release(&r->command);
	free(r->ms);
	memset(r, 0, sizeof(*r));
}
