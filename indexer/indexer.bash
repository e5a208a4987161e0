# bash completion for indexer(1).

_indexer()
{
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}

	COMPREPLY=()
	# --option=value comes as three words
	if [[ $cur == = && $prev == --* ]]; then
		cur=
	elif [[ $prev == = ]] && ((COMP_CWORD > 2)); then
		prev=${COMP_WORDS[COMP_CWORD - 2]}
	fi
	case $prev in
	-i | --index)
		compopt -o filenames 2>/dev/null
		mapfile -t COMPREPLY < <(compgen -d -- "$cur")
		return
		;;
	-f | --format)
		mapfile -t COMPREPLY < <(compgen -W 'auto text markdown csv
		    tsv mail mbox json ninjs jsonl html rss nitf newsml
		    reuters warc list' -- "$cur")
		return
		;;
	--language)
		mapfile -t COMPREPLY < <(compgen -W 'arabic armenian basque
		    catalan danish dutch english finnish french german greek
		    hindi hungarian indonesian irish italian lithuanian nepali
		    norwegian portuguese romanian russian serbian spanish
		    swedish tamil turkish yiddish' -- "$cur")
		return
		;;
	--dictionary)
		compopt -o filenames 2>/dev/null
		mapfile -t COMPREPLY < <(compgen -f -- "$cur")
		return
		;;
	--compress)
		mapfile -t COMPREPLY < <(compgen -W 'zstd none' -- "$cur")
		return
		;;
	-j | --jobs | --memory | --exclude)
		return
		;;
	esac
	if [[ $cur == -* ]]; then
		mapfile -t COMPREPLY < <(compgen -W '-i --index -f --format
		    -j --jobs --memory --compress --rebuild --watch --exclude --keep --forget --shards --wait --check
		    --repair
		    --dictionary
		    --no-extract --language --extract --status -q --quiet
		    -v --verbose -h --help -V --version' -- "$cur")
	else
		compopt -o filenames 2>/dev/null
		mapfile -t COMPREPLY < <(compgen -f -- "$cur")
	fi
}

complete -F _indexer indexer
