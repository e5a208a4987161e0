#include "rule.h"

const char *const rule_name[RULES] = {
#define X(symbol, name, what) [RULE_##symbol] = name,
	RULES_LIST(X)
#undef X
};
