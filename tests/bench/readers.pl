#!/usr/bin/perl
# readers.pl BUILD N <NEWS.jsonl: how fast each format is read, its text cut into
# paragraphs and printed (--extract --no-extract); the same N articles of some 3 kB
# in each.  MB of text a CPU second.
use strict; use warnings;
use File::Temp 'tempdir'; use JSON::PP;
my ($B, $n) = @ARGV;
die "usage: readers.pl BUILD N <NEWS.jsonl\n" if !$n;
my $T = tempdir(CLEANUP => 1);
my (@articles, $bytes);
while (<STDIN>) {
	last if @articles == $n;
	my $a = decode_json($_);
	my $text = $a->{text} // '';
	utf8::encode($text);
	$text =~ s/\s+/ /g;
	$bytes += length $text;
	push @articles, '' if !@articles || length $articles[-1] > 3000;
	$articles[-1] .= "$text ";
}
sub xml { my ($s) = @_; $s =~ s/&/&amp;/g; $s =~ s/</&lt;/g; return $s }
sub quoted { my ($s) = @_; $s =~ s/"/""/g; return qq("$s") }
sub json { my ($s) = @_; $s =~ s/(["\\])/\\$1/g; return qq("$s") }
sub page { my ($i, $s) = @_; return "<html><head><title>Story $i</title></head><body><nav><a href='/'>Home</a></nav><article><h1>Story $i</h1><p>" . xml($s) . '</p></article></body></html>' }
sub response {
	my ($i, $s) = @_;
	my $http = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" . page($i, $s);
	return "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://n.example/$i\r\nWARC-Date: 2024-01-02T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: " . length($http) . "\r\n\r\n$http\r\n\r\n";
}
# name of the file, what stands before, for each article, and after all; a
# directory where a file has one article
my %format = (
	text => ['d/%d.txt', '', sub { "$_[1]\n" }, ''],
	markdown => ['d/%d.md', '', sub { "---\ntitle: Story $_[0]\n---\n\n$_[1]\n" }, ''],
	html => ['d/%d.html', '', \&page, ''],
	nitf => ['d/%d.nitf', '', sub { "<nitf><head><docdata><doc-id id-string='$_[0]'/></docdata></head><body><body.content><p>" . xml($_[1]) . '</p></body.content></body></nitf>' }, ''],
	newsml => ['n.newsml', '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>', sub { "<newsItem guid='u$_[0]'><contentSet><inlineData>" . xml($_[1]) . '</inlineData></contentSet></newsItem>' }, '</itemSet></newsMessage>'],
	rss => ['n.rss', '<rss version="2.0"><channel><title>N</title>', sub { "<item><guid>u$_[0]</guid><description>" . xml($_[1]) . '</description></item>' }, '</channel></rss>'],
	jsonl => ['n.jsonl', '', sub { qq({"id":"u$_[0]","text":) . json($_[1]) . "}\n" }, ''],
	json => ['n.json', '[', sub { ($_[0] ? ',' : '') . qq({"id":"u$_[0]","text":) . json($_[1]) . "}\n" }, ']'],
	ninjs => ['n.json', '[', sub { ($_[0] ? ',' : '') . qq({"uri":"u$_[0]","headline":"H","body_text":) . json($_[1]) . "}\n" }, ']', '--format ninjs'],
	csv => ['n.csv', "id,title,text\n", sub { "u$_[0],Story," . quoted($_[1]) . "\n" }, ''],
	tsv => ['n.tsv', "id\ttitle\ttext\n", sub { "u$_[0]\tStory\t$_[1]\n" }, ''],
	mail => ['d/%d.eml', '', sub { "From: a\@b.example\nSubject: Story $_[0]\nContent-Type: text/plain; charset=utf-8\n\n$_[1]\n" }, ''],
	mbox => ['n.mbox', '', sub { "From a\@b Mon Jan  1 00:00:00 2024\nFrom: a\@b.example\nMessage-ID: <u$_[0]\@b>\nSubject: Story $_[0]\nContent-Type: text/plain; charset=utf-8\n\n" . ($_[1] =~ s/^From />From /r) . "\n\n" }, ''],
	warc => ['n.warc', '', \&response, ''],
	reuters => ['n.sgm', "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n", sub { "<REUTERS NEWID=\"$_[0]\">\n<DATE>26-FEB-1987 15:01:01.79</DATE>\n<TEXT>\n<TITLE>S</TITLE><BODY>" . xml($_[1]) . "</BODY></TEXT>\n</REUTERS>\n" }, ''],
);
printf "%.1f MB of text in %d articles\n\n| format | text MB per CPU s |\n|---|---|\n", $bytes / 1e6, scalar @articles;
for my $name (sort keys %format) {
	my ($file, $before, $each, $after, $options) = @{ $format{$name} };
	system "rm -rf $T/d $T/n.*; mkdir $T/d";
	if ($file =~ /%/) {
		for my $i (0 .. $#articles) {
			open my $out, '>', "$T/" . sprintf $file, $i or die;
			print $out $each->($i, $articles[$i]);
		}
	} else {
		open my $out, '>', "$T/$file" or die;
		print $out $before;
		print $out $each->($_, $articles[$_]) for 0 .. $#articles;
		print $out $after;
	}
	my $source = $file =~ /%/ ? "$T/d" : "$T/$file";
	my @cpu;
	for (1 .. 3) {
		my $time = `/usr/bin/time -f 'cpu %U %S' $B/indexer -q -j 1 --extract --no-extract @{[$options // '']} $source 2>&1 >$T/out | tail -1`;
		push @cpu, $1 + $2 if $time =~ /cpu (\S+) (\S+)/;
	}
	my ($fastest) = sort { $a <=> $b } @cpu;
	my $got = () = `cat $T/out` =~ /^\{/mg;
	warn "$name: $got paragraphs of " . @articles . " articles\n" if $got < @articles;
	printf "| %s | %.0f |\n", $name, $bytes / 1e6 / ($fastest || .01);
}
