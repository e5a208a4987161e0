# fish completion for indexer(1).

set -l languages arabic armenian basque catalan danish dutch english finnish \
    french german greek hindi hungarian indonesian irish italian lithuanian \
    nepali norwegian portuguese romanian russian serbian spanish swedish \
    tamil turkish yiddish

complete -c indexer -s i -l index -x -a '(__fish_complete_directories)' -d 'The directory of the index'
complete -c indexer -s f -l format -x -a 'auto text markdown csv tsv mail mbox json ninjs jsonl html rss nitf newsml reuters warc list' -d 'How to read the sources'
complete -c indexer -s j -l jobs -x -d 'Threads that work'
complete -c indexer -l memory -x -a '256M 512M 1G 2G' -d 'For making a new index'
complete -c indexer -l compress -x -a 'zstd none' -d 'Of the stored text in a new index'
complete -c indexer -l rebuild -d 'Build a new index, then swap it in'
complete -c indexer -l watch -d 'After that, stay and follow changes'
complete -c indexer -l exclude -x -d 'Pass over matching paths'
complete -c indexer -l keep -d 'Keep articles whose source is gone'
complete -c indexer -l forget -r -d 'Let the articles of a source leave'
complete -c indexer -l shards -x -d 'Make so many indexes of a part each'
complete -c indexer -l check -d 'Is the index sound?'
complete -c indexer -l repair -d 'Check it, and make it anew if need be'
complete -c indexer -l wait -d 'Wait for an indexer that is at work'
complete -c indexer -l dictionary -r -F -d 'Names of your own, read before ours'
complete -c indexer -l no-extract -d 'Take only the facets that the input gives'
complete -c indexer -l language -x -a "$languages" -d 'Language of the text'
complete -c indexer -l extract -d 'Print paragraphs with their facets'
complete -c indexer -l status -d 'Print what the index holds'
complete -c indexer -s q -l quiet -d 'No progress, no notes'
complete -c indexer -s v -l verbose -d 'Name what is passed over'
complete -c indexer -s h -l help -d 'Print the options'
complete -c indexer -s V -l version -d 'Print the version'
