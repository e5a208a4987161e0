# misspell.pl [SEED] <QUERIES >SPOILT	one mistake in one word of each query
#
# QUERIES has lines of "ID TAB QUERY".  The word is any of four letters or more
# that is no function word (stop_words.h); the mistakes take turns: a letter too
# many, one too few, another one, two neighbours swapped (Damerau 1964: 80 % of
# all misspellings are one of these), at any place.  A query without such a word
# stays as it is.
use strict; use warnings;

my $state = shift // 1;
my ($dir) = $0 =~ m{(.*)/};
open my $in, '<', "$dir/../../indexer/stop_words.h" or die "stop_words.h: $!\n";
my %stop = map { $_ => 1 } do { local $/; <$in> } =~ /"([a-z']+)"/g;

# a number below n: the same on every machine (Park and Miller 1988)
sub below { my ($n) = @_; $state = $state * 48271 % 2147483647; return int($state / 2147483647 * $n) }
sub letter { my $c = chr(ord('a') + below(26)); return $_[0] =~ /[A-Z]$/ ? uc $c : $c }

my $kind = 0;
while (<STDIN>) {
	chomp;
	my ($id, $query) = split /\t/, $_, 2;
	my @parts = split /([A-Za-z]+)/, $query;
	my @words = grep { $parts[$_] =~ /^[A-Za-z]{4,}$/ && !$stop{lc $parts[$_]} } 0 .. $#parts;
	if (@words) {
		my $w = \$parts[$words[below(scalar @words)]];
		my $at = below(length($$w));
		my $was = $$w;
		for my $try (1 .. 100) {
			$$w = $was;
			if ($kind == 0) { substr $$w, $at, 0, letter($was) }
			elsif ($kind == 1) { substr $$w, $at, 1, '' }
			elsif ($kind == 2) { substr $$w, $at, 1, letter($was) }
			else { $at = length($was) - 2 if $at > length($was) - 2;
			    substr $$w, $at, 2, scalar reverse substr $was, $at, 2 }
			last if $$w ne $was;
			$at = below(length($was));
		}
		$kind = ($kind + 1) % 4;
	}
	print "$id\t", join('', @parts), "\n";
}
