#!/bin/sh
# --format html: whole pages, whatever the documents hold.
. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1
cat >n.jsonl <<'X'
{"id":"a","title":"</title><script>alert(1)</script>","date":"2021-05-03","source":"\"><img src=x onerror=alert(2)>","url":"javascript:alert(3)","paragraphs":["Rain & <b onclick='alert(4)'>thunder</b> \"quoted\".","Rain again &amp; again."],"actor":["<svg onload=alert(5)>","A \"B\" & 'C'"],"location":["Egypt/<i>"]}
{"id":"b\"onmouseover=\"alert(6)","title":"Fair","date":"2020-11-02","url":"https://example.org/?a=1&b=\"2\"><script>","text":"Rain and ﷐ snow.￾"}
{"id":"c","title":"Data","date":"2020","url":"data:text/html,<script>alert(7)</script>","text":"Rain of c."}
{"id":"d","url":" HTTPS://example.org/d","text":"Rain without a date."}
{"id":"e","url":"vbscript:x","text":"\u001b]8;;http://evil.example\u001b\\Rain\u001b]8;;\u001b\\ \u202Eback\u0000."}
X
printf 'Title: \377\376 odd\nDate: 2020-11-03\n\nRain \200\201 of bytes.\n' >bytes.txt
"$indexer" -q -i ix --no-extract n.jsonl bytes.txt >out 2>err || cat err
h() { run "$searcher" -i ix --format html "$@"; }

h rain
exits 0 html
is "$(head -1 out)" '<!DOCTYPE html>' 'a page'
cp out page.html
grep -q "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\"" out
ok $? 'its policy: load nothing, run nothing'
is "$(grep -oiE '<(script|img|iframe|object|embed|link|base|form|b|i)[ />]' out)" '' \
    'no element of a document'
is "$(grep -oE ' on[a-z]+=' out | sort -u)" ' onclick=
 onerror=
 onload=' 'what looks like a handler is only text:'
is "$(sed 's/<[^>]*>//g' out | grep -c ' on[a-z]*=')" \
    "$(grep -c ' on[a-z]*=' out)" 'none of it within a tag'
is "$(grep -oiE '(href|src)="[^"]*"' out)" \
    'href="https://example.org/?a=1&amp;b=&quot;2&quot;&gt;&lt;script&gt;"
href="HTTPS://example.org/d"' 'links only to the web'
prints_match '<mark>Rain</mark> &amp; &lt;b onclick=&#39;alert\(4\)&#39;&gt;thunder' \
    'marks, and escaped text'
prints_match '<li value="7">' 'all hits'
prints_match '<caption>Actors</caption>' 'facets'
prints_match 'A &quot;B&quot; &amp; &#39;C&#39;</th><td>2</td>' 'with their counts'
prints_match '<svg viewBox.* role="img" aria-label="Paragraphs by date, 2020-11 to 2021-05; the most, 2, in ' \
    'the timeline says what it shows'
prints_match '<tr><th scope="row">undated</th><td>2</td></tr>' 'and has its numbers'
prints_match "by <code>searcher -i ix --format html rain</code>" 'the command line'
prints_match 'Answered [0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2} UTC' 'the date of the answer'
is "$(grep -c '<h1>' out)" 1 'one first heading'
prints_match 'prefers-color-scheme:dark' 'light and dark'
prints_match '@media print' 'fit to print'
is "$(LC_ALL=C tr -d '\n -\176\200-\377' <out | wc -c)" 0 'no control characters'
iconv -f UTF-8 -t UTF-8 out >/dev/null
ok $? 'valid UTF-8'

# well NAME ARG...: a well-formed page
well() {
	name=$1
	shift
	h "$@"
	if command -v xmllint >/dev/null; then
		xmllint --noout out >lint 2>&1
		ok $? "$name is well-formed" || tap_show xmllint lint
	else
		skip "$name is well-formed" 'no xmllint'
	fi
}
well 'a page of hits' rain
well 'a page of groups' --group rain
is "$(grep -c ' and 1 more</p>' out)" 1 'how many more there are'
well 'a page of what is alike' --similar a
prints_match '<h1>Like a</h1>' 'its heading'
prints_match '<p>Like <code>a</code>: ' 'and the words'
well 'a page without near-duplicates' --unique rain
well 'a page of selections' -a '<svg onload=alert(5)>' rain
is "$(grep -c '<tr class="selected">' out)" 1 'they are marked'
well 'a page of everything'
prints_match '<h1>All paragraphs</h1>' 'its heading'
well 'a page of nothing' xyzzy
exits 1 'no match'
prints_match '<p>0 paragraphs</p>' 'says so'
well 'a page of odd words' "$(printf '\377<b>\033[1m"rain "')" --any
well 'a timeline' --timeline=day rain
prints_match '<title>2021-05-03: 2</title>' 'its bars'
well 'values' --values actor
prints_match '&lt;svg onload=alert\(5\)&gt;</th><td>2</td>' 'values with counts'
well 'pairs' --cooccur actor,location rain
prints_match '<th scope="row">&lt;svg onload=alert\(5\)&gt;</th><th scope="row">Egypt</th><td>2</td>' 'each with its count'
well 'a comparison' --compare '<snow>' rain
prints_match '<code>&lt;snow&gt;</code>: 1 paragraph' 'with what'
prints_match '<th scope="row">Egypt</th><td>2</td><td>0</td>' 'what there is more or less of'
well 'an article' --article a rain
prints_match '<li value="2"><mark>Rain</mark> again' 'its paragraphs, marked'
well 'no such article' --article nope
printf '1\train\n<2>\tsnow <b>\n3\t"rain\n' >queries
well 'a batch' --batch queries
exits 2 'a line was bad'
is "$(grep -c '<h1>\|</html>' out)" 2 'one page for all answers'
prints_match '<h2>&lt;2&gt;: snow &lt;b&gt;</h2>' 'each with its query'
h --fields id rain
exits 2 'not with --fields'
is "$("$searcher" -i ix --format html rain | wc -l)" "$(wc -l <page.html)" \
    'the same page again'
h '"rain'
exits 2 'a query that cannot be parsed'
is "$(cat out)" '' 'leaves no half page'

chromium=$(command -v chromium || command -v chromium-browser ||
    command -v google-chrome)
if [ -n "$chromium" ] && [ -z "$SANITIZED" ]; then
	mkdir profile
	timeout 100 "$chromium" --headless --no-sandbox --disable-gpu \
	    --user-data-dir="$T/profile" --dump-dom "file://$T/page.html" \
	    >dom 2>log </dev/null
	ok $? 'Chromium opens it'
	is "$(grep -c '<li value' dom)" 7 'and sees all hits'
	is "$(grep -oi '<script\|<img\|<b \|<i>' dom)" '' 'and no other elements'
	is "$(grep -c '<rect x=' dom)" "$(grep -c '<rect x=' page.html)" 'and the chart'
	timeout 100 "$chromium" --headless --no-sandbox --disable-gpu \
	    --user-data-dir="$T/profile" --window-size=800,600 \
	    --screenshot="$T/shot.png" "file://$T/page.html" >log 2>&1 </dev/null
	[ -s shot.png ]
	ok $? 'and draws it'
else
	skip 'Chromium opens it' 'no chromium, or a sanitized build'
fi
plan_done
