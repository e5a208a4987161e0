#!/usr/bin/perl
# bench.pl BUILD NEWS.jsonl.gz N...: speed, size and memory on N paragraphs, in
# one run beside Xapian as its documentation shows it, SQLite's FTS5 and rg.
# Times depend on the machine; what counts are ratios within one run.
#
# RUNS (11): fresh processes for a median.  KEEP=DIR: work there, keep it.
use strict; use warnings;
use File::Temp 'tempdir'; use Time::HiRes 'time';
my ($B, $news, @sizes) = @ARGV;
my $here = $0 =~ s{/[^/]*$}{}r;
my $runs = $ENV{RUNS} // 11;
my $T = $ENV{KEEP} // tempdir(CLEANUP => 1);
mkdir $T;

# Run a command: wall and CPU seconds, and the most memory it had, in MB.
sub measure {
	my $t = time;
	my $out = `/usr/bin/time -f '\%U \%S \%M' -o $T/time @_ >$T/out 2>$T/err; tail -1 $T/time`;
	my ($user, $system, $kb) = split ' ', $out;
	return { wall => time - $t, cpu => $user + $system, mb => $kb / 1e3 };
}
sub median { my @s = sort { $a <=> $b } @_; return $s[@s / 2] }
sub size { my ($n) = `du -sb $_[0]`; return ($n =~ s/\s.*//sr) / 1e6 }
sub quote { my ($s) = @_; return "'$s'" }
sub file_size { return (-s $_[0]) / 1e6 }

# What is made, and the command that makes it from records or from news.
sub builds {
	my ($n) = @_;
	my ($text, $mine, $one) = (0, "$B/indexer -q -i $T/ix", '');
	my (%at, $m);
	printf "\n## %d paragraphs\n\n", $n;
	system "perl $here/corpus.pl $news $n >$T/news.jsonl" and die;
	system "$B/indexer -q --extract $T/news.jsonl | perl $here/records.pl >$T/records.jsonl" and die;
	open my $in, '<', "$T/records.jsonl" or die;
	while (<$in>) { $text += length $1 if /"text":"((?:[^"\\]|\\.)*)"/ }
	$text /= 1e6;
	printf "%.1f MB of text in %.1f MB of JSON Lines; facets ready made: %.1f MB\n\n",
	    $text, file_size("$T/news.jsonl"), file_size("$T/records.jsonl");
	print "| build | CPU s | wall s | text MB per CPU s | memory MB | index MB |\n|---|---|---|---|---|---|\n";
	for ([ 'with extraction, one thread', 'ix', "$mine -j 1 $T/news.jsonl", "rm -rf $T/ix" ],
	    [ 'with extraction, two threads', 'ix', "$mine -j 2 $T/news.jsonl", "rm -rf $T/ix" ],
	    [ 'the same, --memory 256M', 'ix', "$mine -j 2 --memory 256M $T/news.jsonl", "rm -rf $T/ix" ],
	    [ '--rebuild, nothing changed', 'ix', "$mine -j 2 --rebuild", '' ],
	    [ 'facets given, --no-extract, one thread', 'no', "$B/indexer -q -i $T/no -j 1 --no-extract $T/records.jsonl", "rm -rf $T/no" ],
	    [ 'plain Xapian, facets given', 'px', "$B/tests/bench/peer_xapian index $T/px $T/records.jsonl", "rm -rf $T/px" ],
	    [ 'SQLite FTS5, facets given', 'sq', "$B/tests/bench/peer_sqlite index $T/sq $T/records.jsonl", "rm -f $T/sq" ]) {
		my ($name, $dir, $command, $before) = @$_;
		system $before if $before;
		$m = measure($command);
		$at{$name} = $m;
		$m->{size} = size("$T/$dir");
		printf "| %s | %.1f | %.1f | %.1f | %.0f | %.0f |\n", $name, $m->{cpu}, $m->{wall}, $text / $m->{cpu}, $m->{mb}, $m->{size};
	}
	my ($first, $two, $peer, $given) = @at{'with extraction, one thread', 'with extraction, two threads', 'plain Xapian, facets given', 'facets given, --no-extract, one thread'};
	# one article in a hundred changes
	system qq(perl -pe 's/"text": *"/\$&Changed today. / if \$. % 100 == 50' $T/news.jsonl >$T/changed && mv $T/changed $T/news.jsonl) and die;
	my $update = measure("$mine -j 2 $T/news.jsonl");
	printf "| 1 %% of the articles changed | %.1f | %.1f | | %.0f | %.0f |\n\n", $update->{cpu}, $update->{wall}, $update->{mb}, size("$T/ix");
	printf "Against plain Xapian: %.1f times less CPU, %.1f times less wall on two threads; facets given %.1f times less CPU; size %.2f. Rebuild: %.2f of the build; 1 %% changed: %.1f %% of it.\n\n",
	    $peer->{cpu} / $first->{cpu}, $peer->{wall} / $two->{wall}, $peer->{cpu} / $given->{cpu}, $first->{size} / $peer->{size},
	    $at{'--rebuild, nothing changed'}{cpu} / $two->{cpu}, 100 * $update->{cpu} / $two->{cpu};
}

# name, our arguments, Xapian's query and filters, SQLite's, rg's pattern
my @queries = (
	[ 'rare word', 'volcano', 'volcano', 'volcano', 'volcano' ],
	[ 'common word', 'said', 'said', 'said', 'said' ],
	[ 'three words, all', 'oil price rise', 'oil price rise', 'oil AND price AND rise', '' ],
	[ 'three words, any', '--any oil price rise', 'oil OR price OR rise', 'oil OR price OR rise', 'oil|price|rise' ],
	[ 'phrase', q('"white house"'), '"white house"', '"white house"', 'white house' ],
	[ 'common phrase', q('"of the"'), '"of the"', '"of the"', 'of the' ],
	[ 'drill-down', q(-l Iraq -o state/military attack), 'attack', 'attack', '', 'location=Iraq', 'org_type=state/military' ],
	[ 'no words', '', '', '', '' ],
);

sub fresh {
	my (@commands) = @_;
	my @t = map { [] } @commands;
	for my $i (1 .. $runs) {
		for my $k (0 .. $#commands) {
			next if !$commands[$k];
			my $t = time;
			system "$commands[$k] >/dev/null 2>&1";
			push @{$t[$k]}, (time - $t) * 1e3;
		}
	}
	return map { @$_ ? median(@$_) : undef } @t;
}

sub searches {
	print "A fresh process, ms, median of $runs; ten snippets, all three facets (rg: lines counted)\n\n";
	print "| query | matches | Dateline | plain Xapian | SQLite FTS5 | rg -c | xapian-delve -t |\n|---|---|---|---|---|---|---|\n";
	for (@queries) {
		my ($name, $mine, $xapian, $sqlite, $rg, @filter) = @$_;
		my $total = `$B/searcher -i $T/ix --count --no-relax $mine`;
		my $filters = join ' ', map { quote($_) } @filter;
		chomp $total;
		my @t = fresh("$B/searcher -i $T/ix --no-relax $mine",
		    "$B/tests/bench/peer_xapian search $T/px " . quote($xapian) . " $filters",
		    "$B/tests/bench/peer_sqlite search $T/sq " . quote($sqlite) . " $filters",
		    $rg ne '' ? "rg -c -i " . quote($rg) . " $T/news.jsonl" : '',
		    $name eq 'rare word' ? "xapian-delve -t Zvolcano $T/ix" : '');
		printf "| %s | %s | %s |\n", $name, $total, join ' | ', map { defined ? sprintf('%.1f', $_) : '' } @t;
	}
	my $m = measure("$B/searcher -i $T/ix said");
	printf "\nMemory of a search for a common word: %.0f MB resident, the mapped index included.\n", $m->{mb};
	open my $out, '>', "$T/queries" or die;
	my @word = grep { length > 6 } split /\W+/, lc join ' ', map { /"text": *"([^"]*)/ ? $1 : () } `head -2000 $T/news.jsonl`;
	my (%n, $q); $n{$_}++ for @word;
	my @rare = sort grep { $n{$_} == 1 } keys %n;
	print $out ++$q, "\t$_\n" for @rare[0 .. ($#rare < 1999 ? $#rare : 1999)];
	close $out;
	$m = measure("$B/searcher -i $T/ix --batch $T/queries --format trec --facets 0");
	printf "Batch of %d rare words, trec, no facets: %.0f queries a CPU second.\n", $q, $q / ($m->{cpu} || .01);
}

die "usage: bench.pl BUILD NEWS.jsonl.gz N...\n" if !@sizes;
print "Dateline ", (split ' ', `$B/indexer --version`)[-1], ", ", `date +%F`;
for (@sizes) { builds($_); searches() }
