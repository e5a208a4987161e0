#!/bin/sh
# Completion of bash, and of fish and zsh where they are.
. "$(dirname "$0")/tap.sh"
root=${tests%/*}
mkdir "$T/bin"
ln -s "$indexer" "$searcher" "$T/bin"
cd "$T" || exit 1
PATH=$T/bin:$PATH
"$indexer" -q -i ix "$corpus" >out || exit 1
DATELINE_INDEX=$T/ix
export DATELINE_INDEX

if command -v bash >/dev/null; then
	cat >try.bash <<-X
	. "$root/searcher/searcher.bash"
	COMP_WORDS=("\$@") COMP_CWORD=\$((\$# - 1))
	_searcher searcher
	printf '%s\n' "\${COMPREPLY[@]}"
	X
	# completes NAME WORD... <<WANT: what bash offers for the last word
	completes() {
		name=$1
		shift
		bash try.bash searcher "$@" >out 2>err
		prints "bash: $name"
	}
	completes 'fields' --fields sc <<-X
	score
	X
	completes 'fields after a comma' --fields rank,sn <<-X
	rank,snippet
	X
	completes 'fields after =' --fields = id,loc <<-X
	id,location
	X
	completes 'formats' --format t <<-X
	text
	tsv
	trec
	X
	completes 'units of a timeline' --timeline = mo <<-X
	month
	X
	completes 'fields of a query' org <<-X
	org_type:
	X
	completes 'a value of a field of a query' location : Kenya/Nairobi/K <<-X
	Kenya/Nairobi/Kibera
	X
	completes 'one that needs quotes' actor : 'Kofi' <<-X
	\"Kofi\ Annan\"
	X
	completes 'an actor' -a 'Kofi' <<-X
	Kofi\ Annan
	X
	completes 'an actor in quotes' -a "'Kofi" <<-X
	Kofi Annan
	X
	completes 'with the index on the line' -i "$T/ix" -l Kenya/Nairobi/K <<-X
	Kenya/Nairobi/Kibera
	X
	completes 'the last part of a path' --location Nairo <<-X
	Kenya/Nairobi
	X
	completes 'values to list' --values location Kenya/Nairobi/K <<-X
	Kenya/Nairobi/Kibera
	X
	completes 'when to link' --hyperlink a <<-X
	auto
	always
	X
	completes 'options' --sch <<-X
	--schema
	X
	completes 'no dates' --since 20 <<-X

	X
	# every format of the program is offered
	"$searcher" --format xyzzy 2>&1 | sed 's/.*there are //' |
	    tr -d ' ' | tr , '\n' | sort >want
	bash try.bash searcher --format '' | sort >out
	prints 'bash: all formats' <want
else
	skip 'bash' 'no bash'
fi

for f in _searcher searcher.fish; do
	"$searcher" --format xyzzy 2>&1 | sed 's/.*there are //; s/,//g' >want
	is "$(grep -o 'text json jsonl[a-z ]*' "$root/searcher/$f")" \
	    "$(cat want)" "$f: all formats"
done

if command -v fish >/dev/null; then
	# fish_completes NAME LINE <<WANT
	fish_completes() {
		XDG_CONFIG_HOME=$T fish --no-config -c "
		source $root/searcher/searcher.fish
		complete -C '$2'" 2>err | cut -f 1 >out
		prints "fish: $1"
	}
	fish_completes 'fields' 'searcher --fields sc' <<-X
	score
	X
	fish_completes 'fields after a comma' 'searcher --fields rank,sn' <<-X
	rank,snippet
	X
	fish_completes 'an actor' 'searcher -a Kofi' <<-X
	Kofi Annan
	X
	fish_completes 'fields of a query' 'searcher org' <<-X
	org_type:
	X
	fish_completes 'a value of a field' 'searcher location:Kenya/Nairobi/K' <<-X
	location:Kenya/Nairobi/Kibera
	X
	fish_completes 'one that needs quotes' 'searcher actor:Kofi' <<-X
	actor:"Kofi Annan"
	X
	fish_completes 'with the index on the line' \
	    "searcher -i $T/ix -l Kenya/Nairobi/K" <<-X
	Kenya/Nairobi/Kibera
	X
else
	skip 'fish' 'no fish'
fi
plan_done
