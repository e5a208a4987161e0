/*
 * Open indexes: what search.c searches.
 */
#ifndef OPEN_H
#define OPEN_H

#include "catalog.h"
#include "columns.h"
#include "searcher.h"
#include "text.h"
#include "weighting.h"

struct search {
	struct xap_reader *reader;
	struct catalog *catalog;
	struct columns columns;
	struct weighting weighting;
	struct text *tokenizer;
	uint32_t newest;		/* date, as in the column; 0: not known */
	double open_ms;			/* it took to open them */
};

#endif
