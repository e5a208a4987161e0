# readme.pl README >TAP		run the "$ command" lines of its console blocks; no plan
# readme.pl --fill README	print it with the output that they have now
#
# In the current directory, in order, as sh has them.  What stands below a
# command, up to the next one or the end of the block, is its output; a command
# without is run all the same and must print something and succeed.  Times are
# not compared.  A command with a program that is not there is skipped, and one
# that needs a terminal (--browse).
use strict; use warnings;
my $fill = @ARGV && $ARGV[0] eq '--fill' ? shift : 0;
open my $in, '<:utf8', $ARGV[0] or die "$ARGV[0]: $!\n";
binmode STDOUT, ':utf8';
my ($in_block, @blocks, @lines) = 0;
# items: [text line] or [command, wanted lines...]
my $item;
while (my $line = <$in>) {
	chomp $line;
	if ($line =~ /^```/) { $in_block = !$in_block; undef $item }
	elsif ($in_block && $line =~ /^\$ (.*)/) { push @lines, $item = { command => $1, wanted => [] }; next }
	elsif ($item) { push @{$item->{wanted}}, $line; next }
	push @lines, $line;
}
sub run {
	my ($command) = @_;
	open my $out, '-|:utf8', 'sh', '-c', "$command 2>&1" or die "sh: $!\n";
	my @out = <$out>;
	close $out;
	chomp @out;
	return ($? >> 8, @out);
}
sub masked { return join "\n", map { s/in \d+\.\d s$/in T s/r =~ s/ +\d+\.\d\d ms/ T ms/r } @_ }
my $n = 0;
for my $item (@lines) {
	if (!ref $item) { print "$item\n" if $fill; next }
	my ($command, @wanted) = ($item->{command}, @{$item->{wanted}});
	my $blank = @wanted && $wanted[-1] eq '';
	pop @wanted while @wanted && $wanted[-1] eq '';
	my ($missing) = grep { system("command -v $_ >/dev/null") != 0 } $command =~ /\| (\w+)/g;
	my $skip = $command =~ /--browse/ ? 'needs a terminal' : $missing ? "no $missing" : '';
	my ($status, @out) = $skip ? (0, @wanted) : run($command);
	pop @out while @out && $out[-1] eq '';
	if ($fill) {
		print "\$ $command\n";
		print "$_\n" for @wanted ? @out : ();
		print "\n" if $blank;
		next;
	}
	$n++;
	if ($skip) { print "ok $n - \$ $command # SKIP $skip\n"; next }
	my $to_file = $command =~ / >/;
	my $right = @wanted ? masked(@out) eq masked(@wanted) : $status == 0 && (@out || $to_file);
	printf "%s %d - \$ %s\n", $right ? 'ok' : 'not ok', $n, $command;
	next if $right;
	print "# wanted: $_\n" for @wanted;
	print "# printed: $_\n" for "(status $status)", @out;
}
