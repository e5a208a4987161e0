#!/bin/sh
# Updates: after each of many rounds of random changes an index that was brought
# up to date answers as one that was made anew.
. "$(dirname "$0")/tap.sh"
# Xapian's own check() deletes objects by their base class
ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}new_delete_type_mismatch=0
export ASAN_OPTIONS
cd "$T" || exit 1

# change.pl SEED ROUND: two files of records as they are after so many rounds,
# and on standard output what became of the articles: new, changed, removed,
# unchanged.  Records without an id, twice the same id, odd dates and records
# written otherwise are among them.
cat >change.pl <<'X'
use strict; use warnings;
my ($seed, $rounds) = @ARGV;
srand $seed;
my @words = qw(kumquat falafel gazebo wombat quokka zephyr obelisk lagoon);
my ($next, @record) = (0);
sub text { join ' ', map { $words[rand @words] } 1 .. 1 + rand 9 }
sub make { return { id => 'r' . ++$next, file => rand() < .8 ? 'a' : 'b', title => rand() < .5 ? text() : '',
	date => rand() < .1 ? 'whenever' : '2021-0' . (1 + int rand 9), p => [map { text() } 1 .. 1 + rand 5] } }
sub change {
	my ($r) = @_;
	my $p = $r->{p};
	my $kind = int rand 7;
	if ($kind == 0) { $$p[rand @$p] = text() }
	elsif ($kind == 1) { splice @$p, rand(@$p + 1), 0, text() }
	elsif ($kind == 2 && @$p > 1) { splice @$p, rand(@$p), 1 }
	elsif ($kind == 3) { $$p[0] = "today $$p[0]" }
	elsif ($kind == 4) { $r->{title} = text() }
	elsif ($kind == 5) { $r->{date} = '2022' }
	else { $r->{actor} = text() }
}
@record = map { make() } 1 .. 150;
for (2 .. $rounds) {
	@record = grep { rand() > .03 } @record;
	splice @record, rand(@record + 1), 0, make() for 1 .. rand 5;
	for (@record) { change($_) if rand() < .05; $_->{blank} = ' ' if rand() < .05 }
	# one goes to another place, one to the file that is read later
	splice @record, rand @record, 0, splice @record, rand(@record), 1;
	$record[rand @record]{file} = 'b';
}
for my $file (qw(a b)) {
	open my $out, '>', "$file.jsonl" or die;
	for my $r (grep { $_->{file} eq $file } @record) {
		my @field = (qq("date":"$r->{date}"), qq("title":"$r->{title}"),
		    '"paragraphs":[' . join(',', map { qq("$_") } @{$r->{p}}) . ']');
		# one in ten is known by its line
		push @field, qq("id":"$r->{id}") if $r->{id} !~ /0$/;
		push @field, qq("actor":["$r->{actor}"]) if $r->{actor};
		print $out '{' . ($r->{blank} // '') . join(',', @field) . "}\n";
	}
	print $out qq({"id":"twice $file","text":"the $_"}\n) for qw(first last);
	close $out;
}
X

# All that an index says, in an order that does not depend on its history.
tell() {
	"$searcher" -i "$1" --format jsonl -n 100000 |
	    sed -e 's/"rank":[0-9]*,//' -e '/"type":"summary"/d' | sort
	for q in kumquat 'title:wombat' '"quokka zephyr"' 'title:"quokka zephyr"' \
	    '--any today last lagoon' 'obelisk NOT gazebo' '--facets all' 'kumqat'; do
		eval "\"\$searcher\" -i $1 --format jsonl -n 100000 $(
		    printf '%s' "$q" | sed "s/\"[^\"]*\"/'&'/")" 2>"$1.err" |
		    sed -e 's/"rank":[0-9]*,//' | sort
		grep -v 'explain' "$1.err"
	done
}

rounds=12
[ -n "$SANITIZED" ] && rounds=5
seed=${SEED:-1}
round=0 wrong='' said=''
while [ $((round += 1)) -le $rounds ]; do
	perl change.pl "$seed" $round
	"$indexer" -q --no-extract -i ix a.jsonl b.jsonl >got 2>err.got
	rm -rf fresh
	"$indexer" -q --no-extract -i fresh a.jsonl b.jsonl >out 2>err.fresh
	cut -d: -f1 <got >totals.got
	cut -d: -f1 <out | cmp -s - totals.got || wrong="$wrong totals:$round"
	tell ix >got.all
	tell fresh >fresh.all
	diff got.all fresh.all >diffs || { wrong="$wrong $round"; tap_show "(<) updated, (>) anew" diffs; }
	# what was said of a record is said whenever its file is read again
	grep -c whenever err.got >n.got
	grep -c whenever err.fresh >n.fresh
	cmp -s n.got n.fresh || said="$said $round"
	"$indexer" -i ix --check >out 2>&1 || wrong="$wrong check:$round"
done
[ "$(wc -l <got.all)" -gt 500 ]; ok $? 'there is something to compare'
is "$wrong" '' "$rounds updates: as if made anew"
is "$said" '' 'a warning comes again'

# The records that are as they were are not taken apart again.
perl change.pl "$seed" 1
sed -i '/whenever/d; /twice/d' a.jsonl
"$indexer" -q --no-extract -i jx a.jsonl >out
sed -i '7s/"date":"[^"]*"/"date":"2020"/' a.jsonl
run "$indexer" -q --no-extract -i jx a.jsonl
n=$(wc -l <a.jsonl)
is "$(sed 's/.*: //; s/ in .*//' out)" \
    "0 new, 1 changed, 0 removed, $((n - 1)) unchanged, 0 skipped" \
    'one record of many changed'
sed -i 's/^{/{ /' a.jsonl
run "$indexer" -q --no-extract -i jx a.jsonl
is "$(sed 's/.*: //; s/ in .*//' out)" \
    "0 new, 0 changed, 0 removed, $n unchanged, 0 skipped" \
    'written otherwise they are the same'
# a line that moves changes the id that comes from it
printf '{"text":"one"}\n{"text":"two"}\n{"text":"three"}\n' >l.jsonl
"$indexer" -q --no-extract -i lx l.jsonl >out
sed -i 1d l.jsonl
run "$indexer" -q --no-extract -i lx l.jsonl
is "$("$searcher" -i lx --format tsv --sort oldest | cut -f3,6 | sort | tr '\t\n' '= ')" \
    'l.jsonl:1#1=two l.jsonl:2#1=three ' 'ids that are lines follow them'

# rows of CSV, some of several lines, are known by theirs
cat >t.csv <<'X'
id,text,date
1,one and only,2020
2,"two, quoted",2020
3,"three
lines
long",2020
4,four,whenever
5"x,"d
still five",2020
6,six,2020
,without an id,2020
X
"$indexer" -q --no-extract -i cx t.csv >out 2>err
sed -i -e 's/^lines/Lines/' -e 's/^4,four/4,vier/' -e 's/^6,six/6,sechs/' \
    -e 's/still five/no more/' t.csv
run "$indexer" -q --no-extract -i cx t.csv
is "$(sed 's/.*: //; s/ unchanged.*//' out)" '0 new, 4 changed, 0 removed, 3' \
    'CSV: what changed is seen, on whatever line of its row'
warns 'whenever' 'and a warning comes again'
sed -i '1s/text,date/date,text/' t.csv
"$indexer" -q --no-extract -i cx t.csv >out 2>err
rm -rf fresh
"$indexer" -q --no-extract -i fresh t.csv >out 2>err
tell cx >got
tell fresh >want
cmp got want; ok $? 'another header makes other articles of the same rows'

# An article that grows, shrinks and changes in the middle.
for p in '"one","two","three"' '"one","zwei","three"' '"one","three"' \
    '"one","two","three","four"' '"","two"'; do
	printf '{"id":"x","paragraphs":[%s]}\n{"id":"y","text":"why"}\n' "$p" >x.jsonl
	"$indexer" -q --no-extract -i xx x.jsonl >out
	rm -rf fresh
	"$indexer" -q --no-extract -i fresh x.jsonl >out
	tell xx >got
	tell fresh >want
	cmp got want
	ok $? "an article becomes [$p]"
done
run "$indexer" -i xx --check
exits 0 'the index is sound'

# --- --compress: nothing but the size differs, and updates go on with it ---
perl -e 'srand 1; my @w = map { join "", map { chr 97 + rand 26 } 1 .. 6 } 1 .. 300;
    printf qq({"id":"c%d","title":"Of the %s","text":"It was %s."}\n), $_, $w[rand @w],
	join " ", map { $w[rand @w] } 1 .. 40 for 1 .. 3000' >c.jsonl
word=$(sed -n '7s/.*It was \([a-z]*\).*/\1/p' c.jsonl)
for method in none zstd; do
	"$indexer" -q --no-extract --compress $method -i $method c.jsonl >out
	"$searcher" -i $method --format json --facets 0 -n 100 "$word" >$method.first
done
grep -q '"id":"c7#1"' zstd.first; ok $? 'a compressed record is found'
cmp none.first zstd.first; ok $? 'and shown as without --compress'
[ $(($(wc -c <zstd/gen.1/docdata.glass) * 3)) -lt $(($(wc -c <none/gen.1/docdata.glass) * 2)) ]
ok $? 'in two thirds of the bytes'
sed -i -e '7s/It was/It is/' -e 8d c.jsonl
echo '{"id":"new","text":"Nothing like it was there before."}' >>c.jsonl
for method in none zstd; do
	"$indexer" -q --no-extract -i $method c.jsonl >out
	is "$(sed 's/.*: //; s/ in .*//' out)" \
	    '1 new, 1 changed, 1 removed, 2998 unchanged, 0 skipped' "$method: an update"
	tell $method >$method.all
done
cmp none.all zstd.all; ok $? 'the same after it'
run "$indexer" -i zstd --check
exits 0 'it is sound'
run "$indexer" -q --no-extract -i zstd --rebuild --compress none
tell zstd >zstd.all
cmp none.all zstd.all; ok $? '--rebuild with another method'
[ $(($(wc -c <zstd/gen.2/docdata.glass) * 3)) -gt $(($(wc -c <none/gen.1/docdata.glass) * 2)) ]
ok $? 'uses it'
run "$indexer" -i zx --compress lzw c.jsonl
exits 2 'an unknown method'
warns '^indexer: --compress: "lzw": unknown; one of zstd, none$' 'is named'

# --- articles that move from file to file ---
mkdir moving
cat >shuffle.pl <<'X'
# shuffle.pl SEED: some of three files anew, each with some of six articles
srand shift;
for my $f (qw(a b c)) {
	next if rand() < .4;
	open my $out, '>', "moving/$f.jsonl";
	for (1 .. rand 6) {
		my $id = int rand 6;
		printf $out qq({"id":"m%d","text":"Rain %d in Oslo."}\n), $id, rand 3;
	}
}
X
wrong=0
i=0
while [ $i -lt 40 ]; do
	i=$((i + 1))
	perl shuffle.pl $i
	"$indexer" -q -i followed moving >out 2>err || wrong="$wrong run:$i"
	"$indexer" -q -i anew --rebuild moving >out 2>err || wrong="$wrong rebuild:$i"
	for ix in followed anew; do
		"$searcher" -i $ix --format tsv --fields id,path,text -n 99 |
		    sort >"$ix.answer"
	done
	cmp -s followed.answer anew.answer || wrong="$wrong answer:$i"
	"$indexer" -i followed --check >out 2>err || wrong="$wrong check:$i"
done
is "$wrong" 0 'ids that wander between files: as made anew, forty times'
plan_done
