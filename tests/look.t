#!/bin/sh
# --timeline and --article.
. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1
cat >n.jsonl <<'X'
{"id":"a","title":"Rain in Oslo","date":"2023-12-31","source":"Wire","url":"http://x.example/a","paragraphs":["Rain fell on Sunday.","","The rain went on."]}
{"id":"b","date":"2024-01-01","text":"Rain on Monday.","location":["Norway"]}
{"id":"c","date":"2024-02-29","text":"Rain on a leap day."}
{"id":"d","date":"2024-02","text":"Rain in February."}
{"id":"e","date":"2024","text":"Rain that year."}
{"id":"f","text":"Rain without a date."}
{"id":"g","date":"2024-02-26","text":"Snow."}
X
"$indexer" -q -i ix --no-extract n.jsonl >out || cat out
s() { run "$searcher" -i ix "$@"; }

s --timeline=year --format tsv rain
exits 0 'years'
prints 'each with its matches' <<'X'
2023	2
2024	4
-	1
X
s --timeline --format tsv rain
prints 'months; dates less exact stand for themselves' <<'X'
2023-12	2
2024	1
2024-01	1
2024-02	2
-	1
X
s --timeline=week --format tsv rain
prints 'weeks by their Mondays, also across a year and a leap day' <<'X'
2023-12-25	2
2024	1
2024-01-01	1
2024-02	1
2024-02-26	1
-	1
X
s --timeline=day --format json -l Norway
prints 'days, of a selection, as JSON' <<'X'
{"schema":1,"periods":[{"period":"2024-01-01","count":1}],"undated":0}
X
s --timeline=year --format jsonl rain
prints 'JSON Lines' <<'X'
{"period":"2023","count":2}
{"period":"2024","count":4}
{"period":null,"count":1}
X
s --timeline=year rain
prints_match '^2024 +4 █+$' 'bars for people'
prints_match '^undated +1 █+' 'what has no date is told'
is "$("$searcher" -i ix --timeline=day --format tsv | awk '{ n += $2 } END { print n }')" \
    "$("$searcher" -i ix --count)" 'all of them are counted'
s --timeline=hour rain
exits 2 'an hour is no unit'
warns '--timeline=hour: not one of year, month, week, day' 'says so'
s --timeline xyzzy
exits 1 'no match'
s --timeline --count rain
exits 2 'not with --count'

s --article a
exits 0 'an article'
prints 'title, date, source, address, paragraphs with their numbers' <<'X'
Rain in Oslo
2023-12-31  Wire  http://x.example/a  a

  1 Rain fell on Sunday.

  3 The rain went on.

X
s --article a --color always rain
prints_match "$(printf 'The \033\\[[0-9;]*mrain\033')" 'the words are marked'
s --article a --format jsonl
is "$(grep -c . out)" 2 'a line for each paragraph'
prints_match '"id":"a#3"' 'with its id'
s --article nope
exits 1 'no such article'
warns '^searcher: no article "nope"$' 'says so'
plan_done
