#!/bin/sh
# Speed and size on 100,000 real paragraphs.  The data is not in the
# repository: $DATELINE_DATA, else ../shared/data.
#
# Absolute times depend on the machine; compare runs made side by side.
B=${1:-build}
data=${DATELINE_DATA:-../shared/data}
N=${PARAGRAPHS:-100000}
RUNS=${RUNS:-21}
news=$data/news/news_paragraphs.jsonl.gz
[ -r "$news" ] || { echo "bench: no $news; set DATELINE_DATA" >&2; exit 2; }
T=$(mktemp -d) || exit 1
trap 'rm -rf "$T"' EXIT

gzip -dc "$news" | head -n "$N" >"$T/news.jsonl"
DATE_N=$N B=$B T=$T RUNS=$RUNS perl - <<'X'
use strict; use warnings; use Time::HiRes 'time'; use JSON::PP;
my ($B, $T, $runs) = @ENV{qw(B T RUNS)};

sub size { my ($s, $d) = (0, @_); $s += -s $_ for grep { -f } glob("$d/* $d/gen.*/*"); $s }
# wall and CPU seconds of a command, its output dropped
sub measure {
	my ($t, @c) = (time, times);
	my $pid = fork // die;
	if (!$pid) { open STDOUT, '>', '/dev/null'; open STDERR, '>', '/dev/null'; exec @_ }
	waitpid $pid, 0;
	my @d = times;
	return (time - $t, $d[2] + $d[3] - $c[2] - $c[3]);
}
sub median { my @s = sort { $a <=> $b } @_; $s[@s / 2] }

my ($text, $n) = (0, 0);
open my $in, '<', "$T/news.jsonl" or die;
while (<$in>) { my $r = decode_json($_); { use bytes; $text += length $r->{text} } $n++ }
close $in;
my $file = -s "$T/news.jsonl";
printf "%d paragraphs, %.1f MB of text in %.1f MB of JSON Lines\n", $n, $text / 1e6, $file / 1e6;
for my $j (1, 2) {
	system "rm -rf $T/ix";
	my ($wall, $cpu) = measure("$B/indexer", '-q', '-j', $j, '-i', "$T/ix", "$T/news.jsonl");
	printf "index -j %d      %6.2f MB/s of text  %7.0f paragraphs/s wall   (%.1f s wall, %.1f s CPU, %.2f MB/s of CPU)\n",
	    $j, $text / 1e6 / $wall, $n / $wall, $wall, $cpu, $text / 1e6 / $cpu;
}
my ($wall, $cpu) = measure("$B/indexer", '-q', '--extract', '-j', '1', "$T/news.jsonl");
printf "extract -j 1    %6.2f MB/s of text  %7.0f paragraphs/s         (%.1f s CPU)\n", $text / 1e6 / $cpu, $n / $cpu, $cpu;
printf "index size      %6.1f MB, %.2f times the text\n", size("$T/ix") / 1e6, size("$T/ix") / $text;
($wall) = measure("$B/indexer", '-q', '-i', "$T/ix", "$T/news.jsonl");
printf "run again       %6.1f ms\n", $wall * 1e3;
print "a fresh process, median of $runs, with 10 snippets and all three facets:\n";
for (['rare word', 'volcano'], ['common word', 'said'], ['three words', 'oil', 'price', 'rise'],
    ['phrase', '"white house"'], ['drill-down', '-l', 'Iraq', '-o', 'state/military', 'attack'],
    ['no words', '-n', '10']) {
	my ($name, @q) = @$_;
	my $total = `@{[join ' ', map { "'$_'" } "$B/searcher", '-i', "$T/ix", '--count', @q]}`;
	chomp $total;
	my @t = map { (measure("$B/searcher", '-i', "$T/ix", '--no-relax', @q))[0] } 1 .. $runs;
	printf "  %-12s %7.1f ms   %6d matches   %s\n", $name, median(@t) * 1e3, $total, join ' ', @q;
}
X
