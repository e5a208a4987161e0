#!/bin/sh
# --explain: the query, its terms, and scores that add up.
. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1
"$indexer" -q -i ix "$corpus" >out || exit 1
"$indexer" -q -i parts --shards 2 "$corpus" >out 2>&1 || cat out
s() { run "$searcher" -i ix --explain "$@"; }

s -n 2 embassy attack
exits 0 'a query of two words'
warns '^searcher: query \(embassy AND attack\)$' 'as it was understood'
warns "^searcher: term embassy: Zembassi $("$searcher" -i ix --count embassy)\$" \
    'a word, its term and how many have it'
s -n 1 --any 'embassy attack'
warns '^searcher: query \(embassy OR attack\)$' 'any of the words'
warns '^searcher: hit 1: [0-9.]+ = (embassy|attack) [0-9.]+' 'why it scored'
warns '^searcher: hit 1: actor .*: [a-z ]+$' 'which rule named each value'
warns '^searcher: rank +[0-9.]+ ms ' 'how long it took'
s -n 0 '(a NEAR/3 peace) -war OR title:talks "of the" presi* goverment~ actor:"Kofi Annan"'
warns '^searcher: query \(\(a NEAR/3 peace AND NOT war\) OR \(title:talks AND "of the" AND presi\* AND goverment~ AND actor:"Kofi Annan"\)\)$' \
    'operators and parentheses'
warns '^searcher: term goverment~: .*Zgovern [0-9]+' 'words with mistakes'
warns '^searcher: term presi\*: Zpresid [0-9]+, ' 'wildcards'
warns "^searcher: condition actor:\"Kofi Annan\": XA:Kofi Annan $("$searcher" -i ix --count -a 'Kofi Annan')\$" 'conditions'
is "$(grep -c 'term.*war' err)" 0 'not what is excluded'
s -n 1 embassy zanzibar
warns '^searcher: query \(embassy OR zanzibar\)$' 'relaxed'
s --format json embassy
is "$(grep -c 'query\|hit 1' err)" 0 'in json not on standard error, too'

# The query as it was understood means the same.
while IFS= read -r query; do
	s -n 0 --facets 0 "$query"
	mv out first
	understood=$(sed -n 's/^searcher: query \([^ ]\)/\1/p' err)
	s -n 0 --facets 0 "$understood"
	is "$(sed -n 's/^searcher: query \([^ ]\)/\1/p' err) $(cat out)" \
	    "$understood $(cat first)" "$query"
done <<'X'
embassy attack OR rocket
peace talks NOT war
"prime minister" (talks OR accord) -location:Iraq
peace NEAR/3 talks NEAR/5 accord
=strike "prime =minister" ="armed groups"
title:peace title:"peace accord" title:pres*
actor:"Kofi Annan" OR location:Iraq source:"Levant Desk"
date:1990..1999 war date:1995..
(embassy OR rocket) AND (attack OR fire) goverment~
peace-keeping "high-speed trains" U.S. forces
X

# adds_up ARG...: the parts of each hit add up to its score
adds_up() {
	"$searcher" -i ix --format json --explain -n 30 "$@" 2>err |
	    perl "$tests/sums.pl" >out
	is "$(cat out)" ok "sums: $*"
	"$searcher" -i parts/1 -i parts/2 --format json --explain -n 30 "$@" \
	    2>err | perl "$tests/sums.pl" >out
	is "$(cat out)" ok "in two parts: $*"
}
adds_up embassy
adds_up --any embassy attack on US mission
adds_up --any high-speed peace-keeping talks
adds_up '"peace talks" OR "prime minister"'
adds_up 'pres* (talk~ OR accord)'
adds_up '(peace talks) OR (government -(army OR war) (minister OR "the king"))'
adds_up --any 'peace (government AND army) -war'
adds_up 'peace NEAR/10 agreement'
adds_up 'government -location:Iraq actor:"Kofi Annan" OR title:peace'
adds_up 'actor:"Kofi Annan" OR peace'
adds_up '(peace OR peace) talks talks'
adds_up --any US us who WHO
adds_up --sort newest government
adds_up --offset 7 government
adds_up --group government
adds_up --group --any embassy attack '"prime minister"'
adds_up --group --any 'pres*' --sort oldest
adds_up -l Iraq
adds_up =peace 'date:1990..'
adds_up '"peace =accord" OR =government'
adds_up --unique government
adds_up --similar w90-02
adds_up --correct goverment
plan_done
