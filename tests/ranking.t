#!/bin/sh
# What lifts a paragraph: its words in the title, words near each other.
. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1
far='the river rose over the fields of the plain until the mills stood still'
cat >r.jsonl <<X
{"id":"plain","title":"Other news","text":"The harvest was good and the old bridge stood."}
{"id":"titled","title":"Bridge news","text":"The harvest was good and the old tower stood."}
{"id":"near","text":"Some storm brought the flood, $far, and men came."}
{"id":"far","text":"Some storm came, $far, and brought the flood."}
{"id":"z1","text":"Nothing of it here in a row of words."}
{"id":"z2","text":"Nothing again, and no more of it than that."}
X
"$indexer" -q --no-extract -i ix r.jsonl >out 2>&1 || cat out
order() { "$searcher" -i ix --format tsv --fields article --facets 0 "$@" 2>err |
    tr '\n' ' '; }

is "$(order bridge)" 'titled plain ' 'a word of the title'
is "$(order --group bridge)" 'titled plain ' 'articles by it'
is "$(order storm flood)" 'near far ' 'words near each other'
is "$(order --group storm flood)" 'near far ' 'articles by them'
is "$(order --any storm flood)" 'near far ' 'any of the words'
is "$(order flood storm)" 'near far ' 'in either order'
is "$(order --sort oldest storm flood | wc -w)" 2 'by date they do nothing'
for q in bridge 'storm flood' 'storm flood bridge' 'storm NOT bridge' \
    '(storm OR bridge) flood' '"the flood" storm' 'title:bridge' 'storm flood men came'; do
	# the same matches, counted and shown
	is "$(order --no-relax -n 99 $q | wc -w)" \
	    "$("$searcher" -i ix --no-relax --count $q)" "$q: the matches stay"
	for arg in --any --group; do
		"$searcher" -i ix --format json --explain $arg $q >out 2>err
		perl "$tests/sums.pl" <out >sums
		ok $? "$q, $arg: the parts of each score add up"
	done
done
run "$searcher" -i ix --explain storm flood
warns '^searcher: hit 1: .* \+ storm NEAR/7 flood [0-9.]*$' '--explain names one'
is "$(grep -c NEAR err)" 1 'only where they are near'
run "$searcher" -i ix --explain bridge
warns '^searcher: hit 1: .* \+ title:bridge [0-9.]*$' 'and the other'
is "$(grep -c title: err)" 1 'only where the title has it'

# --expand: words of the best matches rank the others; the matches stay.
cat >e.jsonl <<X
{"id":"e1","text":"Zorbing zorbing zorbing draws brave riders in plastic spheres."}
{"id":"e2","text":"Zorbing zorbing: riders roll in plastic spheres."}
{"id":"e3","text":"They spoke of zorbing over tea and cake in town."}
{"id":"e4","text":"They spoke of zorbing with riders near big spheres."}
{"id":"e5","text":"Plastic spheres and riders without the word."}
{"id":"e6","text":"Tea and cake."}
X
"$indexer" -q --no-extract -i ex e.jsonl >out 2>&1 || cat out
for arg in --no-relax --group; do
	"$searcher" -i ex $arg --format tsv --fields article --facets 0 --expand \
	    zorbing >out 2>err
	is "$(sort out | tr '\n' ' ')" 'e1 e2 e3 e4 ' "--expand $arg: the matches stay"
	is "$(grep 'e[34]' out | tr '\n' ' ')" 'e4 e3 ' \
	    'what is like the best comes first'
	"$searcher" -i ex $arg --format json --explain --expand zorbing >out 2>err
	perl "$tests/sums.pl" 4 <out >sums
	ok $? 'the parts of each score add up'
	prints_match '"text":"Zsphere"' 'the words are named'
done
is "$("$searcher" -i ex --expand --count zorbing)" 4 'and counted'
run "$searcher" -i ex --expand --any zebra
exits 1 'nothing to expand'
run "$searcher" -i ex --expand
exits 0 'without words'

# A long query that says a word again: each pair and each title word once.
q=$(for _ in 1 2 3 4 5 6 7 8 9; do printf 'storm flood bridge news '; done)
run "$searcher" -i ix --any --explain $q
exits 0 'a long query'
is "$(grep '^searcher: hit' err | grep -c 'title:bridge.*title:bridge')" 0 'once'
plan_done
