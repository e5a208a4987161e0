#include "xap_guard.hh"

#include <algorithm>
#include <cstring>
#include <vector>

struct xap_reader {
	std::vector<Xapian::Database> part;
	std::vector<bool> is_remote;
	Xapian::Database all;
};

struct xap_query {
	Xapian::Query q;
};

static Xapian::Database
open_part(const char *path, bool *is_remote)
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
	    (unsigned)std::strtoul(colon + 1, nullptr, 10));
}

const struct error *
xap_reader_open(struct xap_reader **rp, const char *const *path, size_t n)
{
	struct xap_reader *r = new xap_reader;
	const struct error *e = nullptr;

	for (size_t i = 0; i < n && e == nullptr; i++)
		e = xap_guard(path[i], [&] {
			bool is_remote;

			r->part.push_back(open_part(path[i], &is_remote));
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
xap_reader_frequency(struct xap_reader *r, struct str term,
    uint64_t *documents)
{
	return xap_guard("frequency", [&] {
		*documents = r->all.get_termfreq(xap_string(term));
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
				    "a server does not expand wildcards");
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
xap_query_range(struct xap_query **qp, unsigned slot, struct str lowest,
    struct str highest)
{
	return query_new(qp, Xapian::Query(Xapian::Query::OP_VALUE_RANGE,
	    slot, xap_string(lowest), xap_string(highest)));
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

/*
 * A server runs no spy of ours; but a hit carries the value that it could have
 * been collapsed by.
 */
static void
score_remote(const Xapian::Database &db, const Xapian::Query &q,
    const Xapian::Weight &weight, unsigned slot,
    void (*each)(void *, uint32_t, double, struct str), void *arg)
{
	Xapian::Enquire enquire(db);
	Xapian::doccount n = db.get_doccount();

	enquire.set_query(q);
	enquire.set_weighting_scheme(weight);
	enquire.set_collapse_key(slot, n);
	Xapian::MSet m = enquire.get_mset(0, n);
	for (auto i = m.begin(); i != m.end(); ++i) {
		std::string s = i.get_collapse_key();

		each(arg, *i, i.get_weight(), xap_str(s));
	}
}

const struct error *
xap_score(struct xap_reader *r, const struct xap_query *query, double k1,
    unsigned slot, void (*each)(void *, uint32_t, double, struct str),
    void *arg)
{
	return xap_guard("search", [&] {
		auto f = [&](const Xapian::Document &doc, double weight) {
			std::string s = doc.get_value(slot);

			each(arg, doc.get_docid(), weight, xap_str(s));
		};

		const Xapian::BM25Weight bm25(k1, 0, 1000, 0, 0);

		for (bool remote : r->is_remote)
			if (remote) {
				score_remote(r->all, query->q, bm25, slot,
				    each, arg);
				return;
			}
		visit(r->all, query->q, bm25, f);
	});
}

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

		*total = 0;
		if (db.get_doccount() == 0)
			return;
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

		buf_reset(out);
		buf_str(out, xap_str(s));
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
