# schema.pl SCHEMA <DOCUMENTS	is each line valid by the JSON Schema?
#
# Knows the keywords that searcher --schema uses and dies of any other.  A key
# that no "properties" names is a fault too: the schema is to be complete.
use strict; use warnings; use JSON::PP; use B;
binmode STDOUT, ':utf8';
open my $in, '<', $ARGV[0] or die "$ARGV[0]: $!\n";
my $schema = decode_json(do { local $/; <$in> });
my %known = map { $_ => 1 } qw($schema $defs title description anyOf $ref type
    required properties additionalProperties items minItems maxItems minimum const pattern);

sub type_of {
	my ($v) = @_;
	return 'null' if !defined $v;
	return 'boolean' if JSON::PP::is_bool($v);
	return ref $v eq 'HASH' ? 'object' : 'array' if ref $v;
	my $flags = B::svref_2object(\$v)->FLAGS;
	return 'string' if $flags & B::SVp_POK;
	return $flags & B::SVp_IOK ? 'integer' : 'number';
}
# faults of a value at a path
sub faults {
	my ($v, $s, $at) = @_;
	my ($type, @faults) = (type_of($v));
	$known{$_} or die "schema: $_: not known here\n" for keys %$s;
	if (my $ref = $s->{'$ref'}) {
		my $to = $schema;
		$to = $to->{$_} // die "schema: $ref: not there\n" for grep { $_ ne '#' } split m{/}, $ref;
		push @faults, faults($v, $to, $at);
	}
	if ($s->{anyOf}) {
		my @each = map { [faults($v, $_, $at)] } @{$s->{anyOf}};
		my ($least) = sort { @$a <=> @$b } @each;
		push @faults, @$least;
	}
	if (exists $s->{type}) {
		my @types = ref $s->{type} ? @{$s->{type}} : $s->{type};
		push @faults, "$at: $type, not @types"
		    unless grep { $_ eq $type || $_ eq 'number' && $type eq 'integer' } @types;
	}
	push @faults, "$at: not $s->{const}" if exists $s->{const} && (!defined $v || ref $v || $v ne $s->{const});
	push @faults, "$at: $v < $s->{minimum}" if exists $s->{minimum} && $type =~ /integer|number/ && $v < $s->{minimum};
	push @faults, "$at: $v: not like $s->{pattern}" if $s->{pattern} && $type eq 'string' && $v !~ /$s->{pattern}/;
	if ($type eq 'object') {
		exists $v->{$_} or push @faults, "$at: no $_" for @{$s->{required} // []};
		if ($s->{properties}) {
			push @faults, map { exists $s->{properties}{$_} ?
			    faults($v->{$_}, $s->{properties}{$_}, "$at.$_") : "$at: $_ is not in the schema" } sort keys %$v;
		}
	}
	if ($type eq 'object' && $s->{additionalProperties}) {
		push @faults, map { faults($v->{$_}, $s->{additionalProperties}, "$at.$_") } sort keys %$v;
	}
	if ($type eq 'array') {
		push @faults, "$at: too short" if @$v < ($s->{minItems} // 0);
		push @faults, "$at: too long" if @$v > ($s->{maxItems} // 9**9);
		push @faults, map { faults($v->[$_], $s->{items}, "$at\[$_]") } $s->{items} ? 0 .. $#$v : ();
	}
	return @faults;
}
my $n = 0;
while (my $line = <STDIN>) {
	$n++;
	print "$_\n" for faults(decode_json($line), $schema, "line $n");
}
print "nothing to check\n" if $n == 0;
