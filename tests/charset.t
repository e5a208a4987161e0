#!/bin/sh
# Texts in other charsets than UTF-8, declared and not; bodies of web archives
# as servers send them.
. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1
# encode CHARSET <UTF-8
encode() { perl -MEncode -pe 'Encode::from_to($_, "utf-8", "'"$1"'")'; }
# texts FILE: the text of each paragraph
texts() {
	run "$indexer" --extract --no-extract "$1"
	sed 's/.*"text":"\(\([^"\\]\|\\.\)*\)".*/\1/' out
}
russian='Вчера в порту города остановили разгрузку зерна: докеры требуют повышения зарплаты, а капитаны ждут на рейде третий день.'
czech='Ministr zemědělství řekl, že žňová úroda pšenice bude letos nižší než loni.'
greek='Οι ψαράδες του νησιού έκλεισαν χθες το λιμάνι ζητώντας φθηνότερα καύσιμα και καλύτερες τιμές για τα ψάρια τους.'

for charset in windows-1251 koi8-r iso-8859-5; do
	echo "<html><head><meta charset=$charset><title>T</title></head><body><p>$russian</p></body></html>" |
	    encode $charset >declared.html
	is "$(texts declared.html)" "$russian" "a page in $charset, which it says"
done
echo "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=iso-8859-2\"><title>T</title></head><body><p>$czech</p></body></html>" |
    encode iso-8859-2 >declared.html
is "$(texts declared.html)" "$czech" 'a page in iso-8859-2, in the older way'
for charset in UTF-16LE UTF-16BE; do
	{
		[ $charset = UTF-16LE ] && printf '\377\376' || printf '\376\377'
		printf '%s' "$czech" | encode $charset
	} >marked.txt
	is "$(texts marked.txt)" "$czech" "text in $charset with its mark"
done
# Every format in UTF-16; what says that it is something else is not believed.
mkdir utf16
cp "$tests"/formats/* utf16
printf '{"id":"1","text":"Žluté kolo \360\237\232\262 in Praha."}\n\n{"id":"2","text":"More."}\n' >utf16/two.jsonl
for charset in UTF-16LE UTF-16BE; do
	for file in utf16/*; do
		name=${file#utf16/}
		cp "$file" "$name"
		"$indexer" --extract --no-extract "$name" >wanted
		perl -MEncode -0777 -ne '$_ = decode("UTF-8", $_);
		    s/^\x{feff}//; s/(encoding=")utf-8"/$1UTF-16"/i;
		    print encode("'$charset'", "\x{feff}$_")' \
		    "$file" >"$name"
		run "$indexer" --extract --no-extract "$name"
		[ -s wanted ] && cmp -s wanted out
		ok $? "$charset: $name" || diff wanted out
		rm "$name"
	done
done
perl -e 'print "\xff\xfe", "a\0" x 60001, "\x3d\xd8\xb2\xde" x 40000, "\x3d\xd8b\0c\0\xb2\xded\0e"' >odd.txt
run "$indexer" --extract --no-extract odd.txt
exits 0 'UTF-16 of several buffers, with halves of characters'
is "$(sed 's/.*"text":"\([^"]*\)".*/\1/' out | perl -CS -0777 -ne 'tr/\n//d;
    print tr/\x{1f6b2}//, " ", tr/a//, " ", /bc(.*)d(.*)/ ? "$1 $2" : ""')" \
    '40000 60001 � �' '... each replaced'
echo "$russian" | encode koi8-r >plain.txt
is "$(texts plain.txt)" "$russian" 'Russian text in koi8-r, which nobody says'
echo "$greek" | encode iso-8859-7 >plain.txt
is "$(texts plain.txt)" "$greek" 'Greek text in iso-8859-7'
echo 'The café owner said it was a “fiancé” of his.' | encode cp1252 >plain.txt
is "$(texts plain.txt)" 'The café owner said it was a “fiancé” of his.' 'windows-1252 is what most Latin text is'
echo '<html><head><meta charset=no-such><title>T</title></head><body><p>Plain words.</p></body></html>' >odd.html
is "$(texts odd.html)" 'Plain words.' 'a charset that nobody knows'
printf '<html><head><meta charset=shift_jis><title>T</title></head><body><p>Fog in \201\377 Oslo.</p></body></html>' >odd.html
is "$(texts odd.html | sed 's/Fog in .* Oslo/Fog in ? Oslo/')" 'Fog in ? Oslo.' 'a byte that the charset lacks'
perl -CS -ne 'exit 1 if /[\x00-\x09\x0b-\x1f\x7f-\x9f]/' out
ok $? 'and it is no control character'

# warc HEADERS <BODY: one response
warc() {
	perl -e 'local $/; my $body = <STDIN>;
	    my $http = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n$ARGV[0]\r\n$body";
	    print "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://n.example/a\r\nWARC-Date: 2024-01-02T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: ",
		length $http, "\r\n\r\n$http\r\n\r\n"' "$1"
}
chunked() {
	perl -e 'local $/; my $s = <STDIN>;
	    while (length $s) { my $n = substr $s, 0, 50, ""; printf "%x\r\n%s\r\n", length $n, $n }
	    print "0\r\n\r\n"'
}
page='<html><head><title>Harbour</title></head><body><p>The harbour master closed the northern quay after the storm, and two ferries waited outside until the evening tide.</p></body></html>'
want='The harbour master closed the northern quay after the storm, and two ferries waited outside until the evening tide.'
echo "$page" | warc '' >a.warc
is "$(texts a.warc)" "$want" 'a page as it is'
echo "$page" | chunked | warc "$(printf 'Transfer-Encoding: chunked\r\n\r')" >a.warc
is "$(texts a.warc)" "$want" 'in chunks'
echo "$page" | gzip -c | warc "$(printf 'Content-Encoding: gzip\r\n\r')" >a.warc
is "$(texts a.warc)" "$want" 'compressed'
echo "$page" | gzip -c | chunked | warc "$(printf 'Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r')" >a.warc
is "$(texts a.warc)" "$want" 'compressed, then in chunks'
echo "$page" | gzip -c | head -c 60 | warc "$(printf 'Content-Encoding: gzip\r\n\r')" >a.warc
texts a.warc >cut
[ $rc -lt 2 ]
ok $? 'cut short: what can be read, or nothing'
plan_done
