#!/bin/sh
# "=word": that word as it is written, and no other form of it.
. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1
cat >e.jsonl <<'X'
{"id":"a","title":"Harvest festival opens","text":"Farmers were harvesting wheat.","actor":["Ann Doe"]}
{"id":"b","text":"The harvests of barley failed; wheat prices rose.","actor":["Ann Doe"],"location":["Iraq/Baghdad"]}
{"id":"c","text":"A harvest's end, and the price of wheat. Harvests again.","location":["Iraq"]}
{"id":"d","text":"A café in Zürich; two cafés in ERDOĞAN’s street."}
{"id":"e","text":"U.S. forces left us."}
{"id":"f","text":"The US embassy was closed."}
{"id":"g","text":"They gave us bread and salt."}
{"id":"h","title":"Prices of oats","text":"High-speed trains and a highly speedy price."}
X
"$indexer" -q -i ix --no-extract e.jsonl >out || cat out

# found NAME ARTICLES ARG...: the articles found, in order of their names
found() {
	name=$1 want=$2
	shift 2
	"$searcher" -i ix --format tsv --facets 0 -n 99 "$@" >out 2>err
	is "$(cut -f3 out | sed 's/#.*//' | sort | tr -d '\n')" "$want" "$name"
}
# refused COLUMN REASON QUERY
refused() {
	run "$searcher" -i ix "$3"
	exits 2 "exit 2: $3"
	is "$(cat err)" "searcher: query: column $1: $2" "its reason"
}
found 'without it, any form' abc harvest
found 'the word alone, in text and title, a possessive too' ac =harvest
found 'another form' bc =harvests
found 'the third' a =harvesting
found 'case does not matter' ac =HARVEST
found 'accents do not matter' d =cafe
found 'either way' d '=Cafés ='
found 'a name with another apostrophe' d =Erdogan
found 'a form that nobody wrote' '' =harvested
found 'a word of the title only' a title:=harvest
found 'not of the text' '' title:=farmers
found 'NOT' c 'wheat -=harvesting NOT =failed'
found 'OR' abc '=harvesting OR =harvests'
found 'two of them' c =harvest =harvests
found '--any' abc --any =harvesting =harvests
found '--any, with a plain word' abcd --any =harvesting harvest cafe
found 'parentheses' c '(=harvesting OR =harvests) price -=prices'
found 'a phrase, all words exact' b '="wheat prices"'
found 'in another form' '' '="wheat price"'
found 'a word of a phrase' b '"harvest =of barley"'
found 'the other one' '' '"=harvest of barley"'
found 'a phrase over the end of the title' '' '="opens farmers"'
found 'a phrase in the title' h 'title:="prices of"'
found 'in the title only' '' 'title:="highly speedy"'
found 'words in a row' h =high-speed
found 'in another form' '' =high-speeds
found 'an acronym' ef =US
found 'small letters: the word and the acronym' efg =us
found 'a function word is searched for' cd =a wheat OR =a cafe
found 'an operator after it is a word' cgh '=and -=AND'
found 'a sign inside a word is none' '' harvest=harvests
found 'a selection' b -a 'ann doe' =harvests
found 'a condition' c =harvests -- -actor:'"Ann Doe"'

is "$("$searcher" -i ix --count =harvests)" 2 '--count'
"$searcher" -i ix --format json -n 1 =harvests -l Iraq >out
prints_match '"total":2,' 'the total is exact, past the page'
prints_match '"facets":\{"actor":\[\{"value":"Ann Doe","count":1,' \
    'and the counts of facets'
prints_match '"location":\[\{"value":"Iraq","count":2,"selected":true\},\{"value":"Iraq/Baghdad","count":1' \
    'also sideways'
"$searcher" -i ix --format json =harvest >out
prints_match '"snippet":"A harvest.s end[^"]*","highlights":\[\[2,[0-9]*\]\],' \
    'only the word itself is marked'
printf '1\t=harvests price\n2\t=harvesting\n' |
    "$searcher" -i ix --batch - --format trec --facets 0 >out
is "$(cut -d' ' -f1,3 out | sort)" '1 b#1
1 c#1
2 a#1' '--batch'
is "$("$searcher" -i ix --format tsv --group =wheat | wc -l)" 3 '--group'
is "$("$searcher" -i ix --timeline --format tsv =wheat)" '-	3' '--timeline'
run "$searcher" -i ix =wheat =harvested
exits 1 'it is never relaxed'
is "$(cat err)" '' 'and not spoken of'
run "$searcher" -i ix =whaet
warns 'did you mean: =wheat' 'a misspelt word'
refused 10 'NEAR knows no "="; write (a NEAR b) AND =a' '=harvest NEAR wheat'
refused 7 'NEAR knows no "="; write (a NEAR b) AND =a' 'wheat NEAR =harvest'
refused 6 'after "=" a word stands for itself, without "*" and "~"' '=harv*'
refused 12 'after "=" a word stands for itself, without "*" and "~"' \
    'wheat =harv~'
refused 7 '"=" stands before words of the text or the title only' 'actor:=Ann'
refused 1 '"=" stands before a word or a phrase' '=(a b)'
refused 1 '"=" stands between the field and its word: title:=word' '=title:a'

# two indexes; one twice
head -3 e.jsonl >1.jsonl
tail -5 e.jsonl >2.jsonl
"$indexer" -q -i i1 --no-extract 1.jsonl >out
"$indexer" -q -i i2 --no-extract 2.jsonl >out
is "$("$searcher" -i i1 -i i2 --format tsv =a | cut -f3 | sort | tr '\n' ' ')" \
    'c#1 d#1 h#1 ' 'two indexes'
is "$("$searcher" -i i1 -i i1 --count =harvests)" 4 'one index twice'
# documents that are gone
sed -i 2d e.jsonl
"$indexer" -q -i ix --no-extract e.jsonl >out
is "$("$searcher" -i ix --count =harvests)" 1 'after an update'
is "$("$searcher" -i ix --count -- -=harvests)" 6 'all but those'

# the corpus, against a look at every paragraph
"$indexer" -q -i cx "$corpus" >out
"$searcher" -i cx -n 100000 --format jsonl >all
# brute WORD: paragraphs, and those of them that name each location
brute() {
	perl -Mutf8 -MJSON::PP -e '
	my $w = shift; my ($n, %c) = (0);
	while (<STDIN>) {
		my $h = decode_json $_;
		next unless ("$h->{text}\n" . ($h->{title} // "")) =~
		    /(?<![\w&])\Q$w\E(?!\w|&\w|[\x27\x{2019}](?!s\b)\w)/i;
		$n++;
		my %v;
		for (@{$h->{location}}) {
			my $p = $_;
			do { $v{$p} = 1 } while $p =~ s{/[^/]*$}{};
		}
		$c{$_}++ for keys %v;
	}
	binmode STDOUT, ":utf8";
	print "$n\n", map { "$_\t$c{$_}\n" } sort keys %c;' "$1" <all
}
counted() {
	"$searcher" -i cx --format json --facets all -n 0 "=$1" |
	    perl -Mutf8 -MJSON::PP -e '
	my $r = decode_json <STDIN>; binmode STDOUT, ":utf8";
	print "$r->{total}\n", map { "$_->{value}\t$_->{count}\n" }
	    sort { $a->{value} cmp $b->{value} } @{$r->{facets}{location}};'
}
for word in attack attacks attacked government governments election elected \
    police soldier soldiers state states the killed killing; do
	is "$(counted $word)" "$(brute $word)" "the paragraphs with \"$word\""
done
# without the facet column it is the same
counted attacks >with
rm cx/gen.*/facets.column
is "$(counted attacks)" "$(cat with)" 'without the facet column'
plan_done
