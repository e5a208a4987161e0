# fish completion for searcher(1); facet values come from the index itself.

# The -i options of the line.
function __searcher_index
    set -l words (commandline -opc)
    set -l index
    set -l is_index 0
    for word in $words[2..]
        if test $is_index = 1
            set -a index -i (string replace -r '^~' $HOME -- $word)
            set is_index 0
            continue
        end
        switch $word
            case -i --index
                set is_index 1
            case '--index=*'
                set -a index -i (string replace -- --index= '' $word)
            case '-i*'
                set -a index -i (string replace -- -i '' $word)
        end
    end
    printf '%s\n' $index
end

# VALUE TAB COUNT lines of a facet, from the indexes named on the line.
function __searcher_values
    set -l words (commandline -opc)
    set -l prefix (string trim -l -c '"\'' -- (commandline -ct))
    set prefix (string replace -r '^--[a-z-]+=|^-[alo]' '' -- $prefix)
    command $words[1] (__searcher_index) --values $argv[1] (string unescape -- $prefix) 2>/dev/null
end

# The last field of a list, what stands before it kept.
function __searcher_fields
    set -l words (commandline -opc)
    set -l done (string match -r '^(?:--fields=)?(.*,)' -- (commandline -ct))[2]
    command $words[1] --list-fields | string replace -r '^' "$done"
end

# field:value of a query; a value with blanks in the quotes that it needs.
function __searcher_words
    set -l field (string match -r '^["\']?(actor|location|org_type):"?(.*)$' -- (commandline -ct))
    if test (count $field) -lt 3
        printf '%s:\n' title actor location org_type source date
        return
    end
    set -l words (commandline -opc)
    command $words[1] (__searcher_index) --values $field[2] (string unescape -- $field[3]) 2>/dev/null |
        string replace -r '^(.* .*)\t' '"$1"\t' | string replace -r '^' "$field[2]:"
end

# The facet of a "--values FACET" that ends the line so far.
function __searcher_asked_facet
    set -l words (commandline -opc)
    test (count $words) -ge 3; and test "$words[-2]" = --values
end

function __searcher_asked_values
    set -l words (commandline -opc)
    __searcher_values $words[-1]
end

complete -c searcher -f
complete -c searcher -n 'not __searcher_asked_facet' -a '(__searcher_words)'
complete -c searcher -s i -l index -r -a '(__fish_complete_directories)' -d 'Search this index'
complete -c searcher -s a -l actor -x -a '(__searcher_values actor)' -d 'Drill down to an actor'
complete -c searcher -s l -l location -x -a '(__searcher_values location)' -d 'Drill down to a place and all below it'
complete -c searcher -s o -l org-type -x -a '(__searcher_values org_type)' -d 'Drill down to a kind of organization'
complete -c searcher -l source -x -d 'Only articles of that source'
complete -c searcher -l since -x -d 'Only articles of that date or later'
complete -c searcher -l until -x -d 'Only articles of that date or earlier'
complete -c searcher -s n -l limit -x -d 'Show at most that many hits'
complete -c searcher -l offset -x -d 'Pass over the first hits'
complete -c searcher -l new-since -r -F -d 'Only what no answer had before'
complete -c searcher -l similar -x -d 'Only paragraphs like this one'
complete -c searcher -s C -l context -x -d 'Paragraphs around each hit'
complete -c searcher -l facets -x -a '0 10 20 all' -d 'Values shown per facet'
complete -c searcher -l values -x -a 'actor location org_type' -d 'List the values of a facet'
complete -c searcher -n __searcher_asked_facet -a '(__searcher_asked_values)'
complete -c searcher -l sort -x -a 'relevance newest oldest' -d 'Order of the hits'
complete -c searcher -l any -d 'Any of the words will do'
complete -c searcher -l no-relax -d 'Never fall back to any of the words'
complete -c searcher -l expand -d 'Rank by words of the best matches, too'
complete -c searcher -l recent -d 'Lift newer paragraphs'
complete -c searcher -l no-aliases -d 'Names of actors in the query are mere words'
complete -c searcher -l group -d 'One hit per article'
complete -c searcher -l unique -d 'One hit of paragraphs that are nearly the same'
complete -c searcher -l correct -d 'Put words right that no paragraph has'
complete -c searcher -l format -x -a 'text json jsonl tsv csv html trec' -d 'Output format'
complete -c searcher -l fields -x -a '(__searcher_fields)' -d 'What to print of each hit'
complete -c searcher -l list-fields -d 'Print what --fields can name'
complete -c searcher -l schema -d 'Print the JSON Schema of json'
complete -c searcher -s 0 -l null -d 'End records of tsv with NUL'
complete -c searcher -l count -d 'Print the number of paragraphs only'
complete -c searcher -l browse -d 'Search in a session at the terminal'
complete -c searcher -l batch -r -F -d 'Answer the queries of a file'
complete -c searcher -l timeline -d 'Count the matches per period'
complete -c searcher -l cooccur -x -a 'actor location org_type' -d 'Count values that stand together'
complete -c searcher -l compare -x -d 'Which values are more or less frequent'
complete -c searcher -l article -x -d 'Print a whole article'
complete -c searcher -l timeout -x -d 'Give a server up after so many seconds'
complete -c searcher -l explain -d 'Say how, why and how long'
complete -c searcher -l hyperlink -x -a 'auto always never' -d 'Link ids and titles'
complete -c searcher -l color -x -a 'auto always never' -d 'Colors'
complete -c searcher -s h -l help -d 'Print the options'
complete -c searcher -s V -l version -d 'Print the version'
