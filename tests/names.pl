# names.pl DATA KNOWN DIR INDEXER: all names and aliases of the dictionaries in
# DATA that need no context stand in a plain sentence, each in an article of its
# own, and must give their value.  KNOWN: "name TAB value TAB why" of those that
# do not.  A line a dictionary, and one for KNOWN itself: 0 or 1 (wrong), a tab,
# what it is; the names behind "#".
use strict;
use warnings;
use JSON::PP;

my ($data, $known, $dir, $indexer) = @ARGV;
my (@name, %why, %missing, %lost);
binmode STDOUT, ':encoding(UTF-8)';

# A field of a row, as its names without blanks.
sub names {
	return grep { length } map { s/^\s+|\s+$//gr } split /\|/, $_[0] // '';
}

# rows FILE, FACET, COLUMN of the aliases
sub rows {
	my ($file, $facet, $column) = @_;
	open my $in, '<:encoding(UTF-8)', "$data/$file" or die "$file: $!\n";
	while (<$in>) {
		chomp;
		next if /^#/ || !/\S/;
		my @f = split /\t/;
		my @alias = names($f[$column]);
		my $own = $f[0];
		$own =~ s{.*/}{} if $file eq 'places.tsv';
		my %weak = map { s/^\?+//r => 1 } grep { /^\?/ } @alias;
		for my $n ($own, grep { !/^\?/ } @alias) {
			push @name, { file => $file, facet => $facet,
			    name => $n, value => $f[0] }
			    if !$weak{$n} || $n ne $own;
		}
	}
}

rows('organizations.tsv', 'actor', 1);
rows('persons.tsv', 'actor', 1);
rows('countries.tsv', 'location', 2);
rows('regions.tsv', 'location', 1);
rows('places.tsv', 'location', 1);

open my $in, '<:encoding(UTF-8)', $known or die "$known: $!\n";
while (<$in>) {
	chomp;
	next if /^# / || !/\S/;
	my ($name, $value, $why) = split /\t/;
	$why{"$name\t$value"} = $why // die "$known:$.: no reason\n";
}
close $in;

open my $out, '>', "$dir/names.jsonl" or die "$dir/names.jsonl: $!\n";
for my $i (0 .. $#name) {
	print $out encode_json({ id => "n$i", title => '', paragraphs =>
	    ["They spoke with $name[$i]{name} on Monday."] }), "\n";
}
close $out or die "$dir/names.jsonl: $!\n";

open $in, '-|', $indexer, '--extract', '-q', "$dir/names.jsonl"
    or die "$indexer: $!\n";
while (<$in>) {
	my $p = decode_json($_);
	my ($i) = $p->{article} =~ /^n(\d+)$/ or die "article: $_";
	my $n = $name[$i];
	my $key = "$n->{name}\t$n->{value}";
	next if grep { $_ eq $n->{value} } @{$p->{$n->{facet}}};
	# a canonical name with brackets is for readers, not from a text
	next if $n->{name} =~ /\(.*\)/ && $n->{name} eq $n->{value};
	$missing{$key} = 1;
	push @{$lost{$n->{file}}}, $key
	    if !exists $why{$key};
}
close $in or die "$indexer --extract failed\n";

sub result {
	my ($what, @wrong) = @_;
	print @wrong ? 1 : 0, "\t$what\n", map { "#\t$_\n" } @wrong;
}
for my $file (qw(organizations persons countries regions places)) {
	result("$file.tsv: names are found",
	    @{$lost{"$file.tsv"} // []});
}
result('names.txt: none is found after all',
    grep { !$missing{$_} } sort keys %why);
