# bash completion for searcher(1); facet values come from the index itself.

# The -i options on the line, as words in the array _searcher_index.
_searcher_find_index()
{
	local i word dir

	_searcher_index=()
	for ((i = 1; i < COMP_CWORD; i++)); do
		word=${COMP_WORDS[i]}
		case $word in
		-i | --index)
			((++i))
			[[ ${COMP_WORDS[i]} == = ]] && ((++i))
			((i < COMP_CWORD)) || return
			# tcp://host:port is cut at its colons
			dir=${COMP_WORDS[i]}
			while [[ ${COMP_WORDS[i + 1]} == : ]]; do
				dir+=:${COMP_WORDS[i + 2]}
				((i += 2))
			done
			;;
		-i?*)
			dir=${word#-i}
			;;
		*)
			continue
			;;
		esac
		dir=${dir//[\"\'\\]/}
		[[ $dir == '~' || $dir == '~/'* ]] && dir=$HOME${dir#'~'}
		_searcher_index+=(-i "$dir")
	done
}

# _searcher_values FACET: values that fit $cur, into COMPREPLY.
_searcher_values()
{
	local quote='' prefix=$cur value count shown
	local -a begin=() other=() _searcher_index

	if [[ $cur == [\"\']* ]]; then
		quote=${cur:0:1} prefix=${cur:1}
	else
		prefix=${cur//\\/}
	fi
	_searcher_find_index
	while IFS=$'\t' read -r value count; do
		case $quote in
		\')
			shown=${value//\'/\'\\\'\'}
			;;
		\")
			shown=${value//\"/\\\"}
			shown=${shown//\$/\\\$}
			;;
		*)
			printf -v shown %q "$value"
			;;
		esac
		if [[ ${value,,} == "${prefix,,}"* ]]; then
			begin+=("$shown")
		else
			other+=("$shown")
		fi
	done < <("${COMP_WORDS[0]}" "${_searcher_index[@]}" \
	    --values "$1" "$prefix" 2>/dev/null)
	# what begins so, else paths whose last part does
	COMPREPLY=("${begin[@]}")
	((${#begin[@]})) || COMPREPLY=("${other[@]}")
}

_searcher()
{
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
	local before=''

	((COMP_CWORD > 1)) && before=${COMP_WORDS[COMP_CWORD - 2]}
	COMPREPLY=()
	# --option=value comes as three words
	if [[ $cur == = && $prev == --* ]]; then
		cur=
	elif [[ $prev == = && $before == --* ]]; then
		prev=$before before=
	fi
	case $prev in
	-i | --index)
		compopt -o filenames 2>/dev/null
		mapfile -t COMPREPLY < <(compgen -d -- "$cur")
		return
		;;
	-a | --actor)
		_searcher_values actor
		return
		;;
	-l | --location)
		_searcher_values location
		return
		;;
	-o | --org-type)
		_searcher_values org_type
		return
		;;
	--values | --cooccur)
		mapfile -t COMPREPLY < <(compgen \
		    -W 'actor location org_type' -- "$cur")
		return
		;;
	--format)
		mapfile -t COMPREPLY < <(compgen \
		    -W 'text json jsonl tsv trec' -- "$cur")
		return
		;;
	--sort)
		mapfile -t COMPREPLY < <(compgen \
		    -W 'relevance newest oldest' -- "$cur")
		return
		;;
	--color)
		mapfile -t COMPREPLY < <(compgen \
		    -W 'auto always never' -- "$cur")
		return
		;;
	--facets)
		mapfile -t COMPREPLY < <(compgen -W '0 10 20 all' -- "$cur")
		return
		;;
	--batch | --new-since)
		compopt -o filenames 2>/dev/null
		mapfile -t COMPREPLY < <(compgen -f -- "$cur")
		return
		;;
	--source | --since | --until | --similar | -n | --limit | --offset | \
	    -C | --context | --compare)
		return
		;;
	esac
	if [[ $before == --values && $cur != -* ]]; then
		_searcher_values "$prev"
		return
	fi
	if [[ $cur == -* ]]; then
		mapfile -t COMPREPLY < <(compgen -W '-i --index -a --actor
		    -l --location -o --org-type --source --since --until
		    --new-since --similar --cooccur --compare -n --limit --offset -C --context --facets --values --timeline --article
		    --sort --any
		    --no-relax --group --unique --format --count --batch --timeout
		    --browse
		    --explain --color -h --help -V --version' -- "$cur")
	fi
}

complete -F _searcher searcher
