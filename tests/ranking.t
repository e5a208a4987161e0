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
for q in bridge 'storm flood' 'storm flood bridge' 'storm NOT flood' \
    '(storm OR bridge) flood' '"the flood" storm' 'title:bridge' 'storm flood men came'; do
	# the same matches, counted and shown
	is "$(order --no-relax -n 99 $q | wc -w)" \
	    "$("$searcher" -i ix --no-relax --count $q)" "$q: the matches stay"
	for arg in --any --group; do
		"$searcher" -i ix --format json --explain $arg $q >out 2>err
		perl -MJSON::PP -0777 -ne 'my $d = decode_json($_); my $bad = 0;
		    for my $i (0 .. $#{$d->{hits}}) {
			my $sum = 0;
			$sum += $_->{paragraph} + $_->{article}
			    for @{$d->{explain}{scores}[$i]};
			$bad ||= abs($sum - $d->{hits}[$i]{score}) > 1e-3;
		    } exit $bad' out
		ok $? "$q, $arg: the parts of each score add up"
	done
done
run "$searcher" -i ix --explain storm flood
warns '^searcher: hit 1: .* \+ storm NEAR/7 flood [0-9.]*$' '--explain names one'
is "$(grep -c NEAR err)" 1 'only where they are near'
run "$searcher" -i ix --explain bridge
warns '^searcher: hit 1: .* \+ title:bridge [0-9.]*$' 'and the other'
is "$(grep -c title: err)" 1 'only where the title has it'

# A long query that says a word again: each pair and each title word once.
q=$(for _ in 1 2 3 4 5 6 7 8 9; do printf 'storm flood bridge news '; done)
run "$searcher" -i ix --any --explain $q
exits 0 'a long query'
is "$(grep '^searcher: hit' err | grep -c 'title:bridge.*title:bridge')" 0 'once'
plan_done
