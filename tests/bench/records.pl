#!/usr/bin/perl
# The output of indexer --extract as records with their facets ready made.
use strict; use warnings;
while (<>) {
	s/^\{"id":"(?:[^"\\]|\\.)*","article":/{"id":/;
	s/"paragraph":\d+,//;
	s/"mentions":\[.*\],"actor":\[/"actor":[/;
	print;
}
