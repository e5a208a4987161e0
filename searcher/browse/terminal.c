/*
 * The terminal of a session: what it is, what it can, whose it is.
 */
#include "view.h"

#include <langinfo.h>
#include <locale.h>
#include <resolv.h>
#include <stdlib.h>
#include <string.h>

#include <curses.h>
#include <term.h>

/* xterm: what is pasted comes between ESC [ 200 ~ and ESC [ 201 ~ */
#define PASTE_ON "\033[?2004h"
#define PASTE_OFF "\033[?2004l"

static void
set_styles(struct view *v)
{
	v->style[STYLE_TITLE] = A_BOLD;
	v->style[STYLE_DIM] = A_NORMAL;
	v->style[STYLE_HEAD] = v->style[STYLE_PICK] = A_BOLD;
	v->style[STYLE_MARK] = A_BOLD | A_UNDERLINE;
	v->style[STYLE_ERROR] = A_REVERSE;
	if (!v->setup->is_colored || !has_colors() || start_color() == ERR)
		return;
	use_default_colors();
	init_pair(1, COLOR_BLUE, -1);
	init_pair(2, COLOR_GREEN, -1);
	init_pair(3, COLOR_RED, -1);
	v->style[STYLE_DIM] = A_DIM;
	v->style[STYLE_HEAD] = A_BOLD | (unsigned)COLOR_PAIR(1);
	v->style[STYLE_PICK] = A_BOLD | (unsigned)COLOR_PAIR(2);
	v->style[STYLE_MARK] = A_BOLD | (unsigned)COLOR_PAIR(3);
}

/* Does it know what xterm has beyond the VT100, or at least ignore it? */
static bool
has_extras(void)
{
	static const char *const none[] = { "vt", "linux", "ansi" };
	const char *name = termname();

	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
		if (name == NULL || strncmp(name, none[i],
		    strlen(none[i])) == 0)
			return false;
	return true;
}

static void
say(const struct view *v, const char *sequence)
{
	fputs(sequence, v->setup->out);
	fflush(v->setup->out);
}

const struct error *
view_open(struct view **vp, const struct browse_setup *setup)
{
	struct view *v;
	bool is_utf8;
	int why = 0;

	/* documents are UTF-8 whatever the locale says */
	setlocale(LC_CTYPE, "");
	is_utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
	if (!is_utf8 && setlocale(LC_CTYPE, "C.UTF-8") == NULL)
		return error_make(ERROR_SYSTEM, "--browse: no UTF-8 locale; "
		    "set LC_ALL to one that \"locale -a\" lists");
	if (setupterm(NULL, fileno(setup->out), &why) == ERR)
		return error_make(ERROR_SYSTEM, "--browse: the terminal's "
		    "type is unknown; set TERM to what it is, \"vt100\" if "
		    "in doubt");
	if (cursor_address == NULL || clear_screen == NULL)
		return error_make(ERROR_SYSTEM, "--browse: the terminal "
		    "cannot move its cursor; use searcher without --browse");
	del_curterm(cur_term);	/* newterm() has its own */
	v = mem_alloc(1, sizeof(*v));
	v->setup = setup;
	v->is_utf8 = is_utf8;
	if ((v->screen = newterm(NULL, setup->out, setup->in)) == NULL) {
		free(v);
		return error_make(ERROR_SYSTEM, "--browse: the terminal "
		    "cannot show it");
	}
	set_escdelay(25);
	cbreak();
	noecho();
	nonl();
	nodelay(stdscr, TRUE);
	keypad(stdscr, TRUE);
	set_styles(v);
	if (has_extras()) {
		define_key("\033[200~", KEY_PASTE);
		define_key("\033[201~", KEY_PASTED);
		say(v, PASTE_ON);
	}
	*vp = v;
	return NULL;
}

void
view_close(struct view *v)
{
	if (v == NULL)
		return;
	if (has_extras())
		say(v, PASTE_OFF);
	curs_set(1);
	endwin();
	delscreen(v->screen);
	free(v);
}

int
view_key(struct view *v)
{
	wint_t key = 0;
	int kind = get_wch(&key);

	(void)v;
	if (kind == ERR)
		return 0;
	return kind == KEY_CODE_YES || key < 128 ? (int)key : -(int)key;
}

void
view_clear(struct view *v)
{
	(void)v;
	clearok(stdscr, TRUE);
}

void
view_suspend(struct view *v)
{
	if (has_extras())
		say(v, PASTE_OFF);
	def_prog_mode();
	endwin();
}

void
view_resume(struct view *v)
{
	reset_prog_mode();
	if (has_extras())
		say(v, PASTE_ON);
	view_clear(v);
}

bool
view_copy(struct view *v, struct str text)
{
	size_t size = text.n * 4 / 3 + 8;
	char *code;

	if (!has_extras())
		return false;
	code = mem_alloc(size, 1);
	if (b64_ntop((const unsigned char *)text.p, text.n, code, size) >= 0) {
		fprintf(v->setup->out, "\033]52;c;%s\a", code);
		fflush(v->setup->out);
	}
	free(code);
	return true;
}
