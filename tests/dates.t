#!/bin/sh
# Ranges of dates in a query: date:2023-12..2024-01.
. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1
cat >d.jsonl <<'X'
{"id":"a","date":"2022-12-31","text":"Rain."}
{"id":"b","date":"2023","text":"Rain."}
{"id":"c","date":"2023-01-01","text":"Snow."}
{"id":"d","date":"2023-12","text":"Rain.","location":["Norway"]}
{"id":"e","date":"2023-12-31","text":"Snow.","location":["Norway"]}
{"id":"f","date":"2024-01-01","text":"Rain.","location":["Sweden"]}
{"id":"g","date":"2024-02-29","text":"Rain."}
{"id":"h","text":"Rain without a date."}
X
"$indexer" -q -i ix --no-extract d.jsonl >out || cat out
ids() { cut -f3 | sed 's/#.*//' | sort | tr -d '\n'; }
# found NAME ARTICLES ARG...
found() {
	name=$1 want=$2
	shift 2
	is "$("$searcher" -i ix --format tsv --facets 0 -n 99 "$@" | ids)" \
	    "$want" "$name"
}
# refused COLUMN REASON QUERY
refused() {
	run "$searcher" -i ix "$3"
	exits 2 "exit 2: $3"
	is "$(cat err)" "searcher: query: column $1: $2" "its reason"
}
found 'a year' bcde date:2023
found 'a month' de date:2023-12
found 'a day' e date:2023-12-31
found 'from month to month' def date:2023-12..2024-01
found 'from day to year' efg date:2023-12-31..2024
found 'open at the end' defg date:2023-12..
found 'open at the beginning' abc date:..2023-11
found 'in quotes' bcde 'date:"2023"'
found 'with words' bd rain date:2023
found 'OR' abcdeg 'date:..2023 OR date:2024-02'
found 'not: also what has no date' afgh 'NOT date:2023'
found 'a minus' bfgh 'rain -date:2022 -date:2023-12'
found 'within parentheses' cdf '(date:2023-12 rain) OR (date:2023-01-01 snow) OR location:Sweden'
found '--any: a condition still' bcdef --any 'snow rain date:2023..2024-01'
for range in 2023..2024 2023-01..2023-12 2023-12-31..2024-02-29; do
	is "$("$searcher" -i ix --format tsv "date:$range" -n 99 | ids)" \
	    "$("$searcher" -i ix --format tsv -n 99 --since "${range%..*}" \
	    --until "${range#*..}" | ids)" "$range is --since and --until"
done
"$searcher" -i ix --format json -n 0 date:2023-12..2024-01 >out
prints_match '"total":3,.*"location":\[\{"value":"Norway","count":2,"selected":false\},\{"value":"Sweden","count":1,' \
    'facets are counted'
printf '1\tdate:2024 rain\n2\tdate:2024..2023\n' >batch
run "$searcher" -i ix --batch batch --format trec --facets 0
is "$(cut -d' ' -f1,3 out | sort | tr '\n' ' ')" '1 f#1 1 g#1 ' '--batch'
warns 'batch:2: query: column 12: the range ends before it begins' \
    'with the column of a fault'

no='not a date; write YYYY, YYYY-MM or YYYY-MM-DD'
refused 6 "$no, and .. between two" date:yesterday
refused 11 "$no, and .. between two" 'rain date:2023-13'
refused 6 "$no, and .. between two" date:2023-02-30..2024
refused 12 "$no" date:2023..24
refused 12 "$no" date:2023..2024..2025
refused 6 'a range of dates needs one at least' date:..
refused 12 'the range ends before it begins' date:2024..2023
refused 15 'the range ends before it begins' date:2023-12..2023-11
refused 6 'a field without a value' date:
plan_done
