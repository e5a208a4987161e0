#!/bin/sh
# A frequent word is answered from what is known of it beforehand, with the same
# result as from its postings: any page, whatever the file is like.
. "$(dirname "$0")/tap.sh"
# Xapian 1.4.22's Database::check() deletes a table by its base class
ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}new_delete_type_mismatch=0
export ASAN_OPTIONS
cd "$T" || exit 1

# 18,000 paragraphs, one to four an article, in a fixed random order: "wombat" in most, "quokka" in some
# 3,000, "zephyr" in fewer than it takes.
cat >make.pl <<'X'
my ($n, $seed) = @ARGV;
srand $seed;
sub one { $_[rand @_] }
sub text {
	my @w = map { one(qw(falafel gazebo obelisk lagoon)) } 1 .. 1 + rand 12;
	splice @w, rand @w, 0, ('wombat') x (1 + rand 4) if rand() < .7;
	splice @w, rand @w, 0, ('quokka') x (1 + rand 6) if rand() < .17;
	push @w, 'zephyr' if rand() < .04;
	return join ' ', @w;
}
for (my ($i, $made) = (1, 0); $made < $n; $i++) {
	my $p = $n - $made < 4 ? $n - $made : 1 + int rand 4;
	$made += $p;
	my $title = one('', '', 'Wombat at large', 'Quokka and wombat', 'Falafel');
	printf qq({"id":"$seed.%d","title":"%s","date":"20%02d-01-01","paragraphs":["%s"],"actor":["Actor %d"],"location":["%s"],"org_type":["state/police"]}\n),
	    $i, $title, 10 + rand 12, join('","', map text(), 1 .. $p), rand(900), one('Iraq/Baghdad', 'Peru', 'Kenya/Nairobi');
}
X
perl make.pl 18000 1 >a.jsonl
perl make.pl 9000 2 >b.jsonl
run "$indexer" -q --no-extract -i ix a.jsonl
exits 0 'indexed'
file=$(echo ix/gen.*/frequent.words)
test -s "$file"; ok $? 'a new generation has the file'
run "$indexer" -q --no-extract -i other b.jsonl

# Everything that is asked, with the file and without.
ask() {
	for word in wombat quokka zephyr falafel wombats title:wombat; do
		for page in '' '--offset 3 -n 7' '-n 100' '--offset 120 -n 8' \
		    '--offset 125 -n 10' '-n 300' '--facets 1000 -n 1'; do
			"$searcher" -i ix $page $word || echo "exit $?"
		done
		for how in '-a "Actor 5"' '-l Iraq' '--since 2015' --group \
		    --unique '--sort newest' '--sort oldest' --expand '-i other' \
		    --explain '--any obelisk' obelisk 'NOT falafel' '-n 0'; do
			eval "'$searcher' -i ix --format json $word $how" 2>&1 |
			    sed 's/"ms":{[^}]*}//'
		done
	done
}
ask >with
mv "$file" kept
ask >without
cmp with without; ok $? 'the same answers without it'
is "$(grep -c 'exit\|rror' with)" 0 'none of them a failure'
is "$("$searcher" -i ix -n 0 --format json wombat |
    perl -ne '/"total": ?(\d+)/ && print $1')" \
    "$(perl -ne 'my ($t, $p) = /title":"([^"]*).*paragraphs":\[(.*?)\]/; $n += grep { "$t $_" =~ /wombat/i } split /","/, $p; END { print $n }' a.jsonl)" \
    'as many as brute force counts'

# --- a file that cannot be trusted ---
same() {
	ask >damaged 2>&1
	cmp with damaged; ok $? "the same answers with $1"
}
damage() { cp kept "$file"; perl -e 'open my $f, "+<", $ARGV[0]; seek $f, $ARGV[1], 0; read $f, my $c, 1; seek $f, $ARGV[1], 0; print $f chr(255 ^ ord $c)' "$file" "$1"; }
size=$(wc -c <kept)
# any byte: header, lists, directory
cp with whole
for at in 3 9 40 80 200 700 $((size / 2)) $((size - 90)) $((size - 20)) $((size - 1)); do
	damage "$at"
	for word in wombat quokka; do
		"$searcher" -i ix --format json $word
		"$searcher" -i ix -n 40 --offset 9 $word
	done
done >some 2>&1
rm -f "$file"
for at in 1 2 3 4 5 6 7 8 9 10; do
	for word in wombat quokka; do
		"$searcher" -i ix --format json $word
		"$searcher" -i ix -n 40 --offset 9 $word
	done
done >expected 2>&1
cmp some expected; ok $? 'a changed byte changes no answer'
damage $((size / 2))
run "$indexer" --check -i ix
exits 1 '--check finds it'
warns 'frequent\.words: damaged' 'and names it'
head -c 500 kept >"$file"
same 'a file cut short'
"$indexer" -q --no-extract -i twin a.jsonl >log
cp twin/gen.*/frequent.words "$file"
same "another index's file"
rm "$file"
mkfifo "$file"
run timeout 60 "$searcher" -i ix -n 0 --format json wombat
exits 0 'a FIFO in its place'
rm "$file"
cp kept "$file"
run "$indexer" --check -i ix
exits 0 'whole again, it is sound'

# --- updates ---
# change N: the first N articles
change() {
	sed "1,$1s/falafel/wombat gazebo/" a.jsonl >changed
	mv changed a.jsonl
	run "$indexer" -q --no-extract -i ix a.jsonl
	exits 0 "$1 articles change"
	rm -rf fresh
	"$indexer" -q --no-extract -i fresh a.jsonl >log
	for ix in ix fresh; do
		"$searcher" -i $ix -n 0 --facets 1000 --format json wombat |
		    sed 's/"index":.*//'
	done >x
	is "$(sort -u x | wc -l)" 1 'and counts are those of a fresh index'
}
change 4
[ ! -e "$file" ]; ok $? 'after a small update nothing is known'
change 200
[ -s "$file" ]; ok $? 'after a large one it is'
ask >with
mv "$file" kept
ask >without
cmp with without; ok $? 'with the same answers'
run "$indexer" -q -i ix --rebuild
exits 0 'a rebuild'
test -s ix/gen.*/frequent.words; ok $? 'and it is known again'
ask >rebuilt
mv ix/gen.*/frequent.words kept
ask >without
cmp rebuilt without; ok $? 'with the same answers'
plan_done
