/*
 * SIGINT and SIGTERM: noted, and asked for where a run can end cleanly.
 */
#ifndef STOP_H
#define STOP_H

#include "errors.h"

void stop_catch(void);		/* from now on a signal is noted only */
int stop_signal(void);		/* 0: none came */

/* An ERROR_STOPPED once a signal came, else NULL. */
MUST_CHECK const struct error *stop_check(void);

#endif
