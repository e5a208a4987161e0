/*
 * The kinds of organizations: a closed list of paths of two levels, after the
 * CAMEO role codes.  Numbers are stored in the data file (LEXICON_VERSION).
 */
#ifndef ORGTYPE_H
#define ORGTYPE_H

#include "buf.h"

#define ORG_TYPES(X) \
	X(GOVERNMENT, "state/government") \
	X(LEGISLATURE, "state/legislature") \
	X(JUDICIARY, "state/judiciary") \
	X(MILITARY, "state/military") \
	X(POLICE, "state/police") \
	X(INTELLIGENCE, "state/intelligence") \
	X(DIPLOMATIC, "state/diplomatic mission") \
	X(REBEL, "armed group/rebel") \
	X(MILITIA, "armed group/militia") \
	X(TERRORIST, "armed group/terrorist organization") \
	X(CRIMINAL, "armed group/criminal") \
	X(PARTY, "political/party") \
	X(MOVEMENT, "political/movement") \
	X(INTERGOVERNMENTAL, \
	    "international/intergovernmental organization") \
	X(NGO, "civil society/ngo") \
	X(LABOR, "civil society/labor union") \
	X(RELIGIOUS, "civil society/religious") \
	X(EDUCATION, "civil society/education") \
	X(HEALTH, "civil society/health") \
	X(SPORT, "civil society/sport") \
	X(COMPANY, "business/company") \
	X(FINANCE, "business/finance") \
	X(NEWS, "media/news")

enum org_type {
	ORG_TYPE_NONE,
#define X(symbol, name) ORG_TYPE_##symbol,
	ORG_TYPES(X)
#undef X
	ORG_TYPE_COUNT
};

struct str org_type_name(unsigned);	/* "" for none and for bad numbers */
unsigned org_type_find(struct str);	/* ORG_TYPE_COUNT if unknown; "" none */

#endif
