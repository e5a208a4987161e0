#!/bin/sh
# The three searches that `make demo` shows, over corpus/.
B=${1:-build}
ix=$B/demo

# Print a command as one would type it, and run it.
show() {
	printf '\n$'
	for word in "$@"; do
		case $word in
		*' '*)	printf " '%s'" "$word" ;;
		*)	printf ' %s' "$word" ;;
		esac
	done
	printf '\n'
	"$@"
}

rm -rf "$ix"
show "$B/indexer" -i "$ix" corpus
show "$B/searcher" -i "$ix" -n 3 --facets 5 peace talks
show "$B/searcher" -i "$ix" -n 2 --facets 5 -l Iraq -o 'armed group'
show "$B/searcher" -i "$ix" -n 0 --facets 8
printf "\nThe index is in %s; try: %s/searcher -i %s ceasefire\n" "$ix" "$B" "$ix"
