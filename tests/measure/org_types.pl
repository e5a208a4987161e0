# org_types.pl EXTRACT LABELS: how many organization mentions have a type, and
# how many of the typed ones among the labels have a right one, as "NAME TAB
# PART TAB right TAB all".  Wrong ones go to standard error.
use strict;
use warnings;
use JSON::PP;

my (%label, %seen, $typed, $all);
open my $in, '<', $ARGV[1] or die "$ARGV[1]: $!\n";
while (<$in>) {
	next if /^#/;
	chomp;
	my ($id, $start, $end, $name, $types) = split /\t/;
	$label{$id}{"$start $end"} = [$name, $types];
}
close $in;

my ($right, $judged, $labels) = (0, 0, 0);
$labels += keys %$_ for values %label;
($typed, $all) = (0, 0);
open $in, '<', $ARGV[0] or die "$ARGV[0]: $!\n";
while (<$in>) {
	my $p = decode_json($_);
	for my $m (@{$p->{mentions}}) {
		next if $m->{kind} ne 'organization' || !defined $m->{value};
		$all++;
		$typed++ if defined $m->{org_type};
		my $l = $label{$p->{id}}{"$m->{start} $m->{end}"} or next;
		$seen{"$p->{id} $m->{start}"} = 1;
		next unless defined $m->{org_type};
		$judged++;
		if (grep { $_ eq $m->{org_type} } split /\|/, $l->[1]) { $right++ }
		else { print STDERR "type\t$l->[0]\t$m->{org_type}\tnot $l->[1]\n" }
	}
}
print "typed\tall\t$typed\t$all\n";
print "right when typed (of ${\ scalar keys %seen} labels)\tall\t$right\t$judged\n";
print "still an organization\tall\t${\ scalar keys %seen}\t$labels\n";
