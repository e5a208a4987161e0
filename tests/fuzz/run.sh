#!/bin/sh
# run.sh BUILD SECONDS TARGET...: each fuzzer for so long, with the seeds of
# tests/fuzz/seeds and tests/formats; what it finds goes to BUILD/found.
tests=$(cd "$(dirname "$0")/.." && pwd)
build=$1 seconds=$2
shift 2
LC_ALL=C FACETS_DATA=${FACETS_DATA:-build/facets.bin}
ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=0
export LC_ALL FACETS_DATA ASAN_OPTIONS
failed=0

# The seeds of a target, one file each, in $seeds.
gather() {
	seeds=$build/seeds/$1
	rm -rf "$seeds"
	mkdir -p "$seeds"
	[ ! -d "$tests/fuzz/found/$1" ] || cp "$tests/fuzz/found/$1"/* "$seeds"
	case $1 in
	read_*)	cp "$tests/formats"/* "$seeds" ;;
	text)	find "$tests/../corpus" -name '*.txt' -size -4k |
		    head -n 40 | xargs -I{} cp {} "$seeds" ;;
	unpack)	archives ;;
	query | dictionary)
		split -l 1 -a 3 "$tests/fuzz/seeds/$1" "$seeds/" ;;
	column)	"${FACETS_DATA%/*}/indexer" -q -i "$seeds.ix" \
		    "$tests/../corpus" >"$seeds.log"
		cp "$seeds.ix"/gen.*/facets.column "$seeds" ;;
	frequent)
		perl -e 'print qq({"id":"$_","paragraphs":["wombat "]}\n)
		    for 1 .. 1200' >"$seeds.jsonl"
		"${FACETS_DATA%/*}/indexer" -q -i "$seeds.ix" "$seeds.jsonl" \
		    >"$seeds.log"
		cp "$seeds.ix"/gen.*/frequent.words "$seeds" ;;
	model)	head -c 4096 "${FACETS_DATA%/*}/names.model" >"$seeds/model" ;;
	esac
}
archives() (
	cd "$seeds" || exit 1
	cp "$tests/formats/note.md" "$tests/formats/item.json" .
	tar cf all.tar note.md item.json
	for tool in gzip bzip2 xz zstd; do
		$tool -c note.md >"one.$tool"
		$tool -c all.tar >"all.$tool"
		gzip -c "one.$tool" >"twice.$tool"
	done
	zip -q all.zip note.md item.json
	zip -q -0 stored.zip note.md all.gzip
)

for target; do
	gather "$target"
	name=${target%%_*}
	case $name in text) longest=4096 ;; *) longest=65536 ;; esac
	format=${target#read_}
	mkdir -p "$build/corpus/$target" "$build/found"
	FUZZ_FORMAT=$format "$build/tests/fuzz/$name" -timeout=20 \
	    -rss_limit_mb=2048 -max_len=$longest -len_control=20 \
	    -max_total_time="$seconds" -print_final_stats=1 \
	    -artifact_prefix="$build/found/$target-" \
	    "$build/corpus/$target" "$seeds" >"$build/$target.log" 2>&1
	rc=$?
	runs=$(sed -n 's/^stat::number_of_executed_units: //p' \
	    "$build/$target.log")
	coverage=$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$build/$target.log" |
	    tail -n 1)
	if [ $rc -eq 0 ]; then
		echo "$target: $runs runs, $coverage edges, nothing found"
	else
		failed=1
		echo "$target: FOUND after $runs runs; see $build/$target.log"
		grep -aE 'SUMMARY|not so' "$build/$target.log"
	fi
done
exit $failed
