#!/usr/bin/perl
# sums.pl N <ANSWER: do the parts of each score, as --explain gives them in JSON,
# add up to it?  There must be N hits at least.
use strict; use warnings;
use JSON::PP;
my $least = shift // die "usage: sums.pl N <ANSWER\n";
my $answer = decode_json(do { local $/; <STDIN> });
my $hits = $answer->{hits};
die @$hits . " hits, not $least\n" if @$hits < $least;
for my $i (0 .. $#$hits) {
	my $sum = 0;
	$sum += $_->{paragraph} + $_->{article} for @{ $answer->{explain}{scores}[$i] };
	die "hit $i: $sum, not $hits->[$i]{score}\n" if abs($sum - $hits->[$i]{score}) > 1e-3;
}
