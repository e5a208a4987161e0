#include "facets/orgtype.h"

static const char *const type_name[ORG_TYPE_COUNT] = {
	"",
#define X(symbol, name) name,
	ORG_TYPES(X)
#undef X
};

struct str
org_type_name(unsigned type)
{
	return str_of(type < ORG_TYPE_COUNT ? type_name[type] : "");
}

unsigned
org_type_find(struct str name)
{
	for (unsigned i = 0; i < ORG_TYPE_COUNT; i++)
		if (str_is(name, type_name[i]))
			return i;
	return ORG_TYPE_COUNT;
}
