# muc.pl GOLD EXTRACT: recall of an incident's country, of perpetrator
# organizations that have a name and of towns, as "NAME TAB PART TAB right TAB
# all" for both halves (by parity of the article's number) and the whole.
# What was missed goes to standard error.
#
# A perpetrator is found if an actor's value or mention reads like one of the
# template's alternatives, case, marks, a leading article and what stands in
# brackets aside.  An alternative of common nouns only ("ARMED FORCES", "DEATH
# SQUADS") is no name; a perpetrator without any other is left out.
use strict;
use warnings;
use JSON::PP;
use Unicode::Normalize;

my %common = map { $_ => 1 } split ' ', 'A AN THE AND OF IN ARMED ARMY FORCE
    FORCES AIR MILITARY GOVERNMENT POLICE TROOPS SOLDIERS GUERRILLA GUERRILLAS
    REBEL REBELS TERRORIST TERRORISTS TERRORISM DRUG DRUGS NARCOTICS
    TRAFFICKING TRAFFICKER TRAFFICKERS MAFIA MAFIAS CARTEL CARTELS DEATH SQUAD
    SQUADS GROUP GROUPS REGIME ORGANIZATION ORGANIZATIONS PATROL HIGH COMMAND
    EXTREME EXTREMIST EXTREMISTS RIGHT LEFT WING RIGHTIST RIGHTISTS LEFTIST
    LEFTISTS ULTRARIGHTIST ULTRALEFTIST PARAMILITARY FACTION FACTIONS UNIT
    UNITS COMMANDO COMMANDOS COMMUNIST COMMUNISTS FASCIST FASCISTS CRIMINAL
    CRIMINALS CLANDESTINE URBAN ARMED BAND BANDS GANG GANGS SECURITY CELL
    NATIONAL NATIONALIST SUBVERSIVE SUBVERSIVES SELF DEFENSE CIVIL HIRED
    KILLERS OFFICERS OFFICIALS MEMBERS STATE DEMOCRATIC COUNTERREVOLUTIONARY
    REVOLUTIONARY PEASANT PATROLS COLUMN NEW SINISTER';

sub plain {
	my $s = uc NFD(shift);
	$s =~ s/\[[^]]*\]//g;
	$s =~ s/\pM//g;
	$s =~ s/[^A-Z0-9 ]/ /g;
	$s =~ s/^\s+|\s+$//g;
	$s =~ s/\s+/ /g;
	$s =~ s/^(?:THE|A|AN) //;
	return $s;
}

my (%value, %actor, %location);
open my $in, '<', $ARGV[1] or die "$ARGV[1]: $!\n";
while (<$in>) {
	my $p = decode_json($_);
	my $id = $p->{article};
	$location{$id}{plain($_)} = 1 for map { s{/.*}{}r } @{$p->{location}};
	push @{$value{$id}}, map { plain($_) } @{$p->{location}};
	$actor{$id}{plain($_)} = 1 for @{$p->{actor}};
	for (@{$p->{mentions}}) {
		$actor{$id}{plain($_->{text})} = 1
		    if $_->{facet} eq 'actor' && defined $_->{value};
	}
}
close $in;

my (%right, %all);
sub count {
	my ($name, $half, $is_right, $what) = @_;
	$all{$name}[$half]++;
	$right{$name}[$half] += $is_right ? 1 : 0;
	print STDERR "$name\t$what\n" unless $is_right;
}

open $in, '<', $ARGV[0] or die "$ARGV[0]: $!\n";
while (<$in>) {
	my ($d, $half) = (decode_json($_), $. % 2 ? 0 : 1);
	my $id = $d->{id};
	for (@{$d->{facets}{countries}}) {
		# "COLOMBIA / VENEZUELA" on a border: either
		my @any = map { plain($_) } split m{/};
		count('country', $half, (scalar grep { $location{$id}{$_} } @any), "$id\t$_");
	}
	for my $t (@{$d->{templates}}) {
		for my $slot (@{$t->{'PERP: ORGANIZATION ID'} // []}) {
			(my $s = $slot) =~ s/\\"//g;
			$s =~ s/"\s*"/"/g;
			my @any = grep { my $x = $_; grep { !$common{$_} } split ' ', $x }
			    map { plain($_) } $s =~ /"([^"]+)"/g;
			@any = grep { /[A-Z]/ } @any or next;
			count('named perpetrator', $half,
			    (scalar grep { $actor{$id}{$_} } @any), "$id\t@{[join ' / ', @any]}");
		}
	}
	for (@{$d->{facets}{locations}}) {
		while (/([^:()]+) \((?:CITY|TOWN|DEPARTMENT)\)/g) {
			my $town = plain($1);
			count('towns', $half, (scalar grep { /\b\Q$town\E\b/ } @{$value{$id} // []}), "$id\t$town");
		}
	}
}
for my $name ('country', 'named perpetrator', 'towns') {
	my ($r, $a) = ($right{$name}, $all{$name});
	print "$name\tfirst half\t$r->[0]\t$a->[0]\n";
	print "$name\tsecond half\t$r->[1]\t$a->[1]\n";
	print "$name\tall\t@{[$r->[0] + $r->[1]]}\t@{[$a->[0] + $a->[1]]}\n";
}
