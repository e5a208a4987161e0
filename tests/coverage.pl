#!/usr/bin/perl
# coverage.pl OBJECTS: after a run of programs built with --coverage, the share
# of lines that ran, file by file, least first, and which did not.  A line that
# several objects have (of a header) ran if it ran in one of them.
use strict; use warnings;
use JSON::PP;
my $dir = shift // die "usage: coverage.pl OBJECTS\n";
my (%ran, %n, %done, $all, $ran);
for my $data (sort split /\0/, `find $dir -name '*.gcda' -print0`) {
	for my $json (split /\n/, `gcov --json-format --stdout '$data' 2>/dev/null`) {
		for my $file (@{ decode_json($json)->{files} }) {
			next if $file->{file} !~ m{^(indexer|searcher|include)/};
			$ran{$file->{file}}{$_->{line_number}} += $_->{count} for @{ $file->{lines} };
		}
	}
}
die "coverage.pl: $dir: nothing was run\n" if !%ran;
for my $file (keys %ran) {
	my $lines = $ran{$file};
	$n{$file} = keys %$lines;
	$done{$file} = grep { $_ > 0 } values %$lines;
	$all += $n{$file};
	$ran += $done{$file};
}
for my $file (sort { $done{$a} / $n{$a} <=> $done{$b} / $n{$b} || $a cmp $b } keys %ran) {
	my (@ranges, $last);
	for my $line (sort { $a <=> $b } keys %{ $ran{$file} }) {
		if ($ran{$file}{$line} > 0) { $last = undef; next }
		if ($last) { $ranges[-1] =~ s/(-.*)?$/-$line/ } else { push @ranges, $line }
		$last = $line;
	}
	printf "%5.1f %%  %4d  %s%s\n", 100 * $done{$file} / $n{$file}, $n{$file}, $file,
	    @ranges ? "  not: @ranges" : '';
}
printf "%5.1f %%  %d lines in %d files\n", 100 * $ran / $all, $all, scalar keys %ran;
