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
use strict; use warnings; use Time::HiRes qw(time sleep); use JSON::PP; use POSIX ':sys_wait_h';
my ($B, $T, $runs) = @ENV{qw(B T RUNS)};

sub size { my ($s, $d) = (0, @_); $s += -s $_ for grep { -f } glob("$d/* $d/gen.*/*"); $s }
my $peak;	# MB resident, of the last command measured with $want_peak
my $want_peak = 0;
# wall and CPU seconds of a command, its output dropped
sub measure {
	my ($t, @c) = (time, times);
	my $pid = fork // die;
	if (!$pid) { open STDOUT, '>', '/dev/null'; open STDERR, '>', '/dev/null'; exec @_ }
	$peak = 0;
	while ($want_peak && !waitpid $pid, WNOHANG) {
		if (open my $f, '<', "/proc/$pid/status") { /VmHWM:\s+(\d+)/ and $peak = $1 / 1e3 while <$f> }
		sleep .01;
	}
	waitpid $pid, 0 if !$want_peak;
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
# The same index through the library and in bulk, first without extraction.
$want_peak = 1;
my %library = ('' => 0, '--no-extract' => 0);
for ([1, '--no-extract'], [1, ''], [2, '']) {
	my ($j, @o) = ($_->[0], grep { length } $_->[1]);
	for my $way ('library', 'bulk') {
		next if $way eq 'library' && $j > 1;
		system "rm -rf $T/ix";
		my @c = $way eq 'bulk' ? "$B/indexer" : ("$B/tests/bench_library", "$B/facets.bin");
		my ($wall, $cpu) = measure(@c, '-q', '-j', $j, @o, '-i', "$T/ix", "$T/news.jsonl");
		$library{"@o"} = $cpu if $way eq 'library';
		printf "index -j %d %-12s %-7s  %7.0f paragraphs/s wall  (%5.1f s wall, %5.1f s CPU, %5.2f MB of text/s of CPU, %4.1f times the library, %3.0f MB resident, %.0f MB)\n",
		    $j, "@o", $way, $n / $wall, $wall, $cpu, $text / 1e6 / $cpu, $library{"@o"} / $cpu, $peak, size("$T/ix") / 1e6;
	}
}
{
	my ($wall, $cpu) = measure("$B/indexer", '-q', '-j', 1, '-i', "$T/ix", '--rebuild');
	printf "rebuild -j 1    %7.0f paragraphs/s wall (%.1f s wall, %.1f s CPU, %.0f MB resident)\n", $n / $wall, $wall, $cpu, $peak;
}
$want_peak = 0;
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
