#!/bin/sh
# --context: the paragraphs around a hit.
. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1
cat >c.jsonl <<'X'
{"id":"a","title":"Rain","date":"2023-12-31","paragraphs":["First drops.","Umbrellas up.","","Then hail fell.","Then thunder.","The end."]}
{"id":"b","paragraphs":["Other hail.","Sun."]}
{"id":"c","text":"Hail alone."}
X
"$indexer" -q -i ix --no-extract c.jsonl >out || cat out
s() { run "$searcher" -i ix --facets 0 "$@"; }
# around: "id: before | after" of each hit on the standard input, jsonl
around() {
	perl -MJSON::PP -ne 'my $h = decode_json $_; my $c = $h->{context};
	    print "$h->{id}: ", join(" ", map { "$_->{id}=$_->{text}" }
	    @{$c->{before}}), " | ", join(" ", map { "$_->{id}=$_->{text}" }
	    @{$c->{after}}), "\n"' | sort
}
s -C 1 thunder
prints 'one on each side, with numbers' <<'X'
1 paragraph

 1. Rain
    2023-12-31  a#5
 4- Then hail fell.
 5: Then thunder.
 6- The end.

X
s -C 1 --color always thunder
prints_match "$(printf '^\033\\[2m 4- Then hail fell\\.\033\\[0m$')" 'they are dimmed'
prints_match "$(printf '^ 5: Then \033\\[1;31mthunder\033')" 'the hit is not'
s --format jsonl -C 1 hail
around <out >got
mv got out
prints 'only of the article; what is empty is passed over; no more than there are' <<'X'
a#4: a#2=Umbrellas up. | a#5=Then thunder.
b#1:  | b#2=Sun.
c#1:  | 
X
s --format jsonl -C 99 'first OR end OR sun'
around <out >got
mv got out
prints 'all of the article' <<'X'
a#1:  | a#2=Umbrellas up. a#4=Then hail fell. a#5=Then thunder. a#6=The end.
a#6: a#1=First drops. a#2=Umbrellas up. a#4=Then hail fell. a#5=Then thunder. | 
b#2: b#1=Other hail. | 
X
s --format json -C 2 sun
prints_match '"text":"Sun\.","context":\{"before":\[\{"id":"b#1","text":"Other hail\."\}\],"after":\[\]\},"actor"' \
    'json'
s --format json sun
is "$(grep -c '"context"' out)" 0 'only if it is asked for'
s -C 0 sun
is "$(grep -c '^ 2' out)" 0 'nor with 0'
s --format jsonl --group -C 1 then
is "$(around <out)" 'a#5: a#4=Then hail fell. | a#6=The end.' '--group'
printf '1\tsun\n2\tdrops\n' | "$searcher" -i ix --batch - --format jsonl \
    --context=1 >out
is "$(around <out)" 'a#1:  | a#2=Umbrellas up.
b#2: b#1=Other hail. | ' '--batch'

# the article of another index stays out of it
sed 's/Umbrellas up/Hoods up/' c.jsonl >d.jsonl
"$indexer" -q -i iy --no-extract d.jsonl >out
run "$searcher" -i ix -i iy --format jsonl -C 1 drops
is "$(around <out)" 'a#1:  | a#2=Hoods up.
a#1:  | a#2=Umbrellas up.' 'two indexes'
# what was added later stands at another place
sed -i '1s/The end\./The end, at last./' c.jsonl
"$indexer" -q -i ix --no-extract c.jsonl >out
s --format jsonl -C 1 thunder
is "$(around <out)" 'a#5: a#4=Then hail fell. | a#6=The end, at last.' \
    'after an update'

s -C 1 --format tsv hail
exits 2 'not with tsv'
warns '--context: not with --format tsv; take text, json or jsonl$' 'says so'
s -C x hail
exits 2 'not a number'
plan_done
