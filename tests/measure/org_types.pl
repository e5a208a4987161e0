# org_types.pl EXTRACT LABELS: how many organization mentions have a type, and
# how many of the typed ones among the labels have a right one, as "NAME TAB
# PART TAB right TAB all".  Wrong ones go to standard error.
use strict;
use warnings;
use JSON::PP;

my (%label, %labels, %seen, %right, %judged);
open my $in, '<', $ARGV[1] or die "$ARGV[1]: $!\n";
while (<$in>) {
	next if /^#/;
	chomp;
	my ($id, $start, $end, $name, $types, $sample) = split /\t/;
	$label{$id}{"$start $end"} = [$name, $types, $sample];
	$labels{$sample}++;
	$seen{$sample} = $right{$sample} = $judged{$sample} = 0;
}
close $in;

my ($typed, $all) = (0, 0);
open $in, '<', $ARGV[0] or die "$ARGV[0]: $!\n";
while (<$in>) {
	my $p = decode_json($_);
	for my $m (@{$p->{mentions}}) {
		next if $m->{kind} ne 'organization' || !defined $m->{value}
		    || $m->{facet} ne 'actor';
		$all++;
		$typed++ if defined $m->{org_type};
		my $l = $label{$p->{id}}{"$m->{start} $m->{end}"} or next;
		my ($name, $types, $sample) = @$l;
		$seen{$sample}++;
		next unless defined $m->{org_type};
		$judged{$sample}++;
		if (grep { $_ eq $m->{org_type} } split /\|/, $types) { $right{$sample}++ }
		else { print STDERR "type\t$name\t$m->{org_type}\tnot $types\n" }
	}
}
print "typed\tall\t$typed\t$all\n";
for my $s (sort keys %labels) {
	print "right when typed\tsample $s\t$right{$s}\t$judged{$s}\n";
	print "labels still found\tsample $s\t$seen{$s}\t$labels{$s}\n";
}
