#!/bin/sh
# run.sh FUZZER BUILD SECONDS TARGET...: each target for so long, by libfuzzer
# or afl, with the seeds of tests/fuzz/seeds and tests/formats; what is found
# goes to BUILD/found.
tests=$(cd "$(dirname "$0")/.." && pwd)
fuzzer=$1 build=$2 seconds=$3
shift 3
LC_ALL=C FACETS_DATA=${FACETS_DATA:-build/facets.bin}
export LC_ALL FACETS_DATA
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

libfuzzer() {
	ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=0 \
	    "$program" -timeout=20 -rss_limit_mb=2048 -max_len="$longest" \
	    -len_control=20 -max_total_time="$seconds" -print_final_stats=1 \
	    -artifact_prefix="$build/found/$target-" \
	    "$build/corpus/$target" "$seeds" >"$log" 2>&1
	rc=$?
	runs=$(sed -n 's/^stat::number_of_executed_units: //p' "$log")
	edges=$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$log" | tail -n 1)
}

# A file for each stack that crashes, and for what takes 20 s.
afl() {
	out=$build/corpus/$target
	AFL_AUTORESUME=1 AFL_NO_UI=1 AFL_NO_AFFINITY=1 AFL_SKIP_CPUFREQ=1 \
	    AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 \
	    ASAN_OPTIONS=abort_on_error=1:symbolize=0:detect_leaks=0 \
	    UBSAN_OPTIONS=abort_on_error=1:symbolize=0 \
	    afl-fuzz -i "$seeds" -o "$out" -G "$longest" -t 20000 -m none \
	    -V "$seconds" -- "$program" >"$log" 2>&1 </dev/null
	rc=$?
	for found in "$out"/default/crashes/id* "$out"/default/hangs/id*; do
		[ -e "$found" ] || continue
		rc=1
		cp "$found" "$build/found/$target-${found##*/}"
		echo "SUMMARY: $build/found/$target-${found##*/}" >>"$log"
	done
	runs=$(stat_of execs_done) edges=$(stat_of edges_found)
}
stat_of() { sed -n "s/^$1 *: //p" "$out/default/fuzzer_stats"; }

for target; do
	gather "$target"
	name=${target%%_*} log=$build/$target.log
	program=$build/tests/fuzz/$name
	case $name in text) longest=4096 ;; *) longest=65536 ;; esac
	FUZZ_FORMAT=${target#read_}
	export FUZZ_FORMAT
	mkdir -p "$build/corpus/$target" "$build/found"
	$fuzzer
	if [ $rc -eq 0 ]; then
		echo "$target: $runs runs, $edges edges, nothing found"
	else
		failed=1
		echo "$target: FOUND after $runs runs; see $log"
		grep -aE 'SUMMARY|not so' "$log"
	fi
done
exit $failed
