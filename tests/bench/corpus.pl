#!/usr/bin/perl
# corpus.pl NEWS.jsonl.gz N: N paragraphs of the news set as JSON Lines.  Past
# its end it begins again, with one word in thirty replaced by one that the set
# does not have (fixed seed), so that the vocabulary grows with the corpus.
use strict; use warnings; use JSON::PP;
my ($news, $n) = @ARGV;
my $seed = 1;
sub random { $seed = ($seed * 1103515245 + 12345) & 0x7fffffff; ($seed >> 8) % $_[0] }
my @part = map { my $c = $_; map { $c . $_ } qw(a e i o u ai or en) }
    qw(b d f g k l m n p r s t v z br st kr sh);
my $json = JSON::PP->new->utf8->canonical;
my $i = 0;
for (my $pass = 0; $i < $n; $pass++) {
	open my $in, '-|', 'gzip', '-dc', $news or die "$news: $!\n";
	while ($i < $n && defined(my $line = <$in>)) {
		$i++;
		if ($pass == 0) { print $line; next }
		my $r = $json->decode($line);
		my @word = split / /, $r->{text};
		for (1 .. 1 + @word / 30) {
			my $w = join '', map { $part[random(scalar @part)] } 1 .. 2 + random(2);
			$word[random(scalar @word)] = $w if @word;
		}
		$r->{text} = join ' ', @word;
		$r->{id} = "$pass-$r->{id}";
		print $json->encode($r), "\n";
	}
}
