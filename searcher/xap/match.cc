/*
 * Matches: the best of them, or all with their docids or values.
 */
#include "private.hh"

#include <algorithm>

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

/* The terms of a query that is one, or several joined by OR. */
static bool
is_union(const Xapian::Query &scaled)
{
	const Xapian::Query q = xap_unscaled(scaled);
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
		const Xapian::Query q = xap_unscaled(query->q);
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

		const Xapian::Query q = xap_unscaled(query->q);

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
