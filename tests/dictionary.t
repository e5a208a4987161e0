#!/bin/sh
# indexer --dictionary: users' names.  The format, what wins, errors by line,
# the index that remembers.
. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1

# Rows of a dictionary: "|" separates aliases, "," columns.
rows() { tr ',' '\t'; }
# "text=value" of each mention of the text given, by dictionary own.tsv.
mentions() {
	printf '%s\n' "$1" | "$indexer" --extract --dictionary own.tsv - |
	    grep -o '"text":"[^"]*","facet":"[^"]*","kind":"[^"]*","value":[^,]*,"org_type":[^}]*' |
	    sed 's/"text":"\([^"]*\)".*"kind":"\([^"]*\)","value":"*\([^",]*\)"*,"org_type":"*\([^"]*\)"*/\1=\3 (\2, \4)/; s/, null)/)/' |
	    tr '\n' ';'
}
found() {
	case $(mentions "$1") in
	*"$2;"*) ok 0 "$3" ;;
	*) is "$(mentions "$1")" "...$2;..." "$3" ;;
	esac
}
missed() {
	case $(mentions "$1") in
	*"$2"*) is "$(mentions "$1")" "no $2" "$3" ;;
	*) ok 0 "$3" ;;
	esac
}
summary() { sed -n 's/^indexed \(.*\) in [0-9.]* s$/\1/p' out; }

# --- the format ---
{
	printf '\357\273\277# mine\n\n'
	rows <<-X
	Zorb Watch,ZWO|Watch of Zorb|?Vigil,organization,armed group/militia,Iraq,2019-,a note
	Karim Velasco,Kareem Velasko|The Falcon of Zorb,person
	X
	printf 'Sector Nine\tSector 9\tlocation\t\tIraq/Baghdad/Sector Nine\r\n'
	rows <<-X
	Zorbistan,,location
	Levant Caliphate,ISIS|Islamic State,organization,armed group/rebel
	Zorb Council,,organization
	Austin Group,Austin,organization,business/company
	Hamas,Zeal Movement,organization
	Kyiv,Kijow,location,,Ukraine/Kyiv
	Yahoo!,Yahoo Zorb,organization,business/company
	The Zorb Front,,organization,armed group/rebel
	Łódź Riders,,organization,civil society/sport
	Reading,,location,,United Kingdom/England/Reading
	Zorb & Sons,,organization,business/company
	X
} >own.tsv
run "$indexer" --extract --dictionary own.tsv "$corpus/2023/baghdad-embassy.txt"
exits 0 'byte order mark, comment, blank line, CR LF, missing columns'
is "$(cat err)" '' 'no complaint'

found 'They said the Zorb Watch had left.' \
    'Zorb Watch=Zorb Watch (organization, armed group/militia)' 'an organization'
found 'He left ZWO and the Watch of Zorb.' \
    'ZWO=Zorb Watch (organization, armed group/militia)' 'its acronym'
found 'He left ZWO and the Watch of Zorb.' \
    'Watch of Zorb=Zorb Watch (organization, armed group/militia)' 'its other name'
missed 'The zwo was left in a zorb watch.' 'Zorb Watch' 'case matters'
found 'THE ZORB WATCH ATTACKED A CONVOY IN THE NORTH OF THE COUNTRY, A STATEMENT SAID.' \
    'ZORB WATCH=Zorb Watch (organization, armed group/militia)' 'but not in capitals'
found "Zorb Watch's men fled." \
    'Zorb Watch=Zorb Watch (organization, armed group/militia)' 'a possessive'
found 'It broke with Zeal Movement.' \
    'Zeal Movement=Hamas (organization, armed group/terrorist organization)' \
    'an empty org_type leaves what is known'
found 'Members of the Zorb Council met.' 'Zorb Council=Zorb Council (organization)' \
    'no org_type'
found 'He stood in Sector Nine.' 'Sector Nine=Iraq/Baghdad/Sector Nine (location)' \
    'a location has its path'
found 'He stood near Sector 9.' 'Sector 9=Iraq/Baghdad/Sector Nine (location)' \
    'an alias of a location'
found 'They marched through Zorbistan.' 'Zorbistan=Zorbistan (location)' \
    'a location without a path is its name'
found 'He came from Kijow.' 'Kijow=Ukraine/Kyiv (location)' \
    'an alias of a place that we know'
found 'He came from Kiev.' 'Kiev=Ukraine/Kyiv (location)' 'our aliases of it stay'
found 'He works for Yahoo Zorb.' 'Yahoo Zorb=Yahoo! (organization, business/company)' \
    'a name with punctuation will do if an alias can be found'
found 'Men of the Zorb Front came.' 'Zorb Front=The Zorb Front (organization, armed group/rebel)' \
    'a name with an article, which is no part of the mention'
found 'The fans of Lodz Riders sang.' 'Lodz Riders=Łódź Riders (organization, civil society/sport)' \
    'accents do not matter'

found 'The firm Zorb and Sons paid.' 'Zorb and Sons=Zorb & Sons (organization, business/company)' \
    '"&" is "and"'
found 'The firm Zorb & Sons paid.' 'Zorb & Sons=Zorb & Sons (organization, business/company)' \
    'and itself'

# --- persons ---
found 'Kareem Velasko spoke.' 'Kareem Velasko=Karim Velasco (person)' \
    'an alias of a person'
found 'Kareem Velasko spoke. Later Velasko left.' 'Velasko=Karim Velasco (person)' \
    'the surname of an alias is the person'
found 'Officials met Karim Velasco. Velasco said no.' 'Velasco=Karim Velasco (person)' \
    'the surname of the name too'
found 'Officials met Karim Velasco and Ana Velasco. Ana Velasco said no.' \
    'Ana Velasco=Ana Velasco (person)' 'a namesake is another person'
found 'Gen. Karim Velasco spoke.' 'Karim Velasco=Karim Velasco (person)' 'a title in front'
found 'They called the Falcon of Zorb a liar.' 'Falcon of Zorb=Karim Velasco (person)' \
    'a nickname'

printf 'Zorb Leader\tMuammar Gaddafi|Zorb Colonel\tperson\nVladimir Putin\tZorb Tsar\tperson\n' >q.tsv
mv own.tsv keep.tsv; mv q.tsv own.tsv
found 'Muammar Gaddafi spoke. Gaddafi left.' 'Gaddafi=Zorb Leader (person)' 'a person whom we know'
found 'They met the Zorb Tsar.' 'Zorb Tsar=Vladimir Putin (person)' 'a new name of one whom we know'
printf 'Muammar Gaddafi met the Zorb Tsar.\n\nThey saw Moammar Gadhafi and Vladimir Putin.\n' >p.txt
"$indexer" -q -i px --dictionary own.tsv p.txt >out
is "$("$searcher" -i px --count -a 'Muammar Gaddafi')" 1 'an exact value goes before an alias'
is "$("$searcher" -i px --count -a 'Moammar Gadhafi')" 1 'an alias that was not taken'
is "$("$searcher" -i px --count -a 'zorb tsar')" 2 'a new alias of one whom we know'
mv keep.tsv own.tsv

# --- what wins ---
found 'ISIS said so.' 'ISIS=Levant Caliphate (organization, armed group/rebel)' \
    'it wins over our dictionary'
found 'ISIL said so.' 'ISIL=Islamic State (organization, armed group/terrorist organization)' \
    'what it does not name stays'
found 'He flew to Austin and back.' 'Austin=Austin Group (organization, business/company)' \
    'it wins over the gazetteer'
found 'Lloyd Austin spoke. Austin said so.' 'Austin=Austin Group (organization, business/company)' \
    'and over a surname'
found 'Lloyd Austin spoke. Austin said so.' 'Lloyd Austin=Lloyd Austin (person)' \
    'not inside of a longer name'
found 'Police came to the Zorb Watch Hospital.' 'Zorb Watch Hospital=Zorb Watch Hospital (organization, civil society/health)' \
    'nor inside of an organization'
missed 'He likes books. Reading is fun, he said, and reading helps.' 'Reading' \
    'an ordinary word at the head of a sentence'
found 'He lives in Reading now.' 'Reading=United Kingdom/England/Reading (location)' \
    'the same word as a name'
printf 'Jordan Zorb\t?Jordan\tperson\n' >weak.tsv
mv own.tsv keep.tsv; cp weak.tsv own.tsv
found 'He lives in Jordan now.' 'Jordan=Jordan (location)' 'a weak alias takes nothing away'
mv keep.tsv own.tsv
found 'In Iraq, the Vigil attacked an Iraqi convoy.' \
    'Vigil=Zorb Watch (organization, armed group/militia)' 'a weak alias where its country is named'
missed 'He kept the Vigil in Peru, a Peruvian custom.' 'Zorb Watch' 'and not elsewhere'
echo 'Zorb Watch came.' >a.txt
run "$indexer" -v --extract --dictionary own.tsv a.txt
prints_match '"rule":"user dictionary"' 'the rule is named'
for f in 1 2; do
	printf 'Zorb %s Group\tZG%s\torganization\tmedia/news\n' One$f $f >d$f.tsv
done
echo 'Zorb One1 Group, ZG2 and Islamic State met.' >b.txt
run "$indexer" --extract --dictionary d1.tsv --dictionary d2.tsv b.txt
prints_match '"actor":\["Islamic State","Zorb One1 Group","Zorb One2 Group"\]' \
    'several dictionaries'
run "$indexer" --extract --dictionary d1.tsv --dictionary '' --dictionary d2.tsv b.txt
prints_match '"actor":\["Islamic State",.*"Zorb One2 Group"\]' 'the empty name forgets'
"$indexer" --extract b.txt >plain
echo '# nothing' >empty.tsv
run "$indexer" --extract --dictionary empty.tsv b.txt
cmp -s out plain; ok $? 'an empty dictionary changes nothing'
: >empty.tsv
run "$indexer" --extract --dictionary empty.tsv "$corpus"
"$indexer" --extract "$corpus" >plain
cmp -s out plain; ok $? 'in the whole corpus'

# --- errors: file, line, what and remedy; nothing is changed ---
bad() {		# RE NAME; the dictionary is bad.tsv
	run "$indexer" -i never --dictionary bad.tsv a.txt
	[ "$rc" -eq 2 ] && [ ! -e never ] && [ "$(wc -l <err)" -eq 1 ] &&
	    grep -Eq -e "^indexer: bad.tsv:$1" err
	ok $? "error: $2" || tap_show "status $rc" err
}
printf 'A Zorb\t\torganization\n\nB Zorb\t\tgrup\n' >bad.tsv
bad '3: kind "grup": unknown; write person, organization or location' 'kind'
printf 'A Zorb; organization\n' >bad.tsv
bad '1: no kind; separate the columns by tabs' 'no tabs'
printf 'A Zorb\t\torganization\tmilitias\n' >bad.tsv
bad '1: org_type "militias": unknown; write one of: armed group/militia$' 'a type that resembles one'
printf 'A Zorb\t\torganization\tarmed group/army\n' >bad.tsv
bad '1: org_type "armed group/army": unknown; write one of: armed group/rebel, armed group/militia, ' \
    'a type of a known group'
printf 'A Zorb\t\torganization\tqqq\n' >bad.tsv
bad '1: org_type "qqq": unknown; write one of: state/government, .*, media/news$' 'a type: the list'
printf 'A Zorb\t\tlocation\tmedia/news\n' >bad.tsv
bad '1: org_type "media/news": a location has none' \
    'a location has no type'
printf '\tZorb\torganization\n' >bad.tsv
bad '1: no name' 'no name'
printf 'A\001Zorb\t\torganization\n' >bad.tsv
bad '1: a control character' 'a control character'
printf 'A\302\233Zorb\t\torganization\n' >bad.tsv
bad '1: a control character' 'a C1 control'
printf '# ok\nA Zorb\t\torganization\rB Zorb\t\tperson\r' >bad.tsv
bad '2: a control character' 'bare CR'
printf 'Zorb\351\t\torganization\n' >bad.tsv
bad '1: not UTF-8; convert the file with iconv' 'not UTF-8'
printf '\377\376Z\000o\000' >bad.tsv
bad '1: not UTF-8' 'UTF-16'
printf 'A Zorb\t\torganization\t\t\t\tnote\tmore\n' >bad.tsv
bad '1: 8 columns, not 7: name, aliases, kind' 'too many columns'
printf 'A Zorb\tAZ\torganization\n# x\nB Zorb\tBZ|AZ\torganization\n' >bad.tsv
bad '3: alias "AZ": the row at bad.tsv:1 has it, too' 'an alias of two rows'
printf 'A Zorb\tAZ\torganization\nA Zorb\t\tperson\n' >bad.tsv
bad '2: name "A Zorb": the row at bad.tsv:1 has it, too' 'a name of two rows'
printf 'A Zorb\tÁ zorb|A Zorb\torganization\n?\t\tperson\n' >bad.tsv
bad '2: name "\?": never found in a text' 'no word in the name; one row may repeat itself'
printf 'A Zorb\tZorb (A)\torganization\n' >bad.tsv
bad '1: alias "Zorb \(A\)": never found in a text; write 1 to 12 words' 'punctuation'
printf 'a b c d e f g h i j k l m\t\tperson\n' >bad.tsv
bad '1: name .* 1 to 12 words' 'too many words'
printf 'Zorb\t\tlocation\t\tIraq//Zorb\n' >bad.tsv
bad '1: place "Iraq//Zorb": write a path like' 'a bad path'
printf 'Zorb\t\tlocation\t\tIraq/Anbar\n' >bad.tsv
bad '1: place "Iraq/Anbar": does not end in the name; write "Iraq/Anbar/Zorb"' 'the path of something else'
printf 'Zorb\t\tlocation\t\tU.S./Texas/Zorb\n' >bad.tsv
bad '1: place "U.S./Texas/Zorb": write "United States/Texas/Zorb"' 'a country by another name'
printf 'Iraq/Zorb\t\tlocation\n' >bad.tsv
bad '1: name "Iraq/Zorb": "/" has its place in the fifth column' 'a path as the name'
perl -e 'print "Zorb" x 100, "\t\tperson\n"' >bad.tsv
bad '1: name: longer than 200 bytes' 'a long name'
run "$indexer" -i never --dictionary gone.tsv a.txt
exits 2 'a dictionary that is not there'
warns '^indexer: gone.tsv: No such file' 'is named'
run "$indexer" -i never --dictionary . a.txt
exits 2 'a directory'
warns '^indexer: .: Is a directory' 'is named as such'
run "$indexer" -i never --dictionary d1.tsv --dictionary d1.tsv a.txt
exits 2 'the same twice'
warns '^indexer: d1.tsv:1: .* the row at d1.tsv:1 has it, too' 'is a name claimed twice'
run "$indexer" -i never --dictionary d1.tsv --no-extract a.txt
exits 2 'with --no-extract'
warns 'dictionary is of no use with --no-extract' 'it is of no use'
[ ! -e never ]; ok $? 'no index was made'

# --- the index ---
mkdir news
printf 'Zorb Watch fighters left.\n\nSector 9 was calm, ISIS said.\n' >news/n.txt
run "$indexer" -q -i ix --dictionary own.tsv news
exits 0 'an index with a dictionary'
is "$("$searcher" -i ix --count -a ZWO)" 1 'searcher finds a value by its alias'
is "$("$searcher" -i ix --count -a 'watch of zorb')" 1 'whatever the case'
is "$("$searcher" -i ix --count -a 'ISIS')" 1 'an alias that was ours is the new value only'
is "$("$searcher" -i ix --values actor Lev | cut -f1 | sed 's/ *[0-9]* *$//')" 'Levant Caliphate' \
    'which is the facet value'
is "$("$searcher" -i ix --count -l 'Sector 9')" 1 'a location by its alias'
is "$("$searcher" -i ix --count -l 'Iraq')" 1 'and by what is above it'
is "$("$searcher" -i ix --count -o 'militia')" 1 'the kind of organization'
run "$indexer" -i ix --status
prints_match "^dictionaries $T/own.tsv$" '--status names the dictionary'

run "$indexer" -i ix
is "$(summary)" \
    '1 articles, 2 paragraphs: 0 new, 0 changed, 0 removed, 1 unchanged, 0 skipped' \
    'a run without the option keeps it'
is "$(cat err)" '' 'and says nothing'
mkdir sub
(cd sub && "$indexer" -i ../ix --dictionary ../own.tsv ../news >../out 2>../err)
is "$(summary)$(cat err)" \
    '1 articles, 2 paragraphs: 0 new, 0 changed, 0 removed, 1 unchanged, 0 skipped' \
    'the same file by another path is the same'
printf '# a remark\n' >>own.tsv
run "$indexer" -i ix
is "$(summary)$(cat err)" \
    '1 articles, 2 paragraphs: 0 new, 0 changed, 0 removed, 1 unchanged, 0 skipped' \
    'a remark changes nothing'
printf 'Calm Party\tZCP\torganization\tpolitical/party\n' >>own.tsv
run "$indexer" -i ix
warns 'the dictionaries.* changed since the index was made: making all of it anew' \
    'a change of the dictionary makes all anew'
is "$(summary)" \
    '1 articles, 2 paragraphs: 1 new, 0 changed, 0 removed, 0 unchanged, 0 skipped' \
    'without being named'
run "$indexer" -i ix
is "$(summary)$(cat err)" \
    '1 articles, 2 paragraphs: 0 new, 0 changed, 0 removed, 1 unchanged, 0 skipped' 'once'
run "$indexer" -q --rebuild -i ix
is "$("$searcher" -i ix --count -a ZWO)" 1 'a rebuild keeps it'
cp own.tsv copy.tsv
run "$indexer" -i ix --dictionary copy.tsv
is "$(summary)$(cat err)" \
    '1 articles, 2 paragraphs: 0 new, 0 changed, 0 removed, 1 unchanged, 0 skipped' \
    'a copy elsewhere changes no facet'
run "$indexer" -i ix --status
prints_match "^dictionaries $T/copy.tsv$" 'but is recorded'
mv copy.tsv gone.tsv
run "$indexer" -i ix
exits 2 'a recorded dictionary that is gone'
warns "^indexer: dictionary of the index \(name others with --dictionary FILE, none with --dictionary ''\): $T/copy.tsv: No such file" \
    'is named with the remedy'
is "$("$searcher" -i ix --count -a ZWO)" 1 'and the index is what it was'
echo x >bad.tsv
run "$indexer" -i ix --dictionary bad.tsv
exits 2 'a bad dictionary'
is "$("$searcher" -i ix --count -a ZWO)" 1 'leaves the index as it was'
run "$indexer" -i ix --dictionary ''
exits 0 'forgetting'
warns 'making all of it anew' 'makes all anew'
is "$("$searcher" -i ix --count -a ISIS; "$searcher" -i ix --values actor Lev)" 1 \
    'ISIS is Islamic State again'
run "$indexer" -i ix --status
is "$(grep -c dictionaries out)" 0 'no dictionary is recorded'
run "$indexer" -q -i ix --dictionary own.tsv --dictionary d1.tsv --dictionary d2.tsv
run "$indexer" -q -i ix --dictionary d2.tsv
run "$indexer" -i ix --status
is "$(sed -n '/^dict/,/^sources/p' out | sed '$d' | tr -s ' \n' '  ')" "dictionaries $T/d2.tsv " \
    'fewer than before'
run "$indexer" -i ix2 --dictionary /dev/null a.txt
exits 2 'what is no file'
warns '/dev/null: not a regular file; the index records it' 'cannot be read again by a later run'
[ ! -e ix2 ]; ok $? 'so there is no index'
plan_done
