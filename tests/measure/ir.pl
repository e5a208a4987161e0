# ir.pl corpus SET >CORPUS.jsonl	articles for the indexer, as they are
# ir.pl cut SET >CORPUS.jsonl		the same in paragraphs of 50 words and more
# ir.pl queries SET >QUERIES.tsv	for searcher --batch
# ir.pl score SET RUN			"nDCG@10 TAB MAP TAB recall@100" of a TREC run
#
# SET is a directory with corpus.jsonl, queries.jsonl and qrels.tsv.  nDCG with
# the gain as it is and a discount of log2(rank + 1) (Jarvelin and Kekalainen
# 2002); means over the queries that have a relevant document.  A paragraph,
# ID#N, stands for its article, where that comes first.
use strict; use warnings; use JSON::PP;

my ($what, $set, $run) = @ARGV;
my $json = JSON::PP->new->utf8->canonical;

sub each_record {
	my ($file, $f) = @_;
	open my $in, '<', "$set/$file" or die "$set/$file: $!\n";
	$f->($json->decode($_)) while <$in>;
}
sub cut {
	my ($text) = @_;
	my @paragraphs = ('');
	for my $sentence (split /(?<=\.)\s+/, $text) {
		push @paragraphs, '' if (() = $paragraphs[-1] =~ /\S+/g) >= 50;
		$paragraphs[-1] .= ($paragraphs[-1] eq '' ? '' : ' ') . $sentence;
	}
	return \@paragraphs;
}
if ($what eq 'corpus' || $what eq 'cut') {
	each_record('corpus.jsonl', sub {
		my ($r) = @_;
		my %a = (id => $r->{_id});
		if ($what eq 'cut') { $a{paragraphs} = cut($r->{text}) } else { $a{text} = $r->{text} }
		$a{title} = $r->{title} if ($r->{title} // '') ne '';
		# without a text there is nothing to find but the title
		print $json->encode(\%a), "\n" if $r->{text} =~ /\S/ || $a{title};
	});
	exit;
}
if ($what eq 'queries') {
	each_record('queries.jsonl', sub {
		my ($r) = @_;
		my $text = $r->{text};
		$text =~ s/[\t\n"()*]/ /g;
		# a sign or a colon would be an operator
		$text =~ s/(?<!\S)-+//g;
		$text =~ s/:/ /g;
		utf8::encode($text);
		print "$r->{_id}\t$text\n";
	});
	exit;
}

my (%gain, %ranked, %seen);
open my $q, '<', "$set/qrels.tsv" or die "$set/qrels.tsv: $!\n";
while (<$q>) {
	my ($query, $doc, $gain) = split;
	$gain{$query}{$doc} = $gain if $gain > 0;
}
open my $in, '<', $run or die "$run: $!\n";
while (<$in>) {
	my ($query, undef, $doc) = split;
	$doc =~ s/#\d+$//;
	push @{$ranked{$query}}, $doc unless $seen{$query}{$doc}++;
}
sub dcg { my ($sum, $rank) = (0, 0); $sum += $_ / (log(++$rank + 1) / log 2) for @_; $sum }
my ($ndcg, $map, $recall) = (0, 0, 0);
for my $query (sort keys %gain) {
	my $of = $gain{$query};
	my @list = @{$ranked{$query} // []};
	my @best = sort { $b <=> $a } values %$of;
	my ($found, $sum, $at100) = (0, 0, 0);
	for my $i (0 .. $#list) {
		next unless $of->{$list[$i]};
		$sum += ++$found / ($i + 1);
		$at100++ if $i < 100;
	}
	$ndcg += dcg(map { $_ // 0 } @$of{grep defined, @list[0 .. 9]}) /
	    dcg(@best[0 .. ($#best < 9 ? $#best : 9)]);
	$map += $sum / @best;
	$recall += $at100 / @best;
}
my $n = keys %gain;
printf "%.4f\t%.4f\t%.4f\n", $ndcg / $n, $map / $n, $recall / $n;
