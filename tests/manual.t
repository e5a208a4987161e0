#!/bin/sh
# Help, man pages and completions name the same options; the examples run.
. "$(dirname "$0")/tap.sh"
root=${tests%/*}
mkdir "$T/bin"
ln -s "$indexer" "$searcher" "$T/bin"
ln -s "$corpus" "$T/corpus"
cd "$T" || exit 1

# Long options, one per line, sorted.
options() { grep -oE -- '--[a-z][a-z-]+' | sort -u; }

for p in indexer searcher; do
	page=$root/$p/$p.1
	"$BUILD/$p" --help >help
	# the option lines only, not what their descriptions mention
	grep -E '^  (-|    --)' help | sed 's/^  \(-., \)\? *\(--[a-z-]*\).*/\2/' |
	    sort -u >want
	[ "$(wc -l <want)" -gt 8 ]
	ok $? "$p --help names its options"
	sed -n 's/^\.It Fl.* Fl Fl *\([a-z][a-z-]*\).*/--\1/p
	    s/^\.It Fl Fl *\([a-z][a-z-]*\).*/--\1/p
	    s/^\.It Fl . , Fl -\([a-z][a-z-]*\).*/--\1/p
	    s/^\.It Fl -\([a-z][a-z-]*\).*/--\1/p' "$page" | sort -u >got
	diff want got >diff
	ok $? "$p(1) has the options of --help" || tap_show diff diff
	for f in "$p.bash" "_$p" "$p.fish"; do
		case $f in
		*.fish)	sed -n 's/.* -l *\([a-z][a-z-]*\).*/--\1/p' \
			    "$root/$p/$f" ;;
		*)	options <"$root/$p/$f" ;;
		esac | sort -u >got
		comm -23 want got >diff
		[ ! -s diff ]
		ok $? "$f completes every option" || tap_show missing diff
	done
	bash -n "$root/$p/$p.bash"
	ok $? "$p.bash parses"
	if command -v mandoc >/dev/null; then
		mandoc -Tlint -W warning "$page" >lint
		ok $? "$p(1) has no faults" || tap_show mandoc lint
	else
		skip "$p(1) has no faults" 'no mandoc'
	fi
	if command -v zsh >/dev/null; then
		zsh -n "$root/$p/_$p"
		ok $? "_$p parses"
	else
		skip "_$p parses" 'no zsh'
	fi
	if command -v fish >/dev/null; then
		fish -n "$root/$p/$p.fish"
		ok $? "$p.fish parses"
	else
		skip "$p.fish parses" 'no fish'
	fi
	# 80 columns, so that it fits a terminal
	is "$(awk 'length > 80' help)" '' "$p --help fits 80 columns"
done

# Every example of the manual is run, in order, and finds something.
PATH=$T/bin:$PATH
for p in indexer searcher; do
	sed -n 's/^\$ //p' "$root/$p/$p.1" | sed 's/\\e/\\/g' >examples
	[ "$(wc -l <examples)" -ge 5 ]
	ok $? "$p(1) has five examples or more"
	while IFS= read -r example; do
		sh -c "$example" >out 2>err </dev/null
		rc=$?
		[ "$rc" -eq 0 ] && case $example in *'>'*) ;; *) [ -s out ] ;; esac
		ok $? "\$ $example" || tap_show "status $rc" err
	done <examples
done
# The last example of indexer(1) may have left files out: they are back.
is "$(indexer | sed 's/ articles.*//')" 'indexed 62' 'the whole corpus is there'

# bash completion of values, with the index on the line
if command -v bash >/dev/null; then
	cat >try.bash <<-X
	. "$root/searcher/searcher.bash"
	COMP_WORDS=(searcher -l Kenya/Nair) COMP_CWORD=2
	COMP_LINE='searcher -l Kenya/Nair' COMP_POINT=\${#COMP_LINE}
	\$(complete -p searcher | sed 's/.*-F \([^ ]*\).*/\1/') searcher
	printf '%s\n' "\${COMPREPLY[@]}"
	X
	is "$(bash try.bash 2>/dev/null | head -1)" 'Kenya/Nairobi' \
	    'bash completes a location from the index'
fi
plan_done
