# Dateline: make [all|demo|check|install|uninstall|clean|help|bench|measure|model|fuzz|faults|
#	valgrind|coverage|soak]
#
# One Makefile, not recursive.  Sources are found by folder: a new input
# format, facet rule, output or test is one new file and no change here.

VERSION := 0.1.0

PREFIX ?= /usr/local
DESTDIR ?=
# Put before the programs' names, for people who have another "indexer".
PROGRAM_PREFIX ?=
CFLAGS ?= -O2 -g
CXXFLAGS ?= -O2 -g

# SAN=address,undefined builds apart, with sanitizers.
SAN ?=
B := build$(if $(SAN),/san)
O := $(B)/obj

# Debian packages: to build, and to test.
PACKAGES := gcc g++ make pkg-config libxapian-dev libstemmer-dev libbsd-dev \
	libutf8proc-dev libjansson-dev libgeonames-dev libglib2.0-dev \
	iso-codes libxml2-dev libarchive-dev libuchardet-dev libcsv-dev \
	libcmark-dev libyaml-dev libgmime-3.0-dev libncurses-dev \
	libzstd-dev
FUZZ_PACKAGES := clang libclang-rt-dev afl++ tar gzip bzip2 xz-utils zstd \
	zip
TEST_PACKAGES := perl mandoc xapian-tools procps bzip2 xz-utils zstd zip tmux \
	jq libxml2-utils

PKG_CONFIG ?= pkg-config
PKGS := xapian-core libbsd libutf8proc jansson libzstd
# Input formats (indexer/read/).
READ_PKGS := libxml-2.0 libarchive uchardet libcmark yaml-0.1 gmime-3.0
READ_CFLAGS = $(shell $(PKG_CONFIG) --cflags $(READ_PKGS))
READ_LIBS = $(shell $(PKG_CONFIG) --libs $(READ_PKGS)) -lcsv
# The searcher's session (searcher/browse/).
SEARCHER_LIBS = $(shell $(PKG_CONFIG) --libs ncursesw) -lresolv
COMPILE_PKGS := geonames gio-2.0 jansson libutf8proc
LIBS = $(shell $(PKG_CONFIG) --libs $(PKGS)) -lstemmer -lpthread -lm

WARN := -Wall -Wextra -Wshadow -Wcast-qual -Wvla -Wwrite-strings
WARN_C := -Wmissing-prototypes -Wstrict-prototypes
OURS := -D_GNU_SOURCE -DVERSION='"$(VERSION)"' \
	-DDATADIR='"$(PREFIX)/share/dateline"' -iquote include -MMD -MP \
	$(if $(SAN),-fsanitize=$(SAN) -fno-sanitize-recover=all \
	-fno-omit-frame-pointer)
INDEXER_DIRS := -iquote indexer -iquote indexer/read -iquote indexer/facets \
	-iquote indexer/glass
C = $(CC) -std=gnu11 $(CPPFLAGS) $(CFLAGS) $(WARN) $(WARN_C) $(OURS)
LINK = $(CXX) $(CXXFLAGS) $(if $(SAN),-fsanitize=$(SAN)) $(LDFLAGS)

# What both programs link: the files that implement include/*.h.
COMMON_C := $(wildcard $(patsubst include/%.h,indexer/%.c,$(wildcard include/*.h)))
COMPILE_C := $(wildcard indexer/facets/compile*.c)
TRAIN_C := $(wildcard indexer/facets/train*.c)
INDEXER_C := $(filter-out $(COMMON_C) $(COMPILE_C) $(TRAIN_C), \
	$(wildcard indexer/*.c indexer/read/*.c indexer/facets/*.c \
	indexer/glass/*.c))
SEARCHER_DIRS := -iquote searcher -iquote searcher/query \
	-iquote searcher/print -iquote searcher/browse -iquote searcher/look
SEARCHER_C := $(wildcard searcher/*.c searcher/*/*.c)

obj = $(patsubst %,$(O)/%.o,$(basename $(1)))
COMMON_O := $(call obj,$(COMMON_C))
INDEXER_O := $(call obj,$(INDEXER_C) indexer/xap_writer.cc)
SEARCHER_O := $(call obj,$(SEARCHER_C) $(wildcard searcher/xap/*.cc))
COMPILE_O := $(call obj,$(COMPILE_C))
# A unit test links all of a program but its main().
INDEXER_A := $(O)/indexer.a
SEARCHER_A := $(O)/searcher.a
COMMON_A := $(O)/common.a
SEARCHER_TESTS := query suggest snippet browse
TESTS := $(patsubst tests/%.c,$(B)/tests/%,$(wildcard tests/*_test.c))

all: $(B)/indexer $(B)/searcher $(B)/facets.bin $(B)/names.model ## build both programs (the default)

$(COMMON_A): $(COMMON_O)
$(INDEXER_A): $(filter-out %/main.o,$(INDEXER_O))
$(SEARCHER_A): $(filter-out %/main.o,$(SEARCHER_O))
%.a:
	@rm -f $@
	$(AR) rcs $@ $^

$(B)/indexer: $(O)/indexer/main.o $(INDEXER_A) $(COMMON_A)
	$(LINK) -o $@ $^ $(READ_LIBS) $(LIBS)

$(B)/searcher: $(O)/searcher/main.o $(SEARCHER_A) $(COMMON_A)
	$(LINK) -o $@ $^ $(SEARCHER_LIBS) $(LIBS)

# The gazetteer and the dictionaries, frozen into one file.
$(B)/facets-compile: $(COMPILE_O) $(INDEXER_A) $(COMMON_A)
	$(LINK) -o $@ $^ $$($(PKG_CONFIG) --libs $(COMPILE_PKGS)) $(LIBS)

$(B)/facets.bin: $(B)/facets-compile $(wildcard indexer/facets/data/*.tsv)
	$(B)/facets-compile indexer/facets/data $@

# The tagger's weights, trained by "make model".
MODEL := indexer/facets/data/names.model
$(B)/names.model: $(MODEL)
	@mkdir -p $(@D)
	cp $< $@

$(O)/indexer/facets/compile%.o: indexer/facets/compile%.c Makefile
	@mkdir -p $(@D)
	$(C) $(INDEXER_DIRS) $$($(PKG_CONFIG) --cflags $(COMPILE_PKGS)) -c -o $@ $<

$(O)/indexer/read/%.o: indexer/read/%.c Makefile
	@mkdir -p $(@D)
	$(C) $(INDEXER_DIRS) $(READ_CFLAGS) -c -o $@ $<

$(O)/indexer/%.o: indexer/%.c Makefile
	@mkdir -p $(@D)
	$(C) $(INDEXER_DIRS) -c -o $@ $<

$(O)/searcher/%.o: searcher/%.c Makefile
	@mkdir -p $(@D)
	$(C) $(SEARCHER_DIRS) -c -o $@ $<

$(O)/%.o: %.cc Makefile
	@mkdir -p $(@D)
	$(CXX) -std=c++17 $(CPPFLAGS) $(CXXFLAGS) $(WARN) $(OURS) \
		$$($(PKG_CONFIG) --cflags xapian-core) -c -o $@ $<

$(SEARCHER_TESTS:%=$(B)/tests/%_test): $(B)/tests/%_test: tests/%_test.c \
		$(SEARCHER_A) $(COMMON_A) Makefile
	@mkdir -p $(@D)
	$(C) $(SEARCHER_DIRS) -iquote tests -c -o $@.o $<
	$(LINK) -o $@ $@.o $(SEARCHER_A) $(COMMON_A) $(LIBS)

$(B)/tests/%_test: tests/%_test.c $(INDEXER_A) $(COMMON_A) Makefile
	@mkdir -p $(@D)
	$(C) $(INDEXER_DIRS) -iquote tests -c -o $@.o $<
	$(LINK) -o $@ $@.o $(INDEXER_A) $(COMMON_A) $(READ_LIBS) $(LIBS)

# Tests of the bulk writer compare databases, in C++.
BULK_TESTS := glass bulk
$(BULK_TESTS:%=$(B)/tests/%_test): $(B)/tests/%_test: tests/%_test.c \
		$(O)/tests/same.o $(INDEXER_A) $(COMMON_A) Makefile
	@mkdir -p $(@D)
	$(C) $(INDEXER_DIRS) -iquote tests -c -o $@.o $<
	$(LINK) -o $@ $@.o $(O)/tests/same.o $(INDEXER_A) $(COMMON_A) $(READ_LIBS) $(LIBS)

# Programs that only `make model`, `make measure` and `make bench` need.
TRAIN_O := $(call obj,$(TRAIN_C))
$(B)/tagger-train: $(TRAIN_O) $(INDEXER_A) $(COMMON_A)
	$(LINK) -o $@ $^ $(LIBS)

$(B)/tests/measure_%: tests/measure_%.c $(O)/indexer/facets/train_read.o \
		$(INDEXER_A) $(COMMON_A) Makefile
	@mkdir -p $(@D)
	$(C) $(INDEXER_DIRS) -iquote tests -c -o $@.o $<
	$(LINK) -o $@ $@.o $(O)/indexer/facets/train_read.o $(INDEXER_A) \
		$(COMMON_A) $(LIBS)

# Targets for libFuzzer and AFL++; with a main() of their own, tests of what it found.
FUZZ := $(patsubst tests/fuzz/%.c,%,$(filter-out %/main.c,$(wildcard tests/fuzz/*.c)))
FUZZ_FORMATS := text markdown mail mbox csv tsv json ninjs jsonl html rss \
	nitf newsml reuters warc
FUZZERS := $(FUZZ:%=$(B)/tests/fuzz/%)
FUZZING ?=
FUZZ_MAIN := $(if $(FUZZING),,$(O)/tests/fuzz/main.o)

$(O)/tests/fuzz/%.o: tests/fuzz/%.c Makefile
	@mkdir -p $(@D)
	$(C) $(INDEXER_DIRS) $(SEARCHER_DIRS) -c -o $@ $<

$(B)/tests/fuzz/query: FUZZ_A := $(SEARCHER_A)
$(B)/tests/fuzz/query: $(SEARCHER_A)
$(B)/tests/fuzz/%: $(O)/tests/fuzz/%.o $(FUZZ_MAIN) $(INDEXER_A) $(COMMON_A)
	@mkdir -p $(@D)
	$(LINK) $(if $(FUZZING),-fsanitize=fuzzer) -o $@ $< $(FUZZ_MAIN) \
		$(or $(FUZZ_A),$(INDEXER_A)) $(COMMON_A) $(READ_LIBS) $(LIBS)

fuzzers: $(FUZZERS)

# Faults on the disk, for LD_PRELOAD.
$(B)/tests/fault.so: tests/fault/shim.c Makefile
	@mkdir -p $(@D)
	$(CC) -std=gnu11 -O2 -g $(WARN) -D_GNU_SOURCE -fPIC -shared -o $@ $< -ldl

faults: tests $(B)/tests/fault.so ## all failing writes and kill points (make check takes some)
	@BUILD=$(B) FAULTS=all prove -e '' -v tests/fault*.t tests/fulldisk.t

FUZZ_SECONDS ?= 60
# libfuzzer, or afl: AFL++ with the same targets.
FUZZER ?= libfuzzer
comma := ,
FUZZ_CC := $(if $(filter afl,$(FUZZER)),afl-clang-fast,clang)
FUZZ_SAN := $(if $(filter afl,$(FUZZER)),,fuzzer-no-link$(comma))address,undefined
fuzz: all ## hostile input to every reader and parser, FUZZ_SECONDS each (FUZZER=afl: by AFL++)
	@if command -v $(FUZZ_CC) >/dev/null; then \
		AFL_QUIET=1 $(MAKE) -s B=build/$(FUZZER) CC=$(FUZZ_CC) \
			CXX=$(FUZZ_CC)++ FUZZING=1 SAN=$(FUZZ_SAN) fuzzers && \
		FACETS_DATA=$(B)/facets.bin sh tests/fuzz/run.sh $(FUZZER) \
			build/$(FUZZER) $(FUZZ_SECONDS) \
			$(FUZZ_FORMATS:%=read_%) $(filter-out read,$(FUZZ)); \
	else \
		echo "make fuzz: skipped, there is no $(FUZZ_CC); install" \
			"$(FUZZ_PACKAGES)"; \
	fi

tests: all $(TESTS) $(FUZZERS) $(B)/tests/fault.so

demo: ## install what is missing, build, index corpus/ and search it
	@$(MAKE) -s setup
	@$(MAKE) -s -j$$(nproc) all
	@sh tests/demo.sh $(B)

check: ## install what is missing, build, run all tests, plain and sanitized
	@$(MAKE) -s setup TEST=1
	@$(MAKE) -s -j$$(nproc) tests
	@$(MAKE) -s -j$$(nproc) tests SAN=address,undefined
	@echo "# plain build"
	@BUILD=build FACETS_DATA=build/facets.bin \
		prove -e '' -j4 $(TESTS) tests/*.t
	@echo "# address and undefined-behaviour sanitizers"
	@BUILD=build/san FACETS_DATA=build/san/facets.bin SANITIZED=1 \
		ASAN_OPTIONS=detect_leaks=1 \
		prove -e '' -j4 $(TESTS:build/%=build/san/%) tests/*.t

# Its findings are the exit status 99, which no test expects.
VALGRIND_TESTS ?= tests/index.t tests/update.t tests/forget.t tests/check.t \
	tests/charset.t tests/formats.t tests/dates.t tests/dictionary.t \
	tests/query.t tests/output.t tests/similar.t tests/cooccur.t
valgrind: tests ## some tests of both programs under valgrind (VALGRIND_TESTS names them)
	@command -v valgrind >/dev/null || { echo "make valgrind: there is" \
		"no valgrind; install it" && exit 1; }
	@mkdir -p build/valgrind
	@for p in indexer searcher; do \
		printf '#!/bin/sh\nexec valgrind -q --error-exitcode=99 %s %s "$$@"\n' \
			"--leak-check=full --show-leak-kinds=definite" \
			"$$PWD/$(B)/$$p" >build/valgrind/$$p; \
		chmod +x build/valgrind/$$p; \
	done
	@BUILD=build/valgrind prove -e '' -j2 $(VALGRIND_TESTS)

coverage: ## which lines the tests run (gcov)
	@$(MAKE) -s setup TEST=1
	@$(MAKE) -s -j$$(nproc) tests B=build/coverage \
		CFLAGS="-O1 -g --coverage" CXXFLAGS="-O1 -g --coverage"
	@find build/coverage -name '*.gcda' -delete
	-@BUILD=build/coverage FACETS_DATA=build/coverage/facets.bin \
		prove -e '' -j4 $(TESTS:build/%=build/coverage/%) tests/*.t
	@perl tests/coverage.pl build/coverage/obj

SOAK_SECONDS ?= 600
soak: all ## changes, rebuilds and ten searchers at once for SOAK_SECONDS, all answers checked
	@perl tests/soak.pl $(B) $(SOAK_SECONDS)

setup:
	@sh tests/setup.sh $(PACKAGES) $(if $(TEST),$(TEST_PACKAGES)) $(if $(BENCH),$(BENCH_PACKAGES))

DATELINE_DATA ?= ../shared/data

model: all $(B)/tagger-train ## train the name tagger ($DATELINE_DATA, ../shared/data)
	$(B)/tagger-train -c $(MODEL:.model=.md) -d $$(date +%F) $(B)/facets.bin \
		$(DATELINE_DATA) indexer/facets/data/sentences $(B)/trained.model
	cp $(B)/trained.model $(MODEL)

$(B)/tests/measure_xapian: tests/measure_xapian.cc Makefile
	@mkdir -p $(@D)
	$(CXX) -std=c++17 $(CXXFLAGS) -o $@ $< \
		$$($(PKG_CONFIG) --cflags --libs xapian-core jansson)

measure: all $(B)/tests/measure_ner $(B)/tests/measure_places \
		$(B)/tests/measure_xapian ## quality of the facets on real texts (the same data)
	@DATELINE_DATA=$(DATELINE_DATA) sh tests/measure.sh $(B)

# Peers of the benchmark.
$(B)/tests/bench/peer_xapian: tests/bench/peer_xapian.cc
	@mkdir -p $(@D)
	$(CXX) -std=c++17 $(CXXFLAGS) -o $@ $< \
		$$($(PKG_CONFIG) --cflags --libs xapian-core jansson)
$(B)/tests/bench/peer_sqlite: tests/bench/peer_sqlite.c
	@mkdir -p $(@D)
	$(C) -o $@ $< $$($(PKG_CONFIG) --cflags --libs sqlite3 jansson)

BENCH_SIZES := 100000 1000000
BENCH_PACKAGES := libsqlite3-dev ripgrep time xapian-tools
bench: all ## speed, size and memory beside Xapian, SQLite and rg ($DATELINE_DATA, ../shared/data)
	@$(MAKE) -s setup BENCH=1
	@$(MAKE) -s $(B)/tests/bench/peer_xapian $(B)/tests/bench/peer_sqlite
	@perl tests/bench/bench.pl $(B) $(DATELINE_DATA)/news/news_paragraphs.jsonl.gz \
		$(BENCH_SIZES)
	@perl tests/bench/corpus.pl \
		$(DATELINE_DATA)/news/news_paragraphs.jsonl.gz 200000 | \
		perl tests/bench/readers.pl $(B) 6000

P := $(PROGRAM_PREFIX)
bindir := $(DESTDIR)$(PREFIX)/bin
datadir := $(DESTDIR)$(PREFIX)/share

install: all ## install under PREFIX (DESTDIR and PROGRAM_PREFIX are honoured)
	install -D -m 755 $(B)/indexer $(bindir)/$(P)indexer
	install -D -m 755 $(B)/searcher $(bindir)/$(P)searcher
	install -D -m 644 $(B)/facets.bin $(datadir)/dateline/facets.bin
	install -D -m 644 $(B)/names.model $(datadir)/dateline/names.model
	for p in indexer searcher; do \
		install -D -m 644 $$p/$$p.1 $(datadir)/man/man1/$(P)$$p.1; \
		install -D -m 644 $$p/$$p.bash \
			$(datadir)/bash-completion/completions/$(P)$$p; \
		install -D -m 644 $$p/_$$p \
			$(datadir)/zsh/site-functions/_$(P)$$p; \
		install -D -m 644 $$p/$$p.fish \
			$(datadir)/fish/vendor_completions.d/$(P)$$p.fish; \
		[ -z "$(P)" ] || sed -i "s/\<$$p\>/$(P)$$p/g" \
			$(datadir)/bash-completion/completions/$(P)$$p \
			$(datadir)/zsh/site-functions/_$(P)$$p \
			$(datadir)/fish/vendor_completions.d/$(P)$$p.fish; \
	done

uninstall: ## remove what install put there
	for p in indexer searcher; do \
		rm -f $(bindir)/$(P)$$p $(datadir)/man/man1/$(P)$$p.1 \
			$(datadir)/bash-completion/completions/$(P)$$p \
			$(datadir)/zsh/site-functions/_$(P)$$p \
			$(datadir)/fish/vendor_completions.d/$(P)$$p.fish; \
	done
	rm -f $(datadir)/dateline/facets.bin $(datadir)/dateline/names.model
	-rmdir $(datadir)/dateline

clean: ## remove what was built
	rm -rf build

help: ## print this
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1\t\2/p' Makefile | \
		awk -F '\t' '{ printf "make %-10s %s\n", $$1, $$2 }'

.PHONY: all tests demo check setup fuzz fuzzers faults valgrind coverage soak model measure bench install uninstall clean help
.SECONDARY:

-include $(shell find $(O) $(B)/tests -name '*.d' 2>/dev/null)
