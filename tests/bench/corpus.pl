#!/usr/bin/perl
# corpus.pl NEWS.jsonl.gz N: N paragraphs of the news set as JSON Lines.  Past
# its end it begins again, with one word in thirty replaced by one that the set
# does not have (fixed seed), so that the vocabulary grows with the corpus.
use strict; use warnings;
my ($news, $n) = @ARGV;
my $seed = 1;
sub random {
	$seed = ($seed * 1103515245 + 12345) & 0x7fffffff;
	return ($seed >> 8) % $_[0];
}
my @part = map { my $c = $_; map { $c . $_ } qw(a e i o u ai or en) }
    qw(b d f g k l m n p r s t v z br st kr sh);
sub word { join '', map { $part[random(scalar @part)] } 1 .. 2 + random(2) }

for (my ($pass, $i) = (0, 0); $i < $n; $pass++) {
	open my $in, '-|', 'gzip', '-dc', $news or die "$news: $!\n";
	while ($i < $n && defined(my $line = <$in>)) {
		$i++;
		if ($pass > 0) {
			$line =~ s/"id": *"?/$&$pass-/;
			# words in small letters; keys stand before a colon
			$line =~ s/ \K[a-z]{4,}(?= )/random(12) ? $& : word()/ge;
		}
		print $line;
	}
}
