# sample.pl NEWS.JSONL: some 40 articles of each source, put together from
# their paragraphs, as input for indexer.  The choice hangs on the articles'
# ids alone.
use strict;
use warnings;
use JSON::PP;

my $per_source = 40;

sub hash { my $h = 2166136261; $h = (($h ^ ord) * 16777619) & 0xffffffff for split //, shift; $h }

my (%articles, %last);
open my $in, '<', $ARGV[0] or die "$ARGV[0]: $!\n";
while (<$in>) {
	my ($id, $source) = /^\{"id": "(.*?):\d+", "source": "(.*?)"/ or next;
	$articles{$source}++ if ($last{$source} // '') ne $id;
	$last{$source} = $id;
}
seek $in, 0, 0;
my ($now, $article) = ('');
sub flush_article { print encode_json($article), "\n" if $article; undef $article }
while (<$in>) {
	my ($id, $source) = /^\{"id": "(.*?):\d+", "source": "(.*?)"/ or next;
	if ($id ne $now) {
		flush_article();
		$now = $id;
		my $every = int($articles{$source} / $per_source) || 1;
		next if hash($id) % $every;
		$article = { id => $id, source => $source, paragraphs => [] };
	}
	next unless $article;
	my $p = decode_json($_);
	$article->{title} = $p->{title} if length($p->{title} // '');
	push @{$article->{paragraphs}}, $p->{text};
}
flush_article();
