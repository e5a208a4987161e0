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

# _searcher_values FACET [FIELD]: values that fit $cur, into COMPREPLY; with
# FIELD, as a value of a field in a query, quoted for it where it has blanks.
_searcher_values()
{
	local quote='' prefix=$cur value count shown is_field=${2-}
	local -a begin=() other=() _searcher_index

	if [[ $cur == [\"\']* ]]; then
		quote=${cur:0:1} prefix=${cur:1}
	else
		prefix=${cur//\\/}
	fi
	[[ $is_field ]] && prefix=${prefix#\"}
	_searcher_find_index
	while IFS=$'\t' read -r value count; do
		[[ $is_field && $value == *' '* ]] && value=\"$value\"
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
		value=${value#\"}
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

# The last field of a list, its comma and what stands before it kept.
_searcher_fields()
{
	local done=''

	[[ $cur == *,* ]] && done=${cur%,*},
	compopt -o nospace 2>/dev/null
	mapfile -t COMPREPLY < <(compgen -P "$done" -W "$(
	    "${COMP_WORDS[0]}" --list-fields 2>/dev/null | cut -f1)" \
	    -- "${cur##*,}")
}

_searcher()
{
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
	local before='' is_equal=''

	((COMP_CWORD > 1)) && before=${COMP_WORDS[COMP_CWORD - 2]}
	COMPREPLY=()
	# --option=value comes as three words
	if [[ $cur == = && $prev == --* ]]; then
		cur= is_equal=1
	elif [[ $prev == = && $before == --* ]]; then
		prev=$before before= is_equal=1
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
		    -W 'text json jsonl tsv csv html trec' -- "$cur")
		return
		;;
	--fields)
		_searcher_fields
		return
		;;
	--timeline)
		if [[ $is_equal ]]; then
			mapfile -t COMPREPLY < <(compgen \
			    -W 'year month week day' -- "$cur")
			return
		fi
		;;
	--sort)
		mapfile -t COMPREPLY < <(compgen \
		    -W 'relevance newest oldest' -- "$cur")
		return
		;;
	--color | --hyperlink)
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
	    -C | --context | --article | --timeout | --compare)
		return
		;;
	esac
	# and so does field:value
	if [[ $cur == : ]]; then
		before=$prev prev=: cur=
	fi
	if [[ $prev == : ]]; then
		case $before in
		actor | location | org_type)
			_searcher_values "$before" field
			;;
		esac
		return
	fi
	if [[ $before == --values && $cur != -* ]]; then
		_searcher_values "$prev"
		return
	fi
	if [[ $cur == -* ]]; then
		mapfile -t COMPREPLY < <(compgen -W '-i --index -a --actor
		    -l --location -o --org-type --source --since --until
		    --new-since --similar -n --limit --offset -C --context
		    --facets --values --timeline --cooccur --compare --article
		    --sort --any --correct
		    --no-relax --no-aliases --expand --recent --group --unique --format --fields --list-fields
		    --schema -0 --null --count --batch --timeout
		    --browse
		    --explain --hyperlink --color -h --help -V --version' -- "$cur")
	elif [[ $cur != [\"\']* ]]; then
		compopt -o nospace 2>/dev/null
		mapfile -t COMPREPLY < <(compgen \
		    -W 'title: actor: location: org_type: source: date:' -- "$cur")
	fi
}

complete -F _searcher searcher
