#!/usr/bin/perl
# sums.pl [N] <ANSWERS: do the parts of each score, as --explain gives them in
# JSON, add up to it?  Prints "ok", or what is wrong and exits 1; fewer than N
# hits (1) are wrong, too.
use strict; use warnings;
use JSON::PP;
my ($hits, $bad, $least) = (0, 0, shift // 1);
while (<STDIN>) {
	my $j = decode_json($_);
	my $scores = $j->{explain}{scores};
	@$scores == @{ $j->{hits} } or $bad++;
	for my $i (0 .. $#$scores) {
		my ($sum, $score) = (0, $j->{hits}[$i]{score});
		$sum += $_->{paragraph} + $_->{article} for @{ $scores->[$i] };
		$hits++;
		next if abs($sum - $score) < 2e-4 + 1e-4 * $score;
		$bad++;
		print "$j->{query}: $j->{hits}[$i]{id}: $sum, not $score\n";
	}
}
my $good = $bad == 0 && $hits >= $least;
print $good ? "ok\n" : "$bad bad of $hits\n";
exit !$good;
