#include "xap_guard.hh"

#include <algorithm>
#include <cstring>
#include <map>
#include <memory>
#include <vector>

struct xap_reader {
	std::vector<Xapian::Database> part;
	std::vector<bool> is_remote;
	std::vector<struct codec *> codec;	/* of each; read when needed */
	Xapian::Database all;

	~xap_reader()
	{
		for (auto c : codec)
			codec_free(c);
	}
};

struct xap_query {
	Xapian::Query q;
};

static Xapian::Database
open_part(const char *path, unsigned timeout_ms, bool *is_remote)
{
	const char *host, *colon;

	*is_remote = std::strncmp(path, "tcp://", 6) == 0;
	if (!*is_remote)
		return xap_open(path);
	host = path + 6;
	colon = std::strrchr(host, ':');
	if (colon == nullptr || colon == host || colon[1] == '\0' ||
	    std::strspn(colon + 1, "0123456789") != std::strlen(colon + 1))
		throw Xapian::InvalidArgumentError(
		    "a server is written tcp://HOST:PORT");
	return Xapian::Remote::open(std::string(host, colon - host),
	    (unsigned)std::strtoul(colon + 1, nullptr, 10), timeout_ms,
	    timeout_ms);
}

const struct error *
xap_reader_open(struct xap_reader **rp, const char *const *path, size_t n,
    unsigned timeout_ms)
{
	struct xap_reader *r = new xap_reader;
	const struct error *e = nullptr;

	for (size_t i = 0; i < n && e == nullptr; i++)
		e = xap_guard(path[i], [&] {
			bool is_remote;

			r->part.push_back(open_part(path[i], timeout_ms,
			    &is_remote));
			r->is_remote.push_back(is_remote);
			r->all.add_database(r->part.back());
		});
	if (e != nullptr) {
		delete r;
		return e;
	}
	*rp = r;
	return nullptr;
}

void
xap_reader_close(struct xap_reader *r)
{
	if (r == nullptr)
		return;
	(void)!xap_guard("close", [&] {
		for (auto &part : r->part)
			part.close();
	});
	delete r;
}

size_t
xap_reader_parts(const struct xap_reader *r)
{
	return r->part.size();
}

const struct error *
xap_reader_version(struct xap_reader *r, size_t part, struct xap_version *v)
{
	return xap_guard("version", [&] {
		*v = {};
		if (!r->is_remote.at(part))
			*v = xap_version_of(r->part[part]);
	});
}

const struct error *
xap_reader_get(struct xap_reader *r, size_t part, struct str key,
    struct buf *out)
{
	return xap_guard("metadata", [&] {
		std::string s = r->part.at(part).get_metadata(xap_string(key));

		buf_reset(out);
		buf_str(out, xap_str(s));
	});
}

const struct error *
xap_reader_count(struct xap_reader *r, uint64_t *documents)
{
	return xap_guard("count", [&] { *documents = r->all.get_doccount(); });
}

const struct error *
xap_reader_last(struct xap_reader *r, uint32_t *docid)
{
	return xap_guard("count", [&] { *docid = r->all.get_lastdocid(); });
}

const struct error *
xap_reader_frequency(struct xap_reader *r, struct str term,
    struct xap_frequency *f)
{
	return xap_guard("frequency", [&] {
		const std::string t = xap_string(term);

		f->documents = r->all.get_termfreq(t);
		f->wdf = f->documents > 0 ? r->all.get_collection_freq(t) : 0;
	});
}

const struct error *
xap_reader_terms(struct xap_reader *r, struct str prefix,
    void (*each)(void *, struct str), void *arg)
{
	return xap_guard("terms", [&] {
		std::string start = xap_string(prefix);

		for (auto t = r->all.allterms_begin(start);
		    t != r->all.allterms_end(start); ++t) {
			std::string s = *t;

			each(arg, xap_str(s));
		}
	});
}

const struct error *
xap_reader_words(struct xap_reader *r, struct str prefix, size_t max,
    void (*each)(void *, struct str), void *arg)
{
	return xap_guard("words", [&] {
		std::string start = xap_string(prefix);
		size_t left = max;

		for (size_t i = 0; i < r->part.size(); i++) {
			const Xapian::Database &db = r->part[i];
			auto w = db.spellings_begin();

			if (r->is_remote[i])
				throw Xapian::UnimplementedError(
				    "a server does not expand wildcards and words with mistakes");
			if (w == db.spellings_end())
				continue;
			for (w.skip_to(start); w != db.spellings_end() &&
			    left > 0; ++w, left--) {
				std::string s = *w;

				if (s.compare(0, start.size(), start) != 0)
					break;
				each(arg, xap_str(s));
			}
		}
	});
}

const struct error *
xap_reader_suggest(struct xap_reader *r, struct str word, struct buf *out)
{
	return xap_guard("suggestion", [&] {
		std::string s =
		    r->all.get_spelling_suggestion(xap_string(word), 2);

		buf_reset(out);
		buf_str(out, xap_str(s));
	});
}

/* ---- queries ---- */

static const struct error *
query_new(struct xap_query **qp, const Xapian::Query &q)
{
	return xap_guard("query", [&] { *qp = new xap_query{ q }; });
}

const struct error *
xap_query_all(struct xap_query **qp)
{
	return query_new(qp, Xapian::Query(std::string()));
}

const struct error *
xap_query_none(struct xap_query **qp)
{
	return query_new(qp, Xapian::Query());
}

const struct error *
xap_query_term(struct xap_query **qp, struct str term)
{
	return query_new(qp, Xapian::Query(xap_string(term)));
}

const struct error *
xap_query_join(struct xap_query **qp, enum xap_op op,
    struct xap_query *const *child, size_t n, unsigned window)
{
	static const Xapian::Query::op ops[] = {
		Xapian::Query::OP_AND, Xapian::Query::OP_OR,
		Xapian::Query::OP_AND_NOT, Xapian::Query::OP_FILTER,
		Xapian::Query::OP_SYNONYM, Xapian::Query::OP_PHRASE,
		Xapian::Query::OP_NEAR
	};

	return xap_guard("query", [&] {
		std::vector<Xapian::Query> list;

		for (size_t i = 0; i < n; i++)
			list.push_back(child[i]->q);
		*qp = new xap_query{ Xapian::Query(ops[op], list.begin(),
		    list.end(), window) };
	});
}

const struct error *
xap_query_fixed(struct xap_query **qp, double weight)
{
	return xap_guard("query", [&] {
		*qp = new xap_query{ Xapian::Query(
		    (new Xapian::FixedWeightPostingSource(weight))->release())
		};
	});
}

const struct error *
xap_query_scale(struct xap_query **qp, const struct xap_query *q,
    double factor)
{
	return xap_guard("query", [&] {
		*qp = new xap_query{ Xapian::Query(
		    Xapian::Query::OP_SCALE_WEIGHT, q->q, factor) };
	});
}

const struct error *
xap_query_range(struct xap_query **qp, unsigned slot, struct str lowest,
    struct str highest)
{
	return query_new(qp, Xapian::Query(Xapian::Query::OP_VALUE_RANGE,
	    slot, xap_string(lowest), xap_string(highest)));
}

/*
 * What a test has said of the documents of one database, in blocks that are
 * made when they are needed: a query may hold many tests.
 */
class verdicts {
	static const size_t BLOCK = 1024;
	std::vector<std::unique_ptr<signed char[]>> block;
    public:
	enum : signed char { UNKNOWN = XAP_DAMAGED };
	signed char &
	of(Xapian::docid docid)
	{
		size_t i = docid / BLOCK;

		if (i >= block.size())
			block.resize(i + 1);
		if (block[i] == nullptr) {
			block[i].reset(new signed char[BLOCK]);
			std::fill_n(block[i].get(), BLOCK, UNKNOWN);
		}
		return block[i][docid % BLOCK];
	}
};

/* By database and revision: what is searched as one has several. */
typedef std::map<std::string, verdicts> all_verdicts;

/* All documents, each tested when the matcher comes to it. */
class tested : public Xapian::PostingSource {
	xap_test_fn *test;
	void *arg;
	std::shared_ptr<all_verdicts> all;
	verdicts *known = nullptr;
	Xapian::Database db;
	struct codec *codec = nullptr;	/* of its data */
	struct buf data = {};
	Xapian::docid at = 0, last = 0;

	bool
	passes(Xapian::docid docid)
	{
		signed char &v = known->of(docid);

		if (v == verdicts::UNKNOWN) {
			xap_decode(xap_codec(&codec, db), docid,
			    db.get_document(docid).get_data(), &data);
			v = (signed char)test(arg, buf_slice(&data));
		}
		if (v == XAP_DAMAGED)
			throw Xapian::DatabaseCorruptError("document " +
			    std::to_string(docid) + ": damaged");
		return v == XAP_YES;
	}
	/* Only a matcher without any other condition comes here. */
	bool
	passes_if_there(Xapian::docid docid)
	{
		try {
			return passes(docid);
		} catch (const Xapian::DocNotFoundError &) {
			return false;
		}
	}
    public:
	tested(xap_test_fn *f, void *a, std::shared_ptr<all_verdicts> v) :
	    test(f), arg(a), all(v) {}
	~tested() override
	{
		codec_free(codec);
		buf_release(&data);
	}
	PostingSource *
	clone() const override
	{
		return new tested(test, arg, all);
	}
	void
	init(const Xapian::Database &d) override
	{
		db = d;
		codec_free(codec);
		codec = nullptr;
		at = 0;
		last = d.get_lastdocid();
		known = &(*all)[d.get_uuid() + ' ' +
		    std::to_string(d.get_revision())];
		set_maxweight(0);
	}
	Xapian::doccount get_termfreq_min() const override { return 0; }
	Xapian::doccount
	get_termfreq_est() const override
	{
		return db.get_doccount();
	}
	Xapian::doccount
	get_termfreq_max() const override
	{
		return db.get_doccount();
	}
	Xapian::docid get_docid() const override { return at; }
	bool at_end() const override { return at > last; }
	void
	next(double) override
	{
		skip_to(at + 1, 0);
	}
	void
	skip_to(Xapian::docid docid, double) override
	{
		for (at = std::max(at, docid); !at_end() &&
		    !passes_if_there(at); at++)
			continue;
	}
	bool
	check(Xapian::docid docid, double) override
	{
		at = docid;
		return at_end() || passes(docid);
	}
};

const struct error *
xap_query_test(struct xap_query **qp, xap_test_fn *test, void *arg)
{
	return xap_guard("query", [&] {
		*qp = new xap_query{ Xapian::Query((new tested(test, arg,
		    std::make_shared<all_verdicts>()))->release()) };
	});
}

void
xap_query_free(struct xap_query *q)
{
	delete q;
}

/* ---- matching ---- */

/*
 * Append a page of q to hit, *n of them so far.  How many match is exact if as
 * many as that are looked at, at least.
 */
static size_t
take(Xapian::Enquire &enquire, const Xapian::Query &q, size_t offset,
    size_t limit, size_t least, struct xap_hit *hit, size_t *n)
{
	enquire.set_query(q);
	Xapian::MSet m = enquire.get_mset((Xapian::doccount)offset,
	    (Xapian::doccount)limit, (Xapian::doccount)least);

	for (auto i = m.begin(); i != m.end(); ++i)
		hit[(*n)++] = { *i, i.get_weight() };
	return m.get_matches_estimated();
}

/* Those without a value come last: no order of values does that. */
static void
take_ascending(Xapian::Enquire &enquire, const Xapian::Query &q,
    unsigned slot, size_t offset, size_t limit, size_t documents,
    struct xap_hit *hit, size_t *n)
{
	Xapian::Query has(Xapian::Query::OP_VALUE_GE, slot, "0");
	size_t valued;

	enquire.set_sort_by_value_then_relevance(slot, false);
	valued = take(enquire, Xapian::Query(Xapian::Query::OP_FILTER, q, has),
	    offset, limit, documents, hit, n);
	if (*n < limit)
		take(enquire, Xapian::Query(Xapian::Query::OP_AND_NOT, q, has),
		    offset > valued ? offset - valued : 0, limit - *n, 0, hit,
		    n);
}

const struct error *
xap_rank(struct xap_reader *r, const struct xap_query *query,
    const struct xap_order_by *by, size_t offset, size_t limit,
    struct xap_hit *hit, size_t *n)
{
	return xap_guard("search", [&] {
		Xapian::Enquire enquire(r->all);

		*n = 0;
		enquire.set_weighting_scheme(
		    Xapian::BM25Weight(by->k1, 0, 1000, 0, 0));
		if (by->order == XAP_DESCENDING)
			enquire.set_sort_by_value_then_relevance(by->slot,
			    true);
		if (by->order == XAP_ASCENDING)
			take_ascending(enquire, query->q, by->slot, offset,
			    limit, r->all.get_doccount(), hit, n);
		else
			take(enquire, query->q, offset, limit, 0, hit, n);
	});
}

/* A match spy that calls f(document, weight). */
template <class F> class spy_on : public Xapian::MatchSpy {
	F f;
    public:
	explicit spy_on(F g) : f(g) {}
	void
	operator()(const Xapian::Document &doc, double weight) override
	{
		f(doc, weight);
	}
};

template <class F> static void
visit(const Xapian::Database &db, const Xapian::Query &q,
    const Xapian::Weight &weight, F f)
{
	Xapian::Enquire enquire(db);
	spy_on<F> spy(f);

	enquire.set_query(q);
	enquire.set_weighting_scheme(weight);
	enquire.set_docid_order(Xapian::Enquire::DONT_CARE);
	enquire.add_matchspy(&spy);
	enquire.get_mset(0, 0, db.get_doccount());
}

/* ---- all matches: their docids ---- */

#define DOCIDS 1024		/* handed over at a time */

bool
xap_reader_has_server(const struct xap_reader *r)
{
	return std::find(r->is_remote.begin(), r->is_remote.end(), true) !=
	    r->is_remote.end();
}

class docids {
	xap_docids_fn *each;
	void *arg;
	size_t n = 0;
	uint32_t at[DOCIDS];
    public:
	docids(xap_docids_fn *f, void *a) : each(f), arg(a) {}
	void
	add(uint32_t docid)
	{
		at[n++] = docid;
		if (n == DOCIDS)
			flush();
	}
	void
	flush()
	{
		if (n > 0)
			each(arg, at, n);
		n = 0;
	}
};

/* The query without a factor that changes weights only. */
static Xapian::Query
unscaled(const Xapian::Query &q)
{
	return q.get_type() == Xapian::Query::OP_SCALE_WEIGHT ?
	    unscaled(q.get_subquery(0)) : q;
}

/* The terms of a query that is one, or several joined by OR. */
static bool
is_union(const Xapian::Query &scaled)
{
	const Xapian::Query q = unscaled(scaled);
	const auto type = q.get_type();

	if (type == Xapian::Query::LEAF_TERM)
		return true;
	if (type != Xapian::Query::OP_OR && type != Xapian::Query::OP_SYNONYM)
		return false;
	for (size_t i = 0; i < q.get_num_subqueries(); i++)
		if (!is_union(q.get_subquery(i)))
			return false;
	return true;
}

/* Several posting lists, each read once, meet in a bitmap. */
static void
unite(const Xapian::Database &db, const Xapian::Query &q, docids &out)
{
	std::vector<uint64_t> bits(db.get_lastdocid() / 64 + 1);

	for (auto t = q.get_unique_terms_begin();
	    t != q.get_unique_terms_end(); ++t)
		for (auto p = db.postlist_begin(*t); p != db.postlist_end(*t);
		    ++p)
			bits[*p / 64] |= UINT64_C(1) << *p % 64;
	for (size_t i = 0; i < bits.size(); i++)
		for (uint64_t b = bits[i]; b != 0; b &= b - 1)
			out.add((uint32_t)(64 * i +
			    (size_t)__builtin_ctzll(b)));
}

/* A server runs no spy of ours. */
static void
take_all(const Xapian::Database &db, const Xapian::Query &q, docids &out)
{
	Xapian::Enquire enquire(db);

	enquire.set_query(q);
	enquire.set_weighting_scheme(Xapian::BoolWeight());
	Xapian::MSet m = enquire.get_mset(0, db.get_doccount());
	for (auto i = m.begin(); i != m.end(); ++i)
		out.add(*i);
}

const struct error *
xap_docids(struct xap_reader *r, size_t part, const struct xap_query *query,
    xap_docids_fn *each, void *arg)
{
	return xap_guard("search", [&] {
		const Xapian::Database &db = r->part.at(part);
		const Xapian::Query q = unscaled(query->q);
		docids out(each, arg);

		if (q.get_type() == Xapian::Query::LEAF_TERM) {
			const std::string term = *q.get_terms_begin();

			for (auto p = db.postlist_begin(term);
			    p != db.postlist_end(term); ++p)
				out.add(*p);
		} else if (is_union(q))
			unite(db, q, out);
		else if (r->is_remote[part])
			take_all(db, q, out);
		else if (db.get_doccount() > 0)
			visit(db, q, Xapian::BoolWeight(),
			    [&](const Xapian::Document &doc, double) {
				out.add(doc.get_docid());
			});
		out.flush();
	});
}

const struct error *
xap_postings(struct xap_reader *r, struct str term,
    void (*each)(void *, uint32_t, uint32_t), void *arg)
{
	return xap_guard("search", [&] {
		const std::string t = xap_string(term);

		for (auto p = r->all.postlist_begin(t);
		    p != r->all.postlist_end(t); ++p)
			each(arg, *p, p.get_wdf());
	});
}

/*
 * Asked for its values, a server sends them one by one; but a hit carries the
 * value that it could have been collapsed by.
 */
static void
collapse_values(const Xapian::Database &db, unsigned slot,
    void (*each)(void *, uint32_t, struct str), void *arg)
{
	Xapian::Enquire enquire(db);
	Xapian::doccount n = db.get_doccount();

	enquire.set_query(Xapian::Query(std::string()));
	enquire.set_weighting_scheme(Xapian::BoolWeight());
	enquire.set_collapse_key(slot, n);
	Xapian::MSet m = enquire.get_mset(0, n);
	for (auto i = m.begin(); i != m.end(); ++i) {
		std::string s = i.get_collapse_key();

		if (!s.empty())
			each(arg, *i, xap_str(s));
	}
}

const struct error *
xap_reader_values(struct xap_reader *r, unsigned slot,
    void (*each)(void *, uint32_t, struct str), void *arg)
{
	return xap_guard("values", [&] {
		if (xap_reader_has_server(r)) {
			collapse_values(r->all, slot, each, arg);
			return;
		}
		for (auto v = r->all.valuestream_begin(slot);
		    v != r->all.valuestream_end(slot); ++v) {
			std::string s = *v;

			each(arg, v.get_docid(), xap_str(s));
		}
	});
}

/* ---- all matches: their values ---- */

/*
 * A server runs no spy of ours, but Xapian's own, which counts the distinct
 * values of one slot.
 */
static void
scan_remote(const Xapian::Database &db, const Xapian::Query &q,
    const unsigned *slot, size_t n, xap_scan_fn *each, void *arg,
    uint64_t *total)
{
	for (size_t i = 0; i < n || i == 0; i++) {
		Xapian::Enquire enquire(db);
		Xapian::ValueCountMatchSpy spy(n != 0 ? slot[i] : 0);

		enquire.set_query(q);
		enquire.set_weighting_scheme(Xapian::BoolWeight());
		enquire.add_matchspy(&spy);
		enquire.get_mset(0, 0, db.get_doccount());
		*total = spy.get_total();
		if (n == 0)
			return;
		for (auto v = spy.values_begin(); v != spy.values_end(); ++v) {
			std::string s = *v;

			each(arg, i, v.get_termfreq(), xap_str(s));
		}
	}
}

const struct error *
xap_scan(struct xap_reader *r, size_t part, const struct xap_query *query,
    const unsigned *slot, size_t n, xap_scan_fn *each, void *arg,
    uint64_t *total)
{
	return xap_guard("search", [&] {
		const Xapian::Database &db = r->part.at(part);

		const Xapian::Query q = unscaled(query->q);

		*total = 0;
		if (db.get_doccount() == 0)
			return;
		if (n == 0 && q.get_type() == Xapian::Query::LEAF_TERM) {
			*total = db.get_termfreq(*q.get_terms_begin());
			return;
		}
		if (n == 0 && q.get_type() == Xapian::Query::LEAF_MATCH_ALL) {
			*total = db.get_doccount();
			return;
		}
		if (r->is_remote.at(part)) {
			scan_remote(db, query->q, slot, n, each, arg, total);
			return;
		}
		visit(db, query->q, Xapian::BoolWeight(),
		    [&](const Xapian::Document &doc, double) {
			++*total;
			for (size_t i = 0; i < n; i++) {
				std::string s = doc.get_value(slot[i]);

				if (!s.empty())
					each(arg, i, 1, xap_str(s));
			}
		});
	});
}

const struct error *
xap_reader_data(struct xap_reader *r, uint32_t docid, struct buf *out)
{
	return xap_guard("data", [&] {
		std::string s = r->all.get_document(docid).get_data();
		/* docids of all parts together take turns */
		size_t part = (docid - 1) % r->part.size();

		r->codec.resize(r->part.size());
		xap_decode(xap_codec(&r->codec[part], r->part[part]), docid,
		    s, out);
	});
}

const struct error *
xap_reader_value(struct xap_reader *r, uint32_t docid, unsigned slot,
    struct buf *out)
{
	return xap_guard("value", [&] {
		std::string s = r->all.get_document(docid).get_value(slot);

		buf_reset(out);
		buf_str(out, xap_str(s));
	});
}
