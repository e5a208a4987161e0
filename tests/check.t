#!/bin/sh
# --check and --repair.
. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1
# Xapian 1.4.22's Database::check() deletes a table by its base class
ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}new_delete_type_mismatch=0
export ASAN_OPTIONS
cp -R "$corpus" news && "$indexer" -q -i ix news >out 2>&1 || cat out
gen=$(ls -d ix/gen.*)

run "$indexer" --check -i ix
exits 0 'an index that is sound'
prints_match '^sound: 62 articles, 647 paragraphs, [0-9]+ files$' 'says so'
echo 'One more, from Oslo.' >news/more.txt && rm news/2001/*.txt
run "$indexer" -q -i ix
run "$indexer" --check -i ix
exits 0 'and after an update'
cp -R ix sound

rm "$gen/facets.column"
run "$indexer" --check -i ix
exits 1 'no facet column'
is "$(cat err)" 'indexer: ix: facet column: absent; searches do without it, and the next run writes it anew' \
    'is named, with all that it needs'
inode=$(stat -c %i "$gen/docdata.glass")
run "$indexer" -q --repair -i ix
exits 0 '--repair'
run "$indexer" --check -i ix
exits 0 '... leaves it sound'
is "$(stat -c %i "$gen/docdata.glass")" "$inode" '... and the rest of it where it was'
"$searcher" -i ix --format json --facets all government >repaired
"$searcher" -i sound --format json --facets all government >wanted
perl -MJSON::PP -e 'for (@ARGV) { open my $f, "<", $_; my $d = decode_json(<$f>);
    print JSON::PP->new->canonical->encode({ total => $d->{total},
    facets => $d->{facets} }), "\n" }' repaired wanted | uniq | wc -l >n
is "$(cat n)" 1 '... and the same'

rm -r ix && cp -R sound ix && gen=$(ls -d ix/gen.*)
# some of them are in use, whatever the updates left where
perl -e 'my $f = shift; open my $h, "+<", $f or die;
    for (1 .. 5) { seek $h, 8192 * $_, 0; print $h "\0" x 4096 }' "$gen/postlist.glass"
run "$indexer" --check -i ix
exits 1 'blocks of zeros in a table'
warns 'not sound; indexer --repair makes it anew' 'says what to do'
run "$indexer" -q --repair -i ix
exits 0 'repaired'
run "$indexer" --check -i ix
exits 0 '... and sound'

rm -r ix && "$indexer" -q --compress none -i ix news >out && gen=$(ls -d ix/gen.*)
perl -0777 -pi -e 's/Islamic State/Islamic Stote/g or die' "$gen/docdata.glass"
run "$indexer" --check -i ix
exits 1 'another byte in a record'
warns 'document [0-9]+: actor' 'the document is named'
printf 'Kazakh secret service\tKNB\torganization\tstate/intelligence\n' >own.tsv
echo 'The KNB denied it.' >a.txt
"$indexer" -q -i own --compress none --dictionary own.tsv a.txt >out
perl -0777 -pi -e 's/Kazakh secret/Kazakh sacred/g or die' own/gen.*/docdata.glass
run "$indexer" -q --repair -i own
exits 0 'an index with a dictionary of its own is repaired'
is "$("$searcher" -i own --count -a KNB)" 1 '... with that'
run "$indexer" --check -i none
exits 2 'no index'
run "$indexer" --check -i ix news
exits 2 'no SOURCE with it'
plan_done
