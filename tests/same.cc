#include "same.h"

#include <sstream>
#include <string>

#include <xapian.h>

/* The library's check deletes an object by the type of its base. */
extern "C" const char *__asan_default_options(void);
const char *
__asan_default_options(void)
{
	return "new_delete_type_mismatch=0";
}

static std::string result;

struct differ {
	std::string what;
};

template <class T> static void
same(const std::string &what, const T &a, const T &b)
{
	std::ostringstream s;

	if (a == b)
		return;
	s << what << ": \"" << a << "\" and \"" << b << "\"";
	throw differ { s.str().substr(0, 500) };
}

static void
same_totals(const Xapian::Database &a, const Xapian::Database &b)
{
	same("documents", a.get_doccount(), b.get_doccount());
	same("last id", a.get_lastdocid(), b.get_lastdocid());
	same("total length", a.get_total_length(), b.get_total_length());
	same("shortest", a.get_doclength_lower_bound(),
	    b.get_doclength_lower_bound());
	same("longest", a.get_doclength_upper_bound(),
	    b.get_doclength_upper_bound());
	same("positions", a.has_positions(), b.has_positions());
}

static void
same_positions(const std::string &at, Xapian::PositionIterator p,
    const Xapian::PositionIterator &pe, Xapian::PositionIterator q,
    const Xapian::PositionIterator &qe)
{
	for (; p != pe && q != qe; ++p, ++q)
		same(at + ": position", *p, *q);
	same(at + ": end of positions", p == pe, q == qe);
}

static void
same_postings(const Xapian::Database &a, const Xapian::Database &b,
    const std::string &term)
{
	auto p = a.postlist_begin(term), pe = a.postlist_end(term);
	auto q = b.postlist_begin(term), qe = b.postlist_end(term);

	for (; p != pe && q != qe; ++p, ++q) {
		std::string at = "term " + term + ", document " +
		    std::to_string(*p);

		same(at + ": id", *p, *q);
		same(at + ": wdf", p.get_wdf(), q.get_wdf());
		same(at + ": length", p.get_doclength(), q.get_doclength());
		if (!term.empty())
			same_positions(at, p.positionlist_begin(),
			    p.positionlist_end(), q.positionlist_begin(),
			    q.positionlist_end());
	}
	same("term " + term + ": end of postings", p == pe, q == qe);
}

static void
same_terms(const Xapian::Database &a, const Xapian::Database &b)
{
	auto p = a.allterms_begin(), pe = a.allterms_end();
	auto q = b.allterms_begin(), qe = b.allterms_end();

	for (; p != pe && q != qe; ++p, ++q) {
		const std::string term = *p;

		same("term", term, *q);
		same(term + ": tf", p.get_termfreq(), q.get_termfreq());
		same(term + ": tf", a.get_termfreq(term), b.get_termfreq(term));
		same(term + ": cf", a.get_collection_freq(term),
		    b.get_collection_freq(term));
		same(term + ": greatest wdf", a.get_wdf_upper_bound(term),
		    b.get_wdf_upper_bound(term));
		same_postings(a, b, term);
	}
	same("end of terms", p == pe, q == qe);
}

static void
same_document(const Xapian::Database &a, const Xapian::Database &b,
    Xapian::docid id)
{
	Xapian::Document x = a.get_document(id), y = b.get_document(id);
	const std::string at = "document " + std::to_string(id);
	auto p = a.termlist_begin(id), pe = a.termlist_end(id);
	auto q = b.termlist_begin(id), qe = b.termlist_end(id);
	auto v = x.values_begin(), ve = x.values_end();
	auto w = y.values_begin(), we = y.values_end();

	same(at + ": data", x.get_data(), y.get_data());
	same(at + ": length", a.get_doclength(id), b.get_doclength(id));
	same(at + ": unique", a.get_unique_terms(id), b.get_unique_terms(id));
	same(at + ": terms", x.termlist_count(), y.termlist_count());
	for (; p != pe && q != qe; ++p, ++q) {
		same(at + ": term", *p, *q);
		same(at + ": wdf", p.get_wdf(), q.get_wdf());
		same_positions(at + " " + *p, p.positionlist_begin(),
		    p.positionlist_end(), q.positionlist_begin(),
		    q.positionlist_end());
	}
	same(at + ": end of terms", p == pe, q == qe);
	for (; v != ve && w != we; ++v, ++w) {
		same(at + ": slot", v.get_valueno(), w.get_valueno());
		same(at + ": value", *v, *w);
	}
	same(at + ": end of values", v == ve, w == we);
}

static void
same_values(const Xapian::Database &a, const Xapian::Database &b)
{
	for (Xapian::valueno slot = 0; slot < 70; slot++) {
		const std::string at = "slot " + std::to_string(slot);
		auto v = a.valuestream_begin(slot);
		auto ve = a.valuestream_end(slot);
		auto w = b.valuestream_begin(slot);
		auto we = b.valuestream_end(slot);

		same(at + ": frequency", a.get_value_freq(slot),
		    b.get_value_freq(slot));
		same(at + ": lowest", a.get_value_lower_bound(slot),
		    b.get_value_lower_bound(slot));
		same(at + ": highest", a.get_value_upper_bound(slot),
		    b.get_value_upper_bound(slot));
		for (; v != ve && w != we; ++v, ++w) {
			same(at + ": id", v.get_docid(), w.get_docid());
			same(at + ": value", *v, *w);
		}
		same(at + ": end", v == ve, w == we);
	}
}

static void
same_metadata(const Xapian::Database &a, const Xapian::Database &b)
{
	auto k = a.metadata_keys_begin(), ke = a.metadata_keys_end();
	auto l = b.metadata_keys_begin(), le = b.metadata_keys_end();

	for (; k != ke && l != le; ++k, ++l) {
		same("metadata key", *k, *l);
		same("metadata " + *k, a.get_metadata(*k), b.get_metadata(*l));
	}
	same("end of metadata", k == ke, l == le);
}

/* The words, and what fragments find: each word with a letter wrong. */
static void
same_spelling(const Xapian::Database &a, const Xapian::Database &b)
{
	auto p = a.spellings_begin(), pe = a.spellings_end();
	auto q = b.spellings_begin(), qe = b.spellings_end();

	for (size_t n = 0; p != pe && q != qe; ++p, ++q, n++) {
		std::string word = *p;

		same("word", word, *q);
		same(word + ": frequency", p.get_termfreq(), q.get_termfreq());
		if (n % 7 != 0)
			continue;
		word[n % word.size()] ^= 1;
		same("like " + word, a.get_spelling_suggestion(word),
		    b.get_spelling_suggestion(word));
		word.erase(n % word.size(), 1);
		same("like " + word, a.get_spelling_suggestion(word),
		    b.get_spelling_suggestion(word));
	}
	same("end of words", p == pe, q == qe);
}

const char *
same_databases(const char *dir_a, const char *dir_b)
{
	result.clear();
	try {
		Xapian::Database a(dir_a), b(dir_b);

		same_totals(a, b);
		same_metadata(a, b);
		same_terms(a, b);
		same_postings(a, b, "");
		for (auto p = a.postlist_begin(""); p != a.postlist_end("");
		    ++p)
			same_document(a, b, *p);
		same_values(a, b);
		same_spelling(a, b);
	} catch (const differ &d) {
		result = d.what;
	} catch (const Xapian::Error &e) {
		result = e.get_description();
	}
	return result.c_str();
}

const char *
same_check(const char *dir)
{
	std::ostringstream said;

	result.clear();
	try {
		if (Xapian::Database::check(dir, 0, &said) != 0)
			result = "errors: " + said.str();
	} catch (const Xapian::Error &e) {
		result = e.get_description() + said.str();
	}
	return result.c_str();
}
