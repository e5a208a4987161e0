#!/bin/sh
# make install, run from there, make uninstall: nothing is left.
. "$(dirname "$0")/tap.sh"
root=${tests%/*}
[ -z "$SANITIZED" ] || { echo '1..0 # SKIP the same files as the plain build'; exit 0; }
[ "$BUILD" = "$root/build" ] || { echo '1..0 # SKIP another build'; exit 0; }

run make -s -C "$root" install DESTDIR="$T/root" PREFIX=/usr PROGRAM_PREFIX=news-
exits 0 'make install'
(cd "$T/root" && find . -type f | LC_ALL=C sort) >"$T/out"
prints 'files, with the prefix before the programs' <<'X'
./usr/bin/news-indexer
./usr/bin/news-searcher
./usr/share/bash-completion/completions/news-indexer
./usr/share/bash-completion/completions/news-searcher
./usr/share/dateline/facets.bin
./usr/share/dateline/names.model
./usr/share/fish/vendor_completions.d/news-indexer.fish
./usr/share/fish/vendor_completions.d/news-searcher.fish
./usr/share/man/man1/news-indexer.1
./usr/share/man/man1/news-searcher.1
./usr/share/zsh/site-functions/_news-indexer
./usr/share/zsh/site-functions/_news-searcher
X
cd "$T" || exit 1
printf 'Police in Nairobi made arrests.\n' >a.txt
run root/usr/bin/news-indexer -i ix a.txt
exits 0 'the installed indexer finds its data beside it'
run root/usr/bin/news-searcher -i ix --count -l Nairobi
prints 'the installed searcher answers' <<'X'
1
X
grep -q 'complete.* news-searcher' root/usr/share/bash-completion/completions/news-searcher
ok $? 'the completion is for the prefixed name'
run make -s -C "$root" uninstall DESTDIR="$T/root" PREFIX=/usr PROGRAM_PREFIX=news-
exits 0 'make uninstall'
is "$(find root -type f)" '' 'leaves no file'

run make -s -C "$root" help
exits 0 'make help'
prints_match '^make demo ' 'make help names demo'
prints_match '^make check ' 'make help names check'

# Nothing is built again when nothing changed.
run make -s -C "$root" --question all
exits 0 'a second make has nothing to do'

# Both compilers, no warnings; the other one only checks the syntax.
if command -v clang >/dev/null; then
	run make -C "$root" B="$T/clang" CC='clang -fsyntax-only' CFLAGS= \
	    --always-make --dry-run all
	grep -E '^clang.* -c ' "$T/out" | sed 's/ -MMD -MP / /' >"$T/commands"
	(cd "$root" && while IFS= read -r c; do sh -c "$c"; done) \
	    <"$T/commands" 2>"$T/err"
	is "$(grep -c warning: "$T/err")" 0 \
	    "clang has no warnings ($(wc -l <"$T/commands") files)" ||
	    tap_show warnings "$T/err"
else
	skip 'clang has no warnings' 'no clang'
fi
plan_done
