#!/bin/sh
# Who may include, name and call what: the house rules, by grep.
. "$(dirname "$0")/tap.sh"
cd "${tests%/*}" || exit 1

# none NAME: no line in $T/found, the offenders
none() {
	[ ! -s "$T/found" ]
	ok $? "$1" || tap_show offenders "$T/found"
}
# code FILE...: the lines, as FILE:LINE, without comments and strings' text
code() {
	for f; do
		perl -0777 -pe 's{/\*.*?\*/}{$& =~ tr/\n//cdr}gse; s{//.*}{}g;
		    s{"(\\.|[^"\\\n])*"}{""}g unless $ENV{STRINGS}' "$f" |
		    awk -v f="$f" '{ print f ":" NR ": " $0 }'
	done
}
C=$(find indexer searcher include -name '*.[ch]' | sort)
tools=$(grep -lE '^main\(' indexer/facets/*.c | sort)	# run by make only
ours=$(printf '%s\n' "$C" | grep -vxF "$tools")

# shellcheck disable=SC2086 # names without blanks
{
code $C | grep -E '\bXapian\b|std::' >"$T/found"
none 'only C++ files name Xapian'
code $C | grep -E '\bextern "C"' | grep -v '^include/' >"$T/found"
none 'C++ enters through include/ only'
STRINGS=1 code $C | grep -E '#include.*(\.hh"|xapian)' >"$T/found"
none 'no C file includes a C++ header'
STRINGS=1 code $(find indexer searcher include -name '*.cc' -o -name '*.hh') |
    grep -E '#include <xapian' | grep -v '^include/xap_guard.hh' >"$T/found"
none 'xapian.h is included in one place'
code $C | grep -E '\b_?exit\(|\babort\(\)|\bquick_exit\(' |
    grep -vE '/main\.c:|abort\(\)' |
    grep -vE '^indexer/buf\.c:' >"$T/found"
none 'only main.c ends the program'
code $C | grep -E '\bgetenv\(' | grep -vE '/(main|opt|options)\.c:' >"$T/found"
none 'only main.c, opt.c and options.c read the environment'
code $ours | grep -E '\b(strcpy|strcat|sprintf|gets|strtok|atoi|atof|alloca)\(' >"$T/found"
none 'no unsafe functions'
code $ours | grep -E '\b(printf|puts|putchar)\(|\bstdout\b' |
    grep -vE '/(main|opt|options|status|check|extract|run|compile[a-z_]*)\.c:' >"$T/found"
none 'few print'
code $ours | grep -E '\bstderr\b' | grep -vE '/(buf|errors|progress|compile[a-z_]*)\.c:' >"$T/found"
none 'messages go through errors.c'
}
STRINGS=1 code $(find searcher -name '*.[ch]*' ! -name '*.fish') |
    grep '#include "' | sed 's/.*"\(.*\)".*/\1/' | sort -u |
    while read -r h; do
	[ -n "$(find searcher -name "$h")" ] || [ -e "include/$h" ] ||
	    echo "$h"
    done >"$T/found"
none 'the searcher includes its own headers and include/ only'
STRINGS=1 code $(find indexer -name '*.[ch]*' ! -name '*.fish') |
    grep '#include "' | sed 's/.*"\(.*\)".*/\1/' | sort -u |
    while read -r h; do
	[ -z "$(find searcher -name "$h")" ] || [ -e "include/$h" ] ||
	    [ -n "$(find indexer -name "$h")" ] || echo "$h"
    done >"$T/found"
none 'the indexer includes nothing of the searcher'
STRINGS=1 code $(find include -name '*.h' -o -name '*.hh') |
    grep '#include "' | sed 's/.*"\(.*\)".*/\1/' | sort -u |
    while read -r h; do [ -e "include/$h" ] || echo "$h"; done >"$T/found"
none 'include/ stands alone'
STRINGS=1 code $(find indexer/facets indexer/read -name '*.[ch]') |
    grep -E '#include "(xap|store|run|state|generation|pipeline|options)\.h"' >"$T/found"
none 'readers and facets know nothing of the index'
for h in include/*.h; do
	name=${h##*/}
	[ "$name" = xap.h ] || [ -e "indexer/${name%.h}.c" ] || echo "$h"
done >"$T/found"
none 'each include/X.h is implemented by indexer/X.c'
for h in $(find indexer searcher include -name '*.h' -o -name '*.hh' |
    grep -v 'stop_words\.h'); do
	grep -q '^#ifndef [A-Z0-9_]*_HH*$' "$h" || echo "$h"
done >"$T/found"
none 'headers are guarded'
grep -nE '^ {8}|	 +	| +$|	$' $C >"$T/found"
none 'tabs of eight, no blanks at the end'
for f in $C; do
	expand "$f" | awk -v f="$f" 'length > 100 { print f ":" NR }'
done >"$T/found"
none 'no line is far too long'
for f in tests/*.t; do [ -x "$f" ] || echo "$f"; done >"$T/found"
none 'tests can be run'
for f in tests/*.t; do tail -n 1 "$f" | grep -q '^plan_done$' || echo "$f"; done >"$T/found"
none 'and tell their plan'

if [ -e .git ] && git ls-tree HEAD >"$T/tree" 2>&1; then
	sed 's/.*	//' "$T/tree" | grep -vxE \
	    '\.ci|\.gitignore|LICENSE|Makefile|README\.md|corpus|include|indexer|searcher|tests' >"$T/found"
none 'nothing else at the top'
	git ls-files | grep -E '\.(o|a|bin)$|^build/' >"$T/found"
none 'nothing built is kept'
else
	skip 'nothing else at the top' 'no git here'
fi
plan_done
