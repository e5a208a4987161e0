#!/bin/sh
# Counts equal brute force: random paragraphs, updates and questions, with the
# facet column, without it, and with one that is stale, cut or changed.
. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1

# property.pl SEED: rounds of updates; after each, questions put to the index in
# each state of its column.  Prints "STATE QUESTIONS WRONG" and what was wrong.
cat >property.pl <<'X'
use strict; use warnings; use JSON::PP; use File::Copy; use File::Compare;
my ($indexer, $searcher, $seed, $rounds, $questions) = @ARGV;
srand $seed;
sub one { $_[rand @_] }
sub some { my $n = shift; map { $_[rand @_] } 1 .. $n }

my @words = qw(kumquat falafel gazebo wombat quokka zephyr obelisk lagoon);
my %values = (actor => ['Ann Bell', 'Carl Dorn', 'Red Army', 'Ewa Zola', map "Actor $_", 1 .. 40],
    location => ['Iraq', 'Iraq/Baghdad', 'Iraq/Basra', 'Kenya/Nairobi', 'Kenya', 'Peru/Lima/Miraflores'],
    org_type => ['state/military', 'state/police', 'armed group/rebel', 'media/news', map "rare/kind $_", 1 .. 12]);
my @facets = qw(actor location org_type);
my @options = qw(-a -l -o);
my (%article, $next, %tested, %wrong);

sub make_article {
	my %a = (id => 'a' . ++$next, paragraphs => [map { join ' ', some(1 + rand 6, @words) } 1 .. 1 + rand 4]);
	$a{title} = join ' ', some(2, @words) if rand() < .3;
	$a{date} = one('2020', '2020-05', '2021-01-01', '2021-01-31', '2022-12', '2023-07-09') if rand() < .8;
	$a{source} = one('Wire', 'Gazette') if rand() < .5;
	for (@facets) { $a{$_} = [some(rand 4, @{$values{$_}})] if rand() < .7 }
	return \%a;
}
sub update {
	my ($file) = @_;
	delete $article{$_} for grep { rand() < .2 } keys %article;
	for (1 .. 3 + rand(240)) { my $a = make_article(); $article{$a->{id}} = $a }
	$article{$_} = { %{make_article()}, id => $_ } for grep { rand() < .1 } keys %article;
	# every value is known from the first on, whatever becomes of its paragraphs
	$article{a0} = { id => 'a0', paragraphs => ['obelisk'], %values } unless -e 'ix';
	open my $out, '>', $file or die;
	print $out encode_json($article{$_}), "\n" for sort keys %article;
	close $out;
	system($indexer, '-q', '-i', 'ix', '--no-extract', $file) == 0 or print "indexer failed\n";
}

# What a question is, as options and as a model of it.
sub question {
	my %q = (words => [some(one(0, 0, 1, 1, 2, 3), @words)], any => rand() < .3, not => [], filter => {},
	    group => rand() < .3);
	$q{not} = [one(@words)] if @{$q{words}} && rand() < .2;
	$q{phrase} = 1 if @{$q{words}} == 2 && !@{$q{not}} && rand() < .3;
	for (0 .. 2) { $q{filter}{$facets[$_]} = [some(1 + rand 2, @{$values{$facets[$_]}})] if rand() < .35 }
	$q{since} = one('2020-05', '2021', '2021-01-31') if rand() < .15;
	$q{until} = one('2021-01', '2022') if rand() < .15;
	$q{source} = one('Wire', 'gazette') if rand() < .15;
	my @o = ('--no-relax', '--facets', one(3, 'all'), '-n', 5);
	push @o, '--any' if $q{any};
	push @o, '--group' if $q{group};
	for my $i (0 .. 2) { push @o, $options[$i], $_ for @{$q{filter}{$facets[$i]} // []} }
	for (qw(since until source)) { push @o, "--$_", $q{$_} if $q{$_} }
	my $text = $q{phrase} ? "\"@{$q{words}}\"" : join ' ', @{$q{words}}, map "NOT $_", @{$q{not}};
	push @o, '--', $text if $text ne '';
	$q{shown} = $o[2];
	return (\%q, \@o);
}
sub up { my ($f, @v) = @_; my %all; for (@v) { my $v = $_; do { $all{$v} = 1 } while $f ne 'actor' && $v =~ s{/[^/]*$}{} } \%all }
sub in_time {
	my ($q, $d) = @_;
	return 1 unless $q->{since} || $q->{until};
	return 0 unless defined $d;
	# a date stands for its first day, a bound for the days it names
	my $first = substr "$d-01-01", 0, 10;
	return 0 if $q->{since} && $first lt substr "$q->{since}-01-01", 0, 10;
	return 0 if $q->{until} && substr($first, 0, length $q->{until}) gt $q->{until};
	return 1;
}
sub brute {
	my ($q) = @_;
	my ($total, %count, %articles) = (0);
	for my $a (values %article) {
		next unless in_time($q, $a->{date});
		next if $q->{source} && lc($a->{source} // '') ne lc $q->{source};
		my %all = map { $_ => up($_, @{$a->{$_} // []}) } @facets;
		my @miss;
		for my $f (@facets) {
			my $want = $q->{filter}{$f} or next;
			push @miss, $f unless grep { $all{$f}{$_} } @$want;
		}
		next if @miss > 1;
		for my $p (@{$a->{paragraphs}}) {
			my %has = map { $_ => 1 } split(/ /, $p), split / /, $a->{title} // '';
			if ($q->{phrase}) {
				next unless grep { " $_ " =~ / @{$q->{words}} / } $p, $a->{title} // '';
			} elsif (@{$q->{words}}) {
				my $n = grep { $has{$_} } @{$q->{words}};
				next unless $q->{any} ? $n : $n == @{$q->{words}};
			}
			next if grep { $has{$_} } @{$q->{not}};
			if (!@miss) { $total++; $articles{$a->{id}}++ }
			for my $f (@facets) { next if grep { $_ ne $f } @miss; $count{$f}{$_}++ for keys %{$all{$f}} }
		}
	}
	for my $f (keys %{$q->{filter}}) { $count{$f}{$_} //= 0 for @{$q->{filter}{$f}} }
	return ($total, \%count, \%articles);
}
sub flat {
	my ($q, $total, $count, $articles) = @_;
	my @lines = "total $total";
	push @lines, 'articles ' . keys %$articles if $q->{group};
	for my $f (@facets) {
		my %selected = map { $_ => 1 } @{$q->{filter}{$f} // []};
		my @v = sort { $count->{$f}{$b} <=> $count->{$f}{$a} || $a cmp $b } keys %{$count->{$f}};
		my $i = 0;
		@v = grep { ($count->{$f}{$_} > 0 && ($q->{shown} eq 'all' || $i++ < $q->{shown})) || $selected{$_} } @v;
		push @lines, "$f $_ $count->{$f}{$_}" for @v;
	}
	return join "\n", @lines;
}
sub ask {
	my ($q, $o, $state) = @_;
	open my $in, '-|', $searcher, '-i', 'ix', '--format', 'json', '--explain', @$o or die;
	my $out = do { local $/; <$in> };
	close $in;
	$tested{$state}++;
	my $j = eval { decode_json($out) } or do { $wrong{$state}++; print "# $state: no answer: @$o\n"; return };
	my ($total, $count, $articles) = brute($q);
	my $want = flat($q, $total, $count, $articles);
	my @got = "total $j->{total}";
	push @got, "articles $j->{articles}" if $q->{group};
	for my $f (@facets) { push @got, "$f $_->{value} $_->{count}" for @{$j->{facets}{$f}} }
	my @others = $q->{group} ? grep { $_->{others} + 1 != $articles->{$_->{article}} } @{$j->{hits}} : ();
	# without words: newest first, none last
	my @dates = map { $_->{date} // '' } @{$j->{hits}};
	my @sorted = sort { $b cmp $a } @dates;
	my $ordered = @{$q->{words}} || "@dates" eq "@sorted";
	my $n = $q->{group} ? keys %$articles : $total;
	# the same page in every state
	my $page = join ' ', map $_->{id}, @{$j->{hits}};
	$q->{page} //= $page;
	push @got, "page $page, not $q->{page}" if $page ne $q->{page};
	return if join("\n", @got) eq $want && !@others && $ordered && @{$j->{hits}} == ($n < 5 ? $n : 5);
	$wrong{$state}++;
	print "# $state: @$o\n# want: ", $want =~ s/\n/; /gr, "\n# got: ", join('; ', @got), "\n" if $wrong{$state} < 4;
}
sub column { my ($c) = glob 'ix/gen.*/facets.column'; $c // (glob 'ix/gen.*')[0] . '/facets.column' }
sub spoil {
	my ($state) = @_;
	my $c = column();
	if ($state eq 'absent') { unlink $c }
	if ($state eq 'stale') { copy('old', $c) if -e 'old' }
	if ($state eq 'cut') { truncate $c, int rand -s $c }
	if ($state eq 'changed') {
		open my $f, '+<', $c or die;
		binmode $f;
		seek $f, my $at = int rand -s $c, 0;
		read $f, my $byte, 1;
		seek $f, $at, 0;
		print $f chr(ord($byte) ^ 1 << rand 8);
		close $f;
	}
}
for my $round (1 .. $rounds) {
	copy(column(), 'old') if -e 'ix';
	update('a.jsonl');
	my $good = column();
	copy($good, 'good') or print "no column\n";
	# one that was copied from the last is the one that all the slots give
	unlink $good;
	system($indexer, '-q', '-i', 'ix', '--no-extract', 'a.jsonl') == 0 or print "indexer failed\n";
	print compare('good', $good) == 0 ? "same 1 0\n" : "differs\n";
	my @states = qw(ready absent cut changed changed changed);
	push @states, 'stale' if $round > 1;
	for (1 .. $questions) {
		my ($q, $o) = question();
		for my $state (@states) {
			copy('good', $good);
			spoil($state);
			ask($q, $o, $state);
		}
	}
	copy('good', $good);
}
my $length = 0;
for my $a (values %article) { $length += split ' ', join ' ', $_, $a->{title} // '' for @{$a->{paragraphs}} }
print "words $length\n";
print "$_ $tested{$_} ", $wrong{$_} // 0, "\n" for sort keys %tested;
X
questions=25
[ -n "$SANITIZED" ] && questions=8
perl property.pl "$indexer" "$searcher" "${SEED:-1}" 4 $questions >out 2>err
for state in ready absent stale cut changed; do
	grep -q "^$state [0-9]* 0$" out
	ok $? "counts equal brute force, column $state ($(sed -n "s/^$state \([0-9]*\) .*/\1/p" out) questions)" ||
	    tap_show 'wrong' out
done
is "$(grep -c '^same 1 0$' out)" 4 'a column that was brought up to date is that made anew'
if command -v xapian-metadata >odd; then
	is "words $(xapian-metadata get ix words)" "$(grep '^words ' out)" \
	    'the number of words is kept'
else
	skip 'the number of words is kept' 'no xapian-metadata'
fi
[ "$(grep -c 'facet column ready' err)" -ge $((4 * questions)) ]
ok $? 'the column was used'
grep -vE '^searcher: ((open|query|count|rank|hits|print|all) |ix: facet column (ready|absent|stale|damaged)$|did you mean)' \
    err >odd
[ ! -s odd ]
ok $? 'nothing else was said' || tap_show 'but' odd

# --- what the index says of its column, and how it gets a new one ---
column() { ls ix/gen.*/facets.column; }
state() { "$searcher" -i ix --explain -n 0 2>&1 >/dev/null | sed -n 's/.*facet column //p'; }
rm -rf ix
"$indexer" -q -i ix "$corpus" >out
is "$(state)" ready 'a new index has one'
cp "$(column)" first
rm "$(column)"
is "$(state)" absent 'removed'
run "$indexer" -q -i ix "$corpus"
exits 0 'a run without changes'
is "$(state)" ready 'makes a new one'
cmp first "$(column)"
ok $? 'the same'
for at in 0 8 12 60 150 5000; do
	perl -e 'open my $f, "+<", shift or die; seek $f, shift, 0; read $f, my $b, 1;
	    seek $f, -1, 1; print $f chr(ord($b) ^ 16)' "$(column)" $at
	"$searcher" -i ix -l Iraq --facets all --format json --group government >damaged
	cp first "$(column)"
	"$searcher" -i ix -l Iraq --facets all --format json --group government >whole
	cmp whole damaged
	ok $? "the same answer with a byte changed at $at"
done
perl -e 'open my $f, "+<", shift or die; seek $f, 5000, 0; print $f "x"' "$(column)"
"$indexer" -q -i ix "$corpus" >out
cmp first "$(column)"
ok $? 'a run without changes puts a damaged one right'
mkdir more
printf 'One more about Iraq.\n' >more/a.txt
cp "$(column)" old
"$indexer" -q -i ix more >out
is "$(state)" ready 'an update writes it anew'
cp old "$(column)"
is "$(state)" stale 'that of another revision is not used'
"$indexer" -q -i ix --rebuild >out
is "$(state)" ready 'a rebuild has its own'
cp old "$(column)"
is "$(state)" stale 'that of another database is not used'
rm "$(column)"
mkdir "$(ls -d ix/gen.*)/facets.column"
is "$(state)" damaged 'a directory in its place'
run "$indexer" -q -i ix more "$corpus"
exits 2 'is nothing that an indexer touches'
warns 'its entry "facets.column" is not a regular file' 'it is named'
run "$searcher" -i ix --count -l Iraq
exits 0 'a search does without it'
rmdir ix/gen.*/facets.column
mkfifo "$(ls -d ix/gen.*)/facets.column"
is "$(state)" damaged 'a FIFO: nobody waits for it'
run "$searcher" -i ix --explain --count
exits 2 '--explain is for searches'
warns '^searcher: --explain: not with --count or --values$' 'says so'
plan_done
