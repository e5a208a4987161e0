/*
 * tagger-train [-h] [-b bits] [-c card] [-d date] [-e epochs] [-l least]
 *     [-r rate] [-w decay] lexicon data sentences model
 *
 * Trains the name tagger's model from the annotated sets in data/ner and our
 * own sentences (a folder of *.txt): first without a part that is held back,
 * to say how good it is on that, then on everything; -h: the first only.
 * The defaults are what the held-back part chose.  See train.h.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "facets/train.h"

static struct train_set sets[] = {
	{ "ner/gmb.train.bio", "Groningen Meaning Bank, news",
	    "public-domain texts", 15, true, 0, 0, 0, 0 },
	{ "ner/wikigold.bio", "WikiGold", "CC BY 4.0", 10, false, 1, 0, 0, 0 },
	{ "ner/wnut17.train.bio", "WNUT 2017", "CC BY 4.0", 1, false, 2,
	    0, 0, 0 },
	{ "ner/crossner.train.bio", "CrossNER", "MIT", 1, false, 1, 0, 0, 0 },
	{ "ner/multiner.train.bio", "MultiNER, government reports", "CC0", 10,
	    false, 3, 0, 0, 0 },
	{ NULL, "Our own sentences", "as this program", 0, false, 0, 0, 0, 0 }
};
#define SETS (sizeof(sets) / sizeof(sets[0]))

/* ---- figures ---- */

struct count {
	size_t gold, found, right;
};

static unsigned
kind_of(unsigned tag)
{
	return tag == TAG_O ? 4 : (tag - 1) / 4;
}

/* The end of the name that begins at token i; i if none does. */
static size_t
name_end(const uint8_t *tag, size_t i, size_t n)
{
	size_t end = i;

	if (tag[i] == TAG_O || (i > 0 && crf_allows(tag[i - 1], tag[i]) &&
	    !crf_allows(tag[i - 1], TAG_O)))
		return i;
	while (end + 1 < n && !crf_allows(tag[end], TAG_O))
		end++;
	return end + 1;
}

static void
compare(const uint8_t *gold, const uint8_t *found, size_t n,
    struct count count[4])
{
	for (size_t i = 0; i < n; i++) {
		size_t a = name_end(gold, i, n), b = name_end(found, i, n);

		if (a > i)
			count[kind_of(gold[i])].gold++;
		if (b > i)
			count[kind_of(found[i])].found++;
		if (a > i && a == b && kind_of(gold[i]) == kind_of(found[i]))
			count[kind_of(gold[i])].right++;
	}
}

static void
measure(const struct crf *m, const struct examples *x, struct count count[4])
{
	struct crf_work *w = mem_alloc(1, sizeof(*w));
	uint8_t gold[SENTENCE_MAX];

	for (size_t i = 0; i < x->sentences; i++) {
		const struct sentence_example *s = &x->sentence[i];

		memset(w->emission, 0, s->n * sizeof(w->emission[0]));
		for (uint32_t k = 0; k < s->n; k++) {
			const struct token_example *t =
			    &x->token[s->token + k];

			gold[k] = t->tag;
			for (size_t f = t->at; f < t->at + t->n; f++)
				for (int j = 0; j < CRF_TAGS; j++)
					w->emission[k][j] = (int16_t)
					    (w->emission[k][j] +
					    m->weight[(size_t)(x->hash[f] >>
					    m->shift) * CRF_TAGS + j]);
		}
		crf_viterbi(m, w, s->n);
		compare(gold, w->tag, s->n, count);
	}
	free(w);
}

static void
print_figures(FILE *out, const struct count count[4])
{
	static const char *const name[] = { "person", "organization",
	    "location", "nationality", "all", "without nationality" };

	fprintf(out, "| name | precision | recall | F1 |\n|---|---|---|---|\n");
	for (int i = 0; i < 6; i++) {
		struct count c = { 0, 0, 0 };
		double p, r;

		for (int k = 0; k < 4; k++)
			if (k == i || i == 4 || (i == 5 && k < 3)) {
				c.gold += count[k].gold;
				c.found += count[k].found;
				c.right += count[k].right;
			}
		p = c.found > 0 ? 100.0 * (double)c.right / (double)c.found : 0;
		r = c.gold > 0 ? 100.0 * (double)c.right / (double)c.gold : 0;
		fprintf(out, "| %s | %.1f | %.1f | %.1f |\n", name[i], p, r,
		    p + r > 0 ? 2 * p * r / (p + r) : 0);
	}
}

static const struct error *
write_card(const char *path, const struct trainer *t, const struct plan *plan,
    const struct crf *m, const struct count count[4], const char *date)
{
	FILE *f = fopen(path, "w");

	if (f == NULL)
		return error_errno("%s", path);
	fprintf(f, "# Model card: names.model\n\n"
	    "A linear-chain CRF that finds persons, organizations, locations "
	    "and nationalities\nin English news; trained %s by `make model`, "
	    "%u epochs of AdaGrad, rate %.2f,\n2^%u rows of 16 int8 weights, "
	    "features version %u.\n\n| set | licence | sentences | tokens | "
	    "names |\n|---|---|---|---|---|\n", date, plan->epochs,
	    (double)plan->rate, m->header->bits, FEATURES_VERSION);
	for (size_t i = 0; i < SETS; i++)
		fprintf(f, "| %s | %s | %zu | %zu | %zu |\n", sets[i].name,
		    sets[i].licence, sets[i].sentences, sets[i].tokens,
		    sets[i].names);
	fprintf(f, "\nCopies in other letters are added: 15 %% of the "
	    "articles in lower case, 7.5 %% in upper\ncase, 15 %% of the "
	    "sentences as titles, 7.5 %% as upper-case titles. MISC is "
	    "dropped, titles\nbefore persons' names are not part of them, "
	    "demonyms are nationalities.\n\nDictionaries used (digest of "
	    "facets.bin): %016llx. Digest of the model: %016llx.\n\n"
	    "Held-out part of the same sets (exact spans; %zu tokens; the "
	    "model is then trained\nwithout it, too):\n\n",
	    (unsigned long long)t->lex->header->digest,
	    (unsigned long long)m->header->digest, t->dev.tokens);
	print_figures(f, count);
	fprintf(f, "\nTo repeat: `make model` with the sets under "
	    "`$DATELINE_DATA`; the same input gives the\nsame bytes. Figures "
	    "on other sets: `make measure`.\n");
	return fclose(f) == 0 ? NULL : error_errno("%s", path);
}

/* ---- */

static int
is_text(const struct dirent *d)
{
	return str_ends(str_of(d->d_name), ".txt");
}

static const struct error *
read_all(struct trainer *t, const char *data, const char *sentences)
{
	const struct error *e = NULL;
	struct dirent **entry = NULL;
	char path[4096];
	int n;

	for (size_t i = 0; i + 1 < SETS && e == NULL; i++) {
		snprintf(path, sizeof(path), "%s/%s", data, sets[i].file);
		e = train_read_bio(&sets[i], path, train_add_block, t);
	}
	n = scandir(sentences, &entry, is_text, alphasort);
	for (int i = 0; i < n; i++) {
		snprintf(path, sizeof(path), "%s/%s", sentences,
		    entry[i]->d_name);
		if (e == NULL)
			e = train_read_inline(&sets[SETS - 1], path,
			    train_add_block, t);
		free(entry[i]);
	}
	free(entry);
	return e;
}

static const struct error *
write_model(const struct crf *m, const char *path)
{
	FILE *f = fopen(path, "w");
	bool ok;

	if (f == NULL)
		return error_errno("%s", path);
	ok = fwrite(m->header, 1, m->size, f) == m->size;
	return fclose(f) == 0 && ok ? NULL : error_errno("%s", path);
}

/* Read the sets, all of them or without what is held back, and learn. */
static const struct error *
learn(struct trainer *t, char **path, const struct plan *plan,
    struct crf *model)
{
	struct learned learned;
	const struct error *e;

	for (size_t i = 0; i < SETS; i++)
		sets[i].sentences = sets[i].tokens = sets[i].names = 0;
	if ((e = read_all(t, path[1], path[2])) != NULL)
		return e;
	fprintf(stderr, "%zu sentences, %zu tokens, %zu features\n",
	    t->train.sentences, t->train.tokens, t->train.hashes);
	train_learn(&learned, &t->train, plan);
	train_freeze(&learned, model);
	free(learned.weight);
	examples_release(&t->train);
	return NULL;
}

static const struct error *
run(struct trainer *t, char **path, const struct plan *plan, const char *card,
    const char *date)
{
	struct count count[4] = { { 0, 0, 0 } };
	const struct error *e;
	struct crf model;

	if ((e = learn(t, path, plan, &model)) != NULL)
		return e;
	measure(&model, &t->dev, count);
	print_figures(stdout, count);
	fflush(stdout);
	if (!plan->held) {
		t->everything = true;
		if ((e = learn(t, path, plan, &model)) != NULL)
			return e;
	}
	e = write_model(&model, path[3]);
	if (e == NULL && card != NULL)
		e = write_card(card, t, plan, &model, count, date);
	return e;
}

int
main(int argc, char **argv)
{
	struct plan plan = { 18, 4, 0.03f, 0.001f, 1, false };
	struct trainer *t = mem_alloc(1, sizeof(*t));
	struct lexicon lex;
	const char *card = NULL, *date = "";
	const struct error *e;
	int c;

	while ((c = getopt(argc, argv, "b:c:d:e:hl:r:w:")) != -1)
		switch (c) {
		case 'b': plan.bits = (unsigned)atoi(optarg); break;
		case 'c': card = optarg; break;
		case 'd': date = optarg; break;
		case 'e': plan.epochs = (unsigned)atoi(optarg); break;
		case 'h': plan.held = true; break;
		case 'l': plan.least = (unsigned)atoi(optarg); break;
		case 'r': plan.rate = strtof(optarg, NULL); break;
		case 'w': plan.decay = strtof(optarg, NULL); break;
		default: return 2;
		}
	if (argc - optind != 4 || plan.bits < CRF_BITS_MIN ||
	    plan.bits > CRF_BITS_MAX) {
		fprintf(stderr, "usage: tagger-train [-h] [-b bits] [-c card] "
		    "[-d date] [-e epochs] [-l least] [-r rate] [-w decay]\n"
		    "    lexicon data sentences model\n");
		return 2;
	}
	if ((e = lexicon_open(&lex, argv[optind])) == NULL) {
		t->lex = t->d.lex = &lex;
		e = run(t, argv + optind, &plan, card, date);
	}
	if (e != NULL)
		error_report("tagger-train", e);
	return e == NULL ? 0 : 2;
}
