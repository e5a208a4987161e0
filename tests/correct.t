#!/bin/sh
# Misspelt words: what is proposed, and --correct.
. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1
cat >n.jsonl <<'X'
{"id":"a","paragraphs":["NATO has no ships there.","No peace talks, no accord.","The government of Kenya, the Governor and the U.S. government."]}
{"id":"b","paragraphs":["High-speed trains of the government.","Erdoğan spoke of élan.","us and them: the state"]}
X
"$indexer" -q -i ix --no-extract n.jsonl >out || exit 1
s() { run "$searcher" -i ix --facets 0 "$@"; }
# proposes QUERY BETTER
proposes() {
	s "$1" --no-relax
	is "$(sed -n 's/^searcher: did you mean: //p' err)" "$2" "$1 -> $2"
}
proposes goverment government
proposes 'Goverment of Kenia' 'Government of Kenya'
proposes 'GOVERMENT OF KENIA' 'GOVERNMENT OF KENYA'
proposes 'gvoernment' government
proposes 'governmentt' government
proposes 'govermnet kenya' 'government kenya'
proposes 'hihg-speed trians' 'high-speed trains'
proposes '"goverment"' ''
proposes 'government' ''
proposes 'thre' ''
proposes 'Erdogen' 'Erdoğan'
proposes 'xyzzyq' ''
proposes 'goverment -government' ''
proposes 'title:ships' ''
s goverment --since 1999
is "$(cat err)" '' 'nothing is proposed that finds nothing'

s goverment
exits 1 'without --correct'
prints 'nothing is found' </dev/null
s --correct goverment
exits 0 'with --correct'
is "$(head -1 out)" '2 paragraphs' 'what was meant is found'
warns '^searcher: no paragraph has what was typed; these are for: government$' 'and said'
s --correct 'GOVERMENT US'
is "$(head -1 out)" '1 paragraph' 'in a query in capitals us is no acronym'
s --correct government
is "$(cat err)" '' 'nothing to put right'
s --correct --format json goverment
is "$(perl -MJSON::PP -e '$j = decode_json(<STDIN>);
    print join "|", map { $_ // "null" } @$j{qw(query total corrected did_you_mean)}' <out)" \
    'goverment|2|government|null' 'json: the query, and what was answered'
s --correct --format json peace
is "$(perl -MJSON::PP -e '$j = decode_json(<STDIN>);
    print exists $j->{corrected} && !defined $j->{corrected} ? "null" : "?"' <out)" \
    null 'json: null if nothing was put right'
printf '1\tgoverment\n2\tpeace\n3\ttrians\n' >queries
s --correct --batch queries --format trec
is "$(cut -d ' ' -f 1,3 out | xargs)" '1 a#3 1 b#1 2 a#2 3 b#1' 'a batch'
s --correct xyzzyq
exits 1 'nothing like it'
s --correct 'kenia OR (goverment NOT trians)'
is "$(head -1 out)" '2 paragraphs' 'within operators'
warns 'these are for: kenya OR \(government NOT trians\)$' 'what is excluded stays'
plan_done
