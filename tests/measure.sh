#!/bin/sh
# Quality and speed of the facets on real texts, as one table.  The data is
# not in the repository: $DATELINE_DATA, else ../shared/data.
#
# measure.sh [BUILD]	all of it
# measure.sh BUILD -v	and what was missed, on standard error
#
# Figures whose data is not there are left out; without any: exit 2.
B=${1:-build} verbose=${2:-}
tests=$(cd "$(dirname "$0")" && pwd) || exit 2
data=${DATELINE_DATA:-$tests/../../shared/data}
news=$data/news/news_paragraphs.jsonl.gz lgl=$data/geo/lgl.jsonl
muc=$data/muc/muc34.dev.jsonl gmb=$data/ner/gmb.dev.bio
re3d=$data/ner/re3d.dev.jsonl
facets=$B/facets.bin
[ -d "$data" ] || {
	echo "measure: no data in $data; set DATELINE_DATA" >&2
	exit 2
}
[ -x "$B/indexer" ] && [ -r "$facets" ] || {
	echo "measure: no programs in $B; run make" >&2
	exit 2
}
T=$(mktemp -d) || exit 2
trap 'rm -rf "$T"' EXIT
wrong=/dev/null
[ "$verbose" = -v ] && wrong=/dev/stderr

# row FIGURE VALUE FLOOR PLAIN
row() {
	printf '%-58s %9s  %s%s\n' "$1" "$2" "${4:+plain BM25 of Xapian $4 }" \
	    "${3:+(floor $3)}"
}
# right NAME FLOOR: rows "NAME TAB PART TAB right TAB all" of standard input
right() {
	while IFS='	' read -r name part n all; do
		[ "$all" -gt 0 ] || continue
		row "$1, $name, $part" "$(echo "$n $all" |
		    awk '{ printf "%.1f %%", 100 * $1 / $2 }')" \
		    "$(case $part in *half) ;; *) echo "$2" ;; esac)"
	done
}

measured=0
echo "Dateline $("$B/indexer" --version | sed 's/.* //'), $(date +%F)"

# ---- names: exact spans
if [ -x "$B/tests/measure_ner" ]; then
	for set in gmb re3d; do
		eval file=\$$set
		[ -r "$file" ] || continue
		"$B/tests/measure_ner" "$facets" $set "$file"
		"$B/tests/measure_ner" -l "$facets" $set "$file"
		measured=1
	done
fi

# ---- places: spans given
if [ -x "$B/tests/measure_places" ] && [ -r "$lgl" ]; then
	"$B/tests/measure_places" "$facets" "$lgl" \
	    ${verbose:+-v} >"$T/places" 2>"$wrong"
	grep ^country "$T/places" | right 'lgl, toponyms given' '88 %'
	grep ^region "$T/places" | right 'lgl, toponyms given' ''
	measured=1
fi

# ---- incidents: upper case as it is
if [ -r "$muc" ]; then
	perl -MJSON::PP -ne '$d = decode_json($_); print encode_json({ map {
	    $_ => $d->{$_} } qw(id date text) }), "\n"' "$muc" >"$T/muc.jsonl"
	"$B/indexer" --extract -q "$T/muc.jsonl" >"$T/muc.out"
	perl "$tests/measure/muc.pl" "$muc" "$T/muc.out" >"$T/muc" 2>"$wrong"
	grep '^country' "$T/muc" | right 'muc34.dev' '95 %'
	grep '^named' "$T/muc" | right 'muc34.dev' '80 %'
	grep '^towns' "$T/muc" | right 'muc34.dev' ''
	measured=1
fi

# ---- kinds of organizations, speed
if [ -r "$news" ]; then
	gzip -dc "$news" >"$T/news.jsonl"
	perl "$tests/measure/sample.pl" "$T/news.jsonl" >"$T/sample.jsonl"
	"$B/indexer" --extract -q "$T/sample.jsonl" >"$T/sample.out"
	perl "$tests/measure/org_types.pl" "$T/sample.out" \
	    "$tests/measure/org_types.tsv" >"$T/types" 2>"$wrong"
	grep ^typed "$T/types" | right 'organization mentions' '70 %'
	grep '^right' "$T/types" | right 'organization mentions' '92 %'
	grep '^labels' "$T/types" | right 'organization mentions' ''
	head -n "${PARAGRAPHS:-40000}" "$T/news.jsonl" >"$T/speed.jsonl"
	perl "$tests/measure/speed.pl" "$B/indexer" "$T/speed.jsonl" \
	    "$facets" >"$T/speed"
	while IFS='	' read -r name value floor; do
		row "$name" "$value" "$floor"
	done <"$T/speed"
	measured=1
fi
# ---- ranking: any of the words, beside Xapian's BM25 of the same paragraphs
# plain: its scores to $T/plain; an article is its best paragraph
plain() {
	: >"$T/plain"
	[ -x "$B/tests/measure_xapian" ] || return
	"$B/tests/measure_xapian" "$T/ir.jsonl" "$T/queries" >"$T/run.plain"
	perl "$tests/measure/ir.pl" score "$data/ir/$set" "$T/run.plain" >"$T/plain"
}
for set in time cranfield; do
	[ -r "$data/ir/$set/corpus.jsonl" ] || continue
	perl "$tests/measure/ir.pl" queries "$data/ir/$set" >"$T/queries"
	for form in corpus cut; do
		perl "$tests/measure/ir.pl" $form "$data/ir/$set" >"$T/ir.jsonl"
		rm -rf "$T/ir"
		"$B/indexer" --no-extract -q -i "$T/ir" "$T/ir.jsonl" >"$T/out"
		for level in paragraphs articles; do
			group=$([ $level = paragraphs ] || echo --group)
			start=$(date +%s%N)
			"$B/searcher" -i "$T/ir" --any $group --batch "$T/queries" \
			    --format trec --facets 0 -n 1000 >"$T/run"
			took=$((($(date +%s%N) - start) / $(wc -l <"$T/queries")))
			perl "$tests/measure/ir.pl" score "$data/ir/$set" "$T/run" >"$T/score"
			plain
			floor=$([ $form$level != corpusarticles ] ||
			    case $set in time) echo 0.765 ;; *) echo 0.380 ;; esac)
			name="ranking, $set$([ $form = cut ] && echo ' in paragraphs'), $level"
			row "$name, nDCG@10" "$(cut -f1 "$T/score")" "$floor" "$(cut -f1 "$T/plain")"
			row "$name, MAP" "$(cut -f2 "$T/score")" '' "$(cut -f2 "$T/plain")"
			row "$name, Recall@100" "$(cut -f3 "$T/score")" '' "$(cut -f3 "$T/plain")"
			row "$name, a query" "$(echo $took |
			    awk '{ printf "%.2f ms", $1 / 1e6 }')" ''
		done
	done
	measured=1
done

# ---- misspelt queries: one word each, what --correct brings back
for set in time cranfield; do
	[ -r "$data/ir/$set/corpus.jsonl" ] || continue
	perl "$tests/measure/ir.pl" queries "$data/ir/$set" >"$T/queries"
	perl "$tests/measure/ir.pl" corpus "$data/ir/$set" >"$T/ir.jsonl"
	rm -rf "$T/ir"
	"$B/indexer" --no-extract -q -i "$T/ir" "$T/ir.jsonl" >"$T/out"
	# ndcg QUERIES [OPTION]
	ndcg() {
		"$B/searcher" -i "$T/ir" --any --group --facets 0 -n 100 \
		    --format trec --batch "$@" >"$T/run" 2>"$T/err"
		perl "$tests/measure/ir.pl" score "$data/ir/$set" "$T/run" |
		    cut -f1
	}
	right=$(ndcg "$T/queries")
	for seed in 1 2 3 4 5; do
		perl "$tests/measure/misspell.pl" $seed <"$T/queries" >"$T/spoilt"
		echo "$right $(ndcg "$T/spoilt") $(ndcg "$T/spoilt" --correct)"
	done | awk '{ right += $1; spoilt += $2; again += $3 }
	    END { printf "%.4f\t%.4f\t%.1f\n", spoilt / NR, again / NR,
	    100 * (again - spoilt) / (right - spoilt) }' >"$T/score"
	name="misspelt, $set, articles"
	row "$name, nDCG@10" "$(cut -f1 "$T/score")" ''
	row "$name, --correct, nDCG@10" "$(cut -f2 "$T/score")" ''
	row "$name, recovered" "$(cut -f3 "$T/score") %" '75 %'
done

[ $measured = 1 ] || {
	echo "measure: nothing to measure with in $data" >&2
	exit 2
}
