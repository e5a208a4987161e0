#include "stop.h"

#include <signal.h>
#include <stddef.h>

static volatile sig_atomic_t noted;	/* a handler can reach nothing else */

static void
on_signal(int number)
{
	noted = number;
}

void
stop_catch(void)
{
	struct sigaction sa = { .sa_handler = on_signal };

	sigemptyset(&sa.sa_mask);
	sigaction(SIGINT, &sa, NULL);
	sigaction(SIGTERM, &sa, NULL);
}

int
stop_signal(void)
{
	return noted;
}

const struct error *
stop_check(void)
{
	if (noted == 0)
		return NULL;
	return error_make(ERROR_STOPPED, "interrupted; nothing was changed");
}
