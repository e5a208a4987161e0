# facets.pl CASES DIR INDEXER: each block of CASES is an article; its facet
# values, of all paragraphs, must be those that the block tells.  A line a
# case: 0 or 1 (wrong), a tab, its name; what is wrong behind "#".
use strict;
use warnings;
use JSON::PP;

my ($cases, $dir, $indexer) = @ARGV;
my (@case, %key);

%key = (A => 'actor', L => 'location', O => 'org_type');
open my $in, '<:encoding(UTF-8)', $cases or die "$cases: $!\n";
while (<$in>) {
	chomp;
	if (/^= (.*)/) {
		push @case, { name => $1, text => [], line => $. };
	} elsif (/^D (\S+)/) {
		$case[-1]{date} = $1;
	} elsif (/^T (.*)/) {
		$case[-1]{title} = $1;
	} elsif (/^P (.*)/) {
		push @{$case[-1]{text}}, $1;
	} elsif (/^([ALO])(?: (.*))?$/) {
		$case[-1]{want}{$key{$1}} = join '; ',
		    sort split /; /, $2 // '';
	} elsif (/^[^#]/) {
		die "$cases:$.: neither = D T P A L O nor #\n";
	}
}
close $in;

open my $out, '>', "$dir/cases.jsonl" or die "$dir/cases.jsonl: $!\n";
for my $i (0 .. $#case) {
	my $c = $case[$i];
	print $out encode_json({ id => "case$i", paragraphs => $c->{text},
	    title => $c->{title} // '',
	    $c->{date} ? (date => $c->{date}) : () }), "\n";
}
close $out or die "$dir/cases.jsonl: $!\n";

my %got;
open $in, '-|', $indexer, '--extract', '-q', "$dir/cases.jsonl"
    or die "$indexer: $!\n";
while (<$in>) {
	my $p = decode_json($_);
	my ($i) = $p->{article} =~ /^case(\d+)$/ or die "article: $_";
	for my $facet (values %key) {
		$got{$i}{$facet}{$_} = 1 for @{$p->{$facet}};
	}
}
close $in or die "$indexer --extract failed\n";

binmode STDOUT, ':encoding(UTF-8)';
for my $i (0 .. $#case) {
	my $c = $case[$i];
	my @wrong;
	for my $facet (sort keys %{$c->{want}}) {
		my $is = join '; ', sort keys %{$got{$i}{$facet}};
		push @wrong, "$facet: $is", "not: $c->{want}{$facet}"
		    if $is ne $c->{want}{$facet};
	}
	print @wrong ? 1 : 0, "\t$c->{name}\n";
	print "#\tline $c->{line}\n", map { "#\t  $_\n" } @wrong if @wrong;
}
