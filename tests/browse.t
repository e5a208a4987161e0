#!/bin/sh
# searcher --browse, through a terminal: tmux shows what a user would see.
. "$(dirname "$0")/tap.sh"
command -v tmux >/dev/null || { echo '1..0 # SKIP no tmux'; exit 0; }
expect=$tests/expect
cd "$T" || exit 1

n=0				# servers so far; a new one needs a new socket
tm() { tmux -S "$T/socket.$n" -f /dev/null "$@"; }
trap 'tm kill-server 2>/dev/null; rm -rf "$T"' EXIT

# begin COMMAND: in a terminal of 80x24; its status to rc, the terminal's
# settings before and after it to files.
begin() {
	rm -f rc
	printf 'echo $$ >pid\nexec %s\n' "$1" >command.sh
	cat >run.sh <<-X
	cd "$T"; trap : INT; stty -g >before
	sh command.sh
	echo \$? >rc.new; stty -g >after; echo finished; mv rc.new rc
	exec cat
	X
	tm kill-server 2>/dev/null
	n=$((n + 1))
	tm new-session -d -x 80 -y 24 'exec sh run.sh'
	tm set-option -s set-clipboard on
}
keys() { tm send-keys "$@"; }
screen() { tm capture-pane -p >screen; }
# until COMMAND...: wait until it is true, a minute at most
until_true() {
	tries=0
	while ! "$@"; do
		tries=$((tries + 1))
		[ "$tries" -lt 600 ] || return 1
		sleep 0.1
	done
}
has() { screen; grep -Eq -e "$1" screen; }
lacks() { screen; ! grep -Eq -e "$1" screen; }
sees() { until_true has "$1"; ok $? "$2" || tap_show screen screen; }
sees_no() { until_true lacks "$1"; ok $? "$2" || tap_show screen screen; }
# shows NAME WHAT: the whole screen is expect/browse.NAME
same() { screen; sed 's/ *$//' screen | cmp -s - "$expect/browse.$1"; }
shows() {
	until_true same "$1"
	ok $? "$2" || { diff -u "$expect/browse.$1" screen >diff
	    tap_show 'wanted (-), shown (+)' diff; }
}
# ended STATUS NAME: with the terminal as it was
ended() {
	until_true [ -e rc ]
	is "$(cat rc)" "$1" "$2"
	cmp -s before after
	ok $? "$2: the terminal is as it was"
}

# Facets as given, so that screens depend on nothing else.
cat >news.jsonl <<'X'
{"id":"a1","title":"Rockets in Baghdad","date":"2023-12-08","source":"Harbour","paragraphs":["Rockets hit the embassy before dawn.","Nobody was hurt in the attack, an officer said at the gate of the embassy.","The prime minister called it an act of terrorism and promised arrests.","Markets stayed calm."],"actor":["Lloyd Austin","Kataib Hezbollah"],"location":["Iraq/Baghdad"],"org_type":["state/military"]}
{"id":"a2","title":"Talks in Tehran","date":"2023-11-02","source":"Herald","paragraphs":["The minister met diplomats at the embassy for talks on trade.","A second round will follow in spring."],"actor":["Iran government"],"location":["Iran/Tehran"],"org_type":["state/government","state/diplomatic mission"]}
{"id":"a3","title":"東京で会談","date":"2022-05-20","source":"Harbour","paragraphs":["大使館 the embassy in Tokyo, cafe\u0301 \u001b[31mand\u0007 garden, was open to visitors."],"actor":["Japan government"],"location":["Japan/Tokyo"],"org_type":["state/diplomatic mission"]}
{"id":"a4","title":"Harvest","paragraphs":["Farmers brought in wheat, barley and oats; the embassy of rain, they said, had come early."],"location":["France"]}
{"id":"a5","title":"Plot foiled","date":"2022-05-03","source":"Herald","paragraphs":["Police foiled an attack on a bank.","An attack is an attack, the judge said."],"actor":["Iran government"],"location":["Iraq/Basra","Iran"],"org_type":["state/police","business/finance"]}
X
run "$indexer" -q -i ix --no-extract news.jsonl
exits 0 'an index'

# ---- not at a terminal ----
run "$searcher" -i ix --browse </dev/null
exits 2 'not at a terminal'
warns '^searcher: --browse: not at a terminal; ' 'is said'
run "$searcher" -i ix --browse --count
exits 2 'browsing and counting'
warns 'only one of them' 'do not go together'

# ---- search and refine ----
begin "$searcher -i ix --browse"
shows start 'the start: everything, the newest first'
keys -l 'embassy'
shows typed 'results follow the keys'
keys ' ' a t t a c
sees '^1 paragraph for embassy attac\*' 'a half typed word is a beginning'
keys k
sees '^1 paragraph$' 'then a word'
keys C-w
sees '^5 paragraphs$' 'the word is gone'
keys '"' n o
sees 'column 9: a quotation mark that is not closed' 'a half typed phrase'
sees '^5 paragraphs$' 'leaves the last results'
keys C-_
sees '^Query: embassy *$' 'undo'
sees_no 'quotation' 'and its message is gone'

printf 'talks\nq trade' >pasted
tm load-buffer pasted
tm paste-buffer -p
sees '^Query: embassy talks q trade *$' 'a paste is text'
keys C-_ C-_ C-_
sees '^Query: embassy *$' 'in steps of words'

# ---- facets ----
keys Tab Tab
sees '^.{48}>.*Kataib' 'the cursor is on the first actor'
keys Down Enter
sees '^2 paragraphs; Lloyd Austin' 'a selected value narrows'
shows selected 'and its facet keeps its other values'
keys Tab Enter
sees 'Lloyd Austin; Iraq$' 'a value of another facet'
keys u
sees '^2 paragraphs; Lloyd Austin$' 'undo takes back the last'
keys u
sees '^5 paragraphs$' 'and the one before'
keys Tab Enter
sees '^4 paragraphs; state$' 'the third facet'
keys x
sees '^5 paragraphs$' 'none of them'

# ---- hits and pages ----
keys Escape j
sees '^> 2\. ' 'the next hit'
keys k Enter
sees '^> paragraph 1' 'the paragraph'
sees '^  paragraph 2' 'and its neighbour'
sees_no 'Markets stayed calm' 'not the rest'
shows context 'in context'
keys n
sees '^Talks in Tehran' 'the next hit in context'
keys p
sees '^> paragraph 1' 'and the one before'
keys a
sees 'Markets stayed calm' 'the whole article'
keys q
sees '^> 1\. ' 'back to the hits'
keys t
sees '2023-12 +2 █' 'the timeline'
shows timeline 'by month'
keys t
sees '2022 +1 █' 'by year'
keys Down Enter
sees 'since 2023; until 2023' 'one period only'
sees '^  2022 +1 █' 'the others stay'
sees '^>\*2023 +3 █' 'and it is marked'
keys u Escape
sees '^5 paragraphs$' 'and taken back'
keys g
sees '^5 paragraphs in 4 articles$' 'grouped'
sees 'and 1 more' 'how many more'
keys s s
sees ', newest first$' 'in another order'
keys y
sees 'copied: searcher -i ix --sort newest --group embassy' 'the command'
is "$(until_true tm show-buffer >/dev/null 2>&1; tm show-buffer)" \
    'searcher -i ix --sort newest --group embassy' 'is in the clipboard'
keys '?'
sees '^Keys$' 'help'
sees '^  Tab +go to the next' 'names the keys'
keys End
sees 'title:a' 'to its end'
keys q
sees '^5 paragraphs in 4' 'and back'

# ---- sizes ----
tm resize-window -x 60 -y 15
shows small 'a small terminal'
for size in 40x10 20x5 12x3 7x2 3x1 1x1; do
	tm resize-window -x "${size%x*}" -y "${size#*x}"
	keys Tab Down c Escape / x BSpace Escape
done
tm resize-window -x 80 -y 24
sees '^5 paragraphs in 4' 'still there after tiny ones'

# ---- an update, other programs, the end ----
echo '{"id":"b1","title":"New","date":"2024-01-01","text":"The embassy moved house."}' >more.jsonl
run "$indexer" -q -i ix --no-extract more.jsonl
exits 0 'the index grows'
keys C-l
sees '^6 paragraphs in 5' 'and the session sees it'
keys q
ended 0 'q'
sees '^finished' 'the screen is as it was'
sees '^searcher -i ix --sort newest --group embassy$' 'the copied command is printed'

mkdir opened
begin "env PAGER='cp -t opened' EDITOR=false NO_COLOR= $searcher -i ix --browse embassy"
sees '^6 paragraphs$' 'begin with words'
tm capture-pane -p -e >colored
grep -q '\[[0-9;]*3[0-7]m' colored
ok $? 'in colour'
keys Escape o
until_true [ -s opened/more.jsonl ]
ok $? 'the file in $PAGER'
sees '^6 paragraphs$' 'and back'
keys e
sees '^6 paragraphs$' 'the file in $EDITOR'
keys / C-u m o v e d Left Left BSpace BSpace
sees '^Query: med *$' 'editing in the middle'
keys C-_
sees '^1 paragraph$' 'keys that come at once'
keys C-c
ended 0 'Ctrl-C'

begin "env NO_COLOR=1 $searcher -i ix --browse -a \"lloyd austin\" embassy"
sees '^2 paragraphs; ' 'begin with a selected value'
tm capture-pane -p -e >colored
! grep -q '\[[0-9;]*3[0-7]m' colored
ok $? 'NO_COLOR: none'
keys Tab Tab Enter
sees '^> 1' 'a list'
keys x
sees '^6 paragraphs$' 'the command line'\''s value can be removed'
kill -TERM "$(cat pid)"
ended 143 'SIGTERM'

begin "env TERM=vt100 LC_ALL=C $searcher -i ix --browse \"\\\"white hous\""
sees 'a quotation mark that is not closed' 'half a query to begin with'
keys C-u
sees '^11 paragraphs' 'TERM=vt100 without UTF-8'
sees '#####' 'draws bars'
keys C-c
ended 0 'vt100'

# A half query and an alias: the value is found once the query can be read.
begin "$searcher -i ix --browse -a \"LLOYD AUSTIN\" \"\\\"embassy\""
sees 'a quotation mark that is not closed' 'half a query and a value'
keys '"'
sees '^2 paragraphs; LLOYD AUSTIN$' 'the value as given'
keys Tab Tab Down Enter
sees '^6 paragraphs$' 'goes by its name in the index'
keys t
sees '^> 2022-05 ' 'a timeline'
keys Down Down Enter
sees '; since 2023-12; until 2023-12$' 'a month'
keys Enter
sees '^6 paragraphs$' 'and no longer'
keys q q
ended 0 'from a page and the lists'

begin "env TERM=dumb $searcher -i ix --browse"
sees 'cannot move its cursor' 'a terminal that cannot'
ended 2 'dumb'
begin "env TERM=no-such-terminal $searcher -i ix --browse"
sees 'type is unknown; set TERM' 'a terminal nobody knows'
ended 2 'unknown'
begin "$searcher -i nowhere --browse"
sees 'nowhere: no index there' 'no index'
ended 2 'nowhere'
plan_done
