# speed.pl INDEXER NEWS.JSONL DATA: --extract on one core, end to end, as
# "NAME TAB VALUE TAB FLOOR".  Tokens are runs of letters, digits and the marks
# inside them, or single punctuation marks, as in a treebank.
use strict;
use warnings;
use JSON::PP;

my ($indexer, $news, $data) = @ARGV;
my ($bytes, $words, $tokens) = (0, 0, 0);
open my $in, '<', $news or die "$news: $!\n";
while (<$in>) {
	my $text = decode_json($_)->{text};
	$words++ while $text =~ /\S+/g;
	$tokens++ while $text =~ /[\w\x{2019}'.-]*\w|[^\w\s]/g;
	utf8::encode($text);
	$bytes += length $text;
}
close $in;
my @best;
for (1 .. 3) {
	my @before = times;
	my $pid = fork // die "fork: $!\n";
	if (!$pid) {
		open STDOUT, '>', '/dev/null';
		exec $indexer, '-q', '--extract', '-j', 1, $news;
		exit 127;
	}
	waitpid $pid, 0;
	die "$indexer failed\n" if $?;
	my @after = times;
	my $cpu = $after[2] + $after[3] - $before[2] - $before[3];
	@best = ($cpu) if !@best || $cpu < $best[0];
}
my $cpu = $best[0];
printf "extract -j 1, CPU seconds for %.1f MB of text\t%.2f s\t\n", $bytes / 1e6, $cpu;
printf "extract -j 1, text\t%.2f MB/s\t4 MB/s\n", $bytes / 1e6 / $cpu;
printf "extract -j 1, words between blanks\t%.2f M/s\t\n", $words / 1e6 / $cpu;
printf "extract -j 1, tokens (punctuation counted)\t%.2f M/s\t0.8 M/s\n", $tokens / 1e6 / $cpu;
my $size = -s $data;
(my $model = $data) =~ s{[^/]*$}{names.model};
$size += -s $model if $model ne $data && -e $model;
printf "data, mapped and shared\t%.1f MB\tunder 20 MB\n", $size / 1e6;
