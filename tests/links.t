#!/bin/sh
# --hyperlink: OSC 8 links in text.
. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1
mkdir 'in dir'
printf 'Title: Rain\nURL: https://example.org/a?q=b c&d=é%%20\n\nRain fell.\n' >'in dir/a%é.txt'
printf 'Title: Hail\nURL: javascript:alert(1)\n\nHail fell.\n' >b.txt
"$indexer" -q -i ix 'in dir' b.txt >out 2>err || cat err
printf '{"id":"p","title":"Fog","text":"Fog."}\n' | "$indexer" -q -i ix --keep - >out
s() { run "$searcher" -i ix --facets 0 "$@"; cat -v out >seen; }
host=$(hostname | sed 's/[^a-zA-Z0-9._~-]/X/g')
dir=$(pwd)

s --hyperlink always rain
exits 0 always
is "$(sed -n 3p seen)" " 1. ^[]8;;https://example.org/a?q=b%20c&d=%C3%A9%20^[\\Rain^[]8;;^[\\" \
    'a title links to the address, encoded'
prints_match "file://$host$dir/in%20dir/a%25%C3%A9\.txt" 'an id links to the file'
s --hyperlink always hail
is "$(grep -c "8;;file://$host$dir/b.txt" seen)" 2 'only to the web: else the title links to the file, too'
is "$(grep -c javascript seen)" 0 'not to a script'
s --hyperlink always fog
is "$(grep -c '8;;' seen)" 0 'what came from a pipe has no file'
s --hyperlink always --color always rain
is "$(sed 's/\^\[\]8;;[^^]*^\[\\//g' seen)" \
    "$("$searcher" -i ix --facets 0 --color always rain | cat -v)" \
    'with colours: the same but for the links'
s --hyperlink always --article b.txt
is "$(grep -c '8;;file' seen)" 2 'an article'
s --hyperlink always --format json rain
is "$(grep -c '8;;' seen)" 0 'in text only'
for when in '' '--hyperlink auto' '--hyperlink never'; do
	# shellcheck disable=SC2086 # words
	s $when rain
	is "$(grep -c '8;;' seen)" 0 "none on a pipe: $when"
done
s --hyperlink sometimes rain
exits 2 sometimes
warns '^searcher: --hyperlink: "sometimes": unknown; there are auto, always, never$' 'says so'

# links CONDITION... : how many lines with links on a terminal
links() { script -qec "env $* $searcher -i ix rain" /dev/null </dev/null |
    grep -c '8;;h'; }
if script -qec true /dev/null </dev/null >out 2>&1; then
	is "$(links TERM=xterm)" 1 'links on a terminal'
	is "$(links TERM=xterm NO_COLOR=1)" 1 'also without colours'
	is "$(links TERM=dumb)" 0 'not on a dumb one'
else
	skip 'links on a terminal' 'no script(1) or no terminal to be had'
fi
plan_done
