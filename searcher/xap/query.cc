/*
 * Queries.
 */
#include "private.hh"

#include <algorithm>
#include <map>
#include <memory>

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
		Xapian::Query::OP_AND_MAYBE,
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

const struct error *
xap_query_values(struct xap_query **qp, unsigned slot,
    const struct xap_value_weight *list, size_t n)
{
	return xap_guard("query", [&] {
		auto source = new Xapian::ValueMapPostingSource(slot);

		*qp = new xap_query{ Xapian::Query(source->release()) };
		for (size_t i = 0; i < n; i++)
			source->add_mapping(xap_string(list[i].value),
			    list[i].weight);
	});
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

/* Documents that somebody else has found. */
class listed : public Xapian::PostingSource {
	std::vector<Xapian::docid> list;
	size_t i = 0;
	bool is_started = false;
    public:
	explicit listed(std::vector<Xapian::docid> l) : list(std::move(l)) {}
	PostingSource *clone() const override { return new listed(list); }
	void
	init(const Xapian::Database &) override
	{
		i = 0;
		is_started = false;
		set_maxweight(0);
	}
	Xapian::doccount get_termfreq_min() const override { return 0; }
	Xapian::doccount
	get_termfreq_est() const override
	{
		return (Xapian::doccount)list.size();
	}
	Xapian::doccount
	get_termfreq_max() const override
	{
		return (Xapian::doccount)list.size();
	}
	Xapian::docid get_docid() const override { return list[i]; }
	bool at_end() const override { return i >= list.size(); }
	void
	next(double) override
	{
		i += is_started;
		is_started = true;
	}
	void
	skip_to(Xapian::docid docid, double) override
	{
		is_started = true;
		i = (size_t)(std::lower_bound(list.begin() + (ptrdiff_t)i,
		    list.end(), docid) - list.begin());
	}
};

const struct error *
xap_query_docids(struct xap_query **qp, const uint32_t *docid, size_t n)
{
	return xap_guard("query", [&] {
		*qp = new xap_query{ Xapian::Query((new listed({ docid,
		    docid + n }))->release()) };
	});
}

/* The query without a factor that changes weights only. */
Xapian::Query
xap_unscaled(const Xapian::Query &q)
{
	return q.get_type() == Xapian::Query::OP_SCALE_WEIGHT ?
	    xap_unscaled(q.get_subquery(0)) : q;
}

bool
xap_query_is_term(const struct xap_query *query, struct buf *term)
{
	const Xapian::Query q = xap_unscaled(query->q);

	if (q.get_type() != Xapian::Query::LEAF_TERM)
		return false;
	const std::string t = *q.get_terms_begin();

	buf_reset(term);
	buf_str(term, xap_str(t));
	return true;
}

void
xap_query_free(struct xap_query *q)
{
	delete q;
}
