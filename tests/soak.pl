#!/usr/bin/perl
# soak.pl BUILD SECONDS: an index under everything at once, every answer checked.
#
# Files change, vanish and come back below a directory that "indexer --watch"
# follows; another indexer updates and rebuilds the same index; ten searchers
# ask all the time.  A state of an article is a word in its text, "stampN", and
# each change is written down with its time.  An answer is right if the article
# had that state between the last moment before the question at which the index
# was known to be up to date and the end of the answer; if the states that one
# searcher sees never go back; if all articles of the pack, one file that is
# replaced as a whole, have one state; and if totals and counts of facets are
# those of the hits.
use strict; use warnings;
use File::Temp 'tempdir'; use JSON::PP; use Time::HiRes qw(time sleep);
my ($build, $seconds) = @ARGV;
die "usage: soak.pl BUILD SECONDS\n" if !$seconds;
my ($indexer, $searcher) = map { `realpath $build/$_` =~ s/\n//r } qw(indexer searcher);
my ($singles, $pack, $searchers) = (60, 150, 10);
my $T = tempdir(CLEANUP => 1);
chdir $T or die;
mkdir $_ for qw(news log);
srand($ENV{SEED} // 1);
my $stamp = 0;
my $end = time + $seconds;

sub put {
	my ($name, $text) = @_;
	open my $out, '>', "new.$$" or die;
	print $out $text;
	close $out;
	rename "new.$$", $name or die;
}
sub record {
	my ($id, $text, $n) = @_;
	return encode_json({ id => $id, text => $text, actor => ['Team ' . $n % 5] }) . "\n";
}

# ---- what is changed, and when: article, state, before, after ----

my %states;		# article -> [[state, before, after], ...]; state '': none
sub change {
	my ($id, $n, $do) = @_;
	my $before = time;
	$do->();
	push @{ $states{$id} }, [$n, $before, time];
}
sub write_single {
	my ($k) = @_;
	my $n = ++$stamp;
	change("s$k", $n, sub { put("news/s$k.jsonl", record("s$k", "Soldiers near single$k saw stamp$n.", $n)) });
}
sub write_pack {
	my $n = ++$stamp;
	change('pack', $n, sub {
		put('news/pack.jsonl', join '', map { record("p$_", "The packed story $_ has stamp$n of the ministry.", $n) } 1 .. $pack);
	});
}
sub remove_single {
	my ($k) = @_;
	change("s$k", '', sub { unlink "news/s$k.jsonl" });
}

# ---- asking ----

sub ask {
	my $t = time;
	open my $in, '-|', "$searcher -i ix @_ 2>>searcher.err" or die;
	local $/;
	my $out = <$in>;
	close $in;
	return ($? >> 8, $out, $t, time);
}
sub state_of {
	my ($out) = @_;
	return $out =~ /stamp(\d+)/ ? $1 : '';
}
# The pack's only state; or why it has none.
sub pack_state {
	my ($answer) = @_;
	my (%seen, %stamp, %team);
	for my $hit (@{ $answer->{hits} }) {
		$seen{ $hit->{article} }++;
		$stamp{ state_of($hit->{text}) }++;
		$team{$_}++ for @{ $hit->{actor} };
	}
	my %count = map { $_->{value} => $_->{count} } @{ $answer->{facets}{actor} };
	return (undef, "total $answer->{total}") if $answer->{total} != $pack || keys %seen != $pack;
	return (undef, 'states ' . join ' ', sort keys %stamp) if keys %stamp != 1;
	return (undef, 'facets') if join(' ', map { "$_ $count{$_}" } sort keys %count) ne
	    join(' ', map { "$_ $team{$_}" } sort keys %team);
	return (keys %stamp)[0];
}
sub search_until_end {
	my ($number) = @_;
	srand($number + 100);
	open my $log, '>', "log/$number" or die;
	while (time < $end) {
		my $what = rand;
		if ($what < .7) {
			my $k = int rand $singles;
			my ($rc, $out, $from, $to) = ask('--facets', 0, '--format', 'tsv', "single$k");
			my $state = $rc > 1 ? 'error' : ($out =~ tr/\n//) > 1 ? 'two' : state_of($out);
			print $log "s$k\t$state\t$from\t$to\n";
		} elsif ($what < .9) {
			my ($rc, $out, $from, $to) = ask('-n', 1000, '--facets', 'all', '--format', 'json', 'packed');
			my ($state, $why) = $rc > 0 ? (undef, "exit $rc") : pack_state(decode_json($out));
			print $log "pack\t", $state // "wrong: $why", "\t$from\t$to\n";
		} else {
			my ($rc, $out, $from, $to) = ask('-n', 1000, '--facets', 'all', '--format', 'json', '-a', "'Team " . int(rand 5) . "'");
			my $a = $rc < 2 && $out ne '' ? decode_json($out) : undef;
			my ($selected) = $a ? grep { $_->{selected} } @{ $a->{facets}{actor} } : ();
			my $good = $rc == 1 || ($rc == 0 && $a->{total} == @{ $a->{hits} } && $selected->{count} == $a->{total});
			print $log "filter\t", $good ? 'good' : "wrong: exit $rc", "\t$from\t$to\n";
		}
	}
	exit 0;
}

# ---- everything at once ----

sub run_indexer {
	my ($name, @args) = @_;
	my $pid = fork // die;
	return $pid if $pid;
	open STDOUT, '>>', "$name.out"; open STDERR, '>>', "$name.err";
	exec $indexer, '-i', 'ix', @args or die;
}
my @known;		# [a moment, when the index was seen to have all that was changed till then]
sub wait_for {
	my ($n) = @_;
	for (my $give_up = time + 120; time < $give_up; sleep .05) {
		my ($rc, $out) = ask('--facets', 0, '--format', 'tsv', 'marker');
		return if $rc == 0 && state_of($out) eq $n;
	}
	die "soak.pl: the index did not follow in two minutes\n";
}
# Twice: the run that shows the second began after the first was seen.
sub catch_up {
	my $from = time;
	for (1, 2) {
		my $n = ++$stamp;
		put('news/marker.txt', "The marker is stamp$n.\n");
		wait_for($n);
	}
	push @known, [$from, time];
}
# An indexer beside the one that watches: every other run is a rebuild.
sub disturb_until_end {
	my ($runs, $bad) = (0, 0);
	open my $log, '>', 'disturbed' or die;
	while (time < $end) {
		sleep 1.5;
		$runs++;
		my $pid = $runs % 2 ? run_indexer('other', '-q', '--wait', 'news') : run_indexer('other', '-q', '--wait', '--rebuild');
		waitpid $pid, 0;
		$bad++ if $? >> 8 > 1;
		print $log "$?\n" if $?;
	}
	print $log "runs $runs bad $bad\n";
	exit 0;
}

write_single($_) for 0 .. $singles - 1;
write_pack();
my $watcher = run_indexer('watch', '-q', '--watch', 'news');
catch_up();
my @children;
for my $number (1 .. $searchers) {
	my $pid = fork // die;
	search_until_end($number) if !$pid;
	push @children, $pid;
}
my $other = fork // die;
disturb_until_end() if !$other;
my ($changes, $next) = (0, time + 5);
while (time < $end) {
	my $k = int rand $singles;
	my $what = rand;
	if ($what < .1) { write_pack() } elsif ($what < .3) { remove_single($k) } else { write_single($k) }
	$changes++;
	sleep rand(.1);
	if (time > $next) { catch_up(); $next = time + 5 }
}
waitpid $_, 0 for @children, $other;
catch_up();

# ---- was it right? ----

sub known_before {
	my ($t) = @_;
	my $last = 0;
	for (@known) { $last = $_->[0] if $_->[1] <= $t }
	return $last;
}
sub is_right {
	my ($id, $state, $from, $to) = @_;
	my $sure = known_before($from);
	my @s = @{ $states{$id} // [] };
	my $first = 0;
	for my $i (0 .. $#s) { $first = $i if $s[$i][2] <= $sure }
	for my $i ($first .. $#s) { return 1 if $s[$i][1] <= $to && $s[$i][0] eq $state }
	return 0;
}
my (%asked, @wrong, @ms);
for my $number (1 .. $searchers) {
	my %seen;
	open my $log, '<', "log/$number" or die;
	while (<$log>) {
		chomp;
		my ($id, $state, $from, $to) = split /\t/;
		$asked{ $id =~ s/\d+//r }++;
		push @ms, ($to - $from) * 1e3;
		next if $state eq 'good';
		push @wrong, "$id: \"$state\" at " . sprintf '%.1f', $to - $end + $seconds if !is_right($id, $state, $from, $to);
		push @wrong, "$id: \"$state\" after \"$seen{$id}\"" if $state =~ /^\d+$/ && $state < ($seen{$id} // 0);
		$seen{$id} = $state if $state =~ /^\d+$/;
	}
}
for my $k (0 .. $singles - 1) {
	my ($rc, $out) = ask('--facets', 0, '--format', 'tsv', "single$k");
	my $want = $states{"s$k"}[-1][0];
	push @wrong, "single$k at the end: \"" . state_of($out) . "\", not \"$want\"" if state_of($out) ne $want;
}
kill TERM => $watcher;
waitpid $watcher, 0;
push @wrong, "the watching indexer ended with $?" if $?;
waitpid run_indexer('check', '--check'), 0;
push @wrong, "indexer --check: $?" if $?;
my ($disturbed) = `tail -n 1 disturbed` =~ /^(runs.*)/;
push @wrong, "other indexer: $disturbed" if $disturbed !~ / bad 0$/;

@ms = sort { $a <=> $b } @ms;
printf "%d s, %d changes, watching indexer %d commits, other indexer %s\n", $seconds, $changes,
    scalar(() = `cat watch.out` =~ /^indexed/mg), $disturbed;
printf "%d questions of %d searchers: %s\n", scalar @ms, $searchers, join ', ', map { "$_ $asked{$_}" } sort keys %asked;
printf "latency ms: median %.1f, 99 %% %.1f, worst %.1f\n", $ms[@ms / 2], $ms[@ms * .99], $ms[-1];
print "messages:\n", `grep -hv 'did you mean' *.err | sed 's/[0-9][0-9]*/N/g' | sort | uniq -c | sort -rn | head -5`;
printf "wrong: %d\n", scalar @wrong;
print "  $_\n" for @wrong[0 .. ($#wrong < 19 ? $#wrong : 19)];
exit(@wrong > 0);
